"""The ledger of loads in a Neo4j: who loaded what and when, and whose turn it is.

Each load is a node `GraphkitLoad`. While it runs it holds the lease of its dataset, a property that
is unique: so no two loads of one dataset run at once. It gives a sign of itself every few seconds.
One that has given none for long, or whose process is gone, loses its lease to the next that asks.
Every transaction that writes data locks the node and looks whether its load still runs: whoever
was only slow, and has lost the lease, writes nothing more. All times are the server's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any, Final
from uuid import uuid4

from graphkit import __version__
from graphkit.errors import GraphkitError, Refused, StoreError
from graphkit.graph.graph import Graph
from graphkit.schema.dump import schema_text
from graphkit.stores.bolt import Bolt, Rows, Statement
from graphkit.stores.neo4j.process import is_gone, this_process, user
from graphkit.stores.neo4j.records import (
    COUNTS,
    LABEL,
    LEASE_SECONDS,
    NUMBERS,
    LoadRecord,
    loads,
)
from graphkit.stores.neo4j.sending import SESSIONS, NotAlone
from graphkit.stores.neo4j.setbacks import TRY_SECONDS, Setback, Trial, setback

CONSTRAINT: Final = (
    f"CREATE CONSTRAINT graphkit_load_lease IF NOT EXISTS FOR (l:{LABEL}) REQUIRE l.lease IS UNIQUE"
)
"""What makes sure that one load of a dataset runs at a time."""

_PREPARED: Final = 3
"""How often the constraint may fail to be made."""

KEPT: Final = 20
"""How many loads of a dataset are remembered."""

SIGN_SECONDS: Final = 4.0
"""How often a load gives a sign of itself."""

WAIT_SECONDS: Final = 60.0
"""How long another load of the same dataset is waited for."""

Say = Callable[[str], None]
"""Told what a person should know at once, a sentence at a time."""

_NOW: Final = "datetime({epochMillis: datetime.realtime().epochMillis})"
"""Finer than that is no datetime of Python."""

_HAS_CONSTRAINT: Final = (
    "SHOW CONSTRAINTS YIELD type, labelsOrTypes, properties "
    f"WHERE type = 'UNIQUENESS' AND labelsOrTypes = ['{LABEL}'] AND properties = ['lease'] "
    "RETURN count(*)"
)
_MINE: Final = (
    # The lock comes first: what is read behind it is as the last transaction left it.
    f"MATCH (l:{LABEL} {{lease: $dataset}}) SET l.seen_at = {_NOW} "
    "WITH l WHERE l.id = $load AND l.state = 'running' "
)
_DONE: Final = "RETURN l.id, true"
_DONE_ALONE: Final = (
    f"RETURN l.id, NOT EXISTS {{ MATCH (o:{LABEL}) WHERE o.id <> $load AND NOT o.id IN $ended }}"
)
_SIGN: Final = f"{_MINE}{_DONE}"
_EXPECT: Final = f"{_MINE}SET l.batches = $batches, l.rows = $rows {_DONE}"
_RELEASE: Final = (
    f"MATCH (l:{LABEL} {{lease: $dataset, id: $gone}}) SET l.locked = true REMOVE l.locked "
    "WITH l WHERE $is_gone OR l.seen_at < datetime.realtime() - duration({seconds: $seconds}) "
    "SET l.state = 'failed', l.finished_at = l.seen_at REMOVE l.lease"
)
_TAKE: Final = (
    f"MERGE (l:{LABEL} {{lease: $dataset}}) ON CREATE SET l += $said, l.id = $load, "
    f"l.started_at = {_NOW}, l.seen_at = {_NOW}, l.state = 'running' "
    "RETURN count(*)"
)
_TAKEN: Final = f"MATCH (l:{LABEL} {{lease: $dataset}}) RETURN l.id"
_PASS: Final = (
    # Whoever thinks to be alone looks for others while it holds its own lock.
    f"MATCH (o:{LABEL} {{state: 'running'}}) WHERE o.id <> $load "
    "SET o.locked = true REMOVE o.locked RETURN count(o)"
)
_FINISH: Final = (
    # What ended in this way already, although nobody heard of it, ends in it again.
    f"MATCH (l:{LABEL} {{id: $load}}) SET l.seen_at = {_NOW} "
    "WITH l WHERE l.state IN ['running', $state] "
    "SET l += $counts, l.state = $state, l.finished_at = l.seen_at "
    f"REMOVE l.lease{''.join(f', l.session_{number}' for number in range(SESSIONS))} {_DONE}"
)
_FORGET: Final = (
    f"MATCH (l:{LABEL} {{dataset: $dataset}}) WHERE l.state <> 'running' "
    f"WITH l ORDER BY l.started_at DESC SKIP {KEPT} DETACH DELETE l"
)


def prepare(bolt: Bolt) -> None:
    """Make sure of the constraint that leases rest on.

    Raises:
        StoreError: Where the server does not let the user make it.
        Refused: The same, where it lets nobody.
    """
    trial = Trial()
    while not bolt.read(_HAS_CONSTRAINT).rows[0][0]:
        try:
            bolt.command(CONSTRAINT)
        except StoreError as error:
            # another load may have been making the same one
            if trial.count >= _PREPARED or setback(error) is Setback.LOST:
                raise
            trial.pause(Setback.AGAIN)


@contextmanager
def lease(
    bolt: Bolt,
    graph: Graph,
    *,
    checksum: str = "",
    wait: float = WAIT_SECONDS,
    say: Say = lambda _: None,
) -> Iterator[Lease]:
    """Hold the lease of a graph's dataset, and enter the load in the ledger.

    At the end the load is entered as complete, or as failed where anything was raised.

    Args:
        bolt: The connection.
        graph: What is loaded; its name is the dataset's.
        checksum: The checksum of what it was read from.
        wait: How many seconds another load of the same dataset is waited for.
        say: Told whom is waited for, and of an earlier load that was interrupted.

    Raises:
        Refused: Where another load holds the lease for longer than that.
        StoreError: Where the server fails.
    """
    held = Lease(bolt, graph.name)
    held.take(_said(graph, checksum), wait=wait, say=say)
    try:
        with held._giving_signs():
            yield held
    except BaseException:
        # The first failure is what counts; where this one fails too, the lease runs out.
        with suppress(GraphkitError):
            held._finish("failed", SIGN_SECONDS)
        raise
    held._finish("complete", TRY_SECONDS)


def _said(graph: Graph, checksum: str) -> dict[str, Any]:
    """Return what a load enters of itself."""
    return {
        "dataset": graph.name,
        "graphkit": __version__,
        "schema": graph.schema.name,
        "schema_version": graph.schema.version,
        "schema_text": schema_text(graph.schema),
        "checksum": checksum,
        "title": graph.title,
        "license": graph.license,
        "started_by": user(),
        "process": this_process(),
        **dict.fromkeys(COUNTS, 0),
    }


class Lease:
    """The right of one load to write its dataset.

    Args:
        bolt: The connection.
        dataset: The dataset.
    """

    def __init__(self, bolt: Bolt, dataset: str) -> None:
        self._bolt = bolt
        self._dataset = dataset
        self._load = uuid4().hex
        self._counts: dict[str, int] = {}
        self._ended: list[str] | None = None

    @property
    def id(self) -> str:
        """What the load is known by in the ledger."""
        return self._load

    def expect(self, batches: int, rows: int) -> None:
        """Enter what there is to do.

        Args:
            batches: About how many transactions.
            rows: How many rows they write.
        """
        self._run(_EXPECT, {"batches": batches, "rows": rows})

    def count(self, *, created: int, updated: int, removed: int, unchanged: int) -> None:
        """Take note of what is done, to be entered at the end."""
        given = (created, updated, removed, unchanged)
        self._counts = dict(zip(NUMBERS, given, strict=True))

    def alone(self, ended: Iterable[str]) -> None:
        """Take note of when the plan was made: no other load ran, and these had ended.

        Args:
            ended: The loads that had ended, by id, when it was begun to be made.
        """
        self._ended = sorted(ended)

    def entry(self, session: int, batches: int, rows: int) -> Statement:
        """Return what enters that one of the sessions has written so many, all in all.

        Whole numbers are entered, not steps: a batch that was written although nobody heard of
        it, and is written again, counts once.
        """
        return f"{_enter(session)}{_DONE}", {**self._named, "written": [batches, rows]}

    def entry_alone(self, session: int, batches: int, rows: int) -> Statement | None:
        """Return the same, not to be made where a load runs or ran since the plan was made."""
        if self._ended is None:
            return None
        given = {**self._named, "written": [batches, rows], "ended": self._ended}
        return f"{_enter(session)}{_DONE_ALONE}", given

    def sign(self) -> Statement:
        """Return a sign of life, which waits for the load's transactions that are under way."""
        return _SIGN, self._named

    def accept(self, answer: Rows) -> None:
        """Let a transaction be kept if its entry was made.

        Raises:
            NotAlone: Where it wanted to be alone, and is not.
            Refused: Where another load has taken the lease.
        """
        if not answer:
            message = f"Another load of {self._dataset} took over, as this one gave no sign."
            raise Refused(message, "It goes on with what is left. graphkit loads shows it.")
        if not answer[0][1]:
            raise NotAlone

    @property
    def _named(self) -> dict[str, Any]:
        return {"dataset": self._dataset, "load": self._load}

    def _run(
        self,
        text: str,
        parameters: Mapping[str, Any],
        seconds: float = TRY_SECONDS,
        accept: Callable[[Rows], None] | None = None,
    ) -> None:
        """Change what stands in the ledger; try again for a while where that may help."""
        trial = Trial()
        while True:
            try:
                with self._bolt.writer() as writer:
                    writer([(text, {**self._named, **parameters})], accept or self.accept)
            except GraphkitError as error:
                kind = setback(error)
                if kind is Setback.FINAL or trial.seconds > seconds:
                    raise
                trial.pause(kind)
            else:
                return

    def take(
        self, said: Mapping[str, Any], *, wait: float = WAIT_SECONDS, say: Say = lambda _: None
    ) -> None:
        """Become the one load of the dataset that runs.

        Args:
            said: What is entered of the load.
            wait: How many seconds another one is waited for.
            say: Told whom is waited for, and of an earlier load that was interrupted.
        """
        prepare(self._bolt)
        until = monotonic() + wait
        pause, is_told = 0.05, False
        while True:
            known = loads(self._bolt, self._dataset)
            before = [one for one in known if one.id != self._load]
            if len(before) < len(known):  # it was taken, although nobody heard of it
                self._announce(before, say)
                return
            holder = next((one for one in before if one.state == "running"), None)
            if holder is None or holder.is_interrupted:
                if self._took(said, holder):
                    self._announce(before, say)
                    return
            elif monotonic() >= until:
                message = f"{self._bolt.name} is busy: {_running(holder)}."
                raise Refused(
                    message, "Nothing was written. Load again when it is done: see graphkit loads."
                )
            elif not is_told:
                say(f"{_running(holder)}. Waiting for it, for up to {wait:,.0f} s.")
                is_told = True
            sleep(pause)
            pause = min(2.0, pause * 1.5)

    def _took(self, said: Mapping[str, Any], gone: LoadRecord | None) -> bool:
        """Try to take the lease, from a load that is gone if there is one."""

        class Held(Exception):
            """Somebody was faster."""

        def accept(answer: Rows) -> None:
            if answer != [[self._load]]:
                raise Held

        release = {
            "gone": gone.id if gone else "",
            "is_gone": gone is not None and is_gone(gone.process),
            "seconds": int(LEASE_SECONDS),
        }
        statements = [
            (_RELEASE, {**self._named, **release}),
            (_TAKE, {**self._named, "said": said}),
            (_PASS, self._named),
            (_TAKEN, self._named),
        ]
        try:
            with self._bolt.writer() as writer:
                writer(statements, accept)
        except Held:
            return False
        except GraphkitError as error:
            if setback(error) in (Setback.AGAIN, Setback.LOST):
                return False
            raise
        return True

    def _announce(self, before: list[LoadRecord], say: Say) -> None:
        """Tell of the last load, if it was not completed."""
        if not before or before[0].state == "complete":
            return
        last = before[0]
        if last.batches:
            text = f"stopped after {last.batches_done:,} of {last.batches:,} batches; going on."
            say(f"An earlier load of {self._dataset} by {last.started_by} {text}")
        elif last.state == "running":
            text = "was interrupted before it wrote anything."
            say(f"An earlier load of {self._dataset} by {last.started_by} {text}")

    @contextmanager
    def _giving_signs(self) -> Iterator[None]:
        """Give signs while something lasts."""
        over = Event()

        def signs() -> None:
            while not over.wait(SIGN_SECONDS):
                with suppress(GraphkitError):  # whoever writes meets the same, and tells
                    self._run(_SIGN, {}, 0)

        thread = Thread(target=signs, daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join(SIGN_SECONDS)

    def _finish(self, state: str, seconds: float) -> None:
        """Enter the end, and give the lease back."""
        self._run(_FINISH, {"state": state, "counts": self._counts}, seconds)
        self._run(_FORGET, {}, seconds, lambda _: None)


def _enter(session: int) -> str:
    """Return the beginning of an entry; what it answers follows."""
    sums = " + ".join(f"coalesce(l.session_{number}[{{}}], 0)" for number in range(SESSIONS))
    return (
        f"{_MINE}SET l.session_{session} = $written WITH l "
        f"SET l.batches_done = {sums.replace('{}', '0')}, "
        f"l.rows_done = {sums.replace('{}', '1')} "
    )


def _running(load: LoadRecord) -> str:
    """Say who loads, since when, and when it was last seen."""
    return (
        f"{load.started_by} has been loading {load.dataset} since "
        f"{load.started_at:%Y-%m-%d %H:%M:%S} UTC, and was last seen {load.silent:,.0f} s ago"
    )
