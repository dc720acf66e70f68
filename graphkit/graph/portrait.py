"""A schema as a graph of its own: its types are nodes, and edges are what may lead between them.

Each type is the one node of a type of the same name and look, so that whatever shows a graph shows
a schema: the page, a diagram, a measure.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import polars as pl

from graphkit.graph.graph import Graph
from graphkit.schema.load import parse_schema
from graphkit.schema.model import EdgeType, NodeType, Property, Schema
from graphkit.schema.names import DOCUMENT
from graphkit.schema.show import constraints, traits

EXAMPLES: Final = 5
"""So many names of nodes stand at a type for which there is data."""


def portrait(schema: Schema, data: Graph | None = None) -> Graph:
    """Return a schema as a graph.

    Args:
        schema: The schema.
        data: A graph of it: its numbers and some names are told, too.

    Returns:
        A graph whose node ids are the schema's node types. Properties of nodes and edges hold in
        words what the schema says of the property of that name.

    Example:
        >>> schema, _ = parse_schema('''
        ... schema: small
        ... version: 1.0.0
        ... nodes: {Country: {properties: {name: {type: string, required: true}}}, Group: {}}
        ... edges: {HOSTS: {source: [Country], target: [Group], temporal: state}}
        ... ''')
        >>> portrait(schema)
        <Graph small: 3 nodes, 1 edge, 1 claim>
        >>> portrait(schema).nodes["Country"]["name"].to_list()
        ['string, required']
    """
    kind_of = _free("IS_A", schema.edges)
    words = {name: _free("in_words", node.properties) for name, node in schema.nodes.items()}
    samples = {name: _free("examples", node.properties) for name, node in schema.nodes.items()}
    table = data.node_table() if data is not None else None
    told = {
        "schema": schema.name,
        "version": schema.version,
        "description": schema.description,
        "nodes": {
            name: _node(node, words[name], samples[name])
            for name, node in schema.nodes.items()
            if name != DOCUMENT
        },
        "edges": {
            **{name: _edge(edge, data) for name, edge in schema.edges.items()},
            kind_of: {
                "source": list(schema.nodes),
                "target": list(schema.nodes),
                "display": {"label": "is a kind of"},
                "description": "A type has the properties of the one that it is a kind of, and "
                "may stand wherever that may.",
            },
        },
    }
    drawn, problems = parse_schema(json.dumps(told))
    assert not problems, problems
    graph = Graph(drawn, schema.name, f"{schema.name} {schema.version}")
    for name, node in schema.nodes.items():
        values = {key: _said(prop, schema) for key, prop in node.properties.items()}
        if name == DOCUMENT:
            graph.add_node(name, id=name, title=name)
            continue
        values[words[name]] = _called(node, schema, data)
        if (found := _examples(name, table)) is not None:
            values[samples[name]] = found
        graph.add_node(name, id=name, **values)
    for name, node in schema.nodes.items():
        if node.extends is not None:
            graph.add_edge(kind_of, name, node.extends)
    for name, edge in schema.edges.items():
        values = {key: _said(prop, schema) for key, prop in edge.properties.items()}
        pairs = {
            tuple(sorted((source, target))) if edge.symmetric else (source, target)
            for source in edge.sources
            for target in edge.targets
        }
        for source, target in sorted(pairs):
            graph.add_edge(name, source, target, **values)
    return graph


def _free(name: str, taken: Mapping[str, object]) -> str:
    """Return a name that nothing has yet."""
    while name in taken:
        name += "_"
    return name


def _node(node: NodeType, words: str, samples: str) -> dict[str, Any]:
    display = {"color": node.display.color, "icon": node.display.icon, "label": words}
    return {
        "description": node.description,
        "display": {key: value for key, value in display.items() if value is not None},
        "properties": {key: {"type": "string"} for key in (*node.properties, samples, words)},
    }


def _edge(edge: EdgeType, data: Graph | None) -> dict[str, Any]:
    facts = "; ".join(traits(edge))
    told = [edge.description, facts[0].upper() + facts[1:] + "."]
    if data is not None:
        number = data.claims[edge.name].height if edge.name in data.claims else 0
        told.append(f"{number:,} {'claim' if number == 1 else 'claims'}.")
    ends = {"source": list(edge.sources), "target": list(edge.targets)}
    return {
        **({"symmetric": True, "between": list(edge.sources)} if edge.symmetric else ends),
        "description": " ".join(filter(None, told)),
        "balance": edge.balance,
        "display": {"label": edge.phrase},
        "properties": {key: {"type": "string"} for key in edge.properties},
    }


def _said(prop: Property, schema: Schema) -> str:
    """Return what a schema says of a property."""
    told = ", ".join(constraints(prop))
    members = schema.enums.get(prop.type.name)
    if members:
        told += f" ({', '.join(members)})"
    return f"{told}: {prop.description}" if prop.description else told


def _called(node: NodeType, schema: Schema, data: Graph | None) -> str:
    """Return a type's name, with how many nodes it has where there is data."""
    if data is None:
        return f"{node.name} (abstract)" if node.abstract else node.name
    below = schema.below((node.name,))
    number = sum(frame.height for name, frame in data.nodes.items() if name in below)
    return f"{node.name} ({number:,})"


def _examples(name: str, table: pl.DataFrame | None) -> str | None:
    if table is None:
        return None
    return "; ".join(table.filter(table["type"] == name)["label"].head(EXAMPLES)) or None
