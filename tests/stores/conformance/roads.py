"""A graph made for questions: parallel edges, loops, values of every type, and nulls among them."""

import random
from typing import Any

from graphkit.graph.graph import Graph
from graphkit.schema.load import parse_schema

SCHEMA = """
schema: roads
version: 1.0.0
nodes:
  Place:
    abstract: true
    properties:
      name: {type: string}
      people: {type: integer}
      share: {type: float}
      open: {type: boolean}
      founded: {type: date}
      seen: {type: datetime}
      tags: {type: list<string>}
      counts: {type: list<integer>}
      days: {type: list<date>}
  Settlement: {abstract: true, extends: Place}
  Town: {extends: Settlement}
  Village: {extends: Settlement}
  Lake: {extends: Place}
edges:
  ROAD:
    source: [Place]
    target: [Place]
    claims: inline
    temporal: state
    properties:
      length: {type: integer}
      toll: {type: float}
      built: {type: date}
  FERRY: {source: [Place], target: [Place], claims: inline, temporal: state}
  PRAISES: {source: [Settlement], target: [Place], claims: reified, temporal: event}
"""

# id, type, name, people, share, founded; None where it is not said.
PLACES: tuple[tuple[str, str, str | None, int | None, float | None, str | None], ...] = (
    ("aro", "Town", "Aro", 1200, 0.5, "1901-03-04"),
    ("bel", "Town", "Bel", 300, 1.25, "1850-12-31"),
    ("cid", "Village", "cid", 12, None, "2000-02-29"),
    ("dun", "Village", "Dún", None, 2.0, None),
    ("eck", "Village", "Eck", 12, -0.75, "1999-01-01"),
    ("fen", "Lake", None, None, None, "1901-03-04"),
    ("gol", "Town", "Gol", 5000, 0.5, "1700-06-15"),
    ("hay", "Village", "Hay  Green", 0, 0.0, "1970-01-01"),
    ("ivy", "Lake", "Ivy", None, 3.5, None),
    ("jut", "Town", "jut", 45, 10.0, "2016-11-30"),
    ("7", "Lake", "Seven", 8, None, None),
)
# source, target, length, toll; two of them twice, and two from a place to itself.
ROADS: tuple[tuple[str, str, int | None, float | None], ...] = (
    ("aro", "bel", 10, 1.5),
    ("aro", "bel", 14, None),
    ("bel", "cid", 3, None),
    ("cid", "aro", 7, 0.0),
    ("cid", "dun", None, 2.5),
    ("dun", "eck", 9, 2.5),
    ("eck", "dun", 9, 2.5),
    ("eck", "eck", 1, None),
    ("gol", "aro", 21, 4.0),
    ("gol", "hay", 5, None),
    ("hay", "gol", 5, None),
    ("hay", "hay", 2, 0.25),
    ("jut", "gol", 33, None),
    ("jut", "gol", 33, None),
)


def roads() -> Graph:
    schema, problems = parse_schema(SCHEMA)
    assert problems == []
    graph = Graph(schema, name="roads")
    chosen = random.Random(20)
    for i, (node_id, node_type, name, people, share, founded) in enumerate(PLACES):
        cells: dict[str, Any] = {"name": name, "people": people, "share": share, "founded": founded}
        if i % 3 != 2:
            cells |= {
                "open": bool(i % 2),
                "seen": f"2014-05-{i + 1:02}T12:30:{i:02}.5+02:00",
                "tags": chosen.sample(["old", "wet", "high", "far"], i % 3 + 1),
                "counts": [chosen.randrange(5) for _ in range(i % 4)] or None,
                "days": ["2014-01-01", f"2015-02-{i + 1:02}"],
            }
        stated = {key: value for key, value in cells.items() if value is not None}
        graph.add_node(node_type, id=node_id, **stated)
    for i, (source, target, length, toll) in enumerate(ROADS):
        said = {"length": length, "toll": toll, "built": f"20{i:02}-01-0{i % 9 + 1}"}
        stated = {key: value for key, value in said.items() if value is not None}
        graph.add_edge("ROAD", source, target, id=f"r{i:02}", time=f"20{i:02}/..", **stated)
    graph.add_edge("FERRY", "fen", "ivy", id="f1")
    graph.add_edge("FERRY", "ivy", "fen", id="f2", time="2010/2012")
    graph.add_edge("PRAISES", "bel", "fen", id="p1", time="2014-05-01", claimed_by="aro > cid")
    graph.add_edge("PRAISES", "bel", "fen", id="p2", time="2014", claimed_by="gol")
    graph.add_edge("PRAISES", "cid", "gol", id="p3", polarity="negative")
    return graph
