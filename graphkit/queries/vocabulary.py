"""The names and values that can be asked for in a store that holds data of a schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from graphkit.schema.model import EdgeType, Schema
from graphkit.schema.names import (
    BUILT_IN_EDGE_TYPES,
    CLAIM,
    DOCUMENT,
    EDGE_COLUMNS,
    MODALITIES,
    POLARITIES,
    REALIZATIONS,
    ROOT,
    STATUSES,
    STORED_BESIDE,
)
from graphkit.schema.values import Enumeration, ListType, ValueType

_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "polarity": POLARITIES,
    "modality": MODALITIES,
    "realization": REALIZATIONS,
    "status": STATUSES,
    "temporal": ("state", "event", "none"),
}
_OF_LINKS: Final = frozenset(
    {"ordinal", "cue", "start", "end", "quote", "section", "basis", "certainty", "reason"}
)
_OF_NODES: Final = frozenset({"id", "sha256", "text"})


class Vocabulary:
    """What a schema lets a query name.

    Args:
        schema: The schema.

    Example:
        >>> from graphkit.schema.model import DOCUMENT_TYPE
        >>> Vocabulary(Schema("s", nodes={"Document": DOCUMENT_TYPE})).labels
        ['Document', 'Entity', 'Claim']
    """

    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    @cached_property
    def kinds(self) -> dict[str, frozenset[str]]:
        """The labels of each kind of node that there can be."""
        own = {name: frozenset(self.schema.nodes[name].labels) for name in self.schema.own_types}
        return {**own, CLAIM: frozenset({CLAIM})}

    @cached_property
    def labels(self) -> list[str]:
        """Every label that a node may carry."""
        return [*self.schema.nodes, ROOT, CLAIM]

    @cached_property
    def types(self) -> list[str]:
        """Every type that an edge may have."""
        return [*self.schema.edges, *BUILT_IN_EDGE_TYPES]

    def of_node(self, kind: str) -> Iterator[str]:
        """Yield the properties that a kind of node may have."""
        if kind == CLAIM:
            yield from (*EDGE_COLUMNS, *STORED_BESIDE)
            for edge in self.schema.edges.values():
                yield from edge.properties
            return
        yield from self.schema.nodes[kind].properties
        yield from _OF_NODES if kind == DOCUMENT else ("id",)

    def of_edge(self, name: str) -> Iterator[str]:
        """Yield the properties that an edge of a type may have."""
        if name in self.schema.edges:
            yield from self.schema.edges[name].properties
            yield from (*EDGE_COLUMNS, *STORED_BESIDE)
        else:
            yield from _OF_LINKS

    def declared(
        self, name: str, kinds: frozenset[str], types: frozenset[str]
    ) -> Iterator[ValueType]:
        """Yield the types that a property has by the schema."""
        for kind in kinds - {CLAIM}:
            if name in self.schema.nodes[kind].properties:
                yield self.schema.nodes[kind].properties[name].type
        of_claims = self.schema.edges if CLAIM in kinds else types & self.schema.edges.keys()
        for type_name in of_claims:
            if name in self.schema.edges[type_name].properties:
                yield self.schema.edges[type_name].properties[name].type

    def allowed(
        self,
        name: str,
        declared: list[ValueType],
        kinds: frozenset[str],
        types: frozenset[str],
    ) -> list[str] | None:
        """Return the words that a property may have; None where it may have others."""
        is_claim = kinds == {CLAIM} or (not kinds and types and types <= self.schema.edges.keys())
        if is_claim and not declared:
            if name == "edge_type":
                return list(self.schema.edges)
            return list(_WORDS[name]) if name in _WORDS else None
        items = [each.item if isinstance(each, ListType) else each for each in declared]
        if not items or not all(isinstance(each, Enumeration) for each in items):
            return None
        return [word for each in items if isinstance(each, Enumeration) for word in each.members]


def joins(edge: EdgeType, left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether an edge type may lead from one of these kinds of node to one of those."""
    forth = bool(edge.source_types & left) and bool(edge.target_types & right)
    if not edge.symmetric:
        return forth
    return forth or (bool(edge.source_types & right) and bool(edge.target_types & left))
