"""`graphkit load`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.open import examined
from graphkit.cli.options import (
    DatasetsArgument,
    YesOption,
    environment,
)
from graphkit.cli.output import Format, FormatOption, render
from graphkit.cli.quarantine import QuarantineOption, set_aside
from graphkit.cli.terminal import Terminal
from graphkit.errors import Refused

if TYPE_CHECKING:
    from graphkit.stores.base import LoadReport

ToOption = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar="URI|FOLDER",
        help="The store to load into.",
        show_default="NEO4J_URI, else .graphkit in the first DATA",
    ),
]


def load(
    ctx: typer.Context,
    data: DatasetsArgument = None,
    to: ToOption = None,
    quarantine: QuarantineOption = None,
    yes: YesOption = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Put the graph of a dataset into a store. Loading it again changes nothing.

    \b
    graphkit load
    graphkit load --to bolt://localhost:7687
    graphkit load my-project/data --to my-project/data/.graphkit
    graphkit load data more-data
    graphkit load data --quarantine held
    graphkit load data held

    \b
    Several folders become one graph. It is called like the first, and goes into its .graphkit
    where no store is named.

    \b
    A server's user and password come from NEO4J_USERNAME and NEO4J_PASSWORD, its database from
    NEO4J_DATABASE; from the environment, or a file .env.

    \b
    While there are errors in the data, nothing is loaded. With --quarantine what is sound is
    loaded, and the rows with errors, with what hangs on them, are written into FOLDER as they
    came in. They are mended there and then loaded beside the data. Exit code 1 where something is
    held back.
    """
    from graphkit.pipeline import (
        examine,
        find_datasets,
        find_target,
        holds_other_data,
        load_dataset,
        open_target,
        read,
    )

    terminal = ctx.ensure_object(Terminal)
    folders = find_datasets(data)
    target = find_target(to, folders[0], environment())
    held = 0
    if quarantine is None:
        dataset = read(*folders)
        graph = examined(terminal, folders, *examine(dataset))
    else:
        dataset, graph, held = set_aside(terminal, folders, quarantine)
    with open_target(target) as store:
        terminal.say(f"Loading {graph.name} into {store.name}")
        if not yes and holds_other_data(store, graph):
            _ask(f"{store.name} holds other data, which stays as it is. Load {graph.name} into it?")
        with terminal.progress() as progress:
            report = load_dataset(store, graph, dataset, held=held, progress=progress)
    _report(terminal, report, form)
    if held:
        raise typer.Exit(1)


def _ask(question: str) -> None:
    if not sys.stdin.isatty():
        message = question.split(" Load ")[0]
        raise Refused(message, "Say --yes to load into it all the same.")
    if not typer.confirm(question, err=True):
        message = "Nothing was loaded."
        raise Refused(message)


def _report(terminal: Terminal, report: LoadReport, form: Format) -> None:
    groups = {
        "node": report.nodes,
        "edge": report.edges,
        "claim": report.claims,
        "link": report.links,
    }
    if form is Format.TABLE and not terminal.verbose:
        columns: tuple[str, ...] = ("kind", "types", "written", "unchanged")
        rows: list[tuple[object, ...]] = [
            (
                kind,
                len(group),
                sum(counted.written for counted in group.values()),
                sum(counted.unchanged for counted in group.values()),
            )
            for kind, group in groups.items()
        ]
    else:
        columns = ("kind", "type", "written", "unchanged")
        rows = [
            (kind, name, counted.written, counted.unchanged)
            for kind, group in groups.items()
            for name, counted in group.items()
        ]
    terminal.result(render(columns, rows, form))
    lines = [
        f"{report.written:,} written, {report.unchanged:,} unchanged, in {report.elapsed:.1f} s."
    ]
    if report.removed:
        lines.append(f"{report.removed:,} edges replaced, as the claims behind them changed.")
    if report.stale:
        lines.append(f"{report.stale:,} from an earlier load are no longer said, and stay.")
    lines += report.notes
    terminal.say("\n".join(lines))
