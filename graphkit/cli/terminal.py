"""What a person sees: results on stdout, everything else on stderr, nothing that acts on it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from graphkit.errors import Refused

if TYPE_CHECKING:
    from graphkit.errors import Problem
    from graphkit.stores.base import Progress


@dataclass
class Terminal:
    """How much is said, and where.

    Attributes:
        quiet: Whether only results and errors are shown.
        verbose: Whether more is said on the way.
        debug: Whether tracebacks are shown.
    """

    quiet: bool = False
    verbose: bool = False
    debug: bool = False

    def result(self, text: str) -> None:
        """Write a result to stdout; on a terminal nothing in it acts on that."""
        # typer.echo would take what looks like a color out of a value on its way into a file
        sys.stdout.write(f"{printable(text) if sys.stdout.isatty() else text}\n")

    def write(self, text: str) -> None:
        """Write a part of a result to stdout, as `result` does, without a line break behind it."""
        sys.stdout.write(printable(text) if sys.stdout.isatty() else text)

    def say(self, text: str) -> None:
        """Tell on stderr what is going on."""
        if not self.quiet:
            typer.echo(printable(text), err=True)

    def warn_of_formulas(self, count: int, where: str = "The result") -> None:
        """Tell that cells would be run by a spreadsheet, which gets every value as it is."""
        if count:
            cells = "a cell" if count == 1 else f"{count:,} cells"
            self.say(
                f"Warning: {where} has {cells} that a spreadsheet would run as a formula. "
                "Import it with all columns as text."
            )

    def detail(self, text: str) -> None:
        """Tell on stderr what only the curious want to know."""
        if self.verbose and not self.quiet:
            typer.echo(printable(text), err=True)

    def complain(self, text: str) -> None:
        """Write an error to stderr, on one line."""
        line = printable(" ".join(text.split()))
        typer.echo(self._styled("Error: ", typer.colors.RED, sys.stderr) + line, err=True)

    def problems(self, problems: Iterable[Problem]) -> None:
        """Write Problems to stdout, a line each, and their number to stderr."""
        listed = list(problems)
        for problem in listed:
            color = typer.colors.RED if problem.is_error else typer.colors.YELLOW
            severity = self._styled(problem.severity.value, color, sys.stdout)
            # values are made harmless before the color, which is an escape sequence too
            place, _, told = printable(str(problem)).partition(f" {problem.severity.value}: ")
            typer.echo(f"{place} {severity}: {told}")
        self.say(counted(listed))

    def clear(self) -> None:
        """Take from a terminal what stands on it; nothing where results go elsewhere."""
        if sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
            sys.stdout.write("\x1b[2J\x1b[H")

    def _styled(self, text: str, color: str, stream: object) -> str:
        is_terminal = getattr(stream, "isatty", bool)()
        wanted = is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        return typer.style(text, fg=color, bold=True) if wanted else text

    @contextmanager
    def progress(self) -> Iterator[Progress | None]:
        """Show bars on stderr while something long goes on; nothing where it is no terminal."""
        if self.quiet or not sys.stderr.isatty():
            yield None
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn()
        with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
            tasks: dict[str, int] = {}

            def show(label: str, done: int, total: int) -> None:
                if label not in tasks:
                    tasks[label] = bars.add_task(printable(label), total=total)
                bars.update(bars.task_ids[list(tasks).index(label)], completed=done, total=total)

            yield show


def ask(what: str, question: str, *, way_out: str, otherwise: str) -> None:
    """Ask a person whether to go on, on stderr.

    Args:
        what: What is to be known before.
        question: The question behind it.
        way_out: What to do where nobody can be asked.
        otherwise: What is said of a no.

    Raises:
        Refused: Where nobody can be asked, or the answer is no.
    """
    if not sys.stdin.isatty():
        raise Refused(what, way_out)
    if not typer.confirm(f"{what} {question}", err=True):
        raise Refused(otherwise)


def printable(text: str) -> str:
    r"""Return text that cannot act on a terminal: control characters become visible.

    Example:
        >>> print(printable("a\x1b[2Jb"))
        a\x1b[2Jb
    """
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char in "\n\t" else ascii(char)[1:-1] for char in text
    )


def counted(problems: list[Problem]) -> str:
    """Return how many errors and warnings there are, in words.

    Example:
        >>> counted([])
        'No problems.'
    """
    errors = sum(problem.is_error for problem in problems)
    numbers = (
        f"{number} {word}{'' if number == 1 else 's'}"
        for number, word in ((errors, "error"), (len(problems) - errors, "warning"))
        if number
    )
    return ", ".join(numbers) + "." if problems else "No problems."
