"""The look of types: told apart without color, readable on both grounds."""

from itertools import combinations

import pytest

from graphkit.graph.graph import Graph
from graphkit.readers.folder import read
from graphkit.schema.load import parse_schema
from graphkit.views.style import (
    NIGHT,
    PALETTE,
    PAPER,
    SIGNS,
    VOICES,
    contrast,
    edge_color,
    node_styles,
)


def test_a_color_that_the_schema_gives_is_kept(quarrel: Graph) -> None:
    assert node_styles(quarrel.schema)["Town"].paper == "#59a14f"


def test_an_icon_gives_a_shape_and_the_rest_get_what_is_free(quarrel: Graph) -> None:
    styles = node_styles(quarrel.schema)
    assert (styles["Town"].shape, styles["Person"].shape) == ("diamond", "dot")
    looks = [(style.shape, style.filled) for style in styles.values()]
    assert len(set(looks)) == len(looks)


def test_the_types_of_the_case_differ_without_color() -> None:
    styles = node_styles(read("data").schema)
    looks = [(style.shape, style.filled) for style in styles.values()]
    assert len(set(looks)) == len(looks)


def test_two_types_with_one_icon_still_differ() -> None:
    schema, _ = parse_schema(
        "schema: s\nversion: 1.0.0\nnodes:\n"
        "  A: {display: {icon: star}}\n  B: {display: {icon: star}}\n"
        "  C: {display: {icon: cloud}}\n"
    )
    styles = node_styles(schema)
    assert styles["A"].shape == "star"
    assert len({(style.shape, style.filled) for style in styles.values()}) == len(styles)


def test_more_types_than_looks_share_them() -> None:
    nodes = "".join(f"  T{number}: {{}}\n" for number in range(20))
    schema, _ = parse_schema(f"schema: s\nversion: 1.0.0\nnodes:\n{nodes}")
    assert len(node_styles(schema)) == 21


def test_colors_stand_out_on_both_grounds() -> None:
    for paper, night in SIGNS.values():
        assert contrast(paper, PAPER) >= 3
        assert contrast(night, NIGHT) >= 4
    assert all(contrast(color, PAPER) >= 2.3 for color in PALETTE)
    for style in node_styles(read("data").schema).values():
        assert contrast(style.night, NIGHT) >= 4


@pytest.mark.parametrize("ground", [0, 1], ids=["paper", "night"])
@pytest.mark.parametrize(
    "colors",
    [
        list(SIGNS.values()),
        [VOICES[voice] for voice in ("one", "other", "contradict", "rest")],
        [VOICES[change] for change in ("added", "removed", "changed", "same")],
    ],
    ids=["signs", "speakers", "changes"],
)
def test_colors_are_told_apart_by_color_blind_people(
    colors: list[tuple[str, str]], ground: int
) -> None:
    for one, other in combinations(colors, 2):
        for kind in _DEFICIENCIES.values():
            assert _distance(one[ground], other[ground], kind) > 0.1


def test_an_edge_takes_the_color_of_its_sign(quarrel: Graph) -> None:
    assert edge_color(quarrel.schema.edges["ATTACKS"]) == SIGNS["negative"]


# Viénot, Brettel and Mollon 1999, on linear RGB: the two common deficiencies.
_DEFICIENCIES = {
    "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}


def _distance(one: str, other: str, kind: tuple[tuple[float, ...], ...]) -> float:
    """The distance of two colors as seen, in gamma-encoded RGB from 0 to 1."""
    left, right = _seen(one, kind), _seen(other, kind)
    return float(sum((a - b) ** 2 for a, b in zip(left, right, strict=True)) ** 0.5)


def _seen(color: str, kind: tuple[tuple[float, ...], ...]) -> list[float]:
    linear = [(int(color[at : at + 2], 16) / 255) ** 2.2 for at in (1, 3, 5)]
    mixed = [sum(a * b for a, b in zip(row, linear, strict=True)) for row in kind]
    return [max(value, 0.0) ** (1 / 2.2) for value in mixed]
