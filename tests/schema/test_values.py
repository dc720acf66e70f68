"""Property types: each reads what it should, explains what it should not, and writes JSON."""

import json
import struct
from datetime import UTC, date, datetime, timedelta, timezone

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import printable
from graphkit.schema.canonical import json_number, json_text
from graphkit.schema.cells import json_items, split_list
from graphkit.schema.quoting import shown
from graphkit.schema.values import (
    SCALARS,
    BooleanType,
    DatetimeType,
    DateType,
    EdtfType,
    Enumeration,
    FloatType,
    IntegerType,
    ListType,
    StringType,
    UrlType,
    ValueType,
)

TONE = Enumeration("Tone", ("loud", "low", "Größe", "nah; und fern"))
TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
WHEN = st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 12, 31))
OFFSETS = st.integers(-23 * 60 - 59, 23 * 60 + 59).map(lambda m: timezone(timedelta(minutes=m)))


def read(kind: ValueType, *cells: str | None) -> list[object]:
    return kind.parse(pl.Series("it", cells, dtype=pl.String)).to_list()


def canonical(kind: ValueType, *cells: str | None) -> list[str]:
    values = kind.parse(pl.Series("it", cells, dtype=pl.String))
    return kind.canonical(values).to_list()


@pytest.mark.parametrize("kind", [*SCALARS, TONE, *map(ListType, SCALARS)], ids=lambda k: k.name)
@pytest.mark.parametrize("cells", [[], [None], [None, None]], ids=len)
def test_absent_cells_stay_absent_and_have_the_right_type(
    kind: ValueType, cells: list[None]
) -> None:
    series = kind.parse(pl.Series("it", cells, dtype=pl.String))
    assert series.name == "it"
    assert series.dtype == kind.dtype
    assert series.to_list() == cells
    assert kind.canonical(series).to_list() == ["null"] * len(cells)
    assert kind.canonical(series).name == "it"


@pytest.mark.parametrize("kind", [*SCALARS, TONE, *map(ListType, SCALARS)], ids=lambda k: k.name)
@given(cell=TEXT)
def test_a_cell_at_fault_is_explained_in_a_printable_clause(kind: ValueType, cell: str) -> None:
    if read(kind, cell) == [None]:
        assert kind.explain(cell).isprintable()
        assert kind.explain(cell).startswith('"')


@given(st.lists(TEXT))
def test_every_text_is_a_string(cells: list[str]) -> None:
    assert read(StringType(), *cells) == cells
    assert [json.loads(text) for text in canonical(StringType(), *cells)] == cells
    assert StringType().explain("a") == '"a" is text'


@given(st.integers(-(2**63), 2**63 - 1))
def test_integers_of_64_bits_are_read_and_written_with_every_digit(number: int) -> None:
    assert read(IntegerType(), str(number), f"{number:+}") == [number, number]
    assert canonical(IntegerType(), str(number)) == [str(number)]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("nineteen", '"nineteen" is not a whole number in digits'),
        ("", '"" is not a whole number in digits'),
        ("1.0", '"1.0" is not a whole number in digits'),
        ("1e3", '"1e3" is not a whole number in digits'),
        ("--1", '"--1" is not a whole number in digits'),
        ("+-1", '"+-1" is not a whole number in digits'),
        ("1_000", '"1_000" is not a whole number in digits'),
        ("\u0661\u0662", '"\u0661\u0662" is not a whole number in digits'),
        (" 1", '" 1" has spaces around it'),
        ("1\n", '"1\\n" has spaces around it'),
        ("9223372036854775808", '"9223372036854775808" does not fit into 64 bits'),
        ("-9223372036854775809", '"-9223372036854775809" does not fit into 64 bits'),
        ("+" + "9" * 30, f'"+{"9" * 30}" does not fit into 64 bits'),
    ],
)
def test_what_is_no_integer_is_told_apart(cell: str, reason: str) -> None:
    assert read(IntegerType(), cell) == [None]
    assert IntegerType().explain(cell) == reason


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_floats_are_read_as_python_reads_them_and_written_as_json(number: float) -> None:
    text = repr(number)
    assert read(FloatType(), text) == [number]
    written = canonical(FloatType(), text)[0]
    assert json.loads(written, parse_int=float) == number
    assert written == json_number(number)
    # ECMAScript writes as few digits as tell the number from all others, as Python does.
    digits = written.lower().partition("e")[0].strip("-0").replace(".", "").strip("0")
    assert digits == f"{number!r}".partition("e")[0].strip("-0").replace(".", "").strip("0")


