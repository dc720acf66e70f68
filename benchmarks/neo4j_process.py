"""The programs that write into a Neo4j, each measured as a process: seconds, CPU and memory.

What they write is there before the clock starts: a graph as frames, and for graphkit its plan.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import neo4j
import polars as pl

import graphkit as gk
from graphkit.graph.graph import Graph
from graphkit.propertygraph.groups import SOURCE, TARGET, edge_groups, node_groups
from graphkit.propertygraph.rows import value_lists
from graphkit.schema.load import parse_schema
from graphkit.schema.model import Schema
from graphkit.stores.address import Address
from graphkit.stores.bolt import Bolt
from graphkit.stores.neo4j.constraints import prepare
from graphkit.stores.neo4j.ledger import lease
from graphkit.stores.neo4j.loading import prepare_load
from graphkit.stores.neo4j.sending import Step, send
from graphkit.stores.neo4j.steps import steps
from graphkit.stores.neo4j.store import Neo4jStore
from graphkit.stores.plan import AS_IT_SAYS

Counts = dict[str, float]

ROWS = 10_000
PAGE = os.sysconf("SC_PAGE_SIZE")


def _bolt() -> Bolt:
    given = (os.environ[name] for name in ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD"))
    return Bolt(Address(*given))


@contextmanager
def measured(counts: Counts) -> Iterator[None]:
    """Measure what is done within: seconds, this process's CPU, and how much memory it grew by."""
    over = Event()
    before = _resident()
    most = [before]

    def watch() -> None:
        while not over.wait(0.02):
            most.append(max(most.pop(), _resident()))

    thread = Thread(target=watch)
    thread.start()
    started, used = time.perf_counter(), time.process_time()
    try:
        yield
    finally:
        counts["seconds"] = time.perf_counter() - started
        counts["cpu"] = time.process_time() - used
        over.set()
        thread.join()
        counts["grown"] = max(most.pop(), _resident()) - before


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


def load(folder: Path) -> Counts:
    """Load as `graphkit load` does, and load again: what is sent is measured apart.

    `reload` is the whole second load, its planning included.
    """
    graph = gk.build(gk.read(folder))
    bolt = _bolt()
    store = Neo4jStore(bolt)
    counts: Counts = {}
    started = time.perf_counter()
    prepared = prepare_load(bolt, graph, AS_IT_SAYS)
    counts["plan"] = time.perf_counter() - started
    with measured(counts), lease(bolt, graph) as held:
        prepare(bolt, prepared.preparation)
        send(bolt, steps(prepared.differences, graph.name, bolt.server), held)
    started = time.perf_counter()
    again = store.load(graph)
    counts["reload"] = time.perf_counter() - started
    if again.written:
        message = f"{again.written} elements were not as they should be after the first load."
        raise RuntimeError(message)
    bolt.close()
    return counts


def by_hand(folder: Path) -> Counts:
    """Write the same nodes and edges as many a script does: one session, UNWIND and MERGE.

    Rows are maps, 10,000 a transaction, and the constraint comes first. It writes the same
    properties, without the marks by which graphkit knows again what it wrote.
    """
    graph = gk.build(gk.read(folder))
    driver = neo4j.GraphDatabase.driver(
        os.environ["NEO4J_URI"], auth=(os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
    )
    counts: Counts = {}
    with driver, driver.session() as session, measured(counts):
        session.run("CREATE CONSTRAINT FOR (n:Entity) REQUIRE n.id IS UNIQUE").consume()
        for text, rows in _by_hand(graph):
            for start in range(0, rows.height, ROWS):
                part = rows.slice(start, ROWS).to_dicts()
                session.execute_write(_run, text, part)
    return counts


def _run(transaction: neo4j.ManagedTransaction, text: str, rows: list[dict[str, object]]) -> None:
    transaction.run(text, rows=rows).consume()


def _by_hand(graph: Graph) -> Iterator[tuple[str, pl.DataFrame]]:
    for group in node_groups(graph):
        labels = "".join(f":{label}" for label in group.labels)
        text = f"UNWIND $rows AS row MERGE (n:Entity {{id: row.id}}) SET n{labels}, n += row"
        yield text, group.frame
    for edges in edge_groups(graph):
        if edges.frame.height:
            columns = [name for name in edges.properties if edges.frame[name].null_count() == 0]
            yield (
                "UNWIND $rows AS row MATCH (a:Entity {id: row.s}) MATCH (b:Entity {id: row.t}) "
                f"MERGE (a)-[r:{edges.type} {{id: row.p.id}}]->(b) SET r += row.p",
                edges.frame.select(
                    pl.col(SOURCE).alias("s"), pl.col(TARGET).alias("t"), p=pl.struct(columns)
                ),
            )


def _bare() -> Schema:
    schema, _ = parse_schema("schema: bare\nversion: 1.0.0\nnodes: {Town: {}}")
    return schema


def _columns(part: pl.DataFrame) -> dict[str, Any]:
    """Return what is sent of new edges: columns, as of those of a graph."""
    sent = {f"c{i}": values for i, values in enumerate(value_lists(part))}
    return {**sent, "last": part.height - 1}


def grow(folder: Path) -> Counts:
    """Send as many bare edges as the name of the folder says; how much memory that takes."""
    rows = int(folder.name)
    nodes = 1_000
    numbers = pl.DataFrame({"i": pl.int_range(rows, eager=True)})
    frame = numbers.select(
        source=pl.format("n{}", pl.col("i") % nodes),
        target=pl.format("n{}", (pl.col("i") * 31 + pl.col("i") // nodes) % nodes),
        id=pl.format("e{}", "i"),
    )
    bolt = _bolt()
    graph = Graph(_bare(), "bare")
    first = numbers.head(nodes).select(id=pl.format("n{}", "i"))
    towns = Step("Town", "UNWIND $rows AS row CREATE (:Bare {id: row[0]})", {}, None, first)
    text = (
        "UNWIND range(0, $last) AS row MATCH (a:Bare {id: $c0[row]}) "
        "MATCH (b:Bare {id: $c1[row]}) CREATE (a)-[:ROAD {id: $c2[row]}]->(b)"
    )
    roads = Step("ROAD", text, {}, _columns, frame, ("source", "target"))
    bolt.command("CREATE CONSTRAINT bare IF NOT EXISTS FOR (n:Bare) REQUIRE n.id IS UNIQUE")
    counts: Counts = {}
    with lease(bolt, graph) as held:
        send(bolt, [towns], held)
        with measured(counts):
            send(bolt, [roads], held)
    bolt.close()
    return counts


PROGRAMS: dict[str, Callable[[Path], Counts]] = {"load": load, "by_hand": by_hand, "grow": grow}


def main() -> None:
    """Run one of the programs on a folder; its last line tells what it measured."""
    print(json.dumps(PROGRAMS[sys.argv[1]](Path(sys.argv[2]))))


if __name__ == "__main__":
    main()
