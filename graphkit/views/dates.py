"""EDTF dates in plain words, for people who read a page."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from graphkit.views.words import say

MONTHS = [
    "dates.january",
    "dates.february",
    "dates.march",
    "dates.april",
    "dates.may",
    "dates.june",
    "dates.july",
    "dates.august",
    "dates.september",
    "dates.october",
    "dates.november",
    "dates.december",
]
SEASONS = {21: "dates.spring", 22: "dates.summer", 23: "dates.autumn", 24: "dates.winter"}
DOUBTS = {"~": "dates.about", "?": "dates.perhaps", "%": "dates.perhapsAbout"}
PARTS = re.compile(r"(?P<year>Y?-?\d+X*|X{4})(?:-(?P<month>\d\d|XX))?(?:-(?P<day>\d\d|XX))?")


EPOCH: Final = date(1970, 1, 1)


def number(day: date | None) -> int | None:
    """Return how many days after 1970-01-01 a day is; None for None.

    Example:
        >>> number(date(1970, 1, 2)), number(date(1969, 12, 31)), number(None)
        (1, -1, None)
    """
    return None if day is None else (day - EPOCH).days


def words(edtf: str) -> str:
    """Return an EDTF date or interval of level 0 or 1 in plain words.

    What is not understood is returned as it stands: this is for reading, and judges nothing.

    Example:
        >>> words("2014~/.."), words("198X"), words("2023-07-01"), words("2013-21")
        ('from about 2014, without an end', 'the 1980s', '1 July 2023', 'spring 2013')
        >>> words("/2015~")
        'until about 2015, from an unknown start'
    """
    if "/" not in edtf:
        return _date(edtf)
    start, _, end = edtf.partition("/")
    if start in ("", "..") and end in ("", ".."):
        return say("dates.unknown")
    if start == "":
        return say("dates.untilFromUnknown", end=_date(end))
    if start == "..":
        return say("dates.until", end=_date(end))
    if end == "":
        return say("dates.fromToUnknown", start=_date(start))
    if end == "..":
        return say("dates.fromOpen", start=_date(start))
    return say("dates.fromTo", start=_date(start), end=_date(end))


def _date(text: str) -> str:
    doubt = DOUBTS.get(text[-1:])
    found = PARTS.fullmatch(text[:-1] if doubt else text)
    if found is None:
        return text.replace("T", ", ", 1)
    told = _sure(found["year"], found["month"], found["day"])
    if told is None:
        return text
    return told if doubt is None else say(doubt, date=told)


def _sure(year: str, month: str | None, day: str | None) -> str | None:
    """A date without its doubt; None where it has a month that there is not."""
    shown = _year(year.removeprefix("Y"))
    if month is None:
        return shown
    if month == "XX":
        return say("dates.someTime", year=shown)
    number = int(month)
    if number in SEASONS:
        return say(SEASONS[number], year=shown)
    if not 1 <= number <= 12:
        return None
    named = say(MONTHS[number - 1])
    if day is None or day == "XX":
        told = say("dates.month", month=named, year=shown)
        return told if day is None else say("dates.someDay", month=told)
    return say("dates.day", day=str(int(day)), month=named, year=shown)


def _year(text: str) -> str:
    if text == "XXXX":
        return say("dates.unknownYear")
    if text.endswith("XX"):
        return say("dates.century", first=f"{text[:-2]}00", last=f"{text[:-2]}99")
    if text.endswith("X"):
        return say("dates.decade", year=f"{text[:-1]}0")
    return say("dates.beforeChrist", year=str(int(text[1:]) + 1)) if text[0] == "-" else text
