"""Which properties hold moments, which the embedded engine keeps without their zone."""

from __future__ import annotations

from functools import cache

from graphkit.graph.claims import CLAIM_TYPES
from graphkit.schema.load import parse_schema
from graphkit.schema.values import DatetimeType, ListType, ValueType


@cache
def moment_names(schema_text: str) -> frozenset[str]:
    """Return the names of the properties that hold moments: a claim's own and a schema's.

    Args:
        schema_text: The text of the schema; empty where there is none.

    Example:
        >>> sorted(moment_names('''
        ... schema: s
        ... version: 1.0.0
        ... nodes: {City: {properties: {seen: {type: datetime}, name: {type: string}}}}
        ... edges: {}
        ... '''))
        ['recorded_at', 'retracted_at', 'seen']
    """
    found = {name for name, value_type in CLAIM_TYPES.items() if _is_moment(value_type)}
    if schema_text:
        schema, _ = parse_schema(schema_text)
        declared = [node.properties for node in schema.nodes.values()]
        declared += [edge.properties for edge in schema.edges.values()]
        for properties in declared:
            found |= {name for name, held in properties.items() if _is_moment(held.type)}
    return frozenset(found)


def _is_moment(value_type: ValueType) -> bool:
    item = value_type.item if isinstance(value_type, ListType) else value_type
    return isinstance(item, DatetimeType)
