"""When edges surely hold, for the rule on how many partners a node may have at once."""

from __future__ import annotations

from datetime import date

import polars as pl

from graphkit.schema import edtf
from graphkit.schema.model import EdgeType
from graphkit.validation.finding import ORIGIN


def spans(
    edge_type: EdgeType, stated: pl.DataFrame, ends: pl.DataFrame, times: pl.Series
) -> pl.DataFrame:
    """Return when the edges of a type surely hold, as far as they count.

    Args:
        edge_type: The type.
        stated: Claims of all types, with `_sound`.
        ends: The numbers of their ends, `source` and `target`.
        times: Their times as resolved.

    Returns:
        A row for each claim that is projected, sound and surely holds on some day: its origin, the
        numbers of its ends and its days, `_from` and `_to`. A claim of a symmetric type has two, as
        each end counts its partners whichever way round it is written.
    """
    counts = (
        (pl.col("edge_type") == edge_type.name)
        & pl.col("_sound")
        & (pl.col("polarity").fill_null("positive") == "positive")
        & (pl.col("realization").fill_null("actual") == "actual")
        & (pl.col("status").fill_null("normal") == "normal")
        & pl.col("retracted_at").is_null()
    )
    rows = stated.select(*ORIGIN, _counts=counts).hstack(ends).with_columns(_time=times)
    periods = _sure_periods(rows.filter("_counts"), edge_type)
    kept = periods.filter(pl.col("_from") <= pl.col("_to"))
    if edge_type.symmetric:
        flipped = kept.with_columns(source="target", target="source", _swapped=~pl.col("_swapped"))
        kept = pl.concat([kept, flipped]).filter(pl.col("source") != pl.col("target"))
    return kept


def _sure_periods(rows: pl.DataFrame, edge_type: EdgeType) -> pl.DataFrame:
    """Add the days from `_from` to `_to` on which each edge surely holds; null where none."""
    columns = ["source", "target", *ORIGIN]
    first, last = pl.lit(date.min), pl.lit(date.max)
    if edge_type.temporal == "none":
        return rows.select(*columns, _from=first, _to=last)
    dated = rows.select(columns).hstack(edtf.bounds(rows["_time"]))
    if edge_type.temporal == "event":
        exact = pl.col("start_earliest") == pl.col("end_latest")
        day = pl.when(exact).then("start_earliest")
        return dated.select(*columns, _from=day, _to=day)
    start = pl.when(pl.col("start_side") == "open").then(first).otherwise("start_latest")
    end = pl.when(pl.col("end_side") == "open").then(last).otherwise("end_earliest")
    return dated.select(*columns, _from=start, _to=end)
