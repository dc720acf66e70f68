"""The published examples of EDTF, our own edge cases, an oracle, and any text at all.

Longer than 400 lines, as the specification's examples stand here whole, in one table.
"""

import math
from datetime import date, timedelta

import polars as pl
import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from graphkit.schema import edtf
from graphkit.schema.calendar import month_length

BOUNDS = ["start_earliest", "start_latest", "end_earliest", "end_latest"]

# The examples of the EDTF specification of 4 February 2019, levels 0 and 1, with their bounds.
# A dot stands for the bound of a side without a date.
SPECIFIED = """
1985-04-12                  1985-04-12 1985-04-12 1985-04-12 1985-04-12
1985-04                     1985-04-01 1985-04-01 1985-04-30 1985-04-30
1985                        1985-01-01 1985-01-01 1985-12-31 1985-12-31
1985-04-12T23:20:30         1985-04-12 1985-04-12 1985-04-12 1985-04-12
1985-04-12T23:20:30Z        1985-04-12 1985-04-12 1985-04-12 1985-04-12
1985-04-12T23:20:30-04      1985-04-12 1985-04-12 1985-04-12 1985-04-12
1985-04-12T23:20:30+04:30   1985-04-12 1985-04-12 1985-04-12 1985-04-12
1964/2008                   1964-01-01 1964-12-31 2008-01-01 2008-12-31
2004-06/2006-08             2004-06-01 2004-06-30 2006-08-01 2006-08-31
2004-02-01/2005-02-08       2004-02-01 2004-02-01 2005-02-08 2005-02-08
2004-02-01/2005-02          2004-02-01 2004-02-01 2005-02-01 2005-02-28
2004-02-01/2005             2004-02-01 2004-02-01 2005-01-01 2005-12-31
2005/2006-02                2005-01-01 2005-12-31 2006-02-01 2006-02-28
2001-21                     2001-03-01 2001-03-01 2001-05-31 2001-05-31
1984?                       1984-01-01 1984-01-01 1984-12-31 1984-12-31
2004-06~                    2004-06-01 2004-06-01 2004-06-30 2004-06-30
2004-06-11%                 2004-06-11 2004-06-11 2004-06-11 2004-06-11
201X                        2010-01-01 2019-01-01 2010-12-31 2019-12-31
20XX                        2000-01-01 2099-01-01 2000-12-31 2099-12-31
2004-XX                     2004-01-01 2004-12-01 2004-01-31 2004-12-31
1985-04-XX                  1985-04-01 1985-04-30 1985-04-01 1985-04-30
1985-XX-XX                  1985-01-01 1985-12-31 1985-01-01 1985-12-31
1985-04-12/..               1985-04-12 1985-04-12 . .
1985-04/..                  1985-04-01 1985-04-30 . .
1985/..                     1985-01-01 1985-12-31 . .
../1985-04-12               . . 1985-04-12 1985-04-12
../1985-04                  . . 1985-04-01 1985-04-30
../1985                     . . 1985-01-01 1985-12-31
1985-04-12/                 1985-04-12 1985-04-12 . .
1985-04/                    1985-04-01 1985-04-30 . .
1985/                       1985-01-01 1985-12-31 . .
/1985-04-12                 . . 1985-04-12 1985-04-12
/1985-04                    . . 1985-04-01 1985-04-30
/1985                       . . 1985-01-01 1985-12-31
1984~/2004-06               1984-01-01 1984-12-31 2004-06-01 2004-06-30
1984/2004-06~               1984-01-01 1984-12-31 2004-06-01 2004-06-30
1984~/2004~                 1984-01-01 1984-12-31 2004-01-01 2004-12-31
1984?/2004%                 1984-01-01 1984-12-31 2004-01-01 2004-12-31
1984-06-02?/2004-08-08~     1984-06-02 1984-06-02 2004-08-08 2004-08-08
"""

