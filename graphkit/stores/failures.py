"""What a failure of the driver or the server comes to: one line that says what, where, what to do.

Failures are told apart by their codes, which are a public promise of the server, and where there is
none, as the connection itself failed, by what the driver and its causes say. Texts of the server
are shown where they add something. No password stands in any of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import urlsplit

from graphkit.errors import QueryError, Refused, StoreError, StoreUnreachable, printable
from graphkit.stores.address import Address

Mode = Literal["READ", "WRITE"]


@dataclass(frozen=True)
class Door:
    """Where something failed.

    Attributes:
        address: Where the server is, and who asked.
        shown: What messages call it.
        is_own: Whether behind it is the embedded engine, whose user may only read.
    """

    address: Address
    shown: str
    is_own: bool = False

    @property
    def user(self) -> str:
        """The user, as shown to a person."""
        return self.address.username or "a user without a name"

    @property
    def database(self) -> str:
        """The server and the database, as shown to a person."""
        named = self.address.database
        return self.shown + (f", database {named}" if named else "")


_READ_ONLY: Final = frozenset(
    {"WriteOnReadOnlyAccessDatabase", "ForbiddenOnReadOnlyDatabase", "ReadOnly"}
)
_TIMED_OUT: Final = frozenset({"TransactionTimedOut", "TransactionTimedOutClientConfiguration"})
_OUT_OF_MEMORY: Final = frozenset(
    {
        "MemoryPoolOutOfMemoryError",
        "TransactionOutOfMemoryError",
        "TransactionMemoryLimit",
        "OutOfMemoryError",
    }
)
_LOCKED: Final = frozenset({"DeadlockDetected", "LockAcquisitionTimeout", "LockClientStopped"})
_UNAVAILABLE: Final = frozenset({"DatabaseUnavailable", "DatabaseNotAvailable"})
_ENDED: Final = frozenset({"Terminated", "TransactionTerminated", "Interrupted"})
_BROKEN: Final = frozenset(
    {"TransactionLogError", "TransactionCommitFailed", "TransactionStartFailed"}
)
_LOGIN: Final = frozenset(
    {
        "Unauthorized",
        "AuthorizationExpired",
        "TokenExpired",
        "AuthProviderFailed",
        "AuthProviderTimeout",
        "EncryptionRequired",
    }
)

MEMORY_HINT: Final = (
    "Raise db.memory.transaction.max or dbms.memory.transaction.total.max of the server."
)
TIME_HINT: Final = "Raise db.transaction.timeout of the server."
AGAIN_HINT: Final = "Load again: what is written stays, and the rest follows."


def server_failure(door: Door, code: str, message: str, mode: Mode) -> StoreError | Refused:
    """Return what an answer of a server comes to.

    Args:
        door: Where.
        code: Its code, such as "Neo.ClientError.Security.Unauthorized".
        message: Its words.
        mode: Whether somebody only wanted to read.

    Example:
        >>> door = Door(Address("bolt://localhost", "neo4j", database="x"), "bolt://localhost")
        >>> str(server_failure(door, "Neo.ClientError.Database.DatabaseNotFound", "No.", "READ"))
        'bolt://localhost has no database "x". SHOW DATABASES lists them. Is NEO4J_DATABASE right?'
    """
    words = first_line(message or code)
    title = code.rpartition(".")[2]
    known = _login_failure(door, code, title, words, mode) or _state_failure(door, title)
    if known is not None:
        return known
    if title in _TIMED_OUT:
        if mode == "READ":
            text = f"{door.database} ended the query, which took longer than it may."
            return StoreError(text, f"Ask for less, or allow more. {TIME_HINT}")
        text = f"{door.database} ended a transaction that took longer than it may."
        return StoreError(text, TIME_HINT)
    if title in _OUT_OF_MEMORY:
        what = "the query" if mode == "READ" else "the transaction"
        text = f"{door.database} has too little memory for {what}: {_ended(words)}"
        return StoreError(text, f"Ask for less. {MEMORY_HINT}" if mode == "READ" else MEMORY_HINT)
    if ".TransientError." in code:
        return StoreError(f"{door.database} did not get it done: {_ended(words)}", "Try again.")
    if ".ClientError." in code:
        if mode == "READ":
            return QueryError(words)
        return StoreError(f"{door.database} did not take it: {_ended(words)}")
    return StoreError(f"{door.database}: {_ended(words)}")


def refused_write() -> Refused:
    """Return what it comes to that a query writes."""
    return Refused(
        "This query writes, and queries only read.",
        "What a store holds is changed by loading a dataset.",
    )


def _login_failure(
    door: Door, code: str, title: str, words: str, mode: Mode
) -> StoreError | Refused | None:
    """Return what a failure comes to that is about who asks, and what they may do."""
    where, user = door.shown, door.user
    if title == "CredentialsExpired":
        text = f"The password of {user} at {where} must be changed first."
        hint = "ALTER CURRENT USER SET PASSWORD FROM 'old' TO 'new', in cypher-shell "
        return StoreUnreachable(text, f"{hint}or Neo4j Browser.")
    if title == "AuthenticationRateLimit":
        text = f"{where} takes no password from {user} for now: too many wrong ones."
        return StoreUnreachable(text, "Wait a few seconds.")
    if title == "AccessMode" or (title == "Forbidden" and door.is_own):
        return refused_write()
    if title == "Forbidden":
        text = f"{door.database} does not allow {user} to do that: {_ended(words)}"
        if mode == "READ":
            return StoreError(text, "Its administrator can GRANT the right to read.")
        hint = "Its administrator can GRANT the rights that a load needs: to read, to write, to "
        return StoreError(text, f"{hint}make names, and to make constraints and indexes.")
    if title in _LOGIN or ".Security." in code:
        return _wrong_password(door)
    return None


def _state_failure(door: Door, title: str) -> StoreError | None:
    """Return what a failure comes to that is about the database or other transactions."""
    where = door.database
    if title == "DatabaseNotFound":
        text = f'{door.shown} has no database "{door.address.database}".'
        return StoreUnreachable(text, "SHOW DATABASES lists them. Is NEO4J_DATABASE right?")
    if title in _UNAVAILABLE:
        text = f"{where} is not available now: it is starting, or was stopped."
        return StoreUnreachable(text, "SHOW DATABASES tells its state.")
    if title in _READ_ONLY:
        hint = (
            "Its settings server.databases.read_only and server.databases.default_to_read_only "
            "say so. NEO4J_DATABASE names another one."
        )
        return StoreError(f"{where} is read-only: nobody can write there.", hint)
    if title == "NotALeader":
        text = f"{where} is a member of a cluster that takes no writes."
        return StoreError(text, "An address with neo4j:// finds the member that does.")
    if title in _LOCKED:
        text = f"{where} could not write beside other transactions, which stood in the way."
        return StoreError(text, "Try again when they are through.")
    if title in _ENDED:
        text = f"Somebody ended the transaction at {where}."
        return StoreError(text, "Is the server shutting down? Try again when it is back.")
    if title in _BROKEN:
        text = f"{where} failed to keep what was written, and needs to be started again."
        return StoreError(text, "Is its disk full? Its log tells.")
    return None


def _wrong_password(door: Door) -> StoreUnreachable:
    if door.address.username is None:
        text = f"{door.shown} asks for a user and a password."
    else:
        text = f"{door.shown} does not let {door.user} in: wrong user or password."
    return StoreUnreachable(text, "Set NEO4J_USERNAME and NEO4J_PASSWORD.")


def unreachable(door: Door, error: BaseException) -> StoreUnreachable:
    """Return what a connection comes to that could not be made.

    Args:
        door: Where.
        error: What the driver raised; its causes count, too.
    """
    where, told = door.address.uri, _story(error)
    secure = urlsplit(where).scheme.partition("+")[2]
    if "Failed to obtain connection towards" in told:
        text = f"{where} sends clients to an address that does not answer."
        direct = "bolt" + (f"+{secure}" if secure else "")
        hint = f"Mend server.bolt.advertised_address there, or write {direct}:// in the address."
        return StoreUnreachable(text, hint)
    if "CERTIFICATE" in told.upper():
        text = f"{where} shows a certificate that is not trusted."
        return StoreUnreachable(text, "For a self-signed one, write +ssc instead of +s.")
    if secure and ("SSL" in told or "encrypted connection" in told):
        text = f"{where} does not speak TLS."
        return StoreUnreachable(text, f"Write the address without +{secure}.")
    if "DNS" in told or "resolve address" in told:
        return StoreUnreachable(f"No host has the name in {where}.", "Is the address right?")
    if "TimeoutError" in told and "handshake" in told:
        text = f"What listens at {where} says nothing."
        return StoreUnreachable(text, "Is the server starting, or a firewall between?")
    if "handshake" in told.lower() or "looks like" in told:
        text = f"What answers at {where} does not speak Bolt."
        hint = "Is it Neo4j's Bolt port (7687 by default)?"
        return StoreUnreachable(text, hint if secure else f"{hint} Does it want TLS (+s)?")
    if "refused" in told or "Couldn't connect" in told or "timed out" in told:
        return StoreUnreachable(
            f"No server answers at {where}.", "Is it started, and are host and port right?"
        )
    return StoreUnreachable(f"The connection to {where} failed: {first_line(str(error))}")


def lost(door: Door, error: BaseException, mode: Mode) -> StoreUnreachable:
    """Return what it comes to that a server which answered before is gone.

    Args:
        door: Where.
        error: What the driver raised.
        mode: Whether somebody only wanted to read.
    """
    hint = "Try again." if mode == "READ" else AGAIN_HINT
    told = _story(error)
    if "timed out" in told or "TimeoutError" in told:
        return StoreUnreachable(f"{door.shown} has fallen silent.", hint)
    if "refused" in told or "Couldn't connect" in told:
        return StoreUnreachable(f"{door.shown} does not answer any more.", hint)
    return StoreUnreachable(f"The connection to {door.shown} was cut.", hint)


def _story(error: BaseException) -> str:
    """Return what an error and everything that led to it say."""
    return "\n".join(f"{type(one).__name__}: {one}" for one in _causes(error))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what led to it, the twenty nearest at most."""
    waiting: list[BaseException | None] = [error]
    count = 0
    while waiting and count < 20:
        current = waiting.pop()
        if current is None:
            continue
        count += 1
        yield current
        if isinstance(current, BaseExceptionGroup):
            waiting.extend(current.exceptions)
        waiting.append(current.__cause__)


def first_line(text: str) -> str:
    r"""Return the first line of a text, made harmless.

    Example:
        >>> first_line("No such thing.\nAt line 7."), first_line(" ")
        ('No such thing.', 'no reason given')
    """
    return printable(text.strip().splitlines()[0]) if text.strip() else "no reason given"


def _ended(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."
