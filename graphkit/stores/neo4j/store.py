"""A Graph in a Neo4j: what is there is compared first, and only what differs is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from time import perf_counter
from types import TracebackType
from typing import Any, Final, Self

import polars as pl

from graphkit.graph.graph import Graph
from graphkit.propertygraph.groups import NodeGroup
from graphkit.propertygraph.marks import HASH
from graphkit.propertygraph.marks import SAID as OWNED
from graphkit.propertygraph.rows import property_maps, slices
from graphkit.stores.base import Counted, LoadReport, Parameters, Progress, QueryResult
from graphkit.stores.bolt import Bolt, Statement
from graphkit.stores.neo4j import statements
from graphkit.stores.neo4j.acts import refuse_acts
from graphkit.stores.neo4j.comparison import Comparison, Difference, edge_rows
from graphkit.stores.neo4j.constraints import finish, planned, prepare
from graphkit.stores.neo4j.ownership import Change
from graphkit.stores.operators import Operator
from graphkit.stores.streaming import Answer

ROWS: Final = 5_000
"""Rows in one transaction: enough for speed, and little enough for a server of 512 MB."""


class Neo4jStore:
    """A graph in a Neo4j server.

    Args:
        bolt: The connection.

    Example:
        It needs a server, so it is not run::

            with graphkit.connect("bolt://localhost:7687") as store:
                store.load(graph)
                store.query("MATCH (n:Person) RETURN n.name")
    """

    def __init__(self, bolt: Bolt) -> None:
        self._bolt = bolt

    @property
    def name(self) -> str:
        """The server's address and the database, as shown to a person."""
        return self._bolt.name

    @property
    def version(self) -> str:
        """The server's version and edition, such as "5.26.30 community"."""
        return f"{self._bolt.server.version} {self._bolt.server.edition}"

    @property
    def bolt(self) -> Bolt:
        """The connection, for internal questions about many elements."""
        return self._bolt

    def query(
        self, cypher: str, parameters: Parameters | None = None, *, timeout: float | None = None
    ) -> QueryResult:
        """Run a query that only reads. See `Store.query`."""
        refuse_acts(self._bolt, cypher, parameters)
        return self._bolt.read(cypher, parameters, timeout=timeout)

    def stream(
        self, cypher: str, parameters: Parameters | None = None, *, timeout: float | None = None
    ) -> Answer:
        """Run a query that only reads; take its rows as they come. See `Store.stream`."""
        refuse_acts(self._bolt, cypher, parameters)
        return self._bolt.answer(cypher, parameters, timeout=timeout)

    def explain(self, cypher: str, parameters: Parameters | None = None) -> Operator:
        """Return how the server would go about a query. See `Store.explain`."""
        return self._bolt.plan("EXPLAIN", cypher, parameters)

    def profile(
        self, cypher: str, parameters: Parameters | None = None, *, timeout: float | None = None
    ) -> Operator:
        """Run a query and return how the server went about it. See `Store.profile`."""
        refuse_acts(self._bolt, cypher, parameters)
        return self._bolt.plan("PROFILE", cypher, parameters, timeout=timeout)

    def close(self) -> None:
        """Close the connection."""
        self._bolt.close()

    def __enter__(self) -> Self:
        """Return the store."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connection."""
        self.close()

    def holds_foreign_data(self, dataset: str) -> bool:
        """Tell whether a load of `dataset` would be its first, beside what others wrote.

        Others are people and other tools; what graphkit loaded of other datasets does not count.
        """
        if any(self._bolt.columns(statements.ANY_OF_DATASET, {"dataset": dataset})):
            return False
        return any(self._bolt.columns(statements.ANY_FOREIGN))

    def load(self, graph: Graph, *, progress: Progress | None = None) -> LoadReport:
        """Write what the database does not hold of `graph`, or holds otherwise.

        Everything is compared before anything is written. Each element carries the hash of what
        the dataset says of it, so loading the same graph again writes nothing.

        Args:
            graph: The graph; its `name` is the dataset's.
            progress: Called as the load goes on.

        Returns:
            What was written, and what stood there already.

        Raises:
            Refused: Where an element is there that graphkit did not write, or that another
                dataset says otherwise. Nothing was written then.
            StoreError: Where the server fails.
        """
        started = perf_counter()
        preparation = planned(self._bolt, graph)
        prepare(self._bolt, preparation)
        differences, stale = Comparison(self._bolt, graph).differences()
        total = sum(difference.counted.written for difference in differences)
        done = 0
        # What changed claims leave behind goes first, so that no edge stands twice meanwhile.
        for difference in differences:
            for batch in _removals(difference, graph.name):
                self._bolt.write(batch)
        for difference in differences:
            for batch, rows in _writes(difference, graph.name):
                self._bolt.write(batch)
                done += rows
                if progress is not None:
                    progress(difference.group.type, done, total)
        found: dict[str, dict[str, Counted]] = {"node": {}, "edge": {}, "claim": {}, "link": {}}
        for difference in differences:
            if difference.counted.total:
                found[difference.group.kind][difference.group.type] = difference.counted
        return LoadReport(
            store=self.name,
            nodes=found["node"],
            edges=found["edge"],
            claims=found["claim"],
            links=found["link"],
            removed=sum(difference.gone.height for difference in differences),
            stale=stale,
            notes=tuple(finish(self._bolt, preparation)),
            elapsed=perf_counter() - started,
        )


