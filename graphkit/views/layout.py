"""Where each node is drawn: computed beforehand, the same for the same data.

Every component is laid out by forces (Fruchterman and Reingold 1991, repulsion weighted by degree
as in ForceAtlas2, Jacomy et al. 2014), starting from places that depend on the ids alone, so that
a small change moves little. Up to `EXACT` nodes every pair repels; above, far nodes act through
the centers of a grid's cells. Boxes that overlap are then pushed apart, and components packed.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

    Places = NDArray[np.float64]
    Block = tuple[list[str], Places, Places]

EXACT = 700
"""Up to so many nodes of a component, repulsion is computed between every pair."""

ROOM = 1.9
"""How much room a component gets, in multiples of what its boxes take up; a large one gets more."""

ASPECT = 1.3
"""Width by height of the whole picture."""

GRID = 24
"""Cells on each side of the grid that stands for far nodes."""

CAPTION = 26.0
"""Room for a line of words above the nodes without edges."""

GOLDEN = 0.6180339887498949
"""Its multiples, modulo one, fill the unit interval evenly."""


def positions(
    nodes: Sequence[str],
    edges: Sequence[tuple[str, str]],
    boxes: Mapping[str, tuple[float, float]] | None = None,
) -> dict[str, tuple[int, int]]:
    """Return the place of every node, in whole units, y pointing down.

    Args:
        nodes: Ids, each once.
        edges: Pairs of ids; direction, loops and repetitions do not matter.
        boxes: Width and height that a node takes up with its label; 40 by 40 where absent.

    Example:
        >>> places = positions(["a", "b", "c"], [("a", "b")])
        >>> sorted(places) == ["a", "b", "c"] and places == positions(["c", "b", "a"], [("b", "a")])
        True
    """
    import networkx as nx

    sizes = boxes or {}
    graph = plain_graph(nodes, edges)
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=_order)
    return _packed([block(part, graph, sizes) for part in parts])


def plain_graph(nodes: Sequence[str], edges: Sequence[tuple[str, str]]) -> nx.Graph[str]:
    """Return nodes and the pairs that are connected, in an order that depends on the ids alone."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(nodes))
    graph.add_edges_from(sorted({(min(e), max(e)) for e in edges if e[0] != e[1]}))
    return graph


def block(part: list[str], graph: nx.Graph[str], sizes: Mapping[str, tuple[float, float]]) -> Block:
    """Lay some nodes out by the edges between them: their ids, places and extents."""
    import numpy as np

    index = {node: at for at, node in enumerate(part)}
    ends = np.array(
        [(index[a], index[b]) for a, b in graph.subgraph(part).edges()], dtype=np.intp
    ).reshape(-1, 2)
    extent = np.array([sizes.get(node, (40.0, 40.0)) for node in part], dtype=np.float64)
    places = forces(start(part), ends)
    if len(part) > EXACT:
        extent = extent * 0.5  # most labels of a large graph come with zooming
    return part, apart(places, extent), extent


def _order(part: list[str]) -> tuple[int, str]:
    return (-len(part), part[0])


def start(nodes: Sequence[str]) -> Places:
    """Places on a disc that depend on the id alone."""
    import numpy as np

    places = np.empty((len(nodes), 2))
    for at, node in enumerate(nodes):
        digest = hashlib.sha256(node.encode()).digest()
        angle = int.from_bytes(digest[:8], "big") / 2**64 * 2 * math.pi
        radius = math.sqrt(int.from_bytes(digest[8:16], "big") / 2**64)
        places[at] = (radius * math.cos(angle), radius * math.sin(angle))
    return places * math.sqrt(len(nodes))


def forces(places: Places, ends: NDArray[np.intp]) -> Places:
    """Let edges pull and nodes push, ever more gently; one edge is about one long."""
    import numpy as np

    count = len(places)
    if count == 1:
        return np.zeros((1, 2))
    degree = np.bincount(ends.ravel(), minlength=count)
    mass = np.sqrt(1.0 + degree) / math.sqrt(2)
    rounds = 320 if count <= 200 else 160 if count <= EXACT else 90
    heat = math.sqrt(count) * 0.35
    left, right = ends[:, 0], ends[:, 1]
    stretch = np.array([1.0 / ASPECT, ASPECT])
    gravity = 0.5 if count <= EXACT else 0.2
    for turn in range(rounds):
        push = _repulsion(places, mass) if count <= EXACT else _coarse(places, mass, turn)
        span = places[left] - places[right]
        pull = span * np.linalg.norm(span, axis=1, keepdims=True)
        # A leaf follows its hub, not the other way round.
        np.add.at(push, left, -pull / mass[left, None])
        np.add.at(push, right, pull / mass[right, None])
        push -= gravity * (places - places.mean(axis=0)) * stretch
        length = np.linalg.norm(push, axis=1, keepdims=True)
        step = heat * (1 - turn / rounds) ** 1.5 + 0.002
        places = places + push / np.maximum(length, 1e-9) * np.minimum(length, step)
    centered: Places = places - places.mean(axis=0)
    return centered


