"""Filters: each of them, alone and together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from graphkit.errors import UsageError
from graphkit.graph.filters import Filter
from graphkit.graph.graph import Graph
from graphkit.schema.load import parse_schema

SCHEMA, PROBLEMS = parse_schema("""
schema: filters
version: 1.0.0
claims: reified
nodes:
  Actor: {abstract: true}
  Country: {extends: Actor}
  Group: {extends: Actor}
  Camp: {}
edges:
  HOSTS: {source: [Country], target: [Group], temporal: state, inverse: HOSTED_BY}
  USES: {source: [Actor], target: [Camp]}
""")


@pytest.fixture
def graph() -> Graph:
    assert PROBLEMS == []
    graph = Graph(SCHEMA)
    for country in ("albania", "us", "iraq"):
        graph.add_node("Country", id=country)
    graph.add_node("Group", id="mek")
    graph.add_node("Camp", id="ashraf")
    graph.add_node("Document", id="article", title="Article", published="2023-07")
    graph.add_node("Document", id="digest", title="Digest", reports="article")
    hosts: list[dict[str, object]] = [
        {"id": "said", "claimed_by": "us > albania", "time": "2014/.."},
        {"id": "own", "claimed_by": "albania", "time": "2013/2015"},
        {"id": "told", "document": "digest"},
        {"id": "plain"},
        {"id": "no", "polarity": "negative", "claimed_by": "iraq", "time": "2020"},
        {"id": "plan", "realization": "planned", "modality": "alleged"},
        {"id": "old", "status": "deprecated"},
        {
            "id": "gone",
            "recorded_at": "2023-01-01T00:00Z",
            "retracted_at": "2023-06-01T00:00Z",
        },
    ]
    for columns in hosts:
        graph.add_edge("HOSTS", "albania", "mek", **columns)  # type: ignore[arg-type]
    graph.add_edge("USES", "mek", "ashraf", id="camp", modality="alleged")
    return graph


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        (Filter(), "said own told plain camp"),
        (Filter(as_of=date(2014, 6, 1)), "said own told plain camp"),
        (Filter(as_of=date(2012, 1, 1)), "told plain camp"),
        (Filter(as_of=date(2014, 6, 1), sure=True), "own camp"),
        (Filter(as_of=date(2016, 6, 1), sure=True), "said camp"),
        (Filter(known_on=date(2023, 8, 1)), "told"),
        (Filter(known_on=date(2023, 7, 30)), ""),
        (Filter(known_on=date(2023, 2, 1)), "gone"),
        (Filter(according_to="albania"), "said own"),
        (Filter(according_to="article"), "told"),
        (Filter(according_to="digest"), ""),
        (Filter(reported_by="us"), "said"),
        (Filter(reported_by="albania"), "own"),
        (Filter(first_hand=True), "own told plain camp"),
        (Filter(according_to="albania", first_hand=True), "own"),
        (Filter(polarity=("negative",)), "no"),
        (Filter(polarity=("negative", "positive")), "said own told plain no camp"),
        (Filter(realization=("planned",)), "plan"),
        (Filter(realization=("planned", "actual")), "said own told plain plan camp"),
        (Filter(modality=("alleged",)), "camp"),
        (Filter(modality=("alleged",), realization=("planned",)), "plan"),
        (Filter(node_types=("Group", "Country")), "said own told plain"),
        (Filter(node_types=("Actor",)), "said own told plain"),
        (Filter(node_types=("Entity",)), "said own told plain camp"),
        (Filter(node_types=("Camp",)), ""),
        (Filter(edge_types=("USES",)), "camp"),
        (Filter(contested=True), "said told plain"),
        (Filter(contested=False), "own camp"),
        (Filter(contested=True, polarity=("negative",)), "no"),
    ],
)
def test_a_filter_keeps(graph: Graph, chosen: Filter, kept: str) -> None:
    assert graph.edges(chosen)["id"].to_list() == kept.split()


def test_an_answer_says_how_each_claim_holds(graph: Graph) -> None:
    rows = graph.edges(Filter(as_of=date(2014, 6, 1))).select("id", "holds").rows()
    assert dict(rows) == {
        "said": "possibly",
        "own": "surely",
        "told": "unknown",
        "plain": "unknown",
        "camp": "surely",
    }


def test_an_answer_counts_the_speakers_before_the_innermost(graph: Graph) -> None:
    rows = graph.edges().select("id", "hops", "holds").rows()
    assert [(name, hops) for name, hops, _ in rows] == [
        ("said", 1),
        ("own", 0),
        ("told", 0),
        ("plain", 0),
        ("camp", 0),
    ]
    assert {holds for *_, holds in rows} == {None}


def test_an_answer_has_the_columns_of_the_claim_table_and_two_more(graph: Graph) -> None:
    expected = [*graph.claim_table().columns, "holds", "hops"]
    for chosen in (Filter(), Filter(known_on=date(2024, 1, 1)), Filter(as_of=date(2024, 1, 1))):
        assert graph.edges(chosen).columns == expected


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Filter(sure=True), "What surely holds can be told only as of a day. Give as_of"),
        (
            lambda: Filter(polarity=("negativ",)),
            '"negativ" is no polarity. Did you mean "negative"?',
        ),
        (lambda: Filter(modality=("x",)), '"x" is no modality. Known: asserted, alleged'),
        (lambda: Filter(realization=("done",)), '"done" is no realization.'),
    ],
)
def test_a_filter_of_unknown_words_cannot_be_made(make: Callable[[], Filter], message: str) -> None:
    with pytest.raises(UsageError) as raised:
        make()
    assert str(raised.value).startswith(message)


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        (Filter(node_types=("Grup",)), '"Grup" is no node type. Did you mean "Group"?'),
        (Filter(edge_types=("HOST",)), '"HOST" is no edge type. Did you mean "HOSTS"?'),
        (
            Filter(according_to="albanai"),
            '"albanai" is no node of graph. Did you mean "albania"?',
        ),
        (Filter(reported_by="zzzz"), '"zzzz" is no node of graph.'),
    ],
)
def test_a_filter_of_what_the_graph_has_not_is_told(
    graph: Graph, chosen: Filter, message: str
) -> None:
    with pytest.raises(UsageError) as raised:
        graph.edges(chosen)
    assert str(raised.value) == message


def test_only_a_filter_without_anything_said_is_empty() -> None:
    assert Filter().is_empty
    assert not Filter(contested=False).is_empty


KNOWING, _ = parse_schema("""
schema: knowing
version: 1.0.0
claims: reified
nodes: {Country: {}, Group: {}}
edges:
  HOSTS:
    source: [Country]
    target: [Group]
    temporal: state
    key: [law]
    properties: {law: {type: string}}
  EXPELLED: {source: [Country], target: [Group], temporal: event, closes: [HOSTS]}
