"""What a transaction that failed is answered with: again, with fewer rows, or not at all."""

from __future__ import annotations

from enum import Enum, auto
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
        "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
        "Neo.TransientError.General.TransactionMemoryLimit",
        "Neo.TransientError.General.OutOfMemoryError",
        "Neo.ClientError.Transaction.TransactionTimedOut",
        "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
    }
)

_AGAIN: Final = frozenset(
    {
        # what it has found is removed by another load before it gets to it
        "Neo.ClientError.Statement.EntityNotFound",
    }
)


def setback(error: GraphkitError) -> Setback:
    """Tell what to do about a failed transaction, by what the driver gave as its cause.

    Example:
        >>> setback(GraphkitError("Something else."))
        <Setback.FINAL: 4>
    """
    cause = error.__cause__
    code = getattr(cause, "code", None)
    if code in _SMALLER:
        return Setback.SMALLER
    if code in _AGAIN:
        return Setback.AGAIN
    # a commit that was not answered is told apart from other losses, and written again as they are
    if type(cause).__name__ == "IncompleteCommit":
        return Setback.LOST
    is_retryable = getattr(cause, "is_retryable", None)
    if is_retryable is None or not is_retryable():
        return Setback.FINAL
    return Setback.LOST if code is None else Setback.AGAIN
