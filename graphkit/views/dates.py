"""EDTF dates in plain words, for people who read a page."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
DOUBTS = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}
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
        return "at a time that is not known"
    if start in ("", ".."):
        tail = ", from an unknown start" if start == "" else ""
        return f"until {_date(end)}{tail}"
    if end in ("", ".."):
        tail = ", without an end" if end == ".." else ", to an unknown end"
        return f"from {_date(start)}{tail}"
    return f"from {_date(start)} to {_date(end)}"


def _date(text: str) -> str:
    doubt = DOUBTS.get(text[-1:], "")
    bare = text[:-1] if doubt else text
    found = PARTS.fullmatch(bare)
    if found is None:
        return text.replace("T", ", ", 1)
    year, month, day = found["year"], found["month"], found["day"]
    shown = _year(year.removeprefix("Y"))
    if month is None:
        return doubt + shown
    if month == "XX":
        return f"{doubt}some time in {shown}"
    number = int(month)
    if number in SEASONS:
        return f"{doubt}{SEASONS[number]} {shown}"
    if not 1 <= number <= 12:
        return text
    named = f"{MONTHS[number - 1]} {shown}"
    if day is None:
        return doubt + named
    return f"{doubt}some day in {named}" if day == "XX" else f"{doubt}{int(day)} {named}"


def _year(text: str) -> str:
    if text == "XXXX":
        return "an unknown year"
    if text.endswith("XX"):
        return f"the years {text[:-2]}00 to {text[:-2]}99"
    if text.endswith("X"):
        return f"the {text[:-1]}0s"
    return f"{int(text[1:]) + 1} BC" if text.startswith("-") else text