""")


def knowing(**expelled: str) -> Graph:
    graph = Graph(KNOWING)
    graph.add_node("Country", id="albania")
    graph.add_node("Group", id="mek")
    ends = "albania", "mek"
    graph.add_edge("EXPELLED", *ends, id="end", time="2013", **expelled)
    graph.add_edge(
        "HOSTS", *ends, id="hosts", law="a", time="2012/..", recorded_at="2010-01-01T00:00Z"
    )
    graph.add_edge("HOSTS", *ends, id="unknown", law="b", time="2012/..")
    return graph


THEN = Filter(as_of=date(2015, 1, 1), known_on=date(2016, 1, 1))


def test_what_was_not_known_yet_closes_nothing() -> None:
    graph = knowing(recorded_at="2020-01-01T00:00Z")
    shown = graph.edges(THEN)
    assert shown.select("id", "holds", "closed_by").rows() == [("hosts", "surely", None)]
    later = graph.edges(Filter(as_of=date(2015, 1, 1), known_on=date(2021, 1, 1)))
    assert later["id"].to_list() == ["end"]
    assert graph.edges(Filter(known_on=date(2009, 1, 1))).is_empty()


def test_what_was_retracted_only_later_still_closed() -> None:
    graph = knowing(recorded_at="2011-01-01T00:00Z", retracted_at="2020-01-01T00:00Z")
    shown = graph.edges(THEN)
    assert shown.select("id", "projected").rows() == [("end", True)]
    assert shown["retracted_at"].null_count() == 0
    assert graph.edges(Filter(as_of=date(2015, 1, 1)))["id"].to_list() == ["hosts", "unknown"]


def test_what_was_not_known_yet_or_no_longer_contests_nothing() -> None:
    graph = knowing(recorded_at="2011-01-01T00:00Z")
    for name, recorded, retracted in (("no", "2018", None), ("not", "2001", "2009")):
        graph.add_edge(
            "HOSTS",
            "albania",
            "mek",
            id=name,
            law="a",
            polarity="negative",
            time="2012/2016",
            recorded_at=f"{recorded}-01-01T00:00Z",
            retracted_at=f"{retracted}-01-01T00:00Z" if retracted else None,
        )
    for day, contested in ((date(2016, 1, 1), False), (date(2019, 1, 1), True)):
        shown = graph.edges(Filter(known_on=day))
        assert dict(shown.select("id", "contested").rows())["hosts"] == contested
