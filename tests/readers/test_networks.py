from typing import Any

import networkx as nx
import pytest
from polars.testing import assert_frame_equal

import graphkit as gk
from graphkit.errors import UsageError
from graphkit.graph.dataset import Dataset
from graphkit.readers.networks import from_networkx
from graphkit.schema.load import parse_schema
from graphkit.schema.model import Schema

SCHEMA = """
schema: small
version: 1.0.0
claims: reified
nodes:
  State:
    properties:
      name: {type: string, required: true}
      founded: {type: integer}
      aliases: {type: list<string>}
  Body: {properties: {label: {type: string}}}
edges:
  HOSTS:
    source: [State]
    target: [Body]
    temporal: state
    inverse: HOSTED_BY
    contradicts: [REFUSES]
    properties: {terms: {type: string}, since: {type: date}}
  REFUSES: {source: [State], target: [Body], temporal: state}
  ALLIED_WITH: {symmetric: true, between: [State], temporal: state}
"""


@pytest.fixture(scope="module")
def schema() -> Schema:
    schema, problems = parse_schema(SCHEMA)
    assert problems == []
    return schema


def lines(made: Dataset) -> list[str]:
    return [f"{problem.place} {problem.code}" for problem in gk.check(made)]


def told(schema: Schema) -> gk.Graph:
    graph = gk.Graph(schema, "told", "What is told")
    graph.add_node("Document", id="paper", title="The Paper", published="2020")
    graph.add_node("State", id="north", name="North", founded=1900, aliases=["N;", "Upland"])
    graph.add_node("State", id="south", name="South")
    graph.add_node("Body", id="guest", label="The guest")
    graph.add_edge("HOSTS", "north", "guest", time="2014/..", terms="a house", since="2014-02-01")
    graph.add_edge("HOSTS", "north", "guest", id="own", claimed_by=["south"], document="paper")
    graph.add_edge("REFUSES", "north", "guest", time="2015", confidence=0.5)
    graph.add_edge(
        "ALLIED_WITH", "south", "north", claimed_by=["south", "north"], cue=["said", "says"]
    )
    graph.add_edge("ALLIED_WITH", "north", "south", recorded_at="2020-01-01T00:00:00+02:00")
    return graph


def test_the_way_to_networkx_and_back_gives_the_same_nodes_and_claims(schema: Schema) -> None:
    graph = told(schema)
    made = from_networkx(graph.to_networkx(), schema)
    back = gk.build(made)
    assert (back.name, back.title) == ("told", "What is told")
    assert back.nodes.keys() == graph.nodes.keys()
    for name, frame in graph.nodes.items():
        assert_frame_equal(back.nodes[name], frame, check_row_order=False)
    assert_frame_equal(back.claim_table(), graph.claim_table(), check_row_order=False)
    assert_frame_equal(back.claim_edges, graph.claim_edges, check_row_order=False)
    for name, claims in graph.claims.items():
        assert_frame_equal(back.claims[name], claims, check_row_order=False)


def test_the_case_goes_to_networkx_and_back_but_for_the_places_of_its_quotes() -> None:
    graph = gk.build(gk.read("data"))
    every = gk.Filter(
        polarity=("positive", "negative"),
        realization=("actual", "attempted", "planned", "promised", "hoped"),
    )
    back = gk.build(from_networkx(graph.to_networkx(every), graph.schema))
    ids = back.claim_table()["id"]
    assert ids.len() == graph.edges(every).height
    derived = ["quote_start", "quote_end"]
    before = graph.claim_table().filter(graph.claim_table()["id"].is_in(ids.implode()))
    assert_frame_equal(
        back.claim_table().drop(derived), before.drop(derived), check_row_order=False
    )


@pytest.mark.parametrize("kind", [nx.DiGraph, nx.MultiDiGraph])
def test_types_and_properties_are_attributes(schema: Schema, kind: Any) -> None:
    g = kind()
    g.add_node("north", type="State", name="North", founded=1900)
    g.add_node("guest", type="Body")
    g.add_edge("north", "guest", type="HOSTS", terms="a house")
    graph = gk.build(from_networkx(g, schema))
    assert graph.nodes["State"].rows() == [("north", "North", 1900, None)]
    assert graph.claims["HOSTS"].select("source", "target", "terms").rows() == [
        ("north", "guest", "a house")
    ]


def test_one_type_may_be_given_for_all_and_whole_numbers_are_ids_as_text(schema: Schema) -> None:
    g = nx.path_graph(3, create_using=nx.Graph)
    nx.set_node_attributes(g, "A state", "name")
    made = from_networkx(g, schema, node_type="State", edge_type="ALLIED_WITH", name="path")
    graph = gk.build(made)
    assert graph.name == "path"
    assert graph.nodes["State"]["id"].to_list() == ["0", "1", "2"]
    assert graph.claims["ALLIED_WITH"].select("source", "target").rows() == [("0", "1"), ("1", "2")]


