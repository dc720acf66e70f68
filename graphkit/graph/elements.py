"""Nodes and edges as objects, for graphs that people build in code."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from graphkit.errors import UsageError, did_you_mean
from graphkit.graph.claims import CLAIM_TYPES
from graphkit.graph.frames import node_dtypes, property_dtypes, stated_dtypes
from graphkit.schema.model import EdgeType, Property, Schema
from graphkit.schema.values import StringType, ValueType, shown

NODE_ID = re.compile(r"[^\s;>]+")


@dataclass(frozen=True)
class Node:
    """A node as an object.

    Attributes:
        id: Its id.
        type: Its own type.
        properties: Its properties; absent ones are missing.
    """

    id: str
    type: str
    properties: Mapping[str, object]


@dataclass(frozen=True)
class Edge:
    """An edge as an object: one claim that it holds.

    Attributes:
        type: Its type.
        source: The id of its source node.
        target: The id of its target node.
        properties: Its properties and claim columns; absent ones are missing.
        id: The claim's id where one was given.
    """

    type: str
    source: str
    target: str
    properties: Mapping[str, object]
    id: str | None = None


class Builder:
    """Gathers elements one by one, each checked against the schema as it comes.

    Args:
        schema: The schema.
        types: The own type of each node that is there already, by id.
    """

    def __init__(self, schema: Schema, types: Mapping[str, str]) -> None:
        self._schema = schema
        self.types = dict(types)
        self._nodes: dict[str, list[dict[str, object]]] = {}
        self._edges: dict[str, list[dict[str, object]]] = {}

    def add_node(self, node: Node) -> None:
        """Take a node, or raise UsageError with what is wrong with it."""
        node_type = self._schema.nodes.get(node.type)
        if node_type is None:
            hint = did_you_mean(node.type, self._schema.own_types)
            message = f"{shown(node.type)} is no node type."
            raise UsageError(message, hint)
        if node_type.abstract:
            message = f"{node.type} is abstract: no node is just that."
            below = sorted(self._schema.below([node.type]))
            raise UsageError(message, f"Types below it: {', '.join(below)}." if below else "")
        if not NODE_ID.fullmatch(node.id):
            message = f"{shown(node.id)} is no node id: no spaces, no ; and no > in it."
            raise UsageError(message)
        if node.id in self.types:
            message = f"There is a node {shown(node.id)} already, a {self.types[node.id]}."
            raise UsageError(message)
        what = f"{node.type} {shown(node.id)}"
        values = _values(what, node.properties, node_type.properties, {})
        _require(what, values, [p.name for p in node_type.properties.values() if p.required])
        self._nodes.setdefault(node.type, []).append({"id": node.id, **values})
        self.types[node.id] = node.type

    def add_edge(self, edge: Edge) -> None:
        """Take an edge, or raise UsageError with what is wrong with it."""
        name, source, target = edge.type, edge.source, edge.target
        if name in self._schema.inverses:
            name, source, target = self._schema.inverses[name], target, source
        edge_type = self._schema.edges.get(name)
        if edge_type is None:
            hint = did_you_mean(name, [*self._schema.edges, *self._schema.inverses])
            message = f"{shown(name)} is no edge type."
            raise UsageError(message, hint)
        self._check_end(edge_type, "source", source, edge_type.source_types)
        self._check_end(edge_type, "target", target, edge_type.target_types)
        what = f"{name} from {shown(source)} to {shown(target)}"
        values = _values(what, edge.properties, edge_type.properties, CLAIM_TYPES)
        required = [p.name for p in edge_type.properties.values() if p.required]
        _require(what, values, dict.fromkeys([*required, *edge_type.key]))
        ends = {"edge_type": name, "source": source, "target": target}
        row = {"id": edge.id, **ends, **values}
        self._edges.setdefault(name, []).append(row)

    def node_frames(self) -> dict[str, pl.DataFrame]:
        """Return the gathered nodes as frames by type."""
        types = self._schema.nodes
        return {
            name: pl.DataFrame(
                {key: [row.get(key) for row in rows] for key in node_dtypes(types[name])},
                schema=node_dtypes(types[name]),
            )
            for name, rows in self._nodes.items()
        }

    def stated(self) -> pl.DataFrame:
        """Return the gathered edges as stated claims of all types."""
        dtypes = stated_dtypes()
        rows = [row for rows in self._edges.values() for row in rows]
        return pl.DataFrame(
            {name: [row.get(name) for row in rows] for name in dtypes}, schema=dtypes
        )

    def properties(self) -> dict[str, pl.DataFrame]:
        """Return the declared properties of the gathered edges, by type, where it has any."""
        frames = {}
        for name, rows in self._edges.items():
            dtypes = property_dtypes(self._schema.edges[name])
            if dtypes:
                columns = {key: [row.get(key) for row in rows] for key in dtypes}
                frames[name] = pl.DataFrame(columns, schema=dtypes)
        return frames

    def _check_end(
        self, edge_type: EdgeType, which: str, node_id: str, allowed: frozenset[str]
    ) -> None:
        if node_id not in self.types:
            message = f"The {which} of {edge_type.name}, {shown(node_id)}, is no node."
            raise UsageError(message, did_you_mean(node_id, list(self.types)))
        if self.types[node_id] not in allowed:
            declared = edge_type.sources if which == "source" else edge_type.targets
            message = (
                f"The {which} of {edge_type.name} is {' or '.join(declared)}, "
                f"but {shown(node_id)} is a {self.types[node_id]}."
            )
            raise UsageError(message)


def _require(
    what: str, values: Mapping[str, object], names: Mapping[str, None] | list[str]
) -> None:
    missing = [name for name in names if values.get(name) is None]
    if missing:
        message = f"{what} lacks {', '.join(missing)}."
        raise UsageError(message)


def _values(
    what: str,
    given: Mapping[str, object],
    declared: Mapping[str, Property],
    more: Mapping[str, ValueType],
) -> dict[str, object]:
    """Return values as the frames hold them; raise UsageError for the first that does not fit."""
    values: dict[str, object] = {}
    for name, value in given.items():
        value_type = declared[name].type if name in declared else more.get(name)
        if value_type is None:
            message = f"{what} has no property {shown(name)}."
            raise UsageError(message, did_you_mean(name, [*declared, *more]))
        if value is not None:
            values[name] = _value(f"{name} of {what}", value, value_type)
    return values


def _value(what: str, value: object, value_type: ValueType) -> object:
    if isinstance(value, str) and isinstance(value_type, StringType):
        return value
    text = _cell(value)
    parsed = value_type.parse(pl.Series([text], dtype=pl.String))
    if parsed.null_count():
        message = f"{what} is {value_type.name}, but {value_type.explain(text)}."
        raise UsageError(message)
    return parsed.to_list()[0]


def _cell(value: object) -> str:
    """Write a Python value as a cell of a file would hold it."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case datetime() | date():
            return value.isoformat()
        case list() | tuple():
            return json.dumps([_cell(item) for item in value])
        case _:
            return str(value)
