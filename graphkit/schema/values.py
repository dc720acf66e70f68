"""Property types: each turns text cells into typed values and explains those it cannot.

A value type is one object. `parse` works on whole columns; `explain` is for the few cells that
`parse` left null. Longer than 400 lines, as each type stands here whole, beside its neighbors.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from graphkit.errors import did_you_mean
from graphkit.schema import edtf
from graphkit.schema.canonical import json_number, json_text
from graphkit.schema.cells import each_once, json_items, numbered, split_list
from graphkit.schema.quoting import shown

__all__ = [
    "SCALARS",
    "BooleanType",
    "DateType",
    "DatetimeType",
    "EdtfType",
    "Enumeration",
    "FloatType",
    "IntegerType",
    "ListType",
    "StringType",
    "UrlType",
    "ValueType",
    "json_items",
    "json_text",
    "shown",
    "split_list",
]

_INTEGER = r"^[+-]?[0-9]+$"
_FLOAT = r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$"
_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_DATETIME = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?"
    r"([Zz]|[+-][0-9]{2}:?[0-9]{2})$"
)
_LEAP_SECOND = r"^.{16}:60"
_URL = r"^(https?|ftp)://[^\s\p{C}<>\"\\^`{|}]+$"


class ValueType(ABC):
    """What a property's values are.

    Attributes:
        name: The word used in a schema, such as `integer`.
        dtype: The Polars type of its columns.
    """

    name: str
    dtype: pl.DataType

    @abstractmethod
    def parse(self, cells: pl.Series) -> pl.Series:
        """Turn text into values.

        Args:
            cells: A `String` series; null is absent.

        Returns:
            A series of `dtype` and of the same length; null where a cell is absent or at fault.
        """

    @abstractmethod
    def explain(self, text: str) -> str:
        """Say why a cell is not a value of this type, in a clause after "…, but"."""

    def canonical(self, values: pl.Series) -> pl.Series:
        """Return each value as RFC 8785 canonical JSON; `null` where absent."""
        return json_text(values.cast(pl.String))


class StringType(ValueType):
    """Any text."""

    name = "string"
    dtype = pl.String()

    def parse(self, cells: pl.Series) -> pl.Series:
        """Return the cells as they are."""
        return cells

    def explain(self, text: str) -> str:
        """Never needed: every text is a string."""
        return f"{shown(text)} is text"


class IntegerType(ValueType):
    """A 64-bit signed integer.

    Example:
        >>> IntegerType().parse(pl.Series(["12", "nineteen", None])).to_list()
        [12, None, None]
    """

    name = "integer"
    dtype = pl.Int64()

    def parse(self, cells: pl.Series) -> pl.Series:
        """Read decimal digits with an optional sign."""
        # Polars reads just these, also with a plus
        return cells.cast(pl.Int64, strict=False)

    def explain(self, text: str) -> str:
        """Tell words, fractions and numbers that are too large apart."""
        if text.strip() != text:
            return f"{shown(text)} has spaces around it"
        if re.fullmatch(_INTEGER, text):
            return f"{shown(text)} does not fit into 64 bits"
        return f"{shown(text)} is not a whole number in digits"

    def canonical(self, values: pl.Series) -> pl.Series:
        """Write every digit, also beyond 2^53, where JSON's own numbers would run together."""
        return values.cast(pl.String).fill_null("null")


class FloatType(ValueType):
    """A finite double.

    Example:
        >>> FloatType().parse(pl.Series(["1.5", "1e3", "nan", "1,5"])).to_list()
        [1.5, 1000.0, None, None]
    """

    name = "float"
    dtype = pl.Float64()

    def parse(self, cells: pl.Series) -> pl.Series:
        """Read decimal numbers; infinities and NaN are faults."""
        # Polars reads just these, also with a plus, and words for infinities and NaN
        number = pl.col("cell").cast(pl.Float64, strict=False)
        return _apply(cells, pl.when(number.is_finite()).then(number))

    def explain(self, text: str) -> str:
        """Point at decimal commas, NaN and spaces."""
        if text.strip() != text:
            return f"{shown(text)} has spaces around it"
        if "," in text:
            return f"{shown(text)} has a comma: decimals are written with a point"
        return f"{shown(text)} is not a finite number"

    def canonical(self, values: pl.Series) -> pl.Series:
        """Write the number as ECMAScript does."""
        return _numbers(values)


