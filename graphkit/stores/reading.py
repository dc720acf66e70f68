"""A store back to a Graph: what a dataset said there, under its schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import polars as pl

from graphkit.errors import StoreError
from graphkit.graph.frames import node_dtypes, property_dtypes, stated_dtypes
from graphkit.graph.graph import Graph
from graphkit.propertygraph.cypher import name as escaped
from graphkit.schema.model import Schema
from graphkit.schema.names import CLAIM, ROOT
from graphkit.stores.base import Store
from graphkit.stores.neo4j.store import Neo4jStore

AnyGraph = TypeVar("AnyGraph", bound=Graph)


def read_graph(store: Store, schema: Schema, dataset: str, graph_type: type[AnyGraph]) -> AnyGraph:
    """Return the graph that a dataset put into a store.

    The texts of documents are not in a store, so quotes have no offsets in the result; what is
    derived from claims is derived anew.

    Args:
        store: The store.
        schema: The dataset's schema.
        dataset: The dataset's name: on a server, only what it says is read.
        graph_type: The class to build: Graph, or one that can do more.

    Raises:
        StoreError: Where the store holds none of it, or nodes that the schema does not know.
    """
    shared = isinstance(store, Neo4jStore)
    parameters = {"dataset": dataset} if shared else {}

    def rows(pattern: str, element: str, result: str) -> Iterable[tuple[Any, ...]]:
        of_dataset = f" WHERE $dataset IN {element}._datasets" if shared else ""
        return store.query(f"MATCH {pattern}{of_dataset} RETURN {result}", parameters).rows

    nodes: dict[str, list[dict[str, Any]]] = {}
    types = {frozenset(node.labels): node.name for node in schema.nodes.values()}
    for (node,) in rows(f"(n:{ROOT})", "n", "n"):
        own = types.get(frozenset(node.labels))
        if own is None:
            labels = ":".join(sorted(node.labels))
            message = f"{store.name} holds a node {node.id!r} labelled {labels}."
            raise StoreError(message, f"The schema {schema.name} has no such type.")
        nodes.setdefault(own, []).append({**node.properties, "id": node.id})
    if not nodes:
        message = f"{store.name} holds nothing of the dataset {dataset}."
        raise StoreError(message, "Load it first: graphkit load.")

    claims: list[dict[str, Any]] = []
    pattern = f"(s:{ROOT})<-[:SUBJECT]-(c:{CLAIM})-[:OBJECT]->(o:{ROOT})"
    for claim, source, target in rows(pattern, "c", "c, s.id, o.id"):
        claims.append({**claim.properties, "id": claim.id, "source": source, "target": target})
    for name, edge_type in schema.edges.items():
        if edge_type.claims == "inline":
            pattern = f"(s:{ROOT})-[r:{escaped(name)}]->(o:{ROOT})"
            for edge, source, target in rows(pattern, "r", "r, s.id, o.id"):
                ends = {"edge_type": name, "source": source, "target": target}
                claims.append({**edge.properties, "id": edge.id, **ends})
    return graph_type(
        schema,
        dataset,
        nodes={
            name: _frame(nodes[name], node_dtypes(schema.nodes[name]))
            for name in schema.nodes
            if name in nodes
        },
        stated=_frame(claims, stated_dtypes()),
        properties={
            name: _frame([row for row in claims if row["edge_type"] == name], dtypes)
            for name, edge_type in schema.edges.items()
            if (dtypes := property_dtypes(edge_type))
        },
    )


def _frame(rows: list[dict[str, Any]], dtypes: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """Return rows of a store as a frame; what a row does not have is absent."""
    columns = {name: [row.get(name) for row in rows] for name in dtypes}
    return pl.DataFrame(columns, schema=dict(dtypes))
