"""Values as text: whole columns at once, each value written so that it is read back exactly."""

from __future__ import annotations

from typing import Final

import polars as pl

from graphkit.schema.canonical import json_string

_PLAIN_ITEM: Final = r"^[^\s;\[](?:[^;]*[^\s;])?$"
"""An item that survives between semicolons: nothing around it, and nothing that ends it."""


def text_of(value: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """Return single values as a cell holds them: days and moments in ISO form, moments in UTC.

    Example:
        >>> from datetime import date
        >>> frame = pl.DataFrame({"day": [date(2014, 2, 28)]})
        >>> frame.select(text_of(pl.col("day"), pl.Date())).item()
        '2014-02-28'
    """
    if isinstance(dtype, pl.Datetime):
        return value.dt.strftime("%Y-%m-%dT%H:%M:%S%.6fZ")
    return value if dtype == pl.String else value.cast(pl.String)


def cell_of(name: str, dtype: pl.DataType, separator: str = "; ") -> pl.Expr:
    r"""Return a column as the cells of a table.

    Lists are written `a; b`; as JSON where an item could not be told from its neighbors, and where
    the list is empty, since an empty cell is absent.

    Args:
        name: The column.
        dtype: What it holds.
        separator: What stands between the items of a list.

    Example:
        >>> frame = pl.DataFrame({"a": [["x", "y"], ["x;", " y"], [], None]})
        >>> frame.select(cell_of("a", pl.List(pl.String)))["a"].to_list()
        ['x; y', '["x;", " y"]', '[]', None]
    """
    column = pl.col(name)
    if not isinstance(dtype, pl.List):
        return text_of(column, dtype)
    inner = inner_type(dtype)
    texts = column.list.eval(text_of(pl.element(), inner))
    is_plain = column.list.len() > 0
    if inner == pl.String:
        is_plain &= column.list.eval(pl.element().str.contains(_PLAIN_ITEM)).list.all()
    json = pl.concat_str(
        pl.lit("["), column.list.eval(json_of(pl.element(), inner)).list.join(", "), pl.lit("]")
    )
    return pl.when(is_plain).then(texts.list.join(separator)).otherwise(json).alias(name)


def json_of(value: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """Return values as JSON; null where absent, and where a number is none."""
    if isinstance(dtype, pl.List):
        inner = value.list.eval(json_of(pl.element(), inner_type(dtype)))
        return pl.concat_str(pl.lit("["), inner.list.join(","), pl.lit("]"))
    if dtype in (pl.Float32, pl.Float64):
        value = pl.when(value.is_finite()).then(value)
    text = text_of(value, dtype)
    if dtype == pl.Boolean or dtype.is_numeric():
        return text
    return json_string(text)


def inner_type(dtype: pl.List) -> pl.DataType:
    """Return what the lists of a column hold."""
    inner = dtype.inner
    return inner if isinstance(inner, pl.DataType) else inner()