class BooleanType(ValueType):
    """`true` or `false`."""

    name = "boolean"
    dtype = pl.Boolean()

    def parse(self, cells: pl.Series) -> pl.Series:
        """Read the two words, nothing else."""
        cell = pl.col("cell")
        return _apply(cells, pl.when(cell == "true").then(True).when(cell == "false").then(False))

    def explain(self, text: str) -> str:
        """Name the two words."""
        return f"{shown(text)} is neither true nor false"

    def canonical(self, values: pl.Series) -> pl.Series:
        """Write `true` or `false`."""
        return values.cast(pl.String).fill_null("null")


class DateType(ValueType):
    """A calendar day, `2014-02-28`."""

    name = "date"
    dtype = pl.Date()

    def parse(self, cells: pl.Series) -> pl.Series:
        """Read ISO days that exist."""
        return each_once(cells, self._days)

    @staticmethod
    def _days(cells: pl.Series) -> pl.Series:
        cell = pl.col("cell")
        day = pl.when(cell.str.contains(_DATE)).then(cell).str.to_date("%Y-%m-%d", strict=False)
        return _apply(cells, pl.when(day.dt.year() > 0).then(day))

    def explain(self, text: str) -> str:
        """Tell a wrong form from a day that does not exist."""
        if re.fullmatch(_DATE, text):
            return f"{shown(text)} is no day of the calendar"
        return f"{shown(text)} is not a day written as 2014-02-28"


class DatetimeType(ValueType):
    """A moment with its offset from UTC, `2014-02-28T12:00:00+01:00`.

    It is kept as UTC and to the microsecond; finer digits are cut off.

    Example:
        >>> DatetimeType().parse(pl.Series(["2014-02-28T12:00+01:00"])).to_list()
        [datetime.datetime(2014, 2, 28, 11, 0, tzinfo=zoneinfo.ZoneInfo(key='UTC'))]
    """

    name = "datetime"
    dtype = pl.Datetime("us", "UTC")

    def parse(self, cells: pl.Series) -> pl.Series:
        """Read ISO moments; one without an offset is a fault."""
        return each_once(cells, self._moments)

    def _moments(self, cells: pl.Series) -> pl.Series:
        cell = (
            pl.when(pl.col("cell").str.contains(_DATETIME))
            .then(pl.col("cell"))
            .str.to_uppercase()
            .str.replace(" ", "T", literal=True)
            .str.replace(r"Z$", "+00:00")
            .str.replace(r"([+-][0-9]{2})([0-9]{2})$", "${1}:${2}")
            .str.replace(r"T([0-9]{2}:[0-9]{2})([+-])", "T${1}:00${2}")
        )
        read = cell.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f%:z", time_unit="us", strict=False)
        moment = read.dt.convert_time_zone("UTC")
        # A leap second would run into the next minute, and Python has the years 1 to 9999 only.
        sound = moment.dt.year().is_between(1, 9999) & ~pl.col("cell").str.contains(_LEAP_SECOND)
        return _apply(cells, pl.when(sound).then(moment)).cast(self.dtype)

    def explain(self, text: str) -> str:
        """Tell a wrong form from a missing offset and from a moment that does not exist."""
        if re.fullmatch(_DATETIME, text):
            return f"{shown(text)} is no moment of the calendar"
        if re.fullmatch(_DATETIME, text + "Z"):
            return f"{shown(text)} has no offset: write Z or +01:00 behind it"
        return f"{shown(text)} is not a moment written as 2014-02-28T12:00:00+01:00"

    def canonical(self, values: pl.Series) -> pl.Series:
        """Write the moment in UTC, with no, three or six digits of a second."""
        return json_text(values.dt.strftime("%Y-%m-%dT%H:%M:%S%.fZ"))


class EdtfType(ValueType):
    """A date as uncertain as it is known: EDTF levels 0 and 1; kept as text."""

    name = "edtf"
    dtype = pl.String()

    def parse(self, cells: pl.Series) -> pl.Series:
        """Keep what the EDTF parser accepts."""
        texts, numbers = numbered(cells)
        is_sound = edtf.bounds(texts)["fault"].is_null()
        if is_sound.all():
            return cells
        sound = is_sound.gather(numbers)
        return pl.select(pl.when(sound).then(cells)).to_series().rename(cells.name)

    def explain(self, text: str) -> str:
        """Give the parser's own reason."""
        try:
            edtf.parse(text)
        except edtf.EdtfError as error:
            return f"{shown(text)} cannot be read as a time: {error}"
        return f"{shown(text)} is a time"


class UrlType(ValueType):
    """A web address: http, https or ftp."""

    name = "url"
    dtype = pl.String()

    def parse(self, cells: pl.Series) -> pl.Series:
        """Keep addresses with a scheme and without spaces or control characters."""
        return _apply(cells, pl.when(pl.col("cell").str.contains(_URL)).then(pl.col("cell")))

    def explain(self, text: str) -> str:
        """Name the schemes."""
        if text.startswith(("https://", "http://", "ftp://")):
            return f"{shown(text)} holds spaces or characters that no address may hold"
        return f"{shown(text)} is not an address that starts with https://, http:// or ftp://"


