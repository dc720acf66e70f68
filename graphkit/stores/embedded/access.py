"""Who may do what on an embedded store: one user, who may only read."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

USERNAME: Final = "graphkit"

_ROUNDS: Final = 1_000
"""Rounds of PBKDF2. A password of 144 random bits needs none to be safe; each log-in pays them."""


@dataclass(frozen=True)
class Reader:
    """The user that queries log in as.

    Attributes:
        username: Its name.
        password: Its password. It is shown nowhere but where `serve` prints it.
    """

    username: str
    password: str

    def __repr__(self) -> str:
        return f"<Reader {self.username}>"


def new_reader() -> Reader:
    """Return a reader with a password of its own."""
    return Reader(USERNAME, secrets.token_urlsafe(18))


def write_access(config: Path, database: str, reader: Reader) -> None:
    """Write the engine's users and rights: the reader reads records, and nobody does anything else.

    Args:
        config: The engine's folder for it.
        database: The database that the reader may read.
        reader: The user.
    """
    may_read = {"access": [], "resultSetLimit": -1, "readTimeout": -1}
    groups = {
        "reader": {**may_read, "types": {"*": {"access": ["readRecord"]}}},
        "*": {**may_read, "types": {"*": {"access": []}}},
    }
    rights = {"databases": {"*": {"groups": groups}}, "version": 2}
    user = {
        "name": reader.username,
        "databases": {database: ["reader"]},
        "password": _hashed(reader.password),
    }
    (config / "server-groups.json").write_text(json.dumps(rights), "utf-8")
    (config / "server-users.jsonl").write_text(json.dumps(user) + "\n", "utf-8")


def _hashed(password: str) -> str:
    """Hash a password in the form the engine keeps; the salt's text is what goes in."""
    salt = base64.b64encode(secrets.token_bytes(32)).decode("ascii")
    digest = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), _ROUNDS, 32)
    return f"PBKDF2WithHmacSHA256${_ROUNDS}${salt}${base64.b64encode(digest).decode('ascii')}"