OURS = """
2001-22                     2001-06-01 2001-06-01 2001-08-31 2001-08-31
2001-23                     2001-09-01 2001-09-01 2001-11-30 2001-11-30
2001-24                     2001-12-01 2001-12-01 2002-02-28 2002-02-28
2003-24                     2003-12-01 2003-12-01 2004-02-29 2004-02-29
2001-21~                    2001-03-01 2001-03-01 2001-05-31 2001-05-31
2001-21/2001-23             2001-03-01 2001-05-31 2001-09-01 2001-11-30
201X~                       2010-01-01 2019-01-01 2010-12-31 2019-12-31
001X                        0010-01-01 0019-01-01 0010-12-31 0019-12-31
2004-02-XX                  2004-02-01 2004-02-29 2004-02-01 2004-02-29
0001-01-01                  0001-01-01 0001-01-01 0001-01-01 0001-01-01
9999-12-31                  9999-12-31 9999-12-31 9999-12-31 9999-12-31
9999-23                     9999-09-01 9999-09-01 9999-11-30 9999-11-30
2000-02-29                  2000-02-29 2000-02-29 2000-02-29 2000-02-29
2014/2014                   2014-01-01 2014-12-31 2014-01-01 2014-12-31
2014-06/2014                2014-06-01 2014-06-30 2014-06-01 2014-12-31
2014/2014-06                2014-01-01 2014-06-30 2014-06-01 2014-06-30
2014-06-05/2014             2014-06-05 2014-06-05 2014-06-05 2014-12-31
2014-06-05/2014-06-05       2014-06-05 2014-06-05 2014-06-05 2014-06-05
../..                       . . . .
../                         . . . .
/..                         . . . .
1985-04-12T23:59:60Z        1985-04-12 1985-04-12 1985-04-12 1985-04-12
"""


def table(text: str) -> list[tuple[str, list[date | None]]]:
    rows = [line.split() for line in text.strip().splitlines()]
    return [
        (time, [None if day == "." else date.fromisoformat(day) for day in days])
        for time, *days in rows
    ]


VALID = table(SPECIFIED) + table(OURS)


@pytest.mark.parametrize(("text", "expected"), VALID, ids=[text for text, _ in VALID])
def test_a_date_of_level_0_or_1_has_these_bounds(text: str, expected: list[date | None]) -> None:
    read = edtf.parse(text)
    assert [getattr(read, name) for name in BOUNDS] == expected
    assert read.text == text
    assert read.approximate == any(mark in text for mark in "~?%")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2014", "dated", "dated"),
        ("201X", "dated", "dated"),
        ("2014/2016", "dated", "dated"),
        ("2014/..", "dated", "open"),
        ("2014/", "dated", "unknown"),
        ("../2014", "open", "dated"),
        ("/2014", "unknown", "dated"),
        ("../..", "open", "open"),
        ("../", "open", "unknown"),
        ("/..", "unknown", "open"),
    ],
)
def test_a_side_is_dated_open_or_unknown(text: str, start: str, end: str) -> None:
    read = edtf.parse(text)
    assert (read.start_side, read.end_side) == (start, end)


