"""Typed columns → the text that a cell of a file would hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import polars as pl

from graphkit.schema.canonical import json_text

_DAY: Final = 86_400
_FIRST_DAY: Final = -719_162  # 0001-01-01, counted from 1970-01-01
_LAST_DAY: Final = 2_932_896  # 9999-12-31
_PER_SECOND: Final = {"ms": 10**3, "us": 10**6, "ns": 10**9}
_MOMENT: Final = "%Y-%m-%dT%H:%M:%S%.f"

NUL: Final = ("A NUL character is no text.", "Delete it.")
NO_DAY: Final = ("This day or moment lies outside the years 1 to 9999.", "")


@dataclass(frozen=True)
class Cells:
    """A column as text.

    Attributes:
        text: A `String` series; null where a cell is absent or at fault.
        faulty: Which cells are no text; None where all are.
        why: What is wrong with those, and the way out.
    """

    text: pl.Series
    faulty: pl.Series | None = None
    why: tuple[str, str] = ("", "")


class NoCells(Exception):
    """Values of this type cannot stand in cells.

    Args:
        message: Why, in one line.
        hint: The way out.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def as_cells(values: pl.Series) -> Cells:
    """Return the text of each value of a typed column.

    Numbers are written in the shortest form that reads back to the same value, whole ones without
    a point; days and moments as ISO 8601, a moment with its offset where the column has one; lists
    as JSON. Moments without an offset are written as days where every one is a midnight: that is
    how libraries without a type for days keep them. Empty text is absent.

    Raises:
        NoCells: Where the values have a form that no cell can hold.

    Example:
        >>> as_cells(pl.Series([1.0, 0.25, None])).text.to_list()
        ['1', '0.25', None]
        >>> as_cells(pl.Series([["a;b"], []])).text.to_list()
        ['["a;b"]', '[]']
    """
    convert = _CONVERSIONS.get(values.dtype.base_type())
    if convert is None:
        raise _refusal(values.dtype)
    return convert(values)


def _refusal(dtype: pl.DataType) -> NoCells:
    if isinstance(dtype, pl.Struct | pl.Map):
        message = "Values within values cannot be cells."
        return NoCells(message, "Give each field a column of its own, or leave the column out.")
    if isinstance(dtype, pl.Binary):
        hint = "Write it as text (a string, not binary), or leave the column out."
        return NoCells("Bytes are no text.", hint)
    if isinstance(dtype, pl.Duration):
        hint = "Write it as a number in a unit of your choice, or as text."
        return NoCells("A span of time has no one form as text.", hint)
    message = f"Values of the type {dtype} cannot be cells."
    return NoCells(message, "Values are text, numbers, booleans, days, moments, or lists of these.")


def _as_they_are(values: pl.Series) -> Cells:
    return Cells(values.cast(pl.String))


def _text_cells(values: pl.Series) -> Cells:
    texts = values.cast(pl.String)
    frame = pl.DataFrame({"text": texts})
    bare = pl.when(pl.col("text") != "").then("text")
    nul = frame.select(pl.col("text").str.contains("\0", literal=True)).to_series()
    if nul.any():
        return Cells(frame.select(bare).to_series(), nul.fill_null(False), NUL)
    empty = (texts.str.len_bytes() == 0).any()
    return Cells(frame.select(bare).to_series() if empty else texts)


def _float_cells(values: pl.Series) -> Cells:
    # Float16 has no text of its own; each of its values is a Float32
    wide = values.cast(pl.Float32) if values.dtype == pl.Float16 else values
    return Cells(wide.cast(pl.String).str.strip_suffix(".0"))


def _day_cells(values: pl.Series) -> Cells:
    days = values.to_physical()
    outside = ~days.is_between(_FIRST_DAY, _LAST_DAY)
    if outside.any():
        # Polars panics where it is to write such a day
        sound = pl.DataFrame({"day": values, "outside": outside})
        values = sound.select(pl.when(~pl.col("outside")).then("day")).to_series()
        return Cells(values.cast(pl.String), outside.fill_null(False), NO_DAY)
    return Cells(values.cast(pl.String))


