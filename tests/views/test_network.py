"""The pyvis Network that the page draws."""

from datetime import date
from pathlib import Path
from typing import Any

from graphkit.graph.filters import NO_FILTER, Filter
from graphkit.graph.graph import Graph
from graphkit.views import style, to_pyvis
from tests.views.conftest import empty_graph


def edges_between(graph: Graph, one: str, other: str) -> list[dict[str, Any]]:
    ends = {one, other}
    return [edge for edge in to_pyvis(graph).edges if {edge["from"], edge["to"]} == ends]


def test_nodes_are_laid_out_and_nothing_moves(quarrel: Graph) -> None:
    network = to_pyvis(quarrel)
    assert network.num_nodes() == 6
    assert all({"x", "y"} <= node.keys() for node in network.nodes)
    assert network.options["physics"] == {"enabled": False}


def test_nothing_is_a_tooltip_since_those_are_markup(quarrel: Graph) -> None:
    network = to_pyvis(quarrel)
    assert not any("title" in element for element in [*network.nodes, *network.edges])


def test_a_symmetric_edge_has_no_arrow(quarrel: Graph) -> None:
    (towns,) = edges_between(quarrel, "asby", "dale")
    assert towns["arrows"]["to"]["enabled"] is False
    assert towns["dashes"] == [10, 4, 2, 4]


def test_an_edge_is_faded_where_another_closed_it_or_its_time_is_not_sure(quarrel: Graph) -> None:
    def faded(chosen: Filter = NO_FILTER) -> dict[tuple[str, str], float]:
        edges = to_pyvis(quarrel, chosen).edges
        return {(edge["from"], edge["to"]): edge["color"]["opacity"] for edge in edges}

    assert faded()["dale", "weavers"] == style.FADED["closed"]
    then = faded(Filter(as_of=date(2003, 1, 1)))
    assert then["dale", "weavers"] == style.FADED[""]
    assert then["weavers", "smiths"] == style.FADED["unknown"]


def test_parallel_edges_bend_apart_whichever_way_they_go() -> None:
    graph = empty_graph()
    graph.add_node("Town", id="a")
    graph.add_node("Guild", id="b")
    for kind, source, target in (
        ("HOSTS", "a", "b"),
        ("LEAVES", "b", "a"),
        ("ATTACKS", "a", "b"),
        ("ATTACKS", "b", "a"),
    ):
        graph.add_edge(kind, source, target)
    bows = set()
    for edge in edges_between(graph, "a", "b"):
        smooth = edge["smooth"]
        clockwise = (smooth["type"] == "curvedCW") == (edge["from"] == "a")
        bows.add((clockwise, smooth["roundness"]))
    assert len(bows) == 4


def test_loops_turn_around_their_node() -> None:
    graph = empty_graph()
    graph.add_node("Guild", id="b")
    graph.add_edge("ATTACKS", "b", "b")
    graph.add_edge("ALLIED_WITH", "b", "b")
    angles = {edge["selfReference"]["angle"] for edge in to_pyvis(graph).edges}
    assert len(angles) == 2


def test_a_long_name_is_cut_for_drawing_alone() -> None:
    graph = empty_graph()
    graph.add_node("Guild", id="b", name="word " * 5000)
    (node,) = to_pyvis(graph).nodes
    assert len(node["label"]) <= 34


def test_people_can_go_on_with_pyvis(quarrel: Graph, tmp_path: Path) -> None:
    network = to_pyvis(quarrel)
    network.add_node("new", label="New")
    assert "New" in network.generate_html(local=False)
