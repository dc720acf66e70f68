"""Problems of one file: at byte offsets, and no more of a kind than a person can read."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from graphkit.errors import MOST, Problem, Severity, printable, rest
from graphkit.readers.codes import Code
from graphkit.readers.places import Lines, Offsets

MOST_BYTES = 20
"""So many bad bytes are told apart: they have one cause, the file's encoding, and one cure."""


def error(file: str, place: tuple[int, int], code: Code, message: str, hint: str = "") -> Problem:
    """Return a Problem that stops a load."""
    return Problem(file, *place, code.value, Severity.ERROR, message, hint)


def warning(file: str, place: tuple[int, int], code: Code, message: str, hint: str = "") -> Problem:
    """Return a Problem that is only shown."""
    return Problem(file, *place, code.value, Severity.WARNING, message, hint)


def shown(text: str, most: int = 60) -> str:
    r"""Return text from a file as it may stand in a message: short, on one line, printable.

    Example:
        >>> shown("a\x1b[2Jb\n")
        'a\\x1b[2Jb\\n'
    """
    cut = text if len(text) <= most else f"{text[: most - 1]}…"
    return printable(cut)


def spoken(path: Path) -> str:
    """Return how Problems name a path, whatever bytes its name is made of."""
    return shown(os.fsencode(path.as_posix()).decode(errors="backslashreplace"), most=4096)


def errors_at(
    file: str,
    lines: Lines,
    code: Code,
    offsets: Offsets | Sequence[int],
    describe: Callable[[int], tuple[str, str]],
    most: int = MOST,
) -> list[Problem]:
    """Return one Problem for each offset, the rest beyond `most` as one that counts them.

    Args:
        file: The file as Problems name it.
        lines: The file's lines.
        code: What is wrong at each of the offsets.
        offsets: Byte offsets, ascending.
        describe: Gives message and hint for the index of an offset.
        most: How many are told apart.
    """
    problems = [
        error(file, lines.place(int(offset)), code, *describe(index))
        for index, offset in enumerate(offsets[:most])
    ]
    untold = len(offsets) - most
    if untold > 0:
        place = lines.place(int(offsets[most]))
        message = rest(untold, lines.line_of(int(offsets[-1])))
        problems.append(error(file, place, code, message))
    return problems
