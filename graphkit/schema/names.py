"""The names that graphkit itself gives: built-in types, claim columns, reserved words."""

from __future__ import annotations

from typing import Final

ROOT: Final = "Entity"
"""The label that every node carries."""

DOCUMENT: Final = "Document"
CLAIM: Final = "Claim"

BUILT_IN_NODE_TYPES: Final = (DOCUMENT, CLAIM, ROOT)

BUILT_IN_EDGE_TYPES: Final = (
    "SUBJECT",
    "OBJECT",
    "CLAIMED_BY",
    "EVIDENCED_BY",
    "CONTESTS",
    "BECAUSE",
    "FOLLOWS",
    "CLOSES",
)

RESERVED_TYPES: Final = (*BUILT_IN_NODE_TYPES, *BUILT_IN_EDGE_TYPES)
"""What no schema may declare, neither as a node type nor as an edge type."""

POLARITIES: Final = ("positive", "negative")
MODALITIES: Final = ("asserted", "alleged", "reputed", "presupposed")
REALIZATIONS: Final = ("actual", "attempted", "planned", "promised", "hoped")
STATUSES: Final = ("normal", "deprecated")

CLAIM_LINKS: Final = ("contests", "because", "follows", "closes")
"""The claim columns that hold ids of other claims."""

CLAIM_COLUMNS: Final = (
    "polarity",
    "modality",
    "realization",
    "status",
    "status_reason",
    "time",
    "time_text",
    "claimed_by",
    "cue",
    "document",
    "quote",
    "occurrence",
    "section",
    "contests",
    "contests_reason",
    "because",
    "follows",
    "closes",
    "confidence",
    "note",
    "extractor",
    "recorded_at",
    "retracted_at",
)
"""The columns that every edge file may hold beside its ends, id, type and declared properties."""

BOUNDS: Final = ("start_earliest", "start_latest", "end_earliest", "end_latest")
SIDES: Final = ("start_side", "end_side")

STORED_BESIDE: Final = (
    "edge_key",
    "edge_type",
    "temporal",
    *BOUNDS,
    *SIDES,
    "approximate",
    "quote_start",
    "quote_end",
    "contested",
    "projected",
    "closed_by",
    "closed_on",
    "holds",
    "hops",
)
"""What graphkit derives and stores beside the columns of a file."""

RESERVED_PROPERTIES: Final = ("id", "type", "labels")
RESERVED_EDGE_PROPERTIES: Final = (
    *RESERVED_PROPERTIES,
    "source",
    "target",
    *CLAIM_COLUMNS,
    *STORED_BESIDE,
)

NODE_COLUMNS: Final = ("id", "type")
EDGE_COLUMNS: Final = ("id", "type", "source", "target", *CLAIM_COLUMNS)
DOCUMENT_FIELDS: Final = (
    "id",
    "title",
    "publisher",
    "author",
    "published",
    "language",
    "url",
    "reports",
)
"""The keys of a document's front matter."""
