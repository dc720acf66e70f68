"""Claims of two related types brought together: with the same ends, and equal shared keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import polars as pl

from graphkit.schema.model import Schema
from graphkit.schema.names import BOUNDS, SIDES

NEEDED: Final = ("id", "temporal", *BOUNDS, *SIDES)
"""The columns of each claim of a pair, prefixed with `left_` or `right_`."""


def pair(left: pl.DataFrame, right: pl.DataFrame, on: list[str]) -> pl.DataFrame:
    """Return the pairs of rows that agree in some columns, as `left_…` and `right_…`."""
    one = left.select(*on, *(pl.col(name).alias(f"left_{name}") for name in NEEDED))
    other = right.select(*on, *(pl.col(name).alias(f"right_{name}") for name in NEEDED))
    return one.join(other, on=on)


def pair_types(
    left: pl.DataFrame,
    right: pl.DataFrame,
    types: Iterable[tuple[str, str]],
    schema: Schema,
    properties: Mapping[str, pl.DataFrame],
) -> pl.DataFrame:
    """Return the pairs of claims of related types that have the same ends.

    Ends are compared without direction where either type is symmetric; key properties that both
    types declare must be equal.

    Args:
        left: Claims on the one side: `edge_type`, ends, `_index` and `NEEDED`.
        right: Claims on the other side.
        types: Which type on the left goes with which on the right.
        schema: Their schema.
        properties: The declared properties of each type with `_index`, the claim's row.

    Returns:
        One row for each pair, with `left_…` and `right_…` columns.
    """
    groups: dict[tuple[bool, tuple[str, ...]], list[tuple[str, str]]] = {}
    for one, other in types:
        first, second = schema.edges[one], schema.edges[other]
        shared = tuple(key for key in first.key if key in second.key)
        groups.setdefault((first.symmetric or second.symmetric, shared), []).append((one, other))
    empty = pl.DataFrame({**_columns(left, "left_"), **_columns(right, "right_")})
    found = [empty]
    for (unordered, shared), pairs in groups.items():
        listed = pl.DataFrame(pairs, schema=["edge_type", "_right"], orient="row")
        sides = [
            left.join(listed, on="edge_type", how="inner"),
            right.filter(pl.col("edge_type").is_in(listed["_right"].implode())).with_columns(
                _right="edge_type"
            ),
        ]
        if any(side.is_empty() for side in sides):
            continue
        if shared:
            names = list(dict.fromkeys(name for two in pairs for name in two))
            sides = [_with_shared(side, shared, names, schema, properties) for side in sides]
        lefts, rights = (_with_ends(side, unordered=unordered) for side in sides)
        on = ["_one", "_other", "_right", *(f"_shared_{name}" for name in shared)]
        found.append(pair(lefts, rights, on).select(empty.columns))
    return pl.concat(found)


def _columns(frame: pl.DataFrame, prefix: str) -> dict[str, pl.Series]:
    return {f"{prefix}{name}": frame[name].clear() for name in NEEDED}


def _with_ends(rows: pl.DataFrame, *, unordered: bool) -> pl.DataFrame:
    if not unordered:
        return rows.with_columns(_one="source", _other="target")
    return rows.with_columns(
        _one=pl.min_horizontal("source", "target"), _other=pl.max_horizontal("source", "target")
    )


def _with_shared(
    rows: pl.DataFrame,
    shared: tuple[str, ...],
    names: list[str],
    schema: Schema,
    properties: Mapping[str, pl.DataFrame],
) -> pl.DataFrame:
    parts = [
        properties[name].select(
            "_index",
            *(
                schema.edges[name]
                .properties[key]
                .type.canonical(properties[name][key])
                .alias(f"_shared_{key}")
                for key in shared
            ),
        )
        for name in names
        if name in properties
    ]
    return rows.join(pl.concat(parts), on="_index", how="inner")
