"""What is wrong with the structure of a delimited text, in words."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graphkit.errors import Problem
from graphkit.readers.codes import Code
from graphkit.readers.findings import error, errors_at
from graphkit.readers.quotes import QuoteFault
from graphkit.readers.records import Records
from graphkit.readers.source import TextFile

_NAMES = {",": "comma", "\t": "tab", ";": "semicolon"}


def wrong_delimiter(text: TextFile, cells: list[tuple[str, int]], delimiter: str) -> Problem | None:
    """Recognize a table whose cells are separated otherwise than its suffix says."""
    if len(cells) > 1:
        return None
    name, start = cells[0]
    found = [other for other in _NAMES if other != delimiter and other in name]
    if not found:
        return None
    other, ours = _NAMES[found[0]], _NAMES[delimiter]
    message = f"The header has a {other} where a {ours} should stand between two columns."
    hint = f"Save the table with {ours}s."
    if found[0] == "\t":
        hint = "Name the file .tsv."
    elif found[0] == "," and delimiter == "\t":
        hint = "Name the file .csv."
    return error(text.file, text.lines.place(start), Code.WRONG_DELIMITER, message, hint)


def quote_problems(text: TextFile, faults: tuple[QuoteFault, ...], delimiter: str) -> list[Problem]:
    """Return a Problem for each broken quote."""
    lines, separator = text.lines, _NAMES[delimiter]
    unclosed = [fault for fault in faults if fault.unclosed]
    stray = [fault for fault in faults if not fault.unclosed]

    def describe_unclosed(index: int) -> tuple[str, str]:
        obstacle = unclosed[index].obstacle
        if obstacle is None:
            why = "the file ends before another quote closes it"
        else:
            line, column = lines.place(obstacle)
            why = f"the next quote, in line {line}, column {column}, does not end a cell"
        return f"The quote that opens here is not closed: {why}.", "The line is left out."

    def describe_stray(_: int) -> tuple[str, str]:
        message = "A quote stands inside a cell that is not quoted as a whole, or after its end."
        hint = f"Quote the whole cell, up to the {separator}, and write each quote in it twice."
        return message, hint

    return [
        *errors_at(
            text.file,
            lines,
            Code.UNCLOSED_QUOTE,
            [fault.offset for fault in unclosed],
            describe_unclosed,
        ),
        *errors_at(
            text.file, lines, Code.STRAY_QUOTE, [fault.offset for fault in stray], describe_stray
        ),
    ]


def ragged_problems(
    text: TextFile, records: Records, ragged: npt.NDArray[np.bool_], width: int, delimiter: str
) -> list[Problem]:
    """Return a Problem for each row whose cells are not as many as the header's."""
    indexes = np.flatnonzero(ragged)

    def describe(index: int) -> tuple[str, str]:
        record = int(indexes[index])
        start, end = int(records.starts[record]), int(records.ends[record])
        first, last = text.lines.line_of(start), text.lines.line_of(end)
        count = int(records.cells[record])
        cells = f"{count} cell{'' if count == 1 else 's'}"
        columns = f"{width} column{'' if width == 1 else 's'}"
        until = f", down to line {last}," if last > first else ""
        message = f"This row{until} has {cells}, but the header has {columns}."
        if count < width:
            return message, "Absent cells are left empty, not left out."
        return message, f"A cell that holds a {_NAMES[delimiter]} is written between quotes."

    return errors_at(text.file, text.lines, Code.RAGGED_ROW, records.starts[indexes], describe)
