"""Data as CSV, which every importer reads, each table beside a file that names its columns.

Four things are told to the importer by the command alone, since its files have no place for them:
the delimiter of lists, whether a value has several lines, the longest value, and the labels of
each file. Two it cannot be told at all: that a list is empty, and that its only item is an empty
text. These are set by the Cypher that runs afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import polars as pl

from graphkit.errors import UsageError
from graphkit.exports.neo4j_admin.tables import PART, TableFiles, Told, header_of
from graphkit.exports.texts import inner_type
from graphkit.propertygraph.groups import SOURCE, TARGET, EdgeGroup, NodeGroup
from graphkit.propertygraph.marks import DATASETS, HASH, SAID, marked
from graphkit.propertygraph.rows import day_texts
from graphkit.schema.names import BOUNDS

_DELIMITERS: Final = "\x1f\x1e\x1d\x1c|^~\ue000\ue001\ue002\ue003"
"""What may stand between the items of a list: the first that no item holds."""

_BUFFER: Final = 2 * 1024 * 1024
"""Bytes of the longest value that the importer takes without being told."""

_ONE_LINE: Final = ("id", "edge_key", SOURCE, TARGET, DATASETS, HASH, SAID, *BOUNDS)
"""Columns that hold no ends of lines: ids have no spaces."""


@dataclass(frozen=True)
class CsvData:
    """How a graph's tables are written as CSV.

    Attributes:
        dataset: The name of the dataset.
        delimiter: What stands between the items of a list.
    """

    dataset: str
    delimiter: str

    def options(self, told: Sequence[Told]) -> list[str]:
        """Return what the importer has to be told of the files."""
        options = [f"--array-delimiter=U+{ord(self.delimiter):04X}"]
        if any(each.lines for each in told):
            options.append("--multiline-fields=true")
        longest = max((each.longest for each in told), default=0)
        if longest > _BUFFER:
            options.append(f"--read-buffer-size={2 * longest + 1024}")
        return options

    def files(self, table: TableFiles) -> list[str]:
        """Return the names of a table's files: the header's, then those of the data."""
        return [f"{table.stem}-header.csv", *table.parts]

    def write_header(self, folder: Path, table: TableFiles) -> None:
        """Write what names the columns of a table."""
        header = pl.DataFrame(schema=dict.fromkeys(header_of(table), pl.String))
        header.write_csv(folder / self.files(table)[0])

    def write_part(self, folder: Path, table: TableFiles, at: int, told: Told) -> int:
        """Write one file, piece by piece; return how many rows it is made of."""
        part = table.part(at)
        with (folder / table.parts[at]).open("wb") as file:
            for group in part.parts(PART):
                _note_lists(group, [*table.columns, *table.fixed], told)
                cells, rest = self._cells(group, table)
                told.longest = max(told.longest, _longest(cells), _longest(rest))
                # Where it is not quoted, a CR alone ends a line; Polars does not count it.
                has_cr = _holds(cells, "\r") or _holds(rest, "\r")
                told.lines = told.lines or has_cr or _holds(cells, "\n") or _holds(rest, "\n")
                quotes: Literal["non_numeric", "necessary"]
                quotes = "non_numeric" if has_cr else "necessary"
                # What all rows have alike is made once, and ends each of them.
                ending = rest.write_csv(include_header=False, quote_style=quotes)
                line_end = f",{ending}" if rest.width else "\n"
                cells.write_csv(
                    file, include_header=False, quote_style=quotes, line_terminator=line_end
                )
        return part.rows.height

    def _cells(
        self, group: NodeGroup | EdgeGroup, table: TableFiles
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return the rows of a group as they stand in a file, columns as `header_of` says.

        Returns:
            What differs from row to row, and one row of what is the same in all.
        """
        frame = marked(group)
        ends = () if isinstance(group, NodeGroup) else (SOURCE, TARGET)
        cells = frame.select(
            pl.lit(self.dataset).alias(DATASETS),
            *ends,
            *(self._cell(frame[column]) for column in table.columns),
            HASH,
            *([] if table.says_alike else [SAID]),
        )
        first = frame.head(1)
        rest = first.select(
            *(self._cell(first[column]) for column in table.fixed),
            *([SAID] if table.says_alike else []),
        )
        return cells, rest

    def _cell(self, column: pl.Series) -> pl.Expr:
        value = pl.col(column.name)
        if column.dtype.is_float() and column.is_finite().all():
            return value  # absent ones do not count: Polars writes the others as they are
        if column.dtype == pl.Date:
            return pl.lit(day_texts(column))
        if not isinstance(column.dtype, pl.List):
            return _text(value, column.dtype)
        if not column.list.len().max():
            return pl.when(value.is_not_null()).then(pl.lit("")).alias(column.name)
        inner = inner_type(column.dtype)
        texts = value.list.eval(_text(pl.element(), inner).cast(pl.String))
        return texts.list.join(self.delimiter)


def free_delimiter(tables: Sequence[TableFiles]) -> str:
    """Return a character that stands in no text of a list."""
    free = list(_DELIMITERS)
    for each in tables:
        for column in each.table.rows:
            if column.dtype == pl.List(pl.String):
                items = column.drop_nulls().explode()
                while free and items.str.contains(free[0], literal=True).any():
                    free.pop(0)
    if not free:
        message = "The lists hold every character that could stand between their items."
        raise UsageError(message, "Use --format cypher.")
    return free[0]


def _note_lists(group: NodeGroup | EdgeGroup, columns: Sequence[str], told: Told) -> None:
    """Note the lists that the importer cannot be told of."""
    for column in columns:
        values = group.frame[column]
        if not isinstance(values.dtype, pl.List):
            continue
        lengths = values.list.len()
        if (lengths == 0).any():
            told.empty[column] = "[]"
        if values.dtype.inner == pl.String:
            blank = group.frame.filter((lengths == 1) & (values.list.first() == ""))
            if blank.height:
                told.blank.setdefault(column, []).extend(blank["id"])


def _holds(cells: pl.DataFrame, sign: str) -> bool:
    """Tell whether some text holds a sign. All of a column are searched as one."""
    texts = [name for name, dtype in cells.schema.items() if dtype == pl.String]
    searched = [name for name in texts if name not in _ONE_LINE]
    joined = cells.select(pl.col(searched).str.join("")) if searched else pl.DataFrame()
    return any(sign in (text or "") for text in (joined.row(0) if joined.width else ()))


def _longest(cells: pl.DataFrame) -> int:
    """Return how many bytes the longest text has."""
    lengths = cells.select(pl.col(pl.String).str.len_bytes().max())
    return max((length or 0 for length in lengths.row(0)), default=0) if lengths.width else 0


def _text(value: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    if isinstance(dtype, pl.Datetime):
        return value.dt.strftime("%Y-%m-%dT%H:%M:%S%.6fZ")
    if not dtype.is_float():
        return value
    infinite = pl.when(value > 0).then(pl.lit("Infinity")).otherwise(pl.lit("-Infinity"))
    odd = pl.when(value.is_nan()).then(pl.lit("NaN")).otherwise(infinite)
    return (
        pl.when(value.is_finite()).then(value.cast(pl.String)).when(value.is_not_null()).then(odd)
    )
