"""Other ways to set the nodes out than by forces: by time, and by community.

As in `layout`, the same data gives the same picture, whatever order it comes in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graphkit.views.layout import block, bounds, plain_graph

SEED: Final = 1
"""What Louvain's method begins with; any number would do."""

GAP: Final = 60.0
"""Room between lanes, and between communities: that of a line of words."""

WIDTH: Final = 1500.0
"""How wide a time is drawn at least."""

WIDEST: Final = 60_000.0
"""And at most, whatever stands above each other then."""

ASPECT: Final = 1.5
"""Width by height that a drawing is given."""

COLUMNS: Final = 3
"""How many nodes without a time stand side by side."""


@dataclass(frozen=True)
class Lane:
    """The nodes of a type, one below the other, when they are set out by time.

    Attributes:
        name: The type.
        top: Where it begins.
        bottom: Where it ends.
    """

    name: str
    top: int
    bottom: int


@dataclass(frozen=True)
class Timed:
    """Nodes set out by time.

    Attributes:
        places: The place of every node.
        lanes: Where each type lies, from top to bottom.
        origin: Where 1970-01-01 lies, or would.
        scale: Units a day.
        days: The first and the last day of a node.
        undated: Where the nodes begin of which no time is known; they end where dated ones begin.
    """

    places: dict[str, tuple[int, int]]
    lanes: list[Lane]
    origin: float
    scale: float
    days: tuple[int, int]
    undated: int | None


@dataclass(frozen=True)
class Community:
    """Nodes that have more edges among themselves than with others.

    Attributes:
        nodes: Their ids, the best connected first.
        center: The middle of the room they take up.
        size: Width and height of that.
        is_linked: Whether there are edges at all.
    """

    nodes: list[str]
    center: tuple[int, int]
    size: tuple[int, int]
    is_linked: bool


def by_time(
    lanes: Mapping[str, str],
    days: Mapping[str, int],
    boxes: Mapping[str, tuple[float, float]],
) -> Timed | None:
    """Set nodes out by the day since which something is said of them, and in lanes by type.

    Args:
        lanes: The type of every node, the lanes in the order in which types first occur.
        days: Days since 1970-01-01, of the nodes of which one is known.
        boxes: Width and height that a node takes up with its label.

    Returns:
        None where all days are the same: there is no time to draw.

    Example:
        >>> found = by_time({"a": "T", "b": "T"}, {"a": 0, "b": 400}, {"a": (9, 9), "b": (9, 9)})
        >>> found.places["a"][0] < found.places["b"][0]
        True
    """
    known = [days[node] for node in lanes if node in days]
    if len(set(known)) < 2:
        return None
    first, last = min(known), max(known)
    # The higher the lanes get, the wider is a time that looks well; a wider time has lower lanes.
    width, rows = WIDTH, _rows(lanes, days, boxes, first, WIDTH / (last - first))
    while width < ASPECT * _height(rows, lanes, boxes, days) and width < WIDEST:
        width *= 1.25
        rows = _rows(lanes, days, boxes, first, width / (last - first))
    scale = width / (last - first)
    origin = -width / 2 - first * scale
    undated = [node for node in lanes if node not in days]
    # Nodes without a day stand to the left, in columns.
    column = max((boxes[node][0] for node in undated), default=0.0)
    left = -width / 2 - GAP * 2 - column * COLUMNS
    places: dict[str, tuple[int, int]] = {}
    found: list[Lane] = []
    top = 0.0
    for lane, members in _members(lanes).items():
        high = max(boxes[node][1] for node in members)
        for node in members:
            row = rows[node]
            if node in days:
                x = origin + days[node] * scale
            else:
                row, at = divmod(row, COLUMNS)
                x = left + (at + 0.5) * column
            places[node] = (round(x), round(top + (row + 0.5) * high))
        bottom = top + _depth(members, rows, days) * high
        found.append(Lane(lane, round(top), round(bottom)))
        top = bottom + GAP
    aside = round(left) if undated else None
    return Timed(places, found, origin, scale, (first, last), aside)


