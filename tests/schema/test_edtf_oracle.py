"""Made-up dates of levels 0 and 1, with python edtf as the oracle, where it is right."""

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.schema.test_edtf import oracle, ours

# What python edtf 5.0.2 does otherwise, and why ours is right. A text is told by its form.
KNOWN_ERRORS = {
    r"-24(?!-\d)": "it ends winter with December; winter goes on to the end of February",
    r"^\d{4}-2[1-4][~?%]$": "it has no marks on seasons; a mark may end any date",
    r"^/|/$": "it makes up a side, ten years away; an unknown side has no date",
    r"X.*/|/.*X": "it takes unspecified digits in an interval, which are of level 2",
    r"^\d{4}(-\d\d)?T": "it takes a time of day without a day",
    r"-02-29": "it takes February 29 of years that did not have one",
}


def reversed_interval(text: str) -> bool:
    """It takes intervals that end before they start; both sides are read alone to tell."""
    start, slash, end = text.partition("/")
    if not slash or not start or not end:
        return False
    first, last = ours(start), ours(end)
    return None not in (first, last) and first[0] > last[1]  # type: ignore[index,operator]


def is_known(text: str) -> bool:
    return reversed_interval(text) or any(re.search(form, text) for form in KNOWN_ERRORS)


YEARS = st.integers(100, 9999) | st.integers(1990, 2020)  # 000X and 00XX begin before year 1
DATES = st.builds(
    lambda year, month, day, form: form.format(
        y=f"{year:04}", decade=f"{year:04}"[:3], century=f"{year:04}"[:2], m=month, d=day
    ),
    YEARS,
    st.integers(1, 12).map("{:02}".format),
    st.integers(1, 31).map("{:02}".format),
    st.sampled_from(
        [
            *("{y}", "{y}-{m}", "{y}-{m}-{d}", "{y}-21", "{y}-22", "{y}-23", "{y}-24"),
            *("{decade}X", "{century}XX", "{y}-XX", "{y}-{m}-XX", "{y}-XX-XX"),
        ]
    ),
)
SIDES = st.builds(str.__add__, DATES, st.sampled_from(["", "", "~", "?", "%"]))
TIMES = st.sampled_from(["T23:20:30", "T23:20:30Z", "T23:20:30-04", "T23:20:30+04:30"])
TEXTS = st.one_of(
    SIDES,
    st.builds("{}/{}".format, SIDES, SIDES),
    st.builds("{}/{}".format, SIDES, st.sampled_from(["..", ""])),
    st.builds("{}/{}".format, st.sampled_from(["..", ""]), SIDES),
    st.builds(str.__add__, DATES, TIMES),
)


@settings(max_examples=100)
@given(TEXTS)
def test_python_edtf_says_the_same_or_errs_in_a_known_way(text: str) -> None:
    assert ours(text) == oracle(text) or is_known(text)


def test_each_known_error_is_still_one() -> None:
    examples = [
        *("2001-24", "2001-21~", "/1985", "1985/", "201X/2022", "1985T23:20:30"),
        *("1985-02-29", "2016/2014"),
    ]
    for text in examples:
        assert is_known(text)
        assert ours(text) != oracle(text), text
    forms = {form for form in KNOWN_ERRORS for text in examples if re.search(form, text)}
    assert forms == set(KNOWN_ERRORS)


@settings(max_examples=50)
@given(st.dates())
def test_every_day_is_that_day_for_both(day: date) -> None:
    expected = (day.year, day.month, day.day)
    assert ours(day.isoformat()) == oracle(day.isoformat()) == (expected, expected)
