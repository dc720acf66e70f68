"""Where the records of a delimited text begin and end, found without a loop over them.

RFC 4180 with two widenings: LF and CR end a record as CRLF does, in any mixture, and a wholly
empty line is no record. Whatever breaks the grammar of quotes is located by `quotes`, and costs
one record, not the rest of the file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from graphkit.readers.places import CR, LF, Bytes, Offsets, line_ends
from graphkit.readers.quotes import QUOTE, QuoteFault, find_faults

_LARGE = (1 << 31) - 2  # from here on positions need 64 bits
_BLOCK = 1 << 20  # what is computed of so many bytes stays in the cache
_MANY = 8  # of fewer blocks threads gain little, and take memory of their own


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

    def moved(self, by: int, dtype: type[np.signedinteger[Any]]) -> Records:
        """Return the same records of a text that stands further on in another one."""
        starts, ends = self.starts.astype(dtype) + dtype(by), self.ends.astype(dtype) + dtype(by)
        return replace(
            self, starts=starts, ends=ends, faults=tuple(each.moved(by) for each in self.faults)
        )

    def holding(self, offsets: Offsets) -> Offsets:
        """Return for each offset the index of the record that holds it.

        An offset between two records (in an empty line) is given to the one before.
        """
        return np.maximum(np.searchsorted(self.starts, offsets, "right") - 1, 0)


def find_records(data: bytes, delimiter: int, block: int = _BLOCK) -> Records:
    r"""Find every record of a delimited text.

    Args:
        data: UTF-8 bytes without a byte order mark.
        delimiter: The byte between cells.
        block: How many bytes are looked at together; more where a record is longer.

    Example:
        >>> found = find_records(b'a,b\n\n"x\ny",2\n', ord(","))
        >>> found.starts.tolist(), found.ends.tolist(), found.cells.tolist()
        ([0, 5], [3, 12], [2, 2])
    """
    dtype = np.int32 if len(data) < _LARGE else np.int64
    blocks = _quoted_blocks if b'"' in data else _plain_blocks
    found = [records.moved(start, dtype) for start, records in blocks(data, delimiter, block)]
    return Records(
        np.concatenate([np.zeros(0, dtype), *(each.starts for each in found)]),
        np.concatenate([np.zeros(0, dtype), *(each.ends for each in found)]),
        np.concatenate([np.zeros(0, np.int32), *(each.cells for each in found)]),
        tuple(fault for each in found for fault in each.faults),
        all(each.plain for each in found),
    )


def _plain_blocks(data: bytes, delimiter: int, block: int) -> Iterator[tuple[int, Records]]:
    """Yield the records of a text without quotes by blocks, and where each begins.

    Each LF ends a record there, so that no block needs to know of the one before.
    """
    starts = [0]
    while 0 < (start := data.find(b"\n", starts[-1] + block - 1) + 1) < len(data):
        starts.append(start)

    def records(start: int, end: int) -> Records:
        return _records_of_block(data[start:end], delimiter, is_last=True)[0]

    ends = [*starts[1:], len(data)]
    if len(starts) < _MANY:
        yield from zip(starts, map(records, starts, ends), strict=True)
        return
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        yield from zip(starts, pool.map(records, starts, ends), strict=True)


def _quoted_blocks(data: bytes, delimiter: int, block: int) -> Iterator[tuple[int, Records]]:
    """Yield the records of any text by blocks, and where each begins."""
    start, size = 0, block
    while start < len(data):
        end = start + size
        if data[end - 1 : end + 1] == b"\r\n":
            end += 1  # one line end is not told apart
        is_last = end >= len(data)
        records, upto = _records_of_block(data[start:end], delimiter, is_last=is_last)
        if upto == 0:
            size *= 2  # a record that is longer than a block
            continue
        yield start, records
        start, size = start + upto, block


def _records_of_block(block: bytes, delimiter: int, *, is_last: bool) -> tuple[Records, int]:
    """Find the records that end in a block, and where the last of them does, its line end counted.

    What follows a block changes nothing about records that end in it: a quote that is not closed in
    it opens a cell of a later record.
    """
    array = np.frombuffer(block, np.uint8)
    quoted, returns = b'"' in block, b"\r" in block
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
        live, faults = find_faults(block, tokens, is_quote, delimiter, is_last=is_last)
        inside = np.cumsum(live, dtype=np.uint8) & 1  # a wrapped sum keeps its parity
        outside = ~is_quote & (inside == 0)
        tokens, kinds = tokens[outside], kinds[outside]
    last = np.flatnonzero(kinds != delimiter)
    upto = len(block) if is_last else int(tokens[last[-1]]) + 1 if len(last) else 0
    faults = tuple(fault for fault in faults if fault.offset < upto)
    return _split(array[:upto], tokens, last, kinds[last], faults, returns=returns), upto


def _split(
    array: Bytes,
    tokens: Offsets,
    last: Offsets,
    kinds: npt.NDArray[np.uint8],
    faults: tuple[QuoteFault, ...],
    *,
    returns: bool,
) -> Records:
    """Make records of the delimiters and line ends that stand outside quotes.

    Args:
        array: The bytes.
        tokens: Where delimiters and line ends stand.
        last: Which of them are line ends.
        kinds: The bytes of those.
        faults: Broken quotes.
        returns: Whether there may be CR among the bytes.
    """
    ends = tokens[last]
    lone_returns = returns and bool((kinds == CR).any())
    tail = len(array) > 0 and (len(ends) == 0 or int(ends[-1]) + 1 < len(array))
    if tail:
        ends = np.append(ends, ends.dtype.type(len(array)))
        last = np.append(last, len(tokens))
    cells = np.diff(last, prepend=-1)
    starts = np.concatenate([np.zeros(1, ends.dtype), ends[:-1] + 1])[: len(ends)]
    if returns:
        closed = ends[:-1] if tail else ends
        before = array[np.maximum(closed - 1, 0)]
        closed -= (array[closed] == LF) & (before == CR) & (closed > starts[: len(closed)])
    filled = starts < ends
    plain = bool(filled.all()) and not lone_returns
    if not plain:
        starts, ends, cells = starts[filled], ends[filled], cells[filled]
    return Records(starts, ends, cells.astype(np.int32), faults, plain)


def _positions(array: Bytes, wanted: list[int]) -> Offsets:
    """Return where any of the wanted bytes stands, ascending."""
    mask = array == wanted[0]
    for byte in wanted[1:]:
        mask |= array == byte
    positions: Offsets = np.flatnonzero(mask).astype(np.int32)
    return positions
