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


def check(folder: Path) -> None:
    """Run `graphkit check`, as its command does."""
    from graphkit.cli import main

    sys.argv = ["graphkit", "--quiet", "check", str(folder)]
    try:
        main()
    except SystemExit as stop:
        if stop.code:
            raise


def build(folder: Path) -> None:
    """Read and build, and ask for every edge and claim."""
    import graphkit as gk

    graph = gk.build(gk.read(folder))
    graph.edges()
    _ = graph.claims


def polars(folder: Path) -> None:
    """Read the same files: every table as text, and every document."""
    for table in sorted(folder.glob("*/*.csv")):
        pl.read_csv(table, infer_schema=False)
    for document in sorted(folder.glob("documents/*")):
        document.read_text(encoding="utf-8")


PROGRAMS: dict[str, Callable[[Path], None]] = {"check": check, "build": build, "polars": polars}


def main() -> None:
    """Run one of the programs on a folder; its last line tells the seconds."""
    started = time.perf_counter()
    PROGRAMS[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps({"seconds": time.perf_counter() - started}))


if __name__ == "__main__":
    main()
