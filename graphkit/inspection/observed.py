"""What was seen of data: types, properties, ends, each with its counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphkit.schema.model import Temporal


@dataclass(frozen=True)
class SeenValues:
    """The values of one property.

    Attributes:
        name: The property, as the data calls it.
        of: How many elements could have it.
        present: How many have it.
        lacking: The ids of some that have not.
        type: The narrowest property type that all of its values fit.
        distinct: How many different values were looked at.
        looked_at: How many values were looked at.
        words: The different values with their counts, where they are few.
        least: The least value, of what has an order.
        greatest: The greatest value.
        longest: The most code points of a value.
        kinds: What a database says of the values; empty where all that is known is text.
    """

    name: str
    of: int
    present: int
    lacking: tuple[str, ...] = ()
    type: str = "string"
    distinct: int = 0
    looked_at: int = 0
    words: tuple[tuple[str, int], ...] = ()
    least: str = ""
    greatest: str = ""
    longest: int = 0
    kinds: frozenset[str] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Whether every value was looked at."""
        return self.looked_at == self.present

    @property
    def all_differ(self) -> bool:
        """Whether no two elements share a value."""
        return self.is_whole and self.distinct == self.present > 1


@dataclass(frozen=True)
class SeenNodes:
    """A label that nodes have, in its place in a tree of labels.

    Attributes:
        label: The label.
        parent: The next wider label; None where there is none.
        count: How many nodes have it.
        own: How many of them have no narrower label.
        values: Its properties, without those of wider labels, by name.
    """

    label: str
    parent: str | None
    count: int
    own: int
    values: Mapping[str, SeenValues] = field(default_factory=dict)


@dataclass(frozen=True)
class SeenEdges:
    """Edges of one type.

    Attributes:
        type: The type.
        count: How many there are.
        pairs: How many go from nodes of which label to those of which, the most frequent first.
        strays: How many have an end of no type.
        most_sources: The most distinct sources of one target; None where not all was looked at.
        most_targets: The most distinct targets of one source.
        sources: How many distinct sources there are.
        targets: How many distinct targets there are.
        key: The properties that tell apart what else would be said twice.
        repeated: How many rows say what another says, whatever the key.
        values: Its properties, by name.
        temporal: How they stand in time.
        is_reified: Whether each is a node of its own in a store, or must become one.
        is_symmetric: Whether they have no direction.
    """

    type: str
    count: int
    pairs: tuple[tuple[str, str, int], ...] = ()
    strays: int = 0
    most_sources: int | None = None
    most_targets: int | None = None
    sources: int = 0
    targets: int = 0
    key: tuple[str, ...] = ()
    repeated: int = 0
    values: Mapping[str, SeenValues] = field(default_factory=dict)
    temporal: Temporal | None = None
    is_reified: bool = False
    is_symmetric: bool = False


@dataclass(frozen=True)
class Overlap:
    """A label that stands in no tree with another: some nodes have both, some only the one.

    Attributes:
        label: The label that is left out.
        count: How many nodes have it.
        other: The label that is kept.
        both: How many nodes have both.
    """

    label: str
    count: int
    other: str
    both: int


@dataclass(frozen=True)
class Observed:
    """What was seen of data.

    Attributes:
        name: What the data is called.
        shown: What it is called in messages.
        count: How many nodes and edges there are.
        looked_at: The values of how many of them were looked at.
        nodes: Labels, wider ones first.
        edges: Edge types.
        overlaps: The labels that are left out.
        unlabelled: How many nodes have no label that is kept.
        remarks: What a person should know, a sentence each.
        claim_columns: Which columns of edges are taken as columns of claims.
        renames_columns: Whether a property may be called otherwise than its column is.
    """

    name: str
    shown: str
    count: int
    looked_at: int
    nodes: tuple[SeenNodes, ...]
    edges: tuple[SeenEdges, ...]
    overlaps: tuple[Overlap, ...] = ()
    unlabelled: int = 0
    remarks: tuple[str, ...] = ()
    claim_columns: frozenset[str] = frozenset()
    renames_columns: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether every element was looked at."""
        return self.looked_at == self.count
