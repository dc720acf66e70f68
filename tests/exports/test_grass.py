"""The style sheet for Neo4j Browser."""

from graphkit.exports.grass import grass
from graphkit.schema.load import parse_schema

TEXT = """
schema: firms
version: 1.0.0
nodes:
  Bank: {extends: Firm, display: {color: "#112233"}}
  Firm:
    display: {label: name, color: "#445566"}
    properties: {name: {type: string}}
  Place: {}
edges:
  OWNS: {source: [Firm], target: [Firm], display: {color: "#778899"}}
"""


def rules() -> dict[str, str]:
    schema, problems = parse_schema(TEXT)
    assert problems == []
    parts = (part.split(" {\n", 1) for part in grass(schema).rstrip("\n").split("\n\n"))
    return {selector: inner.removesuffix("\n}") for selector, inner in parts}


def test_colors_and_captions_are_those_of_the_schema() -> None:
    assert rules()["node.Firm"] == "  color: #445566;\n  caption: '{name}';"
    assert rules()["relationship.OWNS"] == "  color: #778899;\n  caption: '<type>';"


def test_a_type_without_a_color_is_left_to_the_browser() -> None:
    assert rules()["node.Place"] == "  caption: '{id}';"


def test_a_type_stands_behind_the_one_it_inherits_from() -> None:
    selectors = list(rules())
    assert selectors.index("node.Firm") < selectors.index("node.Bank")


def test_claims_tell_the_type_of_their_edge() -> None:
    assert "caption: '{edge_type}'" in rules()["node.Claim"]
