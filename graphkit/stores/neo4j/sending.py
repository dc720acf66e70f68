"""How prepared writes go out to a Neo4j: in batches, each a transaction of its own.

Two sessions write side by side what shares no node. A batch that another transaction stands in the
way of is tried again at once; one that the server has too little memory or time for is made
smaller, and later ones grow again. The transaction of each batch also says so in the ledger, where
it fails if the load has lost its lease meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from queue import Queue
from threading import Event, Lock, Thread
from typing import Any, Final, Protocol

import polars as pl

from graphkit.errors import GraphkitError, StoreError
from graphkit.propertygraph.rows import row_lists
from graphkit.stores.base import Progress
from graphkit.stores.bolt import Bolt, Rows, Statement, Writer
from graphkit.stores.neo4j.setbacks import TRY_SECONDS, Setback, Trial, setback
from graphkit.stores.neo4j.sharing import Share, Tournament, shares

ROWS: Final = 10_000
"""How many rows a batch begins with, and at most has."""

SESSIONS: Final = 2
"""How many batches are written side by side: four never were faster than two."""

LEAVE_SECONDS: Final = 10.0
"""How long the end of a batch is waited for when a load is given up."""

ALONE: Final = 3
"""How often a single row may be too much: another transaction may have taken the memory."""

MORE_ROOM: Final = (
    "Raise db.memory.transaction.max, dbms.memory.transaction.total.max or db.transaction.timeout "
    "of the server."
)

_GROW_AFTER: Final = 8
"""After how many batches that went well larger ones are tried."""
_GROW_AFTER_AT_MOST: Final = 64


@dataclass(frozen=True)
class Step:
    """Rows to write by one statement, in any order.

    Attributes:
        what: The type that is written, for whoever watches.
        statement: Cypher over what `given` makes of a part of the rows.
        parameters: What the statement wants beside that, whatever the part.
        given: From a part of `rows` to parameters; None for `$rows`, which holds a list for each
            row, with the columns of `rows` in order.
        rows: One row an element.
        ends: The columns that hold the ids of both ends, for edges: rows that share an end are
            never written at once. None for rows that can be written side by side.
        alone: A faster statement, for as long as nobody else writes: it need not look whether
            what it makes has been made since the plan.
    """

    what: str
    statement: str
    parameters: Mapping[str, Any]
    given: Callable[[pl.DataFrame], Mapping[str, Any]] | None
    rows: pl.DataFrame = field(repr=False)
    ends: tuple[str, str] | None = None
    alone: str | None = None


class NotAlone(Exception):  # it is no error: the batch is written in another way
    """Another load has begun, so that what a batch makes may have been made by that one."""


class Ledger(Protocol):
    """Where the transaction of each batch is entered."""

    def entry(self, session: int, batches: int, rows: int) -> Statement:
        """Return what enters that one of the sessions has written so many, all in all."""

    def entry_alone(self, session: int, batches: int, rows: int) -> Statement | None:
        """Return the same, not to be made where another load writes; None where one may."""

    def sign(self) -> Statement:
        """Return what waits for every transaction of the load that is under way."""

    def accept(self, answer: Rows) -> None:
        """Look at what an entry answered.

        Raises:
            NotAlone: Where it was not made as there is another load.
            Refused: Where it was not made as the load does not hold its lease any more.
        """


class Pace:
    """How many rows a batch has: fewer after one was refused, more after many that were not.

    Args:
        most: How many at most, and in the beginning.

    Example:
        >>> pace = Pace(10_000)
        >>> pace.refused(10_000)
        >>> pace.rows
        5000
    """

    def __init__(self, most: int = ROWS) -> None:
        self.rows = most
        self._most = most
        self._lock = Lock()
        self._went_well = 0
        self._has_grown = False
        self._patience = _GROW_AFTER

    def refused(self, rows: int) -> None:
        """Take note that so many rows were too many."""
        with self._lock:
            if rows <= self.rows:  # else another session has met the same before
                if self._has_grown:  # too far
                    self._patience = min(self._patience * 2, _GROW_AFTER_AT_MOST)
                self._has_grown = False
                self.rows = max(1, rows // 2)
            self._went_well = 0

    def went_well(self) -> None:
        """Take note that a batch was written."""
        with self._lock:
            self._went_well += 1
            if self._went_well >= self._patience and self.rows < self._most:
                self.rows = min(self._most, self.rows * 2)
                self._has_grown = True
                self._went_well = 0


def send(
    bolt: Bolt,
    steps: Iterable[Step],
    ledger: Ledger,
    progress: Progress | None = None,
    *,
    total: int = 0,
    pace: Pace | None = None,
    sessions: int = SESSIONS,
) -> None:
    """Write steps, one after the other.

    Args:
        bolt: The connection.
        steps: What to write. The next one is asked for when the last one is written.
        ledger: Where batches are entered.
        progress: Called in this thread as it goes on, with the rows written and `total`.
        total: How many rows there are in all the steps.
        pace: How large batches are.
        sessions: How many batches are written side by side.

    Raises:
        StoreError: Where the server fails, and goes on failing.
        Refused: Where the load has lost its lease, or the server lets nobody write.
    """
    sending = _Sending(bolt, ledger, pace or Pace())
    done = 0
    for step in steps:
        for rows in sending.write(step, sessions):
            done += rows
            if progress is not None:
                progress(step.what, done, max(total, done))


class _Sending:
    """The sessions that write, and what they have in common.

    Args:
        bolt: The connection.
        ledger: Where batches are entered.
        pace: How large batches are.
    """

    def __init__(self, bolt: Bolt, ledger: Ledger, pace: Pace) -> None:
        self._bolt = bolt
        self._ledger = ledger
        self._pace = pace
        self._written: dict[int, tuple[int, int]] = {}
        self._is_alone = True
        self._stop = Event()

    def write(self, step: Step, sessions: int) -> Iterator[int]:
        """Write a step; yield how many rows each batch had."""
        needed = 1 if step.rows.height <= self._pace.rows else sessions
        tournament = Tournament(shares(step.rows, step.ends, self._pace.rows, needed))
        told: Queue[int | BaseException | None] = Queue()
        threads = [
            Thread(target=self._session, args=(number, step, tournament, told), daemon=True)
            for number in range(needed)
        ]
        for thread in threads:
            thread.start()
        running = needed
        failure: BaseException | None = None
        try:
            while running:
                match told.get():
                    case None:
                        running -= 1
                    case int() as rows:
                        yield rows
                    case BaseException() as error:
                        failure = failure or error
                        self._stop.set()
                        tournament.stop()
        finally:
            # After Ctrl-C, too, what is on its way is either kept or not before anybody goes on.
            if running:
                self._stop.set()
                tournament.stop()
            for thread in threads:
                thread.join(LEAVE_SECONDS)
        if failure is not None:
            raise failure

    def _session(
        self,
        number: int,
        step: Step,
        tournament: Tournament,
        told: Queue[int | BaseException | None],
    ) -> None:
        """Write what the tournament hands out; tell of each batch, of a failure, and of the end."""
        try:
            with self._bolt.writer() as writer:
                while (share := tournament.take()) is not None:
                    try:
                        for rows in self._batches(writer, number, step, share):
                            told.put(rows)
                    finally:
                        tournament.done(share)
        except BaseException as error:  # noqa: BLE001  # it is raised again in the first thread
            told.put(error)
        finally:
            told.put(None)

    def _batches(self, writer: Writer, number: int, step: Step, share: Share) -> Iterator[int]:
        """Write a share; yield how many rows each batch had."""
        offset = 0
        trial = Trial(self._stop)
        while offset < share.height and not self._stop.is_set():
            left = share.height - offset
            size = -(-left // -(-left // self._pace.rows))  # as equal as can be
            part = share.part(offset, size)
            batches, rows = self._written.get(number, (0, 0))
            entered = (batches + 1, rows + size)
            given = {"rows": row_lists(part)} if step.given is None else step.given(part)
            statements = self._transaction(step, given, number, entered, trial)
            try:
                writer(statements, self._ledger.accept)
            except NotAlone:
                self._is_alone = False
                continue
            except GraphkitError as error:
                self._again(error, step, size, trial)
                continue
            self._written[number] = entered
            self._pace.went_well()
            trial = Trial(self._stop)
            offset += size
            yield size

    def _transaction(
        self,
        step: Step,
        given: Mapping[str, Any],
        session: int,
        entered: tuple[int, int],
        trial: Trial,
    ) -> list[Statement]:
        """Return what writes a batch and enters it."""
        parameters = {**step.parameters, **given}
        if step.alone is not None and self._is_alone:
            entry = self._ledger.entry_alone(session, *entered)
            if entry is not None:
                return [(step.alone, parameters), entry]
        written = [(step.statement, parameters), self._ledger.entry(session, *entered)]
        # The server may still be at what it was last sent; only behind that can be seen what is.
        return [self._ledger.sign(), *written] if trial.was_lost else written

    def _again(self, error: GraphkitError, step: Step, size: int, trial: Trial) -> None:
        """Wait a moment before a batch is tried again; raise where that is of no use."""
        kind = setback(error)
        if kind is Setback.SMALLER:
            self._pace.refused(size)
            if size == 1 and trial.count >= ALONE:
                message = (
                    f"{self._bolt.name} has too little memory or time for a transaction that "
                    f"writes a single {step.what}: {error.message}"
                )
                raise StoreError(message, MORE_ROOM) from error
        elif kind is Setback.FINAL or trial.seconds > TRY_SECONDS:
            raise error
        if kind is Setback.LOST:
            self._is_alone = False  # the batch itself may be what is there already
        trial.pause(kind, size)
