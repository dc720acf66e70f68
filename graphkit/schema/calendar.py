"""The days that one EDTF date covers, by its precision.

Seasons are the northern meteorological ones, as EDTF says nothing about it: spring (21) is March
to May, summer (22) June to August, autumn (23) September to November, and winter (24) December to
the February of the year after, so that the four seasons of a year stand in their order.
"""

from datetime import date, timedelta
from typing import NamedTuple

SEASONS: dict[int, str] = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}

_FIRST_MONTH = {21: 3, 22: 6, 23: 9, 24: 12}
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_A_DAY = timedelta(days=1)


class Period(NamedTuple):
    """When a stretch of days begins and ends, each between two days.

    Where the stretch is known, the two of each pair are the same day. Where digits are unspecified
    it is one year, month or day out of several, and the pairs span them.
    """

    start_earliest: date
    start_latest: date
    end_earliest: date
    end_latest: date


def month_length(year: int, month: int) -> int:
    """Days in a month of the proleptic Gregorian calendar; any year, also 0 and negative.

    >>> month_length(2024, 2), month_length(1900, 2)
    (29, 28)
    """
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _LENGTHS[month - 1]


def period(year: str, month: str | None = None, day: str | None = None) -> Period:
    """Give the days covered by a date, its parts as EDTF writes them.

    Args:
        year: four digits from 0001 to 9999, the last one or two may be X.
        month: two digits, a season (21 to 24) or XX; None for a whole year.
        day: two digits or XX; None for a whole month.

    Raises:
        ValueError: a part is not in the calendar, or the days reach beyond the year 9999.

    >>> period("2014", "06").end_latest
    datetime.date(2014, 6, 30)
    >>> period("201X").start_latest
    datetime.date(2019, 1, 1)
    >>> period("2001", "24").end_latest
    datetime.date(2002, 2, 28)
    """
    if "X" in year:
        first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
        return Period(date(first, 1, 1), date(last, 1, 1), date(first, 12, 31), date(last, 12, 31))
    number = int(year)
    if month is None:
        return _known(date(number, 1, 1), date(number, 12, 31))
    if month == "XX":
        first_day, last_day = date(number, 1, 1), date(number, 12, 31)
        if day is None:
            return Period(first_day, date(number, 12, 1), date(number, 1, 31), last_day)
        return Period(first_day, last_day, first_day, last_day)
    part = int(month)
    if part in SEASONS:
        return _season(number, part)
    if day is not None and day != "XX":
        only = date(number, part, int(day))
        return Period(only, only, only, only)
    first_day, last_day = date(number, part, 1), date(number, part, month_length(number, part))
    if day is None:
        return _known(first_day, last_day)
    return Period(first_day, last_day, first_day, last_day)


def _season(year: int, season: int) -> Period:
    first = _FIRST_MONTH[season]
    if first == 12:
        return _known(date(year, 12, 1), date(year + 1, 3, 1) - _A_DAY)
    return _known(date(year, first, 1), date(year, first + 3, 1) - _A_DAY)


def _known(first: date, last: date) -> Period:
    return Period(first, first, last, last)
