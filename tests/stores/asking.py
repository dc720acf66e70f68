"""Asking a store, for short."""

import json
from typing import Any

from graphkit.stores import EmbeddedStore, Neo4jStore, json_value
from tests.neo4j_server import Neo4jServer

AnyStore = EmbeddedStore | Neo4jStore


def only(store: AnyStore, cypher: str, **parameters: Any) -> Any:
    """The one value that a query answers with."""
    result = store.query(cypher, parameters)
    assert len(result) == 1, result
    (row,) = result.rows
    assert len(row) == 1, row
    return row[0]


def rows(store: AnyStore, cypher: str, **parameters: Any) -> list[tuple[Any, ...]]:
    return list(store.query(cypher, parameters).rows)


def everything(store: AnyStore) -> tuple[list[str], list[str]]:
    """All nodes and all edges but the ledger of loads, so that two states can be compared."""
    nodes = rows(store, "MATCH (n) RETURN n")
    nodes = [(node,) for (node,) in nodes if "GraphkitLoad" not in node.labels]
    edges = rows(store, "MATCH ()-[r]->() RETURN r")
    return (
        sorted(json.dumps(json_value(node)) for (node,) in nodes),
        sorted(
            json.dumps([edge.type, edge.source, edge.target, json_value(edge.properties)])
            for (edge,) in edges
        ),
    )


def run(server: Neo4jServer, cypher: str, **parameters: Any) -> list[Any]:
    """Write or read past graphkit, as a person would."""
    with server.driver() as driver:
        records, _, _ = driver.execute_query(
            cypher,
            parameters,
            database_=server.database,
        )
        return [record.values() for record in records]
