"""Quotes found in documents: where they stand, and under which heading."""

from __future__ import annotations

import re

import polars as pl

_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)


def locate_quotes(quotes: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    r"""Find each distinct quote in its document, word for word.

    Args:
        quotes: Columns `document`, `quote` and `occurrence` (1, 2, …; null: the only one).
        documents: Columns `id` and `text`.

    Returns:
        One row for each distinct quote: its `quote_start` and `quote_end` (0-based code points, end
        exclusive; null where it is not found, or stands more than once and no occurrence is
        given), and the `count` of places where it stands.

    Example:
        >>> documents = pl.DataFrame({"id": ["d"], "text": ["yes no yes"]})
        >>> quotes = pl.DataFrame({"document": ["d"], "quote": ["yes"], "occurrence": [2]})
        >>> locate_quotes(quotes, documents).row(0)
        ('d', 'yes', 2, 7, 10, 2)
    """
    distinct = quotes.select("document", "quote", "occurrence").unique(maintain_order=True)
    texts = documents.select(
        document="id",
        text="text",
        _is_ascii=pl.col("text").str.len_bytes() == pl.col("text").str.len_chars(),
    )
    rows = distinct.join(texts, on="document", maintain_order="left").drop_nulls("quote")
    text, quote, at = pl.col("text"), pl.col("quote"), pl.col("_at")
    first = pl.when(quote != "").then(text.str.find(quote, literal=True)).cast(pl.Int64)
    # bytes are cut without a copy, and searched on every core
    data = text.cast(pl.Binary)
    several = data.bin.slice(at + 1).bin.contains(quote.cast(pl.Binary))
    before = data.bin.slice(0, pl.when("_is_ascii").then(0).otherwise(at))
    chars = before.cast(pl.String).str.len_chars().cast(pl.Int64)
    found = (
        rows.lazy()
        .with_columns(_at=first)
        .select(
            *("document", "quote", "occurrence", "text"),
            several=several,
            quote_start=pl.when(pl.col("_is_ascii") | at.is_null()).then(at).otherwise(chars),
            count=at.is_not_null().cast(pl.Int64),
        )
        .collect(engine="streaming")
    )
    places = "quote_start", "count"
    counted = pl.col("several").fill_null(False) | pl.col("occurrence").is_not_null()
    numbered = found.with_row_index("_row").filter(counted)
    if not numbered.is_empty():
        starts = [
            _numbered(*row) for row in numbered.select("text", "quote", "occurrence").iter_rows()
        ]
        schema = dict.fromkeys(places, pl.Int64)
        told = pl.DataFrame(starts, schema, orient="row").hstack([numbered["_row"]])
        found = found.with_row_index("_row").update(told, on="_row", include_nulls=True)
    end = pl.col("quote_start") + pl.col("quote").str.len_chars()
    return found.select(
        "document", "quote", "occurrence", "quote_start", end.alias("quote_end"), "count"
    )


def _numbered(text: str, quote: str, occurrence: int | None) -> tuple[int | None, int]:
    """Return where the occurrence asked for begins, if it does, and how many there are."""
    found = _occurrences(text, quote) if quote else []
    if occurrence is None or not 0 < occurrence <= len(found):
        return None, len(found)
    return found[occurrence - 1], len(found)


def _occurrences(text: str, quote: str) -> list[int]:
    found: list[int] = []
    start = text.find(quote)
    while start >= 0:
        found.append(start)
        # one step past the find, so that overlapping occurrences are counted as well
        start = text.find(quote, start + 1)
    return found


def headings_before(places: pl.DataFrame, documents: pl.DataFrame) -> pl.Series:
    r"""Return the nearest heading of its document before each place; null where there is none.

    Args:
        places: Columns `document` and `quote_start` (code points; null for no place).
        documents: Columns `id` and `text`.

    Example:
        >>> documents = pl.DataFrame({"id": ["d"], "text": ["# One\nyes no\n# Two\nyes"]})
        >>> places = pl.DataFrame({"document": ["d", "d"], "quote_start": [6, 19]})
        >>> headings_before(places, documents).to_list()
        ['One', 'Two']
    """
    wanted = places.drop_nulls("quote_start")["document"].unique().implode()
    listed = [
        (document, match.start(), match.group(1))
        for document, text in documents.select("id", "text")
        .filter(pl.col("id").is_in(wanted))
        .iter_rows()
        for match in _HEADING.finditer(text)
    ]
    schema = {"document": pl.String, "quote_start": pl.Int64, "heading": pl.String}
    headings = pl.DataFrame(listed, schema=schema, orient="row").sort("document", "quote_start")
    asked = places.select("document", "quote_start").with_row_index("_place")
    found = asked.drop_nulls().sort("document", "quote_start")
    found = found.join_asof(
        headings, on="quote_start", by="document", strategy="backward", check_sortedness=False
    )
    joined = asked.join(
        found.select("_place", "heading"), on="_place", how="left", maintain_order="left"
    )
    return joined["heading"]
