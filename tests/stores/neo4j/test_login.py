"""Getting into a Neo4j, and the one line that says why not."""

import http.server
import socket
import ssl
import threading
from collections.abc import Iterator

import pytest
from neo4j.exceptions import DriverError, Neo4jError

from graphkit.errors import Refused, StoreError, StoreUnreachable, UsageError
from graphkit.stores import Neo4jStore, connect
from graphkit.stores.address import Address
from graphkit.stores.bolt import Bolt
from graphkit.stores.failures import Door, unreachable
from tests.neo4j_server import Neo4jServer
from tests.stores.asking import run

SECRET = "hunter2-not-to-be-shown"


def refusal(uri: str, **login: str) -> StoreError:
    with pytest.raises(StoreUnreachable) as raised:
        connect(uri, **login)
    text = str(raised.value)
    assert "\n" not in text
    assert SECRET not in text
    assert SECRET not in repr(raised.value)
    return raised.value


def test_a_wrong_password_is_named_as_one(neo4j_server: Neo4jServer) -> None:
    error = refusal(neo4j_server.uri, username="neo4j", password=SECRET)
    assert error.message == f"{neo4j_server.uri} does not let neo4j in: wrong user or password."
    assert error.hint == "Set NEO4J_USERNAME and NEO4J_PASSWORD."


def test_a_server_that_asks_for_a_user_says_so(neo4j_server: Neo4jServer) -> None:
    error = refusal(neo4j_server.uri)
    assert error.message == f"{neo4j_server.uri} asks for a user and a password."


def test_a_database_that_is_not_there_is_named(neo4j_server: Neo4jServer) -> None:
    server = neo4j_server
    error = refusal(
        server.uri, username=server.username, password=server.password, database="nowhere"
    )
    assert error.message == f'{server.uri} has no database "nowhere".'


def test_a_password_that_must_be_changed_says_so(neo4j_server: Neo4jServer) -> None:
    run(neo4j_server, f"CREATE USER newcomer SET PASSWORD '{SECRET}' CHANGE REQUIRED")
    try:
        error = refusal(neo4j_server.uri, username="newcomer", password=SECRET)
    finally:
        run(neo4j_server, "DROP USER newcomer")
    assert error.message == f"The password of newcomer at {neo4j_server.uri} must be changed first."


@pytest.mark.parametrize("scheme", ["bolt+s", "bolt+ssc", "neo4j+s"])
def test_a_server_without_tls_says_so(neo4j_server: Neo4jServer, scheme: str) -> None:
    uri = neo4j_server.uri.replace("bolt://", f"{scheme}://")
    error = refusal(uri, username="neo4j", password=SECRET)
    assert error.message == f"{uri} does not speak TLS."


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_no_server_is_named_as_none(scheme: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, and never listening
        uri = f"{scheme}://127.0.0.1:{taken.getsockname()[1]}"
        error = refusal(uri, username="neo4j", password=SECRET)
    assert error.message == f"No server answers at {uri}."


def test_a_host_without_address_is_named() -> None:
    error = refusal("bolt://no-such-host.invalid", username="neo4j", password=SECRET)
    assert error.message == "No host has the name in bolt://no-such-host.invalid."


@pytest.fixture
def other_server() -> Iterator[int]:
    """A server that speaks HTTP."""

    class Closing(http.server.BaseHTTPRequestHandler):
        def handle(self) -> None:
            self.request.recv(64)
            self.request.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with http.server.HTTPServer(("127.0.0.1", 0), Closing) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_a_server_that_is_no_neo4j_is_named_as_none(other_server: int) -> None:
    error = refusal(f"bolt://127.0.0.1:{other_server}", username="neo4j", password=SECRET)
    assert "does not speak Bolt" in error.message


@pytest.mark.parametrize("uri", ["http://localhost", "bolt://", "ftp://x", "bolt+x://y"])
def test_what_is_no_address_is_refused(uri: str) -> None:
    with pytest.raises(UsageError, match="is no address of a server"):
        connect(uri)


def test_a_password_in_an_address_is_refused_and_not_shown() -> None:
    for uri in (f"bolt://neo4j:{SECRET}@localhost", f"http://neo4j:{SECRET}@localhost"):
        with pytest.raises(UsageError) as raised:
            connect(uri)
        assert SECRET not in str(raised.value)


def test_an_address_the_driver_cannot_take_is_refused() -> None:
    with pytest.raises(UsageError, match="is no address of a server: Routing context"):
        connect("bolt://localhost:7687/?region=eu")


def test_a_store_says_which_server_it_is(neo4j_server: Neo4jServer) -> None:
    server = neo4j_server
    with connect(server.uri, username=server.username, password=server.password) as store:
        assert isinstance(store, Neo4jStore)
        assert store.name == server.uri
        assert store.version.endswith("community")
        assert server.password not in repr(store._bolt.address)
    with connect(
        server.uri, username=server.username, password=server.password, database=server.database
    ) as store:
        assert store.name == f"{server.uri}, database {server.database}"


def test_a_query_that_needs_a_transaction_of_its_own_is_refused(neo4j_store: Neo4jStore) -> None:
    with pytest.raises(Refused, match="IN TRANSACTIONS is for writing") as raised:
        neo4j_store.query("UNWIND [1] AS x CALL (x) { RETURN x AS y } IN TRANSACTIONS RETURN y")
    assert "\n" not in str(raised.value)


def driver_error(code: str, message: str) -> Neo4jError:
    """An error as the driver makes it from a server's answer."""
    made = Neo4jError._basic_hydrate(neo4j_code=code, message=message)
    assert isinstance(made, Neo4jError)
    return made


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            "Neo.ClientError.Security.AuthenticationRateLimit",
            "takes no password from neo4j for now: too many wrong ones. Wait a few seconds.",
        ),
        (
            "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
            " has too little memory for the transaction: First line\\x1b. Raise "
            "db.memory.transaction.max or dbms.memory.transaction.total.max of the server.",
        ),
        ("Neo.DatabaseError.General.UnknownError", ": First line\\x1b."),
    ],
)
def test_what_a_server_seldom_says_is_one_line_too(
    neo4j_server: Neo4jServer, code: str, said: str
) -> None:
    address = Address(neo4j_server.uri, neo4j_server.username, neo4j_server.password)
    bolt = Bolt(address)
    try:
        failure = bolt._failure(driver_error(code, "First line\x1b.\nSecond line."))
    finally:
        bolt.close()
    assert str(failure).startswith(neo4j_server.uri)
    assert str(failure).endswith(said)


def test_what_a_connection_fails_of_is_told_by_its_causes() -> None:
    address = Address("bolt+s://localhost", "neo4j", SECRET)

    def told(cause: Exception) -> str:
        error = DriverError("Connection failed.\nMore of it.")
        error.__cause__ = cause
        return str(unreachable(Door(address, address.uri), error))

    certificate = ssl.SSLCertVerificationError("CERTIFICATE_VERIFY_FAILED")
    assert told(certificate) == (
        "bolt+s://localhost shows a certificate that is not trusted. "
        "For a self-signed one, write +ssc instead of +s."
    )
    assert told(ValueError()) == "The connection to bolt+s://localhost failed: Connection failed."
    assert SECRET not in repr(address)
