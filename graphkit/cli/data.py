"""`graphkit init` and `graphkit check`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.options import DatasetsArgument
from graphkit.cli.terminal import Terminal, counted
from graphkit.errors import DataError, UsageError

if TYPE_CHECKING:
    from graphkit.errors import Problem


class CheckFormat(StrEnum):
    """The forms of a list of Problems."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


def init(
    ctx: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A new folder, or an empty one.")
    ],
) -> None:
    """Make a small complete project that checks, loads and shows.

    \b
    graphkit init my-project
    cd my-project
    graphkit check && graphkit load && graphkit query --list && graphkit view
    """
    from graphkit.starter import write_starter

    terminal = ctx.ensure_object(Terminal)
    for path in write_starter(folder):
        terminal.detail(f"wrote {path}")
    terminal.say(
        f"Made {folder}. Next: cd {folder}, then graphkit check, load, query --list, view."
    )


def check(
    ctx: typer.Context,
    data: DatasetsArgument = None,
    form: Annotated[
        CheckFormat,
        typer.Option(
            "--format",
            help="text: a line each; json: a list; sarif: SARIF 2.1.0; github: annotations.",
        ),
    ] = CheckFormat.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Check again after each change, until Ctrl-C.")
    ] = False,
) -> None:
    """Report every problem of a dataset and its saved queries, each at its line and column.

    \b
    graphkit check
    graphkit check my-project/data --strict
    graphkit check data more-data
    graphkit check --format json | jq '.[].code'
    graphkit check --format sarif > graphkit.sarif
    graphkit check --format github
    graphkit check --watch

    \b
    Several folders are checked as one graph: the same id is the same node in all of them.

    \b
    Codes are explained in docs/problems.md. Exit code 1 where there are errors; with --watch,
    where the last check found some.
    """
    from graphkit.pipeline import find_datasets
    from graphkit.pipeline.watching import changes

    terminal = ctx.ensure_object(Terminal)
    folders = find_datasets(data)
    if not watch:
        problems = _problems(folders)
        _show(terminal, problems, form)
        raise typer.Exit(_exit_code(problems, strict))
    if form is not CheckFormat.TEXT:
        message = f"--watch reports again and again, which {form.value} has no form for."
        raise UsageError(message, "Leave --format out, or --watch.")
    problems = []
    with suppress(KeyboardInterrupt):
        for _ in changes(folders):
            problems = _problems(folders)
            terminal.clear()
            terminal.problems(problems)
            sys.stdout.flush()
            named = ", ".join(map(str, folders))
            terminal.say(f"Checked {named} at {datetime.now():%H:%M:%S}. Ctrl-C ends this.")
    raise typer.Exit(_exit_code(problems, strict))


def _problems(folders: Sequence[Path]) -> list[Problem]:
    from graphkit.pipeline import check as check_dataset
    from graphkit.pipeline import query_problems, read

    schema = None
    try:
        dataset = read(*folders)
        schema = dataset.schema
        found = check_dataset(dataset)
    except DataError as error:
        found = list(error.problems)
    # folders that lie side by side share their queries
    in_queries = {problem for folder in folders for problem in query_problems(folder, schema)}
    return sorted([*found, *in_queries])


def _exit_code(problems: list[Problem], strict: bool) -> int:
    return int(any(problem.is_error or strict for problem in problems))


def _members(problem: Problem) -> dict[str, object]:
    """Return a Problem for JSON; in a table of typed values with its column's name, too."""
    name = problem.column_name
    return asdict(problem) | ({"column_name": name} if name else {})


def _show(terminal: Terminal, problems: list[Problem], form: CheckFormat) -> None:
    match form:
        case CheckFormat.TEXT:
            terminal.problems(problems)
            return
        case CheckFormat.JSON:
            listed = [_members(problem) for problem in problems]
            terminal.result(json.dumps(listed, ensure_ascii=False, indent=2))
        case CheckFormat.SARIF:
            from graphkit import __version__
            from graphkit.cli.reports.sarif import sarif

            terminal.result(sarif(problems, _checkout(), __version__))
        case CheckFormat.GITHUB:
            from graphkit.cli.reports.github import workflow_commands

            if problems:
                terminal.result(workflow_commands(problems, _checkout()))
    terminal.say(counted(problems))


def _checkout() -> str:
    """Return the folder that code hosts name files from: the checkout's, else the current one."""
    here = Path.cwd()
    root = Path(os.environ.get("GITHUB_WORKSPACE") or here)
    return str(root if here.is_relative_to(root) else here)