def _members(lanes: Mapping[str, str]) -> dict[str, list[str]]:
    """The nodes of each lane by id."""
    members: dict[str, list[str]] = {}
    for node, lane in lanes.items():
        members.setdefault(lane, []).append(node)
    return {lane: sorted(nodes) for lane, nodes in members.items()}


def _rows(
    lanes: Mapping[str, str],
    days: Mapping[str, int],
    boxes: Mapping[str, tuple[float, float]],
    first: int,
    scale: float,
) -> dict[str, int]:
    """The row of each node in its lane: the first in which it touches none of those before.

    Nodes without a day are numbered.
    """
    rows: dict[str, int] = {}
    for members in _members(lanes).values():
        rows |= {node: at for at, node in enumerate(n for n in members if n not in days)}
        ends: list[float] = []
        for node in sorted((n for n in members if n in days), key=lambda n: days[n]):
            x, half = (days[node] - first) * scale, boxes[node][0] / 2
            row = next((at for at, end in enumerate(ends) if end <= x - half), len(ends))
            ends[row : row + 1] = [x + half]
            rows[node] = row
    return rows


def _depth(members: Sequence[str], rows: Mapping[str, int], days: Mapping[str, int]) -> int:
    """How many rows a lane has."""
    return 1 + max(rows[node] if node in days else rows[node] // COLUMNS for node in members)


def _height(
    rows: Mapping[str, int],
    lanes: Mapping[str, str],
    boxes: Mapping[str, tuple[float, float]],
    days: Mapping[str, int],
) -> float:
    return sum(
        _depth(members, rows, days) * max(boxes[node][1] for node in members) + GAP
        for members in _members(lanes).values()
    )


def by_community(
    nodes: Sequence[str],
    edges: Sequence[tuple[str, str]],
    boxes: Mapping[str, tuple[float, float]],
) -> tuple[dict[str, tuple[int, int]], list[Community]]:
    """Set nodes out in communities (Louvain's method, Blondel et al. 2008), each by forces.

    Communities stand in rows, the largest first. Nodes without an edge are one of their own, the
    last.

    Args:
        nodes: Ids, each once.
        edges: Pairs of ids; direction, loops and repetitions do not matter.
        boxes: Width and height that a node takes up with its label.

    Returns:
        The place of every node, and the communities, the largest first.

    Example:
        >>> ends = [("a", "b"), ("b", "c"), ("a", "c"), ("x", "y"), ("y", "z"), ("x", "z")]
        >>> places, found = by_community(list("abcxyz"), [*ends, ("c", "x")], {})
        >>> [sorted(community.nodes) for community in found]
        [['a', 'b', 'c'], ['x', 'y', 'z']]
    """
    import networkx as nx

    graph = plain_graph(nodes, edges)
    linked = graph.subgraph([node for node in graph if graph.degree(node)])
    parts = [sorted(part) for part in nx.community.louvain_communities(linked, seed=SEED)]
    parts.sort(key=lambda part: (-len(part), part[0]))
    alone = [node for node in graph if not graph.degree(node)]
    if alone:
        parts.append(alone)
    blocks = [block(part, graph, boxes) for part in parts]
    sizes = [bounds(spots, extent)[1] for _, spots, extent in blocks]
    full = sum(float((wide + GAP) * (high + GAP)) for wide, high in sizes)
    width = max([(full * ASPECT) ** 0.5, *(float(wide) for wide, _ in sizes)])
    places: dict[str, tuple[int, int]] = {}
    found = []
    x = y = deepest = 0.0
    for (part, spots, extent), (wide, high) in zip(blocks, sizes, strict=True):
        if x and x + wide > width:
            x, y, deepest = 0.0, y + deepest + GAP, 0.0
        corner, _ = bounds(spots, extent)
        for node, place in zip(part, spots - corner, strict=True):
            places[node] = (round(x + float(place[0])), round(y + float(place[1])))
        best = sorted(part, key=lambda node: (-graph.degree(node), node))
        center = (round(x + float(wide) / 2), round(y + float(high) / 2))
        size = (round(float(wide)), round(float(high)))
        found.append(Community(best, center, size, graph.degree(best[0]) > 0))
        x, deepest = x + float(wide) + GAP, max(deepest, float(high))
    return places, found
