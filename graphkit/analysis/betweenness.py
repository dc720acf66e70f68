"""Betweenness, from the shortest paths of all nodes or of some pivots, many pivots at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graphkit.analysis.numbered import Numbered

BATCH: Final = 4_000_000
"""How many nodes and edges, both counted once for each pivot, are gone through at a time.

It bounds the memory at some 40 bytes for each; larger batches only miss the processor's cache.
"""


@dataclass(frozen=True)
class _Level:
    """What is reached at one distance from the pivots, as places: pivot x number of nodes + node.

    Attributes:
        places: The places, each once.
        ways: How many shortest paths lead to each from its pivot.
        tails: For each step on to the next level, where it starts, as an index into `places`.
        heads: Where it ends, as an index into the next level's.
    """

    places: NDArray[np.int64]
    ways: NDArray[np.float64]
    tails: NDArray[np.int64]
    heads: NDArray[np.int64]


def betweenness(ties: Numbered, pivots: Sequence[int] | None = None) -> NDArray[np.float64]:
    """Return the share of shortest paths between two other nodes that lead through each node.

    Args:
        ties: An undirected graph. Weights and loops do not matter.
        pivots: The numbers of the nodes whose paths are gone through, each once; None for all,
            which makes the shares exact. Needs two or more. A share that is estimated goes by the
            paths that start at pivots other than the node itself.

    Returns:
        Shares from 0 to 1, one for each node.

    References:
        Freeman, Sociometry 40 (1977); Brandes, Journal of Mathematical Sociology 25 (2001);
        Brandes and Pich, International Journal of Bifurcation and Chaos 17 (2007).
    """
    size = len(ties.ids)
    if size < 3:
        return np.zeros(size)
    chosen = np.arange(size) if pivots is None else np.asarray(pivots, dtype=np.int64)
    first, second = _neighbors(ties)
    step = max(1, BATCH // (size + len(second)))
    through = np.zeros(size)
    for start in range(0, len(chosen), step):
        through += _dependencies(first, second, chosen[start : start + step])
    starts = np.full(size, len(chosen))
    starts[chosen] -= 1
    shares: NDArray[np.float64] = through / (starts * (size - 2))
    return shares


def _neighbors(ties: Numbered) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where each node's neighbors start, and the neighbors of all nodes in a row."""
    apart = ties.first != ties.second
    ends = (ties.first[apart], ties.second[apart])
    here, there = np.concatenate(ends), np.concatenate(ends[::-1])
    first = np.zeros(len(ties.ids) + 1, dtype=np.int64)
    np.cumsum(np.bincount(here, minlength=len(ties.ids)), out=first[1:])
    return first, there[np.argsort(here, kind="stable")]


def _dependencies(
    first: NDArray[np.int64], second: NDArray[np.int64], pivots: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return for each node the sum of shares of the pivots' shortest paths through it."""
    size = len(first) - 1
    levels = _levels(first, second, pivots)
    sums = np.zeros(len(pivots) * size)
    beyond = np.zeros(len(levels[-1].places))
    for far, near in pairwise(reversed(levels)):
        sums[far.places] = beyond
        passed = ((1 + beyond) / far.ways)[near.heads]
        beyond = near.ways * np.bincount(near.tails, passed, len(near.places))
    total: NDArray[np.float64] = sums.reshape(len(pivots), size).sum(axis=0)
    return total


def _levels(
    first: NDArray[np.int64], second: NDArray[np.int64], pivots: NDArray[np.int64]
) -> list[_Level]:
    """Go from all pivots at once, a step in each round, until nothing new is reached."""
    size = len(first) - 1
    reached = np.zeros(len(pivots) * size, dtype=bool)
    index = np.zeros(len(pivots) * size, dtype=np.int64)
    places: NDArray[np.int64] = np.arange(len(pivots)) * size + pivots
    ways: NDArray[np.float64] = np.ones(len(pivots))
    reached[places] = True
    levels = []
    while len(places):
        nodes = places % size
        degrees = first[nodes + 1] - first[nodes]
        tails = np.repeat(np.arange(len(places)), degrees)
        # The neighbors of one place stand in a row, which starts elsewhere for each.
        shift = first[nodes] - np.cumsum(degrees) + degrees
        ends = second[np.arange(len(tails)) + shift[tails]] + (places - nodes)[tails]
        new = ~reached[ends]
        ends, tails = ends[new], tails[new]
        # Each place once, without sorting: of all steps to it, the one that is written last.
        index[ends] = np.arange(len(ends))
        after = ends[index[ends] == np.arange(len(ends))]
        reached[after] = True
        index[after] = np.arange(len(after))
        heads = index[ends]
        levels.append(_Level(places, ways, tails, heads))
        ways = np.bincount(heads, ways[tails], len(after)).astype(np.float64, copy=False)
        places = after
    return levels
