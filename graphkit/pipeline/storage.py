"""Load, open, read back: between a Graph and a store."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import Refused, UsageError
from graphkit.graph.dataset import Dataset
from graphkit.graph.graph import Graph
from graphkit.pipeline.datasets import examine
from graphkit.readers.folder import read

if TYPE_CHECKING:
    from graphkit.stores.base import Progress, Store
    from graphkit.stores.embedded.store import EmbeddedStore
    from graphkit.stores.plan import LoadReport, Plan, Summary, Terms

STORE_FOLDER = ".graphkit"
"""The embedded store's folder, in the dataset's."""

_HELD = " held back: "
"""What follows the checksum of a dataset of which rows were held back, before their number."""


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

    Raises:
        UsageError: Where an address holds what may be a password.
    """
    from graphkit.stores import is_address, refuse_credentials

    address = given or environment.get("NEO4J_URI") or str((data or Path()) / STORE_FOLDER)
    if not is_address(address):
        return Target(address, is_server=False)
    refuse_credentials(address)
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


def load_dataset(
    store: Store,
    graph: Graph,
    dataset: Dataset,
    *,
    held: int = 0,
    terms: Terms | None = None,
    progress: Progress | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> LoadReport:
    """Load the graph of a dataset; a store also remembers what it was made from.

    Args:
        store: The store.
        graph: The graph of the dataset, or of what is sound of it.
        dataset: The whole dataset.
        held: How many of its rows and files were held back.
        terms: What the load may do, beyond writing what the dataset says.
        progress: Called as the load goes on.
        say: Told what a person should know at once.

    Raises:
        Refused: Where what is held back would be taken out, and where the store refuses.
    """
    from graphkit.stores.embedded.store import EmbeddedStore
    from graphkit.stores.neo4j.store import Neo4jStore
    from graphkit.stores.plan import AS_IT_SAYS

    terms = terms or AS_IT_SAYS
    _refuse_lost(held, terms)
    checksum = f"{dataset.checksum}{_HELD}{held}" if held else dataset.checksum
    # one built in code has no checksum to be known again by
    known = checksum if dataset.checksum else None
    if isinstance(store, EmbeddedStore):
        beside = _paths_beside(dataset)
        return store.load(graph, terms=terms, progress=progress, checksum=known, beside=beside)
    if isinstance(store, Neo4jStore):
        report = store.load(graph, terms=terms, progress=progress, checksum=known or "", say=say)
        return replace(report, notes=(*report.notes, *_withheld(dataset, report)))
    return store.load(graph, terms=terms, progress=progress)


def plan_dataset(
    store: Store, graph: Graph, dataset: Dataset, *, terms: Terms | None = None
) -> Plan:
    """Return what a load of a dataset would change in a store. Nothing is written.

    Raises:
        UsageError: Where the store is replaced whole by every load.
    """
    from graphkit.stores.plan import AS_IT_SAYS

    plan = store.plan(graph, terms=terms or AS_IT_SAYS)
    return replace(plan, notes=(*plan.notes, *_withheld(dataset, plan)))


def _refuse_lost(held: int, terms: Terms) -> None:
    """Refuse to take out what is only held back."""
    if held and terms.sync:
        message = f"{held:,} rows and files are held back, and --sync would take out what they say."
        raise Refused(message, "Mend them first, or load without --sync. Nothing was loaded.")


def _withheld(dataset: Dataset, summary: Summary) -> list[str]:
    """Say that what a dataset withholds may still stand in a store, from an earlier load."""
    if not dataset.redact or not summary.total.stale:
        return []
    return [
        "What an earlier load wrote stays, perhaps also what the dataset now withholds: "
        "--sync takes it out."
    ]


def _paths_beside(dataset: Dataset) -> list[str]:
    """Return the folders read with a dataset's first, as paths from that one where there are."""
    if dataset.folder is None:
        return []
    root, paths = dataset.folder.resolve(), []
    for folder in dataset.beside:
        try:
            paths.append(Path(os.path.relpath(folder.resolve(), root)).as_posix())
        except ValueError:  # on another drive of Windows
            paths.append(folder.resolve().as_posix())
    return paths


def folders_beside(store: EmbeddedStore, folder: Path) -> list[Path]:
    """Return the folders that a store was made of beside a dataset's own.

    Raises:
        UsageError: Where one of them is gone.
    """
    found = []
    for path in store.beside():
        real = folder.resolve() / path
        near = Path(os.path.normpath(folder / path))
        place = near if near.resolve() == real.resolve() else real.resolve()
        if not place.is_dir():
            message = f"{store.name} was made of {folder} and {place}, which is not there."
            hint = f"Bring it back, or load without it: graphkit load {shlex.quote(str(folder))}."
            raise UsageError(message, hint)
        found.append(place)
    return found


def holds_other_data(store: Store, graph: Graph) -> bool:
    """Return whether a load would add to what people, tools or other datasets put into a server."""
    from graphkit.stores.neo4j.store import Neo4jStore

    return isinstance(store, Neo4jStore) and store.holds_foreign_data(graph.name)


def open_current(target: Target, say: Callable[[str], None] = lambda _: None) -> Store:
    """Open a store to ask it something.

    The embedded store of a dataset's own folder is made anew first where it is stale, of all the
    folders that it was made of. Any other store is asked as it stands: queries never change what
    somebody loaded.

    Args:
        target: The store.
        say: Told what is made anew.

    Raises:
        DataError: Where it would have to be made anew and the dataset has errors.
        Refused: Where a dataset's own store holds another dataset.
        UsageError: Where a folder that the store was made of is gone.
    """
    from graphkit.stores.embedded.store import EmbeddedStore

    store = open_target(target)
    if isinstance(store, EmbeddedStore):
        folder = store.path.absolute().parent
        if store.path.name == STORE_FOLDER and (folder / "dataset.yaml").is_file():
            _refresh(store, store.path.parent, say)
    return store


def open_embedded(folder: Path, say: Callable[[str], None] = lambda _: None) -> EmbeddedStore:
    """Open the embedded store of a dataset's folder, made anew first where it is stale."""
    from graphkit.stores.embedded.store import EmbeddedStore

    store = EmbeddedStore(folder / STORE_FOLDER)
    _refresh(store, folder, say)
    return store


def _refresh(store: EmbeddedStore, folder: Path, say: Callable[[str], None]) -> None:
    dataset = read(folder, *folders_beside(store, folder))
    checksum, _, held_back = (store.checksum() or "").partition(_HELD)
    if checksum == dataset.checksum:
        if held_back:
            check_it = shlex.join(["graphkit", "check", *map(str, (folder, *dataset.beside))])
            what = "row or file" if held_back == "1" else "rows and files"
            say(f"Without {held_back} {what} held back: `{check_it}` says why.")
        return
    held = store.dataset()
    if held not in (None, dataset.name):
        message = f"{store.name} holds the dataset {held}, not {dataset.name}."
        raise Refused(
            message, f"To put {dataset.name} there: graphkit load {shlex.quote(str(folder))}."
        )
    _, graph = examine(dataset)
    why = "is new" if held is None else "has changed since it was loaded"
    whole = " with ".join(map(str, (folder, *dataset.beside)))
    say(f"{whole} {why}: loading it into {store.name}")
    load_dataset(store, graph, dataset)


def wait_for_interrupt() -> None:
    """Wait until somebody presses Ctrl-C, or ends the process politely."""
    import signal
    import threading

    stopped = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopped.set())
    stopped.wait()
