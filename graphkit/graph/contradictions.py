"""Claims that cannot both be so: found, shown side by side, never decided.

Two claims contradict where they state the same edge with opposite polarity, or where their types
are declared to contradict and they have the same ends. They must be actual, in force and about
times that surely overlap; where one of them has no time, or a side of it is unknown that would
decide, the contradiction is only possible. One that closes the other by id does not contradict it.
Who denies an event denies it for every day of the time given, as if the denial were a state: "did
not pay in 2022" contradicts "paid in 2022".
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from graphkit.graph.claims import in_force
from graphkit.graph.frames import CLAIM_EDGE_DTYPES
from graphkit.graph.identity import EDGE_IDENTITY
from graphkit.graph.pairs import pair, pair_types
from graphkit.graph.time import overlap_unknown, surely_overlap
from graphkit.schema.model import Schema


def find_contradictions(
    schema: Schema, table: pl.DataFrame, properties: Mapping[str, pl.DataFrame]
) -> pl.DataFrame:
    """Return the pairs of claims that contradict each other.

    Args:
        schema: Says which types contradict.
        table: Claims of all types as `complete` returns them, with ids.
        properties: The declared properties of each type with `_index`.

    Returns:
        A frame of `source`, `target` (claim ids, source < target) and `certainty`.
    """
    rows = table.filter(in_force())
    positive = rows.filter(pl.col("polarity") == "positive")
    negative = rows.filter(pl.col("polarity") == "negative").with_columns(
        pl.col("temporal").replace("event", "state")
    )
    types = [
        (name, other)
        for name, edge_type in schema.edges.items()
        for other in edge_type.contradicts
        if name < other
    ]
    pairs = pl.concat(
        [
            pair(positive, negative, list(EDGE_IDENTITY)).drop(EDGE_IDENTITY),
            pair_types(positive, positive, types, schema, properties),
        ]
    )
    certainty = (
        pl.when(surely_overlap("left_", "right_"))
        .then(pl.lit("sure"))
        .when(overlap_unknown("left_", "right_"))
        .then(pl.lit("possible"))
    )
    found = pairs.select(
        source=pl.min_horizontal("left_id", "right_id"),
        target=pl.max_horizontal("left_id", "right_id"),
        certainty=certainty,
    ).drop_nulls()
    # what ends another claim does not hold with it
    ends = table.select("id", "closes").explode("closes", empty_as_null=False)
    closing = ends.select(
        source=pl.min_horizontal("id", "closes"), target=pl.max_horizontal("id", "closes")
    )
    distinct = found.unique(subset=["source", "target"]).sort("source", "target")
    return distinct.join(closing, on=["source", "target"], how="anti", maintain_order="left")


def both_ways(found: pl.DataFrame) -> pl.DataFrame:
    """Return found contradictions as CONTESTS edges, one in each direction."""
    forward = found.select(
        "source", "target", type=pl.lit("CONTESTS"), basis=pl.lit("found"), certainty="certainty"
    )
    swapped = pl.col("target").alias("source"), pl.col("source").alias("target")
    backward = forward.select(*swapped, "type", "basis", "certainty")
    both = pl.concat([forward, backward]).with_columns(reason=pl.lit(None, pl.String))
    return both.select(list(CLAIM_EDGE_DTYPES))
