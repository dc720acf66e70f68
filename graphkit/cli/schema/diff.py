"""`graphkit schema diff`: what a change of a schema means."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from graphkit.cli.terminal import Terminal


class DiffFormat(StrEnum):
    """The forms of a list of changes."""

    TEXT = "text"
    JSON = "json"


OldArgument = Annotated[
    str,
    typer.Argument(metavar="OLD", help="A schema, a dataset's folder, or REVISION:FILE of git."),
]
NewArgument = Annotated[str, typer.Argument(metavar="NEW", help="The same, as it is now.")]


def diff(
    ctx: typer.Context,
    old: OldArgument,
    new: NewArgument,
    data: Annotated[
        str | None,
        typer.Option("--data", metavar="DATA", help="Also show the rows that would be wrong."),
    ] = None,
    form: Annotated[
        DiffFormat, typer.Option("--format", help="text: a line each; json: all at once.")
    ] = DiffFormat.TEXT,
) -> None:
    """Show what a new version of a schema changes, and what each change means to data.

    \b
    graphkit schema diff old.yaml data/schema.yaml
    graphkit schema diff HEAD~1:data/schema.yaml data
    graphkit schema diff HEAD:data/schema.yaml data --data data

    \b
    cosmetic    words for people, colors
    safe        every dataset that was sound is sound
    narrowing   a dataset that was sound may have errors: --data shows the rows
    breaking    whatever uses what is changed has to be changed, too

    \b
    A new name is taken for one only where the new schema declares it: `was: OLD`.
    Exit code 1 where the new schema's version is lower than its changes ask for, and, with --data,
    where rows would be wrong.
    """
    from graphkit.pipeline import compare_schemas, new_problems, read_revision

    terminal = ctx.ensure_object(Terminal)
    found = compare_schemas(read_revision(old), read_revision(new))
    problems = new_problems(data, found.new) if data is not None else []
    if form is DiffFormat.JSON:
        told = {
            "old": found.old.version,
            "new": found.new.version,
            "least": found.least,
            "changes": [
                {"path": c.path, "meaning": c.meaning, "message": c.message, "hint": c.hint}
                for c in found.changes
            ],
            "problems": [str(problem) for problem in problems],
        }
        terminal.result(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for change in found.changes:
            terminal.result(str(change))
        if problems:
            terminal.problems(problems)
    if not found.changes:
        terminal.say("Both say the same.")
    if found.is_too_low:
        terminal.say(
            f"The version is {found.new.version}: after {found.old.version}, such changes ask for "
            f"{found.least} at least. Write version: {found.least}"
        )
    if found.is_too_low or problems:
        raise typer.Exit(1)
