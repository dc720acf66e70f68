"""The bytes of one file, and whether they are text."""

from __future__ import annotations

import codecs
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from stat import S_ISDIR, S_ISREG

import numpy as np

from graphkit.errors import Problem
from graphkit.graph.dataset import Kind
from graphkit.readers.codes import Code
from graphkit.readers.findings import MOST_BYTES, error, errors_at
from graphkit.readers.places import Lines, Offsets

_BLOCK = 1 << 20
_LINES = 50_000  # lines looked at one by one at a time
_NOT_IN_WINDOWS_1252 = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")
_UTF16_HINT = "Save it as UTF-8, or: iconv -f UTF-16 -t UTF-8 OLD > NEW"


@dataclass(frozen=True)
class TextFile:
    """A file's bytes without a byte order mark.

    Attributes:
        file: The file as Problems name it.
        data: Its bytes; offsets count from the first one after a byte order mark.
        mark: The byte order mark; empty where there is none.
    """

    file: str
    data: bytes
    mark: bytes = field(default=b"", repr=False)

    @cached_property
    def lines(self) -> Lines:
        """Its lines."""
        return Lines(self.data)

    @cached_property
    def bad_bytes(self) -> Offsets:
        """Offset of the first byte of each line that is not UTF-8."""
        if _is_utf8(self.data):
            return np.zeros(0, np.int64)
        high = np.flatnonzero(np.frombuffer(self.data, np.uint8) >= 0x80)
        starts = self.lines.starts
        suspects = np.unique(np.searchsorted(starts, high, "right") - 1)
        bounds = np.append(starts, len(self.data))
        found = array("q")
        for block in range(0, len(suspects), _LINES):
            some = suspects[block : block + _LINES]
            for start, end in zip(bounds[some].tolist(), bounds[some + 1].tolist(), strict=True):
                try:
                    self.data[start:end].decode()
                except UnicodeDecodeError as fault:
                    found.append(start + fault.start)
        return np.array(found, np.int64)

    @cached_property
    def nul_bytes(self) -> Offsets:
        """Offset of each NUL byte."""
        if b"\0" not in self.data:
            return np.zeros(0, np.int64)
        return np.flatnonzero(np.frombuffer(self.data, np.uint8) == 0)

    def byte_problems(self) -> list[Problem]:
        """Return a Problem for each line that is not UTF-8 and for each NUL."""
        if not len(self.bad_bytes) and not len(self.nul_bytes):
            return []
        hint = "Save the file as UTF-8."
        if not any(byte in self.data for byte in _NOT_IN_WINDOWS_1252):
            hint = "Perhaps it is Windows-1252: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW"

        def bad_byte(index: int) -> tuple[str, str]:
            byte = self.data[int(self.bad_bytes[index])]
            return f"The byte {byte:#04x} is not UTF-8.", hint

        def nul(_: int) -> tuple[str, str]:
            return "A NUL character is no text.", "Delete it."

        return [
            *errors_at(self.file, self.lines, Code.NOT_UTF8, self.bad_bytes, bad_byte, MOST_BYTES),
            *errors_at(self.file, self.lines, Code.NUL, self.nul_bytes, nul, MOST_BYTES),
        ]


@dataclass(frozen=True)
class Source:
    """A file that shall become a Table.

    Attributes:
        text: Its bytes.
        kind: Whether its rows are nodes or edges.
        stem: Its name without suffix.
        columns: Our column name for foreign headers, from `dataset.yaml`.
    """

    text: TextFile
    kind: Kind
    stem: str
    columns: Mapping[str, str]


def read_bytes(path: Path, file: str) -> bytes | Problem:
    """Return a file's bytes, or why they cannot be had.

    Only regular files are opened: to open a pipe would wait for its writer.
    """
    try:
        mode = path.stat().st_mode
        if S_ISDIR(mode):
            return error(file, (1, 1), Code.UNREADABLE, "This is a folder, not a file.")
        if not S_ISREG(mode):
            return error(file, (1, 1), Code.UNREADABLE, "This is not a regular file.")
        return path.read_bytes()
    except OSError as fault:
        why = (fault.strerror or "unknown reason").lower()
        return error(file, (1, 1), Code.UNREADABLE, f"The file cannot be read: {why}.")


def as_text(data: bytes, file: str) -> TextFile | Problem:
    r"""Take a byte order mark away, and refuse what is UTF-16.

    Example:
        >>> as_text(b"\xef\xbb\xbfid", "a.csv")
        TextFile(file='a.csv', data=b'id')
        >>> print(as_text("id".encode("utf-16"), "a.csv").message)
        The file is UTF-16, not UTF-8.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return error(file, (1, 1), Code.UTF16, "The file is UTF-16, not UTF-8.", _UTF16_HINT)
    head = data[:4096]
    if head.count(0) * 4 > len(head):
        message = "The file is not UTF-8: every second byte is NUL, as in UTF-16."
        return error(file, (1, 1), Code.UTF16, message, _UTF16_HINT)
    text = data.removeprefix(codecs.BOM_UTF8)
    return TextFile(file, text, data[: len(data) - len(text)])


def _is_utf8(data: bytes) -> bool:
    """Decode block by block: the whole as one `str` would need up to four times its size."""
    if data.isascii():
        return True
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(data)
    try:
        for start in range(0, len(data), _BLOCK):
            decoder.decode(view[start : start + _BLOCK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
