"""The embedded store: a graph compiled into a folder, and queried over Bolt in this process."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import perf_counter
from typing import Final

from graphkit.errors import StoreError, UsageError
from graphkit.graph.graph import Graph
from graphkit.propertygraph.groups import EdgeGroup, NodeGroup, edge_groups, node_groups
from graphkit.schema.dump import schema_text
from graphkit.schema.model import Schema
from graphkit.stores.address import Address
from graphkit.stores.base import Held, Parameters, Progress, QueryResult
from graphkit.stores.bolt import Bolt
from graphkit.stores.closing import Closing
from graphkit.stores.embedded.access import Reader, new_reader, write_access
from graphkit.stores.embedded.compilation import compile_groups
from graphkit.stores.embedded.differences import refuse_differences, result_columns
from graphkit.stores.embedded.engine import (
    DATABASE,
    LOOPBACK,
    database_folder,
    listen,
    load_engine,
    new_database,
)
from graphkit.stores.embedded.folder import ELSEWHERE, FORMAT, Manifest, StoreFolder
from graphkit.stores.embedded.moments import moment_names
from graphkit.stores.embedded.seal import broken, ends_broken, take_seal
from graphkit.stores.operators import Operator
from graphkit.stores.plan import AS_IT_SAYS, Counted, LoadReport, Plan, Terms
from graphkit.stores.streaming import Answer

PORT: Final = 7687
_SERVER: Final = "server"


class Endpoint:
    """An open door to an embedded store: a Bolt server in this process, for readers.

    Attributes:
        uri: Its address, such as `bolt://127.0.0.1:7687`.
        reader: The user, who can only read.
    """

    def __init__(self, uri: str, reader: Reader, inside: Bolt, closing: ExitStack) -> None:
        self.uri = uri
        self.reader = reader
        self.bolt = inside
        self._closing = closing

    @property
    def username(self) -> str:
        """The user to log in as."""
        return self.reader.username

    @property
    def password(self) -> str:
        """The user's password, new each time."""
        return self.reader.password

    def close(self) -> None:
        """Close the door and let go of the store's folder. Closing twice is once."""
        self._closing.close()