def _removals(difference: Difference, dataset: str) -> Iterator[list[Statement]]:
    group = difference.group
    if isinstance(group, NodeGroup):
        return
    for part in slices(difference.gone, ROWS):
        parameters = {"dataset": dataset, "rows": edge_rows(group, part)}
        yield [(statements.remove_edges(group), parameters)]


def _writes(difference: Difference, dataset: str) -> Iterator[tuple[list[Statement], int]]:
    """Yield what to run in one transaction after the other, and how many elements each writes."""
    group = difference.group
    merge = (
        statements.merge_nodes(group)
        if isinstance(group, NodeGroup)
        else statements.merge_edges(group)
    )
    for part in slices(difference.fresh, ROWS):
        rows = _rows(difference, part, property_maps(part, group.properties))
        for row, digest, owned in zip(rows, part[HASH], part[OWNED], strict=True):
            row.update(h=digest, o=owned)
        yield [(merge, {"dataset": dataset, "rows": rows})], part.height
    for offset, part in enumerate(slices(difference.changed, ROWS)):
        changes = difference.changes[offset * ROWS : offset * ROWS + part.height]
        yield list(_updates(difference, part, changes)), part.height


def _updates(
    difference: Difference, part: pl.DataFrame, changes: Sequence[Change]
) -> Iterator[Statement]:
    """Yield a statement for each set of labels to take off."""
    group = difference.group
    rows = _rows(difference, part, [dict(change.properties) for change in changes])
    for row, change in zip(rows, changes, strict=True):
        row.update(d=change.datasets, h=change.hashes, o=change.owned)
    paired = sorted(zip(changes, rows, strict=True), key=lambda pair: pair[0].without)
    for without, pairs in groupby(paired, key=lambda pair: pair[0].without):
        if isinstance(group, NodeGroup):
            merge = statements.merge_nodes(group, without=without, shared=True)
        else:
            merge = statements.merge_edges(group, shared=True)
        yield merge, {"rows": [row for _, row in pairs]}


def _rows(
    difference: Difference, part: pl.DataFrame, properties: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    group = difference.group
    if isinstance(group, NodeGroup):
        return [{"id": name, "p": p} for name, p in zip(part["id"], properties, strict=True)]
    ends = edge_rows(group, part)
    return [{**row, "p": p} for row, p in zip(ends, properties, strict=True)]
