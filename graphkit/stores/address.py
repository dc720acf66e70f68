"""Where a server is and who asks. No password belongs in an address, and none is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from graphkit.errors import UsageError

SCHEMES: Final = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


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


def refuse_unsound(uri: str) -> None:
    """Refuse what is not a known scheme, a host, and perhaps a port and a routing query.

    Raises:
        UsageError: With the known schemes.
    """
    if not _is_sound(uri):
        message = f"{uri} is no address of a server."
        hint = f"Write SCHEME://HOST:PORT; known schemes: {', '.join(SCHEMES)}."
        raise UsageError(message, hint)


def _is_sound(uri: str) -> bool:
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
