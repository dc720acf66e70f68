"""Closings: which claim is shown as closed, by which, and from which day."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from graphkit.graph.filters import Filter
from graphkit.graph.graph import Graph
from graphkit.schema.load import parse_schema

SCHEMA, PROBLEMS = parse_schema("""
schema: lists
version: 1.0.0
claims: reified
nodes: {Country: {}, Group: {}}
edges:
  DESIGNATED:
    source: [Country]
    target: [Group]
    temporal: state
    key: [law]
    properties: {law: {type: string}}
  DELISTED:
    source: [Country]
    target: [Group]
    temporal: event
    closes: [DESIGNATED, ARMED]
    key: [law]
    properties: {law: {type: string}}
  TOLERATES: {source: [Country], target: [Group], temporal: state, closes: [DESIGNATED]}
  ARMED: {symmetric: true, between: [Country, Group], temporal: event}
  SHELTERS: {source: [Country], target: [Group], temporal: state, closes: [SHELTERS, FIGHTS]}
  FIGHTS: {source: [Country], target: [Group], temporal: state, closes: [SHELTERS]}
  KNOWS: {source: [Country], target: [Group], closes: [IGNORES]}
  IGNORES: {source: [Country], target: [Group]}
  SHUNS: {source: [Country], target: [Group], temporal: event, closes: [IGNORES]}
