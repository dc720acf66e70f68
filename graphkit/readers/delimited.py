"""CSV and TSV: RFC 4180, and every departure from it a Problem at its place.

The structure is checked on the bytes first, so that faulty rows can be left out and the sound
ones are then split by Polars, which would otherwise guess or give up.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
import polars as pl

from graphkit.errors import Problem
from graphkit.graph.dataset import Table
from graphkit.readers.codes import Code
from graphkit.readers.findings import error
from graphkit.readers.header import name_columns
from graphkit.readers.places import CR, LF, Lines, Offsets
from graphkit.readers.raw import delimited_records
from graphkit.readers.records import Records, find_records
from graphkit.readers.source import Source
from graphkit.readers.structure import quote_problems, ragged_problems, wrong_delimiter

MOST_COLUMNS = 10_000
"""As many columns has a table: each costs some kilobytes, also where nothing is in it."""

PART: Final = 500_000
"""So many rows are split into cells together where a table has more of them."""


def read_csv(source: Source, most: int = PART) -> tuple[Table | None, list[Problem]]:
    """Read a table with commas between its cells; in parts where it has more rows than `most`."""
    return _read(source, ",", most)


def read_tsv(source: Source, most: int = PART) -> tuple[Table | None, list[Problem]]:
    """Read a table with tabs between its cells, quoted as in CSV."""
    return _read(source, "\t", most)


@dataclass(frozen=True)
class DelimitedPlaces:
    """Finds cells in a delimited text, splitting only the records it is asked for.

    Attributes:
        lines: The lines of the text.
        starts: Offset of the header's and each row's first byte.
        cells: Index of the cell of each column of the frame.
        delimiter: What stands between cells.
    """

    lines: Lines
    starts: Offsets
    cells: Mapping[str, int]
    delimiter: str

    def __call__(self, row: int, column: str) -> tuple[int, int]:
        """Return line and column of a cell's first character, which may be its quote."""
        start = int(self.starts[row + 1])
        if column in self.cells:
            start = cell_starts(self.lines.data, start, self.cells[column], self.delimiter)[-1]
        return self.lines.place(start)


@dataclass(frozen=True)
class DelimitedRows:
    r"""The rows of a delimited text, split into cells when they are asked for.

    Attributes:
        data: The text.
        starts: Offset of each row's first byte.
        ends: Offset after each row's last byte.
        plain: Whether nothing but line ends stands between two rows.
        cells: Index of the cell of each column.
        width: How many cells a row has.
        delimiter: What stands between cells.
        most: How many rows are split together.

    Example:
        >>> data = b"a,1\nb,2\nc,3"
        >>> starts, ends = np.array([0, 4, 8]), np.array([3, 7, 11])
        >>> rows = DelimitedRows(data, starts, ends, True, {"id": 0, "n": 1}, 2, ",", 2)
        >>> [part.rows() for part in rows.parts()]
        [[('a', '1'), ('b', '2')], [('c', '3')]]
    """

    data: bytes
    starts: Offsets
    ends: Offsets
    plain: bool
    cells: Mapping[str, int]
    width: int
    delimiter: str
    most: int

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return list(self.cells)

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.starts)

    def parts(self, names: Sequence[str] | None = None) -> Iterator[pl.DataFrame]:
        """Read the rows as frames of some rows each.

        Args:
            names: The columns to read; None for all.
        """
        for first in range(0, max(self.height, 1), self.most):
            yield self.between(first, min(first + self.most, self.height), names)

    def between(self, first: int, last: int, names: Sequence[str] | None = None) -> pl.DataFrame:
        """Return the rows from the first one to the one before the last."""
        asked = self.columns if names is None else names
        if first == last:
            return pl.DataFrame(schema=dict.fromkeys(asked, pl.String))
        starts, ends = self.starts[first:last], self.ends[first:last]
        if self.plain:
            whole = self.data[int(starts[0]) : int(ends[-1])]
        else:
            whole = _only(self.data, starts, ends)
        is_marked = whole.startswith(codecs.BOM_UTF8)
        if is_marked:
            # in front of all it would be taken for the mark of a file, and not for a character
            whole = self.delimiter.join(['""'] * self.width).encode() + b"\n" + whole
        frame = pl.read_csv(
            whole,
            has_header=False,
            columns=None if names is None else sorted(self.cells[name] for name in names),
            schema={str(index): pl.String for index in range(self.width)},
            separator=self.delimiter,
            quote_char='"',
            null_values="",  # a quoted empty cell is as absent as an unquoted one
        )
        rows = frame.slice(1) if is_marked else frame
        return rows.select(pl.col(str(self.cells[name])).alias(name) for name in asked)


