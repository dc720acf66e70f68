"""Quotes that break a delimited text, and which quotes count in spite of them.

In a sound text every second quote closes a cell, so parity alone tells what stands inside
quotes. Here the quotes are found for which that does not hold; from the next cell, or the next
line, on the text is read as if nothing had happened, so that one quote costs one record.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graphkit.readers.places import CR, LF, Offsets

QUOTE = 34

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class QuoteFault:
    """One broken quote.

    Attributes:
        offset: Offset of the quote at fault.
        unclosed: Whether it opens a cell that nothing closes; otherwise it stands where no
            quote may stand.
        obstacle: Of an unclosed one, the offset of the quote that should have closed it but is
            followed by something else; None where the file ends first.
    """

    offset: int
    unclosed: bool
    obstacle: int | None = None

    def moved(self, by: int) -> QuoteFault:
        """Return the same fault of a text that stands further on in another one."""
        obstacle = None if self.obstacle is None else self.obstacle + by
        return QuoteFault(self.offset + by, self.unclosed, obstacle)


def find_faults(
    data: bytes, tokens: Offsets, is_quote: Flags, delimiter: int, *, is_last: bool
) -> tuple[Flags, tuple[QuoteFault, ...]]:
    """Find the broken quotes.

    Args:
        data: The bytes of a file, or of a part of it that begins where a record does.
        tokens: Where quotes, delimiters and line ends stand, ascending; of CRLF only the LF.
        is_quote: Which of the tokens are quotes.
        delimiter: The byte between cells.
        is_last: Whether the file ends with these bytes. Otherwise a quote that nothing closes here
            is no fault yet.

    Returns:
        Which of the tokens are quotes that open or close a cell (or are doubled inside one), and
        the faults in file order.
    """
    quotes = tokens[is_quote]
    separates = np.zeros(256, np.bool_)
    separates[[delimiter, LF, CR]] = True
    allowed = separates.copy()
    allowed[QUOTE] = True
    # Both ends of a file separate as line ends do; so no offset needs to be clipped.
    padded = np.frombuffer(b"\n%b\n" % data, np.uint8)
    before, after = padded[:-2], padded[2:]
    even_open = allowed[before[quotes[0::2]]]
    odd_close = allowed[after[quotes[1::2]]]
    if (len(quotes) % 2 == 0 or not is_last) and even_open.all() and odd_close.all():
        return is_quote, ()
    at_start = separates[before[quotes]]
    may_open, may_close = allowed[before[quotes]], allowed[after[quotes]]
    even = np.arange(len(quotes)) % 2 == 0
    kinds = padded[1:-1][tokens]
    walk = _Walk(
        quotes=quotes.data,
        separators=tokens[~is_quote].data,
        line_ends=tokens[(kinds == LF) | (kinds == CR)].data,
        size=len(data),
        is_last=is_last,
        # By the parity of the first quote after the last fault: it opens a cell.
        wrong=(
            np.flatnonzero(np.where(even, ~may_open, ~may_close)).data,
            np.flatnonzero(np.where(even, ~may_close, ~may_open)).data,
        ),
        openers=(
            np.flatnonzero(even & at_start).data,
            np.flatnonzero(~even & at_start).data,
        ),
    )
    faults, dead = walk.run()
    live = is_quote.copy()
    live[np.flatnonzero(is_quote)[dead]] = False
    return live, faults


@dataclass(frozen=True)
class _Walk:
    """Goes from fault to fault, never over what is sound between them."""

    # Views give plain numbers one by one, where a list would hold an object for each.
    quotes: memoryview
    separators: memoryview
    line_ends: memoryview
    size: int
    is_last: bool
    wrong: tuple[memoryview, memoryview]
    openers: tuple[memoryview, memoryview]

    def run(self) -> tuple[tuple[QuoteFault, ...], Flags]:
        faults: list[QuoteFault] = []
        dead = np.zeros(len(self.quotes), np.bool_)
        position = 0
        while position < len(self.quotes):
            found = self._next_wrong(position)
            if found is None and not (self.is_last and (len(self.quotes) - position) % 2):
                break
            fault, first_dead, stop = self._judge(position, found)
            faults.append(fault)
            position = bisect_left(self.quotes, stop)
            dead[first_dead:position] = True
        return tuple(faults), dead

    def _next_wrong(self, position: int) -> int | None:
        candidates = self.wrong[position % 2]
        index = bisect_left(candidates, position)
        return candidates[index] if index < len(candidates) else None

    def _judge(self, position: int, found: int | None) -> tuple[QuoteFault, int, int]:
        """Return the fault, the first quote that no longer counts, and where counting resumes."""
        if found is not None and (found - position) % 2 == 0:
            stop = self._after(self.separators, self.quotes[found])
            return QuoteFault(self.quotes[found], unclosed=False), found, stop
        openers = self.openers[position % 2]
        end = len(self.quotes) if found is None else found
        opener = openers[bisect_left(openers, end) - 1]
        line_end = self._after(self.line_ends, self.quotes[opener])
        if found is None or line_end < self.quotes[found]:
            # Nobody knows where the cell was to end. To give up its line alone keeps the
            # lines below checked.
            obstacle = None if found is None else self.quotes[found]
            fault = QuoteFault(self.quotes[opener], unclosed=True, obstacle=obstacle)
            return fault, opener, line_end
        stop = self._after(self.separators, self.quotes[found])
        return QuoteFault(self.quotes[found], unclosed=False), found + 1, stop

    def _after(self, positions: memoryview, offset: int) -> int:
        index = bisect_left(positions, offset)
        return positions[index] if index < len(positions) else self.size