LEVEL_2 = [
    ("Y-17E7", "write the year in digits"),
    ("Y17E8", "write the year in digits"),
    ("Y3388E2S3", "write the year in digits"),
    ("1950S2", "write the year, or 19XX"),
    ("Y171010000S3", "write the year, or 19XX"),
    ("2001-34", "write a season from 21 (spring) to 24 (winter)"),
    ("2001-25", "write a season from 21 (spring) to 24 (winter)"),
    ("2001-41~", "write a season from 21 (spring) to 24 (winter)"),
    ("[1667,1668,1670..1672]", "write one row for each date"),
    ("[..1760-12-03]", "write one row for each date"),
    ("[1760-12..]", "write one row for each date"),
    ("[1760-01,1760-02,1760-12..]", "write one row for each date"),
    ("[1667,1760-12]", "write one row for each date"),
    ("[..1984]", "write one row for each date"),
    ("{1667,1668,1670..1672}", "write one row for each date"),
    ("{1960,1961-12}", "write one row for each date"),
    ("{..1984}", "write one row for each date"),
    ("2004-06~-11", "put one at the end"),
    ("2004?-06-11", "put one at the end"),
    ("?2004-06-~11", "put one at the end"),
    ("2004-%06-11", "put one at the end"),
    ("156X-12-25", "it may replace"),
    ("15XX-12-25", "it may replace"),
    ("XXXX-12-XX", "it may replace"),
    ("1XXX-XX", "it may replace"),
    ("1XXX-12", "it may replace"),
    ("1984-1X", "it may replace"),
    ("2004-XX-05", "it may replace"),
    ("2004-06-1X", "it may replace"),
    ("1XXX", "it may replace"),
    ("201X-XX", "it may replace"),
    ("-2XXX~", "it may replace"),
    ("2004-06-~01/2004-06-~20", "put one at the end"),
    ("2004-06-XX/2004-07-03", "write 2004-06, which"),
    ("2004/2005-XX-XX~", "write 2005~, which"),
    ("201X/2015", "write one year, or leave that side empty"),
]


@pytest.mark.parametrize(("text", "way_out"), LEVEL_2)
def test_level_2_is_named_with_what_to_write_instead(text: str, way_out: str) -> None:
    with pytest.raises(edtf.EdtfError) as caught:
        edtf.parse(text)
    assert "EDTF level 2" in str(caught.value)
    assert way_out in str(caught.value)


