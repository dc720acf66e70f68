"""Which rows may be written at the same time: those that have no node in common.

A transaction that makes an edge locks both of its nodes, so two sessions that write any edges at
once wait for each other, or deadlock. Nodes are dealt into buckets by a hash of their ids, and each
edge falls to the pair of buckets that its ends are in. Pairs without a common bucket are written
side by side, as in a tournament where everyone meets everyone, and no player plays twice at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Condition
from typing import Final

import polars as pl

WINDOW: Final = 1 << 18
"""How many rows are dealt out at a time, so that what is kept of them does not grow."""

_FEW: Final = 4
_MANY: Final = 8
"""Eight buckets make 28 pairs: where nodes have edges of very unequal number, there is more to
choose from. Four make six, so that each has enough rows for a batch where there are few."""


@dataclass(frozen=True, eq=False)
class Share:
    """Rows that one session writes.

    Attributes:
        buckets: What nobody else may write meanwhile; empty where everybody may.
        window: The rows that they are among.
        numbers: Which of these they are; None for all of them.
    """

    buckets: frozenset[int]
    window: pl.DataFrame = field(repr=False)
    numbers: pl.Series | None = field(repr=False, default=None)

    @property
    def height(self) -> int:
        """How many rows they are."""
        return self.window.height if self.numbers is None else len(self.numbers)

    def part(self, offset: int, size: int) -> pl.DataFrame:
        """Return some of the rows."""
        if self.numbers is None:
            return self.window.slice(offset, size)
        return self.window[self.numbers.slice(offset, size)]


def shares(
    rows: pl.DataFrame, ends: tuple[str, str] | None, batch: int, sessions: int
) -> Iterator[list[Share]]:
    """Yield the rows as shares, a window at a time.

    Args:
        rows: What is to be written.
        ends: The columns with the ids of both ends; None where all rows are independent.
        batch: How many rows a batch has: fewer are not shared out.
        sessions: How many sessions there are.

    Example:
        >>> frame = pl.DataFrame({"s": ["a", "b", "c"], "t": ["b", "c", "a"]})
        >>> [share.height for share in next(shares(frame, ("s", "t"), 10, 2))]
        [3]
        >>> [share.height for share in next(shares(frame, None, 1, 2))]
        [2, 1]
    """
    buckets = _MANY if rows.height >= batch * _MANY * _MANY // 2 else _FEW
    for offset in range(0, rows.height, WINDOW):
        window = rows.slice(offset, WINDOW)
        if sessions == 1 or rows.height <= batch:
            yield [Share(frozenset(range(buckets if ends else 0)), window)]
        elif ends is None:
            size = -(-window.height // sessions)
            starts = range(0, window.height, size)
            yield [Share(frozenset(), window.slice(start, size)) for start in starts]
        else:
            yield _dealt(window, ends, buckets)


def _dealt(window: pl.DataFrame, ends: tuple[str, str], buckets: int) -> list[Share]:
    """Share out edges by the buckets of their ends."""
    one, other = (pl.col(end).hash() % buckets for end in ends)
    low, high = pl.min_horizontal(one, other), pl.max_horizontal(one, other)
    # Edges within a bucket go with those between it and its neighbor.
    low, high = (
        pl.when(low == high).then(low - low % 2).otherwise(low),
        pl.when(low == high).then(high - high % 2 + 1).otherwise(high),
    )
    pairs = window.select(pair=(low * buckets + high).cast(pl.UInt8))
    found = pairs.with_row_index("row").group_by("pair").agg("row")
    return [
        Share(frozenset(divmod(pair, buckets)), window, numbers)
        for pair, numbers in zip(found["pair"].to_list(), found["row"], strict=True)
    ]


class Tournament:
    """Hands out shares so that no two in work at once have a bucket in common.

    Args:
        windows: The shares.
    """

    def __init__(self, windows: Iterator[list[Share]]) -> None:
        self._windows = windows
        self._waiting: list[Share] = []
        self._busy: set[int] = set()
        self._changed = Condition()
        self._is_stopped = False

    def take(self) -> Share | None:
        """Wait for a share that may be written now; None when there is nothing more to do."""
        with self._changed:
            while not self._is_stopped:
                share = self._free()
                # Of what is left of a window nothing may be free; of the next one something is.
                if share is None and len(self._waiting) < _MANY:
                    self._waiting += next(self._windows, [])
                    share = self._free()
                if share is not None:
                    self._waiting.remove(share)
                    self._busy |= share.buckets
                    return share
                if not self._waiting:
                    break
                self._changed.wait()
            return None

    def _free(self) -> Share | None:
        """Return the largest share whose buckets nobody is at."""
        free = (share for share in self._waiting if self._busy.isdisjoint(share.buckets))
        return max(free, key=lambda share: share.height, default=None)

    def done(self, share: Share) -> None:
        """Let others have the buckets of a share that is written, or given up."""
        with self._changed:
            self._busy -= share.buckets
            self._changed.notify_all()

    def stop(self) -> None:
        """Hand out nothing more."""
        with self._changed:
            self._is_stopped = True
            self._changed.notify_all()
