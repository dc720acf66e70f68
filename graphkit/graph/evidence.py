"""Quotes found in documents: where they stand, and under which heading."""

from __future__ import annotations

import bisect
import re

import polars as pl

_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)

FOUND = {
    "document": pl.String,
    "quote": pl.String,
    "occurrence": pl.Int64,
    "quote_start": pl.Int64,
    "quote_end": pl.Int64,
    "heading": pl.String,
    "count": pl.Int64,
}
"""The columns of `locate_quotes`."""


def locate_quotes(quotes: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    r"""Find each distinct quote in its document, word for word.

    Args:
        quotes: Columns `document`, `quote` and `occurrence` (1, 2, …; null: the only one).
        documents: Columns `id` and `text`.

    Returns:
        One row for each distinct quote: its `quote_start` and `quote_end` (0-based code points, end
        exclusive; null where it is not found, or stands more than once and no occurrence is
        given), the nearest `heading` before it, and the `count` of places where it stands.

    Example:
        >>> documents = pl.DataFrame({"id": ["d"], "text": ["# One\nyes no\n# Two\nyes"]})
        >>> quotes = pl.DataFrame({"document": ["d"], "quote": ["yes"], "occurrence": [2]})
        >>> locate_quotes(quotes, documents).row(0)
        ('d', 'yes', 2, 19, 22, 'Two', 2)
    """
    texts = dict(documents.select("id", "text").iter_rows())
    headings: dict[str, tuple[list[int], list[str]]] = {}
    distinct = quotes.select("document", "quote", "occurrence").unique(maintain_order=True)
    rows: list[tuple[object, ...]] = []
    for document, quote, occurrence in distinct.drop_nulls(["document", "quote"]).iter_rows():
        if document not in texts:
            continue
        starts = _occurrences(texts[document], quote)
        index = occurrence - 1 if occurrence is not None else 0
        one = 0 <= index < len(starts) and (occurrence is not None or len(starts) == 1)
        start = starts[index] if one else None
        end = start + len(quote) if start is not None else None
        heading = None
        if start is not None:
            if document not in headings:
                headings[document] = _headings(texts[document])
            heading = _nearest(headings[document], start)
        rows.append((document, quote, occurrence, start, end, heading, len(starts)))
    return pl.DataFrame(rows, schema=FOUND, orient="row")


def _occurrences(text: str, quote: str) -> list[int]:
    found: list[int] = []
    start = text.find(quote) if quote else -1
    while start >= 0:
        found.append(start)
        # one step past the find, so that overlapping occurrences are counted as well
        start = text.find(quote, start + 1)
    return found


def _headings(text: str) -> tuple[list[int], list[str]]:
    matches = list(_HEADING.finditer(text))
    return [match.start() for match in matches], [match.group(1) for match in matches]


def _nearest(headings: tuple[list[int], list[str]], offset: int) -> str | None:
    starts, titles = headings
    index = bisect.bisect_right(starts, offset) - 1
    return titles[index] if index >= 0 else None
