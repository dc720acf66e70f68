"""What a server remembers of the loads into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.errors import UsageError
from graphkit.pipeline.storage import Target, open_target

if TYPE_CHECKING:
    from graphkit.stores.neo4j.records import LoadRecord


def recorded_loads(target: Target, dataset: str | None = None) -> list[LoadRecord]:
    """Return the loads that a database remembers, the newest first.

    Args:
        target: A Neo4j.
        dataset: The dataset whose loads are meant; None for those of all.

    Raises:
        UsageError: Where the target is the folder of an embedded store.
        StoreError: Where the server fails.
    """
    from graphkit.stores.neo4j.records import loads
    from graphkit.stores.neo4j.store import Neo4jStore

    if not target.is_server:
        message = f"{target.address} is an embedded store, which is what its last load made it."
        raise UsageError(message, "Name a Neo4j: --to bolt://localhost:7687, or NEO4J_URI.")
    with open_target(target) as store:
        assert isinstance(store, Neo4jStore)
        return loads(store.bolt, dataset)
