"""From a file to a Schema: what can be wrong with the file itself, and what the file means."""

import os
from pathlib import Path

import pytest

from graphkit.errors import DataError
from graphkit.schema.load import EMPTY, load_schema, parse_schema, read_schema
from tests.schema.texts import HEAD, SCHEMAS, faults, sound

SOUND = HEAD + "nodes: {Person: {}}\n"


def problems_of(path: Path) -> list[str]:
    schema, problems = read_schema(path, "schema.yaml")
    assert schema is EMPTY
    return [str(problem).removeprefix("schema.yaml:") for problem in problems]


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.parent.name)
def test_a_sound_file_is_a_schema_that_knows_its_file(path: Path) -> None:
    schema = load_schema(path)
    assert schema.file == str(path)
    assert schema.edges


def test_what_is_wrong_is_raised_with_every_problem(tmp_path: Path) -> None:
    path = tmp_path / "schema.yaml"
    path.write_text(HEAD + "nodes: {Person: {extends: X}, Group: {extends: Y}}")
    with pytest.raises(DataError) as raised:
        load_schema(str(path))
    assert [problem.code for problem in raised.value.problems] == ["GK206", "GK206"]
    assert raised.value.problems[0].file == str(path)


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    message = "1:1: GK201 error: The schema cannot be read: no such file or directory."
    assert problems_of(tmp_path / "none.yaml") == [message]
    assert problems_of(tmp_path / "x\0y") == [
        "1:1: GK201 error: The schema cannot be read: embedded null byte."
    ]


def test_a_folder_is_no_schema(tmp_path: Path) -> None:
    assert problems_of(tmp_path) == ["1:1: GK201 error: The schema cannot be read: it is a folder."]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert problems_of(tmp_path / "pipe") == [
        "1:1: GK201 error: The schema cannot be read: it is no file."
    ]


def test_bytes_that_are_no_utf8_are_found_at_their_place(tmp_path: Path) -> None:
    path = tmp_path / "schema.yaml"
    path.write_bytes("# Maße\nschema: Gr\u00f6\u00dfe".encode() + b"\xe9\n")
    assert problems_of(path) == ["2:14: GK201 error: The schema is not UTF-8. Save it as UTF-8."]


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    path = tmp_path / "schema.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SOUND.encode())
    assert load_schema(path).name == "small"
    path.write_bytes(b"\xef\xbb\xbfschema: x\xff")
    assert problems_of(path)[0].startswith("1:10: GK201")


def test_lines_may_end_as_windows_ends_them() -> None:
    schema, problems = parse_schema(SOUND.replace("\n", "\r\n"))
    assert (schema.name, problems) == ("small", [])
    text = (HEAD + "nodes:\n  A: {extends: B}\n").replace("\n", "\r\n")
    assert [(p.line, p.column) for p in parse_schema(text)[1]] == [(4, 16)]


@pytest.mark.parametrize("text", ["", "# nothing\n", "[schema]", "schema", "5", "~"])
def test_a_text_that_is_no_mapping_is_no_schema(text: str) -> None:
    schema, problems = parse_schema(text)
    assert schema is EMPTY
    assert [problem.message for problem in problems] == [
        "A schema is a mapping with the keys schema, version, nodes and edges."
    ]


def test_problems_stand_in_file_order() -> None:
    found = faults("edges: {A: {source: [X], target: [Y]}}\nnodes: 5\nclaims: no\nenums: {a b: []}")
    assert found == sorted(found)
    assert [fault[:3] for fault in found] == ["4:8", "5:9", "6:9"]


def test_a_name_that_looks_like_a_part_of_the_form_is_only_a_name() -> None:
    assert faults('nodes: {"[key]": {}, "[0]": 5}') == [
        '3:9: GK205 error: "[key]" is no name. A name has a letter first, then letters, digits '
        'and "_", at most 100.',
        '3:22: GK205 error: "[0]" is no name. A name has a letter first, then letters, digits '
        'and "_", at most 100.',
        '3:29: GK204 error: "[0]" must be a mapping, but is the number 5.',
    ]


def test_names_may_be_of_any_script_and_a_hundred_letters_long() -> None:
    longest = "a" * 100
    schema = sound(f"nodes: {{Größe: {{}}, 人物: {{properties: {{{longest}: {{type: string}}}}}}}}")
    assert list(schema.nodes) == ["Größe", "人物", "Document"]
    assert faults(f"nodes: {{{longest}a: {{}}}}")[0].startswith("3:9: GK205")


def test_a_line_of_heirs_may_be_long() -> None:
    types = "\n".join(f"  T{i}: {{extends: T{i + 1}}}" for i in range(3000))
    schema = sound(f"nodes:\n{types}\n  T3000: {{properties: {{name: {{type: string}}}}}}")
    assert len(schema.nodes["T0"].labels) == 3002
    assert schema.nodes["T0"].label_property == "name"
