"""Which claims are shown as closed, by which claim, and from which day.

A claim closes another by id (column `closes`), or by its type where the other is open, has the
same ends and does not begin later. Only projected claims close. Stored claims never change.
"""

from __future__ import annotations

import polars as pl

from graphkit.graph.contradictions import ENDS, with_ends
from graphkit.schema.model import EdgeType, Schema

_CLOSING = {"id": pl.String, "closed_by": pl.String, "closed_on": pl.Date}


def find_closings(schema: Schema, claims: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Return what closes each closed claim.

    Args:
        schema: Says which types close which.
        claims: Claims by edge type, with their bounds and `projected`.

    Returns:
        A frame of `id`, `closed_by` (the closing claim's id) and `closed_on` (the latest day of
        the closing; null where it is undated). Of several closings the first counts, a dated one
        before an undated one.
    """
    found = [pl.DataFrame(schema=_CLOSING)]
    for name, frame in claims.items():
        closer = schema.edges[name]
        closing = _closing_days(frame.filter("projected"), closer)
        stated = closing.explode("closes", empty_as_null=False, keep_nulls=False)
        found.append(stated.select(id="closes", closed_by="id", closed_on="closed_on"))
        for other in closer.closes:
            if other in claims:
                found.append(_by_type(closing, claims[other], closer, schema.edges[other]))
    every = pl.concat(found)
    first = every.sort("closed_on", "closed_by", nulls_last=True)
    return first.unique(subset=["id"], keep="first", maintain_order=True)


def _closing_days(frame: pl.DataFrame, closer: EdgeType) -> pl.DataFrame:
    # an event closes by its last possible day, a state once it has surely begun
    last = "start_latest" if closer.temporal == "state" else "end_latest"
    return frame.with_columns(closed_on=pl.col(last))


def _by_type(
    closing: pl.DataFrame, frame: pl.DataFrame, closer: EdgeType, closed: EdgeType
) -> pl.DataFrame:
    unordered = closer.symmetric or closed.symmetric
    on = [*ENDS, *(key for key in closer.key if key in closed.key)]
    ended = pl.col("end_side").eq_missing("dated")
    is_open = frame.filter(pl.col("projected") & (~ended | (closed.temporal == "event")))
    left = with_ends(is_open, unordered=unordered)
    right = with_ends(closing, unordered=unordered).select(
        *on, "closed_on", closed_by="id", _since="start_earliest"
    )
    joined = left.drop("closed_by", "closed_on", strict=False).join(right, on=on, nulls_equal=True)
    later = pl.col("_since") >= pl.col("start_earliest")
    return joined.filter(later.fill_null(True) & (pl.col("id") != pl.col("closed_by"))).select(
        "id", "closed_by", "closed_on"
    )
