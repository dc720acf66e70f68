"""The rows of files of typed columns as they came in: values of the file's own types."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from graphkit.errors import Problem
from graphkit.graph.dataset import KeptRows, Numbers, Records, Table


@dataclass(frozen=True)
class RowRecords:
    """The rows of a typed frame; see `Records`. Their lines are their numbers, from 1.

    Attributes:
        frame: All rows of the file.
        rows: For each the row of the table's frame; -1 where it was left out.
        faults: The codes of what is wrong with each row that was left out.

    Example:
        >>> frame = pl.DataFrame({"id": ["a", "b"], "size": [1.5, None]})
        >>> records = RowRecords(frame, np.array([0, 1]), {})
        >>> records.lines.tolist(), len(set(records.digests(records.rows)))
        ([1, 2], 2)
    """

    frame: pl.DataFrame
    rows: Numbers
    faults: Mapping[int, tuple[str, ...]]

    @property
    def lines(self) -> Numbers:
        """For each row its number, from 1."""
        return np.arange(1, self.frame.height + 1)

    def digests(self, records: Numbers) -> list[str]:
        """Return the SHA-256 of the values of each of these rows."""
        named = pl.selectors.categorical() | pl.selectors.enum()
        # days that Python has no value for are numbers all the same
        values = (
            self.frame[records].with_columns(named.cast(pl.String)).select(pl.all().to_physical())
        )
        return [
            hashlib.sha256(repr(row).encode("utf-8", "backslashreplace")).hexdigest()
            for row in values.iter_rows()
        ]

    def write(self, path: Path, records: Numbers) -> Numbers:
        """Write these rows with the types that they came in; return their numbers.

        Raises:
            ValueError: Where the file is there with other columns.
        """
        rows = self.frame[records]
        before = pl.read_parquet(path) if path.exists() else rows.clear()
        if before.schema != rows.schema:
            message = f"{path.name} has other columns"
            raise ValueError(message)
        pl.concat([before, rows]).write_parquet(path)
        return np.arange(before.height, before.height + rows.height) + 1


def with_rows(table: Table, frame: pl.DataFrame, problems: Sequence[Problem]) -> Table:
    """Return a table that gives back the rows of the typed frame it was made of.

    Args:
        table: The table.
        frame: The typed frame.
        problems: What was wrong with it.
    """
    return replace(table, records=partial(_rows, table, frame, tuple(problems)))


def without_rows(
    table: Table, problems: Sequence[Problem], gone: Numbers
) -> tuple[Table, list[Problem]]:
    """Return a table, and what is wrong with it, as if some of its records did not stand in it.

    Args:
        table: The table; it has records.
        problems: What was wrong with it.
        gone: The records, by their numbers.
    """
    if table.records is None or not len(gone):
        return table, list(problems)
    records = table.records()
    stays = np.ones(len(records.lines), np.bool_)
    stays[gone] = False
    kept = records.rows[stays & (records.rows >= 0)]
    fewer = replace(table.keeping(kept), records=partial(_fewer, records, stays))
    if not any(stays[record] for record in records.faults):
        # with the rows at fault goes what counts them
        return fewer, [problem for problem in problems if problem.line == 0]
    lines = {int(line) for line in records.lines[gone]}
    return fewer, [problem for problem in problems if problem.line not in lines]


@dataclass(frozen=True)
class _Fewer:
    """Records of which some are as if they did not stand in their file."""

    whole: Records
    rows: Numbers
    faults: Mapping[int, tuple[str, ...]]

    @property
    def lines(self) -> Numbers:
        return self.whole.lines

    def digests(self, records: Numbers) -> list[str]:
        return self.whole.digests(records)

    def write(self, path: Path, records: Numbers) -> Numbers:
        return self.whole.write(path, records)


def _fewer(whole: Records, stays: npt.NDArray[np.bool_]) -> Records:
    is_row = stays & (whole.rows >= 0)
    rows = np.where(is_row, np.cumsum(is_row) - 1, -1)
    return _Fewer(whole, rows, {at: codes for at, codes in whole.faults.items() if stays[at]})


def _rows(table: Table, frame: pl.DataFrame, problems: tuple[Problem, ...]) -> RowRecords:
    rows = np.arange(frame.height)
    if not isinstance(table.locate, KeptRows):
        return RowRecords(frame, rows, {})
    kept = np.isin(rows, table.locate.rows)
    codes: dict[int, tuple[str, ...]] = {}
    for problem in problems:
        codes[problem.line - 1] = (*codes.get(problem.line - 1, ()), problem.code)
    usual = tuple({problem.code: None for problem in problems if problem.line})
    faults = {row: codes.get(row, usual) for row in np.flatnonzero(~kept).tolist()}
    return RowRecords(frame, np.where(kept, np.cumsum(kept) - 1, -1), faults)
