import hashlib

import pytest

from graphkit.errors import Problem
from graphkit.graph.dataset import SourceDocument
from graphkit.readers.documents import read_document
from graphkit.readers.source import TextFile, as_text

HEAD = "---\nid: a\ntitle: First\n---\n"


def read(data: str | bytes) -> tuple[SourceDocument | None, list[Problem]]:
    text = as_text(data.encode() if isinstance(data, str) else data, "a.md")
    assert isinstance(text, TextFile)
    return read_document(text)


def sound(data: str | bytes) -> SourceDocument:
    document, problems = read(data)
    assert problems == []
    assert document is not None
    return document


def places(data: str | bytes) -> list[tuple[int, int, str]]:
    _, problems = read(data)
    return [(problem.line, problem.column, problem.code) for problem in sorted(problems)]


def test_all_keys_are_kept_with_their_places() -> None:
    document = sound(
        "---\nid: digest\ntitle: 'A: title'\npublisher: P\nauthor: A\npublished: 2014-05\n"
        "language: en\nurl: https://example.org/a#b\nreports: article\n---\nText\n"
    )
    assert document.fields == {
        "id": "digest",
        "title": "A: title",
        "publisher": "P",
        "author": "A",
        "published": "2014-05",
        "language": "en",
        "url": "https://example.org/a#b",
        "reports": "article",
    }
    assert document.places["published"] == (6, 12)
    assert document.first_line == 11


@pytest.mark.parametrize("value", ["007", "2014", "1.50", "true", "1e3"])
def test_values_are_kept_as_they_are_written(value: str) -> None:
    assert sound(f"---\nid: {value} # why\ntitle: t\n---\n").fields["id"] == value


def test_front_matter_may_be_written_on_one_line() -> None:
    assert sound("---\n{id: 007, title: 12}\n---\n").fields == {"id": "007", "title": "12"}


def test_absent_values_are_missing() -> None:
    document = sound('---\nid: a\ntitle: t\nauthor:\nurl: ~\nlanguage: ""\n---\n')
    assert dict(document.fields) == {"id": "a", "title": "t"}


def test_the_text_begins_after_the_front_matter_and_is_otherwise_unchanged() -> None:
    text = "\n  e\u0301 \u2028 a\t\n---\n\nlast"
    document = sound(HEAD + text)
    assert document.text == text
    assert document.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert document.first_line == 5


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_are_read_as_lf(end: str) -> None:
    text = "one\n\ntwo\n"
    document = sound((HEAD + text).replace("\n", end))
    assert (document.text, document.first_line) == (text, 5)
    assert document.sha256 == sound(HEAD + text).sha256


def test_a_byte_order_mark_is_no_part_of_the_document() -> None:
    assert sound(b"\xef\xbb\xbf" + HEAD.encode() + b"x").text == "x"


def test_a_document_may_have_no_text() -> None:
    assert sound(HEAD).text == ""
    assert sound(HEAD.rstrip()).text == ""


@pytest.mark.parametrize("data", ["", "id: a\n", "\n" + HEAD, "----\nid: a\n---\n", "--- a\n---\n"])
def test_a_document_without_front_matter_is_a_problem(data: str) -> None:
    document, problems = read(data)
    assert document is None
    assert problems[0].message == "There is no front matter."
    assert places(data) == [(1, 1, "GK140")]


@pytest.mark.parametrize("data", ["---", "---\n", "---\nid: a\ntitle: t\n ---\n"])
def test_front_matter_that_does_not_end_is_a_problem(data: str) -> None:
    _, problems = read(data)
    assert "is not ended" in problems[0].message
    assert places(data) == [(1, 1, "GK140")]


def test_id_and_title_are_needed() -> None:
    document, _ = read("---\n---\n")
    assert document is None
    assert places("---\n---\n") == [(1, 1, "GK143"), (1, 1, "GK143")]
    assert places("---\nid: ~\ntitle: t\n---\n") == [(2, 1, "GK143")]
    document, problems = read("---\nid: a\n---\nx")
    assert document is not None
    assert problems[0].message == "A document needs a title."


def test_an_unknown_key_is_a_problem_with_the_nearest_known_one() -> None:
    document, problems = read("---\nid: a\ntitle: t\npublised: 2014\n---\n")
    assert document is not None
    assert [(problem.line, problem.column, problem.hint) for problem in problems] == [
        (4, 1, 'Did you mean "published"?')
    ]


def test_a_value_is_one_text() -> None:
    data = "---\nid: [a, b]\ntitle:\n  de: t\n---\n"
    document, problems = read(data)
    assert document is None
    assert [problem.message for problem in problems] == [
        "id is one text, not a list.",
        "title is one text, not a mapping.",
    ]
    assert places(data) == [(2, 5, "GK143"), (4, 3, "GK143")]


def test_faults_of_yaml_have_the_files_own_lines() -> None:
    assert places("---\nid: a\ntitle: 'x\n---\n") == [(4, 1, "GK141")]
    assert places("---\nid: a\nid: b\ntitle: t\n---\n") == [(3, 1, "GK141")]
    assert places("---\n- id\n---\n") == [(2, 1, "GK141")]


def test_bytes_that_are_no_text_hide_the_document() -> None:
    document, _ = read(HEAD.encode() + b"a\n\xe9\n")
    assert document is None
    assert places(HEAD.encode() + b"a\n\xe9\n") == [(6, 1, "GK110")]
    assert places(HEAD.encode() + b"a\0\n") == [(5, 2, "GK112")]
