"""Small graphs, built in code."""

import pytest

from graphkit.graph.graph import Graph
from graphkit.schema.load import parse_schema
from graphkit.schema.model import Schema

SCHEMA = """
schema: small
version: 1.0.0
claims: reified
nodes:
  Actor:
    abstract: true
    properties:
      name: {type: string, required: true}
  State:
    extends: Actor
    properties:
      founded: {type: integer}
      aliases: {type: list<string>}
  Body:
    extends: Actor
    properties:
      label: {type: string}
      node_for_adding: {type: string}
edges:
  HOSTS:
    source: [State]
    target: [Actor]
    temporal: state
    balance: positive
    properties:
      terms: {type: string}
  ALLIED_WITH: {symmetric: true, between: [Actor], temporal: state, balance: positive}
  HOSTILE_TO: {source: [Actor], target: [Actor], temporal: state, balance: negative}
  MEETS:
    source: [Actor]
    target: [Actor]
    temporal: event
    display: {label: sits down with}
    properties:
      key: {type: string}
"""


@pytest.fixture(scope="session")
def schema() -> Schema:
    schema, problems = parse_schema(SCHEMA)
    assert problems == []
    return schema


@pytest.fixture
def empty(schema: Schema) -> Graph:
    return Graph(schema)


@pytest.fixture
def quarrel(schema: Schema) -> Graph:
    """Two states quarrel over a guest; two speakers tell it; one meeting is only planned."""
    graph = Graph(schema, "quarrel", "A quarrel")
    graph.add_node("Document", id="paper", title="The Paper")
    graph.add_node("State", id="north", name="North", founded=1900, aliases=["N", "Upland"])
    graph.add_node("State", id="south", name="South")
    graph.add_node("State", id="west", name="West")
    graph.add_node("Body", id="guest", name="Guest")
    graph.add_node("Body", id="press", name="Press")
    graph.add_node("Body", id="police", name="Police")
    graph.add_node("Body", id="idle", name="Idle")
    graph.add_edge(
        "HOSTS",
        "north",
        "guest",
        id="c1",
        time="2014/2016",
        terms="a house",
        claimed_by=["press"],
        document="paper",
        quote="gave a house",
        section="Houses",
    )
    graph.add_edge("HOSTS", "north", "guest", id="c2", claimed_by=["press", "police"])
    graph.add_edge(
        "HOSTS",
        "north",
        "guest",
        id="c3",
        polarity="negative",
        claimed_by=["police"],
        contests=["c1"],
        contests_reason="The house is empty.",
    )
    graph.add_edge("HOSTILE_TO", "south", "guest", id="c4", time="2015", claimed_by=["press"])
    graph.add_edge("ALLIED_WITH", "south", "north", id="c5", time="2010/..", claimed_by=["press"])
    graph.add_edge("ALLIED_WITH", "north", "south", id="c6", claimed_by=["police"])
    graph.add_edge(
        "MEETS", "west", "north", id="c7", time="2015-03-01", modality="alleged", document="paper"
    )
    graph.add_edge("MEETS", "west", "south", id="c8", time="2020", realization="planned")
    return graph
