"""The rule on cardinality: how many partners a node may have at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import polars as pl

from graphkit.errors import Problem, Severity
from graphkit.schema.model import EdgeType
from graphkit.schema.values import shown
from graphkit.validation.draft import Draft

_SHOWN: Final = 5


def cardinality(draft: Draft) -> Iterator[Problem]:
    """GK408: no more partners at once than the edge type allows.

    Distinct partners count, and only those whose periods surely overlap. Inline it is an error;
    reified a warning, since speakers may disagree.
    """
    for name, edge_type in draft.schema.edges.items():
        if edge_type.max_sources_per_target is None and edge_type.max_targets_per_source is None:
            continue
        frame = draft.claims.filter(pl.col("edge_type") == name)
        for most, one, other in (
            (edge_type.max_sources_per_target, "target", "source"),
            (edge_type.max_targets_per_source, "source", "target"),
        ):
            if most is not None:
                yield from _too_many(draft, edge_type, frame, most, one, other)


def _too_many(
    draft: Draft, edge_type: EdgeType, frame: pl.DataFrame, most: int, one: str, other: str
) -> Iterator[Problem]:
    rows = frame.filter(pl.col("projected") & pl.col("_sound"))
    if edge_type.symmetric:
        # each end counts its partners, whichever way round a row is written
        flipped = rows.with_columns(source="target", target="source", _swapped=~pl.col("_swapped"))
        rows = pl.concat([rows, flipped]).filter(pl.col("source") != pl.col("target"))
    crowded = (
        rows.group_by(one).agg(pl.col(other).n_unique().alias("_n")).filter(pl.col("_n") > most)
    )
    rows = rows.join(crowded.select(one), on=one, how="semi", maintain_order="left")
    if rows.is_empty():
        return
    periods = _sure_periods(rows, edge_type).drop_nulls(["_from", "_to"])
    merged = _merged(periods.filter(pl.col("_from") <= pl.col("_to")), one, other)
    severity = Severity.ERROR if edge_type.claims == "inline" else Severity.WARNING
    for row in _over(merged, one, most).iter_rows(named=True):
        day = "" if row["_from"] == date.min else f" on {row['_from'].isoformat()}"
        which = "partners" if edge_type.symmetric else f"{other}s"
        message = (
            f"{shown(row[one])} has {row['_count']} {which} of {edge_type.name} at once{day}, "
            f"more than {most}: {row['_partners']}{'.' if row['_count'] <= _SHOWN else ', …'}"
        )
        place = draft.place(row, other)
        yield Problem(*place, "GK408", severity, message)


def _sure_periods(rows: pl.DataFrame, edge_type: EdgeType) -> pl.DataFrame:
    """Add the days from `_from` to `_to` on which each edge surely holds; null where none."""
    first, last = pl.lit(date.min), pl.lit(date.max)
    if edge_type.temporal == "none":
        return rows.with_columns(_from=first, _to=last)
    if edge_type.temporal == "event":
        exact = pl.col("start_earliest") == pl.col("end_latest")
        day = pl.when(exact).then("start_earliest")
        return rows.with_columns(_from=day, _to=day)
    start = pl.when(pl.col("start_side") == "open").then(first).otherwise("start_latest")
    end = pl.when(pl.col("end_side") == "open").then(last).otherwise("end_earliest")
    return rows.with_columns(_from=start, _to=end)


def _merged(periods: pl.DataFrame, one: str, other: str) -> pl.DataFrame:
    """Join periods of the same pair that touch, so that a partner counts once on each day."""
    pair = [one, other]
    ordered = periods.sort(*pair, "_from", "_to")
    reached = pl.col("_to").cum_max().shift(1).over(pair)
    starts = (pl.col("_from") > reached).fill_null(True)
    blocks = ordered.with_columns(_block=starts.cum_sum().over(pair))
    return blocks.group_by(*pair, "_block", maintain_order=True).agg(
        pl.col("_from").min(), pl.col("_to").max(), pl.col("_table", "_row", "_swapped").first()
    )


def _over(periods: pl.DataFrame, one: str, most: int) -> pl.DataFrame:
    """Return, for each node with too many partners on some day, the period that begins it."""
    other = "source" if one == "target" else "target"
    begins = periods.with_columns(_day=pl.col("_from"), _step=pl.lit(1))
    ends = periods.with_columns(_day=pl.col("_to"), _step=pl.lit(-1))
    # on one day beginnings come before ends, as both days belong to a period
    steps = pl.concat([begins, ends]).sort(
        one, "_day", pl.col("_step").neg(), "_table", "_row", maintain_order=True
    )
    depths = steps.with_columns(_depth=pl.col("_step").cum_sum().over(one))
    over = depths.filter((pl.col("_depth") > most) & (pl.col("_step") == 1))
    first = over.unique(one, keep="first", maintain_order=True)
    present = first.select(one, "_day").join(
        periods.select(one, other, "_from", "_to"), on=one, how="inner", maintain_order="left"
    )
    names = (
        present.filter(pl.col("_day").is_between("_from", "_to"))
        .group_by(one)
        .agg(
            pl.col(other).n_unique().alias("_count"),
            pl.col(other).unique().sort().head(_SHOWN).str.join(", ").alias("_partners"),
        )
    )
    return first.join(names, on=one, how="left", maintain_order="left")
