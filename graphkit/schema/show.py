"""A schema for people to read, and for programs: the same in words and as plain values."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graphkit.errors import printable
from graphkit.schema.model import Display, EdgeType, NodeType, Property, Schema
from graphkit.schema.names import DOCUMENT

_WIDTH = 100


def show(schema: Schema) -> str:
    r"""Return a schema as text: its node types as a tree, its edge types, its enumerations.

    Inherited properties stand once, at the type that declares them.

    Example:
        >>> from graphkit.schema.load import parse_schema
        >>> person = "{Person: {properties: {name: {type: string, required: true}}}}"
        >>> schema, _ = parse_schema(f"schema: s\nversion: 1.0.0\nnodes: {person}")
        >>> print(show(schema))
        s 1.0.0, claims inline
        <BLANKLINE>
        Node types
          Person
            .name  string, required
          Document (built in): A source that claims are read from.
            ...
    """
    parts = [_head(schema), _node_tree(schema)]
    if schema.edges:
        edges = schema.edges.values()
        parts.append(["Edge types", *(line for edge in edges for line in _edge_type(edge))])
    if schema.enums:
        parts.append(["Enumerations", *_enumerations(schema)])
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def schema_dict(schema: Schema) -> dict[str, Any]:
    r"""Return a schema as plain values, resolved, for JSON.

    Node types have all their properties, each with the type that declares it; edge types name the
    ends that are declared and the types that a node there may have of its own.

    Example:
        >>> from graphkit.schema.load import parse_schema
        >>> schema, _ = parse_schema("schema: s\nversion: 1.0.0\nnodes: {Person: {}}")
        >>> schema_dict(schema)["nodes"]["Person"]["labels"]
        ['Person', 'Entity']
    """
    return {
        "schema": schema.name,
        "version": schema.version,
        "description": schema.description,
        "claims": schema.claims,
        "enums": {name: list(members) for name, members in schema.enums.items()},
        "nodes": {name: _node_dict(node, schema) for name, node in schema.nodes.items()},
        "edges": {name: _edge_dict(edge) for name, edge in schema.edges.items()},
    }


def _head(schema: Schema) -> list[str]:
    title = f"{schema.name} {schema.version}, claims {schema.claims}"
    return [printable(title), *_wrapped(schema.description, "")]


# --- node types -------------------------------------------------------------------------------


def _node_tree(schema: Schema) -> list[str]:
    children: dict[str | None, list[NodeType]] = {}
    for node in schema.nodes.values():
        children.setdefault(node.extends, []).append(node)
    lines = ["Node types"]
    waiting = [(node, "  ") for node in reversed(children.get(None, []))]
    while waiting:  # not by recursion: a line of heirs may be long
        node, indent = waiting.pop()
        lines += _node_type(node, schema, indent)
        waiting += [(child, indent + "  ") for child in reversed(children.get(node.name, []))]
    return lines


def _node_type(node: NodeType, schema: Schema, indent: str) -> Iterator[str]:
    mark = " (abstract)" if node.abstract else " (built in)" if node.name == DOCUMENT else ""
    yield from _wrapped(_titled(node.name + mark, node.description), indent)
    inner = indent + "  "
    yield from _properties(schema.own_properties(node).values(), inner)
    if not node.abstract and node.label_property not in ("name", "title"):
        yield f"{inner}labelled by {node.label_property}"
    yield from _mappings(node.mappings, inner)


# --- edge types -------------------------------------------------------------------------------


def _edge_type(edge: EdgeType) -> Iterator[str]:
    inner = "    "
    yield from _wrapped(_titled(edge.name, edge.description), "  ")
    sources, targets = " or ".join(edge.sources), " or ".join(edge.targets)
    between = f"between {sources}" if edge.symmetric else f"from {sources} to {targets}"
    yield from _wrapped(between, inner)
    yield from _wrapped("; ".join(traits(edge)), inner)
    yield from _properties(edge.properties.values(), inner)
    yield from _mappings(edge.mappings, inner)


def traits(edge: EdgeType) -> Iterator[str]:
    """Yield what an edge type is, beside its ends and properties, each in a few words.

    Example:
        >>> list(traits(EdgeType("HOSTS", sources=(), targets=(), temporal="state")))
        ['state', 'balance neutral', 'claims inline']
    """
    yield "timeless" if edge.temporal == "none" else edge.temporal
    if edge.inverse is not None:
        yield f"inverse {edge.inverse}"
    if edge.contradicts:
        yield f"contradicts {', '.join(edge.contradicts)}"
    if edge.closes:
        yield f"closes {', '.join(edge.closes)}"
    yield f"balance {edge.balance}"
    if edge.key:
        yield f"key {', '.join(edge.key)}"
    if edge.max_sources_per_target is not None:
        yield f"at most {_counted(edge.max_sources_per_target, 'source')} per target"
    if edge.max_targets_per_source is not None:
        partner, one = ("partner", "node") if edge.symmetric else ("target", "source")
        yield f"at most {_counted(edge.max_targets_per_source, partner)} per {one}"
    yield f"claims {edge.claims}"
    if edge.display.label is not None:
        yield f"reads “{printable(edge.display.label)}”"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


# --- what both have ---------------------------------------------------------------------------


def _properties(properties: Iterable[Property], indent: str) -> Iterator[str]:
    rows = [(prop.name, ", ".join(constraints(prop)), prop.description) for prop in properties]
    names = max((len(name) for name, _, _ in rows), default=0)
    for name, told, description in rows:
        text = f".{name:<{names}}  {_titled(told, description)}"
        yield from _wrapped(text, indent, hanging=names + 3)


def constraints(prop: Property) -> Iterator[str]:
    """Yield the type of a property, and what its values must be, each in a few words.

    Example:
        >>> from graphkit.schema.values import StringType
        >>> list(constraints(Property("name", StringType(), required=True)))
        ['string', 'required']
    """
    yield prop.type.name
    if prop.required:
        yield "required"
    if prop.unique:
        yield "unique"
    if prop.min is not None:
        yield f"min {prop.min}"
    if prop.max is not None:
        yield f"max {prop.max}"
    if prop.length is not None:
        yield f"length {prop.length}"
    if prop.pattern is not None:
        yield f"pattern {prop.pattern}"


def _mappings(mappings: Mapping[str, str], indent: str) -> Iterator[str]:
    if mappings:
        pairs = ", ".join(f"{vocabulary} {term}" for vocabulary, term in mappings.items())
        yield from _wrapped(f"mappings: {pairs}", indent, hanging=2)


def _enumerations(schema: Schema) -> Iterator[str]:
    for name, members in schema.enums.items():
        yield from _wrapped(f"{name}: {', '.join(members)}", "  ", hanging=2)


def _titled(title: str, description: str) -> str:
    return f"{title}: {description}" if description else title


def _wrapped(text: str, indent: str, *, hanging: int = 4) -> list[str]:
    """Break a text into lines; those after the first are indented further."""
    plain = printable(text.replace("\n", " ").strip())
    later = indent + " " * hanging if indent else ""
    return textwrap.wrap(
        plain,
        max(_WIDTH, len(indent) + 40),
        initial_indent=indent,
        subsequent_indent=later,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
        replace_whitespace=False,
    )


# --- plain values -----------------------------------------------------------------------------


def _node_dict(node: NodeType, schema: Schema) -> dict[str, Any]:
    return {
        "abstract": node.abstract,
        "built_in": node.name == DOCUMENT,
        "extends": node.extends,
        "labels": list(node.labels),
        "description": node.description,
        "label_property": node.label_property,
        "display": _display_dict(node.display),
        "properties": {
            name: {**_property_dict(prop), "declared_by": _declared_by(node, name, schema)}
            for name, prop in node.properties.items()
        },
        "mappings": dict(node.mappings),
    }


def _declared_by(node: NodeType, name: str, schema: Schema) -> str:
    """Return the farthest ancestor that has a property: none declares one anew."""
    owners = [label for label in node.labels[:-1] if name in schema.nodes[label].properties]
    return owners[-1]


def _edge_dict(edge: EdgeType) -> dict[str, Any]:
    return {
        "description": edge.description,
        "sources": list(edge.sources),
        "targets": list(edge.targets),
        "source_types": sorted(edge.source_types),
        "target_types": sorted(edge.target_types),
        "symmetric": edge.symmetric,
        "temporal": edge.temporal,
        "inverse": edge.inverse,
        "contradicts": list(edge.contradicts),
        "closes": list(edge.closes),
        "balance": edge.balance,
        "properties": {name: _property_dict(prop) for name, prop in edge.properties.items()},
        "key": list(edge.key),
        "max_sources_per_target": edge.max_sources_per_target,
        "max_targets_per_source": edge.max_targets_per_source,
        "claims": edge.claims,
        "phrase": edge.phrase,
        "display": _display_dict(edge.display),
        "mappings": dict(edge.mappings),
    }


def _property_dict(prop: Property) -> dict[str, Any]:
    return {
        "type": prop.type.name,
        "required": prop.required,
        "unique": prop.unique,
        "min": prop.min,
        "max": prop.max,
        "pattern": prop.pattern,
        "length": prop.length,
        "description": prop.description,
    }


def _display_dict(display: Display) -> dict[str, str | None]:
    return {"label": display.label, "color": display.color, "icon": display.icon}
