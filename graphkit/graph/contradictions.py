"""Claims that cannot both be so: found, shown side by side, never decided.

Two claims contradict where they state the same edge with opposite polarity, or where their types
are declared to contradict and they have the same ends. They must be actual, in force and about
times that surely overlap; where one of them has no time, the contradiction is only possible.
"""

from __future__ import annotations

import polars as pl

from graphkit.graph.frames import CLAIM_EDGE_DTYPES
from graphkit.graph.time import overlap_unknown, surely_overlap
from graphkit.schema.model import EdgeType, Schema
from graphkit.schema.names import BOUNDS, SIDES

_NEEDED = ("id", "temporal", *BOUNDS, *SIDES)


def find_contradictions(schema: Schema, claims: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the pairs of claims that contradict each other.

    Args:
        schema: Says which types contradict.
        claims: Claims by edge type, with their keys and bounds.

    Returns:
        A frame of `source`, `target` (claim ids, source < target) and `certainty`.
    """
    pairs = [_opposite(frame, schema.edges[name]) for name, frame in claims.items()]
    for name, frame in claims.items():
        for other in schema.edges[name].contradicts:
            if name < other and other in claims:
                pairs.append(
                    _between(frame, claims[other], schema.edges[name], schema.edges[other])
                )
    empty = pl.DataFrame(schema={name: pl.String for name in ("source", "target", "certainty")})
    found = pl.concat([empty, *pairs])
    ordered = found.select(
        source=pl.min_horizontal("source", "target"),
        target=pl.max_horizontal("source", "target"),
        certainty="certainty",
    )
    return ordered.unique(subset=["source", "target"]).sort("source", "target")


def both_ways(found: pl.DataFrame) -> pl.DataFrame:
    """Return found contradictions as CONTESTS edges, one in each direction."""
    forward = found.select(
        "source", "target", type=pl.lit("CONTESTS"), basis=pl.lit("found"), certainty="certainty"
    )
    swapped = pl.col("target").alias("source"), pl.col("source").alias("target")
    backward = forward.select(*swapped, "type", "basis", "certainty")
    both = pl.concat([forward, backward]).with_columns(reason=pl.lit(None, pl.String))
    return both.select(list(CLAIM_EDGE_DTYPES))


def _in_force() -> pl.Expr:
    return (
        (pl.col("realization") == "actual")
        & (pl.col("status") == "normal")
        & pl.col("retracted_at").is_null()
    )


def _opposite(frame: pl.DataFrame, edge_type: EdgeType) -> pl.DataFrame:
    rows = frame.filter(_in_force())
    negative = rows.filter(pl.col("polarity") == "negative")
    positive = rows.filter(pl.col("polarity") == "positive")
    return _pairs(
        _side(positive, edge_type, ["edge_key"]), _side(negative, edge_type, ["edge_key"])
    )


def _between(
    left: pl.DataFrame, right: pl.DataFrame, left_type: EdgeType, right_type: EdgeType
) -> pl.DataFrame:
    positive = _in_force() & (pl.col("polarity") == "positive")
    unordered = left_type.symmetric or right_type.symmetric
    shared = [key for key in left_type.key if key in right_type.key]
    sides = [
        _side(with_ends(frame.filter(positive), unordered=unordered), edge_type, [*ENDS, *shared])
        for frame, edge_type in ((left, left_type), (right, right_type))
    ]
    return _pairs(*sides)


ENDS = ["_one", "_other"]
"""The columns that `with_ends` adds."""


def with_ends(frame: pl.DataFrame, *, unordered: bool) -> pl.DataFrame:
    """Add the two ends as `_one` and `_other`; sorted where direction does not count."""
    if unordered:
        return frame.with_columns(
            _one=pl.min_horizontal("source", "target"), _other=pl.max_horizontal("source", "target")
        )
    return frame.with_columns(_one="source", _other="target")


def _side(frame: pl.DataFrame, edge_type: EdgeType, on: list[str]) -> pl.DataFrame:
    typed = frame.with_columns(temporal=pl.lit(edge_type.temporal))
    return typed.select(*on, *_NEEDED)


def _pairs(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    on = [name for name in left.columns if name not in _NEEDED]
    left = left.rename({name: f"left_{name}" for name in _NEEDED})
    right = right.rename({name: f"right_{name}" for name in _NEEDED})
    joined = left.join(right, on=on, nulls_equal=True)
    certainty = (
        pl.when(surely_overlap("left_", "right_"))
        .then(pl.lit("sure"))
        .when(overlap_unknown("left_", "right_"))
        .then(pl.lit("possible"))
    )
    return joined.select(source="left_id", target="right_id", certainty=certainty).drop_nulls()
