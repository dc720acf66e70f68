"""The constraints and indexes that a Neo4j has, whoever made them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graphkit.propertygraph.cypher import name as escaped
from graphkit.propertygraph.ddl.constraint import OURS
from graphkit.propertygraph.ddl.rules import Rule
from graphkit.schema.quoting import shown
from graphkit.stores.bolt import Bolt

_KINDS: Final = {
    "UNIQUENESS": "unique",
    "NODE_PROPERTY_UNIQUENESS": "unique",
    "RELATIONSHIP_UNIQUENESS": "unique",
    "RELATIONSHIP_PROPERTY_UNIQUENESS": "unique",
    "NODE_KEY": "key",
    "RELATIONSHIP_KEY": "key",
    "NODE_PROPERTY_EXISTENCE": "required",
    "RELATIONSHIP_PROPERTY_EXISTENCE": "required",
    "NODE_PROPERTY_TYPE": "type",
    "RELATIONSHIP_PROPERTY_TYPE": "type",
    "NODE_LABEL_EXISTENCE": "label",
    "RELATIONSHIP_SOURCE_LABEL": "source",
    "RELATIONSHIP_TARGET_LABEL": "target",
}
"""Kinds of constraints, by the names that releases have for them."""

_COLUMNS: Final = "name, type, entityType, labelsOrTypes, properties"


@dataclass(frozen=True)
class Existing:
    """A constraint or an index that is there.

    Attributes:
        name: Its name.
        kind: "unique", "key", "required", "type", "label", "source", "target" of a constraint,
            "index" of an index that nothing owns, "owned" of one that a constraint owns; any
            other kind of index under its own name.
        about: "node" or "edge".
        type: The label or the edge type; empty where it is about several.
        properties: The properties.
        detail: The property type, or the label that is enforced.
    """

    name: str
    kind: str
    about: str
    type: str
    properties: tuple[str, ...]
    detail: str = ""

    @property
    def is_constraint(self) -> bool:
        """Whether it is a constraint, not an index."""
        return self.kind in _KINDS.values()

    @property
    def is_ours(self) -> bool:
        """Whether a load made it, by its name; those on ids of edges are made by people."""
        is_wish = self.about == "edge" and self.kind in ("unique", "key")
        return self.name.startswith(OURS) and not is_wish

    @property
    def what(self) -> str:
        """What it is, with an article."""
        return "a constraint" if self.is_constraint else "an index"

    @property
    def says(self) -> str:
        """What it is about, in a few words."""
        told = {
            "unique": "which keeps {} unique",
            "key": "whose key is {}",
            "required": "which demands {}",
            "type": f"which demands that {{}} is {self.detail}",
            "label": f"which demands the label {self.detail}",
            "source": f"which demands the label {self.detail} at its source",
            "target": f"which demands the label {self.detail} at its target",
        }
        of = ", ".join(shown(name) for name in self.properties)
        where = f"{'nodes' if self.about == 'node' else 'edges'} of {shown(self.type)}"
        return f"{told.get(self.kind, 'on {}').format(of)} of {where}"

    @property
    def drop(self) -> str:
        """The statement that drops it."""
        kind = "CONSTRAINT" if self.is_constraint else "INDEX"
        return f"DROP {kind} {escaped(self.name)}"

    def is_about(self, rule: Rule) -> bool:
        """Whether it is on the very properties of a rule."""
        return (self.about, self.type, self.properties) == (rule.about, rule.type, rule.properties)

    def is_index_of(self, rule: Rule) -> bool:
        """Whether elements are found by it by the properties of a rule."""
        return self.is_about(rule) and self.kind in ("index", "owned", "unique", "key")

    def bars(self, rule: Rule) -> bool:
        """Whether what a rule wants cannot be made as long as this is there."""
        if not self.is_about(rule):
            return False
        if rule.kind in ("key", "unique"):
            return self.kind == "index"
        return rule.kind == "type" and self.kind == "type" and (self.detail,) != rule.detail

    def serves(self, rules: Iterable[Rule]) -> bool:
        """Whether it enforces one of the rules, or a part of one."""
        return any(_serves(self, rule) for rule in rules)


def _serves(found: Existing, rule: Rule) -> bool:
    if (found.about, found.type) != (rule.about, rule.type):
        return False
    match rule.kind:
        case "key" | "unique":
            return found.kind in ("unique", "key") and found.properties == rule.properties
        case "index":
            return found.kind in ("index", "owned") and found.properties == rule.properties
        case "required":
            if found.kind == "key":
                return rule.properties[0] in found.properties
            return found.kind == "required" and found.properties == rule.properties
        case "type":
            return found.kind == "type" and (found.properties, (found.detail,)) == (
                rule.properties,
                rule.detail,
            )
        case "labels":
            return found.kind == "label" and found.detail in rule.detail
        case "ends":
            return found.kind in ("source", "target") and found.detail in rule.detail
        case _:
            return False


def is_kept(rule: Rule, there: Sequence[Existing]) -> bool:
    """Return whether what is there enforces a rule wholly."""
    serving = [found for found in there if _serves(found, rule)]
    if rule.kind == "labels":
        return {found.detail for found in serving} >= set(rule.detail)
    if rule.kind == "ends":
        said = {(found.kind, found.detail) for found in serving}
        return said >= {("source", rule.detail[0]), ("target", rule.detail[1])}
    return bool(serving)


def existing(bolt: Bolt) -> list[Existing]:
    """Read the constraints and indexes of a database, in read mode.

    Raises:
        StoreError: Where the server fails, or does not show them to this user.
    """
    newest = "25" in bolt.server.cyphers
    cypher, label = ("CYPHER 25 ", "enforcedLabel") if newest else ("", "null AS enforcedLabel")
    extra = "propertyType, enforcedLabel" if newest else "propertyType"
    asked = f"{cypher}SHOW CONSTRAINTS YIELD {_COLUMNS}, {extra} RETURN {_COLUMNS}, propertyType, "
    found = [
        Existing(
            name,
            _KINDS.get(kind, kind),
            "node" if about == "NODE" else "edge",
            types[0] if types else "",
            tuple(properties or ()),
            value or enforced or "",
        )
        for name, kind, about, types, properties, value, enforced in _rows(bolt, asked + label)
    ]
    asked = f"SHOW INDEXES YIELD {_COLUMNS}, owningConstraint WHERE type <> 'LOOKUP' "
    asked += f"RETURN {_COLUMNS}, owningConstraint"
    for name, kind, about, types, properties, owner in _rows(bolt, asked):
        plain = "owned" if owner is not None else "index"
        found.append(
            Existing(
                name,
                plain if kind == "RANGE" else kind,
                "node" if about == "NODE" else "edge",
                types[0] if types is not None and len(types) == 1 else "",
                tuple(properties or ()),
            )
        )
    return found


def _rows(bolt: Bolt, asked: str) -> list[tuple[Any, ...]]:
    return list(zip(*bolt.columns(asked), strict=True))
