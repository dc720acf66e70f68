from datetime import date

from graphkit.analysis.edges import arcs, edge_keys, pairs, projected
from graphkit.graph.filters import Filter
from graphkit.graph.graph import Graph
from graphkit.schema.model import Schema

from .graphs import tied


def test_several_claims_of_one_edge_are_one_edge_key(quarrel: Graph) -> None:
    keys = edge_keys(quarrel)
    assert sorted(keys["edge_type"]) == ["ALLIED_WITH", "HOSTILE_TO", "HOSTS", "MEETS"]
    assert keys["edge_key"].is_sorted()


def test_claims_that_are_not_projected_are_never_counted(quarrel: Graph) -> None:
    asked = Filter(polarity=("positive", "negative"), realization=("actual", "planned"))
    assert {"c3", "c8"} < set(quarrel.edges(asked)["id"])
    assert set(projected(quarrel, asked)["id"]) == {"c1", "c2", "c4", "c5", "c6", "c7"}


def test_what_was_known_on_a_day_counts_also_where_it_was_retracted_later(schema: Schema) -> None:
    graph = tied(schema, [("MEETS", "a", "b")])
    graph.add_edge(
        "MEETS",
        "b",
        "a",
        id="mistake",
        recorded_at="2020-01-01T00:00:00Z",
        retracted_at="2021-01-01T00:00:00Z",
    )
    assert set(projected(graph)["id"]) == {"c0"}
    assert set(projected(graph, Filter(known_on=date(2020, 6, 1)))["id"]) == {"mistake"}


def test_a_symmetric_edge_written_both_ways_is_one_with_sorted_ends(schema: Schema) -> None:
    graph = tied(schema, [("ALLIED_WITH", "b", "a"), ("ALLIED_WITH", "a", "b")])
    assert edge_keys(graph).drop("edge_key").rows() == [("ALLIED_WITH", "a", "b", True)]


def test_pairs_weigh_the_distinct_edges_of_either_direction(schema: Schema) -> None:
    graph = tied(
        schema,
        [
            ("MEETS", "a", "b"),
            ("MEETS", "a", "b"),
            ("MEETS", "b", "a"),
            ("ALLIED_WITH", "a", "b"),
            ("MEETS", "b", "c"),
        ],
    )
    assert pairs(edge_keys(graph)).rows() == [("a", "b", 3), ("b", "c", 1)]


def test_arcs_follow_directed_edges_and_symmetric_ones_both_ways(schema: Schema) -> None:
    graph = tied(schema, [("MEETS", "a", "b"), ("ALLIED_WITH", "b", "a"), ("MEETS", "c", "c")])
    assert arcs(edge_keys(graph)).rows() == [("a", "b", 2), ("b", "a", 1), ("c", "c", 1)]


def test_a_symmetric_loop_counts_once(schema: Schema) -> None:
    assert arcs(edge_keys(tied(schema, [("ALLIED_WITH", "a", "a")]))).rows() == [("a", "a", 1)]


def test_a_graph_without_claims_has_no_edges(empty: Graph) -> None:
    assert edge_keys(empty).rows() == []
    assert pairs(edge_keys(empty)).rows() == []
    assert arcs(edge_keys(empty)).rows() == []
