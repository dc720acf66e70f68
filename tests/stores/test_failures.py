"""What each failure of a server is told as: by its code, in one line, with a way out."""

import pytest

from graphkit.errors import QueryError, Refused, StoreError, StoreUnreachable
from graphkit.stores.address import Address
from graphkit.stores.failures import Door, Mode, lost, server_failure, unreachable

SECRET = "hunter2-not-to-be-shown"
URI = "neo4j+s://db.example.org"
DOOR = Door(Address(URI, "ann", SECRET, "cases"), URI)
WHERE = f"{URI}, database cases"


@pytest.mark.parametrize(
    ("code", "mode", "kind", "said"),
    [
        ("ClientError.Database.DatabaseNotFound", "WRITE", StoreUnreachable, f"{URI} has no dat"),
        ("ClientError.Security.Unauthorized", "WRITE", StoreUnreachable, f"{URI} does not let ann"),
        ("ClientError.Security.TokenExpired", "READ", StoreUnreachable, f"{URI} does not let ann"),
        (
            "ClientError.Security.CredentialsExpired",
            "READ",
            StoreUnreachable,
            "The password of ann",
        ),
        (
            "ClientError.Security.AuthenticationRateLimit",
            "READ",
            StoreUnreachable,
            f"{URI} takes no password from ann for now",
        ),
        (
            "ClientError.Security.Forbidden",
            "WRITE",
            StoreError,
            f"{WHERE} does not allow ann to do that: Why. Its administrator can GRANT the rights "
            "that a load needs: to read, to write, to make names, and to make constraints and",
        ),
        (
            "ClientError.Security.Forbidden",
            "READ",
            StoreError,
            f"{WHERE} does not allow ann to do that: Why. Its administrator can GRANT the right to",
        ),
        ("ClientError.Statement.AccessMode", "READ", Refused, "This query writes, and queries"),
        (
            "ClientError.General.WriteOnReadOnlyAccessDatabase",
            "WRITE",
            StoreError,
            f"{WHERE} is read-only: nobody can write there.",
        ),
        (
            "ClientError.Cluster.NotALeader",
            "WRITE",
            StoreError,
            f"{WHERE} is a member of a cluster that takes no writes.",
        ),
        (
            "ClientError.Transaction.TransactionTimedOut",
            "WRITE",
            StoreError,
            f"{WHERE} ended a transaction that took longer than it may. Raise db.transaction.time",
        ),
        (
            "ClientError.Transaction.TransactionTimedOutClientConfiguration",
            "READ",
            StoreError,
            f"{WHERE} ended the query, which took longer than it may. Ask for less,",
        ),
        (
            "TransientError.General.MemoryPoolOutOfMemoryError",
            "READ",
            StoreError,
            f"{WHERE} has too little memory for the query: Why. Ask for less.",
        ),
        (
            "TransientError.Transaction.DeadlockDetected",
            "WRITE",
            StoreError,
            f"{WHERE} could not write beside other transactions",
        ),
        (
            "TransientError.General.DatabaseUnavailable",
            "READ",
            StoreUnreachable,
            f"{WHERE} is not available now",
        ),
        (
            "ClientError.Transaction.Terminated",
            "WRITE",
            StoreError,
            f"Somebody ended the transaction at {WHERE}.",
        ),
        (
            "DatabaseError.Transaction.TransactionLogError",
            "WRITE",
            StoreError,
            f"{WHERE} failed to keep what was written, and needs to be started again.",
        ),
        ("TransientError.New.Code", "WRITE", StoreError, f"{WHERE} did not get it done: Why. Try"),
        ("ClientError.Schema.New", "WRITE", StoreError, f"{WHERE} did not take it: Why."),
        ("ClientError.Statement.SyntaxError", "READ", QueryError, "Why"),
        ("DatabaseError.General.UnknownError", "READ", StoreError, f"{WHERE}: Why."),
    ],
)
def test_each_code_is_told_as_what_it_means(
    code: str, mode: Mode, kind: type[Exception], said: str
) -> None:
    failure = server_failure(DOOR, f"Neo.{code}", "Why\nand much more", mode)
    assert type(failure) is kind
    assert str(failure).startswith(said)
    assert "\n" not in str(failure)
    assert SECRET not in str(failure)


def test_a_user_of_the_embedded_engine_who_may_not_write_has_asked_to() -> None:
    door = Door(Address("bolt://127.0.0.1:1", "graphkit", SECRET), "data/.graphkit", is_own=True)
    failure = server_failure(door, "Neo.ClientError.Security.Forbidden", "Why", "READ")
    assert isinstance(failure, Refused)


def test_a_server_that_asks_for_a_login_is_told_from_one_that_refuses_it() -> None:
    door = Door(Address(URI), URI)
    failure = server_failure(door, "Neo.ClientError.Security.Unauthorized", "Why", "READ")
    assert str(failure).startswith(f"{URI} asks for a user and a password.")


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (ConnectionRefusedError("refused"), f"{URI} does not answer any more."),
        (TimeoutError("timed out"), f"{URI} has fallen silent."),
        (ConnectionResetError("reset by peer"), f"The connection to {URI} was cut."),
    ],
)
def test_a_server_that_is_gone_is_told_by_how_it_went(cause: Exception, said: str) -> None:
    error = RuntimeError("Failed to read from defunct connection")
    error.__cause__ = cause
    assert str(lost(DOOR, error, "READ")) == f"{said} Try again."
    assert str(lost(DOOR, error, "WRITE")).startswith(f"{said} Load again:")
    assert isinstance(unreachable(DOOR, error), StoreUnreachable)
