"""`graphkit loads`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.options import environment
from graphkit.cli.output import Format, FormatOption, render
from graphkit.cli.terminal import Terminal

if TYPE_CHECKING:
    from datetime import datetime

    from graphkit.stores.neo4j.records import LoadRecord

ServerOption = Annotated[
    str | None,
    typer.Option("--to", metavar="URI", help="The Neo4j to ask.", show_default="NEO4J_URI"),
]
NameArgument = Annotated[
    str | None,
    typer.Argument(metavar="DATASET", help="A dataset's name.", show_default="all of them"),
]

_COLUMNS = ("dataset", "state", "started", "by", "created", "updated", "removed", "unchanged")
_BEHIND = ("graphkit", "schema")
_MORE = (
    "id",
    "seen_at",
    "finished_at",
    "batches_done",
    "batches",
    "rows_done",
    "rows",
    "checksum",
)


def loads(
    ctx: typer.Context,
    dataset: NameArgument = None,
    to: ServerOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the loads that a Neo4j remembers: who loaded what, when, and what came of it.

    \b
    graphkit loads
    graphkit loads alliances-and-sanctions --to bolt://localhost:7687
    graphkit -v loads
    graphkit loads --format jsonl

    \b
    The state is running, complete, failed, or interrupted: one that says it runs, but gave no sign
    of it for long. The newest come first; the last 20 of each dataset are remembered. With -v, and
    in any format but the table, there is more: batches, rows, and the checksum of what was read.

    \b
    A server's user and password come from NEO4J_USERNAME and NEO4J_PASSWORD, its database from
    NEO4J_DATABASE; from the environment, or a file .env.
    """
    from graphkit.pipeline import find_target, recorded_loads

    terminal = ctx.ensure_object(Terminal)
    found = recorded_loads(find_target(to, None, environment()), dataset)
    is_short = form is Format.TABLE and not terminal.verbose
    columns = (*_COLUMNS, *_BEHIND) if is_short else (*_COLUMNS, *_BEHIND, *_MORE)
    shown = [_shown(load, is_short) for load in found]
    terminal.result(render(columns, [[row[name] for name in columns] for row in shown], form))
    if not found:
        terminal.say("No loads are remembered there.")


def _shown(load: LoadRecord, is_short: bool) -> dict[str, object]:
    """Return a load by the columns of the table."""
    return {
        "dataset": load.dataset,
        "state": "interrupted" if load.is_interrupted else load.state,
        "started": _moment(load.started_at, is_short),
        "by": load.started_by,
        "created": load.created,
        "updated": load.updated,
        "removed": load.removed,
        "unchanged": load.unchanged,
        "graphkit": load.graphkit,
        "schema": f"{load.schema} {load.schema_version}",
        "id": load.id,
        "seen_at": _moment(load.seen_at, is_short),
        "finished_at": _moment(load.finished_at, is_short),
        "batches_done": load.batches_done,
        "batches": load.batches,
        "rows_done": load.rows_done,
        "rows": load.rows,
        "checksum": load.checksum,
    }


def _moment(moment: datetime | None, is_short: bool) -> str | None:
    if moment is None:
        return None
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC" if is_short else moment.isoformat()
