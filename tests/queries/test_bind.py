"""Values for parameters, from the texts of a command line."""

from datetime import date

import pytest

from graphkit.errors import UsageError
from graphkit.queries import SavedQuery, bind, parse_query

HEADER = """// description: Any.
// param text: string = "x"
// param count: integer = 3
// param share: float = 2
// param flag: boolean = false
// param day: date = "2013-01-01"
// param names: list<string> = ["a;b", ""]
// param none: date = null
// param needed: string
RETURN $text, $count, $share, $flag, $day, $names, $none, $needed
"""


@pytest.fixture
def query() -> SavedQuery:
    query, problems = parse_query(HEADER.encode(), "any", "any.cypher")
    assert problems == []
    assert query is not None
    return query


def refusal(query: SavedQuery, **given: str) -> str:
    with pytest.raises(UsageError) as caught:
        bind(query, {"needed": "", **given})
    return str(caught.value)


def test_defaults_have_their_types(query: SavedQuery) -> None:
    values = bind(query, {"needed": ""})
    assert values == {
        "text": "x",
        "count": 3,
        "share": 2.0,
        "flag": False,
        "day": date(2013, 1, 1),
        "names": ["a;b", ""],
        "none": None,
        "needed": "",
    }
    assert type(values["share"]) is float


def test_texts_become_values_of_the_declared_types(query: SavedQuery) -> None:
    given = {
        "text": "$x'\"\n",
        "count": "-9223372036854775808",
        "share": "1e3",
        "flag": "true",
        "day": "2024-02-29",
        "names": "a; b;",
        "none": "2013-12-31",
        "needed": "null",
    }
    assert bind(query, given) == {
        "text": "$x'\"\n",
        "count": -(2**63),
        "share": 1000.0,
        "flag": True,
        "day": date(2024, 2, 29),
        "names": ["a", "b"],
        "none": date(2013, 12, 31),
        "needed": "null",
    }


def test_a_list_may_be_json_or_empty(query: SavedQuery) -> None:
    assert bind(query, {"needed": "", "names": '["a;b", "c"]'})["names"] == ["a;b", "c"]
    assert bind(query, {"needed": "", "names": ""})["names"] == []


def test_a_text_that_is_no_value_is_refused_with_the_reason(query: SavedQuery) -> None:
    assert refusal(query, count="three") == (
        'count of any takes an integer, but "three" is not a whole number in digits.'
    )
    assert refusal(query, share="1,5").endswith("decimals are written with a point.")
    assert refusal(query, flag="yes") == (
        'flag of any takes a boolean, but "yes" is neither true nor false.'
    )
    assert refusal(query, day="2013-02-30").endswith("is no day of the calendar.")
    assert refusal(query, names="[a]").endswith("is not a JSON list of plain values.")
    assert refusal(query, none="") == (
        'none of any takes a date, but "" is not a day written as 2014-02-28.'
    )


def test_a_text_of_broken_bytes_is_refused(query: SavedQuery) -> None:
    assert refusal(query, text="a\udcff") == (
        'text of any takes a string, but "a\\udcff" is not UTF-8.'
    )


def test_an_unknown_name_has_the_nearest_one(query: SavedQuery) -> None:
    assert refusal(query, cout="1") == 'any has no parameter "cout". Did you mean "count"?'
    assert refusal(SavedQuery("one", "", (), "RETURN 1"), x="1") == (
        'one has no parameter "needed". It takes none.'
    )


def test_a_parameter_without_a_default_must_be_given(query: SavedQuery) -> None:
    with pytest.raises(UsageError) as caught:
        bind(query, {})
    assert str(caught.value) == (
        "any needs a value for needed: string. Give it: --param needed=VALUE."
    )
