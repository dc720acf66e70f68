"""From claims as a store holds them back to what was stated.

A store holds claims complete: defaults filled in, times resolved, the narrator named as a speaker,
ids derived. What follows from the rest is taken out again, so that a Graph which is read back
exports, redacts and takes more edges as the one from files does.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from graphkit.graph import phrases
from graphkit.graph.assembly import complete, narrators
from graphkit.graph.frames import CLAIM_DEFAULTS, stated_dtypes
from graphkit.graph.identity import DERIVED, claim_ids
from graphkit.schema.model import Schema
from graphkit.schema.names import CLAIM_LINKS

_CHAIN = pl.col("claimed_by")


def restate(
    schema: Schema,
    claims: pl.DataFrame,
    properties: Mapping[str, pl.DataFrame],
    documents: pl.DataFrame | None,
) -> pl.DataFrame:
    """Return complete claims as they were stated.

    What cannot be told is what makes no difference: whether a default was written out, and whether
    a claim that has an id of its own names its document as the speaker.

    Args:
        schema: Their schema.
        claims: Claims of all types, with the columns of `stated_dtypes`, as a store holds them.
        properties: The declared properties of the claims of each type, in the order of `claims`.
        documents: The Document nodes; None where there are none.

    Returns:
        The claims with the same columns, in the same order.
    """
    told = narrators(documents)
    rows = claims.join(told, on="document", how="left", maintain_order="left")
    meant = phrases.resolve(rows["time_text"], rows["narrator_published"])["time"]
    by_narrator = (_CHAIN.list.len() == 1) & (_CHAIN.list.first() == pl.col("narrator"))
    is_told = by_narrator & (pl.col("cue").list.len().fill_null(0) == 0)
    stated = rows.with_columns(
        *(
            pl.when(pl.col(name) != default).then(pl.col(name))
            for name, default in CLAIM_DEFAULTS.items()
        ),
        claimed_by=pl.when((_CHAIN.list.len() > 0) & ~is_told.fill_null(False)).then(_CHAIN),
        time=pl.when(~pl.col("time").eq_missing(meant)).then("time"),
    ).select(list(stated_dtypes()))
    named = pl.concat([claims[link].explode().drop_nulls() for link in CLAIM_LINKS])
    # whoever is named has an id of its own, even where it looks derived
    is_derived = pl.col("id").str.contains(DERIVED) & ~pl.col("id").is_in(named.implode())
    derived = stated.select(is_derived.fill_null(False)).to_series()
    if not derived.any():
        return stated
    silent = claim_ids(complete(schema, stated, properties, told))
    stated = stated.with_columns(
        # the id tells whether the narrator was named
        claimed_by=pl.when(derived & (silent != stated["id"]))
        .then(pl.when(claims["claimed_by"].list.len() > 0).then(claims["claimed_by"]))
        .otherwise(_CHAIN)
    )
    spoken = claim_ids(complete(schema, stated, properties, told))
    return stated.with_columns(id=pl.when(~(derived & (spoken == stated["id"]))).then("id"))
