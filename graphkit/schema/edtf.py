"""EDTF, the Extended Date/Time Format of ISO 8601-2, at its levels 0 and 1.

A text becomes four bounds: its start lies between `start_earliest` and `start_latest`, its end
between `end_earliest` and `end_latest`. `docs/time.md` shows what is made of them. Grammar:
https://www.loc.gov/standards/datetime/
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

import polars as pl

from graphkit.schema import edtf_faults as faults
from graphkit.schema.calendar import Period, period
from graphkit.schema.cells import numbered

Side = Literal["dated", "open", "unknown"]
"""What stands on a side of an interval: a date, `..` (without limit), or nothing (not known)."""

_LONGEST = 64  # no date is longer, and no text can make the patterns below slow
_DATE = re.compile(
    r"(-)?([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?"
    r"(T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}(?::[0-9]{2})?)?)?"
    r"([~?%])?"
)
_YEAR_0 = ("0000", "000X", "00XX")
_DAY = r"(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])-[0-9]{2}-[0-9]{2}"
_DAYS = rf"\A(?<start>{_DAY})(?:/(?<end>{_DAY}))?\z"
_READ = {
    "start_earliest": pl.Date,
    "start_latest": pl.Date,
    "end_earliest": pl.Date,
    "end_latest": pl.Date,
    "start_side": pl.String,
    "end_side": pl.String,
    "approximate": pl.Boolean,
    "fault": pl.String,
}


class EdtfError(ValueError):
    """A text is no EDTF of level 0 or 1, or no date between 0001 and 9999; says why in one line."""


@dataclass(frozen=True, slots=True)
class Edtf:
    """What an EDTF text says about a start and an end.

    Attributes:
        text: The text as it was given.
        start_earliest: First day on which the start may lie; None if that side is not dated.
        start_latest: Last day on which the start may lie.
        end_earliest: First day on which the end may lie.
        end_latest: Last day on which the end may lie.
        start_side: Whether the start is a date, open (since ever) or unknown.
        end_side: Whether the end is a date, open (forever) or unknown.
        approximate: Whether `~`, `?` or `%` stands on any side; it widens no bound.
    """

    text: str
    start_earliest: date | None
    start_latest: date | None
    end_earliest: date | None
    end_latest: date | None
    start_side: Side
    end_side: Side
    approximate: bool


def parse(text: str) -> Edtf:
    """Read one EDTF text.

    A single date starts on its first day and ends on its last. With unspecified digits it is one
    year, month or day out of several: `201X` starts between 2010-01-01 and 2019-01-01. Each side
    of an interval lies somewhere within its date, and no end lies before the earliest start.

    Raises:
        EdtfError: the text is no EDTF of level 0 or 1, or reaches outside the years 0001 to 9999.

    >>> parse("2014").end_earliest
    datetime.date(2014, 12, 31)
    >>> parse("2014/2016~").end_earliest
    datetime.date(2016, 1, 1)
    >>> parse("2014-02-30")
    Traceback (most recent call last):
    graphkit.schema.edtf.EdtfError: day 30 does not exist: 2014-02 has 28 days
    """
    if len(text) > _LONGEST:
        fault = f"{len(text)} characters are more than any date has"
        raise EdtfError(fault)
    if "/" in text:
        return _interval(text)
    days, marked = _date(text)
    return Edtf(text, *days, "dated", "dated", marked)


def bounds(values: pl.Series) -> pl.DataFrame:
    """Read a column of EDTF texts; each distinct text is read once.

    Args:
        values: String; null where there is no time.

    Returns:
        A frame of the same height and order: start_earliest, start_latest, end_earliest,
        end_latest (Date), start_side, end_side (String), approximate (Boolean), and fault (String):
        why a text could not be read. A faulty row has nothing else, a null nothing at all.

    >>> frame = bounds(pl.Series(["2014/..", None, "2014-13"]))
    >>> frame["start_latest"].to_list()
    [datetime.date(2014, 12, 31), None, None]
    >>> frame["fault"].to_list()
    [None, None, 'month 13 does not exist']
    """
    texts, numbers = numbered(values)
    read = _whole_days(texts)
    others = read["start_earliest"].is_null()
    if others.any():
        rows = [_row(text) for text in texts.filter(others).to_list()]
        told = pl.DataFrame(rows, schema=_READ, orient="row")
        places = pl.Series("place", others.arg_true())
        every = pl.concat(
            [read.with_row_index("place").filter(~others), told.insert_column(0, places)]
        )
        read = every.sort("place").drop("place")
    return read.select(pl.all().gather(numbers))


def _whole_days(texts: pl.Series) -> pl.DataFrame:
    """Read what is one day or an interval of two, as most of many distinct texts are.

    They need no look at each in Python. Other texts are null in every column.
    """
    sides = texts.alias("text").str.extract_groups(_DAYS).struct.unnest()
    days = sides.select(pl.col("start", "end").str.to_date("%Y-%m-%d", strict=False))
    in_order = pl.coalesce("end", "start") >= pl.col("start")
    has_end = pl.col("end").is_not_null() == sides["end"].is_not_null()
    first = pl.when(in_order & has_end).then("start")
    last = pl.when(in_order & has_end).then(pl.coalesce("end", "start"))
    dated = pl.when(first.is_not_null()).then(pl.lit("dated"))
    return days.select(
        start_earliest=first,
        start_latest=first,
        end_earliest=last,
        end_latest=last,
        start_side=dated,
        end_side=dated,
        approximate=pl.when(first.is_not_null()).then(pl.lit(False)),
        fault=pl.lit(None, pl.String),
    )


@lru_cache(maxsize=1 << 16)  # several rules ask for the same times
def _row(text: str) -> tuple[object, ...]:
    try:
        read = parse(text)
    except EdtfError as error:
        return (None, None, None, None, None, None, None, str(error))
    return (
        read.start_earliest,
        read.start_latest,
        read.end_earliest,
        read.end_latest,
        read.start_side,
        read.end_side,
        read.approximate,
        None,
    )


def _interval(text: str) -> Edtf:
    slashed = faults.of_slashes(text)
    if slashed is not None:
        raise EdtfError(slashed)
    start, _, end = text.partition("/")
    first, start_side, start_marked = _side("start", start)
    last, end_side, end_marked = _side("end", end)
    fault = None
    if start_side == end_side == "unknown":
        fault = "neither side says anything; leave the time empty"
    start_latest = None if first is None else first.end_latest
    end_earliest = None if last is None else last.start_earliest
    if first is not None and last is not None:
        if first.start_earliest > last.end_latest:
            fault = f"the interval ends before it starts; write {end}/{start}"
        start_latest = min(first.end_latest, last.end_latest)
        end_earliest = max(first.start_earliest, last.start_earliest)
    if fault is not None:
        raise EdtfError(fault)
    return Edtf(
        text,
        None if first is None else first.start_earliest,
        start_latest,
        end_earliest,
        None if last is None else last.end_latest,
        start_side,
        end_side,
        start_marked or end_marked,
    )


def _side(name: str, text: str) -> tuple[Period | None, Side, bool]:
    if text == "":
        return None, "unknown", False
    if text == "..":
        return None, "open", False
    try:
        days, marked = _date(text)
    except EdtfError as error:
        fault = str(error)
    else:
        if "X" not in text and "T" not in text:
            return days, "dated", marked
        fault = faults.of_side(text)
    in_side = f"{name}: {fault}"
    raise EdtfError(in_side)


def _date(text: str) -> tuple[Period, bool]:
    match = _DATE.fullmatch(text)
    if match is None:
        raise EdtfError(faults.of_form(text))
    minus, year, month, day, clock, mark = match.groups()
    fault = None if month is None else faults.of_month(year, month, day)
    if fault is None and clock is not None:
        fault = faults.of_clock(clock, day, mark)
    if fault is None and (minus is not None or year in _YEAR_0 or text[:7] == "9999-24"):
        fault = f"{text} {faults.OUTSIDE}"
    if fault is not None:
        raise EdtfError(fault)
    return period(year, month, day), mark is not None
