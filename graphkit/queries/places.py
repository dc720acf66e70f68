"""Where in a text something stands."""

from __future__ import annotations

import re
from bisect import bisect_right


class Places:
    r"""The lines of a text.

    Args:
        text: The text, whose lines end in LF.

    Example:
        >>> Places("MATCH (n)\nRETURN n").of(17)
        (2, 8)
    """

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def of(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column of a character by its offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
