"""A small quarrel, with everything in it that a page shows."""

import pytest

from graphkit.graph.graph import Graph
from graphkit.schema.load import parse_schema

SCHEMA = """
schema: quarrel
version: 1.0.0
claims: reified
nodes:
  Named: {abstract: true, properties: {name: {type: string}, aliases: {type: list<string>}}}
  Town:
    extends: Named
    display: {label: name, color: "#59A14F", icon: flag}
    properties: {site: {type: url}, people: {type: integer}, walled: {type: boolean}}
  Person: {extends: Named, display: {label: name, icon: user}}
  Guild: {extends: Named, description: People of one craft.}
edges:
  HOSTS:
    description: A town lets a guild stay.
    source: [Town]
    target: [Guild]
    temporal: state
    inverse: HOSTED_BY
    balance: positive
    properties: {terms: {type: string}}
  ALLIED_WITH:
    symmetric: true
    between: [Town, Guild]
    temporal: state
    balance: positive
    display: {label: is allied with}
  LEAVES: {source: [Guild], target: [Town], temporal: event, closes: [HOSTS]}
  ATTACKS: {source: [Named], target: [Named], temporal: event, balance: negative}
"""


def empty_graph(title: str = "") -> Graph:
    """A graph of the quarrel's schema that holds nothing yet."""
    schema, problems = parse_schema(SCHEMA)
    assert problems == []
    return Graph(schema, "quarrel", title)


@pytest.fixture
def quarrel() -> Graph:
    graph = empty_graph("The quarrel of Åsby")
    graph.add_node("Document", id="chronicle", title="A chronicle", publisher="Åsby Press")
    graph.add_node("Document", id="digest", title="A digest", reports="chronicle")
    graph.add_node(
        "Town", id="asby", name="Åsby", aliases=["Oldtown"], site="https://asby.example/", people=12
    )
    graph.add_node("Town", id="dale", name="Dale", walled=True)
    graph.add_node("Guild", id="smiths", name="The Smiths")
    graph.add_node("Guild", id="weavers", name="The Weavers")
    graph.add_node("Person", id="ada", name="Ada Lund")
    graph.add_node("Person", id="ben", name="Ben Moor")
    graph.add_edge(
        "HOSTS",
        "asby",
        "smiths",
        id="c-hosts",
        terms="in winter",
        time="2014~/..",
        time_text="for some years",
        claimed_by=["ada", "ben"],
        cue=["wrote", "told her"],
        document="digest",
        quote="The smiths may stay in Åsby.",
        section="Winter",
        confidence=0.5,
        note="Read twice.",
    )
    graph.add_edge("HOSTS", "asby", "smiths", id="c-hosts-too", claimed_by=["ben"])
    graph.add_edge(
        "HOSTS",
        "asby",
        "smiths",
        id="c-hosts-not",
        polarity="negative",
        claimed_by=["weavers"],
        contests=["c-hosts"],
        contests_reason="They saw nobody.",
    )
    graph.add_edge("HOSTS", "dale", "weavers", id="c-dale", time="2001/..", terms="for good")
    graph.add_edge("LEAVES", "weavers", "dale", id="c-leaves", time="2009-05-01", closes=["c-dale"])
    graph.add_edge(
        "ATTACKS", "weavers", "smiths", id="c-attack", modality="alleged", because=["c-hosts-too"]
    )
    graph.add_edge("ATTACKS", "smiths", "weavers", id="c-plan", realization="planned")
    graph.add_edge(
        "ATTACKS", "smiths", "smiths", id="c-self", modality="reputed", follows=["c-plan"]
    )
    graph.add_edge(
        "ALLIED_WITH", "smiths", "dale", id="c-ally", status="deprecated", status_reason="Misread."
    )
    graph.add_edge(
        "ALLIED_WITH", "dale", "asby", id="c-towns", time="1999/2005", modality="presupposed"
    )
    return graph
