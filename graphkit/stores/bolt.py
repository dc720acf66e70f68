"""Talking to a server over Bolt: the one module that knows the Neo4j driver.

Queries run in read mode, writes in managed transactions that are tried again where the server
says that this may help. Every failure becomes one line that says what, where and what to do; a
password stands in none of them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from graphkit.errors import QueryError, Refused, StoreError, StoreUnreachable, UsageError
from graphkit.schema.quoting import printable
from graphkit.stores.answers import node_ids, plain_rows, unknown_ends
from graphkit.stores.base import Parameters, QueryResult

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction, Session
    from neo4j.api import BookmarkManager
    from neo4j.exceptions import DriverError, Neo4jError

SCHEMES: Final = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")

CONNECT_SECONDS: Final = 10.0
RETRY_SECONDS: Final = 30.0

_IDS: Final = (
    "UNWIND $ends AS end MATCH (n) WHERE elementId(n) = end AND n.id IS NOT NULL RETURN end, n.id"
)
"""An answer that holds an edge without its nodes tells no more of them than the store's ids."""

_WRITES: Final = (
    "Neo.ClientError.Statement.AccessMode",
    "Neo.ClientError.Security.Forbidden",
)
_UNKNOWN_DATABASE: Final = "Neo.ClientError.Database.DatabaseNotFound"
_MUST_CHANGE: Final = "Neo.ClientError.Security.CredentialsExpired"
_TOO_OFTEN: Final = "Neo.ClientError.Security.AuthenticationRateLimit"

Statement = tuple[str, Mapping[str, Any]]

Rows = list[list[Any]]

Writer = Callable[[Sequence[Statement], Callable[[Rows], None]], None]
"""Runs statements in one transaction, once. What it is given sees the rows that the last one
answers before anything is kept; where it raises, nothing is."""


@dataclass(frozen=True)
class Address:
    """Where a server is and who asks.

    Attributes:
        uri: Its address, with one of the `SCHEMES`.
        username: The user; None where the server asks for none.
        password: The user's password. It is never shown.
        database: The database; None for the user's home database.
    """

    uri: str
    username: str | None = None
    password: str | None = None
    database: str | None = None

    def __repr__(self) -> str:
        return f"<Address {self.uri}>"


@dataclass(frozen=True)
class Server:
    """What answers at an address.

    Attributes:
        version: Its version, such as "5.26.30".
        edition: "community" or "enterprise".
        cyphers: The versions of Cypher that it understands, such as ("5", "25").
    """

    version: str
    edition: str
    cyphers: tuple[str, ...] = ("5",)


