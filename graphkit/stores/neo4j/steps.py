"""From what separates a Graph and a database to the steps that bring them together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import polars as pl

from graphkit.propertygraph.groups import SOURCE, TARGET, EdgeGroup, NodeGroup
from graphkit.propertygraph.marks import HASH, owned_names
from graphkit.propertygraph.rows import MAKERS, property_maps, row_lists
from graphkit.stores.neo4j import statements
from graphkit.stores.neo4j.differences import REMOVED, WITHOUT, Difference, key_columns
from graphkit.stores.neo4j.sending import Step

ENDS = (SOURCE, TARGET)

_ONE_A_CLAIM = ("SUBJECT", "OBJECT", "CLAIMED_BY", "EVIDENCED_BY")
"""Links that no two rows can give, as claims have ids: others may be said twice."""


def steps(differences: Sequence[Difference], dataset: str) -> Iterator[Step]:
    """Yield what to write: first what goes, edges before nodes, then nodes, and edges at last.

    What changed claims leave behind goes before the new, so that no edge stands twice meanwhile.

    Args:
        differences: What to do, nodes before edges.
        dataset: The dataset's name.
    """
    for difference in reversed(differences):
        yield from _leaving(difference, {"dataset": dataset})
    for difference in differences:
        yield from _writes(difference, {"dataset": dataset})


def _leaving(difference: Difference, parameters: dict[str, Any]) -> Iterator[Step]:
    group, released, removed = difference.group, difference.released, difference.removed
    key = key_columns(group)

    def rows(part: pl.DataFrame) -> list[list[Any]]:
        taken = [dict.fromkeys(filter(None, text.split(";"))) for text in part[REMOVED].to_list()]
        return [[*row, names] for row, names in zip(part.select(key).rows(), taken, strict=True)]

    if isinstance(group, EdgeGroup):
        if released.height:
            text = statements.release_edges(group)
            yield Step(group.type, text, parameters, rows, released, ENDS)
        if removed.height:
            text = statements.remove_edges(group)
            yield Step(group.type, text, parameters, None, removed.select(key), ENDS)
        return
    for without, part in _by_labels(released):
        text = statements.release_nodes(group.root, without)
        yield Step(group.type, text, parameters, rows, part)
    if removed.height:
        text = statements.remove_nodes(group.root)
        yield Step(group.type, text, parameters, None, removed.select(key))


def _writes(difference: Difference, parameters: dict[str, Any]) -> Iterator[Step]:
    group, fresh, changed = difference.group, difference.fresh, difference.changed
    if fresh.height:
        key = key_columns(group)
        columns = [
            name
            for name in group.properties
            if name not in key and fresh[name].null_count() < fresh.height
        ]
        kinds = {name: type(fresh.schema[name]) for name in columns}
        makers = {name: MAKERS[kind] for name, kind in kinds.items() if kind in MAKERS}
        new = _new(group, [*key, HASH], columns)
        if isinstance(group, NodeGroup):
            text = statements.create_nodes(group.root, group.labels, columns, makers)
            yield Step(group.type, text, parameters, new, fresh)
        else:
            text = statements.create_edges(group, columns, makers)
            alone = None
            if group.kind == "edge" or group.type in _ONE_A_CLAIM:
                alone = statements.create_edges_alone(group, columns, makers)
            yield Step(group.type, text, parameters, new, fresh, ENDS, alone)
    if isinstance(group, EdgeGroup):
        if changed.height:
            text = statements.update_edges(group)
            yield Step(group.type, text, parameters, _changed(group), changed, ENDS)
        return
    for without, part in _by_labels(changed):
        text = statements.update_nodes(group.root, group.labels, without)
        yield Step(group.type, text, parameters, _changed(group), part)


def _by_labels(frame: pl.DataFrame) -> Iterator[tuple[list[str], pl.DataFrame]]:
    """Yield rows by the labels to take off: these are a statement's own text."""
    for (without,), part in frame.group_by(WITHOUT, maintain_order=True):
        yield [label for label in str(without).split(";") if label], part


def _names(group: NodeGroup | EdgeGroup, part: pl.DataFrame) -> pl.Series:
    labels = group.labels if isinstance(group, NodeGroup) else ()
    return owned_names(part, group.properties, labels)


def _new(
    group: NodeGroup | EdgeGroup, key: Sequence[str], columns: Sequence[str]
) -> Callable[[pl.DataFrame], list[Any]]:
    def rows(part: pl.DataFrame) -> list[Any]:
        return row_lists(part.select(*key, _names(group, part).alias("_names"), *columns))

    return rows


def _changed(group: NodeGroup | EdgeGroup) -> Callable[[pl.DataFrame], list[list[Any]]]:
    key = key_columns(group)

    def rows(part: pl.DataFrame) -> list[list[Any]]:
        maps = property_maps(part, group.properties)
        for properties, removed in zip(maps, part[REMOVED].to_list(), strict=True):
            properties.update(dict.fromkeys(filter(None, removed.split(";"))))
        front = part.select(*key, HASH, _names(group, part).alias("_names")).rows()
        return [[*row, properties] for row, properties in zip(front, maps, strict=True)]

    return rows
