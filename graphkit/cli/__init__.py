"""The command line: parses, calls the pipeline, sets exit codes. No logic lives here."""

from __future__ import annotations

import os
import sys
import traceback

from graphkit.cli.app import app
from graphkit.cli.terminal import Terminal
from graphkit.errors import DataError, GraphkitError, QueryError, Refused, StoreError, UsageError

EXIT_CODES: tuple[tuple[type[GraphkitError], int], ...] = (
    (DataError, 1),
    (UsageError, 2),
    (QueryError, 2),
    (StoreError, 3),
    (Refused, 4),
    (GraphkitError, 3),
)
"""The exit code of each kind of error, the first that fits; 0 is done."""


def main() -> None:
    """Run the command line. No traceback reaches a user, unless `--debug` asks for it."""
    terminal = Terminal()
    try:
        app(obj=terminal)
    except GraphkitError as error:
        if terminal.debug:
            traceback.print_exc()
        if isinstance(error, DataError):
            terminal.problems(error.problems)
        else:
            terminal.complain(str(error))
        sys.exit(next(code for kind, code in EXIT_CODES if isinstance(error, kind)))
    except BrokenPipeError:
        # whoever read our output has had enough; the interpreter must not complain on its way out
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except Exception as error:
        if terminal.debug:
            raise
        terminal.complain(
            f"Something in graphkit itself failed: {type(error).__name__}: {error}. "
            "Run it again with --debug and report what it prints."
        )
        sys.exit(3)
