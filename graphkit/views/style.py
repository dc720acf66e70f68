"""How nodes and edges look: shape and color by type, color by sign, line by modality.

Colors are given twice, for paper and for the dark. A type's own color (`display.color`) is taken
as it is on paper; in the dark a color is lightened until it stands out. Colors that are chosen
here come from Okabe and Ito's and Tol's sets, which color-blind people tell apart, and no type
relies on color alone: each has a shape of its own, filled or open.
"""

from __future__ import annotations

import colorsys
import math
from dataclasses import dataclass
from typing import Final

from graphkit.schema.model import EdgeType, NodeType, Schema

PAPER: Final = "#ffffff"
NIGHT: Final = "#15171a"

PALETTE: Final = (
    "#4477aa",
    "#cc8400",
    "#228833",
    "#aa3377",
    "#117a8b",
    "#8c564b",
    "#6a51a3",
    "#b8a100",
    "#5f6b76",
    "#d4728f",
)

SHAPES: Final = ("dot", "square", "diamond", "triangle", "hexagon", "triangleDown", "star")

ICONS: Final = {
    "user": ("dot", True),
    "users": ("dot", False),
    "building": ("square", True),
    "landmark": ("square", False),
    "flag": ("diamond", True),
    "map-pin": ("triangleDown", True),
    "calendar": ("star", True),
    "scale": ("hexagon", True),
    "tag": ("triangle", True),
    "box": ("triangle", False),
    "document": ("hexagon", False),
}
"""Shape and filling of the icons that a schema may name: people round, bodies square."""

SIGNS: Final = {
    "positive": ("#2f6fb3", "#6fa8e0"),
    "negative": ("#cc4425", "#f0805f"),
    "neutral": ("#8f8b84", "#85827c"),
}
"""Color of an edge by its type's balance, on paper and in the dark."""

VOICES: Final = {
    "one": ("#0072b2", "#56b4e9"),
    "other": ("#b86e00", "#e69f00"),
    "both": ("#5f6b76", "#a9b0b6"),
    "contradict": ("#b3006b", "#f07ac0"),
    "rest": ("#c9c5be", "#4a4c4f"),
    "added": ("#0072b2", "#56b4e9"),
    "removed": ("#b86e00", "#e69f00"),
    "changed": ("#b3006b", "#f07ac0"),
    "same": ("#c9c5be", "#4a4c4f"),
}
"""Color of an edge by which of two speakers, or graphs, says it, on paper and in the dark."""

LINES: Final[dict[str, tuple[int, ...]]] = {
    "asserted": (),
    "alleged": (7, 5),
    "reputed": (2, 4),
    "presupposed": (10, 4, 2, 4),
}
"""Dashes and gaps of an edge by how its claims are put, in units of the drawing."""

FADED: Final = {"": 1.0, "closed": 0.35, "possibly": 0.55, "unknown": 0.3}
"""Opacity: an edge that another one closed, or that does not surely hold on the day shown."""

# A star or a triangle of one size looks smaller than a square of the same.
_VISUAL: Final = {"star": 1.2, "triangle": 1.08, "triangleDown": 1.08, "square": 0.88}


@dataclass(frozen=True)
class NodeStyle:
    """How the nodes of one type look.

    Attributes:
        shape: A shape of vis-network.
        filled: Whether it is filled; an open one shows its outline in the color.
        paper: The color on a light ground.
        night: The color on a dark ground.
    """

    shape: str
    filled: bool
    paper: str
    night: str


def node_styles(schema: Schema) -> dict[str, NodeStyle]:
    """Return the look of each type that a node can have of its own.

    It depends on the schema alone, so that the same type looks the same on every page.

    Example:
        >>> from graphkit.schema.load import parse_schema
        >>> schema, _ = parse_schema('''
        ... schema: small
        ... version: 1.0.0
        ... nodes: {Country: {display: {color: "#59A14F", icon: flag}}, Group: {}}
        ... ''')
        >>> styles = node_styles(schema)
        >>> styles["Country"].shape, styles["Country"].paper, styles["Group"].shape
        ('diamond', '#59a14f', 'dot')
    """
    types = [schema.nodes[name] for name in schema.own_types]
    looks = _looks(types)
    styles = {}
    for at, node_type in enumerate(types):
        color = (node_type.display.color or PALETTE[at % len(PALETTE)]).lower()
        shape, filled = looks[node_type.name]
        styles[node_type.name] = NodeStyle(shape, filled, color, standing_out(color, NIGHT))
    return styles


def _looks(types: list[NodeType]) -> dict[str, tuple[str, bool]]:
    """A shape for each type: its icon's where that is free, else the next one that is."""
    every = [(shape, filled) for filled in (True, False) for shape in SHAPES]
    wanted = {
        name: look
        for name, icon in ((t.name, t.display.icon) for t in types)
        if icon is not None
        and (look := ICONS.get(icon) or ((icon, True) if icon in SHAPES else None)) is not None
    }
    looks: dict[str, tuple[str, bool]] = {}
    for name, look in wanted.items():
        if look not in looks.values():
            looks[name] = look
    free = [look for look in every if look not in looks.values()]
    rest = [node_type.name for node_type in types if node_type.name not in looks]
    for at, name in enumerate(rest):
        looks[name] = free[at] if at < len(free) else every[at % len(every)]
    return looks


def edge_color(edge_type: EdgeType) -> tuple[str, str]:
    """Return the color of a type's edges on paper and in the dark."""
    return SIGNS[edge_type.balance]


def node_size(degree: int, shape: str = "dot") -> float:
    """Return the radius of a node, in units of the drawing, by how many edges it has.

    Example:
        >>> node_size(0) < node_size(3) < node_size(40) == node_size(4000)
        True
    """
    return round((6.5 + 2.3 * math.sqrt(min(degree, 40))) * _VISUAL.get(shape, 1.0), 1)


def standing_out(color: str, ground: str, least: float = 4.0) -> str:
    """Return a color lightened until its contrast to a dark ground is at least `least`.

    Contrast as WCAG 2.2 defines it.

    Example:
        >>> standing_out("#4477aa", "#15171a") != "#4477aa"
        True
        >>> standing_out("#ffffff", "#15171a")
        '#ffffff'
    """
    hue, light, rich = colorsys.rgb_to_hls(*_channels(color))
    while contrast(color, ground) < least and light < 1:
        light = min(light + 0.02, 1.0)
        color = _hex(colorsys.hls_to_rgb(hue, light, rich))
    return color


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colors, 1 to 21.

    Example:
        >>> contrast("#000000", "#ffffff")
        21.0
    """
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return round((high + 0.05) / (low + 0.05), 4)


def _luminance(color: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(color)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(channels: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
