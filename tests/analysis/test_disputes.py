from graphkit.analysis.disputes import disputes
from graphkit.graph.filters import Filter
from graphkit.graph.graph import Graph
from graphkit.schema.model import Schema


def between(schema: Schema) -> Graph:
    graph = Graph(schema)
    for node in ("a", "b"):
        graph.add_node("State", id=node, name=node.upper())
    return graph


def test_a_stated_dispute_has_both_sides_and_its_reason(quarrel: Graph) -> None:
    (dispute,) = (d for d in disputes(quarrel).disputes if d.basis == "stated")
    assert (dispute.claim.id, dispute.against.id) == ("c3", "c1")
    assert dispute.reason == "The house is empty."
    assert dispute.claim.sentence == "Not so: North hosts Guest"
    assert dispute.claim.according_to == "Police"
    assert dispute.against.sentence == "North hosts Guest"
    assert dispute.against.time == "2014/2016"


def test_a_found_dispute_stands_once(schema: Schema) -> None:
    graph = between(schema)
    graph.add_edge("HOSTS", "a", "b", id="yes", time="2010")
    graph.add_edge("HOSTS", "a", "b", id="no", time="2010", polarity="negative")
    (dispute,) = disputes(graph).disputes
    assert (dispute.claim.id, dispute.against.id) == ("no", "yes")
    assert (dispute.basis, dispute.certainty) == ("found", "sure")


def test_a_dispute_that_is_stated_is_not_shown_again_as_found(schema: Schema) -> None:
    graph = between(schema)
    graph.add_edge("HOSTS", "a", "b", id="yes", time="2010")
    graph.add_edge("HOSTS", "a", "b", id="no", time="2010", polarity="negative", contests=["yes"])
    (dispute,) = disputes(graph).disputes
    assert dispute.basis == "stated"


def test_stated_disputes_come_before_found_ones(quarrel: Graph) -> None:
    pairs = [(d.basis, d.claim.id, d.against.id) for d in disputes(quarrel).disputes]
    assert pairs == [("stated", "c3", "c1"), ("found", "c2", "c3")]


def test_a_filter_keeps_disputes_of_which_it_keeps_either_side(schema: Schema) -> None:
    graph = between(schema)
    graph.add_edge("HOSTS", "a", "b", id="c1", time="2010")
    graph.add_edge("HOSTS", "a", "b", id="c2", time="2010", polarity="negative")
    graph.add_edge("MEETS", "a", "b", id="c3", contests=["c2"])
    graph.add_edge("MEETS", "b", "a", id="c4")

    def kept(filter: Filter) -> list[tuple[str, str]]:
        return [(d.claim.id, d.against.id) for d in disputes(graph, filter).disputes]

    assert kept(Filter(edge_types=("MEETS",))) == [("c3", "c2")]
    assert kept(Filter(edge_types=("HOSTS",))) == [("c3", "c2"), ("c1", "c2")]
    assert kept(Filter(polarity=("negative",))) == [("c3", "c2"), ("c1", "c2")]
    assert kept(Filter(edge_types=("ALLIED_WITH",))) == []


def test_a_graph_without_disputes_says_so(empty: Graph) -> None:
    assert disputes(empty).disputes == ()
    assert disputes(empty).table().rows == ()
