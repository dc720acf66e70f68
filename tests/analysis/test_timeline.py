from datetime import date

import pytest

from graphkit.analysis.timeline import timeline
from graphkit.errors import UsageError
from graphkit.graph.filters import Filter
from graphkit.graph.graph import Graph
from graphkit.schema.model import Schema


def test_dated_claims_come_in_the_order_of_their_first_day(quarrel: Graph) -> None:
    result = timeline(quarrel)
    assert [claim.id for claim in result.claims] == ["c5", "c1", "c4", "c7"]
    assert result.undated == 2


def test_a_claim_whose_start_is_not_dated_stands_at_its_end(schema: Schema) -> None:
    graph = Graph(schema)
    for node in ("a", "b"):
        graph.add_node("Body", id=node, name=node)
    for number, time in enumerate(["2012", "../2011", "/2013", "2010", "../..", "2012-01"]):
        graph.add_edge("ALLIED_WITH", "a", "b", id=f"c{number}", time=time)
    result = timeline(graph)
    assert [claim.time for claim in result.claims] == [
        "2010",
        "../2011",
        "2012-01",
        "2012",
        "/2013",
    ]
    assert result.undated == 1


def test_of_one_node_only_claims_that_it_is_an_end_of_are_shown(quarrel: Graph) -> None:
    result = timeline(quarrel, node="guest")
    assert [claim.id for claim in result.claims] == ["c1", "c4"]
    assert result.undated == 1
    assert result.table().title == "Timeline of guest"


def test_denied_and_planned_claims_are_shown_where_a_filter_asks_for_them(quarrel: Graph) -> None:
    (claim,) = timeline(quarrel, Filter(realization=("planned",))).claims
    assert claim.sentence == "Planned: West sits down with South"
    assert claim.realization == "planned"


def test_an_unknown_node_is_named_with_the_nearest_id(quarrel: Graph) -> None:
    with pytest.raises(UsageError, match=r'no node "gest"\. Did you mean "guest"'):
        timeline(quarrel, node="gest")


def test_what_closes_a_claim_is_shown_beside_it(schema: Schema) -> None:
    graph = Graph(schema)
    for node in ("a", "b"):
        graph.add_node("Body", id=node, name=node)
    graph.add_edge("ALLIED_WITH", "a", "b", id="dated", time="2001")
    graph.add_edge("ALLIED_WITH", "b", "a", id="undated", time="2002")
    graph.add_edge("MEETS", "a", "b", id="c1", time="2003-04", closes=["dated"])
    graph.add_edge("MEETS", "b", "a", id="c2", closes=["undated"])
    closed = {row["id"]: row["closed"] for row in timeline(graph).table().records()}
    assert closed == {"dated": "2003-04-30", "undated": "undated", "c1": None}


def test_as_of_a_day_each_claim_says_whether_it_holds(quarrel: Graph) -> None:
    table = timeline(quarrel, Filter(as_of=date(2014, 6, 1))).table()
    assert [(row["holds"], row["id"]) for row in table.records()] == [
        ("surely", "c5"),
        ("possibly", "c1"),
    ]
