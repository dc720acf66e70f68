"""Nodes set out by time and by community: in order, apart from each other, the same every time."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.views.arrangements import COLUMNS, by_community, by_time

BOX = (60.0, 40.0)

names = st.lists(st.text(min_size=1, max_size=3), min_size=2, max_size=30, unique=True)


def on_each_other(
    places: dict[str, tuple[int, int]], box: tuple[float, float]
) -> list[tuple[str, str]]:
    return [
        (one, other)
        for one, other in combinations(places, 2)
        if abs(places[one][0] - places[other][0]) < box[0] - 2
        and abs(places[one][1] - places[other][1]) < box[1] - 2
    ]


@settings(deadline=None)
@given(names, st.data())
def test_time_runs_from_left_to_right_and_each_type_has_a_lane(
    nodes: list[str], data: st.DataObject
) -> None:
    lanes = {node: data.draw(st.sampled_from("AB")) for node in nodes}
    dated = data.draw(st.lists(st.sampled_from(nodes), unique=True))
    days = {node: data.draw(st.integers(-700_000, 800_000)) for node in dated}
    found = by_time(lanes, days, dict.fromkeys(nodes, BOX))
    if len(set(days.values())) < 2:
        assert found is None
        return
    assert found is not None
    ordered = sorted(days, key=lambda node: days[node])
    xs = [found.places[node][0] for node in ordered]
    assert xs == sorted(xs)
    assert all(
        abs(found.places[node][0] - (found.origin + days[node] * found.scale)) <= 1 for node in days
    )
    assert all(found.places[node][0] < min(xs) for node in nodes if node not in days)
    assert (found.undated is None) == (len(days) == len(nodes))
    for lane in found.lanes:
        inside = [found.places[node][1] for node in nodes if lanes[node] == lane.name]
        assert all(lane.top < y < lane.bottom for y in inside)
    assert [lane.name for lane in found.lanes] == list(dict.fromkeys(lanes.values()))
    assert on_each_other(found.places, BOX) == []
    again = by_time(dict(reversed(lanes.items())), days, dict.fromkeys(nodes, BOX))
    assert again is not None
    assert {node: x for node, (x, _) in again.places.items()} == {
        node: x for node, (x, _) in found.places.items()
    }


def test_nodes_without_a_time_stand_in_columns() -> None:
    lanes = dict.fromkeys("abcdefgh", "A")
    found = by_time(lanes, {"a": 0, "b": 9}, dict.fromkeys(lanes, BOX))
    assert found is not None
    assert len({found.places[node][0] for node in "cdefgh"}) == COLUMNS
    assert len({found.places[node][1] for node in "cdefgh"}) == 2


def test_communities_are_those_that_anybody_sees() -> None:
    groups = ["abcd", "efgh", "ijkl"]
    edges = [pair for group in groups for pair in combinations(group, 2)]
    edges += [("a", "e"), ("e", "i")]
    places, found = by_community([*"abcdefghijkl", "z"], edges, {})
    assert sorted("".join(sorted(each.nodes)) for each in found) == [*groups, "z"]
    assert [each.is_linked for each in found] == [True, True, True, False]
    assert found[-1].nodes == ["z"]
    for each in found:
        for node in each.nodes:
            assert all(
                abs(place - middle) <= size / 2
                for place, middle, size in zip(places[node], each.center, each.size, strict=True)
            )
    rooms = {each.nodes[0]: (each.center, each.size) for each in found}
    for (one, size), (other, size_too) in combinations(rooms.values(), 2):
        sides = zip(one, other, size, size_too, strict=True)
        assert any(abs(a - b) >= (s + t) / 2 for a, b, s, t in sides)


def test_the_same_data_gives_the_same_communities_in_any_order() -> None:
    nodes = [f"n{number}" for number in range(60)]
    edges = [(nodes[at], nodes[(at * 7 + 3) % 60]) for at in range(60)]
    turned = [(target, source) for source, target in reversed(edges)]
    assert by_community(nodes, edges, {}) == by_community(nodes[::-1], turned, {})
