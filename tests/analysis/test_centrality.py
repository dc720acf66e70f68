from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.analysis import centrality
from graphkit.analysis.centrality import central
from graphkit.errors import UsageError
from graphkit.graph.filters import Filter
from graphkit.graph.graph import Graph
from graphkit.schema.model import Schema

from .graphs import tied

NODES = st.sampled_from("abcdefg")
EDGES = st.lists(st.tuples(st.sampled_from(["MEETS", "ALLIED_WITH"]), NODES, NODES), max_size=20)


@pytest.fixture
def karate(schema: Schema) -> tuple[nx.Graph, Graph]:
    club = nx.relabel_nodes(nx.karate_club_graph(), {n: f"n{n:02}" for n in range(34)})
    return club, tied(schema, [("ALLIED_WITH", a, b) for a, b in club.edges])


def test_a_known_graph_has_the_measures_that_networkx_gives_it(
    karate: tuple[nx.Graph, Graph],
) -> None:
    club, graph = karate
    nodes = central(graph, limit=34).nodes
    assert {node.id: node.degree for node in nodes} == dict(club.degree())
    betweenness = nx.betweenness_centrality(club)
    pagerank = nx.pagerank(club, weight=None, tol=1e-13, max_iter=1000)
    for node in nodes:
        assert node.betweenness == pytest.approx(betweenness[node.id], abs=1e-9)
        assert node.pagerank == pytest.approx(pagerank[node.id], abs=1e-9)


def test_pagerank_is_the_solution_of_its_equations(schema: Schema) -> None:
    # With a -> b and b leading nowhere, a = 0.15 / 2 + 0.85 * b / 2 and a + b = 1.
    first, second = central(tied(schema, [("MEETS", "a", "b")]), by="pagerank").nodes
    assert (first.id, second.id) == ("b", "a")
    assert second.pagerank == pytest.approx(0.5 / 1.425, abs=1e-9)


def test_a_symmetric_edge_gives_rank_both_ways(schema: Schema) -> None:
    nodes = central(tied(schema, [("ALLIED_WITH", "b", "a")]), by="pagerank").nodes
    assert [(node.rank, node.id, node.pagerank) for node in nodes] == [(1, "a", 0.5), (2, "b", 0.5)]


def test_the_middle_of_a_line_has_all_of_its_betweenness(schema: Schema) -> None:
    graph = tied(schema, [("MEETS", "b", "a"), ("MEETS", "b", "c")])
    assert [(n.id, n.betweenness) for n in central(graph, by="betweenness").nodes] == [
        ("b", 1.0),
        ("a", 0.0),
        ("c", 0.0),
    ]


def test_degree_counts_distinct_edges_and_a_loop_once(schema: Schema) -> None:
    graph = tied(
        schema,
        [
            ("MEETS", "a", "b"),
            ("MEETS", "a", "b"),
            ("MEETS", "b", "a"),
            ("ALLIED_WITH", "a", "b"),
            ("ALLIED_WITH", "b", "a"),
            ("MEETS", "a", "a"),
        ],
    )
    assert [(n.id, n.degree) for n in central(graph).nodes] == [("a", 4), ("b", 3)]


def test_nodes_are_ranked_by_the_measure_asked_for_and_ties_by_id(quarrel: Graph) -> None:
    assert [node.id for node in central(quarrel).nodes] == ["north", "guest", "south", "west"]
    assert central(quarrel, by="pagerank").nodes[0].id == "guest"


def test_only_as_many_nodes_are_given_as_asked_for(quarrel: Graph) -> None:
    result = central(quarrel, limit=2)
    assert [node.rank for node in result.nodes] == [1, 2]
    assert result.measured == 4
    assert result.table().notes[0].startswith("2 of 4 nodes")


def test_a_filter_decides_what_counts(quarrel: Graph) -> None:
    result = central(quarrel, Filter(edge_types=("MEETS",)))
    assert {node.id for node in result.nodes} == {"north", "west"}


def test_beyond_a_size_betweenness_is_estimated_from_pivots_and_says_so(
    karate: tuple[nx.Graph, Graph], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(centrality, "EXACT_UP_TO", 33)
    monkeypatch.setattr(centrality, "PIVOTS", 20)
    _, graph = karate
    result = central(graph, by="betweenness", seed=7)
    assert result == central(graph, by="betweenness", seed=7)
    assert result != central(graph, by="betweenness", seed=8)
    assert result.pivots == 20
    assert "estimated from 20 of the nodes" in result.table().notes[1]


def test_an_unknown_measure_is_named_with_the_nearest(quarrel: Graph) -> None:
    with pytest.raises(UsageError, match=r'no measure "pagernak"\. Did you mean "pagerank"'):
        central(quarrel, by="pagernak")  # type: ignore[arg-type]


def test_a_graph_without_edges_has_no_central_node(empty: Graph) -> None:
    empty.add_node("Body", id="a", name="A")
    assert central(empty).nodes == ()
    assert central(empty).measured == 0


@settings(max_examples=30)
@given(edges=EDGES)
def test_the_shares_of_pagerank_add_up_to_one(
    edges: list[tuple[str, str, str]], schema: Schema
) -> None:
    nodes = central(tied(schema, edges), limit=100).nodes
    assert sum(node.pagerank for node in nodes) == pytest.approx(1.0 if edges else 0.0, abs=1e-9)


@settings(max_examples=30)
@given(edges=EDGES)
def test_ranks_fall_with_the_measure(edges: list[tuple[str, str, str]], schema: Schema) -> None:
    for first, second in pairwise(central(tied(schema, edges), by="betweenness").nodes):
        assert (-first.betweenness, first.id) < (-second.betweenness, second.id)
