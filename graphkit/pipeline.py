"""The verbs: read, check, build, load, query, view. Each is one step of the way of the data."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import DataError, Problem, UsageError, did_you_mean
from graphkit.graph.dataset import Dataset
from graphkit.graph.filters import NO_FILTER, Filter
from graphkit.graph.graph import Graph as PlainGraph
from graphkit.readers.folder import read, schema_path
from graphkit.schema.load import load_schema
from graphkit.validation import check as validation
from graphkit.validation.check import check

if TYPE_CHECKING:
    import networkx as nx
    from pyvis.network import Network

    from graphkit.queries import SavedQuery
    from graphkit.stores.base import LoadReport, Progress, QueryResult, Store
    from graphkit.stores.embedded import EmbeddedStore

__all__ = [
    "Graph",
    "Target",
    "build",
    "check",
    "connect",
    "examine",
    "find_dataset",
    "find_schema",
    "find_target",
    "found_ids",
    "holds_other_data",
    "load_dataset",
    "load_schema",
    "open_current",
    "open_embedded",
    "open_target",
    "query_in_file",
    "read",
    "read_store",
    "saved_queries",
    "saved_query",
    "wait_for_interrupt",
    "write_page",
]

STORE_FOLDER = ".graphkit"
"""The embedded store's folder, in the dataset's."""


class Graph(PlainGraph):
    """A Graph that knows its ways out: to networkx, to pyvis, and into a notebook."""

    def to_networkx(
        self, filter: Filter = NO_FILTER, *, as_of: date | str | None = None
    ) -> nx.MultiDiGraph:
        """Return the graph as a networkx MultiDiGraph, keyed by edge id.

        Args:
            filter: Which claims become edges.
            as_of: A day, also as ISO text, in place of the filter's.

        Raises:
            UsageError: Where the day is none, or the filter names what is not there.
        """
        from dataclasses import replace

        from graphkit.analysis.convert import to_networkx

        if as_of is not None:
            filter = replace(filter, as_of=_day(as_of))
        return to_networkx(self, filter)

    def to_pyvis(self) -> Network:
        """Return the graph as a pyvis Network, laid out, for people who want to go on from it."""
        from graphkit.views import to_pyvis

        return to_pyvis(self)

    def _repr_html_(self) -> str:
        from graphkit.views import render_page

        page = html.escape(render_page(self), quote=True)
        style = "width:100%;height:640px;border:0"
        return f'<iframe sandbox="allow-scripts" style="{style}" srcdoc="{page}"></iframe>'


def _day(value: date | str) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        message = f'"{value}" is no day written as 2013-01-01.'
        raise UsageError(message) from None


def build(dataset: Dataset) -> Graph:
    """Return the Graph of a dataset.

    Raises:
        DataError: Where the dataset has errors; with every Problem.
    """
    return validation.build(dataset, Graph)


def examine(dataset: Dataset) -> tuple[list[Problem], Graph]:
    """Return the Graph of a dataset with its warnings.

    Raises:
        DataError: Where the dataset has errors; with every Problem.
    """
    problems, graph = validation.examine(dataset, Graph)
    if graph is None:
        raise DataError(problems)
    return problems, graph


def write_page(
    graph: PlainGraph,
    path: str | Path,
    *,
    filter: Filter = NO_FILTER,
    title: str | None = None,
    focus: str | None = None,
    hops: int = 1,
    only: frozenset[str] | None = None,
) -> Path:
    """Write a graph as one interactive HTML file that needs no network.

    Args:
        graph: The graph.
        path: The file. It may replace a page that graphkit wrote, and nothing else.
        filter: Which claims become edges.
        title: The page's headline; the dataset's title where none is given.
        focus: The id of a node; then only what is near it is shown.
        hops: How far from it.
        only: The ids of the nodes and claims to show; all where None.

    Returns:
        The file.

    Raises:
        Refused: Where another file is there already.
        UsageError: Where there is no such node.
    """
    from graphkit.views import write_page as write

    return write(graph, Path(path), filter=filter, title=title, focus=focus, hops=hops, only=only)


# --- datasets and stores --------------------------------------------------------------------------


def find_dataset(folder: str | Path | None = None) -> Path:
    """Return the dataset folder that is meant.

    Args:
        folder: The folder given; without one `data`, else the current folder.

    Raises:
        UsageError: Where none is given and neither holds a `dataset.yaml`.
    """
    if folder is not None:
        return Path(folder)
    for candidate in (Path("data"), Path()):
        if (candidate / "dataset.yaml").is_file():
            return candidate
    message = "There is no dataset here: neither data/dataset.yaml nor dataset.yaml."
    raise UsageError(message, "Name its folder, or make one with `graphkit init FOLDER`.")


def find_schema(given: str | Path | None = None) -> Path:
    """Return the schema file that is meant: the one named, or that of a dataset.

    Raises:
        UsageError: Where there is none.
    """
    if given is not None and Path(given).is_file():
        return Path(given)
    return schema_path(find_dataset(given))


@dataclass(frozen=True)
class Target:
    """Where a graph goes or comes from: a Neo4j, or the folder of an embedded store.

    Attributes:
        address: The server's URI, or the store's folder.
        is_server: Whether it is a server.
        username: The name to log in with, for a server; None where it has no authentication.
        password: The password; never shown.
        database: The server's database; None for its default.
    """

    address: str
    is_server: bool
    username: str | None = None
    password: str | None = None
    database: str | None = None

    def __repr__(self) -> str:
        return f"<Target {self.address}>"


def find_target(given: str | None, data: Path | None, environment: Mapping[str, str]) -> Target:
    """Return the store that is meant.

    Args:
        given: A URI or a folder; without one the environment's server, else the embedded store of
            the dataset.
        data: The dataset's folder; may be None where a store is given.
        environment: The variables NEO4J_URI, NEO4J_USERNAME (or NEO4J_USER), NEO4J_PASSWORD and
            NEO4J_DATABASE.
    """
    from graphkit.stores import is_address

    address = given or environment.get("NEO4J_URI") or str((data or Path()) / STORE_FOLDER)
    if not is_address(address):
        return Target(address, is_server=False)
    username = environment.get("NEO4J_USERNAME") or environment.get("NEO4J_USER")
    return Target(
        address,
        is_server=True,
        username=username or None,
        password=environment.get("NEO4J_PASSWORD") or None,
        database=environment.get("NEO4J_DATABASE") or None,
    )


def connect(
    target: str | Path,
    *,
    username: str | None = None,
    password: str | None = None,
    database: str | None = None,
) -> Store:
    """Open a store.

    Args:
        target: A Neo4j address such as `bolt://localhost:7687`, or the folder of an embedded store.
        username: The name to log in with; None where the server has no authentication.
        password: Its password.
        database: The server's database; None for its default.

    Returns:
        The store; a context manager that closes it.

    Raises:
        StoreUnreachable: Where there is no way in.
        StoreLocked: Where another process holds the embedded store.
    """
    from graphkit.stores import connect as open_store

    return open_store(target, username=username, password=password, database=database)


def open_target(target: Target) -> Store:
    """Open the store that a target names."""
    return connect(
        target.address,
        username=target.username,
        password=target.password,
        database=target.database,
    )


def read_store(target: Target, folder: Path) -> Graph:
    """Return the graph that the dataset of a folder put into a store.

    Raises:
        DataError: Where the dataset's settings or schema cannot be read.
        StoreError: Where the store holds none of it.
    """
    from graphkit.stores.reading import read_graph

    dataset = read(folder)
    if not dataset.schema_is_usable:
        raise DataError(dataset.problems)
    with open_target(target) as store:
        return read_graph(store, dataset.schema, dataset.name, Graph)


def load_dataset(
    store: Store, graph: PlainGraph, checksum: str, *, progress: Progress | None = None
) -> LoadReport:
    """Load a graph; an embedded store also remembers the checksum of what it was made from."""
    from graphkit.stores.embedded import EmbeddedStore

    if isinstance(store, EmbeddedStore):
        return store.load(graph, progress=progress, checksum=checksum)
    return store.load(graph, progress=progress)


def holds_other_data(store: Store, graph: PlainGraph) -> bool:
    """Return whether a load would add to what people, tools or other datasets put into a server."""
    from graphkit.stores.neo4j import Neo4jStore

    return isinstance(store, Neo4jStore) and store.holds_foreign_data(graph.name)


def open_current(
    target: Target, folder: Path | None, say: Callable[[str], None] = lambda _: None
) -> Store:
    """Open a store to ask it something; an embedded one is made anew first where it is stale.

    Args:
        target: The store.
        folder: The dataset's folder; None where only the store is known.
        say: Told what is made anew.

    Raises:
        DataError: Where it would have to be made anew and the dataset has errors.
    """
    from graphkit.stores.embedded import EmbeddedStore

    store = open_target(target)
    if isinstance(store, EmbeddedStore):
        own = Path(target.address).absolute().parent
        folder = own if folder is None and (own / "dataset.yaml").is_file() else folder
        if folder is not None:
            _refresh(store, folder, say)
    return store


def open_embedded(folder: Path, say: Callable[[str], None] = lambda _: None) -> EmbeddedStore:
    """Open the embedded store of a dataset's folder, made anew first where it is stale."""
    from graphkit.stores.embedded import EmbeddedStore

    store = EmbeddedStore(folder / STORE_FOLDER)
    _refresh(store, folder, say)
    return store


