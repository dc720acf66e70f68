from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.analysis.balance import KINDS, Tie, balance
from graphkit.graph.filters import Filter
from graphkit.graph.graph import Graph
from graphkit.schema.model import Schema

from .graphs import tied

FRIENDS, ENEMIES = "ALLIED_WITH", "HOSTILE_TO"


def counts(schema: Schema, *edges: tuple[str, str, str]) -> dict[str, int]:
    return {kind: count for kind, count in balance(tied(schema, edges)).triads.items() if count}


def test_each_kind_of_triad_is_told_by_its_signs(schema: Schema) -> None:
    plus, minus = (FRIENDS, ENEMIES)
    for kind, signs in {
        "+++": (plus, plus, plus),
        "++-": (plus, plus, minus),
        "+--": (plus, minus, minus),
        "---": (minus, minus, minus),
    }.items():
        ab, bc, ca = signs
        assert counts(schema, (ab, "a", "b"), (bc, "b", "c"), (ca, "c", "a")) == {kind: 1}


def test_frustrated_triads_are_named_with_the_edges_that_make_their_signs(quarrel: Graph) -> None:
    (triad,) = balance(quarrel).frustrated
    assert triad.nodes == ("guest", "north", "south")
    assert triad.kind == "++-"
    assert triad.ties == (
        Tie("guest", "north", ("HOSTS",), (), "+"),
        Tie("guest", "south", (), ("HOSTILE_TO",), "-"),
        Tie("north", "south", ("ALLIED_WITH",), (), "+"),
    )


def test_a_pair_of_both_signs_is_ambivalent_and_in_no_triad(schema: Schema) -> None:
    graph = tied(
        schema,
        [
            (FRIENDS, "a", "b"),
            (ENEMIES, "b", "a"),
            (ENEMIES, "a", "b"),
            (FRIENDS, "b", "c"),
            (FRIENDS, "c", "a"),
        ],
    )
    result = balance(graph)
    assert result.ambivalent == (Tie("a", "b", (FRIENDS,), (ENEMIES,), None),)
    assert (result.positive, result.negative) == (2, 0)
    assert sum(result.triads.values()) == 0


def test_neutral_edges_and_loops_take_no_part(schema: Schema) -> None:
    neutral = [("MEETS", "a", "b"), (FRIENDS, "b", "c"), (FRIENDS, "c", "a"), (ENEMIES, "a", "a")]
    result = balance(tied(schema, neutral))
    assert (result.positive, result.negative, result.ambivalent) == (2, 0, ())
    assert sum(result.triads.values()) == 0


def test_the_balanced_share_is_absent_where_there_is_no_triad(empty: Graph) -> None:
    result = balance(empty)
    assert result.balanced_share is None
    assert result.table().notes[-1] == "There is no triad."


def test_three_of_four_triads_of_a_signed_clique_can_balance(schema: Schema) -> None:
    # a, b and c are friends; d is a friend of a and an enemy of b and c.
    edges = [(FRIENDS, a, b) for a, b in combinations("abc", 2)]
    edges += [(FRIENDS, "d", "a"), (ENEMIES, "d", "b"), (ENEMIES, "d", "c")]
    result = balance(tied(schema, edges))
    assert result.triads == {"+++": 1, "++-": 2, "+--": 1, "---": 0}
    assert result.balanced_share == 0.5
    assert [triad.nodes for triad in result.frustrated] == [("a", "b", "d"), ("a", "c", "d")]


def test_only_as_many_triads_are_named_as_asked_for_and_the_rest_is_said(schema: Schema) -> None:
    edges = [(ENEMIES, a, b) for a, b in combinations("abcd", 2)]
    result = balance(tied(schema, edges), limit=1)
    assert [triad.nodes for triad in result.frustrated] == [("a", "b", "c")]
    assert result.triads["---"] == 4
    assert result.table().notes[-1] == "3 more frustrated triads are not named."


def test_a_filter_decides_what_has_a_sign(quarrel: Graph) -> None:
    result = balance(quarrel, Filter(edge_types=(FRIENDS,)))
    assert (result.positive, result.negative) == (1, 0)


NODES = st.sampled_from("abcdefgh")
SIGNED = st.lists(
    st.tuples(st.sampled_from([FRIENDS, ENEMIES, "MEETS"]), NODES, NODES), max_size=40
)


@settings(max_examples=30)
@given(edges=SIGNED)
def test_triads_are_those_that_a_look_at_every_three_nodes_finds(
    edges: list[tuple[str, str, str]], schema: Schema
) -> None:
    signs: dict[frozenset[str], set[str]] = {}
    for edge_type, a, b in edges:
        if a != b and edge_type != "MEETS":
            signs.setdefault(frozenset((a, b)), set()).add(edge_type)
    found = {}
    for three in combinations("abcdefgh", 3):
        sides = [signs.get(frozenset(pair), set()) for pair in combinations(three, 2)]
        if all(len(side) == 1 for side in sides):
            found[three] = KINDS[sum(side == {ENEMIES} for side in sides)]
    result = balance(tied(schema, edges))
    assert result.triads == {kind: list(found.values()).count(kind) for kind in KINDS}
    assert {triad.nodes: triad.kind for triad in result.frustrated} == {
        three: kind for three, kind in found.items() if kind in ("++-", "---")
    }