def test_the_key_of_a_multigraph_is_the_type_of_an_edge_that_has_none(schema: Schema) -> None:
    g = nx.MultiDiGraph()
    g.add_node("north", kind="State", name="North")
    g.add_node("guest", kind="Body")
    g.add_edge("north", "guest", "HOSTS")
    g.add_edge("guest", "north", "HOSTED_BY", id="second")
    g.add_edge("north", "guest", kind="REFUSES")
    graph = gk.build(from_networkx(g, schema, type_attribute="kind"))
    claims = graph.claim_table().select("edge_type", "source", "target").rows()
    assert sorted(claims) == [
        ("HOSTS", "north", "guest"),
        ("HOSTS", "north", "guest"),
        ("REFUSES", "north", "guest"),
    ]


def test_problems_stand_in_the_order_of_the_graphs_own_nodes_and_edges(schema: Schema) -> None:
    g = nx.DiGraph()
    g.add_node("north", type="State")
    g.add_node("guest", type="Body", founded="x")
    g.add_node("ghost")
    g.add_edge("guest", "north", type="HOSTS", terms={"a": 1})
    g.add_edge("north", "guest", type="HOSTS", since="soon")
    assert lines(from_networkx(g, schema)) == [
        "edges:row 1:since GK412",
        "edges:row 2:terms GK152",
        "nodes:name GK313",
        "nodes:row 2:founded GK311",
        "nodes:row 3:type GK301",
    ]


def test_attributes_that_look_derived_but_are_not_ours_are_problems(schema: Schema) -> None:
    g = nx.DiGraph()
    g.add_node("north", type="State", name="N", label="North")
    g.add_node("guest", type="Body")
    g.add_edge("north", "guest", type="HOSTS", holds="surely")
    assert lines(from_networkx(g, schema)) == ["edges:holds GK411", "nodes:row 1:label GK311"]


@pytest.mark.parametrize("kind", [nx.Graph, nx.MultiGraph])
def test_an_undirected_graph_holds_symmetric_edges_alone(schema: Schema, kind: Any) -> None:
    g = kind()
    g.add_node("north", type="State", name="North")
    g.add_node("south", type="State", name="South")
    g.add_edge("north", "south", type="ALLIED_WITH")
    assert lines(from_networkx(g, schema)) == []
    g.add_node("guest", type="Body")
    g.add_edge("guest", "north", type="HOSTED_BY")
    with pytest.raises(UsageError) as raised:
        from_networkx(g, schema)
    assert "HOSTED_BY has a direction, but the graph is undirected" in str(raised.value)
    assert "DiGraph" in raised.value.hint


@pytest.mark.parametrize("node", [("a", 1), 1.5, True, None])
def test_a_node_that_can_be_no_id_is_refused(schema: Schema, node: object) -> None:
    g = nx.DiGraph()
    g.add_node("sound", type="Body")
    if node is None:
        node = frozenset({1})
    g.add_node(node, type="Body")
    with pytest.raises(UsageError, match="neither text nor an integer"):
        from_networkx(g, schema)


def test_one_id_as_number_and_as_text_is_told(schema: Schema) -> None:
    g = nx.DiGraph()
    g.add_nodes_from([1, "1"], type="Body")
    assert lines(from_networkx(g, schema)) == ["nodes:row 2:id GK305"]


def test_an_attribute_with_the_name_of_an_end_is_refused(schema: Schema) -> None:
    g = nx.DiGraph()
    g.add_nodes_from("ab", type="Body")
    g.add_edge("a", "b", type="HOSTS", source="x")
    with pytest.raises(UsageError, match="has an attribute source beside its own"):
        from_networkx(g, schema)


def test_an_attribute_id_that_says_the_node_again_is_no_fault(schema: Schema) -> None:
    g = nx.DiGraph()
    g.add_node("a", type="Body", id="a")
    assert lines(from_networkx(g, schema)) == []


@pytest.mark.parametrize("given", [{"a": ["b"]}, None, [("a", "b")]])
def test_what_is_no_graph_is_refused(schema: Schema, given: object) -> None:
    with pytest.raises(UsageError, match="no graph of networkx"):
        from_networkx(given, schema)


def test_the_name_is_the_graphs_where_a_dataset_can_have_it(schema: Schema) -> None:
    assert from_networkx(nx.DiGraph(name="my-graph"), schema).name == "my-graph"
    assert from_networkx(nx.DiGraph(name="My graph"), schema).name == "graph"
    with pytest.raises(UsageError, match="not a name for a dataset"):
        from_networkx(nx.DiGraph(), schema, name="My graph")
