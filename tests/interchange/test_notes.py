"""What people write beside a property."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.interchange.notes import read_note, write_note
from graphkit.schema.model import Property
from graphkit.schema.values import SCALARS, ListType


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("str", "string"), ("String", "string"), ("INTEGER", "integer"), ("DATE", "date"),
        ("LIST<STRING>", "list<string>"), ("int[]", "list<integer>"), ("[float]", "list<float>"),
        ("List(bool)", "list<boolean>"), ("ZonedDateTime", "datetime"), ("", "string"),
        ("Keanu Reeves", "string"), ("42", "integer"), ("-1.5", "float"), ("true", "boolean"),
        ("2014-02-28T12:00:00Z", "datetime"), ("https://example.org", "url"), ("point", "string"),
    ],
)  # fmt: skip
def test_types_are_understood_however_they_are_written(text: str, type_: str) -> None:
    assert read_note(text).type == type_


def test_marks_and_descriptions_are_told_apart() -> None:
    note = read_note("INTEGER! | How many | there are | unique | Not Null")
    assert note.description == "How many | there are"
    assert note.marks == {"unique", "required"}
    assert read_note("unique").marks == {"unique"}


@given(
    st.sampled_from([*SCALARS, *map(ListType, SCALARS)]),
    st.text(max_size=30) | st.sampled_from(["key", "a|b", "a | b", " x", "STRING"]),
    st.lists(st.sampled_from(["KEY", "UNIQUE", "REQUIRED"]), unique=True),
)
def test_what_is_written_is_understood(type_, description: str, marks: list[str]) -> None:  # type: ignore[no-untyped-def]
    note = read_note(write_note(Property("x", type_, description=description), marks))
    assert note.type == type_.name
    assert note.marks == {mark.lower() for mark in marks}
    assert note.description in (description, "")