class Bolt:
    """A connection to a database.

    Args:
        address: Where, and who.
        quiet: Whether the server is asked to keep its notifications to itself; servers of Bolt
            versions below 5 cannot be asked.
        naive_is_utc: Whether a datetime without zone is meant in UTC.
        shown: What messages call the server; its address where None.

    Raises:
        UsageError: Where the address is none.
        StoreUnreachable: Where there is no way in.
    """

    def __init__(
        self,
        address: Address,
        *,
        quiet: bool = True,
        naive_is_utc: bool = False,
        shown: str | None = None,
    ) -> None:
        self.address = address
        self._shown = shown if shown is not None else address.uri
        self._naive_is_utc = naive_is_utc
        self._driver = _driver(address, quiet)
        self._bookmarks = _bookmarks()
        try:
            self.server = self._hello()
        except BaseException:
            self._driver.close()
            raise

    @property
    def name(self) -> str:
        """The server's address and the database, as shown to a person."""
        database = self.address.database
        return self.address.uri + (f", database {database}" if database else "")

    def _hello(self) -> Server:
        asked = (
            "CALL dbms.components() YIELD name, versions, edition RETURN name, versions, edition"
        )
        with self._session("READ") as session:
            found = {name: (versions, edition) for name, versions, edition in session.run(asked)}
        # Later servers tell of Cypher in a row of its own; ArcadeDB calls its kernel otherwise.
        cyphers, _ = found.pop("Cypher", (["5"], ""))
        versions, edition = found.get("Neo4j Kernel") or next(iter(found.values()))
        return Server(str(versions[0]), str(edition), tuple(map(str, cyphers)))

    @contextmanager
    def _session(self, mode: str) -> Iterator[Session]:
        """A session whose failures come out as StoreErrors."""
        from neo4j.exceptions import DriverError, Neo4jError

        try:
            with self._driver.session(
                database=self.address.database, default_access_mode=mode
            ) as session:
                yield session
        except (DriverError, Neo4jError) as error:
            raise self._failure(error) from error

    def read(self, cypher: str, parameters: Parameters | None = None) -> QueryResult:
        """Run a query in read mode and return all of its rows as plain values.

        Raises:
            Refused: Where the query writes.
            QueryError: Where the server cannot run it.
            StoreUnreachable: Where the server is gone.
        """

        def run(transaction: ManagedTransaction) -> QueryResult:
            result = transaction.run(cypher, dict(parameters or {}))
            columns = tuple(result.keys())
            rows = [record.values() for record in result]
            ids = node_ids(rows)
            unknown = unknown_ends(rows, ids)
            if unknown:
                ids |= dict(transaction.run(_IDS, {"ends": unknown}).values())
            return QueryResult(columns, plain_rows(rows, ids, self._naive_is_utc))

        with self._session("READ") as session:
            return session.execute_read(run)

    def columns(self, cypher: str, parameters: Parameters | None = None) -> list[list[Any]]:
        """Run a query in read mode and return its answer by column, values as the driver has them.

        For internal questions about many elements, whose values are texts, numbers and lists.
        """

        def run(transaction: ManagedTransaction) -> list[list[Any]]:
            result = transaction.run(cypher, dict(parameters or {}))
            width = len(result.keys())
            rows = [record.values() for record in result]
            return [list(column) for column in zip(*rows, strict=True)] or [
                [] for _ in range(width)
            ]

        with self._session("READ") as session:
            return session.execute_read(run)

    def stream(
        self, cypher: str, parameters: Parameters | None = None, size: int = 10_000
    ) -> Iterator[list[list[Any]]]:
        """Run a query in read mode and yield its rows in lists, values as the driver has them.

        No more than one list is held at a time. Whoever stops early lets go of the rest by closing
        the iterator. A failure is not tried again: rows of it may have been taken already.

        Args:
            cypher: The query.
            parameters: Values for its `$names`.
            size: How many rows a list has at most.

        Raises:
            Refused: Where the query writes.
            QueryError: Where the server cannot run it.
            StoreError: Where the server fails, also in the midst of the rows.
        """
        with self._session("READ") as session, session.begin_transaction() as transaction:
            result = transaction.run(cypher, dict(parameters or {}))
            while records := result.fetch(size):
                yield [record.values() for record in records]

    def write(self, statements: Sequence[Statement]) -> None:
        """Run statements in one transaction, all or none.

        Raises:
            StoreError: Where the server refuses one of them.
        """

        def run(transaction: ManagedTransaction) -> None:
            for cypher, parameters in statements:
                transaction.run(cypher, dict(parameters)).consume()

        with self._session("WRITE") as session:
            session.execute_write(run)

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        """Open a session for transactions that are each tried once: who calls tries again.

        All writers of a connection see what each other wrote, on a cluster, too.
        """
        from neo4j.exceptions import DriverError, Neo4jError

        with self._driver.session(
            database=self.address.database,
            default_access_mode="WRITE",
            bookmark_manager=self._bookmarks,
        ) as session:

            def run(statements: Sequence[Statement], accept: Callable[[Rows], None]) -> None:
                answer: Rows = []
                try:
                    with session.begin_transaction() as transaction:
                        for cypher, parameters in statements:
                            result = transaction.run(cypher, dict(parameters))
                            answer = [record.values() for record in result]
                        accept(answer)
                except (DriverError, Neo4jError) as error:
                    raise self._failure(error) from error

            yield run

    def command(self, cypher: str) -> None:
        """Run a command that has a transaction of its own, such as one that makes a constraint."""
        with self._session("WRITE") as session:
            session.run(cypher).consume()

    def close(self) -> None:
        """Close the connection."""
        self._driver.close()

    def _failure(self, error: DriverError | Neo4jError) -> StoreError | Refused:
        from neo4j.exceptions import Neo4jError

        if isinstance(error, Neo4jError):
            return self._server_failure(error)
        return unreachable(self.address, error)

    def _server_failure(self, error: Neo4jError) -> StoreError | Refused:
        from neo4j.exceptions import AuthError, TransientError

        where, code = self._shown, error.code or ""
        message = _first_line(error.message or code)
        if code == _UNKNOWN_DATABASE:
            text = f'{where} has no database "{self.address.database}".'
            return StoreUnreachable(text, "SHOW DATABASES lists them. Is NEO4J_DATABASE right?")
        if code == _MUST_CHANGE:
            text = f"The password of {self.address.username} at {where} must be changed first."
            return StoreUnreachable(
                text,
                "ALTER CURRENT USER SET PASSWORD FROM 'old' TO 'new', in cypher-shell "
                "or Neo4j Browser.",
            )
        if code == _TOO_OFTEN:
            text = f"{where} takes no password from {self.address.username} for now: too many "
            return StoreUnreachable(text + "wrong ones.", "Wait a few seconds.")
        if isinstance(error, AuthError) and code not in _WRITES:
            return self._wrong_password()
        if code in _WRITES:
            return Refused(
                "This query writes, and queries only read.",
                "What a store holds is changed by loading a dataset.",
            )
        if isinstance(error, TransientError):
            return StoreError(f"{where} did not get it done: {message}", "Try again.")
        if code.startswith("Neo.ClientError"):
            return QueryError(message)
        return StoreError(f"{where}: {message}")

    def _wrong_password(self) -> StoreUnreachable:
        where = self.address.uri
        if self.address.username is None:
            text = f"{where} asks for a user and a password."
        else:
            text = f"{where} does not let {self.address.username} in: wrong user or password."
        return StoreUnreachable(text, "Set NEO4J_USERNAME and NEO4J_PASSWORD.")


