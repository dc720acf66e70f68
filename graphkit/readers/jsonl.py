"""JSON Lines: an object a line.

Lines go through Python's own decoder one by one: none of the columnar readers keeps the text of
numbers, notices a key that stands twice, or says in which line and column a fault is.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise

import polars as pl

from graphkit.errors import MOST, Problem
from graphkit.graph.dataset import Table
from graphkit.readers.codes import Code
from graphkit.readers.delimited import MOST_COLUMNS
from graphkit.readers.findings import error
from graphkit.readers.json_row import RowFault, cells_of, entries, skip_space
from graphkit.readers.places import Lines
from graphkit.readers.raw import TextRecords, line_records
from graphkit.readers.source import Source, TextFile

_BATCH = 50_000  # rows held as Python objects at a time
_CELLS = 1_000_000
_CELLS_PER_BYTE = 2
"""As many cells, absent ones too, has a table: keys that differ in every line would be a square."""


@dataclass(frozen=True)
class JsonPlaces:
    """Finds values in JSON Lines, scanning again the lines it is asked for.

    Attributes:
        lines: The lines of the file.
        rows: The line of each row.
        first: The line in which each column of the frame comes first.
        columns: Our column name for foreign keys.
    """

    lines: Lines
    rows: Sequence[int]
    first: Mapping[str, int]
    columns: Mapping[str, str]

    def __call__(self, row: int, column: str) -> tuple[int, int]:
        """Return the place of a value, or of the first key of that name where row is -1."""
        line = self.rows[row] if row >= 0 else self.first.get(column)
        if line is None:
            return 1, 1
        text = self.lines.text(line)
        for key, key_at, value_at in entries(text):
            if self.columns.get(key, key) == column:
                return line, (value_at if row >= 0 else key_at) + 1
        return line, skip_space(text, 0) + 1


def read_jsonl(source: Source) -> tuple[Table | None, list[Problem]]:
    """Read a table of JSON Lines; columns are the keys in the order they come first."""
    text = source.text
    if not text.data.strip():
        hint = "Write a line for each row, or delete the file."
        return None, [error(text.file, (1, 1), Code.EMPTY_FILE, "The file is empty.", hint)]
    problems = text.byte_problems()
    faults = _Faults(text.file)
    frames: list[pl.DataFrame] = []
    cells: list[dict[str, str | None]] = []
    rows = array("q")
    first: dict[str, int] = {}
    most = _CELLS + _CELLS_PER_BYTE * len(text.data)
    for number, line in _sound_lines(text):
        try:
            row = cells_of(line, source.columns)
        except RowFault as fault:
            faults.add(number, fault)
            continue
        if not row.keys() <= first.keys():
            for name in row:
                first.setdefault(name, number)
        cells.append(row)
        rows.append(number)
        if len(first) > MOST_COLUMNS or len(rows) * len(first) > most:
            return None, [*problems, *faults.problems(), _too_wide(text.file, number, len(first))]
        if len(cells) == _BATCH:
            frames.append(_frame(cells, first))
            cells = []
    problems += faults.problems()
    frame = pl.concat([*frames, _frame(cells, first)], how="diagonal")
    locate = JsonPlaces(text.lines, rows, first, source.columns)
    raw = partial(_records, text, faults)
    table = Table(source.kind, text.file, source.stem, frame, locate, records=raw, has_header=False)
    return table, problems


@dataclass
class _Faults:
    """The lines that are no rows: all by their code, `MOST` with what is wrong.

    An exception for each would hold its whole past, a thousand times the line.
    """

    file: str
    told: list[Problem] = field(default_factory=list)
    lines: dict[Code, array[int]] = field(default_factory=dict)

    def add(self, line: int, fault: RowFault) -> None:
        self.lines.setdefault(fault.code, array("q")).append(line)
        if len(self.told) <= MOST:
            place = line, fault.offset + 1
            self.told.append(error(self.file, place, fault.code, fault.message, fault.hint))

    def problems(self) -> list[Problem]:
        """Return the faults as Problems, the rest beyond `MOST` as one that counts them."""
        if len(self.told) <= MOST:
            return self.told
        count = sum(map(len, self.lines.values())) - MOST
        last = max(lines[-1] for lines in self.lines.values())
        message = f"{count} more lines are faulty from here on, the last is line {last}."
        return [*self.told[:MOST], replace(self.told[MOST], message=message, hint="")]


def _too_wide(file: str, line: int, width: int) -> Problem:
    message = f"The lines down to here have {width:,} different keys, too many for one table."
    hint = "Give each type a file of its own, whose lines have its keys."
    return error(file, (line, 1), Code.TOO_MANY_COLUMNS, message, hint)


def _frame(cells: list[dict[str, str | None]], names: Iterable[str]) -> pl.DataFrame:
    """Return rows as a frame, which has its height even where no row has a cell."""
    columns = {name: [row.get(name) for row in cells] for name in names}
    if not columns:
        return pl.DataFrame(height=len(cells))
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def _sound_lines(text: TextFile) -> Iterator[tuple[int, str]]:
    """Yield number and text of each line that is neither blank nor has bad bytes."""
    lines = text.lines
    faulty = {lines.line_of(int(at)) for at in (*text.bad_bytes, *text.nul_bytes)}
    for block in range(0, len(lines.starts), _BATCH):
        starts = lines.starts[block : block + _BATCH + 1].tolist()
        if len(starts) <= _BATCH:
            starts.append(len(text.data))
        for number, (start, end) in enumerate(pairwise(starts), block + 1):
            line = text.data[start:end].rstrip(b"\r\n")
            if line.strip(b" \t") and number not in faulty:
                yield number, line.decode()


def _records(text: TextFile, faults: _Faults) -> TextRecords:
    """Return the file's lines as they came in, those left out told apart by what is wrong."""
    found = [(line, code) for code, lines in faults.lines.items() for line in lines]
    for code, offsets in ((Code.NOT_UTF8, text.bad_bytes), (Code.NUL, text.nul_bytes)):
        found += [(text.lines.line_of(offset), code) for offset in offsets.tolist()]
    codes: dict[int, tuple[str, ...]] = {}
    for line, code in found:
        codes[line] = tuple(dict.fromkeys((*codes.get(line, ()), code.value)))
    return line_records(text, codes)
