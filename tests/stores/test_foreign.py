"""A database that graphkit did not load is read as far as it fits a schema."""

from datetime import date

import polars as pl
import pytest

import graphkit as gk
from graphkit.errors import StoreError
from graphkit.schema.load import parse_schema
from graphkit.schema.model import Schema
from graphkit.stores import Neo4jStore
from tests.neo4j_server import Neo4jServer
from tests.stores.asking import run

SCHEMA = """
schema: town
version: 1.0.0
nodes:
  Actor: {abstract: true, properties: {name: {type: string}}}
  Person:
    extends: Actor
    properties:
      born: {type: date}
      height: {type: float}
      size: {type: integer}
      words: {type: list<string>}
      seen: {type: datetime}
  Official: {extends: Person}
  Club: {extends: Actor}
edges:
  LEADS:
    source: [Person]
    target: [Club]
    inverse: LED_BY
    temporal: state
    properties: {share: {type: float}, since: {type: date}}
  KNOWS: {symmetric: true, between: [Person]}
"""

TOWN = """
CREATE (a:Person:Actor:Swimmer {id: 'ada', name: 'Ada', born: date('1950-01-02'), height: 1.5,
        size: 9007199254740993, words: ['a;b', '[c]'], shoe: 40,
        seen: datetime('2014-05-01T12:30:00.5+02:00')}),
  (o:Official {id: 7, name: 'Otto'}),
  (n:Person {name: 'No id'}),
  (c:Club {id: 'club', name: 'Anglers'}),
  (d:Dog {id: 'rex'}),
  (e {id: 'bare'}),
  (f:Person:Club {id: 'both'}),
  (a)-[:LEADS {id: 'l1', share: 1, since: date('2001-02-03'), time: '2001/..', color: 'red'}]->(c),
  (a)-[:LEADS {share: 0.5}]->(c),
  (c)-[:LED_BY {id: 'l3'}]->(o),
  (o)-[:KNOWS {id: 'k1'}]->(o),
  (o)-[:KNOWS {id: 'k2'}]->(c),
  (a)-[:OWNS]->(d)
"""


@pytest.fixture
def schema() -> Schema:
    parsed, problems = parse_schema(SCHEMA)
    assert problems == []
    return parsed


def test_what_fits_is_read_and_the_rest_is_counted(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer, schema: Schema
) -> None:
    run(clean_neo4j, TOWN)
    told: list[str] = []
    graph = gk.read_store(neo4j_store, schema, say=told.append)
    assert {name: frame.height for name, frame in graph.nodes.items()} == {
        "Person": 2,
        "Official": 1,
        "Club": 1,
    }
    ada = graph.nodes["Person"].row(by_predicate=pl.col("id") == "ada", named=True)
    assert (ada["name"], ada["born"], ada["height"]) == ("Ada", date(1950, 1, 2), 1.5)
    assert (ada["size"], ada["words"]) == (2**53 + 1, ["a;b", "[c]"])
    assert ada["seen"].isoformat() == "2014-05-01T10:30:00.500000+00:00"
    assert graph.nodes["Official"]["id"].to_list() == ["7"]
    unnamed = [id for id in graph.nodes["Person"]["id"] if id != "ada"]
    claims = graph.claims["LEADS"].sort("share", nulls_last=True)
    assert claims["source"].to_list() == ["ada", "ada", "7"]
    assert claims["target"].to_list() == ["club"] * 3
    assert claims["share"].to_list() == [0.5, 1.0, None]
    assert claims["since"].to_list() == [None, date(2001, 2, 3), None]
    assert claims["time"].to_list() == [None, "2001/..", None]
    assert claims["id"].to_list()[1:] == ["l1", "l3"]
    # who has no id has the database's own
    assert all(":" in id for id in (*unnamed, claims["id"][0]))
    assert graph.claims["KNOWS"]["id"].to_list() == ["k1"]
    assert sorted(line.split(", in ")[0] for line in told) == [
        "Left out 2 edges that do not fit the schema town",
        "Left out 3 nodes that do not fit the schema town",
    ]
    text = " ".join(told)
    for kind in ('1 "Dog"', '1 "no label"', '1 "Club:Person"', '1 "KNOWS"', '1 "OWNS"'):
        assert kind in text


def test_a_part_of_it_is_read(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer, schema: Schema
) -> None:
    run(clean_neo4j, TOWN)
    told: list[str] = []
    part = gk.read_store(
        neo4j_store, schema, filter=gk.Filter(node_types=("Person",)), say=told.append
    )
    assert set(part.nodes) == {"Person", "Official"}
    assert set(part.claims) == {"KNOWS"}
    few = gk.read_store(
        neo4j_store, schema, filter=gk.Filter(edge_types=("LEADS",)), limit=1, say=told.append
    )
    assert few.claim_table().height == 1
    assert len(few.node_table()) == 2
    assert "Read 1 of 3 edges, each with its ends." in told


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("SET a.born = 'long ago'", 'born is date, but "long ago"'),
        ("SET a.size = 1.5", "size is integer"),
        ("SET a.seen = localdatetime('2014-01-01T00:00')", "seen is datetime"),
        ("SET a.height = point({x: 1, y: 2})", "height is float"),
        ("SET a.born = duration('P1D')", "born is date"),
        ("CREATE (:Person {id: 'ada'})", "ada"),
        ("SET a.id = 'a b'", '"a b"'),
    ],
)
def test_what_does_not_fit_is_a_problem_that_names_the_element(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer, schema: Schema, change: str, told: str
) -> None:
    run(clean_neo4j, "CREATE (:Person {id: 'ada', name: 'Ada'})")
    run(clean_neo4j, f"MATCH (a:Person) {change}")
    with pytest.raises(gk.DataError) as raised:
        gk.read_store(neo4j_store, schema)
    text = "\n".join(map(str, raised.value.problems))
    assert told in text
    assert f"{neo4j_store.name}/Person:row " in text
    assert "It is the Person" in text


def test_a_database_of_something_else_is_told(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer, schema: Schema
) -> None:
    run(clean_neo4j, "CREATE (:Dog {id: 'rex'})")
    with pytest.raises(StoreError, match="holds no node of a type of the schema town"):
        gk.read_store(neo4j_store, schema)


def test_a_time_that_is_none_is_left_out_and_counted(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer, schema: Schema
) -> None:
    run(clean_neo4j, TOWN.replace("time: '2001/..'", "time: 'long ago'"))
    told: list[str] = []
    graph = gk.read_store(neo4j_store, schema, say=told.append)
    assert 'Without their time, which is no EDTF: 1 edge "LEADS".' in told
    assert graph.claim_table().filter(pl.col("id") == "l1")["time"].to_list() == [None]
