from datetime import date

import networkx as nx

from graphkit.analysis.convert import directed, to_networkx, undirected
from graphkit.graph.filters import Filter
from graphkit.graph.graph import Graph
from graphkit.schema.model import Schema


def test_edges_have_the_claims_id_as_key_and_every_claim_is_one(quarrel: Graph) -> None:
    result = to_networkx(quarrel)
    assert isinstance(result, nx.MultiDiGraph)
    assert set(result.edges(keys=True)) == {
        ("north", "guest", "c1"),
        ("north", "guest", "c2"),
        ("south", "guest", "c4"),
        ("south", "north", "c5"),
        ("north", "south", "c6"),
        ("west", "north", "c7"),
    }


def test_the_graph_carries_its_name_and_title(quarrel: Graph) -> None:
    assert to_networkx(quarrel).graph == {"name": quarrel.name, "title": quarrel.title}


def test_nodes_carry_type_labels_label_and_their_properties(quarrel: Graph) -> None:
    nodes = to_networkx(quarrel).nodes
    assert nodes["north"] == {
        "type": "State",
        "labels": ["State", "Actor", "Entity"],
        "label": "North",
        "name": "North",
        "founded": 1900,
        "aliases": ["N", "Upland"],
    }
    assert "idle" in nodes
    assert "founded" not in nodes["south"]


def test_edges_carry_declared_properties_and_claim_columns_as_native_values(
    quarrel: Graph,
) -> None:
    edge = to_networkx(quarrel).edges["north", "guest", "c1"]
    assert edge["type"] == "HOSTS"
    assert edge["temporal"] == "state"
    assert edge["terms"] == "a house"
    assert edge["claimed_by"] == ["press"]
    assert edge["start_earliest"] == date(2014, 1, 1)
    assert edge["contested"] is True
    assert edge["edge_key"].startswith("e_")


def test_a_property_may_have_the_name_of_a_parameter_of_networkx(schema: Schema) -> None:
    graph = Graph(schema)
    graph.add_node("Body", id="a", name="A", label="own", node_for_adding="x")
    graph.add_edge("MEETS", "a", "a", id="c1", key="y")
    result = to_networkx(graph)
    assert result.nodes["a"]["node_for_adding"] == "x"
    assert result.nodes["a"]["label"] == "own"
    assert result.edges["a", "a", "c1"]["key"] == "y"


def test_what_is_absent_has_no_attribute(quarrel: Graph) -> None:
    edge = to_networkx(quarrel).edges["north", "guest", "c2"]
    assert not {"terms", "time", "document", "contests", "holds", "id", "source"} & set(edge)
    assert all(value is not None for value in edge.values())


def test_claims_that_are_not_projected_are_edges_only_where_asked_for(quarrel: Graph) -> None:
    denied = to_networkx(quarrel, Filter(polarity=("negative",)))
    assert [key for _, _, key in denied.edges(keys=True)] == ["c3"]


def test_as_of_a_day_edges_say_whether_they_hold(quarrel: Graph) -> None:
    result = to_networkx(quarrel, Filter(as_of=date(2015, 6, 1)))
    holds = {key: edge["holds"] for _, _, key, edge in result.edges(keys=True, data=True)}
    assert holds["c1"] == "surely"
    assert holds["c2"] == "unknown"


def test_a_filter_of_node_types_leaves_out_the_other_nodes(quarrel: Graph) -> None:
    result = to_networkx(quarrel, Filter(node_types=("State",)))
    assert set(result) == {"north", "south", "west"}
    assert {key for _, _, key in result.edges(keys=True)} == {"c5", "c6", "c7"}


def test_simple_graphs_hold_nodes_with_edges_in_the_order_of_ids(quarrel: Graph) -> None:
    assert list(undirected(quarrel)) == ["guest", "north", "south", "west"]
    assert list(directed(quarrel)) == ["guest", "north", "south", "west"]


def test_simple_graphs_weigh_distinct_edges_and_not_claims(quarrel: Graph) -> None:
    assert undirected(quarrel)["north"]["guest"]["weight"] == 1
    assert sorted(directed(quarrel).edges(data="weight")) == [
        ("north", "guest", 1),
        ("north", "south", 1),
        ("south", "guest", 1),
        ("south", "north", 1),
        ("west", "north", 1),
    ]