""")


def graph() -> Graph:
    whole = Graph(SCHEMA)
    for country in ("us", "uk"):
        whole.add_node("Country", id=country)
    whole.add_node("Group", id="mek")
    return whole


def closed(whole: Graph, claim: str = "open") -> tuple[str | None, date | None]:
    row = whole.claim_table().row(by_predicate=pl.col("id") == claim, named=True)
    return row["closed_by"], row["closed_on"]


def test_the_schema_is_sound() -> None:
    assert PROBLEMS == []


@pytest.mark.parametrize(
    ("opened", "closing", "expected"),
    [
        ("1997/..", {"time": "2012-09-28"}, ("end", date(2012, 9, 28))),
        ("1997/", {"time": "2012"}, ("end", date(2012, 12, 31))),
        (None, {"time": "2012"}, ("end", date(2012, 12, 31))),
        ("1997/..", {}, ("end", None)),
        ("1997/..", {"time": "1990"}, (None, None)),
        # it may have been after the start, and never surely before it
        ("2012-10/..", {"time": "2012"}, ("end", date(2012, 12, 31))),
        ("2012-10/..", {"time": "2012-09"}, (None, None)),
        ("2012-10/..", {"time": "2012-10-01"}, ("end", date(2012, 10, 1))),
        ("1997/2003", {"time": "2012"}, (None, None)),
        ("1997/..", {"time": "2012", "polarity": "negative"}, (None, None)),
        ("1997/..", {"time": "2012", "realization": "planned"}, (None, None)),
        ("1997/..", {"time": "2012", "status": "deprecated"}, (None, None)),
        ("1997/..", {"time": "2012", "law": "other"}, (None, None)),
    ],
)
def test_a_type_closes_another(
    opened: str | None, closing: dict[str, str], expected: tuple[str | None, date | None]
) -> None:
    whole = graph()
    whole.add_edge("DESIGNATED", "us", "mek", id="open", law="fto", time=opened)
    whole.add_edge("DELISTED", "us", "mek", id="end", **{"law": "fto", **closing})
    assert closed(whole) == expected


def test_other_ends_close_nothing() -> None:
    whole = graph()
    whole.add_edge("DESIGNATED", "us", "mek", id="open", law="fto", time="1997/..")
    whole.add_edge("DELISTED", "uk", "mek", id="end", law="fto", time="2012")
    assert closed(whole) == (None, None)


def test_a_key_that_only_one_type_declares_does_not_matter() -> None:
    whole = graph()
    whole.add_edge("DESIGNATED", "us", "mek", id="open", law="fto", time="1997/..")
    whole.add_edge("TOLERATES", "us", "mek", id="end", time="2012/2014")
    # a state closes from the day on which it has surely begun
    assert closed(whole) == ("end", date(2012, 12, 31))


def test_an_event_can_be_closed_and_ends_have_no_order_where_one_type_is_symmetric() -> None:
    whole = graph()
    whole.add_edge("ARMED", "mek", "us", id="open", time="2001")
    whole.add_edge("DELISTED", "us", "mek", id="end", law="fto", time="2012")
    assert closed(whole) == ("end", date(2012, 12, 31))


def test_the_first_dated_closing_counts() -> None:
    whole = graph()
    whole.add_edge("DESIGNATED", "us", "mek", id="open", law="fto", time="1997/..")
    for name, time in (("late", "2012"), ("undated", None), ("early", "2009")):
        whole.add_edge("DELISTED", "us", "mek", id=name, law="fto", time=time)
    assert closed(whole) == ("early", date(2009, 12, 31))


def test_a_row_closes_a_claim_by_id_with_whatever_ends_also_by_denying() -> None:
    whole = graph()
    whole.add_edge("DESIGNATED", "us", "mek", id="open", law="fto", time="1997/2020")
    whole.add_edge(
        "DESIGNATED",
        "uk",
        "mek",
        id="end",
        law="fto",
        polarity="negative",
        time="2012/..",
        closes="open",
    )
    assert closed(whole) == ("end", date(2012, 12, 31))


@pytest.mark.parametrize("column", [{"status": "deprecated"}, {"realization": "hoped"}])
def test_a_row_that_is_not_in_force_closes_nothing_by_id(column: dict[str, str]) -> None:
    whole = graph()
    whole.add_edge("DESIGNATED", "us", "mek", id="open", law="fto", time="1997/..")
    whole.add_edge("TOLERATES", "us", "mek", id="end", closes="open", time="2012", **column)
    assert closed(whole) == (None, None)


def test_a_closed_claim_no_longer_holds_from_the_latest_day_of_its_closing() -> None:
    whole = graph()
    whole.add_edge("DESIGNATED", "us", "mek", id="open", law="fto", time="1997/..")
    whole.add_edge("DELISTED", "us", "mek", id="end", law="fto", time="2012")
    rows = {
        day: whole.edges(Filter(as_of=day)).select("id", "holds").rows()
        for day in (date(2012, 12, 30), date(2012, 12, 31))
    }
    assert rows[date(2012, 12, 30)] == [("open", "surely"), ("end", "possibly")]
    assert rows[date(2012, 12, 31)] == [("end", "surely")]


def test_whether_a_claim_holds_is_unknown_where_its_closing_is_undated() -> None:
    whole = graph()
    whole.add_edge("DESIGNATED", "us", "mek", id="open", law="fto", time="1997/..")
    whole.add_edge("DELISTED", "us", "mek", id="end", law="fto")
    holds = whole.edges(Filter(as_of=date(2020, 1, 1))).select("id", "holds").rows()
    assert holds == [("open", "unknown"), ("end", "unknown")]
    # before it began it did not hold, closed or not
    assert whole.edges(Filter(as_of=date(1990, 1, 1)))["id"].to_list() == ["end"]


def test_parallel_claims_of_a_type_that_closes_itself_close_nothing() -> None:
    whole = graph()
    for name, time in (("one", "1997/.."), ("two", "1997/.."), ("later", "2003/.."), ("no", None)):
        whole.add_edge("SHELTERS", "us", "mek", id=name, time=time)
    assert whole.claim_table()["closed_by"].to_list() == [None] * 4


def test_of_two_types_that_close_each_other_the_one_that_begins_first_is_closed() -> None:
    whole = graph()
    whole.add_edge("SHELTERS", "us", "mek", id="open", time="2012/..")
    whole.add_edge("FIGHTS", "us", "mek", id="end", time="2012-10/..")
    assert closed(whole) == ("end", date(2012, 10, 31))
    assert closed(whole, "end") == (None, None)


def test_what_is_timeless_has_no_days_that_close_or_keep_from_closing() -> None:
    whole = graph()
    whole.add_edge("IGNORES", "us", "mek", id="open", time="2012/2013")
    whole.add_edge("KNOWS", "us", "mek", id="end", time="1990")
    assert closed(whole) == ("end", None)
    whole.add_edge("SHUNS", "us", "mek", id="day", time="2001-05-01")
    assert closed(whole) == ("day", date(2001, 5, 1))
    whole.add_edge("ARMED", "uk", "mek", id="armed", time="2001")
    whole.add_edge("KNOWS", "uk", "mek", id="stated", time="1990", closes="armed")
    assert closed(whole, "armed") == ("stated", None)
