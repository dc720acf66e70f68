"""Where the files of Problems lie, as other programs name them."""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import Final

from graphkit.errors import Problem, printable

_WITHOUT_LINES: Final = (".parquet",)


def has_lines(problem: Problem) -> bool:
    """Return whether the place of a Problem is a line and a column of characters, as in text."""
    return not problem.column_name and not problem.file.lower().endswith(_WITHOUT_LINES)


def cell_of(problem: Problem) -> str:
    """Return in words which cell of a table of typed values is meant; empty in a text.

    Example:
        >>> from graphkit.errors import NamedColumn, Severity
        >>> share = NamedColumn(3, "share")
        >>> cell_of(Problem("a.parquet", 7, share, "GK412", Severity.ERROR, "No."))
        'row 7, column share'
    """
    if not problem.column_name:
        return ""
    row = f"row {problem.line}, " if problem.line else ""
    return f"{row}column {problem.column_name}"


def told(problem: Problem) -> str:
    """Return message and hint, the cell before them where no line and column tell it."""
    cell = cell_of(problem)
    before = f"{cell[0].upper()}{cell[1:]}: " if cell else ""
    # what is quoted of data is harmless already; that no other word slips through is seen to here
    return printable(f"{before}{problem.message} {problem.hint}".rstrip())


def path_from(file: str, root: str) -> PurePath:
    """Return the path of a file from a folder on; an absolute one where it lies elsewhere.

    Args:
        file: The file as a Problem names it: absolute, or from the current folder on.
        root: An absolute folder.

    Example:
        >>> path_from("/a/b/data/x.csv", "/a/b").as_posix()
        'data/x.csv'
        >>> path_from("/a/c/../x.csv", "/a/b").as_posix()
        '/a/x.csv'
    """
    path = PurePath(os.path.abspath(file))
    base = PurePath(os.path.normpath(root))
    return path.relative_to(base) if path.is_relative_to(base) else path
