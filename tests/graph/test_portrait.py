"""A schema as a graph: its types are nodes, edges what may lead between them."""

from __future__ import annotations

import graphkit as gk
from graphkit.graph.graph import Graph
from graphkit.graph.portrait import portrait
from graphkit.schema.load import parse_schema
from graphkit.schema.model import Schema
from graphkit.views import style
from tests.views.hostile import NAMES, hostile_schema

TEXT = """
schema: small
version: 1.2.0
description: Towns and guilds.
enums: {kind: [old, new]}
nodes:
  Named:
    abstract: true
    properties: {name: {type: string, required: true, description: Its name.}}
  Town:
    extends: Named
    description: Where people live.
    display: {label: name, color: "#59A14F", icon: flag}
    properties: {kind: {type: kind}, in_words: {type: string}, examples: {type: integer, min: 0}}
  Guild: {extends: Named, display: {label: name}}
edges:
  HOSTS:
    description: A town lets a guild stay.
    source: [Town]
    target: [Guild, Town]
    temporal: state
    inverse: HOSTED_BY
    balance: positive
    properties: {terms: {type: string, length: 9}}
  IS_A: {symmetric: true, between: [Town, Guild]}
"""


def parsed(text: str) -> Schema:
    schema, problems = parse_schema(text)
    assert problems == []
    return schema


def test_types_are_nodes_with_what_the_schema_says_of_their_properties() -> None:
    graph = portrait(parsed(TEXT))
    assert graph.title == "small 1.2.0"
    table = graph.node_table()
    assert dict(table.select("id", "label").iter_rows()) == {
        "Named": "Named (abstract)",
        "Town": "Town",
        "Guild": "Guild",
        "Document": "Document",
    }
    town = graph.nodes["Town"].row(0, named=True)
    assert town["name"] == "string, required: Its name."
    assert town["kind"] == "kind (old, new)"
    assert town["examples"] == "integer, min 0"
    assert town["in_words"] == "string"
    assert graph.schema.nodes["Town"].description == "Where people live."
    assert style.node_styles(graph.schema)["Town"].paper == "#59a14f"


def test_edges_are_what_may_lead_between_types() -> None:
    graph = portrait(parsed(TEXT))
    edges = graph.claim_table().select("edge_type", "source", "target").rows()
    assert set(edges) == {
        ("IS_A_", "Town", "Named"),
        ("IS_A_", "Guild", "Named"),
        ("HOSTS", "Town", "Guild"),
        ("HOSTS", "Town", "Town"),
        ("IS_A", "Guild", "Guild"),
        ("IS_A", "Guild", "Town"),
        ("IS_A", "Town", "Town"),
    }
    hosts = graph.schema.edges["HOSTS"]
    assert hosts.description == (
        "A town lets a guild stay. State; inverse HOSTED_BY; balance positive; claims inline."
    )
    assert (hosts.phrase, hosts.balance) == ("hosts", "positive")
    assert graph.claims["HOSTS"]["terms"].to_list() == ["string, length 9"] * 2


def test_data_gives_numbers_and_names() -> None:
    schema = parsed(TEXT)
    data = Graph(schema)
    data.add_node("Town", id="asby", name="Åsby")
    data.add_node("Town", id="dale", name="Dale")
    data.add_node("Guild", id="smiths", name="The Smiths")
    data.add_edge("HOSTS", "asby", "smiths")
    graph = portrait(schema, data)
    labels = dict(graph.node_table().select("id", "label").iter_rows())
    assert labels["Named"] == "Named (3)"
    assert labels["Town"] == "Town (2)"
    town = graph.nodes["Town"].row(0, named=True)
    assert "Åsby; Dale" in town.values()
    assert graph.schema.edges["HOSTS"].description.endswith(" 1 claim.")
    assert graph.schema.edges["IS_A"].description.endswith(" 0 claims.")


def test_the_schema_of_the_case_is_drawn() -> None:
    data = gk.build(gk.read("data"))
    graph = portrait(data.schema, data)
    assert set(graph.node_table()["id"]) == set(data.schema.nodes)
    assert set(data.schema.edges) < set(graph.claims)


def test_texts_of_a_schema_stay_texts() -> None:
    graph = portrait(hostile_schema())
    for at, text in enumerate(NAMES):
        assert graph.schema.nodes[f"N{at}"].description == text
        assert graph.schema.edges[f"E{at}"].phrase == text
