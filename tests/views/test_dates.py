"""EDTF in plain words."""

import pytest

from graphkit.views.dates import words


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2014", "2014"),
        ("2014-06", "June 2014"),
        ("2014-06-20", "20 June 2014"),
        ("2014?", "perhaps 2014"),
        ("2014-06%", "perhaps about June 2014"),
        ("2014-22", "summer 2014"),
        ("2014-13", "2014-13"),
        ("198X", "the 1980s"),
        ("19XX", "the years 1900 to 1999"),
        ("XXXX", "an unknown year"),
        ("2014-XX", "some time in 2014"),
        ("2014-06-XX", "some day in June 2014"),
        ("-0043", "44 BC"),
        ("Y17000", "17000"),
        ("2014/2016-03", "from 2014 to March 2016"),
        ("2014~/..", "from about 2014, without an end"),
        ("2014/", "from 2014, to an unknown end"),
        ("../2014", "until 2014"),
        ("/2014", "until 2014, from an unknown start"),
        ("../..", "at a time that is not known"),
        ("2014-06-20T10:00:00", "2014-06-20, 10:00:00"),
        ("soon", "soon"),
    ],
)
def test_a_date_reads_as_a_person_would_say_it(edtf: str, expected: str) -> None:
    assert words(edtf) == expected
