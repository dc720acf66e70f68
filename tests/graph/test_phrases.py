"""Which phrases are understood, against which dates, and why others are not."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.graph.phrases import resolve
from graphkit.schema import edtf


def answer(phrase: str | None, published: str | None) -> tuple[str | None, str | None]:
    frame = resolve(pl.Series([phrase], dtype=pl.String), pl.Series([published], dtype=pl.String))
    time, fault = frame.row(0)
    return time, fault


@pytest.mark.parametrize(
    ("phrase", "published", "time"),
    [
        ("last year", "2023-06-20", "2022"),
        ("this year", "2023-06-20", "2023"),
        ("last year", "2023-06", "2022"),
        ("last year", "2023", "2022"),
        ("last month", "2023-06-20", "2023-05"),
        ("last month", "2023-01", "2022-12"),
        ("this month", "2023-06", "2023-06"),
        ("yesterday", "2023-03-01", "2023-02-28"),
        ("yesterday", "2024-03-01", "2024-02-29"),
        ("yesterday", "2023-06-20T10:00:00Z", "2023-06-19"),
        ("9 years ago", "2023-06-20", "2014"),
        ("nine years ago", "2023", "2014"),
        ("a year ago", "2023", "2022"),
        ("one month ago", "2023-06", "2023-05"),
        ("18 months ago", "2023-06", "2021-12"),
        ("twelve months ago", "2023-06", "2022-06"),
        ("three days ago", "2023-03-02", "2023-02-27"),
        ("100 days ago", "2023-03-02", "2022-11-22"),
        ("2022 years ago", "2023", "0001"),
        ("12 months ago", "0002-01", "0001-01"),
        ("1 day ago", "0001-01-02", "0001-01-01"),
        ("  Last\n YEAR ", "2023", "2022"),
        ("last\u00a0year", "2023", "2022"),
    ],
)
def test_a_phrase_is_counted_from_the_date_of_the_document(
    phrase: str, published: str, time: str
) -> None:
    assert answer(phrase, published) == (time, None)


@pytest.mark.parametrize(
    ("phrase", "published", "time"),
    [
        ("last year", "2023-06/2023-09", "2022"),
        ("last year", "2023/2023", "2022"),
        ("last month", "2023-06-20/2023-06-25", "2023-05"),
        ("last year", "2023-XX", "2022"),
        ("last month", "2023-06-XX", "2023-05"),
        ("last year", "2023-22", "2022"),
        ("last year", "2023~", "2022~"),
        ("yesterday", "2023-06-20?", "2023-06-19?"),
        ("last year", "2023-01~/2023-05~", "2022~"),
        ("last year", "2023-01~/2023-05?", "2022%"),
    ],
)
def test_a_vague_date_does_where_it_settles_the_unit(
    phrase: str, published: str, time: str
) -> None:
    assert answer(phrase, published) == (time, None)


@pytest.mark.parametrize(
    ("phrase", "published", "fault"),
    [
        ("last month", "2023", "a document dated to the month, and the document is dated 2023"),
        ("yesterday", "2023-06", "a document dated to the day, and the document is dated 2023-06"),
        ("last month", "2023-05/2023-06", "a document dated to the month"),
        ("last year", "2022/2023", "a document dated to the year"),
        ("last year", "202X", "a document dated to the year"),
        ("last year", "2023-24", "a document dated to the year"),
        ("last year", "2023/..", "a document dated to the year"),
        ("last year", "/2023", "a document dated to the year"),
        ("last year", None, "the document has no date"),
        ("last year", "summer", "the document's date cannot be read: expected YYYY"),
        ("2023 years ago", "2023", "before the year 0001"),
        ("12 months ago", "0001-06", "before the year 0001"),
        ("yesterday", "0001-01-01", "before the year 0001"),
        ("99999 days ago", "0100-01-01", "before the year 0001"),
        ("recently", "2023-06-20", "no relative time that graphkit knows"),
        ("today", "2023-06-20", "no relative time that graphkit knows"),
        ("last week", "2023-06-20", "no relative time that graphkit knows"),
        ("next year", "2023-06-20", "no relative time that graphkit knows"),
        ("in 2014", "2023-06-20", "no relative time that graphkit knows"),
        ("last year or so", "2023-06-20", "no relative time that graphkit knows"),
        ("about 3 years ago", "2023-06-20", "no relative time that graphkit knows"),
        ("thirteen years ago", "2023-06-20", "no relative time that graphkit knows"),
        ("-3 years ago", "2023-06-20", "no relative time that graphkit knows"),
        ("\u0663 years ago", "2023-06-20", "no relative time that graphkit knows"),
        ("9" * 10_000 + " years ago", "2023-06-20", "no relative time that graphkit knows"),
        ("last year" + " " * 200 + "or so", "2023", "no relative time that graphkit knows"),
        ("", "2023-06-20", "no relative time that graphkit knows"),
        ("recently", None, "no relative time that graphkit knows"),
    ],
)
def test_what_cannot_be_resolved_has_no_time_and_a_reason(
    phrase: str, published: str | None, fault: str
) -> None:
    time, reason = answer(phrase, published)
    assert time is None
    assert reason is not None
    assert fault in reason


def test_a_column_keeps_its_order_and_its_nulls() -> None:
    frame = resolve(
        pl.Series(["last year", None, "recently", "last year", None, "last year"]),
        pl.Series(["2023", "2023", "2023", "2015", None, None]),
    )
    assert frame.schema == {"time": pl.String, "fault": pl.String}
    assert frame["time"].to_list() == ["2022", None, None, "2014", None, None]
    assert frame["fault"].is_null().to_list() == [True, True, False, True, True, False]


def test_a_column_without_phrases_has_the_same_columns() -> None:
    frame = resolve(pl.Series([], dtype=pl.String), pl.Series([], dtype=pl.String))
    assert frame.schema == {"time": pl.String, "fault": pl.String}
    assert frame.height == 0


AGO = st.builds(
    "{} {}{} ago".format,
    st.integers(0, 200_000),
    st.sampled_from(["year", "month", "day"]),
    st.sampled_from(["", "s"]),
)


@given(AGO | st.text(max_size=20), st.dates().map(str) | st.text(max_size=12) | st.none())
def test_any_phrase_gives_either_a_time_that_can_be_read_or_a_reason(
    phrase: str, published: str | None
) -> None:
    time, fault = answer(phrase, published)
    assert (time is None) != (fault is None)
    if time is not None:
        assert edtf.parse(time).start_earliest is not None
