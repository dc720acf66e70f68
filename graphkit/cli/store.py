"""`graphkit load`, `graphkit query` and `graphkit serve`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.open import examined
from graphkit.cli.options import (
    DataArgument,
    DatasetsArgument,
    FromOption,
    YesOption,
    environment,
)
from graphkit.cli.output import Format, FormatOption, formula_cells, render
from graphkit.cli.quarantine import QuarantineOption, set_aside
from graphkit.cli.terminal import Terminal
from graphkit.errors import Refused, UsageError

if TYPE_CHECKING:
    from graphkit.queries import SavedQuery
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


def query(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="A saved query.")] = None,
    cypher: Annotated[
        str | None, typer.Option("-e", "--execute", metavar="CYPHER", help="Cypher to run.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("-f", "--file", metavar="FILE", help="A Cypher file to run.")
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", metavar="NAME=VALUE", help="A parameter; repeatable."),
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="Show the saved queries.")] = False,
    data: Annotated[
        str | None,
        typer.Option("--data", metavar="DATA", help="The dataset.", show_default="data, else ."),
    ] = None,
    source: FromOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Ask a store a question, saved or in Cypher. Queries only read.

    \b
    graphkit query --list
    graphkit query hosted_by
    graphkit query said_by --param speaker=us-government --format csv
    graphkit query -e 'MATCH (n:Country) RETURN n.name ORDER BY n.name'
    graphkit query -f my.cypher --from bolt://localhost:7687
    """
    from graphkit import pipeline
    from graphkit.queries import bind
    from graphkit.stores.base import json_value

    terminal = ctx.ensure_object(Terminal)
    folder = pipeline.find_dataset(data) if source is None or data is not None else None
    if listing:
        _list(terminal, pipeline.saved_queries(folder), form)
        return
    saved = _chosen(name, cypher, file, folder)
    parameters = bind(saved, _assignments(param or []))
    target = pipeline.find_target(source, folder, environment())
    if target.is_server:
        terminal.say(f"Asking {target.address}")
    with pipeline.open_current(target, terminal.say) as store:
        answer = store.query(saved.cypher, parameters)
    rows = [[json_value(value) for value in row] for row in answer.rows]
    terminal.result(render(answer.columns, rows, form))
    if form is Format.CSV:
        terminal.warn_of_formulas(formula_cells(rows))
    if form is Format.TABLE:
        terminal.say(f"{len(rows):,} row{'' if len(rows) == 1 else 's'}.")


def _chosen(
    name: str | None, cypher: str | None, file: Path | None, folder: Path | None
) -> SavedQuery:
    from graphkit.pipeline import query_in_file, saved_query
    from graphkit.queries import unsaved_query

    match name, cypher, file:
        case str(), None, None:
            return saved_query(name, folder)
        case None, str(), None:
            return unsaved_query(cypher)
        case None, None, Path():
            return query_in_file(file)
    message = "Name one question: a saved query, or Cypher by -e, or a file by -f."
    raise UsageError(message, "`graphkit query --list` shows the saved ones.")


def _assignments(texts: list[str]) -> dict[str, str]:
    given: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            message = f'"{text}" gives no value: write NAME=VALUE.'
            raise UsageError(message)
        if name in given:
            message = f"{name} is given twice: {given[name]} and {value}."
            raise UsageError(message, "A list is one value: a; b.")
        given[name] = value
    return given


def _list(terminal: Terminal, queries: dict[str, SavedQuery], form: Format) -> None:
    if not queries:
        terminal.say("There are no saved queries: *.cypher files in a folder cypher/.")
    rows = [
        (saved.name, saved.description, [str(parameter) for parameter in saved.parameters])
        for saved in queries.values()
    ]
    terminal.result(render(("name", "description", "parameters"), rows, form))


def serve(
    ctx: typer.Context,
    data: DataArgument = None,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")
    ] = 7687,
) -> None:
    """Open the embedded store to Neo4j's tools and drivers, read-only, until Ctrl-C.

    \b
    graphkit serve
    graphkit serve my-project/data --port 0
    """
    from graphkit import pipeline

    terminal = ctx.ensure_object(Terminal)
    folder = pipeline.find_dataset(data)
    with pipeline.open_embedded(folder, terminal.say) as store:
        endpoint = store.serve(port=port)
        terminal.result(f"URI       {endpoint.uri}")
        terminal.result(f"user      {endpoint.username}")
        terminal.result(f"password  {endpoint.password}")
        terminal.say("Read-only, on this machine alone, until Ctrl-C.")
        sys.stdout.flush()
        pipeline.wait_for_interrupt()
    terminal.say("Closed.")