@pytest.mark.parametrize(
    ("cell", "number"), [("1.", 1.0), (".5", 0.5), ("+.5E-3", 0.0005), ("007", 7.0), ("1e-999", 0)]
)
def test_floats_may_be_written_short(cell: str, number: float) -> None:
    assert read(FloatType(), cell) == [number]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("nan", '"nan" is not a finite number'),
        ("inf", '"inf" is not a finite number'),
        ("-Infinity", '"-Infinity" is not a finite number'),
        ("1e400", '"1e400" is not a finite number'),
        ("0x10", '"0x10" is not a finite number'),
        (".", '"." is not a finite number'),
        ("", '"" is not a finite number'),
        ("1,5", '"1,5" has a comma: decimals are written with a point'),
        ("1 ", '"1 " has spaces around it'),
    ],
)
def test_what_is_no_finite_number_is_told_apart(cell: str, reason: str) -> None:
    assert read(FloatType(), cell) == [None]
    assert FloatType().explain(cell) == reason


@pytest.mark.parametrize(
    ("bits", "text"),
    [
        ("0000000000000000", "0"),
        ("8000000000000000", "0"),
        ("0000000000000001", "5e-324"),
        ("8000000000000001", "-5e-324"),
        ("7fefffffffffffff", "1.7976931348623157e+308"),
        ("ffefffffffffffff", "-1.7976931348623157e+308"),
        ("4340000000000000", "9007199254740992"),
        ("c340000000000000", "-9007199254740992"),
        ("4430000000000000", "295147905179352830000"),
        ("44b52d02c7e14af5", "9.999999999999997e+22"),
        ("44b52d02c7e14af6", "1e+23"),
        ("44b52d02c7e14af7", "1.0000000000000001e+23"),
        ("444b1ae4d6e2ef4e", "999999999999999700000"),
        ("444b1ae4d6e2ef4f", "999999999999999900000"),
        ("444b1ae4d6e2ef50", "1e+21"),
        ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
        ("3eb0c6f7a0b5ed8d", "0.000001"),
        ("41b3de4355555553", "333333333.3333332"),
        ("41b3de4355555554", "333333333.33333325"),
        ("41b3de4355555555", "333333333.3333333"),
        ("41b3de4355555556", "333333333.3333334"),
        ("41b3de4355555557", "333333333.33333343"),
        ("becbf647612f3696", "-0.0000033333333333333333"),
        ("43143ff3c1cb0959", "1424953923781206.2"),
    ],
)
def test_numbers_are_written_as_appendix_b_of_rfc_8785_has_them(bits: str, text: str) -> None:
    number = struct.unpack(">d", bytes.fromhex(bits))[0]
    assert json_number(number) == text
    assert FloatType().canonical(pl.Series([number, None, 1.0])).to_list() == [text, "null", "1"]


def test_booleans_are_two_words() -> None:
    assert read(BooleanType(), "true", "false", "True", "1", "") == [True, False, None, None, None]
    assert BooleanType().explain("yes") == '"yes" is neither true nor false'
    assert canonical(BooleanType(), "true", "false", None) == ["true", "false", "null"]


@given(st.dates())
def test_days_are_read_and_written(day: date) -> None:
    assert read(DateType(), day.isoformat()) == [day]
    assert canonical(DateType(), day.isoformat()) == [f'"{day.isoformat()}"']


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2014-02-30", '"2014-02-30" is no day of the calendar'),
        ("2015-02-29", '"2015-02-29" is no day of the calendar'),
        ("2014-13-01", '"2014-13-01" is no day of the calendar'),
        ("0000-01-01", '"0000-01-01" is no day of the calendar'),
        ("2014-2-28", '"2014-2-28" is not a day written as 2014-02-28'),
        ("28.02.2014", '"28.02.2014" is not a day written as 2014-02-28'),
        ("2014-02-28 ", '"2014-02-28 " is not a day written as 2014-02-28'),
        ("abcd-ef-gh", '"abcd-ef-gh" is not a day written as 2014-02-28'),
        ("-014-02-28", '"-014-02-28" is not a day written as 2014-02-28'),
        ("", '"" is not a day written as 2014-02-28'),
    ],
)
def test_what_is_no_day_is_told_apart(cell: str, reason: str) -> None:
    assert read(DateType(), cell) == [None]
    assert DateType().explain(cell) == reason


