"""What a schema says, how it looks, and how it could be better."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli.options import DataArgument
from graphkit.cli.terminal import Terminal


class ShowFormat(StrEnum):
    """The forms of a schema."""

    TEXT = "text"
    JSON = "json"


def show(
    ctx: typer.Context,
    data: DataArgument = None,
    form: Annotated[ShowFormat, typer.Option("--format", help="The form.")] = ShowFormat.TEXT,
) -> None:
    """Show the types, properties, constraints and mappings of a schema.

    \b
    graphkit schema show
    graphkit schema show my-project/data/schema.yaml
    graphkit schema show --format json
    """
    from graphkit.pipeline import find_schema, load_schema
    from graphkit.schema.show import schema_dict, show

    terminal = ctx.ensure_object(Terminal)
    schema = load_schema(find_schema(data))
    if form is ShowFormat.JSON:
        terminal.result(json.dumps(schema_dict(schema), ensure_ascii=False, indent=2))
    else:
        terminal.result(show(schema).rstrip("\n"))


def view(
    ctx: typer.Context,
    data: DataArgument = None,
    out: Annotated[Path, typer.Option("-o", "--out", help="The file.")] = Path("schema.html"),
    browse: Annotated[bool, typer.Option("--open", help="Open it in a browser.")] = False,
) -> None:
    """Write a schema as one interactive HTML file: types are nodes, edges what may lead between.

    \b
    graphkit schema view --open
    graphkit schema view my-project/data/schema.yaml -o schema.html

    \b
    Of a dataset, the numbers of nodes and claims and some names are told, too, where it has no
    errors; of a schema's file, the schema alone.
    """
    from graphkit.errors import DataError
    from graphkit.pipeline import build, find_schema, load_schema, read, write_schema_page

    terminal = ctx.ensure_object(Terminal)
    path = find_schema(data)
    graph = None
    if data is None or not Path(data).is_file():
        try:
            graph = build(read(path.parent))
        except DataError as error:
            terminal.say(f"{error.message} The schema is shown without numbers.")
    written = write_schema_page(load_schema(path), out, data=graph)
    terminal.result(str(written))
    if browse:
        typer.launch(written.resolve().as_uri())


def lint(
    ctx: typer.Context,
    data: DataArgument = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
) -> None:
    """Say what could be better in a schema: names, descriptions, what can never happen.

    \b
    graphkit schema lint
    graphkit schema lint my-project/data/schema.yaml --strict
    """
    from graphkit.pipeline import find_schema
    from graphkit.schema.lint import lint_file

    path = find_schema(data)
    problems = lint_file(Path(path), str(path))
    ctx.ensure_object(Terminal).problems(problems)
    if any(problem.is_error or strict for problem in problems):
        raise typer.Exit(1)


def style(ctx: typer.Context, data: DataArgument = None) -> None:
    """Print a style sheet for Neo4j Browser: colors and captions by type.

    \b
    graphkit schema style > graph.grass
    """
    from graphkit.exports.grass import grass
    from graphkit.pipeline import find_schema, load_schema

    schema = load_schema(find_schema(data))
    ctx.ensure_object(Terminal).result(grass(schema).rstrip("\n"))
