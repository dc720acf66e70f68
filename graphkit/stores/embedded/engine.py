"""ArcadeDB, the engine of the embedded store. This is the one module that knows it."""

from __future__ import annotations

import json
import os
import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import polars as pl

from graphkit.errors import StoreError, printable
from graphkit.stores.embedded.rowtext import json_array, json_strings

DATABASE: Final = "neo4j"
"""The database's name: the one that Neo4j's tools ask for where nobody says another."""

LOOPBACK: Final = "127.0.0.1"

_TRIES: Final = 5
"""How often a free port is looked for: between looking and listening another may take it."""


class Batch:
    """A load of rows in bulk.

    Rows go over as JSON text, by the entry that the engine's own package uses. The package's
    `create_vertices` and `new_edges` take maps, which they walk twice before they write the same
    text of them: that takes about as long as all that the engine does with it. The version of the
    engine is pinned.
    """

    def __init__(self, batch: Any) -> None:
        self._batch = batch

    def create_nodes(self, label: str, rows: pl.Series) -> pl.Series:
        """Write nodes of a type, each a JSON object of its properties; return their places."""
        reply = self._send("create_vertices", type=json.dumps(label), rows=json_array(rows))
        return pl.Series(reply["rids"], dtype=pl.String)

    def create_edges(
        self, edge_type: str, sources: pl.Series, targets: pl.Series, rows: pl.Series
    ) -> None:
        """Write edges of a type between places, each with a JSON object of its properties."""
        self._send(
            "new_edges",
            type=json.dumps(edge_type),
            src=json_strings(sources),
            dst=json_strings(targets),
            props=json_array(rows),
        )

    def _send(self, operation: str, **members: str) -> Any:
        from arcadedb._native.database import _call

        text = "{" + ",".join(f'"{name}":{value}' for name, value in members.items()) + "}"
        handle = self._batch._gb
        return _call("", "arcadedb_n_gb", handle, operation.encode(), text.encode())


class Database:
    """A new database of the engine, open for its first load."""

    def __init__(self, database: Any) -> None:
        self._database = database

    def command(self, sql: str) -> None:
        """Run a command of the engine's own language."""
        self._database.command("sql", sql)

    @contextmanager
    def batch(self, edges: int, rows: int) -> Iterator[Batch]:
        """Load in bulk.

        Args:
            edges: How many edges come.
            rows: How many of them the engine writes at once.
        """
        # No write-ahead log: a load that does not end well leaves nothing behind anyhow.
        with self._database.graph_batch(
            use_wal=False, expected_edge_count=max(edges, 1), commit_every=rows
        ) as batch:
            yield Batch(batch)


@contextmanager
def new_database(graph: Path) -> Iterator[Database]:
    """Make the database of a new graph, and close it.

    Args:
        graph: The folder of the graph.

    Raises:
        StoreError: Where the engine fails, with its reason alone.
    """
    arcadedb = load_engine()
    try:
        with arcadedb.create_database(str(database_folder(graph).absolute())) as database:
            yield Database(database)
    except arcadedb.ArcadeDBError as error:
        raise StoreError(_reason(error)) from error


def database_folder(graph: Path) -> Path:
    """Return where the engine's files of a graph stand within its folder."""
    return graph / "databases" / DATABASE


def load_engine() -> ModuleType:
    """Import the engine, without its log.

    What the log would say of a failure, the error says. On a full disk the log's own failure would
    stand on the terminal.

    Raises:
        StoreError: Where it is not made for this system.
    """
    os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
    settings = str(Path(__file__).with_name("engine.properties"))
    if not re.search(r"\s", settings):  # the arguments are told apart by spaces
        logging = f"-Djava.util.logging.config.file={settings}"
        os.environ.setdefault("ARCADEDB_NATIVE_ISOLATE_ARGS", logging)
    try:
        import arcadedb
    except ImportError as error:
        message = "The embedded store is not made for this system."
        raise StoreError(
            message,
            "Load into a Neo4j instead: graphkit load --to bolt://localhost:7687.",
        ) from error
    engine: ModuleType = arcadedb
    return engine


def listen(graph: Path, root: Path, host: str, port: int, opening: ExitStack) -> int:
    """Start the engine's server.

    Args:
        graph: The folder of the graph that it shows.
        root: The server's own folder, with the users and their rights.
        host: The address to listen on.
        port: The port; 0 takes a free one.
        opening: Stops it.

    Returns:
        The port it listens on.

    Raises:
        StoreError: Where the port is taken, or the graph cannot be opened.
    """
    arcadedb = load_engine()
    tries = 1 if port else _TRIES
    while True:
        tries -= 1
        chosen = port or _free_port()
        server = arcadedb.create_server(
            str(root),
            config={
                "host": LOOPBACK,
                "http_port": _free_port(),
                "mode": "development",  # in production mode it keeps the reason of an error back
                # the engine goes by the current folder at its start, not by today's
                "server_databaseDirectory": str(database_folder(graph).parent.absolute()),
                "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
                "bolt_host": host,
                "bolt_port": chosen,
                "bolt_defaultDatabase": DATABASE,
                "opencypher_loadCsv_allowFileUrls": False,
                "opencypher_loadCsv_allowRemoteUrls": False,
            },
        )
        try:
            server.start()
        except arcadedb.ArcadeDBError as error:
            if tries:
                continue
            if "listen" in str(error):
                message = f"Port {chosen} of {host} cannot be listened on."
                raise StoreError(message, "Is it taken? Name another with --port.") from error
            message = f"The graph in {graph.parent} could not be opened: {_reason(error)}"
            raise StoreError(message, "If it is damaged, load it again: graphkit load.") from error
        opening.callback(server.stop)
        return chosen


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def _reason(error: Exception) -> str:
    """Return what the system said where the engine passes that on, else what the engine says."""
    text = str(error)
    said = re.search(r"java\.io\.IOException: ([^()]+)", text)
    return f"{said[1].strip()}." if said else printable(text[:200])
