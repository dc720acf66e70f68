"""A large graph as a map: each group of nodes has a round region, and each node a place in its own.

Regions lie as nodes do, by the edges between them. Within one, nodes are set out by forces, all
groups at once, and then spread until every part of the region is as full as any other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graphkit.views.grouping import Grouping
from graphkit.views.layout import positions, separated, start

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Spots = NDArray[np.float64]

SPACING: Final = 26.0
"""The radius of a region is so many units times the root of the number of its nodes."""

GAP: Final = 60.0
"""Room around a region."""

ROUNDS: Final = 40
NUDGES: Final = 12
GRID: Final = 6
"""Cells on each side of the grid by which the nodes of a group push each other."""


@dataclass(frozen=True)
class Region:
    """Where a group lies.

    Attributes:
        node: The best connected of its nodes, after which it is called.
        x: The middle.
        y: The middle, pointing down.
        radius: How far it reaches.
        count: How many nodes it has.
        is_loose: Whether it was lumped together of small groups.
    """

    node: str
    x: int
    y: int
    radius: int
    count: int
    is_loose: bool


def regions(
    ids: Sequence[str], ends: Numbers, degree: Numbers, grouping: Grouping
) -> tuple[list[Region], list[int]]:
    """Set a grouped graph out.

    Args:
        ids: The nodes' ids.
        ends: Pairs of places in `ids`, a row each.
        degree: How many edges each node has.
        grouping: Which group each node is in.

    Returns:
        The groups by number, and the places of the nodes: x and y of each, in the order of `ids`.

    Example:
        >>> import numpy as np
        >>> from graphkit.views.grouping import grouped
        >>> ring = np.array([(i, (i + 1) % 20) for i in range(20)])
        >>> names = [f"n{i}" for i in range(20)]
        >>> found, places = regions(names, ring, np.full(20, 2), grouped(names, ring))
        >>> sum(region.count for region in found), len(places)
        (20, 40)
    """
    import numpy as np

    of, count = grouping.of, grouping.count
    sizes = np.bincount(of, minlength=count)
    by_degree = np.lexsort((np.argsort(np.argsort(np.array(ids))), -degree, of))
    best = [ids[at] for at in by_degree[np.cumsum(sizes) - sizes]]
    radii = SPACING * np.sqrt(sizes) + SPACING
    across = np.unique(np.sort(of[ends], axis=1), axis=0)
    pairs = [(best[a], best[b]) for a, b in across.tolist() if a != b]
    boxes = {
        name: (2 * radius + GAP,) * 2 for name, radius in zip(best, radii.tolist(), strict=True)
    }
    centers = positions(best, pairs, boxes)
    middle = np.array([centers[name] for name in best], dtype=np.float64).reshape(-1, 2)
    spots = _spread(_pushed(ids, ends, of, sizes), of, sizes) * (radii - SPACING)[of, None]
    for group in np.split(np.argsort(of, kind="stable"), np.cumsum(sizes)[:-1]):
        spots[group] = separated(spots[group], np.full((len(group), 2), SPACING), NUDGES)
    far = np.linalg.norm(spots, axis=1) / (radii - SPACING / 2)[of]
    spots /= np.maximum(far, 1.0)[:, None]
    places = np.rint(middle[of] + spots).astype(np.int64)
    found = [
        Region(name, *centers[name], math.ceil(radius), int(size), number >= grouping.loose)
        for number, (name, radius, size) in enumerate(zip(best, radii, sizes, strict=True))
    ]
    return found, places.ravel().tolist()


def _pushed(ids: Sequence[str], ends: Numbers, of: Numbers, sizes: Numbers) -> Spots:
    """Set the nodes of every group out by forces: edges within it pull, and its nodes push."""
    import numpy as np

    places = start(ids)
    inside = ends[(of[ends[:, 0]] == of[ends[:, 1]]) & (ends[:, 0] != ends[:, 1])]
    left, right = inside[:, 0], inside[:, 1]
    degree = np.bincount(inside.ravel(), minlength=len(ids))
    mass = np.sqrt(1.0 + degree) / math.sqrt(2)
    order = np.argsort(of, kind="stable")
    begins = np.cumsum(sizes) - sizes
    wide = np.sqrt(sizes.astype(np.float64))
    # What is placed on the whole disc has as much room as its own group needs.
    places *= (wide[of] / math.sqrt(len(ids)))[:, None]
    cells = GRID * GRID
    for turn in range(ROUNDS):
        low = np.minimum.reduceat(places[order], begins)
        high = np.maximum.reduceat(places[order], begins)
        side = np.maximum((high - low) / (GRID - 1), 1e-6)
        shift = np.array([turn * 0.618 % 1, turn * 0.382 % 1])  # no cell draws a crowd together
        at = ((places - low[of]) / side[of] + shift).astype(np.int64).clip(0, GRID - 1)
        cell = of * cells + at[:, 0] * GRID + at[:, 1]
        crowd = np.bincount(cell, weights=mass, minlength=len(sizes) * cells)
        sums = [
            np.bincount(cell, weights=mass * places[:, axis], minlength=len(crowd))
            for axis in (0, 1)
        ]
        middles = np.stack(sums, axis=1) / np.maximum(crowd, 1e-9)[:, None]
        push = np.empty_like(places)
        crowds, centers = crowd.reshape(-1, cells), middles.reshape(-1, cells, 2)
        for begin in range(0, len(ids), 20_000):
            some = slice(begin, begin + 20_000)
            apart = places[some, None, :] - centers[of[some]]
            square = np.einsum("ijk,ijk->ij", apart, apart) + 0.05
            push[some] = np.einsum("ijk,ij->ik", apart, crowds[of[some]] / square)
        span = places[left] - places[right]
        pull = span * np.linalg.norm(span, axis=1, keepdims=True)
        for axis in (0, 1):
            push[:, axis] -= np.bincount(left, pull[:, axis], len(ids)) / mass
            push[:, axis] += np.bincount(right, pull[:, axis], len(ids)) / mass
        length = np.maximum(np.linalg.norm(push, axis=1), 1e-9)
        step = wide[of] * 0.35 * (1 - turn / ROUNDS) ** 1.5 + 0.002
        places = places + push * (np.minimum(length, step) / length)[:, None]
    return places


def _spread(places: Spots, of: Numbers, sizes: Numbers) -> Spots:
    """Return places on discs of radius 1 that are as full in the middle as at the rim.

    The directions from a group's middle, and which node is farther from it, stay as they are.
    """
    import numpy as np

    middle = np.stack(
        [np.bincount(of, places[:, axis], len(sizes)) / sizes for axis in (0, 1)], axis=1
    )
    away = places - middle[of]
    far = np.maximum(np.linalg.norm(away, axis=1), 1e-9)
    order = np.lexsort((far, of))
    rank = np.empty(len(of))
    rank[order] = np.arange(len(of)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    spread: Spots = away / far[:, None] * np.sqrt((rank + 0.5) / sizes[of])[:, None]
    return spread