def unreachable(address: Address, error: BaseException) -> StoreUnreachable:
    """Return what a failed connection comes to, by what the driver and its causes say."""
    where, told = address.uri, _story(error)
    secure = urlsplit(where).scheme.partition("+")[2]
    if "CERTIFICATE" in told.upper():
        text = f"{where} shows a certificate that is not trusted."
        return StoreUnreachable(text, "For a self-signed one, write +ssc instead of +s.")
    if secure and ("SSL" in told or "encrypted connection" in told):
        text = f"{where} does not speak TLS."
        return StoreUnreachable(text, f"Write the address without +{secure}.")
    if "DNS" in told or "resolve address" in told:
        return StoreUnreachable(f"No host has the name in {where}.", "Is the address right?")
    if "handshake" in told.lower() or "looks like" in told:
        text = f"What answers at {where} does not speak Bolt."
        hint = "Is it Neo4j's Bolt port (7687 by default)?"
        return StoreUnreachable(text, hint if secure else f"{hint} Does it want TLS (+s)?")
    if "refused" in told or "Couldn't connect" in told or "timed out" in told:
        return StoreUnreachable(
            f"No server answers at {where}.", "Is it started, and are host and port right?"
        )
    return StoreUnreachable(f"The connection to {where} failed: {_first_line(str(error))}")


def _story(error: BaseException | None) -> str:
    """Return what an error and everything that led to it say."""
    told: list[str] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        current = waiting.pop()
        if current is None or len(told) > 20:
            continue
        told.append(f"{type(current).__name__}: {current}")
        if isinstance(current, BaseExceptionGroup):
            waiting.extend(current.exceptions)
        waiting.append(current.__cause__)
    return "\n".join(told)


def _first_line(text: str) -> str:
    return printable(text.strip().splitlines()[0]) if text.strip() else "no reason given"


def _driver(address: Address, quiet: bool) -> Driver:
    from neo4j import GraphDatabase, NotificationMinimumSeverity
    from neo4j.exceptions import ConfigurationError

    refuse_credentials(address.uri)
    if not _is_sound(address.uri):
        message = f"{address.uri} is no address of a server."
        hint = f"Write SCHEME://HOST:PORT; known schemes: {', '.join(SCHEMES)}."
        raise UsageError(message, hint)
    # The driver reports each retry to its log; without a handler Python prints that on stderr.
    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    auth = None if address.username is None else (address.username, address.password or "")
    muted = NotificationMinimumSeverity.OFF if quiet else None
    try:
        return GraphDatabase.driver(
            address.uri,
            auth=auth,
            connection_timeout=CONNECT_SECONDS,
            connection_acquisition_timeout=CONNECT_SECONDS,
            max_transaction_retry_time=RETRY_SECONDS,
            notifications_min_severity=muted,
            telemetry_disabled=True,
            user_agent="graphkit",
        )
    except (ConfigurationError, ValueError) as error:
        message = f"{address.uri} is no address of a server: {_first_line(str(error))}"
        raise UsageError(message) from error


def _bookmarks() -> BookmarkManager:
    from neo4j import GraphDatabase

    return GraphDatabase.bookmark_manager()


def _is_sound(uri: str) -> bool:
    """Tell whether an address is a known scheme, a host, and perhaps a port and a routing query."""
    try:
        parts = urlsplit(uri)
        port = parts.port
    except ValueError:
        return False
    return (
        parts.scheme in SCHEMES
        and bool(parts.hostname)
        and (port is None or port > 0)
        and parts.path in ("", "/")
        and not parts.fragment
    )


def refuse_credentials(uri: str) -> None:
    """Refuse an address that may hold a password, without showing it.

    Raises:
        UsageError: Where there is an `@` in it: a password may hold any character, so that no
            part of such an address can be told to be harmless.
    """
    if "@" in uri:
        message = "User and password do not belong in an address."
        raise UsageError(message, "Set NEO4J_USERNAME and NEO4J_PASSWORD.")


def is_address(target: str) -> bool:
    """Tell whether a target is a server's address rather than a folder.

    Example:
        >>> is_address("bolt://localhost"), is_address("data/.graphkit")
        (True, False)
    """
    return "://" in target
