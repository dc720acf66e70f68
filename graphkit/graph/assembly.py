"""From stated rows to everything that follows from them: ids, bounds, contradictions, closings."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from graphkit.graph import phrases
from graphkit.graph.closing import find_closings
from graphkit.graph.contradictions import both_ways, find_contradictions
from graphkit.graph.evidence import locate_quotes
from graphkit.graph.frames import CLAIM_DEFAULTS, CLAIM_EDGE_DTYPES, claim_dtypes
from graphkit.graph.identity import claim_ids, edge_keys
from graphkit.schema import edtf
from graphkit.schema.model import EdgeType, Schema
from graphkit.schema.names import BOUNDS, CLAIM_LINKS, DOCUMENT, SIDES


@dataclass(frozen=True)
class Assembled:
    """What a Graph consists of, apart from its nodes.

    Attributes:
        claims: Every claim by edge type, complete.
        claim_edges: The edges between claims.
    """

    claims: dict[str, pl.DataFrame]
    claim_edges: pl.DataFrame


def assemble(
    schema: Schema,
    nodes: dict[str, pl.DataFrame],
    stated: dict[str, pl.DataFrame],
    texts: pl.DataFrame,
) -> Assembled:
    """Derive what follows from stated rows.

    Args:
        schema: Their schema.
        nodes: Nodes by type; only Documents are read.
        stated: Claims by edge type, with the columns of `stated_dtypes`.
        texts: The documents that have a text: `id` and `text`.

    Returns:
        The complete claims and the edges between them.
    """
    documents = narrators(nodes.get(DOCUMENT))
    claims = {
        name: complete(frame, schema.edges[name], documents, texts)
        for name, frame in stated.items()
    }
    edges = claim_edges(schema, claims)
    contested = edges.filter(pl.col("type") == "CONTESTS")["target"].unique().implode()
    closings = find_closings(schema, claims)
    shown = {
        name: frame.with_columns(contested=pl.col("id").is_in(contested))
        .join(closings, on="id", how="left", maintain_order="left")
        .select(list(claim_dtypes(schema.edges[name])))
        for name, frame in claims.items()
    }
    return Assembled(shown, edges)


def narrators(documents: pl.DataFrame | None) -> pl.DataFrame:
    """Return who speaks in each document, and when it was published.

    Returns:
        Columns `document`, `narrator` (the Document that a digest reports, else itself) and
        `narrator_published` (the narrator's EDTF).
    """
    if documents is None:
        names = ("document", "narrator", "narrator_published")
        return pl.DataFrame(schema=dict.fromkeys(names, pl.String))
    listed = documents.select(
        document="id", narrator=pl.coalesce("reports", "id"), _published="published"
    )
    dates = listed.select(narrator="document", narrator_published="_published")
    return listed.drop("_published").join(dates, on="narrator", how="left", maintain_order="left")


def complete(
    stated: pl.DataFrame, edge_type: EdgeType, documents: pl.DataFrame, texts: pl.DataFrame
) -> pl.DataFrame:
    """Add to stated rows of one type whatever depends on nothing but themselves."""
    rows = stated.with_columns(
        pl.col(name).fill_null(default) for name, default in CLAIM_DEFAULTS.items()
    ).join(documents, on="document", how="left", maintain_order="left")
    rows = rows.with_columns(time=resolved_times(rows))
    rows = rows.with_columns(
        id=pl.coalesce("id", claim_ids(rows, edge_type)),
        edge_key=edge_keys(rows, edge_type),
        claimed_by=pl.when(pl.col("claimed_by").list.len().fill_null(0) > 0)
        .then("claimed_by")
        .otherwise(pl.concat_list("narrator").list.drop_nulls()),
        **{name: pl.col(name).fill_null([]) for name in (*CLAIM_LINKS, "cue")},
    )
    bounds = edtf.bounds(rows["time"]).select(
        *BOUNDS, *SIDES, pl.col("approximate").fill_null(False)
    )
    found = locate_quotes(rows, texts).drop("count")
    on = ["document", "quote", "occurrence"]
    rows = (
        rows.hstack(bounds)
        .join(found, on=on, how="left", nulls_equal=True, maintain_order="left")
        .with_columns(section=pl.coalesce("section", "heading"))
    )
    return rows.with_columns(
        projected=(pl.col("polarity") == "positive")
        & (pl.col("realization") == "actual")
        & (pl.col("status") == "normal")
        & pl.col("retracted_at").is_null()
    )


def resolved_times(rows: pl.DataFrame) -> pl.Series:
    """Return each row's `time`, or what its `time_text` means beside the document's date."""
    if rows["time_text"].null_count() == rows.height:
        return rows["time"]
    meant = phrases.resolve(rows["time_text"], rows["narrator_published"])["time"]
    return rows.select(pl.coalesce("time", meant.alias("meant")).alias("time")).to_series()


def claim_edges(schema: Schema, claims: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the edges between claims: those stated, and the contradictions found."""
    parts = [pl.DataFrame(schema=CLAIM_EDGE_DTYPES)]
    for frame in claims.values():
        for column in CLAIM_LINKS:
            linked = frame.filter(pl.col(column).list.len() > 0)
            is_contest = column == "contests"
            parts.append(
                linked.explode(column).select(
                    source="id",
                    target=column,
                    type=pl.lit(column.upper()),
                    basis=pl.lit("stated" if is_contest else None, pl.String),
                    certainty=pl.lit(None, pl.String),
                    reason="contests_reason" if is_contest else pl.lit(None, pl.String),
                )
            )
    found = both_ways(find_contradictions(schema, claims))
    stated_first = pl.concat([*parts, found])
    return stated_first.unique(
        subset=["source", "target", "type"], keep="first", maintain_order=True
    )
