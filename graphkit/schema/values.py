"""Property types: each turns text cells into typed values and explains those it cannot.

A value type is one object. `parse` works on whole columns; `explain` is for the few cells that
`parse` left null.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Protocol

import polars as pl

from graphkit.errors import did_you_mean
from graphkit.schema import edtf

_INTEGER = r"^[+-]?[0-9]+$"
_FLOAT = r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$"
_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_DATETIME = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?"
    r"([Zz]|[+-][0-9]{2}:?[0-9]{2})$"
)
_URL = r"^(https?|ftp)://[^\s<>\"\\^`{|}]+$"


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
        digits = pl.when(pl.col("cell").str.contains(_INTEGER)).then(
            pl.col("cell").str.strip_prefix("+").cast(pl.Int64, strict=False)
        )
        return _apply(cells, digits)

    def explain(self, text: str) -> str:
        """Tell words, fractions and numbers that are too large apart."""
        if text.strip() != text:
            return f"{shown(text)} has spaces around it"
        if text.lstrip("+-").isdecimal():
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
        number = pl.col("cell").str.strip_prefix("+").cast(pl.Float64, strict=False)
        sound = pl.col("cell").str.contains(_FLOAT) & number.is_finite()
        return _apply(cells, pl.when(sound).then(number))

    def explain(self, text: str) -> str:
        """Point at decimal commas, NaN and spaces."""
        if text.strip() != text:
            return f"{shown(text)} has spaces around it"
        if "," in text:
            return f"{shown(text)} has a comma: decimals are written with a point"
        return f"{shown(text)} is not a finite number"

    def canonical(self, values: pl.Series) -> pl.Series:
        """Write the number as ECMAScript does."""
        return _map_distinct(values, lambda value: _es6(float(value)))


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
        cell = pl.col("cell")
        day = pl.when(cell.str.contains(_DATE)).then(cell).str.to_date("%Y-%m-%d", strict=False)
        return _apply(cells, pl.when(day.dt.year() > 0).then(day))

    def explain(self, text: str) -> str:
        """Tell a wrong form from a day that does not exist."""
        if len(text) == 10 and text[4:5] == "-" and text[7:8] == "-":
            return f"{shown(text)} is no day of the calendar"
        return f"{shown(text)} is not a day written as 2014-02-28"


class DatetimeType(ValueType):
    """A moment with its offset from UTC, `2014-02-28T12:00:00+01:00`; kept as UTC.

    Example:
        >>> DatetimeType().parse(pl.Series(["2014-02-28T12:00+01:00"])).to_list()
        [datetime.datetime(2014, 2, 28, 11, 0, tzinfo=zoneinfo.ZoneInfo(key='UTC'))]
    """

    name = "datetime"
    dtype = pl.Datetime("us", "UTC")

    def parse(self, cells: pl.Series) -> pl.Series:
        """Read ISO moments; one without an offset is a fault."""
        cell = (
            pl.when(pl.col("cell").str.contains(_DATETIME))
            .then(pl.col("cell"))
            .str.to_uppercase()
            .str.replace(" ", "T", literal=True)
            .str.replace(r"Z$", "+00:00")
            .str.replace(r"([+-][0-9]{2})([0-9]{2})$", "${1}:${2}")
            .str.replace(r"T([0-9]{2}:[0-9]{2})([+-])", "T${1}:00${2}")
        )
        moment = cell.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f%:z", time_unit="us", strict=False)
        return _apply(cells, moment.dt.convert_time_zone("UTC")).cast(self.dtype)

    def explain(self, text: str) -> str:
        """Ask for the offset where only that is missing."""
        if text.strip() == text and _is_moment(text + "Z"):
            return f"{shown(text)} has no offset: write Z or +01:00 behind it"
        return f"{shown(text)} is not a moment written as 2014-02-28T12:00:00+01:00"

    def canonical(self, values: pl.Series) -> pl.Series:
        """Write the moment in UTC, to the second or the microsecond."""
        return json_text(values.dt.strftime("%Y-%m-%dT%H:%M:%S%.fZ"))


class EdtfType(ValueType):
    """A date as uncertain as it is known: EDTF levels 0 and 1; kept as text."""

    name = "edtf"
    dtype = pl.String()

    def parse(self, cells: pl.Series) -> pl.Series:
        """Keep what the EDTF parser accepts."""
        faults = edtf.bounds(cells)["fault"]
        return pl.select(pl.when(faults.is_null()).then(cells)).to_series().rename(cells.name)

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
        """Keep addresses with a scheme and without spaces."""
        return _apply(cells, pl.when(pl.col("cell").str.contains(_URL)).then(pl.col("cell")))

    def explain(self, text: str) -> str:
        """Name the schemes."""
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


def split_list(cells: pl.Series) -> pl.Series:
    """Return the items of list cells as text; null where a cell is absent or unreadable JSON.

    Example:
        >>> split_list(pl.Series(["a; b;", '["x;y", 2]', None, "[oops"])).to_list()
        [['a', 'b'], ['x;y', '2'], None, None]
    """
    frame = pl.DataFrame({"cell": cells.cast(pl.String)})
    cell = pl.col("cell")
    plain = cell.str.split(";").list.eval(
        pl.element().str.strip_chars().filter(pl.element().str.strip_chars() != "")
    )
    is_json = cell.str.starts_with("[")
    split = frame.select(is_json=is_json, plain=pl.when(~is_json).then(plain))
    if not split["is_json"].any():
        return split["plain"].rename(cells.name)
    decoded = {text: json_items(text) for text in frame.filter(is_json)["cell"].unique()}
    table = pl.DataFrame(
        {"cell": list(decoded), "items": list(decoded.values())},
        schema={"cell": pl.String, "items": pl.List(pl.String)},
    )
    joined = frame.join(table, on="cell", how="left", maintain_order="left")
    return (
        joined.select(pl.when(split["is_json"]).then("items").otherwise(split["plain"]))
        .to_series()
        .rename(cells.name)
    )


def json_items(text: str) -> list[str] | None:
    """Return the plain values of a JSON list as text, or None where it is something else."""
    try:
        items = json.loads(text, parse_int=str, parse_float=str, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return None
    if not isinstance(items, list):
        return None
    if any(not isinstance(item, str | bool) for item in items):
        return None
    return [item if isinstance(item, str) else str(item).lower() for item in items]


def json_text(texts: pl.Series) -> pl.Series:
    r"""Return each text as a JSON string in RFC 8785 form; `null` where absent.

    Example:
        >>> print(json_text(pl.Series(['a"b\n', None])).to_list())
        ['"a\\"b\\n"', 'null']
    """
    escapes = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f"}
    escapes["\r"] = "\\r"
    for number in range(0x20):
        escapes.setdefault(chr(number), f"\\u{number:04x}")
    text = pl.col("text")
    needs = text.str.contains(r'["\\\x00-\x1f]')
    escaped = text.str.replace_many(list(escapes), list(escapes.values()))
    body = pl.when(needs).then(escaped).otherwise(text)
    return (
        pl.DataFrame({"text": texts})
        .select(pl.concat_str(pl.lit('"'), body, pl.lit('"')).fill_null("null"))
        .to_series()
        .rename(texts.name)
    )


def shown(text: str, most: int = 60) -> str:
    r"""Return a value for a message: quoted, shortened, control characters made visible.

    Example:
        >>> print(shown("a\x1b[31m"), shown("x" * 70))
        "a\x1b[31m" "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…"
    """
    cut = text if len(text) <= most else text[: most - 1] + "…"
    return '"' + "".join(c if c.isprintable() else ascii(c)[1:-1] for c in cut) + '"'


def _no_constant(word: str) -> str:
    message = f"{word} is not JSON"
    raise ValueError(message)


def _apply(cells: pl.Series, expression: pl.Expr) -> pl.Series:
    return pl.DataFrame({"cell": cells}).select(expression).to_series().rename(cells.name)


def _is_moment(text: str) -> bool:
    return DatetimeType().parse(pl.Series([text], dtype=pl.String)).null_count() == 0


def _map_distinct(values: pl.Series, write: _Writer) -> pl.Series:
    distinct = values.unique().drop_nulls()
    texts = pl.Series([write(value) for value in distinct.to_list()], dtype=pl.String)
    return (
        pl.DataFrame({"value": values})
        .select(pl.col("value").replace_strict(distinct, texts, default="null"))
        .to_series()
        .rename(values.name)
    )


class _Writer(Protocol):
    def __call__(self, value: float) -> str: ...


def _es6(value: float) -> str:
    """Write a double as ECMAScript's Number.prototype.toString does (RFC 8785, 3.2.2.3)."""
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    digits, _, exponent_text = f"{abs(value)!r}".partition("e")
    whole, _, fraction = digits.partition(".")
    fraction = "" if fraction == "0" else fraction
    point = len(whole) + int(exponent_text or 0)
    figures = (whole + fraction).lstrip("0")
    point -= len(whole + fraction) - len(figures)
    figures = figures.rstrip("0")
    count = len(figures)
    if count <= point <= 21:
        return sign + figures + "0" * (point - count)
    if 0 < point <= 21:
        return f"{sign}{figures[:point]}.{figures[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{figures}"
    exponent = f"e{'+' if point > 0 else '-'}{abs(point - 1)}"
    mantissa = figures[0] + (f".{figures[1:]}" if count > 1 else "")
    return sign + mantissa + exponent
