"""Which elements of a Neo4j do not keep a rule, so that no constraint can be made of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graphkit.propertygraph.cypher import name as escaped
from graphkit.propertygraph.ddl.rules import Rule
from graphkit.schema.quoting import shown
from graphkit.stores.bolt import Bolt

NAMED: Final = 3
"""How many elements a message names."""

LOOKED_THROUGH: Final = 1_000_000
"""How many elements are looked through before anything is made; with more, the server does it."""


def violations(bolt: Bolt, rule: Rule, *, bounded: bool = False) -> list[str]:
    """Return the first elements that do not keep a rule, a clause each; none where all do.

    Args:
        bolt: The connection.
        rule: The rule.
        bounded: Whether to look only where there are no more than `LOOKED_THROUGH` elements.
    """
    kind = escaped(rule.type)
    is_node = rule.about == "node"
    pattern = f"(e:{kind})" if is_node else f"(a)-[e:{kind}]->(b)"
    if bounded:
        count = f"MATCH {'(e:' + kind + ')' if is_node else '()-[e:' + kind + ']->()'}"
        held = bolt.columns(f"{count} RETURN count(e)")[0][0]
        if held == 0 or held > LOOKED_THROUGH:
            return []
    called = "coalesce(e.id, '') AS id, elementId(e) AS element"
    if rule.kind in ("key", "unique"):
        return _shared(bolt, rule, pattern)
    condition = _condition(rule)
    if not condition:
        return []
    asked = f"MATCH {pattern} WHERE {condition} WITH e LIMIT {NAMED} RETURN {called}"
    ids, elements = bolt.columns(asked)
    return [
        f"{_called(rule, name, element)} does not keep it"
        for name, element in zip(ids, elements, strict=True)
    ]


def named(found: Sequence[str]) -> str:
    """Return what was found as one text."""
    return "; ".join(found)


def _shared(bolt: Bolt, rule: Rule, pattern: str) -> list[str]:
    prop = f"e.{escaped(rule.properties[0])}"
    asked = (
        f"MATCH {pattern} WHERE {prop} IS NOT NULL WITH {prop} AS value, count(*) AS held "
        f"WHERE held > 1 WITH value LIMIT {NAMED} "
        f"MATCH {pattern} WHERE {prop} = value "
        f"RETURN value, collect(elementId(e))[..{NAMED}], count(*)"
    )
    noun = "nodes" if rule.about == "node" else "edges"
    return [
        f"{held} {noun} of {rule.type} have the {rule.properties[0]} {shown(str(value))} "
        f"(elementId {', '.join(elements)}{', …' if held > NAMED else ''})"
        for value, elements, held in zip(*bolt.columns(asked), strict=True)
    ]


def _condition(rule: Rule) -> str:
    match rule.kind:
        case "required":
            return f"e.{escaped(rule.properties[0])} IS NULL"
        case "type":
            prop = f"e.{escaped(rule.properties[0])}"
            return f"{prop} IS NOT NULL AND NOT {prop} IS :: {rule.detail[0]}"
        case "labels":
            return " OR ".join(f"NOT e:{escaped(label)}" for label in rule.detail)
        case "ends":
            source, target = (escaped(label) for label in rule.detail)
            return f"NOT a:{source} OR NOT b:{target}"
        case _:
            return ""


def _called(rule: Rule, name: object, element: object) -> str:
    noun = "node" if rule.about == "node" else "edge"
    return f"the {noun} {shown(str(name))}" if name else f"the {noun} with elementId {element}"
