"""Where saved queries lie: in a folder `cypher` in a dataset's folder, or beside it."""

from __future__ import annotations

import os
from pathlib import Path
from stat import S_ISREG
from typing import Final

from graphkit.errors import Problem, Severity, printable
from graphkit.queries.codes import Code
from graphkit.queries.header import parse_query
from graphkit.queries.saved import SavedQuery
from graphkit.schema.quoting import shown

FOLDER: Final = "cypher"
SUFFIX: Final = ".cypher"


def find_queries(data: Path | None = None) -> tuple[dict[str, SavedQuery], list[Problem]]:
    """Return the saved queries of a dataset, by name, and what is wrong with others.

    Args:
        data: The dataset's folder. Its folder `cypher` is looked into, then the one beside it.
            Without a dataset it is the `cypher` of the current folder.

    Returns:
        The sound ones, sorted by name; and the Problems of all, in file order. Of two queries of
        one name the first is taken, and the other is a Problem.
    """
    queries: dict[str, SavedQuery] = {}
    files: dict[str, str] = {}
    problems: list[Problem] = []
    for folder in query_folders(data):
        for path in _files(folder, problems):
            name, file = path.name.removesuffix(SUFFIX), printable(str(path))
            if not name.isprintable():
                message = f"{shown(name)} is no name for a query: it cannot be printed."
                problems.append(_problem(file, message, "Rename the file."))
                continue
            if name in files:
                message = f"There are two queries {shown(name)}: the other is {files[name]}."
                problems.append(_problem(file, message, "Rename one of them."))
                continue
            files[name] = file
            query, found = read_query(path)
            problems.extend(found)
            if query is not None:
                queries[name] = query
    return dict(sorted(queries.items())), sorted(problems)


def read_query(path: Path) -> tuple[SavedQuery | None, list[Problem]]:
    """Return the query in one file, and what is wrong with it. See `parse_query`.

    Only regular files are opened: to open a pipe would wait for its writer.
    """
    file = printable(str(path))
    try:
        if not S_ISREG(path.stat().st_mode):
            return None, [_problem(file, "This is not a file.")]
        data = path.read_bytes()
    except OSError as fault:
        return None, [_problem(file, f"The file cannot be read: {_reason(fault)}.")]
    return parse_query(data, path.name.removesuffix(SUFFIX), file)


def query_folders(data: Path | None) -> list[Path]:
    """Return the folders in which saved queries of a dataset may lie, whether they exist or not."""
    if data is None:
        return [Path(FOLDER)]
    inside, beside = data / FOLDER, Path(os.path.normpath(data / ".." / FOLDER))
    try:
        if inside.samefile(beside):
            return [inside]
    except OSError:  # one of them is not there, so they are not the same
        pass
    return [inside, beside]


def _files(folder: Path, problems: list[Problem]) -> list[Path]:
    try:
        names = os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as fault:
        message = f"The folder cannot be read: {_reason(fault)}."
        problems.append(_problem(printable(str(folder)), message))
        return []
    return [
        folder / name
        for name in sorted(names)
        if name.endswith(SUFFIX) and not name.startswith(".")
    ]


def _reason(fault: OSError) -> str:
    return (fault.strerror or "unknown reason").lower()


def _problem(file: str, message: str, hint: str = "") -> Problem:
    return Problem(file, 1, 1, Code.UNREADABLE.value, Severity.ERROR, message, hint)
