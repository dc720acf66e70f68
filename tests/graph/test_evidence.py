"""Quotes found in documents, and what a Graph makes of the place."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.graph.evidence import headings_before, locate_quotes

TEXT = "Ünder no heading.\n\n# One\n\nyes 🙂 no, yes\n\n## Two ##\nno\n####### not one\naaa\n"


def found(quote: str | None, occurrence: int | None = None, text: str = TEXT) -> dict[str, object]:
    quotes = pl.DataFrame(
        {"document": ["d"], "quote": [quote], "occurrence": [occurrence]},
        schema={"document": pl.String, "quote": pl.String, "occurrence": pl.Int64},
    )
    documents = pl.DataFrame({"id": ["d"], "text": [text]})
    places = locate_quotes(quotes, documents)
    return places.with_columns(headings_before(places, documents)).row(0, named=True)


@pytest.mark.parametrize(
    ("quote", "occurrence", "start", "heading", "count"),
    [
        ("Ünder", None, 0, None, 1),
        ("🙂 no, yes", None, 30, "One", 1),
        ("yes", None, None, None, 2),
        ("yes", 1, 26, "One", 2),
        ("yes", 2, 36, "One", 2),
        ("yes", 3, None, None, 2),
        ("yes", 0, None, None, 2),
        ("yes", -1, None, None, 2),
        ("no", 3, 51, "Two", 4),
        ("aa", 2, 71, "Two", 2),
        ("Yes", None, None, None, 0),
        ("# One", None, 19, "One", 1),
        ("", None, None, None, 0),
    ],
)
def test_a_quote_is_found_by_code_points(
    quote: str, occurrence: int | None, start: int | None, heading: str | None, count: int
) -> None:
    row = found(quote, occurrence)
    end = None if start is None else start + len(quote)
    assert (row["quote_start"], row["quote_end"], row["heading"], row["count"]) == (
        start,
        end,
        heading,
        count,
    )


@given(st.text("ab🙂\n", max_size=12), st.text("ab🙂\n", min_size=1, max_size=3))
def test_every_occurrence_can_be_named(text: str, quote: str) -> None:
    places = [i for i in range(len(text)) if text[i : i + len(quote)] == quote]
    for number, place in enumerate(places, start=1):
        assert found(quote, number, text)["quote_start"] == place
    assert found(quote, len(places) + 1, text)["quote_start"] is None
    assert found(quote, None, text)["quote_start"] == (places[0] if len(places) == 1 else None)


def test_what_has_no_text_or_no_quote_is_left_out() -> None:
    quotes = pl.DataFrame(
        {"document": ["d", "other", None], "quote": [None, "a", "a"], "occurrence": [None] * 3},
        schema={"document": pl.String, "quote": pl.String, "occurrence": pl.Int64},
    )
    assert locate_quotes(quotes, pl.DataFrame({"id": ["d"], "text": ["a"]})).is_empty()
