"""The rules of a Schema, one by one: what a server may enforce, and what graphkit checks itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from graphkit.schema.model import EdgeType, NodeType, Property, Schema
from graphkit.schema.names import CLAIM, ROOT
from graphkit.schema.quoting import shown
from graphkit.schema.values import Enumeration, ListType, ValueType

About = Literal["node", "edge"]
Kind = Literal[
    "key",
    "index",
    "unique",
    "required",
    "type",
    "labels",
    "ends",
    "values",
    "range",
    "pattern",
    "length",
    "partners",
]

TYPES: Final = {
    "string": "STRING",
    "integer": "INTEGER",
    "float": "FLOAT",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "datetime": "ZONED DATETIME",
    "edtf": "STRING",
    "url": "STRING",
}
"""What a store keeps a value of each property type as, in Cypher's words."""


@dataclass(frozen=True)
class Rule:
    """One rule: what holds of all nodes of a label, or of all edges of a type.

    Attributes:
        kind: What is ruled.
        about: Whether `type` is a label or an edge type.
        type: The label, or the edge type.
        properties: The properties it is about; none for labels and ends.
        detail: For `type` the property type in Cypher; for `labels` those that go with the label;
            for `ends` the labels that every source has, and every target.
        says: The rule in words.
        check: The code of the Problem that graphkit reports where it is broken.
        is_whole: Whether `detail` says all of it; ends of several types have but a label in common.
    """

    kind: Kind
    about: About
    type: str
    properties: tuple[str, ...]
    detail: tuple[str, ...] = ()
    says: str = ""
    check: str = ""
    is_whole: bool = True

    @property
    def identity(self) -> tuple[object, ...]:
        """What makes two rules the same, whatever words they are put in."""
        return (self.kind, self.about, self.type, self.properties, self.detail)


ENTITY_KEY: Final = Rule(
    "key", "node", ROOT, ("id",), says="No two nodes have one id", check="GK305"
)
CLAIM_KEY: Final = Rule(
    "key", "node", CLAIM, ("id",), says="No two claims have one id", check="GK405"
)
CLAIM_INDEX: Final = Rule(
    "index", "node", CLAIM, ("edge_key",), says="Claims of one edge are found by its edge_key"
)
LOAD_LEASE: Final = Rule(
    "unique", "node", "GraphkitLoad", ("lease",), says="No two loads of one dataset write at once"
)
ALWAYS: Final = (ENTITY_KEY, CLAIM_KEY, CLAIM_INDEX, LOAD_LEASE)
"""What every load needs, whatever its schema: elements, and the load itself, are found by these."""


def rules_of(schema: Schema) -> list[Rule]:
    r"""Return every rule of a schema, those that every load needs first.

    Rules of inherited properties are those of the label that declares them, which every node of a
    type below it has, too.

    Example:
        >>> from graphkit.schema.load import parse_schema
        >>> name = "{type: string, required: true, unique: true}"
        >>> nodes = f"{{Person: {{properties: {{name: {name}}}}}}}"
        >>> schema, _ = parse_schema(f"schema: s\nversion: 1.0.0\nnodes: {nodes}")
        >>> [rule.says for rule in rules_of(schema) if rule.type == "Person"]
        ... # doctest: +NORMALIZE_WHITESPACE
        ['Every Person is an Entity, too', 'Every Person has a name',
         'name of Person is a string', 'No two nodes of Person share a name']
    """
    rules = list(ALWAYS)
    for node in schema.nodes.values():
        rules.extend(_node_rules(node, schema))
    for edge in schema.edges.values():
        rules.extend(_edge_rules(edge, schema))
    return rules


def agreed(rules: Iterable[Rule], others: Iterable[Schema]) -> list[Rule]:
    r"""Return those rules that elements of other schemas in the same store keep as well.

    A node that several datasets fill must not be refused for what only one of them declares.

    Args:
        rules: Rules of one schema.
        others: The schemas of the other datasets in the store.

    Example:
        >>> from graphkit.schema.load import parse_schema
        >>> text = "schema: s\nversion: 1.0.0\nnodes: {Person: {properties: {name: %s}}}"
        >>> mine, _ = parse_schema(text % "{type: string, required: true}")
        >>> other, _ = parse_schema(text % "{type: string}")
        >>> kept = agreed(rules_of(mine), [other])
        >>> [rule.kind for rule in kept if rule.type == "Person"]
        ['labels', 'type']
    """
    others = list(others)
    return [rule for rule in rules if all(_holds(rule, other) for other in others)]


def _holds(rule: Rule, other: Schema) -> bool:
    """Whether what a dataset of another schema writes keeps a rule."""
    if rule in ALWAYS:
        return True
    concerned: list[NodeType | EdgeType]
    if rule.about == "node":
        concerned = [node for node in other.nodes.values() if rule.type in node.labels]
    else:
        concerned = [edge for edge in other.edges.values() if edge.name == rule.type]
    return all(_keeps(rule, each, other) for each in concerned)


