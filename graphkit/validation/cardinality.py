"""The rule on cardinality: how many partners a node may have at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import numpy as np
import polars as pl

from graphkit.schema.model import EdgeType
from graphkit.validation.draft import Draft
from graphkit.validation.finding import Finding, Row, first_of_each_table

_SHOWN: Final = 5
_HALF: Final = 1 << 32
_FIRST_DAY: Final = (date.min - date(1970, 1, 1)).days


def cardinality(draft: Draft) -> Iterator[Finding]:
    """GK408: no more partners at once than the edge type allows.

    Distinct partners count, and only those whose periods surely overlap. Inline it is an error;
    reified a warning, since speakers may disagree.
    """
    for name, edge_type in draft.schema.edges.items():
        if name not in draft.spans:
            continue
        every = draft.spans[name]
        for most, one, other in (
            (edge_type.max_sources_per_target, "target", "source"),
            (edge_type.max_targets_per_source, "source", "target"),
        ):
            if most is not None:
                yield from _too_many(draft, edge_type, every, most, one, other)


def _too_many(
    draft: Draft, edge_type: EdgeType, every: pl.DataFrame, most: int, one: str, other: str
) -> Iterator[Finding]:
    crowded = _crowded(every, most, one, other)
    if crowded.is_empty():
        return
    blocks = _blocks(crowded.with_row_index("_at"), one, other)
    merged = _merged(blocks)
    over = _over(merged, one, most)
    if over.is_empty():
        return

    def describe(row: Row) -> str:
        day = "" if row["_from"] == date.min else f" on {row['_from'].isoformat()}"
        which = "partners" if edge_type.symmetric else f"{other}s"
        node = draft.spoken_id(row, draft.node_numbers.ids[row[one]])
        partners = ", ".join(draft.written(row, each) for each in row["_partners"])
        return (
            f"{node} has {row['_count']} {which} of {edge_type.name} at once{day}, "
            f"more than {most}: {partners}{'.' if row['_count'] <= _SHOWN else ', …'}"
        )

    first = over.unique(one, keep="first", maintain_order=True)
    partners = _partners(draft, first_of_each_table(first), merged, one, other)
    told = first.join(partners, on=one, how="left", maintain_order="left")
    report = draft.errors if edge_type.claims == "inline" else draft.warnings
    held = blocks.join(over, on="_block", how="semi")
    yield from report(told, other, "GK408", describe, held)


def _crowded(every: pl.DataFrame, most: int, one: str, other: str) -> pl.DataFrame:
    """Return the rows of the nodes that have too many partners, at whatever time."""
    having = every.filter(_is_over(every[one], every[one], most))
    pairs = having.select(_pair(one, other)).to_series().unique()
    return having.filter(_is_over(having[one], (pairs // _HALF).cast(pl.UInt32), most))


def _is_over(nodes: pl.Series, counted: pl.Series, most: int) -> pl.Series:
    """Tell for each node whether it is among those counted more than `most` times."""
    return pl.Series(np.bincount(counted) > most).gather(nodes) if len(nodes) else nodes > 0


def _pair(one: str, other: str) -> pl.Expr:
    return (pl.col(one).cast(pl.UInt64) * _HALF + pl.col(other)).alias("_pair")


def _day(name: str) -> pl.Expr:
    """Return a day as a number from 0 on."""
    return pl.col(name).to_physical().cast(pl.Int64) - _FIRST_DAY


def _blocks(rows: pl.DataFrame, one: str, other: str) -> pl.DataFrame:
    """Number the blocks of periods of the same pair that touch, as `_block`, in their order.

    `_reach` is the last day that the block reaches up to a row.
    """
    ordered = rows.with_columns(_pair(one, other)).sort("_pair", "_from", "_to", "_at")
    # ahead of the days stands which pair it is, so that no day of another pair reaches as far
    number = pl.col("_pair").rle_id().cast(pl.Int64) * _HALF
    reached = (number + _day("_to")).cum_max()
    starts = ((number + _day("_from")) > reached.shift(1)).fill_null(True)
    reach = (reached - number + _FIRST_DAY).cast(pl.Int32).cast(pl.Date)
    return ordered.with_columns(_reach=reach, _starts=starts, _block=starts.cum_sum())


def _merged(blocks: pl.DataFrame) -> pl.DataFrame:
    """Make one period of each block, so that a partner counts once on each day."""
    ends = blocks.filter(pl.col("_block") != pl.col("_block").shift(-1, fill_value=0))
    return blocks.filter("_starts").with_columns(_to=ends["_reach"])


def _over(periods: pl.DataFrame, one: str, most: int) -> pl.DataFrame:
    """Return the periods that begin when their node has too many partners, in order of days."""
    # on one day beginnings come before ends, as both days belong to a period
    node = pl.col(one).cast(pl.Int64) * _HALF
    begins = periods.select("_at", "_block", _key=node + _day("_from") * 2, _step=1)
    ends = periods.select("_at", "_block", _key=node + _day("_to") * 2 + 1, _step=-1)
    steps = pl.concat([begins, ends]).sort("_key", "_at")
    # what begins ends, so that each node starts from 0
    over = steps.filter((pl.col("_step").cum_sum() > most) & (pl.col("_step") == 1))
    return over.select("_block").join(periods, on="_block", maintain_order="left")


def _partners(
    draft: Draft, first: pl.DataFrame, periods: pl.DataFrame, one: str, other: str
) -> pl.DataFrame:
    """Return who is there, for periods that begin: `_count`, and the first names (`_partners`)."""
    present = first.select(one, _day="_from").join(
        periods.select(one, other, "_from", "_to"), on=one, how="inner", maintain_order="left"
    )
    present = present.filter(pl.col("_day").is_between("_from", "_to"))
    named = present.with_columns(_name=draft.node_numbers.ids.gather(present[other]))
    return named.group_by(one).agg(
        _count=pl.col("_name").n_unique(), _partners=pl.col("_name").unique().sort().head(_SHOWN)
    )
