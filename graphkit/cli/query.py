"""`graphkit query`."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.answers import SHOWN, Written, write_rows
from graphkit.cli.interrupts import interruptible
from graphkit.cli.options import (
    FromOption,
    environment,
)
from graphkit.cli.output import Format, render
from graphkit.cli.remarks import check_plan_form, plan_text, surprising, warn
from graphkit.cli.terminal import Terminal
from graphkit.errors import GraphkitError, UsageError

if TYPE_CHECKING:
    from graphkit.queries import SavedQuery
    from graphkit.stores.streaming import Answer


class AnswerFormat(StrEnum):
    """The forms of an answer."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


def _names(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the saved queries that a beginning may mean, for the shell."""
    from graphkit import pipeline

    try:
        saved = pipeline.saved_queries(pipeline.find_dataset(ctx.params.get("data")))
    except GraphkitError:
        return []
    return [
        (one.name, one.description) for one in saved.values() if one.name.startswith(incomplete)
    ]


def query(
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="A saved query.", autocompletion=_names),
    ] = None,
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
    form: Annotated[
        AnswerFormat, typer.Option("--format", help="The form of the result.")
    ] = AnswerFormat.TABLE,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", metavar="FILE", help="A new file for the rows.", show_default="stdout"
        ),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(
            "--timeout",
            metavar="SECONDS",
            help="End the query after as long.",
            show_default="the store's own limit",
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show how the store would go about it; run nothing.")
    ] = False,
    profile: Annotated[
        bool, typer.Option("--profile", help="Run it, and show how the store went about it.")
    ] = False,
) -> None:
    """Ask a store a question, saved or in Cypher. Queries only read.

    \b
    graphkit query --list
    graphkit query hosted_by
    graphkit query said_by --param speaker=us-government --format csv
    graphkit query -e 'MATCH (n:Country) RETURN n.name ORDER BY n.name'
    graphkit query -f my.cypher --from bolt://localhost:7687 --timeout 30
    graphkit query -e 'MATCH (n) RETURN n.id, n.name' --format parquet -o nodes.parquet
    graphkit query hosted_by --profile

    \b
    Rows are written as they come, however many there are; a terminal shows the first 1,000 of a
    table. FILE must not be there yet, and is there when all rows are in it.
    What a Neo4j remarks on a query is told on stderr. Ctrl-C ends the query on the server, too.
    """
    from graphkit import pipeline
    from graphkit.queries import bind

    terminal = ctx.ensure_object(Terminal)
    folder = pipeline.find_dataset(data) if source is None or data is not None else None
    if listing:
        _list(terminal, folder, _text_form(form))
        return
    if explain and profile:
        message = "--explain runs nothing, --profile runs the query: which of them?"
        raise UsageError(message)
    if explain or profile:
        check_plan_form(_text_form(form))
    if form is AnswerFormat.PARQUET and out is None and sys.stdout.isatty():
        message = "Parquet is nothing for a terminal."
        raise UsageError(message, "Name a file: -o FILE.")
    saved = _chosen(name, cypher, file, folder)
    parameters = bind(saved, _assignments(param or []))
    target = pipeline.find_target(source, folder, environment())
    if target.is_server:
        terminal.say(f"Asking {target.address}")
    elif name is None and folder is not None:  # a server remarks on these things itself
        for problem in pipeline.query_reading(saved, pipeline.schema_of_queries(folder)).problems:
            terminal.say(str(problem))
    with (
        pipeline.open_current(target, terminal.say) as store,
        interruptible(terminal, "The query was ended, on the server, too."),
    ):
        if explain or profile:
            plan = (
                store.explain(saved.cypher, parameters)
                if explain
                else store.profile(saved.cypher, parameters, timeout=timeout)
            )
            with _opened(terminal, out) as write:
                write(f"{plan_text(plan, _text_form(form))}\n")
        else:
            with store.stream(saved.cypher, parameters, timeout=timeout) as answer:
                written = _write(terminal, answer, form, out)
            warn(terminal, surprising(answer.notices), saved.cypher, saved.file)
            _tell(terminal, written, form, out)
            if answer.plan is not None:  # the query itself asked for it
                terminal.say(plan_text(answer.plan, Format.TABLE))
    if out is not None:
        terminal.result(str(out))


def _write(terminal: Terminal, answer: Answer, form: AnswerFormat, out: Path | None) -> Written:
    """Write rows as they come, to stdout or to a file that is there when all of them are in it."""
    if form is not AnswerFormat.PARQUET:
        most = SHOWN if out is None and sys.stdout.isatty() else None
        with _opened(terminal, out) as write:
            return write_rows(write, answer.columns, answer, _text_form(form), most)
    from graphkit.exports.writing import new_file
    from graphkit.stores.parquet import write_parquet

    if out is not None:
        with new_file(out) as beside:
            count = write_parquet(beside, answer.columns, answer)
    else:
        with tempfile.TemporaryDirectory(prefix="graphkit-") as folder:
            file = Path(folder) / "answer.parquet"
            count = write_parquet(file, answer.columns, answer)
            with file.open("rb") as whole:
                shutil.copyfileobj(whole, sys.stdout.buffer)
    return Written(rows=count, shown=count)


@contextmanager
def _opened(terminal: Terminal, out: Path | None) -> Iterator[Callable[[str], object]]:
    """Give what takes the parts of a text: stdout, or a file that is there when it is whole."""
    if out is None:
        yield terminal.write
        return
    from graphkit.exports.writing import new_file

    with new_file(out) as beside, beside.open("w", encoding="utf-8", newline="") as file:
        yield file.write


def _tell(terminal: Terminal, written: Written, form: AnswerFormat, out: Path | None) -> None:
    """Say how many rows there are, and what else a person should know of them."""
    if written.formulas:
        terminal.warn_of_formulas(written.formulas, "The result" if out is None else str(out))
    if form is not AnswerFormat.TABLE and out is None:
        return
    rows = f"{written.rows:,} row{'' if written.rows == 1 else 's'}"
    more = written.rows - written.shown
    if more:
        terminal.say(
            f"{rows}, {more:,} of them not shown: -o FILE writes all, LIMIT asks for less."
        )
    else:
        terminal.say(f"{rows}.")


def _text_form(form: AnswerFormat) -> Format:
    """Return a form of text; what is no answer comes in no other.

    Raises:
        UsageError: Where the form is none of text.
    """
    if form is AnswerFormat.PARQUET:
        message = "Only rows are written as Parquet."
        raise UsageError(message, "--format table|json.")
    return Format(form.value)


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


def _list(terminal: Terminal, folder: Path | None, form: Format) -> None:
    from graphkit.pipeline import query_reading, saved_queries, schema_of_queries

    queries = saved_queries(folder)
    if not queries:
        terminal.say("There are no saved queries: *.cypher files in a folder cypher/.")
    schema = schema_of_queries(folder)
    rows = []
    for saved in queries.values():
        read = query_reading(saved, schema)
        parameters = [str(parameter) for parameter in saved.parameters]
        rows.append((saved.name, saved.description, parameters, [*read.labels, *read.types]))
    terminal.result(render(("name", "description", "parameters", "reads"), rows, form))
