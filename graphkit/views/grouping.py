"""Parts of a large graph that are drawn as one until somebody opens them.

Nodes are brought together along their edges (random mates: Reif 1985; the tie that is kept is the
one that is strongest for the sizes of both, as in Karypis and Kumar's coarsening, 1998), in rounds
over whole columns. What decides is a hash of ids, so that the same data gives the same parts,
whatever order it comes in, and a small change moves little.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from graphkit.propertygraph.hashing import row_hashes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Words = NDArray[np.uint64]

DRAWN: Final = 2_000
"""Up to so many nodes are drawn as they are."""

LARGEST: Final = 1_600
"""So many nodes has a group at most, so that an open one can be drawn."""

SMALL: Final = 12
"""Groups of fewer nodes that have no edge to others are lumped together; larger ones, too, and
those that have edges, where there would be too many of them."""

_ROUNDS: Final = 200
_IDLE: Final = 12
"""Rounds in which nothing came together, after which nothing will: mates are found by chance."""


@dataclass(frozen=True)
class Grouping:
    """Which group each node is in.

    Attributes:
        of: The number of each node's group, from 0, the largest groups first.
        count: How many groups there are.
        loose: The first of the groups that are lumped together of small ones, or of nodes that
            have no edge. `count` where there is none.
    """

    of: Numbers
    count: int
    loose: int


def grouped(ids: Sequence[str], ends: Numbers) -> Grouping:
    """Bring nodes together in groups: about as many as the root of their number.

    Args:
        ids: The nodes' ids, each once.
        ends: Pairs of places in `ids`, a row each; direction, loops and repetitions do not matter.

    Returns:
        For 100,000 nodes some 300 groups, none of more than `LARGEST`.

    Example:
        >>> import numpy as np
        >>> names = [f"n{i}" for i in range(40)]
        >>> ring = np.array([(i, (i + 1) % 20) for i in range(20)])
        >>> found = grouped(names, np.concatenate([ring, ring + 20]))
        >>> len(set(found.of[:20]) & set(found.of[20:]))
        0
    """
    import numpy as np

    count = len(ids)
    root = max(2, math.isqrt(count))
    cap = min(3 * root, LARGEST * 8 // 9)
    luck = row_hashes(pl.DataFrame({"id": list(ids)}), ["id"], "")
    of = np.arange(count, dtype=np.int64)
    size = np.ones(count, dtype=np.int64)
    left, right, weight = _merged(ends[:, 0], ends[:, 1], np.ones(len(ends), dtype=np.int64))
    living, idle = count, 0
    for turn in range(_ROUNDS):
        if living <= root or not len(left) or idle >= _IDLE:
            break
        into = _mates(left, right, weight, size, _mixed(luck, turn), cap)
        joined = np.flatnonzero(into != np.arange(count))
        idle = 0 if len(joined) else idle + 1
        if not len(joined):
            continue
        np.add.at(size, into[joined], size[joined])
        size[joined] = 0
        living -= len(joined)
        of = into[of]
        left, right, weight = _merged(into[left], into[right], weight)
    near = np.full(count, count, dtype=np.int64)  # the group with the strongest tie to each
    order = np.argsort(weight, kind="stable")
    near[left[order]], near[right[order]] = right[order], left[order]
    return _numbered(of, size, near, luck, cap)


def _mates(
    left: Numbers, right: Numbers, weight: Numbers, size: Numbers, luck: Words, cap: int
) -> Numbers:
    """Return for each group the one that it joins in this round; itself where it stays.

    Half of the groups stay, the others join the one of these that they have the strongest tie to.
    """
    import numpy as np

    joins = (luck & np.uint64(1)).astype(bool)
    one, other = np.concatenate([left, right]), np.concatenate([right, left])
    tie = np.concatenate([weight, weight])
    # Small ones are let in where there is little room, rather than stay by themselves.
    most = np.where(size < SMALL, cap + cap // 8, cap)
    open_ = joins[one] & ~joins[other] & (size[one] + size[other] <= most[one])
    one, other, tie = one[open_], other[open_], tie[open_]
    strength = tie / (size[one] * size[other])
    order = np.lexsort((luck[other], -strength, one))
    one, other, strength = one[order], other[order], strength[order]
    first = np.ones(len(one), dtype=bool)
    first[1:] = one[1:] != one[:-1]
    one, other, strength = one[first], other[first], strength[first]
    # As many as there is room for, those with the strongest ties first.
    order = np.lexsort((luck[one], -strength, other))
    one, other = one[order], other[order]
    total = np.cumsum(size[one])
    begins = np.ones(len(one), dtype=bool)
    begins[1:] = other[1:] != other[:-1]
    before = np.repeat(
        (total - size[one])[begins], np.diff(np.append(np.flatnonzero(begins), len(one)))
    )
    fits = size[other] + total - before <= most[one]
    into = np.arange(len(size), dtype=np.int64)
    into[one[fits]] = other[fits]
    return into


def _merged(left: Numbers, right: Numbers, weight: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return each pair once, without loops, with the sum of its weights."""
    import numpy as np

    low, high = np.minimum(left, right), np.maximum(left, right)
    pairs = pl.DataFrame({"low": low, "high": high, "weight": weight}).filter(
        pl.col("low") != pl.col("high")
    )
    summed = pairs.group_by("low", "high").agg(pl.col("weight").sum()).sort("low", "high")
    found = (summed[name].to_numpy().astype(np.int64) for name in ("low", "high", "weight"))
    return next(found), next(found), next(found)


def _mixed(luck: Words, turn: int) -> Words:
    """Return other numbers for each turn, as random as the hashes are."""
    import numpy as np

    word = luck + np.uint64((turn + 1) * 0x9E3779B97F4A7C15 & (1 << 64) - 1)
    word ^= word >> np.uint64(31)
    word *= np.uint64(0x94D049BB133111EB)
    mixed: Words = word ^ (word >> np.uint64(29))
    return mixed


def _numbered(of: Numbers, size: Numbers, near: Numbers, luck: Words, cap: int) -> Grouping:
    """Lump small groups that could not be brought together, and number all, the largest first."""
    import numpy as np

    alive = np.flatnonzero(size)
    is_crowd = len(alive) > 2 * len(size) // cap + cap
    few = cap // 8 if is_crowd else SMALL
    small = alive[(size[alive] < few) & (is_crowd | (near[alive] == len(size)))]
    # Those that are tied to the same group come together.
    small = small[np.lexsort((luck[small], -size[small], near[small]))]
    before = np.cumsum(size[small]) - size[small]
    _, lump = np.unique(before // max(cap - few, 1), return_inverse=True)
    rest = alive[~np.isin(alive, small)]
    rest = rest[np.lexsort((luck[rest], -size[rest]))]
    number = np.full(len(size), -1, dtype=np.int64)
    number[rest] = np.arange(len(rest))
    number[small] = len(rest) + lump
    return Grouping(number[of], len(rest) + (int(lump[-1]) + 1 if len(small) else 0), len(rest))
