"""Which target a server is, and what that means for the rules of a Schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from graphkit.errors import printable
from graphkit.propertygraph.ddl import community5, cypher25, enterprise5
from graphkit.propertygraph.ddl.constraint import Constraint
from graphkit.propertygraph.ddl.rules import Rule, rules_of
from graphkit.schema.model import Schema

GRAPH_TYPES_SINCE: Final = (2026, 6)
"""The first release whose graph types are more than a preview."""


class Server(Protocol):
    """What a server says that it is."""

    @property
    def version(self) -> str:
        """Its version, such as "5.26.30"."""

    @property
    def edition(self) -> str:
        """Its edition, "community" or "enterprise"."""

    @property
    def cyphers(self) -> tuple[str, ...]:
        """The versions of Cypher that it understands."""


@dataclass(frozen=True)
class Target:
    """A kind of server.

    Attributes:
        name: The word for it: "neo4j-community", "neo4j-enterprise" or "cypher25".
        called: What messages call it.
        constraints: From rules to what enforces them there.
        edge_ids: From a schema to what makes the ids of edges unique there, which no load makes.
    """

    name: str
    called: str
    constraints: Callable[[Iterable[Rule]], list[Constraint]]
    edge_ids: Callable[[Schema], list[Constraint]]


COMMUNITY5: Final = Target(
    "neo4j-community", community5.CALLED, community5.constraints, community5.edge_ids
)
ENTERPRISE5: Final = Target(
    "neo4j-enterprise", enterprise5.CALLED, enterprise5.constraints, enterprise5.edge_ids
)
CYPHER25: Final = Target("cypher25", cypher25.CALLED, cypher25.constraints, enterprise5.edge_ids)
TARGETS: Final = (COMMUNITY5, ENTERPRISE5, CYPHER25)


def target_for(server: Server) -> Target:
    """Return which target a server is, from what it says of itself.

    Example:
        >>> from types import SimpleNamespace as Said
        >>> target_for(Said(version="5.26.30", edition="community", cyphers=("5",))).name
        'neo4j-community'
        >>> target_for(Said(version="2026.09.0", edition="enterprise", cyphers=("5", "25"))).name
        'cypher25'
    """
    if server.edition.casefold() == "community":
        return COMMUNITY5
    found = re.match(r"(\d+)\.(\d+)", server.version)
    release = (int(found[1]), int(found[2])) if found else (0, 0)
    if "25" in server.cyphers and release >= GRAPH_TYPES_SINCE:
        return CYPHER25
    return ENTERPRISE5


def statements_for(server: Server, schema: Schema) -> list[Constraint]:
    """Return what a server is told of a schema, in the order in which it is run.

    Args:
        server: What the server says that it is.
        schema: The schema.
    """
    return target_for(server).constraints(rules_of(schema))


def script(target: Target, schema: Schema, *, more: Iterable[Constraint] = ()) -> str:
    """Return a script of what a target is told of a schema, the rest of its rules in comments.

    Args:
        target: The target.
        schema: The schema.
        more: Further constraints, such as those of `edge_ids`.
    """
    rules = rules_of(schema)
    made = [*target.constraints(rules), *more]
    lines = [f"{each.statement};" for each in made]
    lines += [f"// {printable(each.sentence)}" for each in unenforced(target, rules)]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class Unenforced:
    """A rule that the server does not enforce.

    Attributes:
        rule: The rule.
        why: That it is not enforced, and why, in a clause.
    """

    rule: Rule
    why: str

    @property
    def sentence(self) -> str:
        """The rule, the reason, and the check that graphkit does itself."""
        return f"{self.rule.says}: {self.why}; checked by graphkit ({self.rule.check})."


def unenforced(target: Target, rules: Sequence[Rule]) -> list[Unenforced]:
    """Return the rules that a target cannot enforce, or not wholly.

    Labels are left out: graphkit sets them, and no row can have wrong ones.

    Example:
        >>> rule = Rule("pattern", "node", "A", ("b",), says='b of A matches "x"', check="GK315")
        >>> print(unenforced(COMMUNITY5, [rule])[0].sentence)
        b of A matches "x": not enforced by Neo4j Community; checked by graphkit (GK315).
    """
    enforced = {rule for made in target.constraints(rules) for rule in made.enforces}
    missing = []
    for rule in rules:
        if rule.kind in ("labels", "index"):
            continue
        if rule not in enforced:
            why = f"not enforced by {target.called}"
            if rule.kind == "unique":
                why = "not enforced, as that would slow down the writing of edges"
            missing.append(Unenforced(rule, why))
        elif rule.kind == "ends" and not rule.is_whole:
            source, target_label = rule.detail
            why = f"only enforced as from {source} to {target_label}"
            missing.append(Unenforced(rule, why))
    return missing


_GROUPS: Final = {
    "unique": "What is unique",
    "required": "Required properties",
    "type": "Types of properties",
    "ends": "Types of ends",
    "values": "Words of enumerations",
    "range": "Ranges",
    "pattern": "Patterns",
    "length": "Lengths",
    "partners": "Numbers of partners",
}


def summary(missing: Iterable[Unenforced]) -> list[str]:
    """Return what is not enforced, a sentence for all rules of one kind and one reason.

    Example:
        >>> rules = [Rule("pattern", "node", "A", (name,), check="GK315") for name in "bc"]
        >>> summary(unenforced(COMMUNITY5, rules))
        ['Patterns (2): not enforced by Neo4j Community; checked by graphkit (GK315).']
    """
    groups: dict[tuple[str, str], list[Rule]] = {}
    for each in missing:
        groups.setdefault((each.rule.kind, each.why), []).append(each.rule)
    lines = []
    for (kind, why), rules in groups.items():
        codes = ", ".join(sorted({rule.check for rule in rules}))
        lines.append(f"{_GROUPS[kind]} ({len(rules)}): {why}; checked by graphkit ({codes}).")
    return lines
