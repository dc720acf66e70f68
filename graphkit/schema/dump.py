"""A Schema back to the text of a `schema.yaml` that means the same."""

from __future__ import annotations

from graphkit.schema.model import Display, EdgeType, NodeType, Property, Schema
from graphkit.schema.names import DOCUMENT
from graphkit.schema.yamltext import Plain, yaml_text

_Part = dict[str, Plain]


def schema_text(schema: Schema) -> str:
    r"""Return the text of a schema file that declares this very schema.

    What is inherited or has its default is left out. Comments, and the order in which a file gives
    its keys, are no part of a schema and are not kept.

    Example:
        >>> from graphkit.schema.load import parse_schema
        >>> schema, _ = parse_schema("schema: s\nversion: 1.0.0\nnodes: {A: {}, B: {extends: A}}")
        >>> print(schema_text(schema), end="")
        schema: s
        version: "1.0.0"
        nodes:
          A: {}
          B:
            extends: A
    """
    declared = {name: node for name, node in schema.nodes.items() if name != DOCUMENT}
    return yaml_text(
        _said(
            schema=schema.name,
            version=schema.version,
            description=schema.description,
            claims=schema.claims if schema.claims != "inline" else None,
            enums={name: list(members) for name, members in schema.enums.items()},
            was_words={name: dict(words) for name, words in schema.was_words.items()},
        )
        | {"nodes": {name: _node(node, schema) for name, node in declared.items()}}
        | _said(edges={name: _edge(edge, schema) for name, edge in schema.edges.items()})
    )


def _said(**parts: Plain) -> _Part:
    """Return the parts that say something."""
    return {name: part for name, part in parts.items() if part not in (None, "", False, [], {})}


def _node(node: NodeType, schema: Schema) -> _Part:
    parent = schema.nodes[node.extends] if node.extends is not None else NodeType("")
    return _said(
        abstract=node.abstract,
        extends=node.extends,
        description=node.description,
        display=_display(node.display, parent.display),
        properties={name: _property(prop) for name, prop in schema.own_properties(node).items()},
        was=list(node.was),
        was_where=dict(node.was_where),
        mappings=dict(node.mappings),
    )


def _edge(edge: EdgeType, schema: Schema) -> _Part:
    directed = _said(source=list(edge.sources), target=list(edge.targets))
    ends = _said(symmetric=True, between=list(edge.sources)) if edge.symmetric else directed
    order = list(schema.edges)
    # it is mutual, and declared on one side: the one that comes first
    contradicts = [name for name in edge.contradicts if order.index(name) > order.index(edge.name)]
    return (
        _said(description=edge.description)
        | ends
        | _said(
            temporal=edge.temporal if edge.temporal != "none" else None,
            inverse=edge.inverse,
            contradicts=contradicts,
            closes=list(edge.closes),
            balance=edge.balance if edge.balance != "neutral" else None,
            properties={
                name: _property(prop, in_key=name in edge.key)
                for name, prop in edge.properties.items()
            },
            key=list(edge.key),
            max_sources_per_target=edge.max_sources_per_target,
            max_targets_per_source=edge.max_targets_per_source,
            claims=edge.claims if edge.claims != schema.claims else None,
            display=_display(edge.display, Display()),
            was=list(edge.was),
            was_reversed=edge.was_reversed,
            mappings=dict(edge.mappings),
        )
    )


def _property(prop: Property, *, in_key: bool = False) -> _Part:
    limits = {"min": prop.min, "max": prop.max}
    return (
        {"type": prop.type.name}
        | _said(required=prop.required and not in_key, unique=prop.unique)
        | {name: limit for name, limit in limits.items() if limit is not None}
        | _said(pattern=prop.pattern, length=prop.length, was=prop.was)
        | _said(description=prop.description)
    )


def _display(display: Display, inherited: Display) -> _Part:
    own = {"label": display.label, "color": display.color, "icon": display.icon}
    theirs = {"label": inherited.label, "color": inherited.color, "icon": inherited.icon}
    return _said(**{name: word for name, word in own.items() if word != theirs[name]})
