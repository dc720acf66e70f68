"""What many new elements have alike, which is sent once for all of them."""

from datetime import UTC, date, datetime
from typing import Any

from graphkit.graph.graph import Graph
from graphkit.schema.load import parse_schema
from graphkit.stores import Neo4jStore
from graphkit.stores.neo4j.steps import MANY
from tests.stores.asking import rows

SCHEMA = """
schema: towns
version: 1.0.0
nodes:
  Town:
    properties:
      name: {type: string}
      founded: {type: date}
      seen: {type: datetime}
      aliases: {type: list<string>}
      people: {type: integer}
edges:
  TWINNED: {source: [Town], target: [Town], properties: {since: {type: date}, by: {type: string}}}
"""


def towns(count: int, **more: Any) -> Graph:
    """As many towns and edges that differ in nothing but their ids, and a last one in `more`."""
    schema, problems = parse_schema(SCHEMA)
    assert problems == []
    graph = Graph(schema, name="towns")
    said = {
        "name": "X",
        "founded": "1900-01-02",
        "seen": "2001-02-03T04:05:06Z",
        "aliases": ["Y", "Z"],
    }
    for i in range(count - 1):
        graph.add_node("Town", id=f"t{i}", **said)
    graph.add_node("Town", id=f"t{count - 1}", **said | more)
    for i in range(count):
        graph.add_edge("TWINNED", f"t{i}", "t0", id=f"e{i}", since="2001-02-03")
    return graph


def held(store: Neo4jStore) -> list[tuple[Any, ...]]:
    return rows(
        store,
        "MATCH (t:Town) RETURN count(*), t.name, t.founded, t.seen, t.aliases, t.people, "
        "t._properties ORDER BY count(*)",
    )


ALIKE = (
    "X",
    date(1900, 1, 2),
    datetime(2001, 2, 3, 4, 5, 6, tzinfo=UTC),
    ["Y", "Z"],
    None,
    [":Town;id;name;founded;seen;aliases"],
)


def test_what_all_rows_have_alike_stands_on_each(neo4j_store: Neo4jStore) -> None:
    neo4j_store.load(towns(MANY))
    assert held(neo4j_store) == [(MANY, *ALIKE)]
    edges = "MATCH ()-[r:TWINNED]->() RETURN count(*), r.since, r.by, r.polarity"
    assert rows(neo4j_store, edges) == [(MANY, date(2001, 2, 3), None, "positive")]
    assert neo4j_store.load(towns(MANY)).written == 0


def test_one_row_that_differs_is_written_as_it_is(neo4j_store: Neo4jStore) -> None:
    neo4j_store.load(towns(MANY, name="Other", aliases=None, people=3))
    other = ("Other", *ALIKE[1:3], None, 3, [":Town;id;name;founded;seen;people"])
    assert held(neo4j_store) == [(1, *other), (MANY - 1, *ALIKE)]


def test_as_few_as_are_not_looked_at_are_written_in_the_same_way(neo4j_store: Neo4jStore) -> None:
    neo4j_store.load(towns(MANY - 1))
    assert held(neo4j_store) == [(MANY - 1, *ALIKE)]
