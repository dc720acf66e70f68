"""Why a text is no EDTF date of level 0 or 1, and what to write instead.

Level 2 forms are recognized, and so is what people write in their stead.
"""

import re

from graphkit.schema.calendar import SEASONS, month_length

OUTSIDE = "is EDTF, but dates here go from 0001-01-01 to 9999-12-31"
UNSPECIFIED_ELSEWHERE = (
    "X in this place is EDTF level 2; it may replace one or two last digits of a year alone (201X, "
    "20XX), a month (2004-XX), a day (1985-04-XX), or month and day (1985-XX-XX)"
)
_ORDER = "the year comes first, then month and day, two digits each: 2014-06-05"
_JOINED = "year, month and day are joined by hyphens: 2014-06-05"
_CLOCK = "a time of day is written 2014-06-05T23:20:30, with Z or +04:30 after it, or none"
# What texts that are no date of level 0 or 1 are meant to be: the first that is found explains.
_FAULTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), message)
    for pattern, message in (
        (r"(?i)^(c|ca|circa|about)\b", "about 2014 is written 2014~"),
        (r"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}\s+[0-9]", _CLOCK),
        (r"\A[^A-SU-Wa-z]*\s[^A-SU-Wa-z]*\Z", "there is white space in it"),
        (r"^[0-9]{1,2}([.-])[0-9]{1,2}\1[0-9]{2}([0-9]{2})?$|^[0-9]{1,2}[.-][0-9]{4}$", _ORDER),
        (r"^[0-9]{4}\.[0-9]{1,2}(\.[0-9]{1,2})?$", _JOINED),
        (r"/", "an interval has one slash, and dates have hyphens: 2014-06-05/2016"),
        (r"^Y-?[1-9][0-9]{4,}[~?%]?$", "a year of more than four digits " + OUTSIDE),
        (r"^Y-?[0-9]*[~?%]?$", "Y is for years of more than four digits; write 1985"),
        (r"[\[\]{}]", "a set is EDTF level 2; write one row for each date, or an interval"),
        (r"^Y?-?[0-9]+E[0-9]+(S[0-9]+)?$", "an exponent is EDTF level 2; write the year in digits"),
        (r"^Y?-?[0-9]+S[0-9]+$", "significant digits are EDTF level 2; write the year, or 19XX"),
        (r"[~?%][~?%]", "one mark says it all: ~ approximate, ? uncertain, % both"),
        (
            r"[~?%].",
            "a mark within a date is EDTF level 2; put one at the end, for all of it: 2004-06-11~",
        ),
        (r"\.\.", "two dots stand alone, as a side of an interval: 2014/.. or ../2014"),
        (r"^-?[0-9X]{4}(-[0-9X]{2}){0,2}[~?%]?$", UNSPECIFIED_ELSEWHERE),
        (r"[0-9][ux]", "an unspecified digit is a capital X: 201X"),
        (r"(?i)^(open|now|present|today)$", "what goes on is written with two dots: 2014/.."),
        (r"(?i)^unknown$", "an unknown side of an interval stays empty: 2014/"),
        (r"^[0-9]{4}-[0-9]{4}$", "an interval is written with a slash: 2014/2016"),
        (r"^[0-9]{6,8}$", _JOINED),
        (r"^[0-9]{5,}$", "a year of more than four digits starts with Y, and " + OUTSIDE),
        (r"^-?[0-9]{1,3}$", "a year has four digits: 0794"),
        (r"^-?[0-9]{4}-[0-9]{1,2}(-[0-9]{1,2})?$", "month and day have two digits: 2014-06-05"),
        (r"[0-9]T", _CLOCK),
    )
)
_UNREADABLE = "expected YYYY, YYYY-MM, YYYY-MM-DD, or an interval such as 2014/2016 or 2014/.."


# Dates of other customs, which would be read as intervals.
_SLASHED: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[0-9]{1,2}/([0-9]{1,2}/[0-9]{2}([0-9]{2})?|[0-9]{4})"), _ORDER),
    (re.compile(r"[0-9]{4}/[0-9]{1,2}"), "year and month are joined by a hyphen: 2014-06"),
    (re.compile(r"[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}"), _JOINED),
)


def of_slashes(text: str) -> str | None:
    """Say what is wrong with a date that has slashes in place of hyphens; None for any other text.

    >>> of_slashes("2014/06")
    'year and month are joined by a hyphen: 2014-06'
    """
    return next((why for form, why in _SLASHED if form.fullmatch(text)), None)


def of_form(text: str) -> str:
    """Say what is wrong with a date that does not have the form of level 0 or 1.

    Args:
        text: One date, or one side of an interval; short, since every pattern goes through it.

    >>> of_form("[1667,1668]")
    'a set is EDTF level 2; write one row for each date, or an interval'
    >>> of_form("Tuesday")
    'expected YYYY, YYYY-MM, YYYY-MM-DD, or an interval such as 2014/2016 or 2014/..'
    """
    return next((why for form, why in _FAULTS if form.search(text)), _UNREADABLE)


def of_month(year: str, month: str, day: str | None) -> str | None:
    """Say what is wrong with the month or the day of a date; None when nothing is.

    Args:
        year: Four digits or X.
        month: Two digits or XX.
        day: Two digits or XX; None where there is none.

    >>> of_month("2014", "02", "30")
    'day 30 does not exist: 2014-02 has 28 days'
    """
    if "X" in year or (month == "XX" and day not in (None, "XX")):
        return UNSPECIFIED_ELSEWHERE
    if month == "XX":
        return None
    number = int(month)
    if number in SEASONS:
        return None if day is None else f"a season has no days; write {year}-{month}"
    if 25 <= number <= 41:
        return (
            f"{month} in place of a month is EDTF level 2; write a season from 21 (spring) to 24 "
            "(winter), or an interval of months"
        )
    if not 1 <= number <= 12:
        return f"month {month} does not exist"
    if day is None or day == "XX":
        return None
    length = month_length(int(year), number)
    if not 1 <= int(day) <= length:
        return f"day {day} does not exist: {year}-{month} has {length} days"
    return None


def of_clock(clock: str, day: str | None, mark: str | None) -> str | None:
    """Say what is wrong with a time of day; None when nothing is.

    Args:
        clock: The letter T, hours, minutes, seconds, and Z or an offset if there is one.
        day: The day in front of it; None or XX where there is none.
        mark: The mark behind it, if any.

    >>> of_clock("T25:00:00", "05", None)
    '25:00:00 is no time of day'
    """
    if day is None or day == "XX":
        return "a time of day needs a full date: 2014-06-05T23:20:30"
    if mark is not None:
        return f"a date with a time of day takes no {mark}; leave the time of day out"
    # ISO 8601 has a second 60, for leap seconds.
    if int(clock[1:3]) > 23 or int(clock[4:6]) > 59 or int(clock[7:9]) > 60:
        return f"{clock[1:9]} is no time of day"
    offset = clock[9:].removeprefix("Z")
    if offset and (int(offset[1:3]) > 23 or int(offset[4:] or 0) > 59):
        return f"{offset} is no offset from UTC"
    return None


def of_side(date: str) -> str:
    """Say why a date with a time of day or unspecified digits is no side of an interval.

    >>> of_side("2004-06-XX")
    'X in an interval is EDTF level 2; write 2004-06, which as a side means some day of it'
    """
    if "T" in date:
        return "an interval takes no time of day; write the day alone"
    whole = date.replace("-XX", "")
    if "X" in whole:
        return "X in an interval is EDTF level 2; write one year, or leave that side empty"
    return f"X in an interval is EDTF level 2; write {whole}, which as a side means some day of it"
