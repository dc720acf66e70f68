"""What a sound schema means: inheritance, ends, inverses, keys, storage."""

import pytest

from graphkit.schema.model import DOCUMENT_TYPE, Display, Schema
from graphkit.schema.names import (
    CLAIM_COLUMNS,
    RESERVED_EDGE_PROPERTIES,
    RESERVED_PROPERTIES,
    RESERVED_TYPES,
    STORED_BESIDE,
)
from graphkit.schema.values import Enumeration, ListType
from tests.schema.texts import faults, property_faults, sound

FAMILY = """
enums: {Tone: [loud, low]}
nodes:
  Actor:
    abstract: true
    display: {label: name, color: "#112233"}
    properties: {name: {type: string, required: true}}
  Body: {extends: Actor, abstract: true}
  Party:
    extends: Body
    display: {icon: flag}
    properties: {tone: {type: Tone}, tones: {type: list<Tone>}}
  Person: {extends: Actor, display: {label: id}}
  Camp: {properties: {title: {type: string}}}
  Thing: {}
edges:
  HOSTS:
    source: [Actor]
    target: [Party, Document]
    inverse: HOSTED_BY
    contradicts: [SHUNS]
    claims: reified
    key: [terms, since]
    properties: {terms: {type: string}, since: {type: edtf, required: true}, extent: {type: string}}
  SHUNS: {symmetric: true, between: [Entity], contradicts: [HOSTS], closes: [SHUNS]}
"""


@pytest.fixture
def schema() -> Schema:
    return sound(FAMILY)


def test_a_type_has_the_labels_of_all_its_ancestors_and_of_the_root(schema: Schema) -> None:
    assert schema.nodes["Party"].labels == ("Party", "Body", "Actor", "Entity")
    assert schema.nodes["Thing"].labels == ("Thing", "Entity")


def test_a_type_inherits_properties_and_display(schema: Schema) -> None:
    party = schema.nodes["Party"]
    assert list(party.properties) == ["name", "tone", "tones"]
    assert party.properties["name"].required
    assert party.display == Display(label="name", color="#112233", icon="flag")


def test_the_order_of_declaration_does_not_matter() -> None:
    schema = sound("nodes: {B: {extends: A}, A: {properties: {name: {type: string}}}}")
    assert list(schema.nodes) == ["B", "A", "Document"]
    assert list(schema.nodes["B"].properties) == ["name"]


def test_a_node_is_named_by_its_label_its_name_its_title_or_its_id(schema: Schema) -> None:
    named = {name: node.label_property for name, node in schema.nodes.items()}
    assert named == {
        "Actor": "name",
        "Body": "name",
        "Party": "name",
        "Person": "id",
        "Camp": "title",
        "Thing": "id",
        "Document": "title",
    }


def test_enumerations_are_types_also_of_lists(schema: Schema) -> None:
    properties = schema.nodes["Party"].properties
    tone = Enumeration("Tone", ("loud", "low"))
    assert properties["tone"].type == tone
    assert properties["tones"].type == ListType(tone)
    assert schema.enums == {"Tone": ("loud", "low")}


def test_documents_are_built_in_and_may_be_ends(schema: Schema) -> None:
    assert schema.nodes["Document"] is DOCUMENT_TYPE
    assert schema.edges["HOSTS"].target_types == {"Party", "Document"}


def test_abstract_ends_stand_for_the_types_below_and_the_root_for_all(schema: Schema) -> None:
    assert schema.edges["HOSTS"].source_types == {"Party", "Person"}
    assert schema.edges["SHUNS"].source_types == set(schema.own_types)
    assert schema.own_types == ("Party", "Person", "Camp", "Thing", "Document")


def test_the_ends_of_a_symmetric_type_are_alike(schema: Schema) -> None:
    shuns = schema.edges["SHUNS"]
    assert shuns.sources == shuns.targets == ("Entity",)
    assert shuns.source_types == shuns.target_types


def test_an_inverse_stands_for_its_edge_type(schema: Schema) -> None:
    assert schema.inverses == {"HOSTED_BY": "HOSTS"}


def test_contradictions_are_mutual_and_stand_once(schema: Schema) -> None:
    assert schema.edges["HOSTS"].contradicts == ("SHUNS",)
    assert schema.edges["SHUNS"].contradicts == ("HOSTS",)


def test_a_contradiction_declared_on_one_side_is_read_from_both() -> None:
    ends = "source: [Document], target: [Document]"
    schema = sound(f"nodes: {{}}\nedges: {{A: {{{ends}, contradicts: [B]}}, B: {{{ends}}}}}")
    assert schema.edges["B"].contradicts == ("A",)


def test_key_properties_are_required_and_in_sorted_order(schema: Schema) -> None:
    hosts = schema.edges["HOSTS"]
    assert hosts.key == ("since", "terms")
    required = {name for name, prop in hosts.properties.items() if prop.required}
    assert required == {"since", "terms"}


def test_an_edge_type_overrides_how_claims_are_stored(schema: Schema) -> None:
    assert schema.claims == "inline"
    assert schema.edges["HOSTS"].claims == "reified"
    assert schema.edges["SHUNS"].claims == "inline"


def test_an_edge_type_inherits_how_claims_are_stored_from_the_schema() -> None:
    schema = sound(
        "claims: reified\nnodes: {}\nedges:\n"
        "  A: {source: [Document], target: [Document]}\n"
        "  B: {source: [Document], target: [Document], claims: inline}\n"
    )
    assert [edge.claims for edge in schema.edges.values()] == ["reified", "inline"]