def cell_starts(data: bytes, start: int, last: int, delimiter: str) -> list[int]:
    r"""Return the offsets of the first cells of a sound record, up to the one of index `last`.

    Example:
        >>> cell_starts(b'a,"b,""c"" e",d\n', 0, 2, ",")
        [0, 2, 14]
    """
    starts = [start]
    for _ in range(last):
        at = starts[-1]
        if data[at : at + 1] == b'"':
            at = data.index(b'"', at + 1)
            while data[at + 1 : at + 2] == b'"':
                at = data.index(b'"', at + 2)
        starts.append(data.index(delimiter.encode(), at) + 1)
    return starts


def _read(source: Source, delimiter: str, most: int) -> tuple[Table | None, list[Problem]]:
    text = source.text
    records = find_records(text.data, ord(delimiter))
    if len(records) == 0:
        hint = "Write a header line, or delete the file."
        return None, [error(text.file, (1, 1), Code.EMPTY_FILE, "The file is empty.", hint)]
    problems = [*text.byte_problems(), *quote_problems(text, records.faults, delimiter)]
    faults = np.array([fault.offset for fault in records.faults], np.int64)
    faulty = np.zeros(len(records), np.bool_)
    for offsets in (text.bad_bytes, text.nul_bytes, faults):
        faulty[records.holding(offsets)] = True
    if faulty[0]:
        return None, problems
    if int(records.cells[0]) > MOST_COLUMNS:
        return None, [*problems, _too_wide(source, records, delimiter)]
    cells = _header_cells(text.data, records, delimiter)
    guess = wrong_delimiter(text, cells, delimiter)
    if guess is not None:
        return None, [guess]
    columns, header_problems = name_columns(
        text.file,
        [name for name, _ in cells],
        [text.lines.place(start) for _, start in cells],
        source.columns,
    )
    ragged = (records.cells != len(cells)) & ~faulty
    problems += header_problems
    problems += ragged_problems(text, records, ragged, len(cells), delimiter)
    sound = ~(faulty | ragged)
    whole = bool(sound.all())
    rows = DelimitedRows(
        text.data,
        records.starts[1:] if whole else records.starts[sound][1:],
        records.ends[1:] if whole else records.ends[sound][1:],
        records.plain and whole,
        columns,
        len(cells),
        delimiter,
        most,
    )
    locate = DelimitedPlaces(text.lines, records.starts[sound], columns, delimiter)
    raw = partial(delimited_records, text, delimiter)
    held = rows if rows.height > most else rows.between(0, rows.height)
    return Table(source.kind, text.file, source.stem, held, locate, records=raw), problems


def _too_wide(source: Source, records: Records, delimiter: str) -> Problem:
    text, count = source.text, int(records.cells[0])
    places = DelimitedPlaces(text.lines, records.starts, {"": MOST_COLUMNS}, delimiter)
    message = f"The header has {count:,} columns, {count - MOST_COLUMNS:,} too many for one table."
    hint = "Is a line end missing, or are the rows written as columns?"
    return error(text.file, places(-1, ""), Code.TOO_MANY_COLUMNS, message, hint)


def _header_cells(data: bytes, records: Records, delimiter: str) -> list[tuple[str, int]]:
    """Return name and offset of each column, from the sound first record."""
    width, end = int(records.cells[0]), int(records.ends[0])
    starts = cell_starts(data, int(records.starts[0]), width - 1, delimiter)
    ends = [*(start - 1 for start in starts[1:]), end]
    cells = []
    for start, stop in zip(starts, ends, strict=True):
        raw = data[start:stop].decode()
        cells.append((raw[1:-1].replace('""', '"') if raw.startswith('"') else raw, start))
    return cells


def _only(data: bytes, starts: Offsets, ends: Offsets) -> bytes:
    """Return these records alone, copied in runs of neighbors."""
    array = np.frombuffer(data, np.uint8)
    gap = starts[1:] - ends[:-1]
    first, second = array[ends[:-1]], array[starts[1:] - 1]
    lf_alone = (gap == 1) & (first == LF)
    crlf = (gap == 2) & (first == CR) & (second == LF)
    breaks = ~(lf_alone | crlf)
    run_starts = np.concatenate([starts[:1], starts[1:][breaks]]).tolist()
    run_ends = np.concatenate([ends[:-1][breaks], ends[-1:]]).tolist()
    runs = [data[start:end] for start, end in zip(run_starts, run_ends, strict=True)]
    return b"\n".join(runs)
