"""What a Neo4j Community enforces: that values are unique; and its indexes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from graphkit.propertygraph.ddl.constraint import Constraint, constraint, index
from graphkit.propertygraph.ddl.rules import Rule
from graphkit.schema.model import Schema

CALLED: Final = "Neo4j Community"


def constraints(rules: Iterable[Rule]) -> list[Constraint]:
    """Return what enforces those of the rules that this target can enforce, in their order.

    What is unique among edges is left to graphkit: with such a constraint a MERGE of edges takes a
    quarter more time.

    Example:
        >>> from graphkit.propertygraph.ddl.rules import ALWAYS
        >>> for made in constraints(ALWAYS):
        ...     print(made.name)
        graphkit_entity_id
        graphkit_claim_id
        graphkit_claim_edge_key
        graphkit_load_lease
    """
    made = []
    for rule in rules:
        if rule.kind == "index":
            made.append(index(rule))
        elif rule.about == "node" and rule.kind in ("key", "unique"):
            made.append(constraint(rule, "IS UNIQUE"))
    return made


def edge_ids(schema: Schema) -> list[Constraint]:
    """Return what makes the ids of edges unique by type, for whoever wants to pay for it.

    No load makes it: it slows down the writing of edges, whose ids are unique anyhow, as long as
    nobody else writes them.

    Args:
        schema: The schema.
    """
    return [constraint(Rule("key", "edge", name, ("id",)), "IS UNIQUE") for name in schema.edges]
