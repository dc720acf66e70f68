"""A frame of typed columns → Table: all text, found again by row and column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from graphkit.errors import MOST, NamedColumn, Problem, rest, unit_of
from graphkit.graph.dataset import KeptRows, Kind, Locator, Table
from graphkit.readers.codes import Code
from graphkit.readers.findings import error, shown
from graphkit.readers.typed import NUL, Cells, NoCells, as_cells

COLUMN: Final = 0
"""The row of a Problem of a column as a whole."""

STRUCTURE: Final = ("id", "type", "source", "target")
"""The columns that say what a row is."""


@dataclass(frozen=True)
class RowPlaces:
    """Finds cells by row and column.

    Attributes:
        columns: The number and own name of each column, by our name.
    """

    columns: Mapping[str, NamedColumn]

    def __call__(self, row: int, column: str) -> tuple[int, int]:
        """Return row and column of a cell; a column that is not there is named all the same."""
        return row + 1, self.columns.get(column) or NamedColumn(1, shown(column))


def typed_table(
    frame: pl.DataFrame, kind: Kind, file: str, stem: str, columns: Mapping[str, str]
) -> tuple[Table | None, list[Problem]]:
    """Return a typed frame as a Table, and what in it no cell can hold.

    Without the columns that say what a row is, there is no Table.

    Args:
        frame: The frame.
        kind: Whether its rows are nodes or edges.
        file: What Problems call it.
        stem: The type of rows that name none themselves.
        columns: Our name for foreign columns.

    Example:
        >>> frame = pl.DataFrame({":ID": ["a"], "size": [1.0], "place": [{"x": 1}]})
        >>> table, problems = typed_table(frame, "node", "Group.parquet", "Group", {":ID": "id"})
        >>> table.frame.rows(named=True)
        [{'id': 'a', 'size': '1'}]
        >>> print(problems[0])
        Group.parquet:place: GK151 error: Values within values cannot be cells. Give each field ...
    """
    own, problems = name_typed_columns(file, frame.columns, columns)
    cells: dict[str, Cells] = {}
    for name, column in own.items():
        try:
            cells[name] = as_cells(frame.to_series(int(column) - 1))
        except NoCells as fault:
            place = (COLUMN, column)
            problems.append(error(file, place, Code.NO_CELLS, fault.message, fault.hint))
            if name in STRUCTURE:
                return None, problems
    for name, read in cells.items():
        if read.faulty is not None:
            code = Code.NUL if read.why == NUL else Code.NO_CELL
            problems += row_problems(file, own[name], code, read.faulty, *read.why)
    texts = [read.text.alias(name) for name, read in cells.items()]
    text = pl.DataFrame(texts) if texts else pl.DataFrame(height=frame.height)
    return text_table(text, own, [read.faulty for read in cells.values()], kind, file, stem), (
        problems
    )


def text_table(
    text: pl.DataFrame,
    own: Mapping[str, NamedColumn],
    faulty: Sequence[pl.Series | None],
    kind: Kind,
    file: str,
    stem: str,
) -> Table:
    """Return a frame of text as a Table, without the rows that are at fault in some column."""
    locate: Locator = RowPlaces(own)
    masks = [mask for mask in faulty if mask is not None]
    if masks:
        bad = (
            pl.DataFrame([mask.alias(str(index)) for index, mask in enumerate(masks)])
            .select(pl.any_horizontal(pl.all()))
            .to_series()
        )
        rows = (~bad).arg_true()
        text, locate = text[rows], KeptRows(locate, rows.to_numpy())
    return Table(kind, file, stem, text, locate)


def name_typed_columns(
    file: str, names: Sequence[str], columns: Mapping[str, str]
) -> tuple[dict[str, NamedColumn], list[Problem]]:
    """Name the columns of a typed table; a second one of a name, or one without, is left out.

    Args:
        file: What Problems call the table.
        names: Its columns, in order.
        columns: Our name for foreign columns.

    Returns:
        Number and own name of each column, by our name; and what is wrong.
    """
    own: dict[str, NamedColumn] = {}
    problems = []
    for number, foreign in enumerate(names, 1):
        name = columns.get(foreign, foreign)
        column = NamedColumn(number, shown(foreign) or f"column {number}")
        if not name:
            message = f"Column {number} has no name."
            hint = "Name it, or leave it out."
            problems.append(error(file, (COLUMN, column), Code.UNNAMED_COLUMN, message, hint))
        elif name in own:
            first = own[name]
            message = f'A second column "{shown(name)}"; the first is column {first}'
            message += "." if first.name == shown(name) else f', "{first.name}".'
            hint = "Rename one of them, or leave it out."
            problems.append(error(file, (COLUMN, column), Code.DUPLICATE_COLUMN, message, hint))
        else:
            own[name] = column
    return own, problems


def row_problems(
    file: str, column: NamedColumn, code: Code, faulty: pl.Series, message: str, hint: str
) -> list[Problem]:
    """Return a Problem for each faulty cell of a column, those beyond `MOST` as one."""
    rows = faulty.arg_true()
    problems = [error(file, (row + 1, column), code, message, hint) for row in rows.head(MOST)]
    untold = rows.len() - MOST
    if untold > 0:
        message = rest(untold, rows[-1] + 1, unit_of(column))
        problems.append(error(file, (rows[MOST] + 1, column), code, message))
    return problems
