"""From what separates a Graph and a database to the steps that bring them together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import polars as pl

from graphkit.propertygraph.groups import SOURCE, TARGET, EdgeGroup, NodeGroup
from graphkit.propertygraph.marks import DATASETS, HASH, HASHES, OWNED, owned_names
from graphkit.propertygraph.rows import (
    MAKERS,
    Values,
    property_maps,
    row_lists,
    value_list,
    value_lists,
)
from graphkit.stores.bolt import Server
from graphkit.stores.neo4j import statements
from graphkit.stores.neo4j.differences import REMOVED, WITHOUT, Difference, key_columns
from graphkit.stores.neo4j.sending import Step

ENDS = (SOURCE, TARGET)

Shape = tuple[str, ...]
Given = dict[str, Any]

MANY = 1_000
"""From how many rows on new elements of a type have a statement of their own, and it is worth a
look what is the same in all of them."""

FEW = 250
"""Up to so many values of a column are sent once, and their numbers in the rows."""

_ONE_A_CLAIM = ("SUBJECT", "OBJECT", "CLAIMED_BY", "EVIDENCED_BY")
"""Links that no two rows can give, as claims have ids: others may be said twice."""


def steps(differences: Sequence[Difference], dataset: str, server: Server) -> Iterator[Step]:
    """Yield what to write: first what goes, edges before nodes, then nodes, and edges at last.

    What changed claims leave behind goes before the new, so that no edge stands twice meanwhile.
    New elements of types that have few are written together, as a server takes longer to plan a
    statement than to write a hundred rows by it.

    Args:
        differences: What to do, nodes before edges.
        dataset: The dataset's name.
        server: What it is written into.
    """
    parameters = {"dataset": dataset}
    for difference in reversed(differences):
        yield from _leaving(difference, parameters)
    for kind in (NodeGroup, EdgeGroup):
        few: dict[Shape, list[Difference]] = {}
        for difference in differences:
            group, fresh = difference.group, difference.fresh
            if not isinstance(group, kind):
                continue
            if 0 < fresh.height < MANY and server.has_dynamic_names:
                few.setdefault(_shape(group), []).append(difference)
            elif fresh.height:
                yield _creation(group, fresh, parameters)
            yield from _updates(difference, parameters)
        for alike in few.values():
            yield _creation_together(alike, dataset)


def _leaving(difference: Difference, parameters: dict[str, Any]) -> Iterator[Step]:
    group, released, removed = difference.group, difference.released, difference.removed
    key = key_columns(group)

    def rows(part: pl.DataFrame) -> Given:
        taken = [dict.fromkeys(filter(None, text.split(";"))) for text in part[REMOVED].to_list()]
        keyed = zip(part.select(key).rows(), taken, strict=True)
        return {"rows": Values([*row, names] for row, names in keyed)}

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


def _updates(difference: Difference, parameters: dict[str, Any]) -> Iterator[Step]:
    group, changed = difference.group, difference.changed
    if isinstance(group, EdgeGroup):
        if changed.height:
            text = statements.update_edges(group)
            yield Step(group.type, text, parameters, _changed(group), changed, ENDS)
        return
    for without, part in _by_labels(changed):
        text = statements.update_nodes(group.root, group.labels, without)
        yield Step(group.type, text, parameters, _changed(group), part)


def _shape(group: NodeGroup | EdgeGroup) -> Shape:
    """Return what elements have in common that one statement can write."""
    if isinstance(group, NodeGroup):
        return (group.root,)
    return (group.source_root, group.target_root, *group.key)


def _creation_together(differences: Sequence[Difference], dataset: str) -> Step:
    """Return the step that writes new elements of several types of one shape."""
    first = differences[0].group
    key = key_columns(first)
    told: list[list[Any]] = []
    for group, fresh in ((each.group, each.fresh) for each in differences):
        names = [name for name in group.properties if name not in key]
        called = list(group.labels) if isinstance(group, NodeGroup) else [group.type]
        marked = zip(property_maps(fresh, names), fresh[HASH], _names(group, fresh), strict=True)
        told += (
            [called, {**said, DATASETS: [dataset], HASHES: [digest], OWNED: [owned]}]
            for said, digest, owned in marked
        )
    keys = pl.concat([each.fresh.select(key) for each in differences]).with_row_index("_at")

    def rows(part: pl.DataFrame) -> Given:
        return {"rows": Values([*values, *told[at]] for at, *values in part.rows())}

    more = len(differences) - 1
    what = f"{first.type} and {more} more" if more else first.type
    if isinstance(first, NodeGroup):
        return Step(what, statements.create_any_nodes(first.root), {}, rows, keys)
    return Step(what, statements.create_any_edges(first), {}, rows, keys, ENDS)


def _creation(
    group: NodeGroup | EdgeGroup, fresh: pl.DataFrame, parameters: dict[str, Any]
) -> Step:
    """Return the step that writes new elements."""
    key = key_columns(group)
    columns = [
        name
        for name in group.properties
        if name not in key and fresh[name].null_count() < fresh.height
    ]
    alike = _alike(group, fresh, columns)
    varied = [name for name in (HASH, statements.NAMES, *columns) if name not in alike.columns]
    numbered = _of_few_values(fresh, varied)
    kinds = {name: type(fresh.schema[name]) for name in columns if name not in numbered}
    makers = {name: MAKERS[kind] for name, kind in kinds.items() if kind in MAKERS}
    given = statements.Columns(varied, alike.columns, list(numbered), makers)
    fresh = fresh.with_columns(
        pl.col(name).replace_strict(values, range(len(values)), return_dtype=pl.Int32)
        for name, values in numbered.items()
    )

    def columns_of(part: pl.DataFrame) -> Given:
        chosen = _named(group, part).select(*key, *given.rows)
        sent = {f"c{i}": values for i, values in enumerate(value_lists(chosen))}
        return {**sent, "last": part.height - 1}

    if alike.width:
        parameters = {**parameters, "same": row_lists(alike)[0]}
    if numbered:
        parameters = {**parameters, "values": [value_list(each) for each in numbered.values()]}
    if isinstance(group, NodeGroup):
        text = statements.create_nodes(group.root, group.labels, given)
        return Step(group.type, text, parameters, columns_of, fresh)
    alone = None
    if group.kind == "edge" or group.type in _ONE_A_CLAIM:
        alone = statements.create_edges_alone(group, given)
    text = statements.create_edges(group, given)
    return Step(group.type, text, parameters, columns_of, fresh, ENDS, alone)


def _alike(
    group: NodeGroup | EdgeGroup, fresh: pl.DataFrame, columns: Sequence[str]
) -> pl.DataFrame:
    """Return what all rows of a large frame have alike, in one row: it need not be sent in each."""
    if fresh.height < MANY:
        return pl.DataFrame()
    alike = [name for name in columns if fresh[name].n_unique() == 1]
    if all(fresh[name].null_count() in (0, fresh.height) for name in group.properties):
        alike.append(statements.NAMES)
    return _named(group, fresh.head(1)).select(alike)


def _of_few_values(fresh: pl.DataFrame, columns: Sequence[str]) -> dict[str, pl.Series]:
    """Return the values of columns of a large frame that have few: a number stands for each.

    A number is sent at a fraction of what a text costs, and a date need not be made of one.
    """
    if fresh.height < MANY:
        return {}
    found = {}
    for name in columns:
        if name in fresh.columns and fresh.schema[name] in (pl.String, pl.Date):
            values = fresh[name].drop_nulls().unique(maintain_order=True)
            if len(values) <= FEW:
                found[name] = values
    return found


def _named(group: NodeGroup | EdgeGroup, part: pl.DataFrame) -> pl.DataFrame:
    return part.with_columns(_names(group, part).alias(statements.NAMES))


def _by_labels(frame: pl.DataFrame) -> Iterator[tuple[list[str], pl.DataFrame]]:
    """Yield rows by the labels to take off: these are a statement's own text."""
    if not frame.height:
        return
    for (without,), part in frame.group_by(WITHOUT, maintain_order=True):
        yield [label for label in str(without).split(";") if label], part


def _names(group: NodeGroup | EdgeGroup, part: pl.DataFrame) -> pl.Series:
    own = group.labels if isinstance(group, NodeGroup) else ()
    return owned_names(part, group.properties, own)


def _changed(group: NodeGroup | EdgeGroup) -> Callable[[pl.DataFrame], Given]:
    key = key_columns(group)

    def rows(part: pl.DataFrame) -> Given:
        maps = property_maps(part, group.properties)
        for properties, removed in zip(maps, part[REMOVED].to_list(), strict=True):
            properties.update(dict.fromkeys(filter(None, removed.split(";"))))
        front = _named(group, part).select(*key, HASH, statements.NAMES).rows()
        pairs = zip(front, maps, strict=True)
        return {"rows": Values([*row, properties] for row, properties in pairs)}

    return rows
