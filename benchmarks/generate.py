"""Datasets of any size, drawn from a seed: the same in every run.

Example:
    python -m benchmarks.generate edges some-folder --rows 1000
"""

from __future__ import annotations

import argparse
from math import gcd
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

PART: Final = 1_000_000
"""How many rows are drawn and written at a time."""

COMPANY: Final = """\
  Company:
    properties:
      name: {type: string, required: true}
"""

EDGES_SCHEMA: Final = """\
schema: registers
version: 1.0.0
enums:
  Kind: [direct, indirect, trust]
nodes:
%(company)sedges:
  OWNS:
    source: [Company]
    target: [Company]
    temporal: state
    key: [register]
%(cardinality)s    properties:
      register: {type: string, required: true}
      share: {type: float, min: 0, max: 100}
      votes: {type: integer, min: 0}
      kind: {type: Kind}
      since: {type: date}
"""

CLAIMS_SCHEMA: Final = """\
schema: reports
version: 1.0.0
claims: reified
nodes:
%(company)sedges:
  OWNS: {source: [Company], target: [Company], temporal: state}
  SUES: {source: [Company], target: [Company], temporal: event}
  PRAISES: {source: [Company], target: [Company], temporal: event}
"""


def edges(
    folder: Path,
    rows: int,
    nodes: int,
    *,
    parallel: int = 0,
    most: int | None = None,
    seed: int = 1,
) -> None:
    """Write a dataset of inline edges with five properties and a time.

    Args:
        folder: Where; it is made.
        rows: How many edges; no two have the same ends, up to the square of `nodes`.
        nodes: How many nodes they join.
        parallel: How many of them, the last ones, have the ends of another after all: they differ
            from it in what they tell.
        most: The schema's `max_sources_per_target`; None for a schema without one.
        seed: What it is drawn from.
    """
    draw = np.random.default_rng(seed)
    cardinality = "" if most is None else f"    max_sources_per_target: {most}\n"
    schema = EDGES_SCHEMA % {"company": COMPANY, "cardinality": cardinality}
    _write_folder(folder, "registers", schema, nodes)
    with (folder / "edges" / "OWNS.csv").open("wb") as file:
        for start in range(0, rows, PART):
            count = min(PART, rows - start)
            numbers = np.arange(start, start + count)
            sources, targets = _ends(numbers % (rows - parallel), nodes)
            frame = pl.DataFrame(
                {
                    "source": _names("c", sources),
                    "target": _names("c", targets),
                    "register": _names("R", numbers),
                    "share": (draw.random(count) * 100).round(2),
                    "votes": draw.integers(0, 100_000, count),
                    "kind": _chosen(draw, ["direct", "indirect", "trust"], count),
                    "since": _days(draw.integers(0, 24 * 365, count)),
                    "time": _chosen(draw, [f"20{year:02}/.." for year in range(24)], count),
                }
            )
            frame.write_csv(file, include_header=start == 0)


def claims(
    folder: Path, rows: int, documents: int, times: int, nodes: int, *, seed: int = 1
) -> None:
    """Write a dataset of reified claims, each with a quote that stands in its document.

    Args:
        folder: Where; it is made.
        rows: How many claims.
        documents: In how many documents they stand, as many in each.
        times: How many distinct EDTF strings they have, at most.
        nodes: How many nodes they are about.
        seed: What it is drawn from.
    """
    draw = np.random.default_rng(seed)
    _write_folder(folder, "reports", CLAIMS_SCHEMA % {"company": COMPANY}, nodes)
    frame = pl.DataFrame(
        {
            "id": _names("k", np.arange(rows)),
            "type": _chosen(draw, ["OWNS", "SUES", "PRAISES"], rows),
            "source": _names("c", draw.integers(0, nodes, rows)),
            "target": _names("c", draw.integers(0, nodes, rows)),
            "polarity": _chosen(draw, ["positive"] * 9 + ["negative"], rows),
            "modality": _chosen(draw, ["asserted", "asserted", "alleged"], rows),
            "time": _chosen(draw, _edtf(times), rows),
            "claimed_by": _names("c", draw.integers(0, min(nodes, 100), rows)),
            "document": _names("d", np.arange(rows) % documents),
        }
    ).with_columns(quote=pl.format("{} {} {} (entry {})", "source", "type", "target", "id"))
    frame.write_csv(folder / "edges" / "claims.csv")
    (folder / "documents").mkdir(exist_ok=True)
    texts = frame.group_by("document", maintain_order=True).agg("quote")
    for name, quotes in texts.iter_rows():
        body = "\n".join(f"The register says: {quote}." for quote in quotes)
        head = f"---\nid: {name}\ntitle: Report {name}\npublished: 2024-01-01\n---\n"
        (folder / "documents" / f"{name}.md").write_text(f"{head}\n# Entries\n\n{body}\n")


