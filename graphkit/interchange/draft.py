"""What other tools draw, before it is a schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graphkit.schema.model import Schema
from graphkit.schema.names import DOCUMENT, ROOT


@dataclass(frozen=True)
class DraftProperty:
    """A property as it was drawn.

    Attributes:
        name: Its name there.
        type: Its type, in the words of a schema.
        description: What it means.
        marks: `key`, `unique`, `required`.
    """

    name: str
    type: str = "string"
    description: str = ""
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True)
class DraftNode:
    """A node type as it was drawn, once or one of several times.

    Attributes:
        name: Its name there.
        above: Its further labels.
        properties: Its properties.
        color: Its color as `#RRGGBB`; None where it has none of its own.
        abstract: Whether it stands there only for those that have its label, too.
    """

    name: str
    above: tuple[str, ...] = ()
    properties: tuple[DraftProperty, ...] = ()
    color: str | None = None
    abstract: bool = False


@dataclass(frozen=True)
class DraftEdge:
    """An edge type as it was drawn between two node types.

    Attributes:
        name: Its name there.
        source: The name of the node type at its start.
        target: The name of the node type at its end.
        properties: Its properties.
        color: Its color as `#RRGGBB`; None where it has none of its own.
        symmetric: Whether it was drawn without a direction.
    """

    name: str
    source: str
    target: str
    properties: tuple[DraftProperty, ...] = ()
    color: str | None = None
    symmetric: bool = False


@dataclass(frozen=True)
class Draft:
    """All that was drawn.

    Attributes:
        name: What the schema is to be called.
        nodes: The node types, in the order in which they were drawn.
        edges: The edge types, between each two node types.
        warnings: What was seen there and cannot be said in a schema.
    """

    name: str
    nodes: tuple[DraftNode, ...]
    edges: tuple[DraftEdge, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Named:
    """What the drawn names became in the schema.

    Attributes:
        nodes: The node type for a drawn label.
        edges: The edge type for a drawn type.
        properties: The property for a drawn label and a property drawn there; None for one that
            stands for the id that every node has.
        edge_properties: The same for a drawn edge type.
    """

    nodes: dict[str, str]
    edges: dict[str, str]
    properties: dict[tuple[str, str], str | None]
    edge_properties: dict[tuple[str, str], str | None]


@dataclass(frozen=True)
class Imported:
    """A schema made from what another tool drew.

    Attributes:
        text: The text of its `schema.yaml`.
        schema: The schema that this text declares.
        named: What the drawn names became.
        warnings: What is not as it was drawn, a sentence each.
        sketch: What is kept of the drawing beside the schema; empty where there is nothing.
    """

    text: str
    schema: Schema
    named: Named
    warnings: tuple[str, ...] = ()
    sketch: str = ""


@dataclass(frozen=True)
class Exported:
    """A schema as the file of another tool.

    Attributes:
        text: The text of the file.
        warnings: What the tool has no word for, a sentence each.
    """

    text: str
    warnings: tuple[str, ...] = ()


BUILT_IN: Final = (DOCUMENT, ROOT)
"""Node types that need no declaration to be the ends of edges."""
