"""Talking to a server over Bolt: the one module that knows the Neo4j driver.

Queries run in read mode and are asked again where that may help; who writes decides what is tried
again. Every failure becomes one line that says what, where and what to do; a password stands in
none of them.
"""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from graphkit.errors import GraphkitError, QueryError, StoreError, UsageError
from graphkit.stores.address import Address, refuse_credentials, refuse_unsound
from graphkit.stores.asking import (
    FETCH,
    GRACE,
    Clock,
    checked,
    end_running,
    failed_query,
    moved_back,
    over_time,
    plain_batch,
    tried_again,
)
from graphkit.stores.base import Parameters, QueryResult
from graphkit.stores.failures import (
    Door,
    Mode,
    first_line,
    lost,
    server_failure,
    unreachable,
)
from graphkit.stores.notices import notices
from graphkit.stores.operators import Operator, operators
from graphkit.stores.streaming import Answer, Batch, Ending

if TYPE_CHECKING:
    from neo4j import Driver, Session
    from neo4j.api import BookmarkManager
    from neo4j.exceptions import DriverError, Neo4jError

CONNECT_SECONDS: Final = 10.0
RETRY_SECONDS: Final = 30.0

MADE_ALREADY: Final = "EquivalentSchemaRuleAlreadyExists"
Statement = tuple[str, Mapping[str, Any]]

Rows = list[list[Any]]

