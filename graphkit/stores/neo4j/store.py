"""A Graph in a Neo4j: what is there is compared first, and only what differs is written."""

from __future__ import annotations

from graphkit.graph.graph import Graph
from graphkit.stores.base import Parameters, Progress, QueryResult
from graphkit.stores.bolt import Bolt
from graphkit.stores.closing import Closing
from graphkit.stores.neo4j import statements
from graphkit.stores.neo4j.acts import refuse_acts
from graphkit.stores.neo4j.ledger import Say
from graphkit.stores.neo4j.loading import prepare_load, run_load
from graphkit.stores.operators import Operator
from graphkit.stores.plan import AS_IT_SAYS, LoadReport, Plan, Terms
from graphkit.stores.streaming import Answer


class Neo4jStore(Closing):
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

    def holds_foreign_data(self, dataset: str) -> bool:
        """Tell whether a load of `dataset` would be its first, beside what others wrote.

        Others are people and other tools; what graphkit loaded of other datasets does not count.
        """
        if any(self._bolt.columns(statements.ANY_OF_DATASET, {"dataset": dataset})):
            return False
        return any(self._bolt.columns(statements.ANY_FOREIGN))

    def datasets(self) -> list[str]:
        """Return the names of the datasets that say something here, sorted."""
        return sorted(self._bolt.columns(statements.NODES_OF_DATASETS)[0])

    def plan(self, graph: Graph, *, terms: Terms = AS_IT_SAYS) -> Plan:
        """Say what a load would do. It reads, in read mode, and writes nothing.

        Args:
            graph: The graph; its `name` is the dataset's.
            terms: What the load may do.

        Returns:
            What would become of each element.

        Raises:
            Refused: Where a constraint or an index that is there is in the way.
            StoreError: Where the server fails.
        """
        return prepare_load(self._bolt, graph, terms).plan

    def load(
        self,
        graph: Graph,
        *,
        terms: Terms = AS_IT_SAYS,
        progress: Progress | None = None,
        checksum: str = "",
        say: Say = lambda _: None,
    ) -> LoadReport:
        """Write what the database does not hold of `graph`, or holds otherwise.

        Everything is compared before anything is written, as `plan` does. Each element carries the
        hash of what the dataset says of it, so loading the same graph again writes no data.

        Args:
            graph: The graph; its `name` is the dataset's.
            terms: What the load may do.
            progress: Called as the load goes on.
            checksum: The checksum of what the graph was read from, for the ledger.
            say: Told what a person should know at once, such as whom the load waits for.

        Returns:
            What was written, and what stood there already.

        Raises:
            Refused: Where an element is there that graphkit did not write, or that another
                dataset says otherwise, and where another load of the dataset is at it. Nothing
                was written then.
            StoreError: Where the server fails.
        """
        return run_load(self._bolt, graph, terms, checksum=checksum, progress=progress, say=say)
