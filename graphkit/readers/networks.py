"""networkx graphs → Dataset, without importing networkx: it is known by what it can do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from graphkit.errors import Problem, UsageError
from graphkit.graph.dataset import Dataset, Kind, Table
from graphkit.readers.findings import shown
from graphkit.readers.objects import is_name, refuse_misuse, row_columns
from graphkit.readers.typed_table import typed_table
from graphkit.schema.model import Schema
from graphkit.schema.names import STORED_BESIDE

_NODES: Final = "nodes"
_EDGES: Final = "edges"


def from_networkx(
    graph: Any,
    schema: Schema,
    *,
    type_attribute: str = "type",
    node_type: str | None = None,
    edge_type: str | None = None,
    name: str | None = None,
    title: str | None = None,
) -> Dataset:
    """Return a networkx graph as a Dataset, to be checked and built like one that was read.

    A node is its own id; whole numbers become text. Its attributes, and those of edges, are
    properties, on edges claim columns too; None and empty text are absent. What `to_networkx`
    derives and adds is known by its `labels` and `edge_key` and left out, and its keys are the
    ids of claims: the way there and back gives the same nodes and claims. Of documents it has
    no text, so that quotes cannot be found again.

    Args:
        graph: A Graph, DiGraph, MultiGraph or MultiDiGraph. An undirected one may hold edges of
            symmetric types alone.
        schema: What the dataset may hold.
        type_attribute: The attribute that names the type. Where an edge of a multigraph has
            none, its key is its type.
        node_type: The type of nodes that name none.
        edge_type: The type of edges that name none.
        name: The dataset's name; without one the graph's, where that is of `a-z`, `0-9` and `-`,
            else "graph".
        title: A title for people; without one the graph's attribute `title`.

    Returns:
        The dataset. Its Problems stand at `nodes:row N:ATTRIBUTE` and `edges:row N:ATTRIBUTE`,
        rows counted from 1 in the order of `graph.nodes` and `graph.edges`.

    Raises:
        UsageError: Where this is no such graph, a node is neither text nor a whole number, or an
            undirected edge is of a type that has a direction.

    Example:
        >>> import graphkit as gk, networkx as nx
        >>> schema = gk.load_schema("examples/ownership/schema.yaml")
        >>> g = nx.DiGraph(name="mine")
        >>> g.add_node("ada", type="Person", name="Ada")
        >>> g.add_node("engines", type="Company", name="Engines", number="N000001")
        >>> g.add_edge("ada", "engines", type="OWNS", register="a")
        >>> gk.build(from_networkx(g, schema))
        <Graph mine: 2 nodes, 1 edge, 1 claim>
    """
    own_name = str(getattr(graph, "graph", {}).get("name", ""))
    given_name = name if name is not None else own_name if is_name(own_name) else "graph"
    refuse_misuse(schema, given_name)
    if not all(hasattr(graph, part) for part in ("nodes", "edges", "is_directed")):
        message = f"This is {type(graph).__name__}, no graph of networkx."
        raise UsageError(message)
    reading = _Reading(schema, type_attribute, node_type, edge_type)
    tables: list[Table] = []
    problems: list[Problem] = []
    rows: tuple[tuple[Kind, str, list[dict[str, object]]], ...]
    rows = (("edge", _EDGES, reading.edges(graph)), ("node", _NODES, reading.nodes(graph)))
    for kind, file, listed in rows:
        table, found = typed_table(row_columns(listed, file), kind, file, file, {})
        problems += found
        if table is not None:
            tables.append(replace(table, dataset=given_name))
    return Dataset(
        given_name,
        schema,
        tables=tuple(tables),
        problems=tuple(sorted(problems)),
        title=title if title is not None else str(graph.graph.get("title", "")),
    )


@dataclass(frozen=True)
class _Reading:
    """How the types of nodes and edges are found."""

    schema: Schema
    type_attribute: str
    node_type: str | None
    edge_type: str | None

    def nodes(self, graph: Any) -> list[dict[str, object]]:
        return [self._node(node, data) for node, data in graph.nodes(data=True)]

    def _node(self, node: object, data: Mapping[object, object]) -> dict[str, object]:
        attributes = {str(name): value for name, value in data.items()}
        row: dict[str, object] = {"id": _id(node), "type": self._type(attributes, self.node_type)}
        if isinstance(attributes.get("labels"), list):  # as to_networkx writes it
            del attributes["labels"]
            declared = self.schema.nodes.get(str(row["type"]))
            if declared is None or "label" not in declared.properties:
                attributes.pop("label", None)
        if attributes.get("id") == row["id"]:
            del attributes["id"]
        return _joined(row, attributes, f"The node {shown(str(node))}")

    def edges(self, graph: Any) -> list[dict[str, object]]:
        directed = graph.is_directed()
        if graph.is_multigraph():
            listed = graph.edges(keys=True, data=True)
        else:
            listed = ((source, target, None, data) for source, target, data in graph.edges.data())
        rows = []
        for source, target, key, data in listed:
            row = self._edge(source, target, key, data)
            if not directed:
                self._refuse_direction(row)
            rows.append(row)
        return rows

    def _edge(
        self, source: object, target: object, key: object, data: Mapping[object, object]
    ) -> dict[str, object]:
        attributes = {str(name): value for name, value in data.items()}
        own = self._type(attributes, None)
        of_key = key if own is None and isinstance(key, str) else None
        edge_type = own if own is not None else of_key if of_key else self.edge_type
        ends = {"source": _id(source), "target": _id(target)}
        row: dict[str, object] = {"type": edge_type, **ends}
        if "edge_key" in attributes:  # as to_networkx writes it
            for name in STORED_BESIDE:
                attributes.pop(name, None)
            if attributes.get("claimed_by") == []:
                del attributes["claimed_by"]
            if isinstance(key, str):
                row["id"] = key
        return _joined(row, attributes, f"The edge {shown(f'{source} → {target}')}")

    def _type(self, attributes: dict[str, object], otherwise: str | None) -> object:
        own = attributes.pop(self.type_attribute, None)
        return otherwise if own is None else own

    def _refuse_direction(self, row: Mapping[str, object]) -> None:
        """Raise UsageError where an edge without a direction is of a type that has one."""
        name = str(row["type"])
        edge_type = self.schema.edges.get(self.schema.inverses.get(name, name))
        if edge_type is not None and not edge_type.symmetric:
            message = (
                f"{name} has a direction, but the graph is undirected: "
                f"{shown(str(row['source']))} and {shown(str(row['target']))}."
            )
            raise UsageError(message, "Make it a DiGraph whose edges go from source to target.")


def _id(node: object) -> str:
    if isinstance(node, str):
        return node
    if isinstance(node, int | np.integer) and not isinstance(node, bool):
        return str(int(node))
    message = f"The node {shown(repr(node))} is {type(node).__name__}, neither text nor an integer."
    raise UsageError(message, "Rename the nodes: networkx.relabel_nodes(graph, {node: id, …}).")


def _joined(
    row: dict[str, object], attributes: Mapping[str, object], what: str
) -> dict[str, object]:
    """Return what a row is together with its attributes."""
    twice = sorted(row.keys() & attributes.keys())
    if twice:
        message = f"{what} has an attribute {twice[0]} beside its own {twice[0]}."
        raise UsageError(message, "Rename the attribute, or take it out.")
    return {**row, **attributes}
