"""What Ctrl-C comes to: one line, and the exit code that shells expect."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from graphkit.cli.terminal import Terminal

INTERRUPTED = 130
"""The exit code of a command that Ctrl-C ended: 128 and the number of SIGINT."""


@contextmanager
def interruptible(terminal: Terminal, after: str) -> Iterator[None]:
    """Let Ctrl-C end something with one line.

    Args:
        terminal: Where it is said.
        after: What holds then, and what to do, as a sentence.
    """
    try:
        yield
    except KeyboardInterrupt:
        terminal.complain(f"Interrupted. {after}")
        raise typer.Exit(INTERRUPTED) from None
