"""What a graph type enforces, in a Neo4j Enterprise that knows Cypher 25.

A graph type is set as a whole and replaces everything that was there. Labels that go with a label,
and labels of ends, are enforced by nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from graphkit.propertygraph.cypher import name as escaped
from graphkit.propertygraph.ddl.constraint import Constraint, constraint_name, index, pattern
from graphkit.propertygraph.ddl.rules import Rule

CALLED: Final = "Neo4j Enterprise with graph types"

GRAPH_TYPE: Final = "graph type"
"""What stands for the name of a graph type, which has none."""

_ENFORCED: Final = ("labels", "ends", "required", "type")


def constraints(rules: Iterable[Rule]) -> list[Constraint]:
    """Return one graph type for all rules that it can enforce, and the indexes beside it.

    A label that another label brings along cannot have an element type of its own, so rules about
    it stand as constraints beside those.

    Example:
        >>> from graphkit.propertygraph.ddl.rules import Rule
        >>> person = Rule("labels", "node", "Person", (), ("Entity",))
        >>> name = Rule("required", "node", "Person", ("name",))
        >>> print(constraints([person, name])[0].statement)
        CYPHER 25 ALTER CURRENT GRAPH TYPE SET {
          (:`Person` => :`Entity` {`name` :: ANY NOT NULL})
        }
    """
    rules = list(rules)
    elements = [*_nodes(rules), *_edges(rules), *_beside(rules)]
    text = ",\n".join(f"  {element}" for element in elements)
    statement = f"CYPHER 25 ALTER CURRENT GRAPH TYPE SET {{\n{text}\n}}"
    enforced = tuple(rule for rule in rules if rule.kind in _ENFORCED or _is_unique(rule))
    made = [Constraint(GRAPH_TYPE, statement, enforced)]
    return made + [index(rule) for rule in rules if rule.kind == "index"]


def _is_unique(rule: Rule) -> bool:
    return rule.about == "node" and rule.kind in ("key", "unique")


def _implied(rules: Iterable[Rule]) -> set[str]:
    """The labels that other labels bring along."""
    return {label for rule in rules if rule.kind == "labels" for label in rule.detail}


def _nodes(rules: Sequence[Rule]) -> list[str]:
    implied = _implied(rules)
    elements = []
    for rule in rules:
        if rule.kind == "labels" and rule.type not in implied:
            labels = "&".join(escaped(label) for label in rule.detail)
            of = _properties(rules, "node", rule.type)
            elements.append(f"(:{escaped(rule.type)} => :{labels}{f' {of}' if of else ''})")
    return elements


def _edges(rules: Sequence[Rule]) -> list[str]:
    elements = []
    for rule in rules:
        if rule.kind == "ends":
            source, target = (escaped(label) for label in rule.detail)
            of = _properties(rules, "edge", rule.type)
            inner = f":{escaped(rule.type)} =>{f' {of}' if of else ''}"
            elements.append(f"(:{source})-[{inner}]->(:{target})")
    return elements


def _properties(rules: Iterable[Rule], about: str, owner: str) -> str:
    """The properties of an element type, as a map of their types."""
    types: dict[str, str] = {}
    required = set()
    for rule in rules:
        if (rule.about, rule.type) != (about, owner):
            continue
        if rule.kind == "type":
            types[rule.properties[0]] = rule.detail[0]
        elif rule.kind == "required":
            required.add(rule.properties[0])
            types.setdefault(rule.properties[0], "ANY")
    said = [
        f"{escaped(prop)} :: {kind}{' NOT NULL' if prop in required else ''}"
        for prop, kind in types.items()
    ]
    return f"{{{', '.join(said)}}}" if said else ""


def _beside(rules: Sequence[Rule]) -> list[str]:
    """Keys and what is unique, by name, and what is ruled of labels and types of no element."""
    implied = _implied(rules)
    nodes = {rule.type for rule in rules if rule.kind == "labels"} - implied
    edges = {rule.type for rule in rules if rule.kind == "ends"}
    elements = []
    for rule in rules:
        if _is_unique(rule):
            requirement = "IS KEY" if rule.kind == "key" else "IS UNIQUE"
        elif rule.kind not in ("required", "type") or rule.type in (
            nodes if rule.about == "node" else edges
        ):
            continue
        elif rule.kind == "required":
            requirement = "IS NOT NULL"
        else:
            requirement = f"IS :: {rule.detail[0]}"
        of = f"e.{escaped(rule.properties[0])}"
        where = pattern(rule).replace("]-()", "]->()")
        elements.append(
            f"CONSTRAINT {constraint_name(rule)} FOR {where} REQUIRE {of} {requirement}"
        )
    return elements
