"""Which claims are shown as closed, by which claim, and from which day.

A claim closes another by id (column `closes`): it may be negative ("no longer"), but must be actual
and in force. A projected claim also closes by its type, where the other is open, has the same ends
and did not surely begin after it. Parallel claims, which are evidence of one edge, never close each
other by type, and what is timeless has no days to compare. Stored claims never change.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from graphkit.graph.claims import in_force
from graphkit.graph.pairs import pair_types
from graphkit.schema.model import Schema
from graphkit.schema.names import BOUNDS, SIDES


def find_closings(
    schema: Schema, table: pl.DataFrame, properties: Mapping[str, pl.DataFrame]
) -> pl.DataFrame:
    """Return what closes each closed claim.

    Args:
        schema: Says which types close which.
        table: Claims of all types with their bounds, `projected` and `_index`.
        properties: The declared properties of each type with `_index`.

    Returns:
        A frame of `id`, `closed_by` (the closing claim's id) and `closed_on` (the latest day of
        the closing; null where it is undated). Of several closings the first counts, a dated one
        before an undated one.
    """
    timed = pl.when(pl.col("temporal") != "none").then(pl.col(*BOUNDS, *SIDES))
    table = table.with_columns(timed)
    projected = table.filter("projected")
    stated = (
        table.filter(in_force() & (pl.col("closes").list.len() > 0))
        .explode("closes")
        .select(id="closes", closed_by="id", closed_on=_last_day(""))
    )
    ended = pl.col("end_side").eq_missing("dated") & (pl.col("temporal") != "event")
    # claims of one type with the same ends and key are parallel
    types = [
        (name, other)
        for name, edge in schema.edges.items()
        for other in edge.closes
        if name != other
    ]
    pairs = pair_types(projected, projected.filter(~ended), types, schema, properties)
    before = _last_day("left_") < pl.col("right_start_earliest")
    possible = pairs.filter(~before.fill_null(False))
    # where either could close the other, the one that may have begun first is closed
    mutual = possible.select(left_id="right_id", right_id="left_id", _mutual=pl.lit(True))
    begins_first = pl.col("left_start_earliest") < pl.col("right_start_earliest")
    joined = possible.join(mutual, on=["left_id", "right_id"], how="left")
    by_type = joined.filter(~(pl.col("_mutual") & begins_first).fill_null(False)).select(
        id="right_id", closed_by="left_id", closed_on=_last_day("left_")
    )
    first = pl.concat([stated, by_type]).sort("closed_on", "closed_by", nulls_last=True)
    return first.unique(subset=["id"], keep="first", maintain_order=True)


def _last_day(prefix: str) -> pl.Expr:
    """Return the latest day of a closing: an event's last possible day, a state's sure start."""
    is_state = pl.col(f"{prefix}temporal") == "state"
    return pl.when(is_state).then(f"{prefix}start_latest").otherwise(f"{prefix}end_latest")
