"""What is looked at: rows of nodes with like labels, and rows of edges of one type, as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from graphkit.schema.model import Temporal


@dataclass(frozen=True)
class NodeRows:
    """Nodes that have the same labels; of a file, the type that it names.

    Attributes:
        labels: Their labels, sorted.
        count: How many there are.
        keys: What edges call each row by.
        ids: What a person calls each row by.
        frame: Their properties as text, null where absent; some of them where not all are looked
            at.
        kinds: What a database says of the values of a property, such as `integer`; none where all
            that is known is text.
        present: How many of all have a property, where `frame` does not hold all.
        named: Properties that a table's header names though no row of it has them.
    """

    labels: tuple[str, ...]
    count: int
    keys: pl.Series = field(repr=False)
    ids: pl.Series = field(repr=False)
    frame: pl.DataFrame = field(repr=False)
    kinds: Mapping[str, frozenset[str]] = field(default_factory=dict)
    present: Mapping[str, int] = field(default_factory=dict)
    named: frozenset[str] = frozenset()


@dataclass(frozen=True)
class EdgeRows:
    """Edges of one type.

    Attributes:
        type: Their type.
        count: How many there are.
        sources: The key of each row's source.
        targets: The key of each row's target.
        ids: The id that each row gives itself; null where it gives none.
        frame: Their properties, and columns of claims, as `NodeRows.frame`.
        kinds: As of `NodeRows`.
        present: As of `NodeRows`.
        pairs: How many go from which labels to which; None where the rows and the keys tell.
        temporal: How they stand in time, where that is known.
        is_reified: Whether each is a node of its own in a store.
        is_symmetric: Whether they have no direction.
        named: As of `NodeRows`.
    """

    type: str
    count: int
    sources: pl.Series = field(repr=False)
    targets: pl.Series = field(repr=False)
    ids: pl.Series = field(repr=False)
    frame: pl.DataFrame = field(repr=False)
    kinds: Mapping[str, frozenset[str]] = field(default_factory=dict)
    present: Mapping[str, int] = field(default_factory=dict)
    pairs: Mapping[tuple[tuple[str, ...], tuple[str, ...]], int] | None = None
    temporal: Temporal | None = None
    is_reified: bool = False
    is_symmetric: bool = False
    named: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Material:
    """All that is looked at.

    Attributes:
        name: What it is called, as far as a schema's name may tell.
        shown: What it is called in messages.
        nodes: The nodes, by labels.
        edges: The edges, by type.
        remarks: What a person should know of it, a sentence each.
        claim_columns: Which columns of edges are taken as columns of claims.
        renames_columns: Whether a property may be called otherwise than its column is.
    """

    name: str
    shown: str
    nodes: tuple[NodeRows, ...]
    edges: tuple[EdgeRows, ...]
    remarks: tuple[str, ...] = ()
    claim_columns: frozenset[str] = frozenset()
    renames_columns: bool = False

    @property
    def count(self) -> int:
        """How many nodes and edges there are."""
        return sum(n.count for n in self.nodes) + sum(e.count for e in self.edges)

    @property
    def looked_at(self) -> int:
        """The values of how many of them are looked at."""
        return sum(n.ids.len() for n in self.nodes) + sum(e.ids.len() for e in self.edges)
