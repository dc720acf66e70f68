"""Take a dataset out of a store again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from graphkit.errors import UsageError, did_you_mean
from graphkit.graph.graph import Graph
from graphkit.schema.model import Schema
from graphkit.schema.quoting import shown

if TYPE_CHECKING:
    from graphkit.stores.base import Progress, Store
    from graphkit.stores.neo4j.store import Neo4jStore
    from graphkit.stores.plan import LoadReport, Plan


def plan_unload(store: Store, dataset: str) -> Plan:
    """Return what would go with a dataset. Nothing is written.

    Args:
        store: The store; a Neo4j.
        dataset: The dataset's name.

    Raises:
        UsageError: Where the store does not hold it, or is an embedded one.
    """
    from graphkit.stores.plan import Terms

    shared = _holding(store, dataset)
    return shared.plan(_nothing(dataset), terms=Terms(sync=True))


def unload(
    store: Store,
    dataset: str,
    *,
    progress: Progress | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> LoadReport:
    """Take out of a store all that a dataset alone says there.

    What another dataset says, or others wrote, stays.

    Args:
        store: The store; a Neo4j.
        dataset: The dataset's name.
        progress: Called as it goes on.
        say: Told what a person should know at once.

    Raises:
        UsageError: Where the store does not hold it, or is an embedded one.
    """
    from graphkit.stores.plan import Terms

    shared = _holding(store, dataset)
    return shared.load(_nothing(dataset), terms=Terms(sync=True), progress=progress, say=say)


def _holding(store: Store, dataset: str) -> Neo4jStore:
    from graphkit.stores.neo4j.store import Neo4jStore

    if not isinstance(store, Neo4jStore):
        message = f"{store.name} is an embedded store, which holds one graph and nothing else."
        raise UsageError(message, "Remove its folder, or load another dataset into it.")
    there = store.datasets()
    if dataset not in there:
        message = f"{store.name} holds nothing of a dataset {shown(dataset)}."
        raise UsageError(message, did_you_mean(dataset, there))
    return store


def _nothing(dataset: str) -> Graph:
    """The graph of a dataset that says nothing any more."""
    return Graph(Schema("nothing"), name=dataset)
