"""The columns of a graph's frames."""

from __future__ import annotations

from typing import Final

import polars as pl

from graphkit.schema.model import EdgeType, NodeType
from graphkit.schema.names import CLAIM_COLUMNS

MOMENT: Final = pl.Datetime("us", "UTC")
TEXTS: Final = pl.List(pl.String)

CLAIM_DTYPES: Final[dict[str, pl.DataType]] = {
    "polarity": pl.String(),
    "modality": pl.String(),
    "realization": pl.String(),
    "status": pl.String(),
    "status_reason": pl.String(),
    "time": pl.String(),
    "time_text": pl.String(),
    "claimed_by": TEXTS,
    "cue": TEXTS,
    "document": pl.String(),
    "quote": pl.String(),
    "occurrence": pl.Int64(),
    "section": pl.String(),
    "contests": TEXTS,
    "contests_reason": pl.String(),
    "because": TEXTS,
    "follows": TEXTS,
    "closes": TEXTS,
    "confidence": pl.Float64(),
    "note": pl.String(),
    "extractor": pl.String(),
    "recorded_at": MOMENT,
    "retracted_at": MOMENT,
}
"""The claim columns as typed, in the order of the file format."""

CLAIM_DEFAULTS: Final[dict[str, str]] = {
    "polarity": "positive",
    "modality": "asserted",
    "realization": "actual",
    "status": "normal",
}
"""What a claim column means where its cell is empty."""

DERIVED_DTYPES: Final[dict[str, pl.DataType]] = {
    "start_earliest": pl.Date(),
    "start_latest": pl.Date(),
    "end_earliest": pl.Date(),
    "end_latest": pl.Date(),
    "start_side": pl.String(),
    "end_side": pl.String(),
    "approximate": pl.Boolean(),
    "quote_start": pl.Int64(),
    "quote_end": pl.Int64(),
    "contested": pl.Boolean(),
    "projected": pl.Boolean(),
    "closed_by": pl.String(),
    "closed_on": pl.Date(),
}
"""What is derived from a claim and stored beside it."""

CLAIM_EDGE_DTYPES: Final[dict[str, pl.DataType]] = {
    "source": pl.String(),
    "target": pl.String(),
    "type": pl.String(),
    "basis": pl.String(),
    "certainty": pl.String(),
    "reason": pl.String(),
}
"""The columns of the edges between claims."""

DOCUMENT_DTYPES: Final[dict[str, pl.DataType]] = {
    "id": pl.String(),
    "file": pl.String(),
    "text": pl.String(),
    "sha256": pl.String(),
}
"""The columns of the documents that have a text."""

PLACE_DTYPES: Final[dict[str, pl.DataType]] = {
    "document": pl.String(),
    "quote": pl.String(),
    "occurrence": pl.Int64(),
    "quote_start": pl.Int64(),
    "quote_end": pl.Int64(),
}
"""The columns of places of quotes that are known of documents whose text is elsewhere."""

assert tuple(CLAIM_DTYPES) == CLAIM_COLUMNS


def node_dtypes(node_type: NodeType) -> dict[str, pl.DataType]:
    """Return the columns of the frame of a node type, in order."""
    declared = {name: prop.type.dtype for name, prop in node_type.properties.items()}
    return {"id": pl.String(), **declared}


def property_dtypes(edge_type: EdgeType) -> dict[str, pl.DataType]:
    """Return the columns that an edge type declares, in order."""
    return {name: prop.type.dtype for name, prop in edge_type.properties.items()}


def stated_dtypes() -> dict[str, pl.DataType]:
    """Return the columns of stated claims of all types, before anything is derived."""
    return {**dict.fromkeys(("id", "edge_type", "source", "target"), pl.String()), **CLAIM_DTYPES}


def table_dtypes() -> dict[str, pl.DataType]:
    """Return the columns of the frame that holds the claims of all types together."""
    front = ("id", "edge_type", "temporal", "edge_key", "source", "target")
    return {**dict.fromkeys(front, pl.String()), **CLAIM_DTYPES, **DERIVED_DTYPES}


def claim_dtypes(edge_type: EdgeType) -> dict[str, pl.DataType]:
    """Return the columns of the frame of one edge type's claims, in order."""
    front = ("id", "edge_key", "source", "target")
    declared = property_dtypes(edge_type)
    return {**dict.fromkeys(front, pl.String()), **declared, **CLAIM_DTYPES, **DERIVED_DTYPES}