def _refresh(store: EmbeddedStore, folder: Path, say: Callable[[str], None]) -> None:
    dataset = read(folder)
    before = store.checksum()
    if before == dataset.checksum:
        return
    _, graph = examine(dataset)
    why = "is new" if before is None else "has changed since it was loaded"
    say(f"{folder} {why}: loading it into {store.name}")
    store.load(graph, checksum=dataset.checksum)


# --- saved queries --------------------------------------------------------------------------------


def saved_queries(folder: Path | None) -> dict[str, SavedQuery]:
    """Return the saved queries of a dataset by name; the sound ones where others have faults."""
    from graphkit.queries import find_queries

    return find_queries(folder)[0]


def saved_query(name: str, folder: Path | None) -> SavedQuery:
    """Return a saved query of a dataset.

    Raises:
        DataError: Where it has faults.
        UsageError: Where there is none of that name.
    """
    from graphkit.queries import find_queries

    queries, problems = find_queries(folder)
    if name in queries:
        return queries[name]
    own = [problem for problem in problems if Path(problem.file).stem == name]
    if own:
        raise DataError(own)
    message = f'There is no saved query "{name}".'
    raise UsageError(message, did_you_mean(name, list(queries)) or "`graphkit query --list`.")


def query_in_file(file: Path) -> SavedQuery:
    """Return the query that a file holds.

    Raises:
        DataError: Where it has faults; a missing description is none here.
    """
    from graphkit.queries import read_query

    query, problems = read_query(file)
    if query is None:
        raise DataError(problems)
    return query


def found_ids(answer: QueryResult, graph: PlainGraph) -> frozenset[str]:
    """Return the ids of nodes and claims that an answer speaks of.

    Nodes, edges and paths in it count, and every text that is the id of a node or a claim.
    """
    from graphkit.stores.base import json_value

    known = {*graph.node_table()["id"], *graph.claim_table()["id"]}
    found: set[str] = set()
    waiting: list[object] = [json_value(value) for row in answer.rows for value in row]
    while waiting:
        match waiting.pop():
            case str(text) if text in known:
                found.add(text)
            case dict(mapping):
                waiting += [mapping["id"]] if "id" in mapping else mapping.values()
            case list(items):
                waiting += items
    return frozenset(found)


def wait_for_interrupt() -> None:
    """Wait until somebody presses Ctrl-C, or ends the process politely."""
    import signal
    import threading

    stopped = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopped.set())
    stopped.wait()
