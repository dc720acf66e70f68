import pytest

from graphkit.readers.settings import Settings, read_settings
from graphkit.readers.source import TextFile


def places(data: bytes) -> list[tuple[int, int, str]]:
    _, problems = read_settings(TextFile("dataset.yaml", data))
    return [(problem.line, problem.column, problem.code) for problem in sorted(problems)]


def test_all_settings_are_read() -> None:
    data = b"""name: a-1
title: A title
license: CC0-1.0
namespace: Some.thing_1
schema: model/s.yaml
columns:
  ":START_ID": source
  7: "n"
redact: [jane, 007]
"""
    assert places(data) == []
    settings, _ = read_settings(TextFile("dataset.yaml", data))
    assert settings == Settings(
        name="a-1",
        title="A title",
        license="CC0-1.0",
        namespace="Some.thing_1",
        namespace_place=(4, 12),
        schema="model/s.yaml",
        schema_place=(5, 9),
        columns={":START_ID": "source", "7": "n"},
        redact={"jane": (9, 10), "007": (9, 16)},
    )


def test_a_name_is_enough() -> None:
    settings, problems = read_settings(TextFile("dataset.yaml", b"name: 007\ncolumns:\n"))
    assert problems == []
    assert settings == Settings(name="007")
    assert settings.schema == "schema.yaml"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", [(1, 1, "GK104")]),
        (b"title: x\n", [(1, 1, "GK104")]),
        (b"title: x\nname:\n", [(2, 1, "GK104")]),
        (b"name: A b\n", [(1, 7, "GK104")]),
        (b"name: [a]\n", [(1, 7, "GK104")]),
        (b"name: a\ntitle: {a: b}\n", [(2, 8, "GK104")]),
        (b'name: a\nschema: "a\\0b"\n', [(2, 9, "GK104")]),
        (b"name: a\nnamespace: 1a\n", [(2, 12, "GK104")]),
        (b"name: a\nnamespace: 'a:'\n", [(2, 12, "GK104")]),
        (b"name: a\nnamespace: a b\n", [(2, 12, "GK104")]),
        (b"name: a\nnamespace: [a]\n", [(2, 12, "GK104")]),
        (b"name: a\ncolumns: x\n", [(2, 10, "GK104")]),
        (b"name: a\ncolumns:\n  a: [b]\n  c: d\n  e:\n", [(3, 6, "GK104"), (5, 3, "GK104")]),
        (b"name: a\nredact: x\n", [(2, 9, "GK104")]),
        (b"name: a\nredact: {a: b}\n", [(2, 9, "GK104")]),
        (b"name: a\nredact: [a, [b]]\n", [(2, 13, "GK104")]),
        (b"name: a\nredact:\n  - a\n  -\n  - a\n", [(4, 4, "GK104"), (5, 5, "GK104")]),
        (b"name: a\nlicence: x\n", [(2, 1, "GK103")]),
        (b"name: a\nname: b\n", [(2, 1, "GK102")]),
        (b"name: 'a\n", [(2, 1, "GK102")]),
        (b"- a\n", [(1, 1, "GK102")]),
        (b"name: a\ntitle: \xff\n", [(2, 8, "GK110")]),
    ],
)
def test_every_fault_has_its_place(data: bytes, expected: list[tuple[int, int, str]]) -> None:
    assert places(data) == expected


def test_an_unknown_key_comes_with_the_nearest_known_one() -> None:
    _, problems = read_settings(TextFile("dataset.yaml", b"name: a\nlicence: x\n"))
    assert str(problems[0]) == (
        'dataset.yaml:2:1: GK103 error: Unknown key "licence". Did you mean "license"?'
    )