FAULTS = [
    ("2014-13", "month 13 does not exist"),
    ("2014-00", "month 00 does not exist"),
    ("2014-20", "month 20 does not exist"),
    ("2014-42", "month 42 does not exist"),
    ("2014-13-01", "month 13 does not exist"),
    ("2014-02-30", "day 30 does not exist: 2014-02 has 28 days"),
    ("1900-02-29", "day 29 does not exist: 1900-02 has 28 days"),
    ("2014-06-00", "day 00 does not exist: 2014-06 has 30 days"),
    ("2014/2016-11-31", "end: day 31 does not exist: 2016-11 has 30 days"),
    ("2014-13/2016", "start: month 13 does not exist"),
    ("2014-21-05", "a season has no days; write 2014-21"),
    ("2016/2014", "the interval ends before it starts; write 2014/2016"),
    ("2014-06-05/2014-06-04", "the interval ends before it starts"),
    ("2014~/2013-12-31?", "the interval ends before it starts; write 2013-12-31?/2014~"),
    ("/", "neither side says anything; leave the time empty"),
    ("2014/2015/2016", "end: an interval has one slash"),
    ("2014-06-05T23:20:30/2015", "start: an interval takes no time of day"),
    ("-1985", "-1985 is EDTF, but dates here go from 0001-01-01 to 9999-12-31"),
    ("-0044-03-15", "-0044-03-15 is EDTF, but dates here"),
    ("-0044-02-30", "day 30 does not exist: 0044-02 has 29 days"),
    ("0000", "0000 is EDTF, but dates here"),
    ("000X", "000X is EDTF, but dates here"),
    ("00XX", "00XX is EDTF, but dates here"),
    ("9999-24", "9999-24 is EDTF, but dates here"),
    ("-0100/2010", "start: -0100 is EDTF, but dates here"),
    ("Y170000002", "a year of more than four digits is EDTF, but dates here"),
    ("Y-170000002", "a year of more than four digits is EDTF, but dates here"),
    ("Y1985", "Y is for years of more than four digits; write 1985"),
    ("Y01985", "Y is for years of more than four digits; write 1985"),
    ("12014", "a year of more than four digits starts with Y"),
    ("794", "a year has four digits: 0794"),
    ("2014-6", "month and day have two digits"),
    ("2014-6-5", "month and day have two digits"),
    ("20140605", "joined by hyphens: 2014-06-05"),
    ("2014-2016", "an interval is written with a slash: 2014/2016"),
    ("2014~?", "one mark says it all"),
    ("2014..2016", "two dots stand alone"),
    ("..", "two dots stand alone"),
    ("201x", "an unspecified digit is a capital X"),
    ("19uu", "an unspecified digit is a capital X"),
    ("2014/open", "end: what goes on is written with two dots"),
    ("2014/Present", "end: what goes on is written with two dots"),
    ("unknown/2014", "start: an unknown side of an interval stays empty"),
    ("circa 2014", "about 2014 is written 2014~"),
    ("ca. 2014", "about 2014 is written 2014~"),
    ("05.06.2014", "the year comes first, then month and day, two digits each: 2014-06-05"),
    ("12/05/1980", "the year comes first"),
    ("5-6-98", "the year comes first"),
    ("06/2014", "the year comes first"),
    ("6.2014", "the year comes first"),
    ("2014/06/05", "year, month and day are joined by hyphens: 2014-06-05"),
    ("2014.6.5", "year, month and day are joined by hyphens: 2014-06-05"),
    ("2014.06", "year, month and day are joined by hyphens: 2014-06-05"),
    ("2014/06", "year and month are joined by a hyphen: 2014-06"),
    ("2014-06-05 00:00:00", "a time of day is written 2014-06-05T23:20:30"),
    ("2014-06-05 23:20", "a time of day is written 2014-06-05T23:20:30"),
    ("last year", "expected YYYY, YYYY-MM"),
    ("5 June 2014", "expected YYYY, YYYY-MM"),
    (" 2014", "there is white space in it"),
    ("2014\n", "there is white space in it"),
    ("2014 / 2016", "start: there is white space in it"),
    ("2014-06-05T23:20", "a time of day is written 2014-06-05T23:20:30"),
    ("2014-06-05T23:20:30.5Z", "a time of day is written 2014-06-05T23:20:30"),
    ("2014-06-05T24:00:00", "24:00:00 is no time of day"),
    ("2014-06-05T23:60:00", "23:60:00 is no time of day"),
    ("2014-06-05T23:20:61", "23:20:61 is no time of day"),
    ("2014-06-05T23:20:30+24:00", "+24:00 is no offset from UTC"),
    ("2014-06-05T23:20:30-04:60", "-04:60 is no offset from UTC"),
    ("2014-06T23:20:30", "a time of day needs a full date"),
    ("2014-06-XXT23:20:30", "a time of day needs a full date"),
    ("2014-06-05T23:20:30~", "takes no ~; leave the time of day out"),
    ("", "expected YYYY, YYYY-MM"),
    ("Tuesday", "expected YYYY, YYYY-MM"),
    ("\u0662\u0660\u0661\u0664", "expected YYYY, YYYY-MM"),
    ("\u22122014", "expected YYYY, YYYY-MM"),
    ("2014/2016" * 1000, "9000 characters are more than any date has"),
]


@pytest.mark.parametrize(("text", "message"), FAULTS, ids=[repr(text)[:40] for text, _ in FAULTS])
def test_a_fault_says_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(edtf.EdtfError) as caught:
        edtf.parse(text)
    assert message in str(caught.value)
    assert str(caught.value).isprintable()


