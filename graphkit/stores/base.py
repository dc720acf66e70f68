"""What every store can do, and the plain values it answers with."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from math import isfinite, isnan
from types import TracebackType
from typing import Any, Protocol, Self

from graphkit.graph.graph import Graph
from graphkit.stores.notices import Notice
from graphkit.stores.operators import Operator
from graphkit.stores.plan import AS_IT_SAYS, LoadReport, Plan, Terms
from graphkit.stores.streaming import Answer

Progress = Callable[[str, int, int], None]
"""Called with what is being written, how much of it is done, and how much there is in all."""

Parameters = Mapping[str, Any]


@dataclass(frozen=True)
class Held:
    """What a store keeps of a dataset, beside its nodes and edges.

    Attributes:
        dataset: Its name.
        schema_text: The text of its schema; empty where the store does not have it.
        title: Its title for people.
        license: The license of its data.
        state: "complete", or "running" or "failed" where its last load did not end.
    """

    dataset: str
    schema_text: str = ""
    title: str = ""
    license: str = ""
    state: str = "complete"


@dataclass(frozen=True)
class NodeValue:
    """A node in an answer.

    Attributes:
        id: Its `id` in the graph; the store's own where it has none.
        labels: Its labels, sorted.
        properties: Its properties, without what a load keeps beside them.
    """

    id: str
    labels: tuple[str, ...]
    properties: Mapping[str, Any]


@dataclass(frozen=True)
class EdgeValue:
    """An edge in an answer.

    Attributes:
        id: Its `id` in the graph; the store's own where it has none.
        type: Its type.
        source: The id of the node it goes out from: the store's own where the answer does not
            hold that node.
        target: The same for the node it goes to.
        properties: Its properties, without what a load keeps beside them.
    """

    id: str
    type: str
    source: str
    target: str
    properties: Mapping[str, Any]


@dataclass(frozen=True)
class PathValue:
    """A path in an answer: one node more than edges.

    Attributes:
        nodes: Its nodes, in order.
        edges: Its edges, in order; each may be walked against its direction.
    """

    nodes: tuple[NodeValue, ...]
    edges: tuple[EdgeValue, ...]


@dataclass(frozen=True)
class QueryResult:
    """The answer to a query.

    Values are plain: None, bool, int, float, str, bytes, date, time and datetime (aware where the
    store keeps a zone), lists, dicts, and `NodeValue`, `EdgeValue`, `PathValue`. Text stands for
    what Python has no class for: durations and what is finer than a microsecond in ISO 8601,
    points in extended WKT, such as `SRID=4326;POINT(19.8 41.3)`. A vector is a list of numbers.

    Attributes:
        columns: The names of the columns.
        rows: One tuple a row, in the order of the store.
        notices: What the store remarks on the query, such as a label that nothing has; answers are
            equal whatever it is.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    notices: tuple[Notice, ...] = field(default=(), compare=False)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return each row as a dict by column.

        Example:
            >>> QueryResult(("a", "b"), ((1, 2),)).to_dicts()
            [{'a': 1, 'b': 2}]
        """
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


class Store(Protocol):
    """A database that holds a Graph. A context manager: leaving it closes the store."""

    @property
    def name(self) -> str:
        """The store, as shown to a person: an address or a folder, never a password."""

    def plan(self, graph: Graph, *, terms: Terms = AS_IT_SAYS) -> Plan:
        """Say what a load would do, without doing it.

        Args:
            graph: The graph.
            terms: What the load may do.

        Raises:
            UsageError: Where the store is replaced whole by every load.
            StoreError: Where the store fails.
        """

    def load(
        self, graph: Graph, *, terms: Terms = AS_IT_SAYS, progress: Progress | None = None
    ) -> LoadReport:
        """Make the store hold `graph`.

        Args:
            graph: The graph.
            terms: What the load may do.
            progress: Called as the load goes on.

        Returns:
            What was written and what already stood there.

        Raises:
            UsageError: Where the store is replaced whole by every load, and knows no terms.
            Refused: Where that would overwrite what graphkit did not write.
            StoreError: Where the store fails.
        """

    def query(
        self, cypher: str, parameters: Parameters | None = None, *, timeout: float | None = None
    ) -> QueryResult:
        """Run a query that only reads.

        Args:
            cypher: The query.
            parameters: Values for its `$names`.
            timeout: Seconds after which it is ended; None for the store's own limit, if any.

        Returns:
            All of its rows.

        Raises:
            Refused: Where the query writes, or this store would answer it differently.
            QueryError: Where the store cannot run it.
            StoreError: Where the store fails, or the time is over.
        """

    def stream(
        self, cypher: str, parameters: Parameters | None = None, *, timeout: float | None = None
    ) -> Answer:
        """Run a query that only reads, and take its rows in batches, as they come.

        Memory stays flat, however many rows there are. Arguments and errors are those of `query`;
        a store may also fail in the midst of the rows.
        """

    def explain(self, cypher: str, parameters: Parameters | None = None) -> Operator:
        """Return how the store would go about a query, which is not run."""

    def profile(
        self, cypher: str, parameters: Parameters | None = None, *, timeout: float | None = None
    ) -> Operator:
        """Run a query that only reads, drop its rows, and return how the store went about it."""

    def close(self) -> None:
        """Let go of the store. Closing twice is once."""

    def __enter__(self) -> Self:
        """Return the store."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store."""