def test_what_is_not_said_has_its_default() -> None:
    edge = sound("nodes: {}\nedges: {A: {source: [Document], target: [Document]}}").edges["A"]
    assert (edge.temporal, edge.balance, edge.symmetric) == ("none", "neutral", False)
    assert (edge.inverse, edge.key, edge.phrase) == (None, (), "a")


def test_a_phrase_is_the_label_of_an_edge_type_or_its_name_in_words() -> None:
    ends = "source: [Document], target: [Document]"
    schema = sound(
        f"nodes: {{}}\nedges: {{BORN_IN: {{{ends}}}, "
        f"HOSTS: {{{ends}, display: {{label: gives shelter to}}}}}}"
    )
    assert [edge.phrase for edge in schema.edges.values()] == ["born in", "gives shelter to"]


def test_mappings_are_carried() -> None:
    schema = sound(
        "nodes: {Person: {mappings: {wikidata: Q5}}}\nedges:\n"
        "  KNOWS: {source: [Person], target: [Person], mappings: {cameo: '06'}}"
    )
    assert schema.nodes["Person"].mappings == {"wikidata": "Q5"}
    assert schema.edges["KNOWS"].mappings == {"cameo": "06"}


@pytest.mark.parametrize("name", RESERVED_TYPES)
@pytest.mark.parametrize("section", ["nodes", "edges"])
def test_no_schema_declares_a_built_in_type(section: str, name: str) -> None:
    ends = "source: [A], target: [A]" if section == "edges" else ""
    nodes = "nodes: {A: {}}\n" if section == "edges" else ""
    found = faults(f"{nodes}{section}: {{{name}: {{{ends}}}}}")
    column = len(section) + 4
    line = 3 + nodes.count("\n")
    assert found == [f"{line}:{column}: GK205 error: {name} is built in and cannot be declared."]


@pytest.mark.parametrize("name", RESERVED_PROPERTIES)
def test_no_property_has_a_name_that_graphkit_gives(name: str) -> None:
    assert faults(f"nodes: {{A: {{properties: {{{name}: {{type: string}}}}}}}}") == [
        f'3:26: GK205 error: "{name}" is a name that graphkit gives itself. Choose another.'
    ]


def test_what_is_reserved_on_edges_holds_ends_claims_and_what_is_stored() -> None:
    reserved = set(RESERVED_EDGE_PROPERTIES)
    assert reserved >= {"id", "type", "labels", "source", "target"}
    assert reserved >= {*CLAIM_COLUMNS, *STORED_BESIDE}


@pytest.mark.parametrize("name", RESERVED_EDGE_PROPERTIES)
def test_no_edge_property_has_the_name_of_a_column_of_claims(name: str) -> None:
    found = faults(
        "nodes: {}\nedges: {A: {source: [Document], target: [Document], "
        f"properties: {{{name}: {{type: string}}}}}}}}"
    )
    assert found == [
        f'4:66: GK205 error: "{name}" is a name that graphkit gives itself. Choose another.'
    ]


@pytest.mark.parametrize(
    "name", [n for n in RESERVED_EDGE_PROPERTIES if n not in RESERVED_PROPERTIES]
)
def test_a_node_property_may_have_the_name_of_a_column_of_claims(name: str) -> None:
    assert (
        name
        in sound(f"nodes: {{A: {{properties: {{{name}: {{type: string}}}}}}}}")
        .nodes["A"]
        .properties
    )


@pytest.mark.parametrize(
    "declared",
    [
        "{type: integer, min: -9223372036854775807, max: 9223372036854775807}",
        "{type: integer, min: 5, max: 5}",
        "{type: float, min: 0, max: 0.5}",
        "{type: float, max: 1e300}",
        "{type: date, min: 2014-01-01, max: 2014-01-02}",
        '{type: datetime, min: "2014-01-01T12:00+02:00", max: "2014-01-01T12:00+01:00"}',
        "{type: list<integer>, min: 1, length: 3}",
        "{type: list< string >, pattern: a+}",
        "{type: edtf, pattern: '20.*', length: 10, unique: true}",
        "{type: url, length: 200}",
        "{type: boolean, required: true, unique: false}",
        "{type: string, min: ~, pattern: ~}",
        '{type: string, pattern: "^a|b$"}',
    ],
)
def test_constraints_that_can_be_met_are_taken(declared: str) -> None:
    assert property_faults(declared) == []


@pytest.mark.parametrize("kind", ["boolean", "url", "string", "list<boolean>"])
def test_only_numbers_days_and_moments_have_a_least_value(kind: str) -> None:
    scalar = kind.removeprefix("list<").removesuffix(">")
    assert property_faults(f"{{type: {kind}, min: 1}}") == [
        f"GK212 error: min is for numbers, days and moments, not for {scalar}."
    ]


@pytest.mark.parametrize("kind", ["list<list<string>>", "list<list>", "list<list<>>"])
def test_a_list_of_lists_is_no_type(kind: str) -> None:
    assert property_faults(f"{{type: '{kind}'}}") == [
        "GK206 error: A list of lists is no property type. Lists hold single values."
    ]


@pytest.mark.parametrize("kind", ["list", "list<>", "List<string>", "array", "[string]"])
def test_how_a_list_is_written_is_said(kind: str) -> None:
    assert property_faults(f"{{type: '{kind}'}}") == [
        f'GK206 error: "{kind}" is no property type. '
        "Write list<string>, with the type of the items in the brackets."
    ]
