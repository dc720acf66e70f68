"""The programs whose whole process is measured: what they do is timed within, after the imports.

Polars is imported before the clock starts, for both: it is what they are compared by.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl

Counts = dict[str, int]


def check(folder: Path) -> Counts:
    """Run `graphkit check`, as its command does."""
    from graphkit.cli import main

    sys.argv = ["graphkit", "--quiet", "check", str(folder)]
    try:
        main()
    except SystemExit as stop:
        if stop.code:
            raise
    return {}


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
    claims = sum(frame.height for frame in graph.claims.values())
    return {"nodes": graph.node_table().height, "edges": claims}


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
    "polars": polars,
}


def main() -> None:
    """Run one of the programs on a folder; its last line tells the seconds and what it counted."""
    started = time.perf_counter()
    counts = PROGRAMS[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps({"seconds": time.perf_counter() - started} | counts))


if __name__ == "__main__":
    main()
