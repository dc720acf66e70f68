"""Where rows came from: what they are called there, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

import polars as pl

from graphkit.errors import Problem, Severity, rest, unit_of
from graphkit.graph.dataset import Dataset, Kind, Table
from graphkit.graph.namespaces import SEPARATOR, written_id
from graphkit.schema.model import Schema
from graphkit.schema.values import shown
from graphkit.validation.finding import (
    DOCUMENTS,
    ORIGIN,
    Describe,
    Finding,
    Rest,
    Row,
    first_of_each_table,
    rest_of_each_table,
)

_ENDS: Final = {"source": "target", "target": "source"}


@dataclass(frozen=True)
class Piece:
    """Rows of one table that follow each other, as they were read.

    Attributes:
        table: The number of the table.
        first: The number of the first of them.
        rows: They themselves.
    """

    table: int
    first: int
    rows: pl.DataFrame


@dataclass(frozen=True)
class Origins:
    """Rows of a dataset, each of which knows where it came from.

    Attributes:
        dataset: The dataset.
        pieces: The rows.
    """

    dataset: Dataset
    pieces: tuple[Piece, ...]

    @property
    def tables(self) -> dict[int, Table]:
        """The tables that rows were typed of, by number."""
        numbers = sorted({piece.table for piece in self.pieces} - {DOCUMENTS})
        return {number: self.dataset.tables[number] for number in numbers}

    @property
    def schema(self) -> Schema:
        """The dataset's schema."""
        return self.dataset.schema

    def is_whole(self, kind: Kind) -> bool:
        """Tell whether all files of a kind were read, so that an unknown id is really unknown."""
        read = {table.file for table in self.dataset.tables}
        folders = {"nodes", "documents"} if kind == "node" else {"edges"}
        lost = any(
            problem.is_error
            and problem.file not in read
            and PurePosixPath(problem.file).parent.name in folders
            for problem in self.dataset.problems
        )
        nameless = kind == "node" and any(
            table.kind == "node" and table.columns and "id" not in table.columns
            for table in self.dataset.tables
        )
        return not lost and not nameless

    @property
    def is_of_several(self) -> bool:
        """Whether it is of more than one dataset."""
        return len(self.dataset.names) > 1

    def with_dataset(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Add `_dataset`, the number of the dataset that each row belongs to."""
        numbers = {name: number for number, name in enumerate(self.dataset.names)}
        of_table = {i: numbers[table.dataset] for i, table in enumerate(self.dataset.tables)}
        of_document = {i: numbers[each.dataset] for i, each in enumerate(self.dataset.documents)}

        def of(column: str, known: Mapping[int, int]) -> pl.Expr:
            return pl.col(column).replace_strict(known, default=None, return_dtype=pl.Int32)

        is_document = pl.col("_table") == DOCUMENTS
        number = (
            pl.when(is_document).then(of("_row", of_document)).otherwise(of("_table", of_table))
        )
        return rows.with_columns(_dataset=number)

    def by_namespace(self, rows: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
        """Yield each namespace with the rows of tables that have it."""
        tables = self.dataset.tables
        namespaces = dict.fromkeys(table.namespace for table in tables)
        if len(namespaces) == 1:
            yield next(iter(namespaces)), rows
            return
        for namespace in namespaces:
            own = [i for i, table in enumerate(tables) if table.namespace == namespace]
            yield namespace, rows.filter(pl.col("_table").is_in(own))

    def namespace(self, row: Row) -> str:
        """Return the namespace of the dataset that a row belongs to."""
        if row["_table"] == DOCUMENTS:
            return self.dataset.documents[row["_row"]].namespace
        return self.dataset.tables[row["_table"]].namespace

    def written(self, row: Row, id: str) -> str:
        """Return an id as the file of a row writes it: without the namespace."""
        return written_id(self.namespace(row), id)

    def spoken_id(self, row: Row, id: str) -> str:
        """Return an id for the middle of a message, as the file of a row writes it."""
        return shown(self.written(row, id))

    def nameable(self, namespace: str, ids: pl.Series) -> pl.Series:
        """Return the ids that files of a namespace can name, as they write them."""
        if not namespace:
            return ids
        prefix = f"{namespace}{SEPARATOR}"
        return ids.filter(ids.str.starts_with(prefix)).str.strip_prefix(prefix)

    def place(self, row: Row, column: str) -> tuple[str, int, int]:
        """Return file, line and column of a cell of a row that knows its origin."""
        table, number = row["_table"], row["_row"]
        if table == DOCUMENTS:
            document = self.dataset.documents[number]
            return (document.file, *document.places.get(column, (1, 1)))
        if row.get("_swapped"):
            column = _ENDS.get(column, column)
        source = self.dataset.tables[table]
        return (source.file, *source.locate(number, column))

    def errors(
        self,
        rows: pl.DataFrame,
        column: str,
        code: str,
        describe: Describe,
        held: pl.DataFrame | None = None,
    ) -> Iterator[Finding]:
        """Yield the Finding of a fault that stops a load; nothing where no row has it.

        Args:
            rows: Those with the fault, one for each Problem, with the columns of `ORIGIN`.
            column: The column in which the Problems stand.
            code: Their code.
            describe: Gives message, or message and hint, for a row that is told apart.
            held: All rows at fault, where they are more than have a Problem.
        """
        return self._found(Severity.ERROR, rows, column, code, describe, held)

    def warnings(
        self,
        rows: pl.DataFrame,
        column: str,
        code: str,
        describe: Describe,
        held: pl.DataFrame | None = None,
    ) -> Iterator[Finding]:
        """Yield the Finding of a fault that is only shown; the arguments are those of `errors`."""
        return self._found(Severity.WARNING, rows, column, code, describe, held)

    def _found(
        self,
        severity: Severity,
        rows: pl.DataFrame,
        column: str,
        code: str,
        describe: Describe,
        held: pl.DataFrame | None,
    ) -> Iterator[Finding]:
        if rows.is_empty():
            return
        told = []
        for row in first_of_each_table(rows).iter_rows(named=True):
            said = describe(row)
            message, hint = (said, "") if isinstance(said, str) else said
            told.append(Problem(*self.place(row, column), code, severity, message, hint))
        rests = []
        for first, last, count in rest_of_each_table(rows):
            _, line, number = self.place(last, column)
            message = rest(count, line, unit_of(number))
            stands_for = Problem(*self.place(first, column), code, severity, message)
            rests.append(Rest(stands_for, count, line))
        at_fault = (rows if held is None else held).select(list(ORIGIN))
        yield Finding(severity, at_fault, tuple(told), tuple(rests))

    def error_of_table(self, index: int, problem: Problem) -> Finding:
        """Return the Finding of an error in a table's header or name: all its rows have it."""
        return Finding(Severity.ERROR, self.rows_of(index), (problem,))

    def rows_of(self, index: int) -> pl.DataFrame:
        """Return the origins of all rows of a table that were typed."""
        ranges = [
            pl.select(_row=pl.int_range(piece.first, piece.first + piece.rows.height))
            for piece in self.pieces
            if piece.table == index
        ]
        return pl.concat(ranges).select(
            _table=pl.lit(index, pl.Int32), _row=pl.col("_row").cast(pl.Int64), _swapped=False
        )

    def spoken_place(self, row: Row, column: str, file: str) -> str:
        """Return a place for the middle of a message: "line 3", or with its file if another."""
        other, line, number = self.place(row, column)
        unit = unit_of(number)
        if other == file:
            return f"{unit} {line}"
        return f"{other}:{line}" if unit == "line" else f"{other}:{unit} {line}"