def json_value(value: object) -> object:
    """Return a value of an answer as what JSON can hold.

    Dates and times become ISO 8601 text, with the name of a zone in brackets behind it where it
    has one; bytes become base64, and numbers that are none `"NaN"`, `"Infinity"`, `"-Infinity"`. A
    node becomes `{"id", "labels", "properties"}`, an edge
    `{"id", "type", "source", "target", "properties"}`, a path `{"nodes", "edges"}`.

    Example:
        >>> json_value(NodeValue("a", ("Entity",), {"born": date(1950, 1, 2)}))
        {'id': 'a', 'labels': ['Entity'], 'properties': {'born': '1950-01-02'}}
        >>> json_value([b"abc", float("inf")])
        ['YWJj', 'Infinity']
    """
    match value:
        case NodeValue():
            return {
                "id": value.id,
                "labels": list(value.labels),
                "properties": json_value(value.properties),
            }
        case EdgeValue():
            return {
                "id": value.id,
                "type": value.type,
                "source": value.source,
                "target": value.target,
                "properties": json_value(value.properties),
            }
        case PathValue():
            return {
                "nodes": [json_value(node) for node in value.nodes],
                "edges": [json_value(edge) for edge in value.edges],
            }
        case Mapping():
            return {str(key): json_value(item) for key, item in value.items()}
        case list() | tuple():
            return [json_value(item) for item in value]
        case datetime() | date() | time():
            return moment_text(value)
        case bytes():
            return b64encode(value).decode("ascii")
        case float() if not isfinite(value):
            return "NaN" if isnan(value) else "Infinity" if value > 0 else "-Infinity"
        case _:
            return value


def moment_text(moment: date | time) -> str:
    """Return a day, a time of day or a moment as text.

    Example:
        >>> from zoneinfo import ZoneInfo
        >>> moment_text(datetime(2014, 5, 1, 12, 30, tzinfo=ZoneInfo("Europe/Berlin")))
        '2014-05-01T12:30:00+02:00[Europe/Berlin]'
    """
    zone = zone_name(moment)
    return f"{moment.isoformat()}[{zone}]" if zone not in (None, "UTC") else moment.isoformat()


def zone_name(moment: date | time) -> str | None:
    """Return the name of a moment's zone; None where it has an offset alone, or no zone.

    Example:
        >>> from datetime import UTC
        >>> zone_name(datetime(2014, 5, 1, tzinfo=UTC)), zone_name(date(2014, 5, 1))
        ('UTC', None)
    """
    zone = getattr(moment, "tzinfo", None)
    if zone is UTC:
        return "UTC"
    return getattr(zone, "key", None) or getattr(zone, "zone", None)
