import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.analysis.paths import paths
from graphkit.errors import UsageError
from graphkit.graph.filters import Filter
from graphkit.graph.graph import Graph
from graphkit.schema.model import Schema

from .graphs import tied

NODES = st.sampled_from("abcdef")


def test_paths_come_shortest_first_and_read_edges_both_ways(quarrel: Graph) -> None:
    result = paths(quarrel, "guest", "west")
    assert [(path.number, path.hops, path.nodes) for path in result.paths] == [
        (1, 2, ("guest", "north", "west")),
        (2, 3, ("guest", "south", "north", "west")),
    ]


def test_each_step_has_all_projected_claims_between_its_nodes(quarrel: Graph) -> None:
    first, second = paths(quarrel, "guest", "west").paths[0].steps
    assert [claim.id for claim in first.claims] == ["c1", "c2"]
    assert (first.source, first.claims[0].source) == ("guest", "north")
    assert first.claims[1].claimed_by == ("press", "police")
    assert [claim.id for claim in second.claims] == ["c7"]


def test_a_path_reads_as_a_chain_of_sentences_each_said_once(quarrel: Graph) -> None:
    path = paths(quarrel, "guest", "west").paths[1]
    assert path.sentence == (
        "South hostile to Guest; South allied with North / North allied with South; "
        "Alleged: West sits down with North"
    )


def test_no_more_paths_are_given_than_asked_for(quarrel: Graph) -> None:
    assert len(paths(quarrel, "guest", "west", limit=1).paths) == 1
    assert paths(quarrel, "guest", "west", limit=0).paths == ()


def test_no_path_is_longer_than_allowed(quarrel: Graph) -> None:
    assert [path.hops for path in paths(quarrel, "guest", "west", max_hops=2).paths] == [2]
    none = paths(quarrel, "guest", "west", max_hops=1)
    assert none.paths == ()
    assert none.table().notes == ("No path of at most 1 hops.",)


def test_nodes_that_nothing_connects_have_no_path(quarrel: Graph, schema: Schema) -> None:
    assert paths(quarrel, "guest", "idle").paths == ()
    assert paths(quarrel, "idle", "guest").paths == ()
    assert paths(quarrel, "guest", "west", Filter(edge_types=("HOSTS", "HOSTILE_TO"))).paths == ()
    apart = tied(schema, [("MEETS", "a", "b"), ("MEETS", "c", "d")])
    assert paths(apart, "a", "d").paths == ()


@pytest.mark.parametrize(("source", "target"), [("nroth", "guest"), ("guest", "nroth")])
def test_an_unknown_node_is_named_with_the_nearest_id(
    quarrel: Graph, source: str, target: str
) -> None:
    with pytest.raises(UsageError, match=r'no node "nroth"\. Did you mean "north"'):
        paths(quarrel, source, target)


def test_a_path_needs_two_nodes(quarrel: Graph) -> None:
    with pytest.raises(UsageError, match='two different nodes, and both are "north"'):
        paths(quarrel, "north", "north")


@settings(max_examples=30)
@given(edges=st.lists(st.tuples(st.just("MEETS"), NODES, NODES), max_size=14))
def test_all_paths_within_the_hops_are_found_once(
    edges: list[tuple[str, str, str]], schema: Schema
) -> None:
    graph = tied(schema, [*edges, ("MEETS", "a", "b"), ("MEETS", "e", "f")])
    plain = nx.Graph([(a, b) for _, a, b in edges] + [("a", "b"), ("e", "f")])
    expected = sorted(
        map(tuple, nx.all_simple_paths(plain, "a", "f", cutoff=3)), key=lambda way: (len(way), way)
    )
    found = [path.nodes for path in paths(graph, "a", "f", limit=1000, max_hops=3).paths]
    assert found == expected
