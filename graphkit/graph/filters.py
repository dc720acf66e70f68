"""Which claims are shown: by day, speaker, polarity and type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

import polars as pl

from graphkit.errors import UsageError, did_you_mean
from graphkit.graph.time import holds
from graphkit.schema.model import Schema
from graphkit.schema.names import MODALITIES, POLARITIES, REALIZATIONS, ROOT
from graphkit.schema.values import shown


def _known(what: str, given: Sequence[str], known: Sequence[str]) -> None:
    for word in given:
        if word not in known:
            message = f"{shown(word)} is no {what}."
            raise UsageError(message, did_you_mean(word, known))


def as_day(value: date | str | None) -> date | None:
    """Return a day given as a date, a moment or ISO text; None stays None.

    Raises:
        UsageError: Where a text is no day.

    Example:
        >>> as_day("2013-01-01")
        datetime.date(2013, 1, 1)
    """
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        message = f"{shown(str(value))} is no day written as 2013-01-01."
        raise UsageError(message) from None


@dataclass(frozen=True)
class Filter:
    """What to show of a graph. Without anything said: every projected claim.

    Days may also be given as ISO text, and a single word in place of a tuple of words.

    Attributes:
        as_of: Keep what surely, possibly or unknowably holds on this day.
        sure: Of these, keep what surely holds.
        known_on: Keep what was recorded by this day, and not yet retracted. Only what was known
            then closes and contests.
        according_to: Keep claims whose innermost speaker is this node.
        reported_by: Keep claims whose outermost speaker is this node.
        first_hand: Keep claims that reach us through nobody else.
        polarity: Keep these; `negative` claims are shown only when asked for.
        modality: Keep these; all where empty.
        realization: Keep these; other than `actual` ones are shown only when asked for.
        node_types: Keep edges between nodes of these types, and what is below them.
        edge_types: Keep edges of these types.
        contested: Keep contested claims, or those that are not; both where None.

    Raises:
        UsageError: Where `sure` is asked for without a day, or a word is not known.
    """

    as_of: date | None = None
    sure: bool = False
    known_on: date | None = None
    according_to: str | None = None
    reported_by: str | None = None
    first_hand: bool = False
    polarity: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    realization: tuple[str, ...] = ()
    node_types: tuple[str, ...] = ()
    edge_types: tuple[str, ...] = ()
    contested: bool | None = None

    def __post_init__(self) -> None:
        for name in ("as_of", "known_on"):
            object.__setattr__(self, name, as_day(getattr(self, name)))
        for name in ("polarity", "modality", "realization", "node_types", "edge_types"):
            given = getattr(self, name)
            object.__setattr__(self, name, (given,) if isinstance(given, str) else tuple(given))
        if self.sure and self.as_of is None:
            message = "What surely holds can be told only as of a day."
            raise UsageError(message, "Give as_of (--as-of) too.")
        _known("polarity", self.polarity, POLARITIES)
        _known("modality", self.modality, MODALITIES)
        _known("realization", self.realization, REALIZATIONS)

    @property
    def is_empty(self) -> bool:
        """Whether it keeps every projected claim."""
        return all(getattr(self, field.name) == field.default for field in fields(self))

    def check_types(self, schema: Schema) -> None:
        """Raise UsageError where it names a type that the schema does not have."""
        _known("node type", self.node_types, [*schema.nodes, ROOT])
        _known("edge type", self.edge_types, list(schema.edges))


NO_FILTER = Filter()
"""Keeps every projected claim."""


def apply_filter(table: pl.DataFrame, chosen: Filter, nodes: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of a claim table that a filter keeps.

    Args:
        table: The claims of all types; where `known_on` is chosen, those that were known then.
        chosen: The filter.
        nodes: The nodes that may be ends: a column `id`. Read only where node types are chosen.

    Returns:
        The kept rows with `holds` (null where no day is asked about) and `hops`, the number of
        speakers before the innermost one.
    """
    hops = pl.max_horizontal(pl.col("claimed_by").list.len().cast(pl.Int64) - 1, 0)
    status = holds(chosen.as_of) if chosen.as_of is not None else pl.lit(None, pl.String)
    rows = table.with_columns(holds=status, hops=hops)
    wanted = [
        pl.col("polarity").is_in(chosen.polarity or ("positive",)),
        pl.col("realization").is_in(chosen.realization or ("actual",)),
        pl.col("status") == "normal",
    ]
    if chosen.known_on is None:
        wanted.append(pl.col("retracted_at").is_null())
    if chosen.as_of is not None:
        wanted.append(pl.col("holds") == "surely" if chosen.sure else pl.col("holds") != "no")
    if chosen.according_to is not None:
        wanted.append(pl.col("claimed_by").list.last() == chosen.according_to)
    if chosen.reported_by is not None:
        wanted.append(pl.col("claimed_by").list.first() == chosen.reported_by)
    if chosen.first_hand:
        wanted.append(pl.col("hops") == 0)
    if chosen.modality:
        wanted.append(pl.col("modality").is_in(chosen.modality))
    if chosen.edge_types:
        wanted.append(pl.col("edge_type").is_in(chosen.edge_types))
    if chosen.contested is not None:
        wanted.append(pl.col("contested") == chosen.contested)
    if chosen.node_types:
        ends = nodes["id"].implode()
        wanted += [pl.col(end).is_in(ends) for end in ("source", "target")]
    return rows.filter(*wanted)