def _keeps(rule: Rule, other: NodeType | EdgeType, schema: Schema) -> bool:
    match rule.kind:
        case "labels":
            return isinstance(other, NodeType) and set(rule.detail) <= set(other.labels)
        case "ends":
            return isinstance(other, EdgeType) and rule.detail == _ends(other, schema)
        case "required":
            prop = other.properties.get(rule.properties[0])
            return prop is not None and _is_required(prop, other)
        case "unique":
            prop = other.properties.get(rule.properties[0])
            return prop is None or prop.unique
        case "type":
            prop = other.properties.get(rule.properties[0])
            return prop is None or (stored_type(prop.type),) == rule.detail
        case _:
            return True


def _is_required(prop: Property, owner: NodeType | EdgeType) -> bool:
    return prop.required or (isinstance(owner, EdgeType) and prop.name in owner.key)


def stored_type(value: ValueType) -> str:
    """Return what a property type is called in Cypher.

    Example:
        >>> from graphkit.schema.values import DateType, ListType
        >>> stored_type(ListType(DateType()))
        'LIST<DATE NOT NULL>'
    """
    if isinstance(value, ListType):
        return f"LIST<{stored_type(value.item)} NOT NULL>"
    return TYPES.get(value.name, "STRING") if not isinstance(value, Enumeration) else "STRING"


def _node_rules(node: NodeType, schema: Schema) -> Iterator[Rule]:
    above = tuple(label for label in node.labels if label != node.name)
    says = f"Every {node.name} is {_either(above, 'and')}, too"
    yield Rule("labels", "node", node.name, (), above, says, "GK301")
    parent = schema.nodes.get(node.extends or "")
    inherited = parent.properties if parent is not None else {}
    for prop in node.properties.values():
        if prop.name not in inherited:
            yield from _property_rules("node", node.name, prop, prop.required)


def _edge_rules(edge: EdgeType, schema: Schema) -> Iterator[Rule]:
    says = f"{edge.name} goes from {_either(edge.sources)} to {_either(edge.targets)}"
    ends = _ends(edge, schema)
    is_whole = (edge.sources, edge.targets) == ((ends[0],), (ends[1],))
    yield Rule("ends", "edge", edge.name, (), ends, says, "GK402", is_whole)
    for prop in edge.properties.values():
        yield from _property_rules("edge", edge.name, prop, _is_required(prop, edge))
    for limit, many, one in (
        (edge.max_sources_per_target, "sources", "target"),
        (edge.max_targets_per_source, "targets", "source"),
    ):
        if limit is not None:
            says = f"A {one} of {edge.name} has at most {limit} {many} at once"
            yield Rule("partners", "edge", edge.name, (), says=says, check="GK408")


def _property_rules(about: About, owner: str, prop: Property, required: bool) -> Iterator[Rule]:
    hundred = 300 if about == "node" else 400
    all_of = f"{prop.name} of {owner}"

    def rule(kind: Kind, says: str, number: int, *detail: str) -> Rule:
        code = f"GK{hundred + number}"
        return Rule(kind, about, owner, (prop.name,), detail, says, code)

    if required:
        yield rule("required", f"Every {owner} has {_article(prop.name)}", 13)
    yield rule("type", f"{all_of} is {_article(prop.type.name)}", 12, stored_type(prop.type))
    if prop.unique:
        yield rule("unique", f"No two {about}s of {owner} share {_article(prop.name)}", 17)
    item = prop.type.item if isinstance(prop.type, ListType) else prop.type
    if isinstance(item, Enumeration):
        yield rule("values", f"{all_of} is one of the words of {item.name}", 12)
    if prop.min is not None:
        yield rule("range", f"{all_of} is at least {prop.min}", 14)
    if prop.max is not None:
        yield rule("range", f"{all_of} is at most {prop.max}", 14)
    if prop.pattern is not None:
        yield rule("pattern", f"{all_of} matches {shown(prop.pattern)}", 15)
    if prop.length is not None:
        yield rule("length", f"{all_of} is no longer than {prop.length}", 16)


def _ends(edge: EdgeType, schema: Schema) -> tuple[str, str]:
    """The nearest label that all sources of a type have, and all targets."""
    return _common(edge.sources, schema), _common(edge.targets, schema)


def _common(names: tuple[str, ...], schema: Schema) -> str:
    lines = [schema.nodes[name].labels for name in names if name in schema.nodes]
    if not lines:
        return ROOT
    return next(label for label in lines[0] if all(label in line for line in lines))


def _article(name: str) -> str:
    return f"{'an' if name[0] in 'aeioAEIO' else 'a'} {name}"


def _either(names: tuple[str, ...], word: str = "or") -> str:
    *front, last = names
    if word == "and":
        front, last = [_article(name) for name in front], _article(last)
    return f"{', '.join(front)} {word} {last}" if front else last
