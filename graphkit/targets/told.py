"""What a target is told of a Schema, and the rest, which it cannot be told."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from graphkit.errors import printable
from graphkit.propertygraph.ddl.rules import ALWAYS, rules_of
from graphkit.schema.model import EdgeType, Schema


@dataclass(frozen=True)
class Told:
    """A schema in another language.

    Attributes:
        text: The text, complete, with `missing` in its comments.
        missing: What the language cannot express, or this target does not enforce; a sentence each.
    """

    text: str
    missing: tuple[str, ...]


def unsaid(schema: Schema, kinds: Collection[str]) -> Iterator[str]:
    r"""Yield those rules of a schema that are of some kinds, a line each.

    Args:
        schema: The schema.
        kinds: Kinds of `propertygraph.ddl.rules.Rule` that a target cannot express.

    Example:
        >>> from graphkit.schema.load import parse_schema
        >>> name = '{type: string, pattern: "[a-z]+"}'
        >>> nodes = f"{{Person: {{properties: {{name: {name}}}}}}}"
        >>> schema, _ = parse_schema(f"schema: s\nversion: 1.0.0\nnodes: {nodes}")
        >>> list(unsaid(schema, {"pattern"}))
        ['name of Person matches "[a-z]+".']
    """
    for rule in rules_of(schema):
        if rule not in ALWAYS and rule.kind in kinds:
            yield f"{printable(rule.says)}."


def meaning(schema: Schema) -> Iterator[str]:
    """Yield what edge types mean beyond their form, which no other schema language knows.

    Example:
        >>> edge = EdgeType("ALLIED_WITH", ("Actor",), ("Actor",), symmetric=True)
        >>> list(meaning(Schema("s", edges={"ALLIED_WITH": edge})))
        ['ALLIED_WITH reads the same both ways.']
    """
    for edge in schema.edges.values():
        yield from (f"{printable(each)}." for each in _meaning(edge))


def _meaning(edge: EdgeType) -> Iterator[str]:
    if edge.symmetric:
        yield f"{edge.name} reads the same both ways"
    if edge.contradicts:
        yield f"{edge.name} contradicts {', '.join(edge.contradicts)}"
    if edge.closes:
        yield f"{edge.name} closes {', '.join(edge.closes)}"
    if edge.key:
        yield f"{', '.join(edge.key)}, type and ends make two edges of {edge.name} the same edge"
