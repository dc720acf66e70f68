"""Load into a Neo4j, beside the loop of UNWIND and MERGE that many write by hand."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from statistics import median

from benchmarks import generate
from benchmarks.table import Line
from benchmarks.timing import ROOT, run, scratch
from tests import neo4j_server
from tests.neo4j_server import Neo4jServer

PAIRS = 5
JAVA = ("-Xms4g", "-Xmx4g")
SETTINGS = {"server.memory.pagecache.size": "1g"}
"""Of a server that somebody would load half a million edges into."""
COMMAND = "python -m benchmarks neo4j"


def lines(scale: float = 1) -> Iterator[Line]:
    """Measure on a server of our own; a scale below 1 takes fewer rows, and fewer pairs."""
    edges, nodes = max(10, int(500_000 * scale)), max(4, int(100_000 * scale))
    rows = edges + nodes
    with neo4j_server.temporary(settings=SETTINGS, java=JAVA) as server, scratch() as folder:
        data = folder / "data"
        generate.edges(data, edges, nodes)
        ours, theirs = _pairs(server, data, PAIRS if scale == 1 else 1 if scale < 0.1 else 3)
        name = f"{edges:,} inline edges between {nodes:,} nodes, Neo4j {server.version}"
        sent = median(one["seconds"] for one in ours)
        loop = median(one["seconds"] for one in theirs)
        ratio = median(b["seconds"] / a["seconds"] for a, b in zip(ours, theirs, strict=True))
        yield Line(
            f"first load: {name}",
            f"{sent:.1f} s, {rows / sent:,.0f} rows/s, with marks and ledger",
            f"UNWIND MERGE by hand, one session: {loop:.1f} s, {rows / loop:,.0f} rows/s",
            f"{ratio:.2f} times as fast",
            "≥ 1.4 times as fast",
            COMMAND,
        )
        again = median(one["reload"] for one in ours)
        faster = median(one["seconds"] / one["reload"] for one in ours)
        yield Line(
            f"load again, unchanged, with planning: {name}",
            f"{again:.1f} s, {rows / again:,.0f} rows/s",
            f"its own first load, without planning: {sent:.1f} s",
            f"{faster:.1f} times as fast",
            "≥ 3 times as fast",
            COMMAND,
        )
        used = median(one["cpu"] for one in ours) / rows * 1e6
        loop_used = median(one["cpu"] for one in theirs) / rows * 1e6
        yield Line(
            f"CPU of the client: {name}",
            f"{used:.1f} s for a million rows",
            f"by hand: {loop_used:.1f} s for a million rows",
            f"{loop_used / used:.1f} times as little",
            "≤ 6 s for a million edges",
            COMMAND,
        )
        yield _growth(server, scale)


def _pairs(
    server: Neo4jServer, data: Path, count: int
) -> tuple[list[dict[str, float]], list[dict[str, float]]]:
    """Load by graphkit and by hand in turns, into an empty database each time."""
    found: dict[str, list[dict[str, float]]] = {"load": [], "by_hand": []}
    orders = cycle([("by_hand", "load"), ("load", "by_hand")])
    _once(server, "by_hand", data)  # the server compiles what it runs often
    for _, order in zip(range(count), orders, strict=False):
        for program in order:
            found[program].append(_once(server, program, data))
    return found["load"], found["by_hand"]


def _once(server: Neo4jServer, program: str, data: Path) -> dict[str, float]:
    server.clear()
    command: list[str | Path] = [sys.executable, "-m", "benchmarks.neo4j_process", program, data]
    done = run(command, variables=login(server))
    assert done.told is not None
    return done.told


def login(server: Neo4jServer) -> dict[str, str]:
    """Return what tells a program of ours where a server is: a password is no word of a command."""
    return {
        "NEO4J_URI": server.uri,
        "NEO4J_USERNAME": server.username,
        "NEO4J_PASSWORD": server.password,
        "PYTHONPATH": str(ROOT),
    }


def _growth(server: Neo4jServer, scale: float) -> Line:
    """Measure how much memory sending takes as there is more to send."""
    sizes = [int(count * scale * 1e6) for count in (1, 2, 4)]
    grown = [_once(server, "grow", Path(str(size)))["grown"] / 2**20 for size in sizes]
    told = ", ".join(
        f"{size:,} edges {more:.0f} MiB" for size, more in zip(sizes, grown, strict=True)
    )
    return Line(
        "memory that sending takes beside the data",
        told,
        "itself with a quarter of the edges",
        f"{grown[-1] / max(grown[0], 1):.2f} times as much",
        "within 20 %",
        COMMAND,
    )
