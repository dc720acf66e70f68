"""The numbers of the case are frozen: a change of data or rules changes them, and is explained.

`python -m tests.project.test_case_numbers` prints the page anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import polars as pl

import graphkit as gk

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "case-numbers.md"

HEAD = """\
# The numbers of the case

What graphkit counts in `data/`. A test counts it anew: where a change of the data or of a rule
changes a number, the [changelog](../CHANGELOG.md) says why. What the case is, and what it is not,
stands in [case.md](case.md): no number here says that a claim is true.
"""
CHANGED = (
    "The numbers of the case have changed. If that is meant, write docs/case-numbers.md anew "
    "(python -m tests.project.test_case_numbers prints it) and say in CHANGELOG.md why."
)


def page(graph: gk.Graph) -> str:
    claims = graph.claim_table()
    between = graph.claim_edges
    parts = [HEAD, *_totals(graph, claims)]
    parts += _table("Nodes by type", "Type", [("Nodes", graph.node_table()["type"])])
    parts += _table(
        "Claims by edge type",
        "Type",
        [
            ("Claims", claims["edge_type"]),
            ("Projected", claims.filter("projected")["edge_type"]),
            ("Edges", claims.filter("projected").unique("edge_key")["edge_type"]),
        ],
    )
    speakers = claims["claimed_by"].list
    parts += _table(
        "Claims by speaker",
        "Speaker",
        [
            ("Innermost", speakers.last()),
            ("Outermost", speakers.first()),
            ("Anywhere", claims["claimed_by"].explode()),
        ],
    )
    for column in ("polarity", "modality", "realization", "status"):
        parts += _table(f"Claims by {column}", column.title(), [("Claims", claims[column])])
    section = claims.sort("quote_start")["section"].fill_null("none")
    parts += _table("Claims by section", "Section", [("Claims", section)], in_order=section)
    parts += _times(claims)
    kinds = between.select(
        pl.concat_str("type", "basis", "certainty", separator=", ", ignore_nulls=True)
    ).to_series()
    parts += _table("Between claims", "Kind", [("Links", kinds)])
    return "\n".join(parts)


def _totals(graph: gk.Graph, claims: pl.DataFrame) -> list[str]:
    counts = {
        "Nodes": graph.node_table().height,
        "Edges": claims.filter("projected")["edge_key"].n_unique(),
        "Claims": claims.height,
        "Claims that are projected": claims["projected"].sum(),
        "Claims with a quote that is found": claims["quote_start"].count(),
        "Claims that are contested": claims["contested"].sum(),
        "Claims that are closed": claims["closed_by"].count(),
        "Claims with a time": claims["time"].count(),
        "Claims with words for a time alone": claims.filter(
            pl.col("time").is_null(), pl.col("time_text").is_not_null()
        ).height,
        "Warnings": len(gk.check(gk.read(ROOT / "data"))),
    }
    rows = [f"| {name} | {count} |" for name, count in counts.items()]
    return ["| | |\n|---|--:|", *rows, ""]


def _times(claims: pl.DataFrame) -> list[str]:
    dated = claims.filter(pl.col("time").is_not_null())
    year = pl.coalesce("start_earliest", "end_latest").dt.year().cast(pl.String)
    before = pl.col("start_earliest").is_null() & pl.col("end_latest").is_not_null()
    when = pl.when(before).then(pl.format("until {}", year)).otherwise(year)
    exact = pl.col("start_earliest") == pl.col("end_latest")
    years = dated.with_columns(when=when.fill_null("unknown"))
    named = [
        ("Claims", years["when"]),
        ("On one day", years.filter(exact)["when"]),
        ("Approximate", years.filter("approximate")["when"]),
        ("Open at the end", years.filter(pl.col("end_side") == "open")["when"]),
        ("Unknown at the end", years.filter(pl.col("end_side") == "unknown")["when"]),
    ]
    return _table(
        "Claims by the first year of their time", "From", named, in_order=years["when"].sort()
    )


def _table(
    title: str,
    head: str,
    columns: Iterable[tuple[str, pl.Series]],
    in_order: pl.Series | None = None,
) -> list[str]:
    named = list(columns)
    counted = [dict(values.drop_nulls().value_counts().iter_rows()) for _, values in named]
    order = in_order if in_order is not None else pl.concat([v for _, v in named]).sort()
    rows = [
        f"| {name} | {' | '.join(str(counts.get(name, 0)) for counts in counted)} |"
        for name in order.drop_nulls().unique(maintain_order=True).to_list()
    ]
    heads = " | ".join(name for name, _ in named)
    return [f"## {title}\n", f"| {head} | {heads} |", f"|---|{'--:|' * len(named)}", *rows, ""]


def test_the_numbers_of_the_case_are_as_they_were() -> None:
    found = page(gk.build(gk.read(ROOT / "data")))
    assert found == PAGE.read_text(encoding="utf-8"), CHANGED


if __name__ == "__main__":
    sys.stdout.write(page(gk.build(gk.read(ROOT / "data"))))