# Where python edtf 5.0.2 says something else, and why ours is right.
ORACLE_ERRS = {
    "2001-24": "it ends winter with December; winter goes on to the end of February",
    "2003-24": "it ends winter with December; winter goes on to the end of February",
    "2001-21~": "it has no marks on seasons; a mark may end any date",
    "1985-04-12/": "it makes up an end, ten years on; an unknown end has no date",
    "1985-04/": "it makes up an end, ten years on; an unknown end has no date",
    "1985/": "it makes up an end, ten years on; an unknown end has no date",
    "/1985-04-12": "it makes up a start, ten years back; an unknown start has no date",
    "/1985-04": "it makes up a start, ten years back; an unknown start has no date",
    "/1985": "it makes up a start, ten years back; an unknown start has no date",
    "../": "it fails with a TypeError; either side may be open, either unknown",
    "/..": "it fails with a TypeError; either side may be open, either unknown",
    "1985-04-12T23:59:60Z": "it has no leap seconds; ISO 8601 has",
    "1985-02-29": "it takes a day that 1985 did not have",
    "1985-04-12T24:00:00": "it takes an hour that ISO 8601-1:2019 took out",
    "2016/2014": "it takes an interval that ends before it starts",
    "1XXX": "it takes a form of level 2 for level 1",
}


Days = tuple[tuple[int, ...] | None, tuple[int, ...] | None]


def oracle(text: str) -> Days | None:
    """First and last day; None where the oracle refuses, or fails in its own way."""
    try:
        read = parse_edtf(text)
        first, last = read.lower_strict(), read.upper_strict()
    except Exception:  # noqa: BLE001 - the oracle lets many kinds of exception out
        return None
    return (
        None if first == -math.inf else tuple(first[:3]),
        None if last == math.inf else tuple(last[:3]),
    )


def ours(text: str) -> Days | None:
    try:
        read = edtf.parse(text)
    except edtf.EdtfError:
        return None
    first, last = read.start_earliest, read.end_latest
    return (
        None if first is None else (first.year, first.month, first.day),
        None if last is None else (last.year, last.month, last.day),
    )


ASKED = sorted({text for text, _ in VALID} | set(ORACLE_ERRS) | {"2014-13", "2014-06-31", "X"})


@pytest.mark.parametrize("text", ASKED)
def test_python_edtf_agrees_except_where_it_errs(text: str) -> None:
    assert (oracle(text) != ours(text)) == (text in ORACLE_ERRS)


def test_a_column_keeps_its_order_its_height_and_its_nulls() -> None:
    texts = ["2014/..", None, "2014", "2014-13", "2014/..", None, "2014~"]
    frame = edtf.bounds(pl.Series("time", texts))
    assert frame.schema == {
        **dict.fromkeys(BOUNDS, pl.Date),
        "start_side": pl.String,
        "end_side": pl.String,
        "approximate": pl.Boolean,
        "fault": pl.String,
    }
    first, last = date(2014, 1, 1), date(2014, 12, 31)
    expected = {
        "start_earliest": [first, None, first, None, first, None, first],
        "start_latest": [last, None, first, None, last, None, first],
        "end_side": ["open", None, "dated", None, "open", None, "dated"],
        "approximate": [False, None, False, None, False, None, True],
        "fault": [None, None, None, "month 13 does not exist", None, None, None],
    }
    assert frame.select(list(expected)).to_dict(as_series=False) == expected


@pytest.mark.parametrize("texts", [[], [None, None]])
def test_a_column_without_times_has_the_same_columns(texts: list[None]) -> None:
    frame = edtf.bounds(pl.Series(texts, dtype=pl.String))
    filled = edtf.bounds(pl.Series(["2014"]))
    assert frame.schema == filled.schema
    assert frame.height == len(texts)
    assert frame.null_count().row(0) == (len(texts),) * frame.width


def test_a_column_says_what_its_texts_say_one_by_one() -> None:
    texts = [text for text, _ in VALID]
    frame = edtf.bounds(pl.Series(texts))
    names = [*BOUNDS, "start_side", "end_side", "approximate"]
    alone = [[getattr(edtf.parse(text), name) for name in names] for text in texts]
    assert_frame_equal(
        frame.select(names),
        pl.DataFrame(alone, schema=frame.select(names).schema, orient="row"),
    )
    assert frame["fault"].null_count() == len(texts)


