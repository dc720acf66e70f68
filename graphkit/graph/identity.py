"""Ids that depend on what is said, never on where a row stands.

Both are the first 20 hex digits of SHA-256 over canonical JSON (RFC 8785): an object whose keys
are in sorted order, absent values `null`. `edge_key` names the thing claimed, a claim's id the
statement of it. Integers are written with all their digits, also beyond 2^53, where the RFC's
doubles would make different numbers one.
"""

from __future__ import annotations

import hashlib

import polars as pl

from graphkit.schema.model import EdgeType
from graphkit.schema.values import json_text

_DIGITS = 20
_CLAIM_TEXTS = (
    "claimed_by",
    "document",
    "modality",
    "occurrence",
    "polarity",
    "quote",
    "realization",
    "time",
)


def edge_keys(claims: pl.DataFrame, edge_type: EdgeType) -> pl.Series:
    """Return the `edge_key` of each row.

    Args:
        claims: Rows with `source`, `target` and the key properties, typed.
        edge_type: Their type.

    Returns:
        `e_` and 20 hex digits over `{"key": {…}, "source": …, "target": …, "type": …}`; where the
        type is symmetric, the ends are in sorted order.

    Example:
        >>> hosts = EdgeType("HOSTS", sources=("Country",), targets=("Group",))
        >>> rows = pl.DataFrame({"source": ["albania"], "target": ["mek"]})
        >>> edge_keys(rows, hosts).to_list()
        ['e_6c97aaccff14bc66d16c']
    """
    ends = _ends(claims, edge_type)
    key = _object(
        {name: edge_type.properties[name].type.canonical(claims[name]) for name in edge_type.key},
        claims.height,
    )
    parts = {"key": key, **ends, "type": _constant(edge_type.name, claims.height)}
    return _digest(_object(parts, claims.height), "e_")


def claim_ids(claims: pl.DataFrame, edge_type: EdgeType) -> pl.Series:
    """Return the id that each row has where it gives none itself.

    Args:
        claims: Rows with ends, key properties and claim columns, typed, defaults filled in,
            `time` as resolved, `claimed_by` as given.
        edge_type: Their type.

    Returns:
        `c_` and 20 hex digits over the object of type, source, target, key properties, claimed_by,
        polarity, modality, realization, time, document, quote and occurrence.
    """
    height = claims.height
    texts = {name: _canonical(claims[name]) for name in _CLAIM_TEXTS}
    key = _object(
        {name: edge_type.properties[name].type.canonical(claims[name]) for name in edge_type.key},
        height,
    )
    parts = {
        **texts,
        "key": key,
        **_ends(claims, edge_type),
        "type": _constant(edge_type.name, height),
    }
    return _digest(_object(dict(sorted(parts.items())), height), "c_")


def _ends(claims: pl.DataFrame, edge_type: EdgeType) -> dict[str, pl.Series]:
    source, target = claims["source"], claims["target"]
    if edge_type.symmetric:
        ends = claims.select(
            source=pl.min_horizontal("source", "target"),
            target=pl.max_horizontal("source", "target"),
        )
        source, target = ends["source"], ends["target"]
    return {"source": json_text(source), "target": json_text(target)}


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


def _constant(text: str, height: int) -> pl.Series:
    return json_text(pl.Series([text])).new_from_index(0, height)


def _object(members: dict[str, pl.Series], height: int) -> pl.Series:
    """Write a JSON object of members that are JSON already, in the order given."""
    parts: list[pl.Expr] = []
    for name, values in members.items():
        comma = "," if parts else ""
        name_text = json_text(pl.Series([name])).item()
        parts += [pl.lit(f"{comma}{name_text}:"), pl.lit(values)]
    if not parts:
        return pl.Series(["{}"]).new_from_index(0, height)
    return pl.select(pl.concat_str(pl.lit("{"), *parts, pl.lit("}"))).to_series()


def _digest(texts: pl.Series, prefix: str) -> pl.Series:
    # Polars has no SHA-256; one comprehension over the distinct texts stays near a million a second
    distinct = texts.unique(maintain_order=True)
    sha256 = hashlib.sha256
    digests = [prefix + sha256(text.encode()).hexdigest()[:_DIGITS] for text in distinct.to_list()]
    if distinct.len() == texts.len():
        return pl.Series(digests, dtype=pl.String)
    return texts.replace_strict(distinct, pl.Series(digests, dtype=pl.String))