@given(WHEN, OFFSETS)
def test_moments_are_read_with_their_offset_and_written_in_utc(
    when: datetime, offset: timezone
) -> None:
    moment = when.replace(tzinfo=offset)
    assert read(DatetimeType(), moment.isoformat()) == [moment]
    written = json.loads(canonical(DatetimeType(), moment.isoformat())[0])
    assert written.endswith("Z")
    assert datetime.fromisoformat(written) == moment


@pytest.mark.parametrize(
    ("cell", "second", "micro"),
    [
        ("2014-02-28T12:00:00+01:00", 0, 0),
        ("2014-02-28T12:00:00+0100", 0, 0),
        ("2014-02-28 11:00Z", 0, 0),
        ("2014-02-28t11:00:07z", 7, 0),
        ("2014-02-28T11:00:07.5Z", 7, 500_000),
        ("2014-02-28T11:00:07.123456789-00:00", 7, 123_456),
        ("2014-02-28T02:30-08:30", 0, 0),
    ],
)
def test_a_moment_has_several_forms(cell: str, second: int, micro: int) -> None:
    assert read(DatetimeType(), cell) == [datetime(2014, 2, 28, 11, 0, second, micro, UTC)]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2014-02-28T12:00:00", "has no offset: write Z or +01:00 behind it"),
        ("2014-02-30T12:00", "has no offset: write Z or +01:00 behind it"),
        ("2014-02-30T12:00Z", "is no moment of the calendar"),
        ("2014-02-28T24:00Z", "is no moment of the calendar"),
        ("2014-02-28T12:60Z", "is no moment of the calendar"),
        ("2016-12-31T23:59:60Z", "is no moment of the calendar"),
        ("2014-02-28T12:00+24:00", "is no moment of the calendar"),
        ("0000-06-01T00:00Z", "is no moment of the calendar"),
        ("0001-01-01T00:00+01:00", "is no moment of the calendar"),
        ("9999-12-31T23:59-01:00", "is no moment of the calendar"),
        ("2014-02-28", "is not a moment written as 2014-02-28T12:00:00+01:00"),
        ("2014-02-28T12Z", "is not a moment written as 2014-02-28T12:00:00+01:00"),
        ("2014-02-28T12:00Z ", "is not a moment written as 2014-02-28T12:00:00+01:00"),
        (
            "2014-02-28T12:00:00 Europe/Berlin",
            "is not a moment written as 2014-02-28T12:00:00+01:00",
        ),
        ("", "is not a moment written as 2014-02-28T12:00:00+01:00"),
    ],
)
def test_what_is_no_moment_is_told_apart(cell: str, reason: str) -> None:
    assert read(DatetimeType(), cell) == [None]
    assert DatetimeType().explain(cell) == f'"{cell}" {reason}'


@given(st.text("0123456789-T:+Z. ", max_size=28))
def test_a_moment_that_is_read_is_one_for_python_too(cell: str) -> None:
    for value in read(DatetimeType(), cell):
        assert value is None or isinstance(value, datetime)


def test_edtf_keeps_the_text_and_gives_the_parsers_reason() -> None:
    assert read(EdtfType(), "2014~/..", "2014-02-30", None) == ["2014~/..", None, None]
    assert EdtfType().explain("2014-02-30").startswith('"2014-02-30" cannot be read as a time: ')
    assert EdtfType().explain("2014") == '"2014" is a time'
    assert canonical(EdtfType(), "2014~/..") == ['"2014~/.."']


@pytest.mark.parametrize(
    "cell", ["https://example.org/a?b=c#d", "http://[::1]:8080/", "ftp://x", "https://例え.jp/ü"]
)
def test_addresses_are_kept(cell: str) -> None:
    assert read(UrlType(), cell) == [cell]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("example.org", "is not an address that starts with https://, http:// or ftp://"),
        ("javascript:alert(1)", "is not an address that starts with https://, http:// or ftp://"),
        ("https://", "holds spaces or characters that no address may hold"),
        ("https://a b", "holds spaces or characters that no address may hold"),
        ("https://a<b>", "holds spaces or characters that no address may hold"),
        ("https://a\x1b[2J", "holds spaces or characters that no address may hold"),
        ("https://a\u202eb", "holds spaces or characters that no address may hold"),
    ],
)
def test_what_is_no_address_is_told_apart(cell: str, reason: str) -> None:
    assert read(UrlType(), cell) == [None]
    assert UrlType().explain(cell) == f"{shown(cell)} {reason}"


def test_an_enumeration_keeps_its_words_and_names_the_nearest() -> None:
    assert read(TONE, "loud", "Größe", "Loud", "", None) == ["loud", "Größe", None, None, None]
    assert TONE.explain("Loud") == '"Loud" is not one of them. Did you mean "loud"?'
    assert TONE.explain("xyz") == (
        '"xyz" is not one of them. Known: loud, low, Größe, nah; und fern.'
    )


