"""A constraint or an index as a server is told of it, and what it is called."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from graphkit.propertygraph.cypher import name as escaped
from graphkit.propertygraph.ddl.rules import (
    ALWAYS,
    CLAIM_INDEX,
    CLAIM_KEY,
    ENTITY_KEY,
    LOAD_LEASE,
    Rule,
)

OURS: Final = "graphkit_"
"""What the names of all constraints and indexes begin with that graphkit makes."""

LONGEST: Final = 120
"""Characters of a name; Neo4j takes more, lists of them in a terminal do not."""

_FIXED: Final = {
    ENTITY_KEY.identity: "graphkit_entity_id",
    CLAIM_KEY.identity: "graphkit_claim_id",
    CLAIM_INDEX.identity: "graphkit_claim_edge_key",
    LOAD_LEASE.identity: "graphkit_load_lease",
}


@dataclass(frozen=True)
class Constraint:
    """What a server is told, so that it enforces a rule.

    Attributes:
        name: Its name in the server; that of the graph type, which has none there, is "graph type".
        statement: The Cypher that makes it.
        enforces: The rules that the server then enforces: one, or all those of a graph type.
    """

    name: str
    statement: str
    enforces: tuple[Rule, ...] = field(repr=False)

    @property
    def is_needed(self) -> bool:
        """Whether no load can do without it.

        Example:
            >>> from graphkit.propertygraph.ddl.rules import CLAIM_INDEX
            >>> Constraint("graphkit_claim_edge_key", "…", (CLAIM_INDEX,)).is_needed
            True
        """
        return any(rule in ALWAYS for rule in self.enforces)


def constraint_name(rule: Rule) -> str:
    """Return what the constraint for a rule is called: the same in every release.

    It is made of ASCII letters, digits and `_`. Where that says less than the rule, or where two
    rules would be called the same, eight hex digits behind `___` tell them apart.

    Example:
        >>> constraint_name(Rule("required", "edge", "OWNS", ("register",)))
        'graphkit_edge_required_OWNS__register'
        >>> constraint_name(Rule("unique", "node", "Straße", ("name",)))
        'graphkit_unique_Stra_e__name___25d72334'
    """
    if rule.identity in _FIXED:
        return _FIXED[rule.identity]
    parts = (rule.type, *rule.properties)
    readable = [re.sub(r"[^0-9A-Za-z_]", "_", part) for part in parts]
    about = "" if rule.about == "node" else "edge_"
    text = f"{OURS}{about}{rule.kind}_{'__'.join(readable)}"
    is_plain = all(_is_plain(part) for part in parts)
    if is_plain and len(text) <= LONGEST:
        return text
    exact = "\0".join((rule.kind, rule.about, *parts))
    digits = sha256(exact.encode()).hexdigest()[:8]
    return f"{text[: LONGEST - 11]}___{digits}"


def _is_plain(part: str) -> bool:
    """Whether a part of a name can be told from the others by the two `_` between them."""
    return re.fullmatch(r"[0-9A-Za-z]+(_[0-9A-Za-z]+)*", part) is not None


def pattern(rule: Rule) -> str:
    """Return what a rule is about, as `FOR` wants it, with the variable `e`.

    Example:
        >>> print(pattern(Rule("unique", "edge", "OWNS", ("id",))))
        ()-[e:`OWNS`]-()
    """
    kind = escaped(rule.type)
    return f"(e:{kind})" if rule.about == "node" else f"()-[e:{kind}]-()"


def constraint(rule: Rule, requirement: str) -> Constraint:
    """Return a constraint on one property.

    Args:
        rule: The rule that it enforces.
        requirement: What follows the property, such as `IS UNIQUE`.

    Example:
        >>> print(constraint(Rule("unique", "node", "A", ("b",)), "IS UNIQUE").statement)
        CREATE CONSTRAINT graphkit_unique_A__b IF NOT EXISTS FOR (e:`A`) REQUIRE e.`b` IS UNIQUE
    """
    called = constraint_name(rule)
    of = f"e.{escaped(rule.properties[0])}"
    text = f"CREATE CONSTRAINT {called} IF NOT EXISTS FOR {pattern(rule)} REQUIRE {of}"
    return Constraint(called, f"{text} {requirement}", (rule,))


def index(rule: Rule) -> Constraint:
    """Return an index on one property.

    Example:
        >>> from graphkit.propertygraph.ddl.rules import CLAIM_INDEX
        >>> print(index(CLAIM_INDEX).statement)
        CREATE INDEX graphkit_claim_edge_key IF NOT EXISTS FOR (e:`Claim`) ON (e.`edge_key`)
    """
    called = constraint_name(rule)
    of = f"e.{escaped(rule.properties[0])}"
    return Constraint(
        called, f"CREATE INDEX {called} IF NOT EXISTS FOR {pattern(rule)} ON ({of})", (rule,)
    )
