"""Graph to database and back to answers: the embedded store, and Neo4j."""

from __future__ import annotations

from pathlib import Path

from graphkit.stores.address import Address, is_address, refuse_credentials
from graphkit.stores.base import (
    EdgeValue,
    NodeValue,
    PathValue,
    Progress,
    QueryResult,
    Store,
    json_value,
)
from graphkit.stores.bolt import Bolt
from graphkit.stores.embedded.store import EmbeddedStore, Endpoint
from graphkit.stores.neo4j.store import Neo4jStore
from graphkit.stores.notices import Notice
from graphkit.stores.operators import Operator
from graphkit.stores.plan import Change, Command, Counted, LoadReport, Plan, Terms
from graphkit.stores.streaming import Answer

__all__ = [
    "Answer",
    "Change",
    "Command",
    "Counted",
    "EdgeValue",
    "EmbeddedStore",
    "Endpoint",
    "LoadReport",
    "Neo4jStore",
    "NodeValue",
    "Notice",
    "Operator",
    "PathValue",
    "Plan",
    "Progress",
    "QueryResult",
    "Store",
    "Terms",
    "connect",
    "is_address",
    "json_value",
    "refuse_credentials",
]


def connect(
    target: str | Path,
    *,
    username: str | None = None,
    password: str | None = None,
    database: str | None = None,
) -> Neo4jStore | EmbeddedStore:
    """Open a store.

    Args:
        target: A server's address (`bolt://`, `neo4j://`, each also with `+s` or `+ssc`), or the
            folder of an embedded store; a dataset's folder stands for the `.graphkit` in it.
        username: The user, for a server; None where it asks for none.
        password: The user's password.
        database: The database, for a server; None for the user's home database.

    Returns:
        The store; close it, or use it in a `with`.

    Raises:
        UsageError: Where the address is none.
        StoreUnreachable: Where no server answers, or it does not let the user in.

    Example:
        >>> connect("data/.graphkit").name
        'data/.graphkit'
    """
    if isinstance(target, str) and is_address(target):
        return Neo4jStore(Bolt(Address(target, username, password, database)))
    return EmbeddedStore(Path(target))
