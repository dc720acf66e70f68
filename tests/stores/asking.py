"""Asking a store, for short."""

from typing import Any

from graphkit.stores import EmbeddedStore, Neo4jStore

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
