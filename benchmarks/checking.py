"""`check` of large datasets, beside Polars reading the same files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import generate
from benchmarks.table import Line
from benchmarks.timing import Run, fastest, run, scratch

RUNS = 5


def lines(scale: float = 1) -> Iterator[Line]:
    """Measure; a scale below 1 makes every dataset smaller."""
    times = RUNS if scale == 1 else 1
    rows = int(1_000_000 * scale)
    nodes = max(2, int(100_000 * scale))

    def inline(folder: Path) -> None:
        generate.edges(folder, rows, nodes)

    def limited(folder: Path) -> None:
        generate.edges(folder, rows, nodes, most=1_000)

    def tenfold(folder: Path) -> None:
        generate.edges(folder, 10 * rows, nodes)

    def reified(folder: Path) -> None:
        documents, forms = max(1, int(2_000 * scale)), max(6, int(20_000 * scale))
        generate.claims(folder, int(200_000 * scale), documents, forms, max(2, nodes // 10))

    inline_edges = f"inline edges between {nodes:,} nodes, five properties"
    plain = f"check {rows:,} {inline_edges}"
    yield _line(inline, rows, plain, "≥ 700,000 rows/s, < 1.5 GiB", times)
    yield _line(
        limited,
        rows,
        "the same with cardinality over intervals",
        "≥ 250,000 rows/s",
        times,
    )
    yield _line(tenfold, 10 * rows, f"check {10 * rows:,} {inline_edges}", "< 4 GiB", min(times, 3))
    claims = int(200_000 * scale)
    yield _line(
        reified,
        claims,
        f"check {claims:,} reified claims with quotes in {max(1, int(2_000 * scale)):,} documents",
        "≥ 100,000 claims/s",
        times,
    )


def _line(make: Callable[[Path], None], rows: int, what: str, wanted: str, times: int) -> Line:
    with scratch() as folder:
        make(folder)
        ours = fastest(lambda: _process("check", folder), times)
        theirs = fastest(lambda: _process("polars", folder), times)
    inside, reading = _inside(ours), _inside(theirs)
    return Line(
        what,
        f"{inside:.2f} s, {rows / inside:,.0f} rows/s, {ours.peak / 2**30:.2f} GiB; "
        f"the whole process {ours.seconds:.2f} s",
        f"Polars reads the files in {reading:.2f} s",
        f"{inside / reading:.1f} times as long",
        wanted,
        "python -m benchmarks check",
    )


def _process(program: str, folder: Path) -> Run:
    return run([sys.executable, "-m", "benchmarks.process", program, folder])


def _inside(done: Run) -> float:
    assert done.told is not None
    return done.told["seconds"]
