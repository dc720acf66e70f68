"""Other ways to set the nodes out than by forces: by time, and by community.

As in `layout`, the same data gives the same picture, whatever order it comes in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graphkit.views.layout import apart, block, bounds, forces, plain_graph, start

SEED: Final = 1
"""What Louvain's method begins with; any number would do."""

GAP: Final = 34.0
"""Room between lanes, and between communities."""

WIDTH: Final = 1500.0
"""How wide a time is drawn at least."""

DAYS_IN_YEAR: Final = 365.2425


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
        undated: Where the nodes begin of which no time is known; they end where dated ones begin.
    """

    places: dict[str, tuple[int, int]]
    lanes: list[Lane]
    origin: float
    scale: float
    undated: int | None


@dataclass(frozen=True)
class Community:
    """Nodes that have more edges among themselves than with others.

    Attributes:
        nodes: Their ids, the best connected first.
        center: The middle of the room they take up.
        size: Width and height of that.
    """

    nodes: list[str]
    center: tuple[int, int]
    size: tuple[int, int]


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
    area = sum(wide * high for wide, high in boxes.values())
    width = max(WIDTH, (area * 3) ** 0.5 * 1.3)
    scale = width / (last - first)
    origin = -width / 2 - first * scale
    # Nodes without a day stand to the left, in a column that is as wide as they need.
    left = -width / 2 - GAP * 2
    room = max((boxes[node][0] for node in lanes if node not in days), default=0.0)
    places: dict[str, tuple[int, int]] = {}
    found: list[Lane] = []
    top = 0.0
    for lane in dict.fromkeys(lanes.values()):
        members = sorted(node for node, own in lanes.items() if own == lane)
        high = max(boxes[node][1] for node in members)
        undated = [node for node in members if node not in days]
        rows = {node: (left - room / 2, row) for row, node in enumerate(undated)}
        ends: list[float] = []
        for node in sorted((node for node in members if node in days), key=lambda node: days[node]):
            x, half = origin + days[node] * scale, boxes[node][0] / 2
            # The first row in which it touches none of those before.
            row = next((at for at, end in enumerate(ends) if end <= x - half), len(ends))
            ends[row : row + 1] = [x + half]
            rows[node] = (x, row)
        for node, (x, row) in rows.items():
            places[node] = (round(x), round(top + (row + 0.5) * high))
        bottom = top + max(len(ends), len(undated)) * high
        found.append(Lane(lane, round(top), round(bottom)))
        top = bottom + GAP
    aside = None if len(known) == len(lanes) else round(left - room)
    return Timed(places, found, origin, scale, aside)


def by_community(
    nodes: Sequence[str],
    edges: Sequence[tuple[str, str]],
    boxes: Mapping[str, tuple[float, float]],
) -> tuple[dict[str, tuple[int, int]], list[Community]]:
    """Set nodes out in communities (Louvain's method, Blondel et al. 2008), each by forces.

    Nodes without an edge are one community of their own, the last.

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
    import numpy as np

    graph = plain_graph(nodes, edges)
    linked = graph.subgraph([node for node in graph if graph.degree(node)])
    parts = [sorted(part) for part in nx.community.louvain_communities(linked, seed=SEED)]
    parts.sort(key=lambda part: (-len(part), part[0]))
    alone = [node for node in graph if not graph.degree(node)]
    if alone:
        parts.append(alone)
    blocks = [block(part, graph, boxes) for part in parts]
    number = {node: at for at, part in enumerate(parts) for node in part}
    between: dict[tuple[int, int], int] = defaultdict(int)
    for one, other in graph.edges():
        if number[one] != number[other]:
            between[min(number[one], number[other]), max(number[one], number[other])] += 1
    sizes = np.array([bounds(spots, extent)[1] for _, spots, extent in blocks]).reshape(-1, 2)
    ends = np.array(sorted(between), dtype=np.intp).reshape(-1, 2)
    middles = apart(forces(start([part[0] for part in parts]), ends), sizes + GAP)
    places: dict[str, tuple[int, int]] = {}
    found = []
    for (part, spots, extent), middle in zip(blocks, middles, strict=True):
        corner, size = bounds(spots, extent)
        shift = middle - corner - size / 2
        for node, (x, y) in zip(part, spots + shift, strict=True):
            places[node] = (round(float(x)), round(float(y)))
        best = sorted(part, key=lambda node: (-graph.degree(node), node))
        x, y = (round(float(value)) for value in middle)
        wide, high = (round(float(value)) for value in size)
        found.append(Community(best, (x, y), (wide, high)))
    return places, found
