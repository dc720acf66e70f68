"""`graphkit query`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.options import (
    FromOption,
    environment,
)
from graphkit.cli.output import Format, FormatOption, formula_cells, render
from graphkit.cli.terminal import Terminal
from graphkit.errors import UsageError

if TYPE_CHECKING:
    from graphkit.queries import SavedQuery


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
