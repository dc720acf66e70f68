"""From byte offsets to lines and columns, computed only for what has a Problem."""

from __future__ import annotations

from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Offsets: TypeAlias = npt.NDArray[np.signedinteger[Any]]
Bytes: TypeAlias = npt.NDArray[np.uint8]

LF, CR = 10, 13

_BLOCK = 1 << 20


def line_ends(data: Bytes, positions: Offsets) -> Offsets:
    r"""Keep of the positions of LF and CR bytes those that end a line: CRLF ends one line.

    Args:
        data: The bytes of a file.
        positions: Where LF and CR stand in it, ascending.

    Example:
        >>> text = np.frombuffer(b"a\r\nb\rc\n", np.uint8)
        >>> line_ends(text, np.flatnonzero(text < 32)).tolist()
        [2, 4, 6]
    """
    followed = positions + 1
    next_bytes = data[np.minimum(followed, len(data) - 1)]
    halves = (data[positions] == CR) & (next_bytes == LF) & (followed < len(data))
    whole: Offsets = positions[~halves]
    return whole


class Lines:
    r"""The lines of a text, whichever of LF, CRLF and CR ends them.

    Args:
        data: UTF-8 bytes without a byte order mark; bad bytes count as one character each.

    Example:
        >>> lines = Lines("é,b\r\nc,d".encode())
        >>> lines.place(3), lines.place(6), lines.line_of(6)
        ((1, 3), (2, 1), 2)
    """

    def __init__(self, data: bytes) -> None:
        self.data = data

    @cached_property
    def starts(self) -> Offsets:
        """Offset of the first byte of each line; ascending, the first is 0."""
        return self._starts(len(self.data))

    @cached_property
    def _first(self) -> Offsets:
        """The same of the first block: a place in a header needs no more of a large file."""
        return self._starts(_BLOCK)

    def _starts(self, upto: int) -> Offsets:
        array = np.frombuffer(self.data, np.uint8)[:upto]
        returns = b"\r" in self.data[:upto]
        found = [np.zeros(1, np.int64)]
        # by blocks: a flag for each byte of a large file would be as large as the file
        for start in range(0, len(array), _BLOCK):
            block = array[start : start + _BLOCK]
            is_end = block == LF
            if returns:
                is_end |= block == CR
            ends = np.flatnonzero(is_end) + start
            found.append((line_ends(array, ends) if returns else ends) + 1)
        return np.concatenate(found)

    def line_of(self, offset: int) -> int:
        """Return the 1-based line that a byte stands in."""
        starts = self._first if offset < _BLOCK - 1 else self.starts
        return int(np.searchsorted(starts, offset, "right"))

    def text(self, line: int) -> str:
        """Return a line, given its 1-based number, without its end."""
        start = int(self.starts[line - 1])
        end = int(self.starts[line]) if line < len(self.starts) else len(self.data)
        return self.data[start:end].decode("utf-8", "replace").rstrip("\r\n")

    def place(self, offset: int) -> tuple[int, int]:
        """Return 1-based line and column, in code points, of a byte."""
        line = self.line_of(offset)
        starts = self._first if offset < _BLOCK - 1 else self.starts
        before = self.data[int(starts[line - 1]) : offset]
        return line, len(before.decode("utf-8", "replace")) + 1
