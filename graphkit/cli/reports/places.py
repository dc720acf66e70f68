"""Where the files of Problems lie, as other programs name them."""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import Final

_WITHOUT_LINES: Final = (".parquet",)


def has_lines(file: str) -> bool:
    """Return whether a place in a file is a line and a column, as in text.

    Example:
        >>> has_lines("edges/HOSTS.csv"), has_lines("edges/HOSTS.parquet")
        (True, False)
    """
    return not file.lower().endswith(_WITHOUT_LINES)


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