LETTERS = st.text(alphabet="0123456789-/.XYZTES~?%[]{},: +u", max_size=30)
PARTS = st.sampled_from(
    ["2014", "2014-06", "2014-06-05", "201X", "2014-XX", "2014-24", "..", "", "~", "?", "/", "T"]
)


@given(st.text() | LETTERS | st.lists(PARTS, max_size=5).map("".join))
def test_any_text_is_a_time_or_a_fault_and_never_anything_else(text: str) -> None:
    try:
        read = edtf.parse(text)
    except edtf.EdtfError as error:
        assert str(error).isprintable()
    else:
        assert_bounds_in_order(read)


DAYS = st.dates()
DATES = st.builds(
    lambda day, length, mark: day.isoformat()[:length] + mark,
    DAYS,
    st.sampled_from([4, 7, 10]),
    st.sampled_from(["", "~", "?", "%"]),
)


@given(DATES | st.just("..") | st.just(""), DATES | st.just("..") | st.just(""))
def test_every_interval_is_read_or_is_reversed_or_empty(start: str, end: str) -> None:
    try:
        read = edtf.parse(f"{start}/{end}")
    except edtf.EdtfError as error:
        assert "before it starts" in str(error) or start == end == ""
    else:
        assert_bounds_in_order(read)
        assert read.approximate == any(mark in start + end for mark in "~?%")


def assert_bounds_in_order(read: edtf.Edtf) -> None:
    for side in ("start", "end"):
        earliest, latest = getattr(read, f"{side}_earliest"), getattr(read, f"{side}_latest")
        dated = getattr(read, f"{side}_side") == "dated"
        assert (earliest is not None) == (latest is not None) == dated
        assert not dated or earliest <= latest
    if read.start_earliest is not None and read.end_earliest is not None:
        assert read.start_earliest <= read.end_earliest
    if read.start_latest is not None and read.end_latest is not None:
        assert read.start_latest <= read.end_latest


@given(DAYS)
def test_a_day_lies_in_its_month_and_its_year(day: date) -> None:
    text = day.isoformat()
    for length in (4, 7, 10):
        read = edtf.parse(text[:length])
        assert read.start_earliest is not None
        assert read.end_latest is not None
        assert read.start_earliest <= day <= read.end_latest


@given(st.integers(1, 9998), st.integers(1, 12))
def test_a_month_is_as_long_as_the_standard_library_says(year: int, month: int) -> None:
    after = date(year + month // 12, month % 12 + 1, 1)
    assert month_length(year, month) == (after - timedelta(days=1)).day


@pytest.mark.parametrize("unit", ["2014-06-05/", "~", "X", "1", "[", "-01", "..", "T00:00:00"])
def test_a_very_long_text_is_refused_for_its_length(unit: str) -> None:
    with pytest.raises(edtf.EdtfError, match="more than any date has"):
        edtf.parse(unit * 100_000)


_PARTS = st.tuples(
    st.sampled_from(["0000", "0001", "0999", "1900", "2000", "2014", "9999"]),
    st.sampled_from(["00", "01", "02", "06", "12", "13", "21"]),
    st.sampled_from(["00", "01", "28", "29", "30", "31", "32"]),
).map("-".join)


@given(st.lists(st.one_of(_PARTS, st.tuples(_PARTS, _PARTS).map("/".join)), max_size=20))
def test_a_column_of_days_is_read_as_each_of_its_texts(texts: list[str]) -> None:
    frame = edtf.bounds(pl.Series(texts, dtype=pl.String))
    for text, row in zip(texts, frame.iter_rows(named=True), strict=True):
        try:
            alone = edtf.parse(text)
        except edtf.EdtfError as fault:
            assert row == {**dict.fromkeys(row), "fault": str(fault)}
        else:
            assert row["fault"] is None
            assert all(row[name] == getattr(alone, name) for name in row if name != "fault")