def _repulsion(places: Places, mass: NDArray[np.float64]) -> Places:
    """What every other node pushes: mass by distance."""
    import numpy as np

    apart = places[:, None, :] - places[None, :, :]
    square = np.einsum("ijk,ijk->ij", apart, apart) + 1e-4
    weight = mass[None, :] / square
    pushed: Places = np.einsum("ijk,ij->ik", apart, weight)
    return pushed


def _coarse(places: Places, mass: NDArray[np.float64], turn: int) -> Places:
    """The same, with the nodes of a cell of a grid taken together as one at their center.

    The grid lies a little elsewhere in each round, so that no cell draws a crowd together.
    """
    import numpy as np

    low, high = places.min(axis=0), places.max(axis=0)
    side = np.maximum((high - low) / (GRID - 1), 1e-6)
    low = low - side * np.array([turn * GOLDEN % 1, turn * GOLDEN**2 % 1])
    cell = np.minimum(((places - low) / side).astype(np.intp), GRID - 1)
    flat = cell[:, 0] * GRID + cell[:, 1]
    weight = np.bincount(flat, weights=mass, minlength=GRID * GRID)
    centers = np.stack(
        [
            np.bincount(flat, weights=mass * places[:, axis], minlength=GRID * GRID)
            for axis in (0, 1)
        ],
        axis=1,
    )
    full = weight > 0
    middles, crowds = centers[full] / weight[full, None], weight[full]
    apart = places[:, None, :] - middles[None, :, :]
    square = np.einsum("ijk,ijk->ij", apart, apart) + float(side.min()) ** 2 * 0.08
    pushed: Places = np.einsum("ijk,ij->ik", apart, crowds[None, :] / square)
    return pushed


def apart(places: Places, extent: Places) -> Places:
    """Scale to units of the drawing and push boxes apart until none overlap, or 150 times."""
    import numpy as np

    count = len(places)
    if count < 2:
        return places
    wide, high = np.maximum(np.ptp(places, axis=0), 0.5)
    times = ROOM if count <= EXACT else ROOM * 3
    spots = places * math.sqrt(times * float(np.prod(extent, axis=1).sum()) / (wide * high))
    return separated(spots, extent, 150 if count <= EXACT else 12)


def separated(spots: Places, extent: Places, rounds: int) -> Places:
    """Push boxes apart until none overlap, or so many times; `spots` change."""
    import numpy as np

    for _ in range(rounds):
        order = np.argsort(spots[:, 0], kind="stable")
        first, second = _neighbors(spots, extent, order)
        gap = spots[second] - spots[first]
        room = (extent[first] + extent[second]) / 2
        over = room - np.abs(gap)
        hit = (over > 0.5).all(axis=1)
        if not hit.any():
            break
        first, second, gap, over = first[hit], second[hit], gap[hit], over[hit]
        axis = (over[:, 1] <= over[:, 0]).astype(np.intp)
        rows = np.arange(len(first))
        sign = np.where(gap[rows, axis] < 0, -1.0, 1.0)
        shift = np.zeros_like(gap)
        shift[rows, axis] = sign * over[rows, axis] * 0.5
        np.add.at(spots, second, shift * 0.6)
        np.add.at(spots, first, -shift * 0.6)
    return spots


def _neighbors(
    spots: Places, extent: Places, order: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Pairs that are near in x: each node with those that follow within the widest box."""
    import numpy as np

    along = spots[order, 0]
    reach = np.searchsorted(along, along + extent[:, 0].max(), side="right")
    number = reach - np.arange(len(order)) - 1
    first = np.repeat(np.arange(len(order)), number)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(number) - number, number)
    return order[first], order[second]


def _packed(blocks: list[Block]) -> dict[str, tuple[int, int]]:
    """Set the components in rows below the largest one, each row centered."""
    import numpy as np

    result: dict[str, tuple[int, int]] = {}
    width = max((float(bounds(spots, extent)[1][0]) for _, spots, extent in blocks), default=0.0)
    rows: list[list[tuple[list[str], Places, float, float]]] = []
    used = width + 1
    alone = set_apart = False
    for part, spots, extent in blocks:
        corner, size = bounds(spots, extent)
        # Nodes without edges have rows of their own.
        if used + size[0] > width or (len(part) == 1) != alone:
            rows.append([])
            used = 0.0
            alone = len(part) == 1
        rows[-1].append((part, spots - corner, float(size[0]), float(size[1])))
        used += float(size[0])
    top = 0.0
    for row in rows:
        if len(row[0][0]) == 1 and top > 0 and not set_apart:
            set_apart = True
            top += CAPTION
        edge = (width - sum(block[2] for block in row)) / 2
        height = max(block[3] for block in row)
        for part, spots, wide, high in row:
            shift = np.array([edge, top + (height - high) / 2])
            for node, (x, y) in zip(part, spots + shift, strict=True):
                result[node] = (round(float(x) - width / 2), round(float(y)))
            edge += wide
        top += height
    return {node: (x, y - round(top / 2)) for node, (x, y) in result.items()}


def bounds(spots: Places, extent: Places) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the upper left corner of nodes with their extents, and the size of all."""
    low = (spots - extent / 2).min(axis=0)
    high = (spots + extent / 2).max(axis=0)
    return low, high - low + 18.0
