"""Exports for Neo4j's importer, beside Polars writing the same columns."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Final

from benchmarks import generate
from benchmarks.table import Line
from benchmarks.timing import ROOT, run, scratch

FORMS: Final = {"csv": "CSV", "parquet": "Parquet"}


def lines(scale: float = 1) -> Iterator[Line]:
    """Measure; a scale below 1 takes fewer rows."""
    rows = max(10, int(10_000_000 * scale))
    nodes = max(4, min(100_000, rows // 10))
    with scratch() as folder:
        generate.edges(folder / "data", rows, nodes)
        command = ("env", f"PYTHONPATH={ROOT}", sys.executable, "-m", "benchmarks.process")
        for form, name in FORMS.items():
            (folder / form).mkdir()
            done = run([*command, f"bulk-{form}", folder / "data"], folder / form)
            assert done.told is not None
            told = done.told
            yield Line(
                f"export {rows:,} inline edges between {nodes:,} nodes, five properties, "
                f"to neo4j-admin as {name}",
                f"{told['seconds']:.2f} s, {(rows + nodes) / told['seconds']:,.0f} rows/s, "
                f"{told['cpu']:.1f} s of CPU, {told['bytes'] / 2**30:.2f} GiB",
                f"Polars writes the same columns, without marks, in {told['polars']:.2f} s",
                f"{told['seconds'] / told['polars']:.1f} times as long",
                "≥ 1,000,000 rows/s",
                "python -m benchmarks export",
            )
