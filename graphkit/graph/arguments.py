"""Python values given for properties: read as the cells of a file would be, and checked."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from graphkit.errors import UsageError, did_you_mean
from graphkit.graph.claims import ChainType
from graphkit.schema import edtf
from graphkit.schema.model import Property
from graphkit.schema.values import (
    BooleanType,
    DatetimeType,
    DateType,
    EdtfType,
    Enumeration,
    FloatType,
    IntegerType,
    ListType,
    StringType,
    ValueType,
    shown,
)


def read_arguments(
    what: str,
    given: Mapping[str, object],
    declared: Mapping[str, Property],
    more: Mapping[str, ValueType],
) -> dict[str, object]:
    """Return values as the frames hold them; None and empty text are absent.

    Args:
        what: The element, for messages.
        given: What was given, by name.
        declared: The properties of its type.
        more: What else may be given, by name.

    Raises:
        UsageError: For the first name that is not known, or value that does not fit.

    Example:
        >>> sizes = {"size": Property("size", IntegerType(), min=0)}
        >>> read_arguments("Group", {"size": "12", "note": ""}, sizes, {"note": StringType()})
        {'size': 12}
    """
    values: dict[str, object] = {}
    for name, value in given.items():
        prop = declared.get(name)
        value_type = prop.type if prop is not None else more.get(name)
        if value_type is None:
            message = f"{what} has no property {shown(name)}."
            raise UsageError(message, did_you_mean(name, [*declared, *more]))
        if value is None or value == "":
            continue
        read = _value(f"{name} of {what}", value, value_type)
        if read is None:
            continue
        if prop is not None:
            _constrain(f"{name} of {what}", read, prop)
        values[name] = read
    return values


def _value(what: str, value: object, value_type: ValueType) -> object:
    to_list = getattr(value, "tolist", None)
    plain = to_list() if callable(to_list) else value  # a number or array of NumPy's
    if isinstance(value_type, ListType | ChainType) and isinstance(plain, list | tuple):
        return _list(what, plain, value_type)
    if not isinstance(plain, str):
        return _typed(what, plain, value_type)
    if not is_text(plain):
        message = f"{what} holds half a character, which no file can hold: {shown(plain)}."
        raise UsageError(message)
    if isinstance(value_type, StringType):
        return plain
    if isinstance(value_type, Enumeration) and plain in value_type.members:
        return plain
    if isinstance(value_type, EdtfType):
        try:
            return edtf.parse(plain).text
        except edtf.EdtfError:
            raise _misfit(what, plain, value_type) from None
    read = value_type.parse(pl.Series([plain], dtype=pl.String))
    if read.null_count():
        raise _misfit(what, plain, value_type)
    return read.to_list()[0]


def _list(
    what: str, given: list[object] | tuple[object, ...], value_type: ListType | ChainType
) -> object:
    if isinstance(value_type, ListType):
        return [_value(f"an item of {what}", item, value_type.item) for item in given]
    links = [_value(f"a speaker in {what}", item, StringType()) for item in given]
    if all(isinstance(link, str) and link.strip() for link in links):
        return links or None
    raise _misfit(what, json.dumps(links), value_type)


def is_text(text: str) -> bool:
    """Tell whether a text can be written as UTF-8: it has no half of a surrogate pair."""
    return not any("\ud800" <= char <= "\udfff" for char in text)


def _typed(what: str, value: object, value_type: ValueType) -> object:
    """Return a value that is no text, if it is one of the type."""
    match value_type, value:
        case BooleanType(), bool():
            return value
        case IntegerType(), int() if not isinstance(value, bool):
            if -(2**63) <= value < 2**63:
                return value
        case FloatType(), int() | float() if not isinstance(value, bool):
            try:
                if math.isfinite(value):
                    return float(value)
            except OverflowError:
                pass  # an integer beyond every double
        case DateType(), date() if not isinstance(value, datetime):
            return value
        case DatetimeType(), datetime() if value.tzinfo is not None:
            return value.astimezone(UTC)
        case EdtfType(), date() if not isinstance(value, datetime):
            return value.isoformat()
        case StringType(), int() if not isinstance(value, bool):
            return str(value)
        case _:
            pass
    raise _misfit(what, str(value), value_type)


def _misfit(what: str, text: str, value_type: ValueType) -> UsageError:
    why = value_type.explain(text)
    if isinstance(value_type, StringType):
        why = f"{shown(text)} is none"
    end = "" if why.endswith((".", "?", "…")) else "."
    message = f"{what} is {value_type.name}, but {why}{end}"
    return UsageError(message)


def _constrain(what: str, value: object, prop: Property) -> None:
    """Raise UsageError where a value lies outside what its property allows."""
    items = value if isinstance(value, list) else [value]
    if prop.min is not None and any(item < _limit(prop, prop.min) for item in items):
        message = f"{what} is {_said(value)}, less than the min {prop.min}."
        raise UsageError(message)
    if prop.max is not None and any(item > _limit(prop, prop.max) for item in items):
        message = f"{what} is {_said(value)}, more than the max {prop.max}."
        raise UsageError(message)
    if prop.pattern is not None:
        matches = pl.Series(items, dtype=pl.String).str.contains(f"^(?:{prop.pattern})$")
        if not matches.all():
            message = f"{what} is {_said(value)}, not of the form `{prop.pattern}`."
            raise UsageError(message)
    if prop.length is not None and isinstance(value, str | list) and len(value) > prop.length:
        unit = "items" if isinstance(value, list) else "characters"
        message = f"{what} has {len(value)} {unit}, more than {prop.length}."
        raise UsageError(message)


def _limit(prop: Property, limit: float | str) -> Any:
    """Return a limit as a value that those of the property can be compared with."""
    if not isinstance(limit, str):
        return limit
    scalar = prop.type.item if isinstance(prop.type, ListType) else prop.type
    return scalar.parse(pl.Series([limit])).to_list()[0]


def _said(value: object) -> str:
    return shown("; ".join(map(str, value)) if isinstance(value, list) else str(value))
