"""Check, build and load into the embedded store, beside the engine's own bulk loader."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import generate
from benchmarks.table import Line
from benchmarks.timing import ROOT, Run, middle, run, scratch

RUNS = 3


def lines(scale: float = 1) -> Iterator[Line]:
    """Measure; a scale below 1 takes fewer rows."""
    rows = max(10, int(100_000 * scale))
    nodes = max(4, rows // 10)
    times = RUNS if scale == 1 else 1
    with scratch() as folder:
        generate.edges(folder / "data", rows, nodes)
        ours = _inside(middle(lambda: _process("load", folder / "data"), times))
        theirs = _inside(middle(lambda: _process("engine", folder / "data"), times))
    yield Line(
        f"check, build and load {rows:,} inline edges between {nodes:,} nodes",
        f"{ours:.2f} s, {(rows + nodes) / ours:,.0f} rows/s",
        f"the engine's graph_batch {theirs:.2f} s, {(rows + nodes) / theirs:,.0f} rows/s",
        f"{ours / theirs:.2f} times as long",
        "≤ 1.5 times as long",
        "python -m benchmarks load",
    )


def _process(program: str, data: Path) -> Run:
    with scratch() as folder:
        command = ("env", f"PYTHONPATH={ROOT}", sys.executable, "-m", "benchmarks.process")
        return run([*command, program, data], folder)


def _inside(done: Run) -> float:
    assert done.told is not None
    return done.told["seconds"]
