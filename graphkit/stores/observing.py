"""What stands in a store, whoever wrote it: labels, ends and properties, as plain frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import polars as pl

from graphkit.propertygraph.cypher import name as escaped
from graphkit.stores.bolt import Bolt
from graphkit.stores.foreign import LABELS, cell

Labels = tuple[str, ...]

_PAIRS: Final = "MATCH (a)-[r]->(b) RETURN type(r), labels(a), labels(b), count(*)"


@dataclass(frozen=True)
class StoredRows:
    """Elements that are alike, as they stand in a store.

    Attributes:
        name: Their labels, sorted; of edges the type alone.
        count: How many there are.
        keys: The store's own id of each row; of edges that of the source.
        targets: Of edges, the store's own id of each target.
        ids: The `id` of each, else the store's own.
        frame: Their properties as text.
        kinds: Of what kinds the values of each property are.
        present: How many of all have a property, where not all rows are here.
        pairs: Of edges, how many go from which labels to which.
    """

    name: Labels
    count: int
    keys: pl.Series = field(repr=False)
    targets: pl.Series = field(repr=False)
    ids: pl.Series = field(repr=False)
    frame: pl.DataFrame = field(repr=False)
    kinds: Mapping[str, frozenset[str]]
    present: Mapping[str, int]
    pairs: Mapping[tuple[Labels, Labels], int] = field(default_factory=dict)


def observe(bolt: Bolt, sample: int) -> tuple[list[StoredRows], list[StoredRows]]:
    """Return the nodes by labels, and the edges by type; only read, and by plain Cypher.

    Args:
        bolt: The connection.
        sample: The properties of how many elements are taken, about; counts are always exact.

    Raises:
        StoreError: Where the store fails.
    """
    sets: dict[Labels, int] = {}
    for labels, count in _rows(bolt, LABELS):
        sets[tuple(sorted(labels))] = count
    pairs: dict[str, dict[tuple[Labels, Labels], int]] = {}
    for kind, source, target, count in _rows(bolt, _PAIRS):
        ends = tuple(sorted(source)), tuple(sorted(target))
        pairs.setdefault(kind, {})[ends] = count
    total = sum(sets.values()) + sum(sum(each.values()) for each in pairs.values())
    share = min(1.0, sample / max(total, 1))
    nodes = [_nodes(bolt, labels, count, share) for labels, count in sets.items()]
    edges = [_edges(bolt, kind, each, share) for kind, each in pairs.items()]
    return nodes, edges


def _rows(bolt: Bolt, asked: str, more: Mapping[str, Any] | None = None) -> list[list[Any]]:
    return [row for rows in bolt.stream(asked, more) for row in rows]


def _limit(count: int, share: float) -> str:
    return "" if share >= 1 else f" LIMIT {max(1, int(count * share))}"


def _nodes(bolt: Bolt, labels: Labels, count: int, share: float) -> StoredRows:
    plain = next((f":{escaped(label)}" for label in labels if "\\" not in label), "")
    match = (
        f"MATCH (n{plain}) WHERE size(labels(n)) = $size "
        "AND all(label IN $labels WHERE label IN labels(n))"
    )
    more = {"labels": list(labels), "size": len(labels)}
    told = "RETURN elementId(n), null, elementId(n) AS id, properties(n)"
    rows = _rows(bolt, f"{match} {told}{_limit(count, share)}", more)
    present = {}
    if share < 1:
        asked = f"{match} UNWIND keys(n) AS key RETURN key, count(*)"
        present = dict(_rows(bolt, asked, more))
    return _stored(labels, count, rows, present, {})


def _edges(
    bolt: Bolt, kind: str, pairs: Mapping[tuple[Labels, Labels], int], share: float
) -> StoredRows:
    count = sum(pairs.values())
    plain = "" if "\\" in kind else f":{escaped(kind)}"
    match = f"MATCH (a)-[r{plain}]->(b) WHERE type(r) = $type"
    told = "RETURN elementId(a), elementId(b), elementId(r), properties(r)"
    rows = _rows(bolt, f"{match} {told}{_limit(count, share)}", {"type": kind})
    present = {}
    if share < 1:
        asked = f"{match} UNWIND keys(r) AS key RETURN key, count(*)"
        present = dict(_rows(bolt, asked, {"type": kind}))
    return _stored((kind,), count, rows, present, pairs)


def _stored(
    name: Labels,
    count: int,
    rows: list[list[Any]],
    present: Mapping[str, int],
    pairs: Mapping[tuple[Labels, Labels], int],
) -> StoredRows:
    properties = [row[3] for row in rows]
    names = sorted({key for each in properties for key in each if _is_theirs(key)})
    columns = {key: [each.get(key) for each in properties] for key in names}
    ids = [cell(p["id"]) if "id" in p else row[2] for row, p in zip(rows, properties, strict=True)]
    frame = pl.DataFrame(
        {
            key: pl.Series(list(map(cell, values)), dtype=pl.String)
            for key, values in columns.items()
        }
    )
    return StoredRows(
        name,
        count,
        pl.Series("key", [row[0] for row in rows], pl.String),
        pl.Series("target", [row[1] for row in rows], pl.String),
        pl.Series("id", ids, pl.String),
        frame,
        {key: frozenset(_kinds(values)) for key, values in columns.items()},
        {key: number for key, number in present.items() if _is_theirs(key)},
        pairs,
    )


def _is_theirs(key: str) -> bool:
    """Whether a property is neither the id of an element nor one of graphkit's marks."""
    return key != "id" and not key.startswith("_")


def _kinds(values: Iterable[Any]) -> Iterable[str]:
    for value in values:
        if isinstance(value, list):
            yield f"list<{'|'.join(sorted({_kind(item) for item in value}))}>"
        elif value is not None:
            yield _kind(value)


def _kind(value: Any) -> str:
    known = {str: "string", bool: "boolean", int: "integer", float: "float"}
    if type(value) in known:
        return known[type(value)]
    name = type(value).__name__
    if name == "DateTime":
        return "local datetime" if value.tzinfo is None else "datetime"
    return {"Date": "date", "Time": "time", "Duration": "duration"}.get(name, "point")
