"""Relative phrases of time, such as "last year", read against a document's date."""

import re
from datetime import date

import polars as pl

from graphkit.schema import edtf

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
_NUMBERS = {word: number for number, word in enumerate((*_WORDS, "twelve"), start=1)} | {"a": 1}
_NAMED = re.compile(r"(last|this) (year|month)")
_AGO = re.compile(rf"([0-9]{{1,5}}|{'|'.join(_NUMBERS)}) (year|month|day)s? ago")


def resolve(time_text: pl.Series, published: pl.Series) -> pl.DataFrame:
    """Turn phrases into EDTF, each by the date of the document that it stands in.

    Known are "last year", "this year", "last month", "this month", "yesterday", and "N years ago",
    "N months ago", "N days ago", with N in digits, in words to twelve, or "a". Letter case and
    spacing do not matter. The result is as precise as the phrase: a year, a month or a day; if
    the document's date is marked `~`, `?` or `%`, so is the result.

    Args:
        time_text: String; a document's own words for a time, null where there are none.
        published: String; EDTF, of the same height; null where the document has no date.

    Returns:
        A frame of the same height: time (String, EDTF), or the fault (String) why there is none.
        Both are null where there is no phrase.

    >>> found = resolve(
    ...     pl.Series(["Last year", "three days ago", "last month", "of late"]),
    ...     pl.Series(["2023-06-20", "2023-06-20", "2023", "2023-06-20"]),
    ... )
    >>> found["time"].to_list()
    ['2022', '2023-06-17', None, None]
    >>> found["fault"].to_list()[2]
    'it needs a document dated to the month, and the document is dated 2023'
    """
    asked = pl.DataFrame(
        {"time_text": time_text.cast(pl.String), "published": published.cast(pl.String)}
    )
    distinct = asked.filter(pl.col("time_text").is_not_null()).unique()
    rows = [(text, day, *resolve_one(text, day)) for text, day in distinct.iter_rows()]
    read = pl.DataFrame(
        rows,
        schema=dict.fromkeys(("time_text", "published", "time", "fault"), pl.String),
        orient="row",
    )
    return asked.join(
        read,
        on=["time_text", "published"],
        how="left",
        nulls_equal=True,
        maintain_order="left",
    ).select("time", "fault")


def resolve_one(text: str, published: str | None) -> tuple[str | None, str | None]:
    """Turn one phrase into EDTF, or tell the fault why there is none, as `resolve` does of many."""
    phrase = _phrase(text)
    if phrase is None:
        return None, "it is no relative time that graphkit knows"
    if published is None:
        return None, "the document has no date to count from"
    try:
        dated = edtf.parse(published)
    except edtf.EdtfError as error:
        return None, f"the document's date cannot be read: {error}"
    unit, count = phrase
    first, last = dated.start_earliest, dated.end_latest
    if first is None or last is None or _trimmed(first, unit) != _trimmed(last, unit):
        return None, (
            f"it needs a document dated to the {unit}, and the document is dated {published}"
        )
    time = _before(first, unit, count)
    if time is None:
        return None, "it lies before the year 0001"
    return time + _mark(published), None


def _phrase(text: str) -> tuple[str, int] | None:
    """Give the unit of a phrase and how many of them it counts back."""
    words = " ".join(text.split()).casefold()
    if words == "yesterday":
        return "day", 1
    named = _NAMED.fullmatch(words)
    if named is not None:
        return named[2], 1 if named[1] == "last" else 0
    ago = _AGO.fullmatch(words)
    if ago is None:
        return None
    count = _NUMBERS[ago[1]] if ago[1] in _NUMBERS else int(ago[1])
    return ago[2], count


def _before(day: date, unit: str, count: int) -> str | None:
    """Count back; None where that ends before the calendar does."""
    if unit == "day":
        days = day.toordinal() - count
        return date.fromordinal(days).isoformat() if days >= 1 else None
    if unit == "month":
        months = day.year * 12 + day.month - 1 - count
        return f"{months // 12:04}-{months % 12 + 1:02}" if months >= 12 else None
    return f"{day.year - count:04}" if day.year > count else None


def _trimmed(day: date, unit: str) -> str:
    return day.isoformat()[: {"year": 4, "month": 7, "day": 10}[unit]]


def _mark(published: str) -> str:
    """Give the mark that says what all marks of a date say."""
    marks = set(published) & set("~?%")
    return "%" if len(marks) > 1 else "".join(marks)
