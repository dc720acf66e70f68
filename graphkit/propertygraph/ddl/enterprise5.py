"""What a Neo4j Enterprise enforces: keys, required properties and their types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from graphkit.propertygraph.ddl.constraint import Constraint, constraint, index
from graphkit.propertygraph.ddl.rules import Rule
from graphkit.schema.model import Schema

CALLED: Final = "Neo4j Enterprise"


def constraints(rules: Iterable[Rule]) -> list[Constraint]:
    """Return what enforces those of the rules that this target can enforce, in their order.

    Example:
        >>> from graphkit.propertygraph.ddl.rules import Rule
        >>> share = Rule("type", "edge", "OWNS", ("share",), ("FLOAT",))
        >>> [made.name for made in constraints([share])]
        ['graphkit_edge_type_OWNS__share']
    """
    made = []
    for rule in rules:
        match rule.kind, rule.about:
            case "index", _:
                made.append(index(rule))
            case "key", "node":
                made.append(constraint(rule, "IS NODE KEY"))
            case "unique", "node":
                made.append(constraint(rule, "IS UNIQUE"))
            case "required", _:
                made.append(constraint(rule, "IS NOT NULL"))
            case "type", _:
                made.append(constraint(rule, f"IS :: {rule.detail[0]}"))
    return made


def edge_ids(schema: Schema) -> list[Constraint]:
    """Return what makes the ids of edges keys by type, for whoever wants to pay for it.

    No load makes it: it slows down the writing of edges. See `community5.edge_ids`.

    Args:
        schema: The schema.
    """
    return [
        constraint(Rule("key", "edge", name, ("id",)), "IS RELATIONSHIP KEY")
        for name in schema.edges
    ]
