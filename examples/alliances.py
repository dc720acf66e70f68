"""The Python surface, from a schema to an answer: run it with a folder for what it writes.

    python examples/alliances.py out

It builds a small graph in code, asks networkx and a store about it, and writes a page.
"""

from __future__ import annotations

import sys
from pathlib import Path

import graphkit as gk

SCHEMA = """
schema: alliances
version: 1.0.0
claims: reified
nodes:
  Country:
    display: {label: name}
    properties:
      name: {type: string, required: true}
  League:
    display: {label: name}
    properties:
      name: {type: string, required: true}
      founded: {type: edtf}
edges:
  HOSTS:
    source: [Country]
    target: [League]
    temporal: state
    inverse: HOSTED_BY
    balance: positive
    display: {label: hosts}
  EXPELS:
    source: [Country]
    target: [League]
    temporal: event
    closes: [HOSTS]
    balance: negative
    display: {label: expels}
"""


def build(schema: gk.Schema) -> gk.Graph:
    """Return a graph of invented states, built claim by claim."""
    graph = gk.Graph(schema, name="invented", title="Who hosts the league")
    graph.add_node("Country", id="arda", name="Arda")
    graph.add_node("Country", id="beor", name="Beor")
    graph.add_node("League", id="league", name="The League", founded="1965~")
    graph.add_edge("HOSTS", "arda", "league", time="1986/..", claimed_by=["beor", "arda"])
    graph.add_edge("EXPELS", "arda", "league", time="2003-04", claimed_by=["beor"])
    graph.add_edge("HOSTED_BY", "league", "beor", time="2014~/..")
    graph.add_edge("HOSTS", "beor", "league", polarity="negative", claimed_by=["arda"])
    return graph


def main(folder: Path) -> None:
    """Build, measure, load, ask and show."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "schema.yaml"
    file.write_text(SCHEMA, encoding="utf-8")
    graph = build(gk.load_schema(file))
    print(graph)

    for day in ("1990-01-01", "2010-01-01", "2020-01-01"):
        hosts = graph.to_networkx(as_of=day).in_edges("league", data=True)
        held = sorted(
            f"{source} {edge['holds']}" for source, _, edge in hosts if edge["type"] == "HOSTS"
        )
        print(f"{day}: hosted by {', '.join(held) or 'nobody'}")

    try:
        graph.add_edge("HOSTS", "league", "arda")
    except gk.UsageError as error:
        print(f"refused: {error}")

    with gk.connect(folder / "store") as store:
        store.load(graph)
        rows = store.query(
            "MATCH (a)-[r:HOSTS]->(b) RETURN a.name AS host, r.time AS time, "
            "r.contested AS contested ORDER BY host"
        )
        for row in rows.to_dicts():
            print(row)

    print(gk.write_page(graph, folder / "league.html").name)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out"))
