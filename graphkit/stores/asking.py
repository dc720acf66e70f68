"""Asking a server in read mode: rows as they come, an end to it by the clock and by Ctrl-C.

A query is asked again where the server says that this may help, as long as none of its rows were
handed out.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final, TypeVar

from graphkit.errors import GraphkitError, Refused, StoreError, UsageError
from graphkit.stores.answers import node_ids, plain_rows, unknown_ends
from graphkit.stores.failures import Door, refused_write
from graphkit.stores.streaming import Batch

FETCH: Final = 1_000
"""Rows that are asked for at a time, and come in one batch."""

GRACE: Final = 3.0
"""Seconds beyond a limit of time after which a server is no longer waited for."""

_PAUSES: Final = (0.05, 0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 8.0)
"""Seconds before each new try: half a minute, as long as the driver tries."""

_CLIENT_TIMEOUT: Final = "TransactionTimedOutClientConfiguration"

_IDS: Final = (
    "UNWIND $ends AS end MATCH (n) WHERE elementId(n) = end AND n.id IS NOT NULL RETURN end, n.id"
)
"""An answer that holds an edge without its nodes tells no more of them than the store's ids."""

Result = TypeVar("Result")


def tried_again(ask: Callable[[], Result]) -> Result:
    """Return what asking gives; ask again where that may help.

    Args:
        ask: What may be done twice: a question, or what does nothing where it was done before.

    Raises:
        GraphkitError: What it came to in the end.
    """
    for pause in _PAUSES:
        try:
            return ask()
        except GraphkitError as error:
            if not _may_help(error.__cause__):
                raise
        time.sleep(pause)
    return ask()


def _may_help(cause: BaseException | None) -> bool:
    """Tell whether what the driver raised may be over in a moment."""
    if type(cause).__name__ == "IncompleteCommit":  # in the way only of who must not write twice
        return True
    is_retryable = getattr(cause, "is_retryable", None)
    return is_retryable is not None and bool(is_retryable())


def checked(timeout: float | None) -> float | None:
    """Return a time limit in seconds; None where there is none.

    Raises:
        UsageError: Where it is none: a server takes 0 for "no limit".

    Example:
        >>> checked(2), checked(None)
        (2.0, None)
    """
    if timeout is None:
        return None
    if not 0.001 <= timeout <= 1e9:
        message = f"A time limit of {timeout:g} s is none."
        raise UsageError(message, "Give seconds above 0, such as 30 or 0.5.")
    return float(timeout)


class Clock:
    """Ends a query where the engine keeps no time itself.

    Args:
        seconds: The limit; None for none.
        end: Ends the query, from another thread.
    """

    def __init__(self, seconds: float | None, end: Callable[[], None]) -> None:
        self.has_struck = False
        self._end = end
        self._timer = None if seconds is None else threading.Timer(seconds, self._strike)

    def _strike(self) -> None:
        self.has_struck = True
        with suppress(GraphkitError):
            self._end()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Let it run meanwhile."""
        if self._timer is None:
            yield
            return
        self._timer.daemon = True
        self._timer.start()
        try:
            yield
        finally:
            self._timer.cancel()


def over_time(name: str, timeout: float) -> StoreError:
    """Return what it comes to that a query took longer than it was given.

    Example:
        >>> print(over_time("data/.graphkit", 2))
        The query was ended at data/.graphkit: it took longer than 2 s. Ask for less, or allow it \
more time.
    """
    message = f"The query was ended at {name}: it took longer than {timeout:g} s."
    return StoreError(message, "Ask for less, or allow it more time.")


def end_running(session: Any, mark: str, cypher: str, has_marks: bool) -> None:
    """End a query on the server that runs it.

    Args:
        session: Another session than the query's own.
        mark: What its transaction is known by.
        cypher: Its text, by which it is known where an engine keeps no marks.
        has_marks: Whether the engine keeps marks.
    """
    is_it = "m.graphkit = $mark" if has_marks else "q = $cypher"
    listed = session.run(
        "SHOW TRANSACTIONS YIELD transactionId AS i, metaData AS m, currentQuery AS q "
        f"WHERE {is_it} RETURN i",
        mark=mark,
        cypher=cypher,
    ).value()
    if listed:
        session.run("TERMINATE TRANSACTIONS $ids", ids=listed).consume()


def moved_back(message: str, by: int) -> str:
    """Return a message with its place in a query moved back, as a word was put before that.

    Example:
        >>> moved_back("No such name (line 1, column 16 (offset: 15))", 8)
        'No such name (line 1, column 8 (offset: 7))'
    """

    def place(found: re.Match[str]) -> str:
        line, column, offset = map(int, found.groups())
        column -= by if line == 1 else 0
        return f"line {line}, column {max(column, 1)} (offset: {max(offset - by, 0)})"

    return re.sub(r"line (\d+), column (\d+) \(offset: (\d+)\)", place, message)


def plain_batch(transaction: Any, rows: list[list[Any]], naive_is_utc: bool) -> Batch:
    """Return rows with plain values; the ids of ends that they do not hold are asked for.

    Args:
        transaction: Where they come from.
        rows: Values as the driver has them.
        naive_is_utc: Whether a datetime without zone is meant in UTC.
    """
    ids = node_ids(rows)
    unknown = unknown_ends(rows, ids)
    if unknown:
        ids |= dict(transaction.run(_IDS, {"ends": unknown}).values())
    return list(plain_rows(rows, ids, naive_is_utc))


def failed_query(
    error: StoreError, door: Door, timeout: float | None, clock: Clock
) -> StoreError | Refused:
    """Return what a failure comes to that a query in read mode alone has.

    Args:
        error: What it was told as; its cause is the driver's.
        door: Where.
        timeout: The limit of time that the query had.
        clock: What ends it.
    """
    code = getattr(error.__cause__, "code", None) or ""
    words = getattr(error.__cause__, "message", None) or ""
    # a server whose disk is full has the same code
    if code.endswith("TransactionStartFailed") and "IN TRANSACTIONS" in words:
        message = "CALL { … } IN TRANSACTIONS is for writing, and queries only read."
        return Refused(message, "Leave IN TRANSACTIONS out.")
    if door.is_own and "Transaction not begun" in error.message:  # of a PROFILE that writes
        return refused_write()
    if timeout is not None and (clock.has_struck or code.endswith(_CLIENT_TIMEOUT)):
        return over_time(door.database, timeout)
    return error
