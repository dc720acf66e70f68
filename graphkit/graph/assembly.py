"""From stated rows to everything that follows from them: ids, bounds, contradictions, closings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from graphkit.errors import UsageError
from graphkit.graph import phrases
from graphkit.graph.claims import in_force
from graphkit.graph.closing import find_closings
from graphkit.graph.contradictions import both_ways, find_contradictions
from graphkit.graph.evidence import headings_before, locate_quotes
from graphkit.graph.frames import CLAIM_DEFAULTS, table_dtypes
from graphkit.graph.identity import claim_ids, edge_keys, with_keys
from graphkit.schema import edtf
from graphkit.schema.model import Schema
from graphkit.schema.names import BOUNDS, CLAIM_LINKS, SIDES
from graphkit.schema.values import shown


@dataclass(frozen=True)
class Assembled:
    """What follows from stated claims.

    Attributes:
        table: Every claim of all types, with the columns of `table_dtypes`.
        claim_edges: The edges between claims.
    """

    table: pl.DataFrame
    claim_edges: pl.DataFrame


def assemble(
    schema: Schema,
    documents: pl.DataFrame | None,
    stated: pl.DataFrame,
    properties: Mapping[str, pl.DataFrame],
    texts: pl.DataFrame,
    places: pl.DataFrame,
) -> Assembled:
    """Derive what follows from stated claims.

    Args:
        schema: Their schema.
        documents: The Document nodes; None where there are none.
        stated: Claims of all types, with the columns of `stated_dtypes`.
        properties: The declared properties of the claims of each type, in the order of `stated`.
        texts: The documents that have a text: `id` and `text`.
        places: Where quotes stand in documents whose text is elsewhere, with the columns of
            `PLACE_DTYPES`.

    Returns:
        The complete claims and the edges between them.
    """
    rows = complete(schema, stated, properties, narrators(documents))
    table = identified(placed(rows, texts, places))
    indexed = with_index(table, properties)
    edges = claim_edges(schema, table, indexed)
    contested = edges.filter(pl.col("type") == "CONTESTS")["target"].unique().implode()
    closings = find_closings(schema, table, indexed)
    whole = table.hstack(_matching(table, closings, ["id"])).with_columns(
        contested=pl.col("id").is_in(contested)
    )
    return Assembled(whole.select(list(table_dtypes())), edges)


def with_index(
    table: pl.DataFrame, properties: Mapping[str, pl.DataFrame]
) -> dict[str, pl.DataFrame]:
    """Return the declared properties of each type with `_index`, the row of their claim."""
    numbers = table.select("edge_type", "_index").partition_by("edge_type", as_dict=True)
    return {
        name: frame.with_columns(numbers[(name,)]["_index"])
        for name, frame in properties.items()
        if (name,) in numbers
    }


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
    schema: Schema,
    stated: pl.DataFrame,
    properties: Mapping[str, pl.DataFrame],
    documents: pl.DataFrame,
) -> pl.DataFrame:
    """Add to stated claims what can be told of each by itself, without ids and texts.

    Returns:
        The claims with their bounds, the columns of `CLAIM_IDENTITY`, and `_index`, their row.
    """
    temporal = {name: edge.temporal for name, edge in schema.edges.items()}
    rows = stated.with_columns(
        *(pl.col(name).fill_null(default) for name, default in CLAIM_DEFAULTS.items()),
        temporal=pl.col("edge_type").replace_strict(temporal, return_dtype=pl.String),
        _index=pl.int_range(pl.len(), dtype=pl.UInt32),
    )
    rows = rows.hstack(_matching(rows, documents, ["document"]))
    rows = with_keys(rows.with_columns(time=resolved_times(rows)), properties, schema)
    is_said = pl.col("claimed_by").list.len().fill_null(0) > 0
    narrator = pl.concat_list("narrator").list.drop_nulls()
    rows = rows.with_columns(
        _claimed_by="claimed_by",
        claimed_by=pl.when(is_said).then("claimed_by").otherwise(narrator),
        **{name: pl.col(name).fill_null([]) for name in (*CLAIM_LINKS, "cue")},
    )
    approximate = pl.col("approximate").fill_null(False)
    bounds = edtf.bounds(rows["time"]).select(*BOUNDS, *SIDES, approximate)
    return rows.hstack(bounds).with_columns(
        projected=(pl.col("polarity") == "positive") & in_force(),
    )


def placed(rows: pl.DataFrame, texts: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Add to claims the places of their quotes, and the section where none is said.

    Args:
        rows: The claims.
        texts: The documents that have a text here: their quotes are looked for in it.
        known: The places of quotes in other documents.
    """
    elsewhere = known.join(texts, left_on="document", right_on="id", how="anti")
    found = pl.concat([locate_quotes(rows, texts).drop("count"), elsewhere])
    places = _matching(rows, found, ["document", "quote", "occurrence"])
    heading = headings_before(rows.select("document").hstack(places), texts)
    return rows.hstack(places).with_columns(section=pl.coalesce("section", heading))


def _matching(rows: pl.DataFrame, found: pl.DataFrame, on: list[str]) -> pl.DataFrame:
    """Return what stands in `found` for each row, beside the columns that rows have already.

    Joining some columns alone spares a copy of all the others.
    """
    joined = rows.select(on).join(found, on=on, how="left", nulls_equal=True, maintain_order="left")
    return joined.drop(on)


def identified(rows: pl.DataFrame) -> pl.DataFrame:
    """Add to complete claims their `edge_key`, and the `id` of those that have none of their own.

    Raises:
        UsageError: Where two claims have the same id.
    """
    derived = claim_ids(rows).alias("_derived")
    whole = rows.with_columns(id=pl.coalesce("id", derived), edge_key=edge_keys(rows))
    again = whole.filter(~pl.col("id").is_first_distinct()).head(1)
    for row in again.iter_rows(named=True):
        edge = f"{row['edge_type']} from {shown(row['source'])} to {shown(row['target'])}"
        message = f"Two claims have the id {shown(row['id'])}: {edge} is there already."
        hint = "They may differ in who says it, when, or where it is written; or give ids."
        raise UsageError(message, hint)
    return whole


def resolved_times(rows: pl.DataFrame) -> pl.Series:
    """Return each row's `time`, or what its `time_text` means beside the document's date."""
    if rows["time_text"].null_count() == rows.height:
        return rows["time"]
    meant = phrases.resolve(rows["time_text"], rows["narrator_published"])["time"]
    return rows.select(pl.coalesce("time", meant.alias("meant")).alias("time")).to_series()


def claim_edges(
    schema: Schema, table: pl.DataFrame, properties: Mapping[str, pl.DataFrame]
) -> pl.DataFrame:
    """Return the edges between claims: those stated, and the contradictions found."""
    parts = []
    for column in CLAIM_LINKS:
        is_contest = column == "contests"
        linked = table.filter(pl.col(column).list.len() > 0).explode(column)
        nothing = pl.lit(None, pl.String)
        parts.append(
            linked.select(
                source="id",
                target=column,
                type=pl.lit(column.upper()),
                basis=pl.lit("stated") if is_contest else nothing,
                certainty=nothing,
                reason="contests_reason" if is_contest else nothing,
            )
        )
    found = both_ways(find_contradictions(schema, table, properties))
    stated_first = pl.concat([*parts, found])
    return stated_first.unique(
        subset=["source", "target", "type"], keep="first", maintain_order=True
    )
