"""The answer to a query while it comes: rows in batches, of which one is held at a time."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

from graphkit.stores.closing import Closing
from graphkit.stores.notices import Notice
from graphkit.stores.operators import Operator

Batch = list[tuple[Any, ...]]
"""Some rows of an answer, with values as in `QueryResult`."""


@dataclass
class Ending:
    """What a store tells of a query when its rows are at their end.

    Attributes:
        notices: What it remarks on the query.
        plan: How it went about it, where that was asked for.
    """

    notices: tuple[Notice, ...] = ()
    plan: Operator | None = None


class Answer(Closing):
    """The answer to a query, as it comes.

    Iterating gives its rows in batches, lists of tuples, and only as fast as they are taken: the
    store waits meanwhile, and neither side holds more than a few thousand rows. It can be iterated
    once. Whoever stops early closes it, or uses it in a `with`: then the query ends on the server,
    too.

    Args:
        columns: The names of the columns.
        batches: The rows; closed where somebody stops early.
        ending: Filled in when the rows are at their end.
        first: The first batch, where it was taken from them already.

    Attributes:
        columns: The names of the columns.

    Example:
        >>> with Answer(("n",), iter([[(1,), (2,)], [(3,)]]), Ending()) as answer:
        ...     print(answer.columns, [len(batch) for batch in answer])
        ('n',) [2, 1]
    """

    def __init__(
        self,
        columns: tuple[str, ...],
        batches: Iterator[Batch],
        ending: Ending,
        first: Batch | None = None,
    ) -> None:
        self.columns = columns
        self._batches = batches
        self._ending = ending
        self._first = first

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the store remarks on the query; known when the rows are at their end."""
        return self._ending.notices

    @property
    def plan(self) -> Operator | None:
        """How the store goes about the query, where it begins with EXPLAIN or PROFILE.

        It is known when the rows are at their end.
        """
        return self._ending.plan

    def __iter__(self) -> Iterator[Batch]:
        """Return the batches that have not been taken."""
        return self

    def __next__(self) -> Batch:
        """Return the next batch."""
        if self._first is not None:
            first, self._first = self._first, None
            return first
        return next(self._batches)

    def rows(self) -> tuple[tuple[Any, ...], ...]:
        """Return all rows that have not been taken, in memory."""
        return tuple(row for batch in self for row in batch)

    def close(self) -> None:
        """End the query, and take no more of its rows. Closing twice is once."""
        self._first = None
        if isinstance(self._batches, Generator):
            self._batches.close()
