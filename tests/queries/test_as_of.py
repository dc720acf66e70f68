"""As-of answers in Cypher are those of `graphkit.graph.time`, for every form of a time."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from graphkit.graph.filters import Filter
from graphkit.graph.graph import Graph
from graphkit.queries import find_queries
from graphkit.schema.load import parse_schema
from graphkit.stores import EmbeddedStore, Neo4jStore
from tests.neo4j_server import Neo4jServer
from tests.queries.conftest import neo4j_with

QUERIES, _ = find_queries(Path(__file__).parents[2] / "data")

SCHEMA = """
schema: times
version: 1.0.0
claims: reified
nodes: {Country: {properties: {name: {type: string}}}}
edges:
  HOSTS: {source: [Country], target: [Country], temporal: state}
  ALLIED_WITH: {symmetric: true, between: [Country], temporal: state}
  RAIDED: {source: [Country], target: [Country], temporal: event}
  PARENT_OF: {source: [Country], target: [Country], temporal: none}
"""
TIMES = (
    None,
    "2014",
    "2014-06-15",
    "201X",
    "2014/2016",
    "2014/..",
    "2014/",
    "../2014",
    "/2014",
    "../..",
    "2014~/2016~",
)
CLOSINGS = (None, "2015", "2014-06-15", "/2013", "undated")
DAYS = [
    date(year, month, day)
    for year in (2009, 2013, 2014, 2015, 2016, 2020)
    for month, day in ((1, 1), (6, 15), (12, 31))
]


def every_time() -> Graph:
    """One claim for each type, time and closing."""
    schema, problems = parse_schema(SCHEMA)
    assert problems == []
    graph = Graph(schema, "times")
    for name in "abcd":
        graph.add_node("Country", id=name, name=name.upper())
    types = ("HOSTS", "ALLIED_WITH", "RAIDED", "PARENT_OF")
    for number, (edge, time, closing) in enumerate(product(types, TIMES, CLOSINGS)):
        graph.add_edge(edge, "a", "b", id=f"c{number}", time=time)
        if closing is not None:
            ended = None if closing == "undated" else closing
            graph.add_edge("RAIDED", "c", "d", id=f"z{number}", time=ended, closes=[f"c{number}"])
    return graph


@pytest.fixture(scope="module")
def graph() -> Graph:
    return every_time()


@pytest.fixture(scope="module")
def times_embedded(
    graph: Graph, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(tmp_path_factory.mktemp("times")) as store:
        store.load(graph)
        yield store


@pytest.fixture(scope="module")
def times_neo4j(graph: Graph, neo4j_server: Neo4jServer) -> Iterator[Neo4jStore]:
    with neo4j_with(graph, neo4j_server) as store:
        yield store


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def times(request: pytest.FixtureRequest) -> EmbeddedStore | Neo4jStore:
    found: EmbeddedStore | Neo4jStore = request.getfixturevalue(f"times_{request.param}")
    return found


def of_graph(graph: Graph, day: date) -> dict[str, str]:
    edges = graph.edges(Filter(as_of=day))
    return dict(zip(edges["id"], edges["holds"], strict=True))


def test_the_times_have_every_answer(graph: Graph) -> None:
    found = {day: set(of_graph(graph, day).values()) for day in DAYS}
    assert set.union(*found.values()) == {"surely", "possibly", "unknown"}
    assert all(len(of_graph(graph, day)) < graph.claim_table().height for day in DAYS)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_graph_as_of_a_day_is_that_of_the_filter(
    day: date, graph: Graph, times: EmbeddedStore | Neo4jStore
) -> None:
    answer = times.query(QUERIES["as_of"].cypher, {"as_of": day, "node": None})
    assert {row["claim"]: row["holds"] for row in answer.to_dicts()} == of_graph(graph, day)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_hosts_and_allies_hold_as_in_the_filter(
    day: date, graph: Graph, times: EmbeddedStore | Neo4jStore
) -> None:
    expected = of_graph(graph, day)
    parameters = {"node": "b", "as_of": day, "earlier": day, "later": date(1, 1, 1)}
    hosts = times.query(QUERIES["hosted_by"].cypher, parameters).to_dicts()
    allies = times.query(QUERIES["allies"].cypher, parameters).to_dicts()
    found = [(row["claim"], row["holds"]) for row in hosts]
    found += [(row["claim"], row["held_earlier"]) for row in allies]
    assert len(found) == 2 * len(TIMES) * len(CLOSINGS)
    assert dict(found) == {claim: expected.get(claim, "no") for claim, _ in found}
