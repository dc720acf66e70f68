"""The JSON Schema that ships is the one that the reader's own form gives."""

import re

import jsonschema
import pytest
from ruamel.yaml import YAML

from graphkit.schema.declaration import (
    NAME,
    PORTABLE_NAME,
    json_schema,
    json_schema_text,
    known_keys,
    shipped_json_schema,
)
from graphkit.schema.yamlfile import Yaml, parse_yaml
from tests.schema.texts import FAULTS, HEAD, ROOT, SCHEMAS

SHIPPED = ROOT / "graphkit" / "schema" / "schema.json"
WRITE = "from graphkit.schema.declaration import json_schema_text as t; print(t(), end='')"


@pytest.fixture
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(shipped_json_schema())


def plain(text: str) -> Yaml:
    return parse_yaml(text, "schema.yaml", code="GK201").data


def test_the_file_is_what_is_generated() -> None:
    way = f"python -c {WRITE!r} > graphkit/schema/schema.json"
    assert SHIPPED.read_text(encoding="utf-8") == json_schema_text(), way
    assert shipped_json_schema() == json_schema()


def test_it_is_a_json_schema_that_refers_to_itself_only() -> None:
    jsonschema.Draft202012Validator.check_schema(shipped_json_schema())
    text = SHIPPED.read_text(encoding="utf-8")
    assert "$id" not in text
    assert set(re.findall(r'"\$ref": "([^"]+)"', text)) <= {
        f"#/$defs/{name}" for name in shipped_json_schema()["$defs"]
    }


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.parent.name)
def test_the_schemas_of_this_project_fit(
    path: object, validator: jsonschema.Draft202012Validator
) -> None:
    text = str(path)
    with open(text, encoding="utf-8") as file:
        assert list(validator.iter_errors(YAML(typ="safe", pure=True).load(file))) == []


def test_what_the_reader_refuses_by_form_does_not_fit(
    validator: jsonschema.Draft202012Validator,
) -> None:
    errors = list(validator.iter_errors(plain((FAULTS / "form.yaml").read_text())))
    assert len(errors) >= 10


@pytest.mark.parametrize(
    "text",
    [
        "nodes: {Bad-Name: {}}",
        "nodes: {_Hidden: {}}",
        "nodes: {1st: {}}",
        "nodes: {A: {display: {color: black}}}",
        "nodes: {A: {properties: {x: {}}}}",
        "nodes: {A: {properties: {x: {type: string, length: 0}}}}",
        "nodes: {A: {properties: {x: {type: string, min: [1]}}}}",
        "nodes: {A: {propertys: {}}}",
        "nodes: {A: }",
        "nodes: {}\nedges: {E: {source: A}}",
        "nodes: {}\nedges: {E: {temporal: past}}",
        "nodes: {}\nclaims: outline",
    ],
)
def test_an_editor_is_told_of(text: str, validator: jsonschema.Draft202012Validator) -> None:
    assert len(list(validator.iter_errors(plain(HEAD + text)))) == 1


def test_names_are_those_of_the_reader_in_ascii_and_no_narrower_beyond() -> None:
    for code in (*range(0x80), 0xE9, 0x4EBA, 0x1F600):
        for name in (chr(code), "a" + chr(code)):
            ours = re.search(NAME, name, re.ASCII if code < 0x80 else 0) is not None
            portable = re.search(PORTABLE_NAME, name) is not None
            assert portable == ours or (code >= 0x80 and portable)


def test_every_key_is_described_or_speaks_for_itself() -> None:
    for definition in shipped_json_schema()["$defs"].values():
        assert definition["description"]
        assert definition["additionalProperties"] is False


@pytest.mark.parametrize(
    ("path", "first"),
    [
        ((), "schema"),
        (("nodes", "A"), "abstract"),
        (("edges", "A"), "description"),
        (("edges", "A", "display"), "label"),
        (("nodes", "A", "properties", "x"), "type"),
    ],
)
def test_the_keys_of_each_part_are_known(path: tuple[str, ...], first: str) -> None:
    assert known_keys(path)[0] == first
