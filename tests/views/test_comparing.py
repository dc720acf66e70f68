"""Two graphs on one page: what was added, removed, changed."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from graphkit.graph.graph import Graph
from graphkit.views import write_page
from graphkit.views.comparing import compared
from graphkit.views.payload import Payload, build_payload
from tests.browser import OfflineBrowser
from tests.views.conftest import empty_graph


def towns(
    *, name: str = "Dale", gone: bool = False, new: bool = False, note: str = "Read twice."
) -> Graph:
    graph = empty_graph("Towns")
    graph.add_node("Town", id="asby", name="Åsby")
    graph.add_node("Town", id="dale", name=name)
    graph.add_node("Guild", id="smiths", name="The Smiths")
    graph.add_edge("HOSTS", "asby", "smiths", id="c-hosts", note=note)
    graph.add_edge("ALLIED_WITH", "asby", "dale", id="c-allied")
    if gone:
        graph.add_node("Person", id="ada", name="Ada Lund")
        graph.add_edge("ATTACKS", "ada", "asby", id="c-attack")
        graph.add_edge("HOSTS", "asby", "smiths", id="c-hosts-too", claimed_by=["ada"])
    if new:
        graph.add_edge(
            "HOSTS", "asby", "smiths", id="c-not", polarity="negative", contests=["c-hosts"]
        )
    return graph


def changes(payload: Payload) -> dict[str, str]:
    claims = {name: card["change"] for name, card in payload["claims"].items()}
    nodes = {node["id"]: node["change"] for node in payload["nodes"] if "change" in node}
    return nodes | {name: change for name, change in claims.items() if change != "same"}


def both(before: Graph, after: Graph) -> Payload:
    return compared(build_payload(before), build_payload(after))


def test_a_graph_differs_from_itself_in_nothing() -> None:
    found = both(towns(gone=True), towns(gone=True))
    assert changes(found) == {}
    assert found["shown"].startswith("Since the earlier one: nothing changed. ")


def test_what_is_gone_is_shown_too_and_what_is_new_is_told() -> None:
    found = both(towns(gone=True), towns(new=True, name="Daleborough", note="Read three times."))
    assert changes(found) == {
        "dale": "changed",
        "ada": "removed",
        "c-attack": "removed",
        "c-hosts-too": "removed",
        "c-hosts": "changed",
        "c-not": "added",
    }
    assert found["shown"].startswith(
        "Since the earlier one: 1 node removed, 1 node changed, "
        "1 claim added, 2 claims removed, 1 claim changed. "
    )
    assert [look["name"] for look in found["types"]] == ["Town", "Guild", "Person"]
    assert {look["name"]: look["count"] for look in found["types"]} == {
        "Town": 2,
        "Guild": 1,
        "Person": 1,
    }


def test_what_only_follows_from_something_new_is_no_change() -> None:
    """A claim that is contested now says what it said."""
    assert changes(both(towns(), towns(new=True))) == {"c-not": "added"}


def test_edges_have_the_claims_of_both_those_first_that_are_drawn() -> None:
    found = both(towns(gone=True), towns())
    (hosts,) = [edge for edge in found["edges"] if edge["type"] == "HOSTS"]
    assert sorted(hosts["claims"]) == ["c-hosts", "c-hosts-too"]
    degree = {node["id"]: node["degree"] for node in found["nodes"]}
    assert degree == {"asby": 3, "dale": 1, "smiths": 1, "ada": 1}


def test_an_edge_is_drawn_that_was_drawn_before() -> None:
    before, after = towns(), towns()
    before.add_edge("ATTACKS", "smiths", "dale", id="c-raid")
    after.add_edge("ATTACKS", "smiths", "dale", id="c-plan", realization="planned")
    (edge,) = [edge for edge in both(before, after)["edges"] if edge["type"] == "ATTACKS"]
    assert "beside" not in edge
    assert edge["claims"] == ["c-raid", "c-plan"]


@pytest.fixture
def page(browser: OfflineBrowser, tmp_path: Path) -> Page:
    path = tmp_path / "graph.html"
    return browser.open(write_page(towns(new=True, name="D."), path, earlier=towns(gone=True)))


@pytest.mark.chromium
def test_the_page_tells_what_changed_and_keeps_it_alone(page: Page) -> None:
    card = page.locator("#card")
    expect(card.locator("h2.voice")).to_have_text(["Added1", "Removed3", "Changed1"])
    card.get_by_role("button", name="Ada Lund attacks Åsby").click()
    expect(card.locator(".claim .change")).to_have_text("removed")
    page.get_by_role("button", name="Close").click()
    page.locator("#key button", has_text="As before").click()
    assert page.evaluate("[...graphkit.page.picture.claims].sort()") == ["c-attack", "c-hosts-too"]
    assert page.evaluate("location.hash") == "#changes=same"
    colors = page.evaluate("[...graphkit.view.looks.values()].map((look) => look.voice)")
    assert set(colors) == {"removed"}
    page.get_by_role("button", name="Undo").click()
    voices = page.evaluate("[...graphkit.view.looks.values()].map((look) => look.voice).sort()")
    assert voices == ["changed", "removed", "same"]
    names = page.evaluate("[...graphkit.view.names.values()]")
    assert set(names) == {"The Smiths", "~ D.", "\N{MINUS SIGN} Ada Lund", "Åsby"}


@pytest.mark.chromium
def test_other_pages_know_nothing_of_changes(
    browser: OfflineBrowser, tmp_path: Path, quarrel: Graph
) -> None:
    page = browser.open(write_page(quarrel, tmp_path / "graph.html"))
    page.goto(f"{page.url}#changes=same")
    assert page.get_by_text("Compared").count() == 0
    assert page.evaluate("graphkit.page.state.changes") == []
