"""The schema as everything else sees it: complete, resolved and frozen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from graphkit.schema.names import DOCUMENT, ROOT
from graphkit.schema.values import EdtfType, StringType, UrlType, ValueType

Storage = Literal["reified", "inline"]
Temporal = Literal["state", "event", "none"]
Balance = Literal["positive", "negative", "neutral"]
Number = int | float


@dataclass(frozen=True)
class Property:
    """A property of a node type or an edge type.

    Attributes:
        name: Its name, also the column's in a file.
        type: What its values are.
        required: Whether every element must have it.
        unique: Whether no two elements of the declaring type, or below it, may share a value.
        min: Least value; for lists, of each item.
        max: Greatest value; for lists, of each item.
        pattern: A regular expression that the whole text, or each item, must match.
        length: Greatest number of code points of a text, or of items of a list.
        was: Its name in the version before, where it had another: `source.name` or `target.name`
            where it stood at an end of the edge, `EDGE_TYPE.name` where it stood at an edge.
        description: What it means.
    """

    name: str
    type: ValueType
    required: bool = False
    unique: bool = False
    min: Number | str | None = None
    max: Number | str | None = None
    pattern: str | None = None
    length: int | None = None
    was: str | None = None
    description: str = ""


@dataclass(frozen=True)
class Display:
    """How a type is shown.

    Attributes:
        label: For a node type, the property whose value names a node; for an edge type, the verb
            phrase that stands between its ends in a sentence. None: a default is taken.
        color: A color as `#RRGGBB`; None: one is chosen.
        icon: The name of a shape or pictogram; None: one is chosen.
    """

    label: str | None = None
    color: str | None = None
    icon: str | None = None


@dataclass(frozen=True)
class NodeType:
    """A kind of node.

    Attributes:
        name: Its name, also its label in a store.
        abstract: Whether it is never a node's own type.
        extends: The type it inherits from; None directly under the root.
        labels: Its own name, its ancestors' from near to far, and the root's.
        properties: Its properties, inherited ones first, by name.
        description: What it means.
        display: How its nodes are shown; inherited where not given.
        mappings: What it corresponds to in other vocabularies.
        was: The types of the version before whose nodes these are; an edge type where its edges
            became nodes.
        was_where: Of those, the nodes that have these values, by property.
    """

    name: str
    abstract: bool = False
    extends: str | None = None
    labels: tuple[str, ...] = ()
    properties: Mapping[str, Property] = field(default_factory=dict)
    description: str = ""
    display: Display = Display()
    mappings: Mapping[str, str] = field(default_factory=dict)
    was: tuple[str, ...] = ()
    was_where: Mapping[str, str] = field(default_factory=dict)

    @property
    def label_property(self) -> str:
        """The property that names a node of this type; `id` where it has none."""
        if self.display.label == "id":
            return "id"
        for candidate in (self.display.label, "name", "title"):
            if candidate is not None and candidate in self.properties:
                return candidate
        return "id"


@dataclass(frozen=True)
class EdgeType:
    """A kind of edge.

    Attributes:
        name: Its name, also its type in a store.
        sources: The node types declared for its source, abstract ones too.
        targets: The node types declared for its target.
        source_types: The types a source node may have of its own: `sources` and what is below.
        target_types: The same for the target.
        symmetric: Whether its two ends are alike.
        temporal: `state` holds throughout its time, `event` happens within it, `none` always
            holds.
        inverse: The name it is read by from target to source; None where there is none.
        contradicts: The edge types that cannot hold at once between the same ends; mutual.
        closes: The edge types that it ends.
        balance: Its sign in structural balance.
        properties: Its declared properties, by name.
        key: Properties that, with type and ends, make two edges the same edge; in sorted order.
        max_sources_per_target: How many distinct sources a target may have at once.
        max_targets_per_source: How many distinct targets a source may have at once.
        claims: How its claims are stored.
        description: What it means.
        display: How its edges are shown.
        mappings: What it corresponds to in other vocabularies.
        was: The types of the version before whose edges these are; a node type and the two edge
            types at it where its nodes became edges.
        was_reversed: Whether source and target of those are exchanged.
    """

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    source_types: frozenset[str] = frozenset()
    target_types: frozenset[str] = frozenset()
    symmetric: bool = False
    temporal: Temporal = "none"
    inverse: str | None = None
    contradicts: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    balance: Balance = "neutral"
    properties: Mapping[str, Property] = field(default_factory=dict)
    key: tuple[str, ...] = ()
    max_sources_per_target: int | None = None
    max_targets_per_source: int | None = None
    claims: Storage = "inline"
    description: str = ""
    display: Display = Display()
    mappings: Mapping[str, str] = field(default_factory=dict)
    was: tuple[str, ...] = ()
    was_reversed: bool = False

    @property
    def phrase(self) -> str:
        """The words between its ends in a sentence: "hosts", "allied with"."""
        return self.display.label or self.name.replace("_", " ").lower()


@dataclass(frozen=True)
class Schema:
    """What may exist: node types, edge types and enumerations.

    Attributes:
        name: The schema's name; empty for the schema of a dataset whose own could not be read.
        version: Its semantic version.
        claims: How claims are stored where an edge type does not say.
        enums: The words of each enumeration.
        nodes: The node types by name, declared ones and the built-in `Document`.
        edges: The edge types by name.
        description: What it is for.
        file: The file it was read from; empty for one built in code.
        was_words: Words of enumerations in the version before, and what they are now.
    """

    name: str
    version: str = "0.0.0"
    claims: Storage = "inline"
    enums: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    nodes: Mapping[str, NodeType] = field(default_factory=dict)
    edges: Mapping[str, EdgeType] = field(default_factory=dict)
    description: str = ""
    file: str = ""
    was_words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def inverses(self) -> dict[str, str]:
        """The edge type that each inverse name stands for."""
        return {edge.inverse: edge.name for edge in self.edges.values() if edge.inverse is not None}

    @cached_property
    def own_types(self) -> tuple[str, ...]:
        """The node types that a node can have of its own: those that are not abstract."""
        return tuple(node.name for node in self.nodes.values() if not node.abstract)

    def own_properties(self, node: NodeType) -> dict[str, Property]:
        """Return the properties that a node type declares itself and does not inherit.

        Example:
            >>> empty = Schema("x", nodes={"Document": DOCUMENT_TYPE})
            >>> list(empty.own_properties(DOCUMENT_TYPE))[:2]
            ['title', 'publisher']
        """
        inherited = self.nodes[node.extends].properties if node.extends is not None else {}
        return {name: prop for name, prop in node.properties.items() if name not in inherited}

    def below(self, names: Iterable[str]) -> frozenset[str]:
        """Return the own types that are one of `names` or descend from one.

        Example:
            >>> empty = Schema("x", nodes={"Document": DOCUMENT_TYPE})
            >>> sorted(empty.below(["Document"]))
            ['Document']
        """
        wanted = set(names)
        return frozenset(
            node.name
            for node in self.nodes.values()
            if not node.abstract and not wanted.isdisjoint(node.labels)
        )


DOCUMENT_TYPE = NodeType(
    name=DOCUMENT,
    labels=(DOCUMENT, ROOT),
    description="A source that claims are read from.",
    display=Display(label="title", color="#7f7f7f", icon="document"),
    properties={
        prop.name: prop
        for prop in (
            Property("title", StringType(), required=True),
            Property("publisher", StringType()),
            Property("author", StringType()),
            Property("published", EdtfType(), description="When it was published."),
            Property("language", StringType()),
            Property("url", UrlType()),
            Property("reports", StringType(), description="The Document this is a digest of."),
            Property("sha256", StringType(), description="Of the text's UTF-8 bytes."),
        )
    },
)
"""The built-in node type of documents."""
