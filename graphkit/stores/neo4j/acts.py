"""What acts on a server although it writes no data, and which read mode therefore lets through."""

from __future__ import annotations

import re
from typing import Final

from graphkit.errors import QueryError, Refused
from graphkit.stores.base import Parameters
from graphkit.stores.bolt import Bolt

_MAY_ACT: Final = re.compile(r"\b(?:CALL|TERMINATE)\b", re.IGNORECASE)

_BEFORE: Final = r"(?:\s|//[^\n]*|/\*.*?\*/|CYPHER\b|\d[\d.]*|\w+\s*=\s*\w+)*"
"""Space, comments and options: what may stand before the words EXPLAIN and PROFILE."""

_EXPLAIN: Final = re.compile(f"{_BEFORE}EXPLAIN\\b", re.IGNORECASE | re.DOTALL)
_PROFILE: Final = re.compile(f"({_BEFORE})PROFILE\\b", re.IGNORECASE | re.DOTALL)

_TELLING: Final = re.compile(
    r"(?:dbms\.(?:components|info|list\w+|show\w+|query\w+|check\w+|(?:cluster\.)?routing\.\w+)"
    r"|tx\.\w+)"
)
"""Procedures of mode DBMS that only tell something."""

_MODES: Final = "SHOW PROCEDURES YIELD name, mode WHERE name IN $names RETURN name, mode"


def refuse_acts(bolt: Bolt, cypher: str, parameters: Parameters | None) -> None:
    """Refuse a query that ends transactions or connections, or has a procedure change the server.

    The server's own plan of it tells; a query that has none of the words for it is not planned.

    Raises:
        Refused: With what it does.
    """
    if not _MAY_ACT.search(cypher) or _EXPLAIN.match(cypher):
        return
    try:
        plan = bolt.plan("EXPLAIN", _PROFILE.sub(r"\1", cypher, count=1), parameters)
    except QueryError:
        return  # whoever runs it is told what is wrong, at the right place
    called = set()
    for _, operator in plan.walk():
        if operator.name == "TerminateTransactions":
            message = "This query ends transactions, and queries only read."
            raise Refused(message, "cypher-shell and Neo4j Browser can do it.")
        if operator.name == "ProcedureCall":
            called.add(operator.details.partition("(")[0])
    if not called:
        return
    for name, mode in bolt.read(_MODES, {"names": sorted(called)}):
        if mode != "READ" and not _TELLING.fullmatch(name):
            message = f"This query calls {name}, which changes the server, and queries only read."
            raise Refused(message, "cypher-shell and Neo4j Browser can do it.")
