"""What a page knows: bundled edges, claims with their words, and what is left out."""

import json
from datetime import date
from typing import Any

import pytest

from graphkit.errors import UsageError
from graphkit.graph.filters import Filter
from graphkit.graph.graph import Graph
from graphkit.views.payload import build_payload


def edge_of(payload: dict[str, Any], claim: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = [edge for edge in payload["edges"] if claim in edge["claims"]]
    assert len(found) == 1
    return found[0]


def test_it_is_plain_json(quarrel: Graph) -> None:
    payload = build_payload(quarrel)
    assert json.loads(json.dumps(payload, allow_nan=False)) == payload


def test_claims_of_one_thing_are_one_edge(quarrel: Graph) -> None:
    edge = edge_of(build_payload(quarrel), "c-hosts")
    assert edge["claims"] == ["c-hosts", "c-hosts-too"]
    assert edge["sign"] == "positive"


def test_a_claim_tells_how_it_is_put(quarrel: Graph) -> None:
    claims = build_payload(quarrel)["claims"]
    put = {name: claims[name].get("modality") for name in ("c-hosts", "c-attack", "c-self")}
    assert put == {"c-hosts": None, "c-attack": "alleged", "c-self": "reputed"}


def test_a_claim_tells_when_it_holds_in_days(quarrel: Graph) -> None:
    claims = build_payload(quarrel)["claims"]
    assert claims["c-dale"]["span"] == [[11323, 11687], "open"]
    assert claims["c-dale"]["endedOn"] == claims["c-leaves"]["span"][0][0] == 14365
    assert claims["c-towns"]["span"] == [[10592, 10956], [12784, 13148]]
    assert "span" not in claims["c-hosts-too"]


def test_a_claim_that_another_closed_says_so(quarrel: Graph) -> None:
    claims = build_payload(quarrel)["claims"]
    assert claims["c-dale"]["closedBy"] == [["c-leaves", None]]
    assert claims["c-dale"]["ended"]


def test_a_claim_has_its_words_and_its_evidence(quarrel: Graph) -> None:
    claim = build_payload(quarrel)["claims"]["c-hosts"]
    assert claim["says"] == ["ada", "ben"]
    assert claim["cue"] == ["wrote", "told her"]
    assert (claim["when"], claim["timeText"]) == (
        "from about 2014, without an end",
        "for some years",
    )
    assert (claim["quote"], claim["section"]) == ("The smiths may stay in Åsby.", "Winter")
    assert claim["props"] == [["terms", "in winter"]]
    assert claim["contestedBy"] == [["c-hosts-not", "They saw nobody."]]
    assert (claim["confidence"], claim["note"]) == (0.5, "Read twice.")


def test_claims_that_are_not_drawn_say_why(quarrel: Graph) -> None:
    claims = build_payload(quarrel)["claims"]
    beside = {name: claim["beside"] for name, claim in claims.items() if "beside" in claim}
    assert beside == {"c-hosts-not": "denied", "c-plan": "planned", "c-ally": "deprecated"}
    assert claims["c-hosts-not"]["marks"] == ["not so"]
    assert claims["c-ally"]["status"] == "Misread."


def test_what_can_be_asked_for_has_an_edge_that_waits(quarrel: Graph) -> None:
    payload = build_payload(quarrel)
    waiting = {name for edge in payload["edges"] if "beside" in edge for name in edge["claims"]}
    assert waiting == {"c-hosts-not", "c-plan", "c-ally"}


def test_a_retracted_claim_is_withdrawn_and_has_no_edge(quarrel: Graph) -> None:
    quarrel.add_edge("LEAVES", "smiths", "asby", id="c-gone", retracted_at="2020-01-01T00:00:00Z")
    payload = build_payload(quarrel)
    assert payload["claims"]["c-gone"]["beside"] == "withdrawn"
    assert not any("c-gone" in edge["claims"] for edge in payload["edges"])


def test_reasons_are_read_both_ways(quarrel: Graph) -> None:
    claims = build_payload(quarrel)["claims"]
    assert claims["c-attack"]["because"] == [["c-hosts-too", None]]
    assert claims["c-hosts-too"]["reasonFor"] == [["c-attack", None]]


def test_a_found_contradiction_is_told_on_both_sides(quarrel: Graph) -> None:
    claims = build_payload(quarrel)["claims"]
    note = "found by comparing the two; whether their times meet is not known"
    assert claims["c-hosts-too"]["contradicts"] == [["c-hosts-not", note]]
    assert claims["c-hosts-not"]["contradicts"] == [["c-hosts-too", note]]


def test_what_was_stated_is_not_told_again_as_found(quarrel: Graph) -> None:
    claims = build_payload(quarrel)["claims"]
    assert "contradicts" not in claims["c-hosts"]
    assert claims["c-hosts-not"]["contests"] == [["c-hosts", "They saw nobody."]]


def test_nodes_have_their_properties_as_text(quarrel: Graph) -> None:
    nodes = {node["id"]: node for node in build_payload(quarrel)["nodes"]}
    assert nodes["asby"]["names"] == ["Oldtown"]
    assert ["site", "https://asby.example/", True] in nodes["asby"]["props"]
    assert ["walled", "yes", False] in nodes["dale"]["props"]
    assert nodes["ada"]["degree"] == 0
    assert nodes["smiths"]["degree"] == 3


def test_documents_are_sources_and_not_nodes(quarrel: Graph) -> None:
    payload = build_payload(quarrel)
    assert "digest" not in {node["id"] for node in payload["nodes"]}
    assert payload["documents"]["digest"] == {"title": "A digest", "reports": "chronicle"}
    assert payload["documents"]["chronicle"]["publisher"] == "Åsby Press"


def test_a_filter_leaves_nodes_without_edges_out(quarrel: Graph) -> None:
    payload = build_payload(quarrel, Filter(edge_types=("HOSTS",)))
    assert {node["id"] for node in payload["nodes"]} == {"asby", "dale", "smiths", "weavers"}
    assert payload["claims"]["c-towns"]["beside"] == "outside"


def test_denials_that_are_asked_for_are_edges_of_their_own(quarrel: Graph) -> None:
    payload = build_payload(quarrel, Filter(polarity=("positive", "negative")))
    denial, edge = edge_of(payload, "c-hosts-not"), edge_of(payload, "c-hosts")
    assert denial["denied"] and "denied" not in edge
    assert denial["id"] == f"{edge['id']}-not"


def test_as_of_a_day_tells_what_surely_holds(quarrel: Graph) -> None:
    payload = build_payload(quarrel, Filter(as_of=date(2003, 1, 1)))
    assert payload["asOf"] == "2003-01-01"
    assert "As of 1 January 2003: 2 surely holding, 3 with unknown time." in payload["shown"]


def test_a_focus_shows_what_is_near(quarrel: Graph) -> None:
    near = build_payload(quarrel, focus="asby")
    assert {node["id"] for node in near["nodes"]} == {"asby", "smiths", "dale"}
    assert "Only what is within one edge of Åsby." in near["shown"]
    assert len(build_payload(quarrel, focus="asby", hops=0)["nodes"]) == 1
    assert len(build_payload(quarrel, focus="asby", hops=9)["nodes"]) == 4


def test_a_focus_that_is_not_there_has_a_nearest_name(quarrel: Graph) -> None:
    with pytest.raises(UsageError, match='Did you mean "smiths"'):
        build_payload(quarrel, focus="smith")


def test_the_line_under_the_headline_counts(quarrel: Graph) -> None:
    shown = build_payload(quarrel)["shown"]
    assert shown == (
        "6 nodes and 6 edges, drawn from 7 of 10 claims by 2 speakers. "
        "3 more, such as denials and promises, stand in the cards beside it."
    )


def test_the_line_under_the_headline_names_each_filter(quarrel: Graph) -> None:
    chosen = Filter(
        known_on=date(2024, 5, 6),
        according_to="ben",
        reported_by="ada",
        first_hand=True,
        contested=True,
        modality=("asserted",),
        node_types=("Named",),
        edge_types=("HOSTS",),
    )
    shown = build_payload(quarrel, chosen)["shown"]
    for words in (
        "0 nodes and 0 edges",
        "As known on 6 May 2024.",
        "According to Ben Moor.",
        "Reported by Ada Lund.",
        "First hand only.",
        "Only what is contested.",
        "Only: asserted, Named, hosts.",
    ):
        assert words in shown
    assert "Without what is contested." in build_payload(quarrel, Filter(contested=False))["shown"]


def test_only_named_nodes_and_claims_are_shown_where_they_are_given(quarrel: Graph) -> None:
    by_claim = build_payload(quarrel, only=frozenset({"c-dale"}))
    assert [edge["claims"] for edge in by_claim["edges"]] == [["c-dale"]]
    by_node = build_payload(quarrel, only=frozenset({"asby", "dale", "ada"}))
    assert {node["id"] for node in by_node["nodes"]} == {"asby", "dale", "ada"}
    assert len(by_node["edges"]) == 1


def test_the_headline_is_given_or_the_graphs_own(quarrel: Graph) -> None:
    assert build_payload(quarrel)["title"] == "The quarrel of Åsby"
    assert build_payload(quarrel, title="Strife")["title"] == "Strife"
