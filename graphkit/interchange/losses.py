"""What a schema says that a drawing cannot: told, so that nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.schema.model import EdgeType, NodeType, Property, Schema
from graphkit.schema.names import DOCUMENT
from graphkit.schema.values import Enumeration, ListType


def losses(schema: Schema, tool: str) -> Iterator[str]:
    r"""Yield a sentence for each thing that no drawing has a word for, with the types it is about.

    Args:
        schema: The schema.
        tool: What draws it, as it is called.

    Example:
        >>> from graphkit.schema.load import parse_schema
        >>> text = "schema: s\nversion: 1.0.0\nnodes: {A: {description: All.}}"
        >>> list(losses(parse_schema(text)[0], "arrows.app"))
        ['arrows.app has no word for description: A.']
    """
    found: dict[str, list[str]] = {}
    nodes = [node for node in schema.nodes.values() if node.name != DOCUMENT]
    for node in nodes:
        for word in _of_node(node, schema):
            found.setdefault(word, []).append(node.name)
    for edge in schema.edges.values():
        for word in _of_edge(edge, schema):
            found.setdefault(word, []).append(edge.name)
    owners: list[NodeType | EdgeType] = [*nodes, *schema.edges.values()]
    for owner in owners:
        for prop in own_properties(owner, schema):
            for word in _of_property(prop):
                found.setdefault(word, []).append(f"{owner.name}.{prop.name}")
    for word, names in found.items():
        more = f" and {len(names) - 6} more" if len(names) > 6 else ""
        yield f"{tool} has no word for {word}: {', '.join(names[:6])}{more}."


def own_properties(owner: NodeType | EdgeType, schema: Schema) -> list[Property]:
    """Return the properties of a type that it does not inherit."""
    if isinstance(owner, NodeType):
        return list(schema.own_properties(owner).values())
    return list(owner.properties.values())


def _of_node(node: NodeType, schema: Schema) -> Iterator[str]:
    parent = schema.nodes[node.extends].display if node.extends is not None else None
    if node.abstract:
        yield "abstract"
    if node.description:
        yield "description"
    for word in ("label", "icon"):
        value = getattr(node.display, word)
        if value is not None and (parent is None or value != getattr(parent, word)):
            yield f"display.{word}"
    if node.mappings:
        yield "mappings"


def _of_edge(edge: EdgeType, schema: Schema) -> Iterator[str]:
    said = {
        "description": bool(edge.description),
        "temporal": edge.temporal != "none",
        "inverse": edge.inverse is not None,
        "contradicts": bool(edge.contradicts),
        "closes": bool(edge.closes),
        "balance": edge.balance != "neutral",
        "max_sources_per_target": edge.max_sources_per_target is not None,
        "max_targets_per_source": edge.max_targets_per_source is not None,
        "claims": edge.claims == "reified",
        "display.label": edge.display.label is not None,
        "display.icon": edge.display.icon is not None,
        "mappings": bool(edge.mappings),
    }
    yield from (word for word, is_said in said.items() if is_said)


def _of_property(prop: Property) -> Iterator[str]:
    scalar = prop.type.item if isinstance(prop.type, ListType) else prop.type
    if isinstance(scalar, Enumeration):
        yield "enums"
    for word in ("min", "max", "pattern", "length"):
        if getattr(prop, word) is not None:
            yield word
