"""The programs whose whole process is measured: what they do is timed within, after the imports.

Where a command is compared with a library's call, what either imports is there before the clock
starts; the seconds of the whole process tell the rest.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

Counts = dict[str, float]

ROWS = 10_000
"""How many edges are handed to the engine at a time."""


def check(folder: Path) -> Counts:
    """Run `graphkit check`, as its command does; what it imports is there before."""
    import ruamel.yaml  # noqa: F401  # as below: the command imports it when it needs it

    import graphkit.pipeline.datasets  # noqa: F401
    from graphkit.cli import main

    started = time.perf_counter()
    sys.argv = ["graphkit", "--quiet", "check", str(folder)]
    try:
        main()
    except SystemExit as stop:
        if stop.code:
            raise
    return {"seconds": time.perf_counter() - started}


def build(folder: Path) -> Counts:
    """Read, check and build; ask for every edge with its properties, and count."""
    import graphkit as gk

    graph = gk.build(gk.read(folder))
    claims = sum(frame.height for frame in graph.claims.values())
    return {"nodes": graph.node_table().height, "edges": claims}


def export(folder: Path) -> Counts:
    """Build, and write the graph into the folder `out` of the current one as CSV."""
    import graphkit as gk

    graph = gk.build(gk.read(folder))
    gk.export(graph, "out", format="csv")
    return {"nodes": graph.node_table().height, "edges": graph.stated.height}


def bulk(folder: Path, form: str) -> Counts:
    """Build, and write the graph for Neo4j's importer into the folder `out` of the current one.

    Only the writing is timed: what the claims of a graph follow from is derived before.
    """
    import graphkit as gk

    graph = gk.build(gk.read(folder))
    (claims,) = graph.claims.values()
    as_csv = form == "csv"
    started, cpu = time.perf_counter(), time.process_time()
    gk.export(graph, "out", format="neo4j-admin" if as_csv else "neo4j-admin-parquet")
    told = {"seconds": time.perf_counter() - started, "cpu": time.process_time() - cpu}
    written = sum(path.stat().st_size for path in Path("out").glob("*/*"))
    started = time.perf_counter()
    present = [column.name for column in claims if column.null_count() < len(column)]
    same = claims.select(present)
    if as_csv:
        same.with_columns(pl.col(pl.List(pl.String)).list.join(";")).write_csv("polars.csv")
    else:
        same.write_parquet("polars.parquet", compression="snappy")
    return {**told, "bytes": written, "polars": time.perf_counter() - started}


def load(folder: Path) -> Counts:
    """Run `graphkit load` into a new embedded store, the folder `out` of the current one.

    The engine is imported before, as it is for `engine`.
    """
    from graphkit.cli import main
    from graphkit.stores.embedded.engine import load_engine

    load_engine()
    started = time.perf_counter()
    sys.argv = ["graphkit", "--quiet", "load", str(folder), "--to", "out"]
    try:
        main()
    except SystemExit as stop:
        if stop.code:
            raise
    return {"seconds": time.perf_counter() - started}


def engine(folder: Path) -> Counts:
    """Write the rows that such a load writes by the engine's own bulk loader.

    Only that is timed: the rows are there, as mappings, which is what the loader takes.
    """
    import graphkit as gk
    from graphkit.stores.embedded.engine import load_engine

    graph = gk.build(gk.read(folder))
    nodes = {name: _present(frame) for name, frame in graph.nodes.items()}
    edges = {
        name: (frame["source"], frame["target"], _present(frame.drop("source", "target")))
        for name, frame in graph.claims.items()
    }
    arcadedb = load_engine()
    started = time.perf_counter()
    with arcadedb.create_database(str(Path("out").absolute())) as database:
        for name in nodes:
            database.command("sql", f"CREATE VERTEX TYPE {name} BUCKETS 1")
        for name in edges:
            database.command("sql", f"CREATE EDGE TYPE {name} BUCKETS 1")
        count = sum(len(rows) for _, _, rows in edges.values())
        with database.graph_batch(use_wal=False, expected_edge_count=count) as batch:
            places: dict[str, str] = {}
            for name, rows in nodes.items():
                made = batch.create_vertices(name, rows)
                places |= {row["id"]: place for row, place in zip(rows, made, strict=True)}
            for name, (sources, targets, rows) in edges.items():
                for start in range(0, len(rows), ROWS):
                    part = slice(start, start + ROWS)
                    ends = [[places[node] for node in side[part]] for side in (sources, targets)]
                    batch.new_edges(ends[0], name, ends[1], rows[part])
    return {"seconds": time.perf_counter() - started}


def _present(frame: pl.DataFrame) -> list[dict[str, Any]]:
    rows = frame.iter_rows(named=True)
    return [{name: value for name, value in row.items() if value is not None} for row in rows]


def polars(folder: Path) -> Counts:
    """Read the same files: every table as text, and every document."""
    for table in sorted(folder.glob("*/*.csv")):
        pl.read_csv(table, infer_schema=False)
    for document in sorted(folder.glob("documents/*")):
        document.read_text(encoding="utf-8")
    return {}


PROGRAMS: dict[str, Callable[[Path], Counts]] = {
    "check": check,
    "build": build,
    "export": export,
    "bulk-csv": partial(bulk, form="csv"),
    "bulk-parquet": partial(bulk, form="parquet"),
    "load": load,
    "engine": engine,
    "polars": polars,
}


def main() -> None:
    """Run one of the programs on a folder; its last line tells the seconds and what it counted."""
    started = time.perf_counter()
    counts = PROGRAMS[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps({"seconds": time.perf_counter() - started} | counts))


if __name__ == "__main__":
    main()
