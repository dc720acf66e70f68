"""Measure graphkit: `python -m benchmarks [TABLE…] [--write]`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

from benchmarks import bulk, checking, engine_bulk, graphs, neo4j, page, table, writers
from benchmarks.peers import compare
from benchmarks.table import Line

GROUPS: dict[str, Callable[[float], Iterator[Line]]] = {
    "check": checking.lines,
    "load": engine_bulk.lines,
    "measures": graphs.lines,
    "peers": compare.lines,
    "neo4j": neo4j.lines,
    "writers": writers.lines,
    "export": bulk.lines,
    "page": page.lines,
}
"""The tables of README.md by name, each with what measures its lines."""

OURS = ("check", "load", "measures", "export")
"""Those that are measured where none is named: others need more than Python."""


def main(words: list[str] | None = None) -> None:
    """Measure what is asked for, and show it as it comes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("groups", nargs="*", help=f"any of {', '.join(GROUPS)}")
    parser.add_argument("--write", action="store_true", help="put the tables into README.md")
    parser.add_argument("--scale", type=float, default=1, help="less than 1 takes less data")
    given = parser.parse_args(words)
    if given.write and given.scale != 1:
        parser.error("only what was measured at full size is written")
    unknown = set(given.groups) - set(GROUPS)
    if unknown:
        parser.error(f"there is no {', '.join(sorted(unknown))}: choose from {', '.join(GROUPS)}")
    for group in given.groups or OURS:
        lines = []
        for line in GROUPS[group](given.scale):
            print(f"{line.what}\n    {line.graphkit}\n    {line.beside}\n    {line.ratio}")
            print(f"    wanted: {line.wanted}", flush=True)
            lines.append(line)
            if given.write:
                table.write(group, lines)  # each at once: some take long, and a run may be ended


if __name__ == "__main__":
    main()