class EmbeddedStore(Closing):
    """A graph in a folder, with nothing to install or to start.

    Args:
        path: The store's folder, or a dataset's, whose store stands in `.graphkit` within it.

    Example:
        >>> from graphkit.schema.load import parse_schema
        >>> schema, _ = parse_schema("{schema: s, version: 1.0.0, nodes: {City: {}}, edges: {}}")
        >>> graph = Graph(schema, name="cities")
        >>> graph.add_node("City", id="tirana")
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder, EmbeddedStore(Path(folder)) as store:
        ...     written = store.load(graph, checksum="abc").written
        ...     print(written, store.checksum(), store.query("MATCH (n:City) RETURN n.id").rows)
        1 abc (('tirana',),)
    """

    def __init__(self, path: Path) -> None:
        within = path / ".graphkit"
        self._folder = StoreFolder(within if (path / "dataset.yaml").exists() else path)
        self._door: Endpoint | None = None

    @property
    def name(self) -> str:
        """The folder, as shown to a person."""
        return str(self._folder.path)

    @property
    def path(self) -> Path:
        """The store's own folder."""
        return self._folder.path

    def dataset(self) -> str | None:
        """Return the name of the dataset that stands here; None where none stands."""
        manifest = self._folder.manifest()
        return manifest.dataset if manifest is not None else None

    def checksum(self) -> str | None:
        """Return the checksum given with the graph that stands here; None where none stands."""
        manifest = self._folder.manifest()
        return manifest.checksum if manifest is not None else None

    def beside(self) -> tuple[str, ...]:
        """Return the folders that were read with the dataset's, as paths from that one."""
        manifest = self._folder.manifest()
        return manifest.beside if manifest is not None else ()

    def held(self) -> Held | None:
        """Return what is known of the dataset that stands here; None where none stands."""
        manifest = self._folder.manifest()
        if manifest is None:
            return None
        return Held(manifest.dataset, manifest.schema, manifest.title, manifest.license)

    def plan(self, graph: Graph, *, terms: Terms = AS_IT_SAYS) -> Plan:
        """Refuse: a load replaces the whole graph. See `Store.plan`."""
        message = (
            f"{self.name} is an embedded store, which a load replaces whole: there is no plan."
        )
        raise UsageError(message, "Plans, --sync, --adopt and --verify are for a Neo4j.")

    def load(
        self,
        graph: Graph,
        *,
        terms: Terms = AS_IT_SAYS,
        progress: Progress | None = None,
        checksum: str | None = None,
        beside: Sequence[str] = (),
    ) -> LoadReport:
        """Compile `graph` beside the one that stands here, and replace that when it is complete.

        Where the same version of graphkit made what stands here from the same checksum, nothing
        is written.

        Args:
            graph: The graph.
            terms: No other than the usual ones: nothing of the older graph is left to sync.
            progress: Called as the load goes on.
            checksum: What `checksum` returns from then on.
            beside: What `beside` returns from then on.

        Returns:
            What was written: all of it, or nothing.

        Raises:
            Refused: Where the folder holds what graphkit did not write.
            StoreLocked: Where another process has the store open.
            StoreError: Where the engine fails, or is not there for this system.
        """
        if terms != AS_IT_SAYS:
            message = f"{self.name} is an embedded store, which a load replaces whole."
            raise UsageError(message, "--sync, --adopt and --verify are for a Neo4j.")
        started = perf_counter()
        load_engine()
        groups: list[NodeGroup | EdgeGroup] = [*node_groups(graph), *edge_groups(graph)]
        _check_names(graph.schema)
        self.close()
        self._folder.prepare()
        made = (graph.name, checksum, _own_version(), tuple(beside))
        with self._folder.loading():
            held = self._folder.manifest()
            is_current = checksum is not None and held is not None and self._holds(held, made)
            if not is_current:
                self._folder.sweep()
                self._compile(graph, groups, checksum, beside, progress)
            readers = self._folder.sweep()
        counts: dict[str, dict[str, Counted]] = {"node": {}, "edge": {}, "claim": {}, "link": {}}
        for group in groups:
            if height := group.frame.height:
                counted = Counted(unchanged=height) if is_current else Counted(created=height)
                counts[group.kind][group.type] = counted
        return LoadReport(
            store=self.name,
            nodes=counts["node"],
            edges=counts["edge"],
            claims=counts["claim"],
            links=counts["link"],
            notes=tuple(
                f"{reader[0].upper()}{reader[1:]} goes on answering from the older graph."
                for reader in readers
            ),
            elapsed=perf_counter() - started,
        )

    def _holds(self, held: Manifest, made: tuple[str, str | None, str, tuple[str, ...]]) -> bool:
        folder = database_folder(self._folder.path / held.graph)
        return held.made_from == made and broken(folder, held.seal) is None

    def _compile(
        self,
        graph: Graph,
        groups: Sequence[NodeGroup | EdgeGroup],
        checksum: str | None,
        beside: Sequence[str],
        progress: Progress | None,
    ) -> None:
        with self._folder.fresh_graph() as place:
            try:
                with new_database(place) as database:
                    compile_groups(database, graph.schema, groups, progress)
            except StoreError as error:
                message = f"{self.name} cannot be written: {error}"
                raise StoreError(message, ELSEWHERE) from error
            self._folder.replace(
                Manifest(
                    format=FORMAT,
                    graph=place.name,
                    dataset=graph.name,
                    checksum=checksum,
                    created=datetime.now(UTC).isoformat(timespec="seconds"),
                    graphkit=_own_version(),
                    seal=take_seal(database_folder(place)),
                    beside=tuple(beside),
                    schema=schema_text(graph.schema),
                    title=graph.title,
                    license=graph.license,
                )
            )

    @property
    def bolt(self) -> Bolt:
        """The connection, opened where it is not open yet, for internal questions."""
        if self._door is None:
            self._door = self._open(LOOPBACK, 0)
        return self._door.bolt

    def query(
        self, cypher: str, parameters: Parameters | None = None, *, timeout: float | None = None
    ) -> QueryResult:
        """Run a query that only reads. See `Store.query`.

        Raises:
            Refused: Where the query writes, or the engine would answer it otherwise than a Neo4j.
        """
        answer = self.stream(cypher, parameters, timeout=timeout)
        return QueryResult(answer.columns, answer.rows(), answer.notices)

    def stream(
        self, cypher: str, parameters: Parameters | None = None, *, timeout: float | None = None
    ) -> Answer:
        """Run a query that only reads; take its rows as they come. See `Store.stream`."""
        refuse_differences(cypher, parameters or {}, self._moments)
        answer = self.bolt.answer(cypher, parameters, timeout=timeout)
        if not answer.columns:
            # The engine names no columns where there are no rows.
            answer.columns = result_columns(cypher)
        return answer

    def explain(self, cypher: str, parameters: Parameters | None = None) -> Operator:
        """Return how the engine would go about a query, in its own words. See `Store.explain`."""
        refuse_differences(cypher, parameters or {}, self._moments)
        return self.bolt.plan("EXPLAIN", cypher, parameters)

    def profile(
        self, cypher: str, parameters: Parameters | None = None, *, timeout: float | None = None
    ) -> Operator:
        """Run a query and return how the engine went about it. See `Store.profile`."""
        refuse_differences(cypher, parameters or {}, self._moments)
        return self.bolt.plan("PROFILE", cypher, parameters, timeout=timeout)

    def _moments(self) -> frozenset[str]:
        held = self.held()
        return moment_names(held.schema_text if held is not None else "")

    def serve(self, host: str = LOOPBACK, port: int = PORT) -> Endpoint:
        """Open the store to drivers and tools, as a Bolt server that only reads.

        Args:
            host: The address to listen on.
            port: The port; 0 takes a free one.

        Returns:
            The open door, with its address, user and password.

        Raises:
            StoreLocked: Where another process has the store open.
            StoreError: Where there is no graph yet, or the port is taken.
        """
        self.close()
        self._door = self._open(host, port)
        return self._door

    def close(self) -> None:
        """Let go of the folder. Closing twice is once; the next query opens it again."""
        if self._door is not None:
            self._door.close()
            self._door = None

    def _open(self, host: str, port: int) -> Endpoint:
        load_engine()
        with ExitStack() as opening:
            held = opening.enter_context(self._folder.reading())
            graph = self._folder.path / held.graph
            if (differs := ends_broken(database_folder(graph), held.seal)) is not None:
                message = (
                    f"The graph in {self.name} is damaged: {differs} is not as it was written."
                )
                raise StoreError(message, "Load it again: graphkit load.")
            reader = new_reader()
            try:
                root = opening.enter_context(_server_folder(graph / _SERVER))
                write_access(root / "config", DATABASE, reader)
            except OSError as error:
                raise self._folder.cannot_open(error.strerror or str(error)) from error
            chosen = listen(graph, root, host, port, opening)
            inside = Address(f"bolt://{LOOPBACK}:{chosen}", reader.username, reader.password)
            bolt = Bolt(inside, quiet=False, naive_is_utc=True, shown=self.name)
            opening.callback(bolt.close)
            shown = f"[{host}]" if ":" in host else host
            return Endpoint(f"bolt://{shown}:{chosen}", reader, bolt, opening.pop_all())


@contextmanager
def _server_folder(folder: Path) -> Iterator[Path]:
    """Yield an empty folder for the engine's server, which nobody else may look into."""
    shutil.rmtree(folder, ignore_errors=True)  # a reader that was killed leaves it behind
    folder.mkdir(mode=0o700)
    (folder / "config").mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _check_names(schema: Schema) -> None:
    """The engine keeps node types and edge types in one list, under names without signs."""
    for name in schema.edges:
        if name in schema.nodes:
            message = f"{name} is a node type and an edge type; the embedded store needs two names."
            raise UsageError(
                message,
                "Rename one of them, or load into a Neo4j.",
            )
    for name in (*schema.nodes, *schema.edges):
        if not name.isidentifier():
            message = f"The embedded store has no type with the name {name!r}."
            raise UsageError(message)


def _own_version() -> str:
    try:
        return version("graphkit")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "unknown"
