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
        """Split each chain at its `>`; JSON one by one, as it is rare."""
        frame = pl.DataFrame({"cell": cells.cast(pl.String)})
        cell, item = pl.col("cell"), pl.element()
        is_json = cell.str.starts_with("[")
        links = pl.when(~is_json).then(cell.str.split(">")).list.eval(item.str.strip_chars())
        has_gap = pl.col("chain").list.eval(item == "").list.any()
        split = frame.select(is_json=is_json, chain=links)
        split = split.with_columns(chain=pl.when(~has_gap).then("chain"))
        if split["is_json"].any():
            texts = frame.filter(split["is_json"])["cell"].to_list()
            read = pl.Series([_links(text) for text in texts], dtype=TEXTS)
            of_each = (split["is_json"].fill_null(False).cum_sum().cast(pl.Int64) - 1).clip(0)
            split = split.with_columns(
                chain=pl.when("is_json").then(read.gather(of_each)).otherwise("chain")
            )
        return split["chain"].cast(TEXTS).rename(cells.name)

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
    links = json_items(text)
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
