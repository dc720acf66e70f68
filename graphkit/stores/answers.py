"""From the driver's values to plain ones.

The driver's classes are told apart by what they offer, so that only `bolt` imports the driver.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from graphkit.propertygraph.marks import MARKS
from graphkit.stores.base import EdgeValue, NodeValue, PathValue, zone_name


def plain_rows(
    rows: Sequence[Sequence[Any]], ids: Mapping[str, str], naive_is_utc: bool = False
) -> tuple[tuple[Any, ...], ...]:
    """Return the rows of an answer with plain values.

    Args:
        rows: Values as the driver gives them.
        ids: The id of a graph behind each id of the store, for the ends of edges.
        naive_is_utc: Whether a datetime without zone is meant in UTC.

    Example:
        >>> plain_rows([[1, ["a"], {"b": None}]], {})
        ((1, ['a'], {'b': None}),)
    """
    return tuple(tuple(_plain(value, ids, naive_is_utc) for value in row) for row in rows)


def node_ids(rows: Sequence[Sequence[Any]]) -> dict[str, str]:
    """Return the ids of the nodes in an answer, by the store's own ids for them."""
    return {value.element_id: _id(value) for value in _elements(rows) if hasattr(value, "labels")}


def unknown_ends(rows: Sequence[Sequence[Any]], known: Mapping[str, str]) -> list[str]:
    """Return the store's ids of the ends of edges that an answer does not hold as nodes."""
    ends = {
        end.element_id: None
        for value in _elements(rows)
        if hasattr(value, "start_node") and hasattr(value, "type")
        for end in (value.start_node, value.end_node)
        if end.element_id not in known
    }
    return list(ends)


def _elements(values: Iterable[Any]) -> Iterator[Any]:
    """Yield the nodes and edges in values, however deep."""
    for value in values:
        if value is None or isinstance(value, str | int | float | bytes):
            continue
        if isinstance(value, list | tuple):
            yield from _elements(value)
        elif isinstance(value, dict):
            yield from _elements(value.values())
        # the classes are asked: a day looks long for what it does not have
        elif hasattr(type(value), "relationships"):
            yield from value.nodes
            yield from value.relationships
        elif hasattr(type(value), "element_id"):
            yield value


def _plain(value: Any, ids: Mapping[str, str], naive_is_utc: bool) -> Any:
    match value:
        case None | bool() | int() | float() | str() | bytes():
            return value
        case list():
            return [_plain(item, ids, naive_is_utc) for item in value]
        case dict():
            kept = value if not value.keys() >= MARKS else _without_marks(value)
            return {key: _plain(item, ids, naive_is_utc) for key, item in kept.items()}
    kind = type(value)
    if hasattr(kind, "labels"):
        properties = _properties(value, ids, naive_is_utc)
        return NodeValue(_id(value), tuple(sorted(value.labels)), properties)
    if hasattr(kind, "relationships"):
        return PathValue(
            tuple(_plain(node, ids, naive_is_utc) for node in value.nodes),
            tuple(_plain(edge, ids, naive_is_utc) for edge in value.relationships),
        )
    if hasattr(kind, "start_node"):
        ends = (value.start_node.element_id, value.end_node.element_id)
        source, target = (ids.get(end, end) for end in ends)
        properties = _properties(value, ids, naive_is_utc)
        return EdgeValue(_id(value), value.type, source, target, properties)
    if hasattr(kind, "nanosecond") and value.nanosecond % 1000:
        return value.iso_format()  # Python counts microseconds, and would drop the rest
    if hasattr(kind, "to_native"):
        return _moment(value.to_native(), naive_is_utc)
    if hasattr(kind, "iso_format"):
        return value.iso_format()
    if hasattr(kind, "srid"):
        return (
            f"SRID={value.srid};POINT{' Z ' if len(value) > 2 else ''}({' '.join(map(str, value))})"
        )
    return str(value)


def _moment(value: Any, naive_is_utc: bool) -> Any:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            return value.replace(tzinfo=UTC) if naive_is_utc else value
        if value.utcoffset() == UTC.utcoffset(None) and zone_name(value) in (None, "UTC"):
            return value.astimezone(UTC)
    return value


def _id(element: Any) -> str:
    named = element.get("id")
    return named if isinstance(named, str) else element.element_id


def _properties(element: Any, ids: Mapping[str, str], naive_is_utc: bool) -> dict[str, Any]:
    kept = _without_marks(dict(element.items()))
    return {key: _plain(kept[key], ids, naive_is_utc) for key in sorted(kept)}


def _without_marks(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in properties.items() if key not in MARKS}
