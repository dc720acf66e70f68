"""Typed columns → Table: all text, found again by row and column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import polars as pl

from graphkit.errors import MOST, NamedColumn, Problem, rest, unit_of
from graphkit.graph.dataset import KeptRows, Kind, Locator, Table
from graphkit.readers.codes import Code
from graphkit.readers.findings import error, shown
from graphkit.readers.typed import Cells, Fault, NoCells, as_cells

COLUMN: Final = 0
"""The row of a Problem of a column as a whole."""

STRUCTURE: Final = ("id", "type", "source", "target")
"""The columns that say what a row is."""

Columns: TypeAlias = Sequence[tuple[str, Cells | NoCells]]
"""Columns of one height by their own names, which may be empty or stand twice."""


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


def frame_columns(frame: pl.DataFrame) -> Columns:
    """Return the columns of a frame as text, as far as cells can hold them."""
    return [(values.name, as_cells(values)) for values in frame.iter_columns()]


def typed_table(
    columns: Columns, kind: Kind, file: str, stem: str, renamed: Mapping[str, str]
) -> tuple[Table | None, list[Problem]]:
    """Return typed columns as a Table, and what in them no cell can hold.

    Args:
        columns: The columns.
        kind: Whether its rows are nodes or edges.
        file: What Problems call it.
        stem: The type of rows that name none themselves.
        renamed: Our name for foreign columns.

    Returns:
        The Table without what is at fault; None where that is a column which says what a row is,
        or where no column is left.

    Example:
        >>> frame = pl.DataFrame({":ID": ["a"], "size": [1.0], "place": [{"x": 1}]})
        >>> columns = frame_columns(frame)
        >>> table, problems = typed_table(columns, "node", "G.parquet", "Group", {":ID": "id"})
        >>> table.frame.rows(named=True)
        [{'id': 'a', 'size': '1'}]
        >>> print(problems[0])
        G.parquet:place: GK151 error: Values within values cannot be cells. Give each field ...
    """
    own, problems = _named(file, [name for name, _ in columns], renamed)
    texts: list[pl.Series] = []
    faults: list[Fault] = []
    for name, column in own.items():
        cells = columns[int(column) - 1][1]
        if isinstance(cells, NoCells):
            place = (COLUMN, column)
            problems.append(error(file, place, Code.NO_CELLS, cells.message, cells.hint))
            if name in STRUCTURE:
                return None, problems
            continue
        texts.append(cells.text.alias(name))
        faults += cells.faults
        for fault in cells.faults:
            problems += _problems_of(file, column, fault)
    if not texts:
        return None, problems
    frame, locate = _sound_rows(pl.DataFrame(texts), faults, RowPlaces(own))
    return Table(kind, file, stem, frame, locate), problems


def _named(
    file: str, names: Sequence[str], renamed: Mapping[str, str]
) -> tuple[dict[str, NamedColumn], list[Problem]]:
    """Return number and own name of each column by our name; the first of a name counts."""
    own: dict[str, NamedColumn] = {}
    problems = []
    for number, foreign in enumerate(names, 1):
        name = renamed.get(foreign, foreign)
        column = NamedColumn(number, shown(foreign) or f"column {number}")
        if not name:
            message = f"Column {number} has no name."
            hint = "Name it, or leave it out."
            problems.append(error(file, (COLUMN, column), Code.UNNAMED_COLUMN, message, hint))
        elif name in own:
            first = own[name]
            message = (
                f'A second column "{shown(name)}"; the first is "{first.name}", column {first}.'
            )
            hint = "Rename one of them, or leave it out."
            problems.append(error(file, (COLUMN, column), Code.DUPLICATE_COLUMN, message, hint))
        else:
            own[name] = column
    return own, problems


def _problems_of(file: str, column: NamedColumn, fault: Fault) -> list[Problem]:
    """Return a Problem for each faulty cell of a column, those beyond `MOST` as one."""
    rows = [row + 1 for row in fault.cells.arg_true().to_list()]
    problems = [
        error(file, (row, column), fault.code, fault.message, fault.hint) for row in rows[:MOST]
    ]
    if len(rows) > MOST:
        message = rest(len(rows) - MOST, rows[-1], unit_of(column))
        problems.append(error(file, (rows[MOST], column), fault.code, message))
    return problems


def _sound_rows(
    frame: pl.DataFrame, faults: Iterable[Fault], locate: Locator
) -> tuple[pl.DataFrame, Locator]:
    """Leave out the rows that are at fault in some column."""
    masks = [fault.cells.alias(str(index)) for index, fault in enumerate(faults)]
    if not masks:
        return frame, locate
    rows = (~pl.DataFrame(masks).select(pl.any_horizontal(pl.all())).to_series()).arg_true()
    return frame[rows], KeptRows(locate, rows.to_numpy())