Writer = Callable[[Sequence[Statement], Callable[[Rows], None]], None]
"""Runs statements in one transaction, once. What it is given sees the rows that the last one
answers before anything is kept; where it raises, nothing is."""


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

    @property
    def has_dynamic_names(self) -> bool:
        """Whether a statement may take labels and types from its parameters, as `n:$(labels)`.

        Example:
            >>> Server("5.26.30", "community").has_dynamic_names
            True
            >>> Server("5.9.0", "community").has_dynamic_names
            False
        """
        numbers = re.match(r"(\d+)\.(\d+)", self.version)
        return numbers is not None and tuple(map(int, numbers.groups())) >= (5, 26)


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
        self._door = Door(address, shown or address.uri, is_own=shown is not None)
        self._was_reached = False
        self._naive_is_utc = naive_is_utc
        self._quiet = quiet
        self._driver = _driver(address, quiet)
        self._bookmarks = _bookmarks()
        try:
            self.server = self._hello()
            self._was_reached = True
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
    def _session(self, mode: Mode, *, hears: bool = False) -> Iterator[Session]:
        """A session whose failures come out as StoreErrors; it may hear notifications."""
        from neo4j.exceptions import DriverError, Neo4jError

        more: dict[str, Any] = {"notifications_min_severity": "INFORMATION"} if hears else {}
        try:
            with self._driver.session(
                database=self.address.database, default_access_mode=mode, **more
            ) as session:
                yield session
        except (DriverError, Neo4jError) as error:
            raise self._failure(error, mode) from error

    def answer(
        self, cypher: str, parameters: Parameters | None = None, *, timeout: float | None = None
    ) -> Answer:
        """Run a query in read mode; its rows come as they are taken, with plain values.

        Arguments are those of `Store.stream`.

        Raises:
            Refused: Where the query writes.
            QueryError: Where the server cannot run it.
            StoreError: Where the server fails, also in the midst of the rows.
        """
        return tried_again(lambda: self._asked(cypher, parameters, timeout))

    def _asked(self, cypher: str, parameters: Parameters | None, timeout: float | None) -> Answer:
        """Ask once."""
        ending = Ending()
        batches = self._batches(cypher, parameters or {}, checked(timeout), ending)
        (columns,) = next(batches)
        return Answer(columns, batches, ending, next(batches, None))

    def read(
        self, cypher: str, parameters: Parameters | None = None, *, timeout: float | None = None
    ) -> QueryResult:
        """Run a query in read mode and return all of its rows as plain values. See `answer`."""

        def ask() -> QueryResult:
            answer = self._asked(cypher, parameters, timeout)
            return QueryResult(answer.columns, answer.rows(), answer.notices)

        return tried_again(ask)

    def plan(
        self,
        word: Literal["EXPLAIN", "PROFILE"],
        cypher: str,
        parameters: Parameters | None = None,
        *,
        timeout: float | None = None,
    ) -> Operator:
        """Return how the server goes about a query; with PROFILE it is run. See `answer`."""
        try:
            answer = self.answer(f"{word} {cypher}", parameters, timeout=timeout)
            for _ in answer:
                pass  # the plan comes behind the rows
        except QueryError as error:
            place = moved_back(error.message, len(word) + 1)
            raise QueryError(place, error.hint) from error
        if answer.plan is None:
            message = f"{self.name} tells no plan of this query."
            raise QueryError(message)
        return answer.plan

    def _batches(
        self, cypher: str, parameters: Parameters, timeout: float | None, ending: Ending
    ) -> Iterator[Batch]:
        """Yield the names of the columns, as if they were a batch, and then the rows."""
        mark = secrets.token_hex(8)
        is_own = self._door.is_own

        def strike() -> None:
            self._end(mark, cypher)
            if not is_own:
                self._renew()  # it keeps no time, or has fallen silent

        clock = Clock(timeout if timeout is None or is_own else timeout + GRACE, strike)
        stopped: BaseException | None = None
        try:
            with (
                clock.running(),
                self._session("READ", hears=not is_own) as session,
                session.begin_transaction({"graphkit": mark}, timeout) as transaction,
            ):
                try:
                    result = transaction.run(cypher, dict(parameters))
                    yield [tuple(result.keys())]
                    while records := result.fetch(FETCH):
                        rows = [record.values() for record in records]
                        yield plain_batch(transaction, rows, self._naive_is_utc)
                        if clock.has_struck:
                            raise over_time(self._door.database, timeout or 0)
                    summary = result.consume()
                except (GeneratorExit, KeyboardInterrupt) as stop:
                    stopped = stop
                    self._end(mark, cypher)
                    if isinstance(stop, KeyboardInterrupt):
                        # What was read may end in the midst of a word: nothing more is read of it.
                        self._renew()
                    raise
        except StoreError as error:
            if stopped is not None:  # the server says that the query was ended
                raise stopped from None
            failure = failed_query(error, self._door, timeout, clock)
            if failure is error:
                raise
            raise failure from error
        ending.notices = notices(summary.gql_status_objects)
        plan = summary.profile or summary.plan
        ending.plan = operators(plan) if plan else None

    def _end(self, mark: str, cypher: str) -> None:
        """End a query on the server; nothing where the server is gone."""
        with suppress(GraphkitError), self._session("READ") as session:
            end_running(session, mark, cypher, has_marks=not self._door.is_own)

    def _renew(self) -> None:
        """Drop all connections; new ones are made when somebody asks again."""
        self._driver.close()
        self._driver = _driver(self.address, self._quiet)

    def columns(self, cypher: str, parameters: Parameters | None = None) -> list[list[Any]]:
        """Run a query in read mode and return its answer by column, values as the driver has them.

        For internal questions about many elements, whose values are texts, numbers and lists.
        """

        def ask() -> list[list[Any]]:
            with self._session("READ") as session:
                result = session.run(cypher, dict(parameters or {}))
                width = len(result.keys())
                rows = [record.values() for record in result]
            return [list(column) for column in zip(*rows, strict=True)] or [
                [] for _ in range(width)
            ]

        return tried_again(ask)

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
        with self._session("READ") as session:
            result = session.run(cypher, dict(parameters or {}))
            while records := result.fetch(size):
                yield [record.values() for record in records]

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
        """Run a command that makes no change where it is run again, such as one for a constraint.

        It is tried again where that may help, as when two loads make the same constraint at once.
        """

        def run() -> None:
            with self._session("WRITE") as session:
                session.run(cypher).consume()

        try:
            tried_again(run)
        except StoreError as error:
            # IF NOT EXISTS does not see what another transaction makes at the same time.
            code = getattr(error.__cause__, "code", None) or ""
            if not code.endswith(MADE_ALREADY):
                raise

    def close(self) -> None:
        """Close the connection."""
        self._driver.close()

    def _failure(self, error: DriverError | Neo4jError, mode: Mode = "WRITE") -> GraphkitError:
        from neo4j.exceptions import BrokenRecordError, Neo4jError

        if isinstance(error, BrokenRecordError):
            message = "A time in the answer lies outside of the years 1 to 9999."
            return QueryError(message, "Return it as text: toString(…).")
        if isinstance(error, Neo4jError):
            return server_failure(self._door, error.code or "", error.message or "", mode)
        if not self._was_reached:
            return unreachable(self._door, error)
        return lost(self._door, error, mode)


def _driver(address: Address, quiet: bool) -> Driver:
    from neo4j import GraphDatabase, NotificationMinimumSeverity
    from neo4j.exceptions import ConfigurationError

    refuse_credentials(address.uri)
    refuse_unsound(address.uri)
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
        message = f"{address.uri} is no address of a server: {first_line(str(error))}"
        raise UsageError(message) from error


def _bookmarks() -> BookmarkManager:
    from neo4j import GraphDatabase

    return GraphDatabase.bookmark_manager()
