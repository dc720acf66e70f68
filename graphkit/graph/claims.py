"""What the values of each claim column are."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import polars as pl

from graphkit.graph.frames import CLAIM_DTYPES, TEXTS
from graphkit.schema.names import MODALITIES, POLARITIES, REALIZATIONS, STATUSES
from graphkit.schema.values import (
    DatetimeType,
    EdtfType,
    Enumeration,
    FloatType,
    IntegerType,
    ListType,
    StringType,
    ValueType,
    json_items,
    shown,
)


class ChainType(ValueType):
    """Speakers, the outermost first: `gov_us > albania`, or a JSON list of node ids.

    Example:
        >>> ChainType().parse(pl.Series(["gov_us > albania", "police", "a >"])).to_list()
        [['gov_us', 'albania'], ['police'], None]
    """

    name = "a chain of speakers"
    dtype = TEXTS

    def parse(self, cells: pl.Series) -> pl.Series:
        """Split each distinct chain at its `>`."""
        distinct = cells.unique().drop_nulls()
        chains = pl.DataFrame(
            {"cell": distinct, "chain": [_links(text) for text in distinct.to_list()]},
            schema={"cell": pl.String, "chain": TEXTS},
        )
        frame = pl.DataFrame({"cell": cells.cast(pl.String)})
        joined = frame.join(chains, on="cell", how="left", maintain_order="left")
        return joined["chain"].rename(cells.name)

    def explain(self, text: str) -> str:
        """Name the empty place."""
        return f'{shown(text)} has an empty place: write node ids with " > " between them'


def in_force() -> pl.Expr:
    """Tell whether a claim says how things are, and neither is deprecated nor retracted."""
    return (
        (pl.col("realization") == "actual")
        & (pl.col("status") == "normal")
        & pl.col("retracted_at").is_null()
    )


def _links(text: str) -> list[str] | None:
    links = json_items(text) if text.startswith("[") else text.split(">")
    if links is None:
        return None
    stripped = [link.strip() for link in links]
    return stripped if stripped and all(stripped) else None


CLAIM_TYPES: Final[Mapping[str, ValueType]] = MappingProxyType(
    {
        **{name: StringType() for name in CLAIM_DTYPES},
        **{name: ListType(StringType()) for name, dtype in CLAIM_DTYPES.items() if dtype == TEXTS},
        "polarity": Enumeration("polarity", POLARITIES),
        "modality": Enumeration("modality", MODALITIES),
        "realization": Enumeration("realization", REALIZATIONS),
        "status": Enumeration("status", STATUSES),
        "time": EdtfType(),
        "claimed_by": ChainType(),
        "occurrence": IntegerType(),
        "confidence": FloatType(),
        "recorded_at": DatetimeType(),
        "retracted_at": DatetimeType(),
    }
)
