"""A schema in words, and as plain values."""

import json

import pytest

from graphkit.schema.load import EMPTY, load_schema, parse_schema
from graphkit.schema.show import schema_dict, show
from tests.schema.texts import GOLDEN, HERE, SCHEMAS, sound

EXAMPLE = HERE / "shown.yaml"


def test_everything_that_is_declared_is_shown() -> None:
    assert show(load_schema(EXAMPLE)) == (GOLDEN / "shown.txt").read_text()


def test_everything_that_is_declared_stands_in_the_plain_values() -> None:
    text = json.dumps(schema_dict(load_schema(EXAMPLE)), indent=2, ensure_ascii=False) + "\n"
    assert text == (GOLDEN / "shown.json").read_text()


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.parent.name)
def test_every_type_property_and_mapping_of_a_schema_is_shown(path: object) -> None:
    schema = load_schema(str(path))
    text = " ".join(show(schema).split())
    for owners in (schema.nodes, schema.edges):
        for name, owner in owners.items():
            assert f" {name}" in text
            assert all(f".{prop} " in text for prop in owner.properties)
            assert all(f"{key} {term}" in text for key, term in owner.mappings.items())
    assert all(member in text for members in schema.enums.values() for member in members)


def test_no_line_is_longer_than_a_hundred_columns() -> None:
    for path in SCHEMAS:
        assert max(map(len, show(load_schema(path)).splitlines())) <= 100


def test_an_empty_schema_can_be_shown() -> None:
    assert show(EMPTY) == " 0.0.0, claims inline\n\nNode types\n"
    assert schema_dict(EMPTY)["nodes"] == {}


def test_control_characters_do_not_reach_a_terminal() -> None:
    schema, problems = parse_schema(
        'schema: "a\\e[2J"\nversion: 1.0.0\ndescription: "b\\a"\n'
        'nodes: {A: {description: "c\\e[2J\\nd", mappings: {"x\\e": "y\\e"}}}\n'
    )
    assert problems == []
    lines = show(schema).splitlines()
    assert all(line.isprintable() for line in lines)
    assert "  A: c\\x1b[2J d" in lines


def test_a_long_line_of_heirs_can_be_shown() -> None:
    types = ", ".join(f"T{i}: {{extends: T{i + 1}}}" for i in range(400))
    schema = sound(f"nodes: {{{types}, T400: {{}}}}")
    assert f"\n{' ' * 802}T0\n" in show(schema)
