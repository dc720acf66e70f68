import os
import subprocess
import sys
from itertools import combinations

import networkx as nx
import pytest

from graphkit.analysis.communities import communities
from graphkit.graph.graph import Graph
from graphkit.schema.model import Schema

from .graphs import tied


def cliques(schema: Schema) -> Graph:
    """Two groups of four in which all meet all, with one edge between them."""
    edges = [("MEETS", a, b) for group in ("abcd", "wxyz") for a, b in combinations(group, 2)]
    return tied(schema, [*edges, ("MEETS", "d", "w"), ("ALLIED_WITH", "b", "a")])


def test_groups_that_are_tied_inside_are_communities(schema: Schema) -> None:
    first, second = communities(cliques(schema)).communities
    assert (first.members, second.members) == (("a", "b", "c", "d"), ("w", "x", "y", "z"))
    assert (first.inside, first.outside) == (7, 1)
    assert (second.inside, second.outside) == (6, 1)


def test_a_community_is_named_after_its_most_central_node(schema: Schema) -> None:
    graph = tied(schema, [("MEETS", "hub", leaf) for leaf in "abc"])
    (only,) = communities(graph).communities
    assert (only.central, only.name) == ("hub", "HUB")
    assert only.members == ("hub", "a", "b", "c")
    assert only.labels == ("HUB", "A", "B", "C")


def test_modularity_is_that_of_its_definition(schema: Schema) -> None:
    # For each community: inside / all - (ends of its edges / (2 * all)) ** 2.
    expected = 7 / 14 - (15 / 28) ** 2 + 6 / 14 - (13 / 28) ** 2
    assert communities(cliques(schema)).modularity == pytest.approx(expected)


def test_a_known_graph_is_grouped_about_as_well_as_can_be(schema: Schema) -> None:
    club = nx.karate_club_graph()
    graph = tied(schema, [("MEETS", f"n{a:02}", f"n{b:02}") for a, b in club.edges])
    result = communities(graph)
    assert result.modularity == pytest.approx(0.4198, abs=0.01)
    assert sum(len(community.members) for community in result.communities) == 34


def test_every_node_with_an_edge_is_in_exactly_one(quarrel: Graph) -> None:
    members = [node for group in communities(quarrel).communities for node in group.members]
    assert sorted(members) == ["guest", "north", "south", "west"]


def test_a_graph_without_edges_has_no_community(empty: Graph) -> None:
    result = communities(empty)
    assert (result.communities, result.modularity) == ((), 0.0)


SCRIPT = """
import networkx as nx
from graphkit.analysis.communities import communities
from graphkit.schema.load import parse_schema
from tests.analysis.conftest import SCHEMA
from tests.analysis.graphs import tied
club = nx.gnm_random_graph(40, 90, seed=3)
graph = tied(parse_schema(SCHEMA)[0], [("MEETS", f"n{a}", f"n{b}") for a, b in club.edges])
print(communities(graph, seed=5))
"""


def test_the_same_seed_gives_the_same_groups_in_every_process() -> None:
    results = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env=os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.getcwd()},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for hash_seed in ("1", "2", "3")
    }
    assert len(results) == 1
