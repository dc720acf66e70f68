"""Places: the same for the same data, apart from each other, steady under small changes."""

import statistics

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.views.layout import positions

Edges = list[tuple[str, str]]


def tree(count: int) -> tuple[list[str], Edges]:
    """A tree whose inner nodes have up to four children."""
    names = [f"node-{number}" for number in range(count)]
    return names, [(names[(number - 1) // 4], names[number]) for number in range(1, count)]


def test_nothing_has_no_places() -> None:
    assert positions([], []) == {}


def test_the_same_data_gives_the_same_places_in_any_order() -> None:
    nodes, edges = tree(60)
    turned = [(target, source) for source, target in reversed(edges)]
    assert positions(nodes, edges) == positions(nodes[::-1], turned + edges)


def test_names_do_not_lie_on_each_other() -> None:
    nodes, edges = tree(60)
    places = positions(nodes, edges, dict.fromkeys(nodes, (90.0, 34.0)))
    over = [
        (one, other)
        for at, one in enumerate(nodes)
        for other in nodes[at + 1 :]
        if abs(places[one][0] - places[other][0]) < 86
        and abs(places[one][1] - places[other][1]) < 30
    ]
    assert over == []


def test_one_more_node_moves_the_others_little() -> None:
    nodes, edges = tree(60)
    before = positions(nodes, edges)
    after = positions([*nodes, "new"], [*edges, ("node-59", "new")])
    xs = [x for x, _ in before.values()]
    moved = [
        ((before[node][0] - after[node][0]) ** 2 + (before[node][1] - after[node][1]) ** 2) ** 0.5
        for node in nodes
    ]
    assert statistics.median(moved) < 0.25 * (max(xs) - min(xs))


def test_ends_of_edges_are_nearer_than_others() -> None:
    nodes, edges = tree(60)
    places = positions(nodes, edges)

    def apart(one: str, other: str) -> float:
        return float(
            ((places[one][0] - places[other][0]) ** 2 + (places[one][1] - places[other][1]) ** 2)
            ** 0.5
        )

    every = [apart(one, other) for one in nodes for other in nodes if one < other]
    assert statistics.median(apart(*edge) for edge in edges) < statistics.median(every) / 2


def test_nodes_without_edges_stand_below() -> None:
    places = positions(["a", "b", "c", "lone", "single"], [("a", "b"), ("b", "c")])
    lowest = max(places[node][1] for node in "abc")
    assert min(places["lone"][1], places["single"][1]) > lowest
    assert places["lone"][1] == places["single"][1]


@pytest.mark.parametrize("count", [701, 1500])
def test_a_large_graph_is_spread_over_the_whole_picture(count: int) -> None:
    nodes, edges = tree(count)
    places = positions(nodes, edges)
    assert len(places) == count
    assert places == positions(nodes, edges)
    xs, ys = zip(*places.values(), strict=True)
    assert 0.5 < (max(xs) - min(xs)) / (max(ys) - min(ys)) < 2.5
    assert len(set(places.values())) > 0.99 * count


@settings(max_examples=40, deadline=None)
@given(edges=st.lists(st.tuples(st.text(max_size=3), st.text(max_size=3)), max_size=30))
def test_any_graph_has_a_place_for_each_node(edges: Edges) -> None:
    nodes = sorted({end for edge in edges for end in edge})
    places = positions(nodes, edges)
    assert sorted(places) == nodes
    assert len(set(places.values())) == len(nodes)
