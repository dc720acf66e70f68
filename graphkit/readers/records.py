"""Where the records of a delimited text begin and end, found without a loop over them.

RFC 4180 with two widenings: LF and CR end a record as CRLF does, in any mixture, and a wholly
empty line is no record. Whatever breaks the grammar of quotes is located by `quotes`, and costs
one record, not the rest of the file.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graphkit.readers.places import CR, LF, Bytes, Offsets, line_ends
from graphkit.readers.quotes import QUOTE, QuoteFault, find_faults

_LARGE = (1 << 31) - 2  # from here on positions need 64 bits
_BLOCK = 1 << 20  # bytes looked at together: what is computed of them stays in the cache


@dataclass(frozen=True)
class Records:
    """The records of a delimited text, empty lines left out.

    Attributes:
        starts: Offset of each record's first byte.
        ends: Offset after each record's last byte, its line end not counted.
        cells: Number of cells of each record.
        faults: Broken quotes, in file order.
        plain: Whether the bytes, as they stand, are these records and nothing else, separated
            by LF or CRLF.
    """

    starts: Offsets
    ends: Offsets
    cells: Offsets
    faults: tuple[QuoteFault, ...]
    plain: bool

    def __len__(self) -> int:
        return len(self.starts)

    def holding(self, offsets: Offsets) -> Offsets:
        """Return for each offset the index of the record that holds it.

        An offset between two records (in an empty line) is given to the one before.
        """
        return np.maximum(np.searchsorted(self.starts, offsets, "right") - 1, 0)


def find_records(data: bytes, delimiter: int) -> Records:
    r"""Find every record of a delimited text.

    Args:
        data: UTF-8 bytes without a byte order mark.
        delimiter: The byte between cells.

    Example:
        >>> found = find_records(b'a,b\n\n"x\ny",2\n', ord(","))
        >>> found.starts.tolist(), found.ends.tolist(), found.cells.tolist()
        ([0, 5], [3, 12], [2, 2])
    """
    array = np.frombuffer(data, np.uint8)
    quoted, returns = b'"' in data, b"\r" in data
    wanted = [delimiter, LF, *([QUOTE] if quoted else []), *([CR] if returns else [])]
    tokens = _positions(array, wanted)
    kinds = array[tokens]
    if returns:
        breaks = (kinds == LF) | (kinds == CR)
        kept = np.isin(tokens, line_ends(array, tokens[breaks]), assume_unique=True) | ~breaks
        tokens, kinds = tokens[kept], kinds[kept]
    faults: tuple[QuoteFault, ...] = ()
    if quoted:
        is_quote = kinds == QUOTE
        live, faults = find_faults(data, tokens, is_quote, delimiter)
        inside = np.cumsum(live, dtype=np.uint8) & 1  # a wrapped sum keeps its parity
        outside = ~is_quote & (inside == 0)
        tokens, kinds = tokens[outside], kinds[outside]
    return _split(data, tokens, kinds, delimiter, faults)


def _split(
    data: bytes,
    tokens: Offsets,
    kinds: npt.NDArray[np.uint8],
    delimiter: int,
    faults: tuple[QuoteFault, ...],
) -> Records:
    """Make records of the delimiters and line ends that stand outside quotes."""
    array = np.frombuffer(data, np.uint8)
    last = np.flatnonzero(kinds != delimiter)
    ends = tokens[last]
    lone_returns = bool((kinds[last] == CR).any())
    tail = len(array) > 0 and (len(ends) == 0 or int(ends[-1]) + 1 < len(array))
    if tail:
        ends = np.append(ends, ends.dtype.type(len(array)))
        last = np.append(last, len(tokens))
    cells = np.diff(last, prepend=-1)
    starts = np.concatenate([np.zeros(1, ends.dtype), ends[:-1] + 1])[: len(ends)]
    if b"\r\n" in data:
        closed = ends[:-1] if tail else ends
        before = array[np.maximum(closed - 1, 0)]
        closed -= (array[closed] == LF) & (before == CR) & (closed > starts[: len(closed)])
    filled = starts < ends
    plain = bool(filled.all()) and not lone_returns
    if not plain:
        starts, ends, cells = starts[filled], ends[filled], cells[filled]
    return Records(starts, ends, cells, faults, plain)


def _positions(array: Bytes, wanted: list[int]) -> Offsets:
    """Return where any of the wanted bytes stands, ascending; in 32 bits where they suffice."""
    dtype = np.int32 if len(array) < _LARGE else np.int64
    found: list[Offsets] = [np.zeros(0, dtype)]
    for start in range(0, len(array), _BLOCK):
        block = array[start : start + _BLOCK]
        mask = block == wanted[0]
        for byte in wanted[1:]:
            mask |= block == byte
        positions: Offsets = np.flatnonzero(mask).astype(dtype)
        positions += start
        found.append(positions)
    return np.concatenate(found)
