"""How prepared writes go out to a Neo4j: in batches, each a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import polars as pl

from graphkit.propertygraph.rows import slices
from graphkit.stores.base import Progress
from graphkit.stores.bolt import Bolt

ROWS: Final = 10_000
"""How many rows a batch begins with."""


@dataclass(frozen=True)
class Step:
    """Rows to write by one statement, in any order.

    Attributes:
        what: The type that is written, for whoever watches.
        statement: Cypher over `$rows`: `UNWIND $rows AS row …`. A row is a list: `row[0]`, …
        parameters: What the statement wants beside `$rows`.
        columns: From a part of `rows` to lists, one a row; None where the columns of `rows`
            are the items of the lists, in order.
        rows: One row an element.
        ends: The columns that hold the ids of both ends, for edges: rows that share an end are
            never written at once. None for rows that can be written side by side.
    """

    what: str
    statement: str
    parameters: Mapping[str, Any]
    columns: Callable[[pl.DataFrame], list[list[Any]]] | None
    rows: pl.DataFrame = field(repr=False)
    ends: tuple[str, str] | None = None


def send(bolt: Bolt, steps: Iterable[Step], progress: Progress | None = None) -> None:
    """Write steps, one after the other.

    Args:
        bolt: The connection.
        steps: What to write.
        progress: Called as it goes on.
    """
    for step in steps:
        done = 0
        for part in slices(step.rows, ROWS):
            rows = part.rows() if step.columns is None else step.columns(part)
            bolt.write([(step.statement, {**step.parameters, "rows": rows})])
            done += part.height
            if progress is not None:
                progress(step.what, done, step.rows.height)
