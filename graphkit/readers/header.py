"""The names of a table's columns, ours for foreign ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphkit.errors import Problem
from graphkit.readers.codes import Code
from graphkit.readers.findings import error, shown


def name_columns(
    file: str,
    names: Sequence[str],
    places: Sequence[tuple[int, int]],
    columns: Mapping[str, str],
) -> tuple[dict[str, int], list[Problem]]:
    """Name the columns of a table; a second one of a name, or one without, is left out.

    Args:
        file: The file as Problems name it.
        names: The header's cells.
        places: Line and column of each.
        columns: Our name for foreign headers.

    Returns:
        The index of the cell of each column, by our name in file order, and what is wrong.

    Example:
        >>> cells, problems = name_columns("a.csv", [":ID", "id"], [(1, 1), (1, 5)], {":ID": "id"})
        >>> cells, problems[0].message
        ({'id': 0}, 'A second column "id"; the first is ":ID" in column 1 of line 1.')
    """
    cells: dict[str, int] = {}
    problems = []
    for index, (foreign, place) in enumerate(zip(names, places, strict=True)):
        name = columns.get(foreign, foreign)
        if not name:
            message = f"Column {index + 1} has no name."
            hint = "Name it, or delete it with its cells."
            problems.append(error(file, place, Code.UNNAMED_COLUMN, message, hint))
        elif name in cells:
            first = names[cells[name]]
            line, column = places[cells[name]]
            message = (
                f'A second column "{shown(name)}"; '
                f'the first is "{shown(first)}" in column {column} of line {line}.'
            )
            hint = "Rename one of them, or delete it with its cells."
            problems.append(error(file, place, Code.DUPLICATE_COLUMN, message, hint))
        else:
            cells[name] = index
    return cells, problems