def test_a_list_is_separated_by_semicolons() -> None:
    kind = ListType(IntegerType())
    assert (kind.name, kind.dtype) == ("list<integer>", pl.List(pl.Int64))
    assert read(kind, "1; 2;3 ;", "4", ";", "", None) == [[1, 2, 3], [4], [], [], None]
    assert canonical(kind, "1; 2", "", None) == ["[1,2]", "[]", "null"]


def test_one_item_at_fault_makes_the_cell_a_fault() -> None:
    kind = ListType(IntegerType())
    assert read(kind, "1; two; 3", "[1, null]", "[1.5]", "[", '{"a": 1}') == [None] * 5
    assert kind.explain("1; two; 3") == '"two" is not a whole number in digits'
    assert kind.explain("[1, null]") == '"[1, null]" is not a JSON list of plain values'
    assert kind.explain("1; 2") == '"1; 2" is a list'


@given(st.lists(st.lists(TEXT) | st.none()))
def test_lists_written_as_json_are_read_back(lists: list[list[str] | None]) -> None:
    kind = ListType(StringType())
    cells = [None if items is None else json.dumps(items, ensure_ascii=False) for items in lists]
    assert read(kind, *cells) == lists
    assert [json.loads(text) for text in canonical(kind, *cells)] == lists


@given(st.lists(st.lists(st.floats(allow_nan=False, allow_infinity=False))))
def test_lists_of_numbers_are_written_as_json(lists: list[list[float]]) -> None:
    kind = ListType(FloatType())
    cells = ["; ".join(map(repr, items)) for items in lists]
    assert read(kind, *cells) == lists
    written = canonical(kind, *cells)
    assert [json.loads(text, parse_int=float) for text in written] == lists


@pytest.mark.parametrize(
    "text",
    ["[", "[1", "{}", "5", '"a"', "[null]", "[[1]]", '[{"a": 1}]', "[NaN]", "[-Infinity]", "[1,]",
     r'["\ud800"]', r'["a", "\udfff b"]', "[" * 100_000],
)  # fmt: skip
def test_what_is_no_json_list_of_plain_values_has_no_items(text: str) -> None:
    assert json_items(text) is None
    assert read(ListType(StringType()), text) == [None] or not text.startswith("[")


def test_json_items_keep_every_digit_and_may_be_pairs_of_surrogates() -> None:
    text = r'[12345678901234567890123, 1.50, true, false, "\ud83d\ude00"]'
    assert json_items(text) == ["12345678901234567890123", "1.50", "true", "false", "\U0001f600"]


def test_json_and_plain_cells_may_stand_in_one_column() -> None:
    cells = pl.Series("it", ["a;b", '["c;d"]', None, "", "[1]", "[oops"])
    assert split_list(cells).to_list() == [["a", "b"], ["c;d"], None, [], ["1"], None]
    assert split_list(cells).name == "it"


@given(st.lists(TEXT | st.none()))
def test_texts_are_written_as_json_with_as_few_escapes_as_there_can_be(
    texts: list[str | None],
) -> None:
    written = json_text(pl.Series("it", texts, dtype=pl.String)).to_list()
    assert written == [json.dumps(text, ensure_ascii=False) for text in texts]


def test_control_characters_are_escaped_as_rfc_8785_says() -> None:
    text = "".join(map(chr, range(0x21))) + '"\\/\x7f\u2028€'
    expected = "".join(
        {8: r"\b", 9: r"\t", 10: r"\n", 12: r"\f", 13: r"\r"}.get(code, f"\\u{code:04x}")
        for code in range(0x20)
    )
    assert json_text(pl.Series([text])).to_list() == [f'"{expected} \\"\\\\/\x7f\u2028€"']


@given(st.text(max_size=80))
def test_what_is_shown_is_short_quoted_and_printable(text: str) -> None:
    assert shown(text).isprintable()
    assert shown(text)[0] == shown(text)[-1] == '"'
    assert len(shown(text, most=5)) <= 2 + 5 * len(r"\U0010ffff")
    assert printable(text).isprintable()


def test_what_is_printable_is_shown_as_it_is() -> None:
    assert shown("Größe 人物") == '"Größe 人物"'
    assert shown("a\u202eb\ud800\xa0") == r'"a\u202eb\ud800\xa0"'
    assert shown("abcdef", most=5) == '"abcd…"'