@dataclass(frozen=True)
class Enumeration(ValueType):
    """One word of a declared list.

    Attributes:
        name: The enumeration's name in the schema.
        members: Its words, in declared order.
    """

    name: str
    members: tuple[str, ...]
    dtype: ClassVar[pl.DataType] = pl.String()  # type: ignore[misc]

    def parse(self, cells: pl.Series) -> pl.Series:
        """Keep the declared words."""
        cell = pl.col("cell")
        return _apply(cells, pl.when(cell.is_in(list(self.members))).then(cell))

    def explain(self, text: str) -> str:
        """Name the nearest word."""
        return f"{shown(text)} is not one of them. {did_you_mean(text, self.members)}".rstrip()


@dataclass(frozen=True)
class ListType(ValueType):
    """Several values of one type in a cell: `a; b`, or JSON where the cell starts with `[`.

    Attributes:
        item: The type of each value.

    Example:
        >>> ListType(IntegerType()).parse(pl.Series(["1; 2", '[3]', "x"])).to_list()
        [[1, 2], [3], None]
    """

    item: ValueType

    @property
    def name(self) -> str:  # type: ignore[override]
        """The word used in a schema."""
        return f"list<{self.item.name}>"

    @property
    def dtype(self) -> pl.DataType:  # type: ignore[override]
        """A list of the item's type."""
        return pl.List(self.item.dtype)

    def parse(self, cells: pl.Series) -> pl.Series:
        """Split, strip and read each item; one item at fault makes the cell a fault."""
        if isinstance(self.item, StringType):
            return split_list(cells)  # every text is a string
        frame = pl.DataFrame({"cell": cells}).with_row_index("row")
        texts = frame.select("row", cell=split_list(frame["cell"]))
        items = texts.explode("cell", empty_as_null=False).filter(pl.col("cell").is_not_null())
        read = items.with_columns(value=self.item.parse(items["cell"]))
        lists = read.group_by("row", maintain_order=True).agg(
            pl.col("value"), fault=pl.col("value").is_null().any()
        )
        empty = pl.lit([], dtype=self.dtype)
        joined = texts.join(lists, on="row", how="left", maintain_order="left")
        return joined.select(
            pl.when(pl.col("cell").is_null() | pl.col("fault").fill_null(False))
            .then(None)
            .otherwise(pl.coalesce("value", empty))
            .cast(self.dtype)
            .alias(cells.name)
        ).to_series()

    def explain(self, text: str) -> str:
        """Explain the first item at fault."""
        items = split_list(pl.Series([text])).to_list()[0]
        if items is None:
            return f"{shown(text)} is not a JSON list of plain values"
        for item in items:
            if self.item.parse(pl.Series([item], dtype=pl.String)).null_count():
                return self.item.explain(item)
        return f"{shown(text)} is a list"

    def canonical(self, values: pl.Series) -> pl.Series:
        """Write a JSON array of the items' canonical forms."""
        frame = pl.DataFrame({"list": values}).with_row_index("row")
        items = frame.explode("list", empty_as_null=False)
        written = items.select("row", text=self.item.canonical(items["list"]))
        joined = written.group_by("row").agg(pl.col("text").str.join(","))
        return (
            frame.join(joined, on="row", how="left", maintain_order="left")
            .select(
                pl.when(pl.col("list").is_null())
                .then(pl.lit("null"))
                .otherwise(pl.concat_str(pl.lit("["), pl.col("text").fill_null(""), pl.lit("]")))
            )
            .to_series()
            .rename(values.name)
        )


SCALARS: tuple[ValueType, ...] = (
    StringType(),
    IntegerType(),
    FloatType(),
    BooleanType(),
    DateType(),
    DatetimeType(),
    EdtfType(),
    UrlType(),
)
"""The value types that need no declaration."""


def _apply(cells: pl.Series, expression: pl.Expr) -> pl.Series:
    return pl.DataFrame({"cell": cells}).select(expression).to_series().rename(cells.name)


def _numbers(values: pl.Series) -> pl.Series:
    """Write doubles as JSON, each distinct one once."""
    distinct = values.drop_nulls().unique()
    texts = pl.Series([json_number(value) for value in distinct], dtype=pl.String)
    return (
        pl.DataFrame({"value": values})
        .select(pl.col("value").replace_strict(distinct, texts, default="null"))
        .to_series()
        .rename(values.name)
    )