def pairs(nodes: int, edges: int, *, groups: int = 200, seed: int = 1) -> pl.DataFrame:
    """Return a simple graph, in whose groups nodes have about half of their edges.

    Returns:
        The columns `a` and `b`, ids with a < b, and `weight`, which is 1; sorted.
    """
    draw = np.random.default_rng(seed)
    found = np.empty(0, dtype=np.int64)
    while len(found) < edges:
        first = draw.integers(0, nodes, edges)
        near = first % groups + groups * draw.integers(0, max(1, nodes // groups), edges)
        second = np.where(draw.random(edges) < 0.5, near % nodes, draw.integers(0, nodes, edges))
        keys = np.minimum(first, second) * nodes + np.maximum(first, second)
        found = np.unique(np.concatenate([found, keys[first != second]]))
    chosen = draw.permutation(found)[:edges]
    return (
        pl.DataFrame({"a": chosen // nodes, "b": chosen % nodes})
        .select(
            pl.format("n{}", pl.col(name).cast(pl.String).str.zfill(9)).alias(name) for name in "ab"
        )
        .with_columns(weight=pl.lit(1, pl.UInt32))
        .sort("a", "b")
    )


def arcs(nodes: int, edges: int, *, seed: int = 1) -> pl.DataFrame:
    """Return the graph of `pairs`, each edge of which leads one way or the other.

    Returns:
        The columns `source`, `target` and `weight`.
    """
    draw = np.random.default_rng(seed)
    turned = pl.Series(draw.random(edges) < 0.5)
    return pairs(nodes, edges, seed=seed).select(
        source=pl.when(turned).then("a").otherwise("b"),
        target=pl.when(turned).then("b").otherwise("a"),
        weight="weight",
    )


def _write_folder(folder: Path, name: str, schema: str, nodes: int) -> None:
    for part in ("nodes", "edges"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    (folder / "dataset.yaml").write_text(f"name: {name}\n")
    (folder / "schema.yaml").write_text(schema)
    ids = _names("c", np.arange(nodes))
    companies = pl.DataFrame({"id": ids}).with_columns(name=pl.format("Company {}", "id"))
    companies.write_csv(folder / "nodes" / "Company.csv")


def _ends(numbers: NDArray[np.int64], nodes: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the ends of the edges of these numbers; no two edges below nodes ** 2 have the same.

    Some tools know only one edge of a type between two nodes.
    """
    step = int(nodes**2 * 0.618)
    while gcd(step, nodes) != 1:
        step += 1
    return np.divmod(numbers * step % nodes**2, nodes)


def _names(letter: str, numbers: NDArray[np.int64]) -> pl.Series:
    return pl.select(pl.format(letter + "{}", pl.Series(numbers))).to_series()


def _chosen(draw: np.random.Generator, values: list[str], count: int) -> pl.Series:
    return pl.Series(values).gather(draw.integers(0, len(values), count))


def _days(numbers: NDArray[np.int64]) -> pl.Series:
    """Return the days that come so many days after the start of 2000."""
    return (pl.Series(numbers).cast(pl.Int32) + 10_957).cast(pl.Date)


def _edtf(count: int) -> list[str]:
    """Return as many distinct EDTF strings, in six forms."""
    forms = ("{0}", "{0}~", "{0}/..", "{0}/{1}", "../{0}", "{0}/")
    numbers = np.arange(count) // len(forms)
    days = _days(numbers).cast(pl.String).to_list()
    ends = _days(numbers + 400).cast(pl.String).to_list()
    return [
        forms[number % len(forms)].format(day, end)
        for number, (day, end) in enumerate(zip(days, ends, strict=True))
    ]


def main() -> None:
    """Write a dataset into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["edges", "claims"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--nodes", type=int, default=100_000)
    parser.add_argument("--most", type=int, help="max_sources_per_target of the schema")
    given = parser.parse_args()
    if given.what == "edges":
        edges(given.folder, given.rows, given.nodes, most=given.most)
    else:
        claims(given.folder, given.rows, max(1, given.rows // 100), 20_000, given.nodes)


if __name__ == "__main__":
    main()
