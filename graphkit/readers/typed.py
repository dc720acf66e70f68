"""Typed columns → the text that a cell of a file would hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import polars as pl

from graphkit.readers.codes import Code
from graphkit.schema.canonical import json_text

_DAY: Final = 86_400
_FIRST_DAY: Final = -719_162  # 0001-01-01, counted from 1970-01-01
_LAST_DAY: Final = 2_932_896  # 9999-12-31
_PER_SECOND: Final = {"ms": 10**3, "us": 10**6, "ns": 10**9}
_MOMENT: Final = "%Y-%m-%dT%H:%M:%S%.f"

KNOWN: Final = "Values are text, numbers, booleans, days, moments, or lists of these."


@dataclass(frozen=True)
class Fault:
    """What is wrong with some cells of a column.

    Attributes:
        cells: Which cells, as a mask without nulls.
        code: The code.
        message: What is wrong with each.
        hint: The way out.
    """

    cells: pl.Series
    code: Code
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Cells:
    """A column as text.

    Attributes:
        text: A `String` series; null where a cell is absent. It means nothing where one is at
            fault.
        faults: What is wrong with some of them.
    """

    text: pl.Series
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class NoCells:
    """A column whose values no cell can hold.

    Attributes:
        message: Why, in one line.
        hint: The way out.
    """

    message: str
    hint: str = KNOWN


def as_cells(values: pl.Series) -> Cells | NoCells:
    """Return the text of each value of a typed column.

    Numbers are written in the shortest form that reads back to the same value, whole ones without
    a point; days and moments as ISO 8601, a moment with its offset where the column has one; lists
    as JSON. Moments without an offset are written as days where every one is a midnight: that is
    how libraries without a type for days keep them. Empty text is absent.

    Example:
        >>> as_cells(pl.Series([1.0, 0.25, None])).text.to_list()
        ['1', '0.25', None]
        >>> as_cells(pl.Series([["a;b"], []])).text.to_list()
        ['["a;b"]', '[]']
        >>> as_cells(pl.Series([{"x": 1}])).message
        'Values within values cannot be cells.'
    """
    convert = _CONVERSIONS.get(values.dtype.base_type(), _no_cells)
    return convert(values)


def _no_cells(values: pl.Series) -> NoCells:
    dtype = values.dtype
    if isinstance(dtype, pl.Struct | pl.Map):
        message = "Values within values cannot be cells."
        return NoCells(message, "Give each field a column of its own, or leave the column out.")
    if isinstance(dtype, pl.Binary):
        hint = "Write it as text (a string, not binary), or leave the column out."
        return NoCells("Bytes are no text.", hint)
    if isinstance(dtype, pl.Duration):
        hint = "Write it as a number in a unit of your choice, or as text."
        return NoCells("A span of time has no one form as text.", hint)
    return NoCells(f"Values of the type {dtype} cannot be cells.")


def _as_they_are(values: pl.Series) -> Cells:
    return Cells(values.cast(pl.String))


def _clock_cells(values: pl.Series) -> Cells:
    return Cells(values.dt.strftime("%H:%M:%S%.f"))


def text_cells(values: pl.Series) -> Cells:
    """Return texts as cells: empty ones are absent, and NUL is no text."""
    texts = values.cast(pl.String)
    faults = nul_faults(texts)
    if (texts.str.len_bytes() == 0).any():
        bare = pl.when(pl.col("text") != "").then("text")
        texts = pl.DataFrame({"text": texts}).select(bare).to_series()
    return Cells(texts, faults)


def nul_faults(texts: pl.Series) -> tuple[Fault, ...]:
    """Return the fault of the texts that hold NUL."""
    nul = texts.str.contains("\0", literal=True)
    if not nul.any():
        return ()
    return (Fault(nul.fill_null(False), Code.NUL, "A NUL character is no text.", "Delete it."),)


def _float_cells(values: pl.Series) -> Cells:
    # Float16 has no text of its own; each of its values is a Float32
    wide = values.cast(pl.Float32) if values.dtype == pl.Float16 else values
    return Cells(wide.cast(pl.String).str.strip_suffix(".0"))


def _day_cells(values: pl.Series) -> Cells:
    return _calendar_cells(values, _FIRST_DAY, _LAST_DAY, lambda days: days.cast(pl.String))


def _moment_cells(values: pl.Series) -> Cells:
    dtype = values.dtype
    assert isinstance(dtype, pl.Datetime)
    day = _DAY * _PER_SECOND[dtype.time_unit]
    # a day less at either end, where an offset may lead over it
    margin = 0 if dtype.time_zone in (None, "UTC") else day
    first, last = _FIRST_DAY * day + margin, (_LAST_DAY + 1) * day - 1 - margin
    first, last = max(first, -(2**63)), min(last, 2**63 - 1)  # nanoseconds reach less far
    return _calendar_cells(values, first, last, lambda moments: _moments(moments, dtype, day))


def _calendar_cells(
    values: pl.Series, first: int, last: int, write: Callable[[pl.Series], pl.Series]
) -> Cells:
    """Write days or moments; those outside the calendar are at fault.

    Polars panics where it is to write one of those, also where it lies below a null: both are
    exchanged for 1970-01-01 before.
    """
    inside = values.to_physical().is_between(first, last)
    frame = pl.DataFrame({"value": values, "inside": inside})
    harmless = pl.when("inside").then("value").otherwise(pl.lit(0).cast(values.dtype))
    frame = frame.with_columns(text=write(frame.select(harmless).to_series()))
    text = frame.select(pl.when("inside").then("text")).to_series()
    if inside.all():
        return Cells(text)
    message = "This day or moment lies outside the years 1 to 9999."
    return Cells(text, (Fault((~inside).fill_null(False), Code.NO_CELL, message),))


def _moments(values: pl.Series, dtype: pl.Datetime, day: int) -> pl.Series:
    if dtype.time_zone is None:
        midnights = bool((values.to_physical() % day == 0).all())
        return values.dt.strftime("%Y-%m-%d" if midnights else _MOMENT)
    frame = pl.DataFrame({"moment": values})
    moment, form = pl.col("moment"), _MOMENT + "%:z"
    offset = moment.dt.base_utc_offset() + moment.dt.dst_offset()
    local = frame.select(text=moment.dt.strftime(form), whole=offset.dt.total_seconds() % 60 == 0)
    if local["whole"].all():
        return local["text"]
    # before there were time zones, offsets had seconds, which ISO 8601 cannot say
    utc = frame.select(utc=moment.dt.convert_time_zone("UTC").dt.strftime(form))
    return local.hstack(utc).select(pl.when("whole").then("text").otherwise("utc")).to_series()


def _list_cells(values: pl.Series) -> Cells | NoCells:
    """Write lists as JSON, each item as JSON would have it; an absent item is `null`."""
    dtype = values.dtype
    assert isinstance(dtype, pl.List | pl.Array)
    inner = dtype.inner.base_type()
    if inner in (pl.List, pl.Array):
        message = "Lists within lists cannot be cells."
        return NoCells(message, "Give each inner list a row of its own, or leave the column out.")
    lists = pl.DataFrame({"list": values.cast(pl.List(dtype.inner))}).with_row_index("row")
    items = lists.explode("list", keep_nulls=False, empty_as_null=False)
    cells = as_cells(items["list"])
    if isinstance(cells, NoCells):
        return cells
    # other than a cell's, the empty text of an item is there
    texts = items["list"].cast(pl.String) if inner in _TEXTS else cells.text
    written = texts.fill_null("null") if inner in _BARE else json_text(texts)
    joined = (
        pl.DataFrame({"row": items["row"], "text": written})
        .group_by("row", maintain_order=True)
        .agg(pl.col("text").str.join(", "))
    )
    rows = lists.select("row", absent=pl.col("list").is_null())
    whole = pl.concat_str(pl.lit("["), pl.col("text").fill_null(""), pl.lit("]"))
    text = (
        rows.join(joined, on="row", how="left", maintain_order="left")
        .select(pl.when(~pl.col("absent")).then(whole))
        .to_series()
    )
    return Cells(text, tuple(_of_lists(fault, items["row"], rows["row"]) for fault in cells.faults))


def _of_lists(fault: Fault, item_rows: pl.Series, rows: pl.Series) -> Fault:
    """Return a fault of items as one of the lists they stand in."""
    cells = rows.is_in(item_rows.filter(fault.cells).implode())
    return Fault(cells, fault.code, fault.message, fault.hint)


_TEXTS: Final[frozenset[type[pl.DataType]]] = frozenset({pl.String, pl.Categorical, pl.Enum})
_FLOATS: Final[frozenset[type[pl.DataType]]] = frozenset({pl.Float16, pl.Float32, pl.Float64})
_PLAIN: Final[frozenset[type[pl.DataType]]] = frozenset(
    {
        *(pl.Int8, pl.Int16, pl.Int32, pl.Int64, pl.Int128),
        *(pl.UInt8, pl.UInt16, pl.UInt32, pl.UInt64, pl.UInt128),
        *(pl.Boolean, pl.Decimal, pl.Null),
    }
)
_BARE: Final = _FLOATS | _PLAIN
"""What JSON writes without quotes."""

_CONVERSIONS: Final[Mapping[type[pl.DataType], Callable[[pl.Series], Cells | NoCells]]] = (
    MappingProxyType(
        {
            **dict.fromkeys(_TEXTS, text_cells),
            **dict.fromkeys(_PLAIN, _as_they_are),
            **dict.fromkeys(_FLOATS, _float_cells),
            pl.Time: _clock_cells,
            pl.Date: _day_cells,
            pl.Datetime: _moment_cells,
            pl.List: _list_cells,
            pl.Array: _list_cells,
        }
    )
)
