"""The rule on cardinality: how many partners a node may have at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import polars as pl

from graphkit.schema.model import EdgeType
from graphkit.validation.draft import Draft
from graphkit.validation.finding import ORIGIN, Finding, Row

_SHOWN: Final = 5


def cardinality(draft: Draft) -> Iterator[Finding]:
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
) -> Iterator[Finding]:
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
    blocks = _blocks(periods.filter(pl.col("_from") <= pl.col("_to")), one, other)
    merged = _merged(blocks, one, other)
    over = _over(merged, one, most)
    if over.is_empty():
        return

    def describe(row: Row) -> str:
        day = "" if row["_from"] == date.min else f" on {row['_from'].isoformat()}"
        which = "partners" if edge_type.symmetric else f"{other}s"
        node = draft.spoken_id(row, row[one])
        partners = ", ".join(draft.written(row, each) for each in row["_partners"])
        return (
            f"{node} has {row['_count']} {which} of {edge_type.name} at once{day}, "
            f"more than {most}: {partners}{'.' if row['_count'] <= _SHOWN else ', …'}"
        )

    told = _first_of_each(over, merged, one)
    report = draft.errors if edge_type.claims == "inline" else draft.warnings
    held = blocks.join(over, on=[one, other, "_block"], how="semi")
    yield from report(told, other, "GK408", describe, held)


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


def _blocks(periods: pl.DataFrame, one: str, other: str) -> pl.DataFrame:
    """Number the blocks of periods of the same pair that touch, as `_block`."""
    pair = [one, other]
    ordered = periods.sort(*pair, "_from", "_to")
    reached = pl.col("_to").cum_max().shift(1).over(pair)
    starts = (pl.col("_from") > reached).fill_null(True)
    return ordered.with_columns(_block=starts.cum_sum().over(pair))


def _merged(blocks: pl.DataFrame, one: str, other: str) -> pl.DataFrame:
    """Make one period of each block, so that a partner counts once on each day."""
    return blocks.group_by(one, other, "_block", maintain_order=True).agg(
        pl.col("_from").min(), pl.col("_to").max(), pl.col(list(ORIGIN)).first()
    )


def _over(periods: pl.DataFrame, one: str, most: int) -> pl.DataFrame:
    """Return the periods that begin when their node has too many partners, in order of days."""
    begins = periods.with_columns(_day=pl.col("_from"), _step=pl.lit(1))
    ends = periods.with_columns(_day=pl.col("_to"), _step=pl.lit(-1))
    # on one day beginnings come before ends, as both days belong to a period
    steps = pl.concat([begins, ends]).sort(
        one, "_day", pl.col("_step").neg(), "_table", "_row", maintain_order=True
    )
    depths = steps.with_columns(_depth=pl.col("_step").cum_sum().over(one))
    return depths.filter((pl.col("_depth") > most) & (pl.col("_step") == 1))


def _first_of_each(over: pl.DataFrame, periods: pl.DataFrame, one: str) -> pl.DataFrame:
    """Return the first period of each node that is over, with its partners on that day."""
    other = "source" if one == "target" else "target"
    first = over.unique(one, keep="first", maintain_order=True)
    present = first.select(one, "_day").join(
        periods.select(one, other, "_from", "_to"), on=one, how="inner", maintain_order="left"
    )
    names = (
        present.filter(pl.col("_day").is_between("_from", "_to"))
        .group_by(one)
        .agg(
            pl.col(other).n_unique().alias("_count"),
            pl.col(other).unique().sort().head(_SHOWN).alias("_partners"),
        )
    )
    return first.join(names, on=one, how="left", maintain_order="left")
