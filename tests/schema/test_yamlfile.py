"""YAML as plain values with places, whatever stands in the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from graphkit.schema.yamlfile import Yaml, YamlFile, parse_yaml


def read(text: str, first_line: int = 1) -> YamlFile:
    return parse_yaml(text, "f.yaml", code="GK201", first_line=first_line)


def problems(text: str) -> list[str]:
    return [
        str(p).removeprefix("f.yaml:").replace(" GK201 error:", "") for p in read(text).problems
    ]


def test_keys_and_values_have_their_places() -> None:
    file = read("a: 1\nb:\n  - x\n  - {c: y}\n")
    assert file.data == {"a": 1, "b": ["x", {"c": "y"}]}
    assert file.place(("b", 1, "c")) == (4, 9)
    assert file.key_place(("b", 1, "c")) == (4, 6)
    assert file.key_place(("b", 0)) == (3, 5)


def test_what_is_not_there_stands_at_what_is_around_it() -> None:
    file = read("a: 1\nb:\n  - x\n")
    assert file.place(("b", 7, "z")) == (3, 3)
    assert file.key_place(("b", "z")) == (2, 1)
    assert file.key_place(("z",)) == (1, 1)
    assert read("").place(("a",)) == (1, 1)


def test_columns_count_code_points() -> None:
    assert read("a: [\U0001f600, b]").place(("a", 1)) == (1, 8)


def test_lines_are_counted_from_the_line_that_the_text_begins_in() -> None:
    file = read("a: &x 1", first_line=5)
    assert file.place(("a",))[0] == file.problems[0].line == 5


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("null", None),
        ("~", None),
        ("", None),
        ("True", True),
        ("FALSE", False),
        ("yes", "yes"),
        ("012", 12),
        ("+1", 1),
        ("9223372036854775807", 2**63 - 1),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("1.", 1.0),
        (".5", 0.5),
        ("1e3", 1000.0),
        (".inf", ".inf"),
        ("2014-01-01", "2014-01-01"),
        ("12:30", "12:30"),
        ("'1'", "1"),
        ('"true"', "true"),
        ("|-\n  5", "5"),
        (">-\n  a\n  b", "a b"),
    ],
)
def test_a_plain_word_is_what_the_core_schema_says(text: str, value: Yaml) -> None:
    assert read(f"a: {text}").data == {"a": value}


@pytest.mark.parametrize("text", ["", "# nothing", "---\n", "~"])
def test_a_text_without_a_value_is_none(text: str) -> None:
    assert (read(text).data, problems(text)) == (None, [])


@pytest.mark.parametrize(
    ("text", "data", "found"),
    [
        (
            "a: &x 1",
            {"a": 1},
            ["1:4: Anchors and aliases (& and *) are not read. Write the value out."],
        ),
        (
            "a: *x",
            {"a": None},
            ["1:4: Anchors and aliases (& and *) are not read. Write the value out."],
        ),
        ("*x : 1", {}, ["1:1: A key must be a plain word."]),
        ("a: !x 1", {"a": 1}, ['1:4: Tags are not read, here "!x".']),
        ("a: ! 1", {"a": 1}, ['1:4: Tags are not read, here "!".']),
        ("!x a: 1", {"a": 1}, ['1:1: Tags are not read, here "!x".']),
        ("? {a: [b]}\n: [1]\nb: 2", {"b": 2}, ["1:3: A key must be a plain word."]),
        ("a: 1\na: {b: [c]}\nd: 2", {"a": 1, "d": 2}, ['2:1: "a" stands twice; first in line 1.']),
        (
            "a: 1\n---\nb: 2",
            {"a": 1},
            ["2:1: A second document begins here, and only one is read."],
        ),
        (
            '"\\ud800": 1\nb: 2',
            {"b": 2},
            ["1:1: \\ud800 is half of a surrogate pair and no character."],
        ),
        (
            'a: "\\udfff"',
            {"a": None},
            ["1:4: \\udfff is half of a surrogate pair and no character."],
        ),
    ],
)
def test_what_yaml_allows_and_is_not_read_leaves_the_rest(
    text: str, data: Yaml, found: list[str]
) -> None:
    assert (read(text).data, problems(text)) == (data, found)


def test_it_is_known_what_was_not_read() -> None:
    text = 'a: *x\nb: {c: "\\ud800"}\nd: 1\nd: 2\ne: &y 5'
    assert read(text).unread == {("a",), ("b", "c"), ("d",)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "a:\n\tb: 1",
            "2:1: Not readable as YAML: found character '\\t' that cannot start any token. "
            "Indent with spaces, not with tabs.",
        ),
        (
            "a: @b",
            "1:4: Not readable as YAML: found character '@' that cannot start any token. "
            "Write the text in quotes.",
        ),
        (
            "a: b: c",
            "1:5: Not readable as YAML: mapping values are not allowed here. "
            'Write a text with ": " in it in quotes.',
        ),
        (
            "a: 1\n b: 2",
            "2:3: Not readable as YAML: mapping values are not allowed here. "
            'Write a text with ": " in it in quotes.',
        ),
        (
            "a:\n  b: 1\n c: 2",
            "3:2: Not readable as YAML: expected <block end>, but found "
            "'<block mapping start>'. Keys of one mapping begin in one column.",
        ),
        ("a: 'b\nc", "2:2: Not readable as YAML: what begins in line 1, column 4, is not ended."),
        (
            "a: [b,\nc: 1",
            "2:5: Not readable as YAML: what begins in line 1, column 4, is not ended.",
        ),
        ("a: \0", "1:4: Not readable as YAML: the character \\x00 is not allowed."),
        ("a: 1\nb: \x1b[31m", "2:4: Not readable as YAML: the character \\x1b is not allowed."),
        ("a: 1\r\nb: \x1b", "2:4: Not readable as YAML: the character \\x1b is not allowed."),
        (
            'a: "\\U00110000"',
            "1:5: Not readable as YAML: the character \\U00110000 is not allowed.",
        ),
        (
            'a: "\\UFFFFFFFF"',
            "1:5: Not readable as YAML: the character \\UFFFFFFFF is not allowed.",
        ),
        (
            "%YAML 9.1\n---\na: 1",
            "1:1: Not readable as YAML: found incompatible YAML document "
            "(version 1.* is required).",
        ),
    ],
)
def test_a_text_that_is_no_yaml_has_one_problem_with_a_way_out(text: str, found: str) -> None:
    assert read(text).data is None
    assert problems(text) == [found]


@pytest.mark.parametrize(
    "text", ["[" * 20_000, "{" * 20_000, "- " * 20_000, "? " * 20_000, "a: " + "[" * 99]
)
def test_deep_nesting_is_left_at_once(text: str) -> None:
    assert "Nested more than 50 levels deep" in problems(text)[-1]


def test_fifty_levels_are_read() -> None:
    assert problems("[" * 50 + "]" * 50) == []
    assert problems("[" * 51 + "]" * 51) == ["1:51: Nested more than 50 levels deep."]


def test_aliases_cannot_multiply() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 40)]
    assert len(read("\n".join(lines)).problems) == 40 + 39 * 2


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(PLAIN)
def test_plain_values_written_as_json_are_read_back(value: Yaml) -> None:
    import json

    text = json.dumps(value)  # with \uXXXX escapes; JSON is YAML, but for half surrogate pairs
    file = read(text)
    if "\\ud" not in text:
        assert file.data == value
        assert file.problems == ()


@given(
    st.text(st.characters(codec="utf-8"), max_size=60)
    | st.text("ab:-?[]{},&*!|>'\"%@` \n\t#~1.\\uU", max_size=60)
)
def test_any_text_is_read_or_has_problems_inside_the_file(text: str) -> None:
    file = read(text)
    lines = text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + 3
    for problem in file.problems:
        assert 1 <= problem.line <= lines
        assert problem.column >= 1
        assert problem.message.isprintable()


@given(st.text("ab:-[]{}, \n#", max_size=40))
def test_what_ruamel_reads_is_read_the_same(text: str) -> None:
    file = read(text)
    if not file.problems:
        assert file.data == with_text_keys(YAML(typ="safe", pure=True).load(text))


def with_text_keys(value: object) -> object:
    """Return a value whose keys are the texts that stand in the file."""
    if isinstance(value, dict):
        return {"" if k is None else str(k): with_text_keys(v) for k, v in value.items()}
    return [with_text_keys(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_lines_are_the_file_s_own_whatever_yaml_takes_for_a_line_end(sign: str) -> None:
    read = parse_yaml(f"a: 'x{sign}y'\r\nb: *z", "f.yaml", code="GK201")
    assert [(problem.line, problem.column) for problem in read.problems] == [(2, 4)]
