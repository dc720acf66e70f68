"""`graphkit schema`: what a schema says, and how it could be better."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli.options import DataArgument
from graphkit.cli.terminal import Terminal

group = typer.Typer(help="Look at a schema.", rich_markup_mode=None, no_args_is_help=True)


class ShowFormat(StrEnum):
    """The forms of a schema."""

    TEXT = "text"
    JSON = "json"


@group.command()
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


@group.command()
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
