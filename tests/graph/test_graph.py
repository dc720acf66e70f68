"""The Graph as others read it: its frames, their columns, and the text that names a node."""

from __future__ import annotations

import polars as pl
import pytest

from graphkit.errors import UsageError
from graphkit.graph.filters import Filter
from graphkit.graph.frames import claim_dtypes, node_dtypes, table_dtypes
from graphkit.graph.graph import Graph
from graphkit.schema.load import parse_schema

SCHEMA, PROBLEMS = parse_schema("""
schema: frames
version: 1.0.0
claims: reified
nodes:
  Named: {abstract: true, properties: {name: {type: string}}}
  Person: {extends: Named}
  Year: {display: {label: number}, properties: {number: {type: integer}}}
  Place: {display: {label: names}, properties: {names: {type: list<string>}}}
  Thing: {}
edges:
  KNOWS: {source: [Person], target: [Person], properties: {since: {type: date}}}
  LIKES: {source: [Person], target: [Entity]}
  NEEDS: {source: [Person], target: [Entity]}
""")


@pytest.fixture
def graph() -> Graph:
    assert PROBLEMS == []
    graph = Graph(SCHEMA, "frames", "Frames")
    graph.add_node("Person", id="ann", name="Ann")
    graph.add_node("Person", id="bob")
    graph.add_node("Year", id="y", number=2014)
    graph.add_node("Place", id="p", names=["Tirana", "Tiranë"])
    graph.add_node("Place", id="q", names=[])
    graph.add_node("Thing", id="t")
    graph.add_edge("LIKES", "ann", "t")
    graph.add_edge("KNOWS", "ann", "bob", since="2014-01-02")
    graph.add_edge("LIKES", "bob", "ann", polarity="negative")
    return graph


def test_a_node_is_named_by_its_label_or_else_its_id(graph: Graph) -> None:
    assert graph.node_table().rows() == [
        ("ann", "Person", "Ann"),
        ("bob", "Person", "bob"),
        ("y", "Year", "2014"),
        ("p", "Place", "Tirana"),
        ("q", "Place", "q"),
        ("t", "Thing", "t"),
    ]


def test_the_node_table_can_be_of_some_types(graph: Graph) -> None:
    assert graph.node_table(Filter(node_types=("Named", "Thing")))["id"].to_list() == [
        "ann",
        "bob",
        "t",
    ]
    with pytest.raises(UsageError, match="Did you mean"):
        graph.node_table(Filter(node_types=("Thin",)))


def test_frames_have_the_columns_of_their_types(graph: Graph) -> None:
    for name, frame in graph.nodes.items():
        assert dict(frame.schema) == node_dtypes(SCHEMA.nodes[name])
    for name, frame in graph.claims.items():
        assert dict(frame.schema) == claim_dtypes(SCHEMA.edges[name])
    assert dict(graph.claim_table().schema) == table_dtypes()
    assert list(graph.claims) == ["KNOWS", "LIKES"]


def test_claims_keep_the_properties_of_their_own_row(graph: Graph) -> None:
    graph.add_edge("KNOWS", "bob", "ann", since="2015-01-02")
    rows = graph.claims["KNOWS"].select("source", pl.col("since").cast(pl.String)).rows()
    assert rows == [("ann", "2014-01-02"), ("bob", "2015-01-02")]


def test_lists_of_claims_are_empty_and_never_null(graph: Graph) -> None:
    table = graph.claim_table()
    for column in ("claimed_by", "cue", "contests", "because", "follows", "closes"):
        assert table[column].to_list() == [[], [], []]


def test_an_empty_graph_has_frames_too() -> None:
    graph = Graph(SCHEMA)
    assert (graph.node_table().height, graph.claim_table().height) == (0, 0)
    assert (dict(graph.nodes), dict(graph.claims)) == ({}, {})
    assert (graph.claim_edges.height, graph.documents.height, graph.edges().height) == (0, 0, 0)
    assert repr(graph) == "<Graph graph: 0 nodes, 0 edges, 0 claims>"


def test_a_graph_shows_how_much_it_holds(graph: Graph) -> None:
    assert repr(graph) == "<Graph frames: 6 nodes, 2 edges, 3 claims>"
