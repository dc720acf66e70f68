"""Ids that depend on what is said, never on where a row stands.

Both are the first 20 hex digits of SHA-256 over canonical JSON (RFC 8785): an object whose keys
are in sorted order, absent values `null`. `edge_key` names the thing claimed, a claim's id the
statement of it. Integers are written with all their digits, also beyond 2^53, where the RFC's
doubles would make different numbers one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Final

import polars as pl

from graphkit.graph.frames import CLAIM_DEFAULTS
from graphkit.schema.model import EdgeType, Schema
from graphkit.schema.values import json_text

_DIGITS: Final = 20

_ROWS: Final = 100_000
"""So many rows are written out as JSON at a time."""

DERIVED: Final = rf"^c_[0-9a-f]{{{_DIGITS}}}$"
"""What the id of a claim that has none of its own looks like, as a regular expression."""

EDGE_IDENTITY: Final = ("edge_type", "_source", "_target", "_key")
"""The columns in which two rows agree where they are about the same edge."""

_SAID: Final = (
    "_claimed_by",
    "document",
    "modality",
    "occurrence",
    "polarity",
    "quote",
    "realization",
    "time",
)

CLAIM_IDENTITY: Final = (*EDGE_IDENTITY, *_SAID)
"""The columns in which two rows agree where they make the same claim."""


def with_keys(
    stated: pl.DataFrame, properties: Mapping[str, pl.DataFrame], schema: Schema
) -> pl.DataFrame:
    """Add `_key`, the canonical JSON object of each row's key properties, and the sorted ends.

    Args:
        stated: Rows with `edge_type`, `source`, `target` and their number, `_index`.
        properties: The declared properties of the rows of each type, in the order of `stated`.
        schema: Says which properties belong to the key, and which types are symmetric.

    Returns:
        The rows with `_key`, `_source` and `_target`; the latter in sorted order where the type is
        symmetric.
    """
    symmetric = [name for name, edge in schema.edges.items() if edge.symmetric]
    is_symmetric = pl.col("edge_type").is_in(symmetric)
    first, last = (
        pl.min_horizontal("source", "target"),
        pl.max_horizontal("source", "target"),
    )
    rows = stated.with_columns(
        _source=pl.when(is_symmetric).then(first).otherwise("source"),
        _target=pl.when(is_symmetric).then(last).otherwise("target"),
    )
    keyed = [name for name in properties if schema.edges[name].key]
    if not keyed:
        return rows.with_columns(_key=pl.lit("{}"))
    parts = []
    for name in keyed:
        frame, declared = properties[name], schema.edges[name].properties
        members = {key: declared[key].type.canonical(frame[key]) for key in schema.edges[name].key}
        key = _object(members)
        indices = rows.filter(pl.col("edge_type") == name)["_index"]
        parts.append(pl.DataFrame({"_index": indices, "_key": key}))
    joined = rows.join(pl.concat(parts), on="_index", how="left", maintain_order="left")
    return joined.with_columns(pl.col("_key").fill_null("{}"))


def edge_keys(rows: pl.DataFrame) -> pl.Series:
    """Return the `edge_key` of each row.

    Args:
        rows: Rows of `with_keys`.

    Returns:
        `e_` and 20 hex digits over `{"key": {…}, "source": …, "target": …, "type": …}`; where the
        type is symmetric, the ends are in sorted order.

    Example:
        >>> rows = pl.DataFrame({
        ...     "_key": ["{}"], "_source": ["albania"], "_target": ["mek"], "edge_type": ["HOSTS"]
        ... })
        >>> edge_keys(rows).to_list()
        ['e_6c97aaccff14bc66d16c']
    """
    return _in_parts(rows, _edge_keys)


def _edge_keys(rows: pl.DataFrame) -> pl.Series:
    return _digest(_object(_named(rows)), "e_")


def claim_ids(rows: pl.DataFrame) -> pl.Series:
    """Return the id that each row has where it gives none itself.

    Args:
        rows: Rows of `with_keys` with the claim columns, typed, defaults filled in, `time` as
            resolved, and `_claimed_by`, the chain as given.

    Returns:
        `c_` and 20 hex digits over the object of type, source, target, key properties, claimed_by,
        polarity, modality, realization, time, document, quote and occurrence.
    """
    return _in_parts(rows, _claim_ids)


def _claim_ids(rows: pl.DataFrame) -> pl.Series:
    members = _named(rows)
    members.update({name.removeprefix("_"): _canonical(rows[name]) for name in _SAID})
    return _digest(_object(dict(sorted(members.items()))), "c_")


def _in_parts(rows: pl.DataFrame, ids: Callable[[pl.DataFrame], pl.Series]) -> pl.Series:
    """Return the ids of rows, taking some at a time: what is hashed is far longer than the hash."""
    if rows.height <= _ROWS:
        return ids(rows)
    return pl.concat([ids(part) for part in rows.iter_slices(_ROWS)])


def claim_id(edge_type: EdgeType, source: str, target: str, values: Mapping[str, object]) -> str:
    """Return the id that one claim has where it gives none itself, as `claim_ids` does of many.

    Args:
        edge_type: Its type.
        source: The id of its source node.
        target: The id of its target node.
        values: Its key properties and claim columns, as the frames hold them; `time` as resolved,
            `claimed_by` as given. Absent ones may be missing.
    """
    ends = sorted((source, target)) if edge_type.symmetric else (source, target)
    keys = {name: _one_canonical(edge_type, name, values[name]) for name in edge_type.key}
    members = {}
    for column in _SAID:
        name = column.removeprefix("_")
        value = values.get(name)
        members[name] = _json(CLAIM_DEFAULTS.get(name) if value is None or value == [] else value)
    members |= {"source": _json(ends[0]), "target": _json(ends[1]), "type": _json(edge_type.name)}
    members["key"] = _written(keys)
    return "c_" + hashlib.sha256(_written(members).encode()).hexdigest()[:_DIGITS]


def _one_canonical(edge_type: EdgeType, name: str, value: object) -> str:
    if isinstance(value, str | int):
        return _json(value)  # as the types of texts, integers and booleans do, at less cost
    value_type = edge_type.properties[name].type
    return str(value_type.canonical(pl.Series([value], dtype=value_type.dtype)).item())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _written(members: Mapping[str, str]) -> str:
    return "{" + ",".join(f"{_json(name)}:{members[name]}" for name in sorted(members)) + "}"


def _named(rows: pl.DataFrame) -> dict[str, pl.Series]:
    return {
        "key": rows["_key"],
        "source": json_text(rows["_source"]),
        "target": json_text(rows["_target"]),
        "type": json_text(rows["edge_type"]),
    }


def _canonical(values: pl.Series) -> pl.Series:
    if isinstance(values.dtype, pl.List):
        frame = pl.DataFrame({"list": values}).with_row_index("row")
        items = frame.explode("list", empty_as_null=False, keep_nulls=False)
        joined = (
            items.select("row", text=json_text(items["list"]))
            .group_by("row")
            .agg(pl.col("text").str.join(","))
        )
        joined_rows = frame.join(joined, on="row", how="left", maintain_order="left")
        written = pl.concat_str(pl.lit("["), pl.col("text"), pl.lit("]"))
        return joined_rows.select(written.fill_null("null")).to_series()
    if values.dtype == pl.String:
        return json_text(values)
    return values.cast(pl.String).fill_null("null")


def _object(members: dict[str, pl.Series]) -> pl.Series:
    """Write a JSON object of members that are JSON already, in the order given."""
    parts: list[pl.Expr] = []
    for name, values in members.items():
        comma = "," if parts else ""
        name_text = json_text(pl.Series([name])).item()
        parts += [pl.lit(f"{comma}{name_text}:"), pl.lit(values)]
    return pl.select(pl.concat_str(pl.lit("{"), *parts, pl.lit("}"))).to_series()


def _digest(texts: pl.Series, prefix: str) -> pl.Series:
    # Polars has no SHA-256. Python keeps to what only it can do here, a call a text; what follows
    # from a digest is columnar again.
    hashes = map(hashlib.sha256, texts.cast(pl.Binary).to_list())
    digests = pl.Series([each.digest() for each in hashes], dtype=pl.Binary)
    written = digests.bin.slice(0, _DIGITS // 2).bin.encode("hex")
    return pl.select(pl.lit(prefix) + written).to_series()
