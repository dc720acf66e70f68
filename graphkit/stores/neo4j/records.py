"""What a Neo4j remembers of the loads into it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Final

from graphkit.stores.bolt import Bolt
from graphkit.stores.neo4j.process import is_gone

LABEL: Final = "GraphkitLoad"
"""The label of a load's node."""

LEASE_SECONDS: Final = 20.0
"""After how long without a sign a load has lost its lease to the next that asks."""


@dataclass(frozen=True)
class LoadRecord:
    """A load as the ledger has it.

    Attributes:
        id: What it is known by.
        dataset: The dataset.
        state: "running", "complete" or "failed".
        started_by: Who started it: user and machine.
        started_at: When, by the server's clock.
        seen_at: When it gave its last sign.
        finished_at: When it ended; None for one that runs.
        graphkit: The version of graphkit.
        schema: The name of the schema.
        schema_version: Its version.
        checksum: The checksum of what was read; empty for a graph that was built in code.
        created: Elements that it made.
        updated: Elements that it changed.
        removed: Elements that it took away.
        unchanged: Elements that stood as they should.
        batches_done: The transactions that wrote data.
        batches: About how many there were to be; 0 as long as that is not known.
        rows_done: The rows that these wrote.
        rows: How many there were to be.
        silent: Seconds since its last sign, by the server's clock.
        process: What its process is known by on its machine.
    """

    id: str
    dataset: str
    state: str
    started_by: str
    started_at: datetime
    seen_at: datetime
    finished_at: datetime | None
    graphkit: str
    schema: str
    schema_version: str
    checksum: str
    created: int
    updated: int
    removed: int
    unchanged: int
    batches_done: int
    batches: int
    rows_done: int
    rows: int
    silent: float = 0.0
    process: str = field(default="", repr=False)

    @property
    def is_interrupted(self) -> bool:
        """Whether it says that it runs, but gives no sign of it any more."""
        return self.state == "running" and (self.silent > LEASE_SECONDS or is_gone(self.process))


_TEXTS: Final = ("started_by", "graphkit", "schema", "schema_version", "checksum", "process")
NUMBERS: Final = ("created", "updated", "removed", "unchanged")
COUNTS: Final = (*NUMBERS, "batches_done", "batches", "rows_done", "rows")


def _asked(name: str) -> str:
    """Return what to ask for a column of a record; what somebody took off by hand is empty."""
    if name == "silent":
        now = "datetime.realtime().epochMillis"
        return f"coalesce(({now} - l.seen_at.epochMillis) / 1000.0, 1e9)"
    if name in _TEXTS:
        return f"coalesce(l.{name}, '')"
    return f"coalesce(l.{name}, 0)" if name in COUNTS else f"l.{name}"


_COLUMNS: Final = tuple(column.name for column in fields(LoadRecord))
_LOADS: Final = (
    f"MATCH (l:{LABEL}) WHERE ($dataset IS NULL OR l.dataset = $dataset) "
    "AND l.id IS NOT NULL AND l.dataset IS NOT NULL "
    f"RETURN {', '.join(map(_asked, _COLUMNS))} ORDER BY l.started_at DESC, l.id"
)


def loads(bolt: Bolt, dataset: str | None = None) -> list[LoadRecord]:
    """Return what the ledger of a database holds, the newest first.

    Args:
        bolt: The connection.
        dataset: The dataset whose loads are meant; None for all of them.
    """
    rows = bolt.read(_LOADS, {"dataset": dataset}).rows
    return [LoadRecord(*row) for row in rows]