def _moment_cells(values: pl.Series) -> Cells:
    dtype = values.dtype
    assert isinstance(dtype, pl.Datetime)
    day = _DAY * _PER_SECOND[dtype.time_unit]
    ticks = values.to_physical()
    # a day less on either side, as the offset may lead over the border
    outside = ~ticks.is_between((_FIRST_DAY + 1) * day, _LAST_DAY * day - 1)
    faulty = None
    if outside.any():
        frame = pl.DataFrame({"moment": values, "outside": outside})
        values = frame.select(pl.when(~pl.col("outside")).then("moment")).to_series()
        faulty = outside.fill_null(False)
    return Cells(_moments(values, ticks, day), faulty, NO_DAY)


def _moments(values: pl.Series, ticks: pl.Series, day: int) -> pl.Series:
    dtype = values.dtype
    assert isinstance(dtype, pl.Datetime)
    if dtype.time_zone is None:
        midnights = bool((ticks % day == 0).all())
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


def _list_cells(values: pl.Series) -> Cells:
    """Write lists as JSON, each item as JSON would have it; an absent item is `null`."""
    dtype = values.dtype
    assert isinstance(dtype, pl.List | pl.Array)
    if isinstance(dtype.inner, pl.List | pl.Array):
        message = "Lists within lists cannot be cells."
        raise NoCells(message, "Give each inner list a row of its own, or leave the column out.")
    lists = pl.DataFrame({"list": values.cast(pl.List(dtype.inner))}).with_row_index("row")
    items = lists.explode("list", keep_nulls=False, empty_as_null=False)
    cells = _item_cells(items["list"])
    bare = dtype.inner.is_numeric() or dtype.inner == pl.Boolean
    texts = cells.text.fill_null("null") if bare else json_text(cells.text)
    columns = {"row": items["row"], "text": texts}
    if cells.faulty is not None:
        columns["faulty"] = cells.faulty
    joined = pl.DataFrame(columns).group_by("row", maintain_order=True)
    faulty = pl.col("faulty").any() if cells.faulty is not None else pl.lit(False)
    written = lists.select("row", absent=pl.col("list").is_null()).join(
        joined.agg(pl.col("text").str.join(", "), faulty=faulty),
        on="row",
        how="left",
        maintain_order="left",
    )
    whole = pl.concat_str(pl.lit("["), pl.col("text").fill_null(""), pl.lit("]"))
    text = written.select(pl.when(~pl.col("absent")).then(whole)).to_series()
    if cells.faulty is None:
        return Cells(text)
    return Cells(text, written["faulty"].fill_null(False), cells.why)


def _item_cells(items: pl.Series) -> Cells:
    """Return items as text: other than a cell's, empty text is there."""
    cells = as_cells(items)
    if items.dtype.base_type() in _TEXTS:
        return Cells(items.cast(pl.String), cells.faulty, cells.why)
    return cells


_TEXTS: Final[frozenset[type[pl.DataType]]] = frozenset({pl.String, pl.Categorical, pl.Enum})
_PLAIN: Final[frozenset[type[pl.DataType]]] = frozenset(
    {
        *(pl.Int8, pl.Int16, pl.Int32, pl.Int64, pl.Int128),
        *(pl.UInt8, pl.UInt16, pl.UInt32, pl.UInt64, pl.UInt128),
        *(pl.Boolean, pl.Decimal, pl.Time, pl.Null),
    }
)
_CONVERSIONS: Final[Mapping[type[pl.DataType], Callable[[pl.Series], Cells]]] = MappingProxyType(
    {
        **dict.fromkeys(_TEXTS, _text_cells),
        **dict.fromkeys(_PLAIN, _as_they_are),
        **dict.fromkeys((pl.Float16, pl.Float32, pl.Float64), _float_cells),
        pl.Date: _day_cells,
        pl.Datetime: _moment_cells,
        pl.List: _list_cells,
        pl.Array: _list_cells,
    }
)
