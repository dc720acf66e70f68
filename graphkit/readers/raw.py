"""The records of text files as they came in: byte for byte, also those that no row was made of."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from graphkit.graph.dataset import Numbers
from graphkit.readers.codes import Code
from graphkit.readers.places import CR, LF, Lines
from graphkit.readers.records import find_records
from graphkit.readers.source import TextFile


@dataclass(frozen=True)
class TextRecords:
    r"""The records of a text file; see `Records`.

    Attributes:
        text: The file.
        starts: Offset of each record's first byte.
        ends: Offset after each record's last byte, its line end not counted.
        head: Offset after the header's last byte; 0 where there is no header.
        faults: The codes of what is wrong with each record that was left out.

    Example:
        >>> records = delimited_records(TextFile("a.csv", b"id,name\r\na,Ann\r\nb\r\n"), ",")
        >>> records.rows.tolist(), records.lines.tolist(), records.faults
        ([0, -1], [2, 3], {1: ('GK122',)})
        >>> records.raw(1), records.beginning
        (b'b\r\n', b'id,name\r\n')
    """

    text: TextFile
    starts: Numbers
    ends: Numbers
    head: int
    faults: Mapping[int, tuple[str, ...]]

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def rows(self) -> Numbers:
        """For each record the row of the table's frame; -1 where it was left out."""
        sound = np.ones(len(self), np.bool_)
        sound[list(self.faults)] = False
        return np.where(sound, np.cumsum(sound) - 1, -1)

    @cached_property
    def lines(self) -> Numbers:
        """For each record its first line in the file, from 1."""
        found: Numbers = np.searchsorted(self.text.lines.starts, self.starts, "right")
        return found

    @cached_property
    def beginning(self) -> bytes:
        """The byte order mark and the header with its line end; what a table begins with."""
        data = self.text.data[: self.head]
        line_end = _line_end(self.text.data, self.head) or self._usual_end
        return self.text.mark + data + (line_end if data else b"")

    def raw(self, record: int) -> bytes:
        """Return a record as it came in, with a line end where the file ends without one."""
        start, end = int(self.starts[record]), int(self.ends[record])
        data = self.text.data
        return bytes(data[start:end]) + (_line_end(data, end) or self._usual_end)

    def digests(self, records: Numbers) -> list[str]:
        """Return the SHA-256 of each of these records, without its line end."""
        data = self.text.data
        return [
            hashlib.sha256(data[start:end]).hexdigest()
            for start, end in zip(
                self.starts[records].tolist(), self.ends[records].tolist(), strict=True
            )
        ]

    def write(self, path: Path, records: Numbers) -> Numbers:
        """Write these records as they came in, the header before them; return their lines.

        Raises:
            ValueError: Where the file is there with another header.
        """
        before = path.read_bytes() if path.exists() else self.beginning
        if not before.startswith(self.beginning):
            message = f"{path.name} has another header"
            raise ValueError(message)
        parts = [self.raw(record) for record in records.tolist()]
        whole = b"".join([before, *parts])
        path.write_bytes(whole)
        sizes = np.array([len(before), *map(len, parts)], np.int64)
        starts = np.cumsum(sizes)[:-1] - len(self.text.mark)
        lines: Numbers = np.searchsorted(
            Lines(whole[len(self.text.mark) :]).starts, starts, "right"
        )
        return lines

    @cached_property
    def _usual_end(self) -> bytes:
        """The line end of the file's first line."""
        starts = self.text.lines.starts
        if len(starts) == 1:
            return b"\n"
        second = int(starts[1])
        return b"\r\n" if self.text.data[second - 2 : second] == b"\r\n" else self._last(second)

    def _last(self, offset: int) -> bytes:
        return bytes(self.text.data[offset - 1 : offset])


def delimited_records(text: TextFile, delimiter: str) -> TextRecords:
    """Return the records of a delimited text whose header is sound."""
    found = find_records(text.data, ord(delimiter))
    if len(found) == 0:
        return TextRecords(text, found.starts, found.ends, 0, {})
    unclosed = [fault.offset for fault in found.faults if fault.unclosed]
    stray = [fault.offset for fault in found.faults if not fault.unclosed]
    codes: dict[Code, Numbers] = {
        Code.NOT_UTF8: found.holding(text.bad_bytes),
        Code.NUL: found.holding(text.nul_bytes),
        Code.UNCLOSED_QUOTE: found.holding(_offsets(unclosed)),
        Code.STRAY_QUOTE: found.holding(_offsets(stray)),
    }
    ragged = found.cells != found.cells[0]
    for holding in codes.values():
        ragged[holding] = False
    codes[Code.RAGGED_ROW] = np.flatnonzero(ragged)
    faults: dict[int, tuple[str, ...]] = {}
    for code, holding in codes.items():
        for record in np.unique(holding).tolist():
            if record > 0:
                faults[record - 1] = (*faults.get(record - 1, ()), code.value)
    return TextRecords(text, found.starts[1:], found.ends[1:], int(found.ends[0]), faults)


def line_records(text: TextFile, faults: Mapping[int, tuple[str, ...]]) -> TextRecords:
    """Return the records of a text that has one a line, blank lines left out, and no header.

    Args:
        text: The file.
        faults: The codes of what is wrong with the lines, numbered from 1, that were left out.
    """
    data = text.data
    starts = text.lines.starts
    ends = np.append(starts[1:], len(data))
    array = np.frombuffer(b"\0" + data, np.uint8)  # so that what stands before 0 is no line end
    for byte in (LF, CR):
        has_end = (ends > starts) & (array[ends] == byte)
        ends = ends - has_end
    is_record = ends > starts
    for index in np.flatnonzero(is_record).tolist():
        is_record[index] = not _is_blank(data[starts[index] : ends[index]])
    kept = np.flatnonzero(is_record)
    numbers = {line: index for index, line in enumerate((kept + 1).tolist()) if line in faults}
    codes = {index: faults[line] for line, index in numbers.items()}
    return TextRecords(text, starts[kept], ends[kept], 0, codes)


def _is_blank(line: bytes) -> bool:
    return line[:1] in b" \t" and not line.strip(b" \t")


def _offsets(values: list[int]) -> Numbers:
    return np.array(values, np.int64)


def _line_end(data: bytes, offset: int) -> bytes:
    if data[offset : offset + 2] == b"\r\n":
        return b"\r\n"
    following = bytes(data[offset : offset + 1])
    return following if following in (b"\n", b"\r") else b""
