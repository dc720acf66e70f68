"""PG-Schema text is read by a parser after the paper's grammar, whatever the names."""

import pytest
from hypothesis import given

from graphkit.schema.model import Schema
from graphkit.targets.pg_schema import pg_schema
from tests.targets.grammar import GraphType, Parser
from tests.targets.schemas import CASE, OWNERSHIP, everything, hostile_schemas
from tests.views.hostile import hostile_schema


def parsed(schema: Schema) -> GraphType:
    return Parser(pg_schema(schema).text).graph_type()


def test_types_inherit_and_have_their_own_properties() -> None:
    made = parsed(OWNERSHIP)
    assert made.name == "company-ownership"
    assert made.nodes["OwnerType"] == (True, ("EntityType", "Owner"), {"name": "STRING"})
    is_abstract, labels, properties = made.nodes["CompanyType"]
    assert (is_abstract, labels) == (False, ("OwnerType", "Company"))
    assert properties["number"] == "STRING"
    assert properties["trade_names"] == "OPTIONAL STRING ARRAY"
    assert properties["employees"] == "OPTIONAL INT64"


def test_edges_have_all_their_ends_and_keys_are_required() -> None:
    sources, targets, properties = parsed(CASE).edges["HOLDS_OFFICE_INType"]
    assert sources == ("PersonType", "GroupType")
    assert targets == ("OrganizationType", "AuthorityType")
    assert properties == {"id": "STRING", "office": "STRING"}
    assert parsed(everything()).edges["CUT_FROMType"][2]["key"] == "STRING"


def test_what_is_unique_is_a_key() -> None:
    assert parsed(OWNERSHIP).keys == [
        ("EntityType", "id", True),
        ("CompanyType", "number", True),
        ("CompanyType", "lei", False),
    ]


def test_what_it_cannot_express_stands_in_its_comments() -> None:
    told = pg_schema(everything())
    assert "count of Sample is at least 1." in told.missing
    for sentence in told.missing:
        assert f"// {sentence}\n" in told.text


@pytest.mark.parametrize("schema", [CASE, OWNERSHIP, everything(), hostile_schema()])
def test_every_type_is_there(schema: Schema) -> None:
    made = parsed(schema)
    assert set(made.nodes) == {"EntityType", *(f"{name}Type" for name in schema.nodes)}
    assert set(made.edges) == {f"{name}Type" for name in schema.edges}


@given(hostile_schemas())
def test_no_name_becomes_code(schema: Schema) -> None:
    made = parsed(schema)
    assert made.name == schema.name
    assert set(made.nodes) == {"EntityType", *(f"{name}Type" for name in schema.nodes)}
    assert set(made.edges) == {f"{name}Type" for name in schema.edges}
    assert {labels[-1] for _, labels, _ in made.nodes.values()} == {"Entity", *schema.nodes}
