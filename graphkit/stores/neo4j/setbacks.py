"""What a transaction that failed is answered with: again, with fewer rows, or not at all."""

from __future__ import annotations

import random
from enum import Enum, auto
from threading import Event
from time import monotonic
from typing import Final

from graphkit.errors import GraphkitError


class Setback(Enum):
    """Why a transaction was not done, as far as it matters to who sent it."""

    AGAIN = auto()
    """It stood in another's way; the same may go well in a moment."""
    SMALLER = auto()
    """It took more memory or time than the server allows."""
    LOST = auto()
    """The connection is gone, and it may have been done."""
    FINAL = auto()
    """It would fail as often as it is tried."""


_SMALLER: Final = frozenset(
    {
        "MemoryPoolOutOfMemoryError",
        "OutOfMemoryError",
        "TransactionMemoryLimit",
        "TransactionOutOfMemoryError",
        "TransactionTimedOut",
        "TransactionTimedOutClientConfiguration",
    }
)
_AGAIN: Final = frozenset({"EntityNotFound"})  # another load removed what this one just found

TRY_SECONDS: Final = 30.0
"""How long one transaction is tried again."""

_PAUSES: Final = {
    Setback.AGAIN: (0.002, 0.25),
    Setback.SMALLER: (0.01, 0.25),
    Setback.LOST: (0.1, 2.0),
}
"""Seconds before a batch is tried again: the first time, and at most."""


def setback(error: GraphkitError) -> Setback:
    """Tell what to do about a failed transaction, by what the driver gave as its cause.

    Example:
        >>> setback(GraphkitError("Something else."))
        <Setback.FINAL: 4>
    """
    cause = error.__cause__
    code = getattr(cause, "code", None)
    title = (code or "").rpartition(".")[2]
    if title in _SMALLER:
        return Setback.SMALLER
    if title in _AGAIN:
        return Setback.AGAIN
    # a commit that was not answered is told apart from other losses, and written again as they are
    if type(cause).__name__ == "IncompleteCommit":
        return Setback.LOST
    is_retryable = getattr(cause, "is_retryable", None)
    if is_retryable is None or not is_retryable():
        return Setback.FINAL
    return Setback.LOST if code is None else Setback.AGAIN


class Trial:
    """How often and how long one transaction has been tried.

    Args:
        stop: What ends a pause early.

    Attributes:
        count: How often it failed.
        was_lost: Whether it may have been done although nobody heard of it.
    """

    def __init__(self, stop: Event | None = None) -> None:
        self.count = 0
        self.was_lost = False
        self._size = 0
        self._since = 0.0
        self._stop = stop or Event()

    @property
    def seconds(self) -> float:
        """Since the first setback."""
        return monotonic() - self._since if self.count else 0.0

    def pause(self, kind: Setback, size: int = 1) -> None:
        """Wait: longer each time, and never as long as others.

        Args:
            kind: Why the last try failed.
            size: How many rows it had: one with fewer is another transaction.
        """
        if size != self._size:
            self.count, self._size, self._since = 0, size, monotonic()
        self.was_lost |= kind is Setback.LOST
        first, most = _PAUSES[kind]
        self.count += 1
        longest = min(most, first * 2**self.count)
        self._stop.wait(random.uniform(longest / 2, longest))
