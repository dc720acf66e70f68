"""Python objects → the text that a cell of a file would hold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

import numpy as np
import polars as pl

from graphkit.readers.codes import Code
from graphkit.readers.typed import KNOWN, Cells, Fault, NoCells, as_cells, nul_faults

_ALIKE: Final[dict[type, type[pl.DataType]]] = {
    str: pl.String,
    bool: pl.Boolean,
    int: pl.Int64,
    float: pl.Float64,
    date: pl.Date,
}
_ABSENT: Final = ("NAType", "NaTType")
"""Types of what pandas has for absent values, beside None and NaN."""

_EXACT: Final = 2**53


def object_cells(values: Sequence[object]) -> Cells | NoCells:
    """Return the text of each value of a column of Python objects.

    Values of one type, or absent, are turned into text as one column; a mixture one by one.

    Example:
        >>> object_cells(["x", 7, 2.0, True, None, ["a", 1]]).text.to_list()
        ['x', '7', '2', 'true', None, '["a", 1]']
    """
    types = set(map(type, values)) - {type(None)}
    if len(types) <= 1:
        dtype = _ALIKE.get(next(iter(types), str))
        moments = datetime in types and not any(_has_offset(value) for value in values)
        if dtype is not None or moments:
            try:
                return as_cells(pl.Series(values, dtype=dtype or pl.Datetime("us"), strict=True))
            except (OverflowError, TypeError, UnicodeEncodeError, pl.exceptions.PolarsError):
                pass  # an integer beyond 64 bits, half of a pair of surrogates
    return _one_by_one(values)


def _has_offset(value: object) -> bool:
    return isinstance(value, datetime) and value.tzinfo is not None


def _one_by_one(values: Iterable[object]) -> Cells:
    texts: list[str | None] = []
    strange: list[bool] = []
    for value in values:
        try:
            texts.append(cell_text(value))
            strange.append(False)
        except ValueError:
            texts.append(None)
            strange.append(True)
    text = pl.Series(texts, dtype=pl.String)
    faults = nul_faults(text)
    if any(strange):
        message = "This value cannot stand in a cell."
        faults += (Fault(pl.Series(strange), Code.NO_CELL, message, KNOWN),)
    return Cells(text, faults)


def cell_text(value: object) -> str | None:
    """Return a value as the text of a cell; None where it is absent.

    Raises:
        ValueError: If a cell cannot hold it.

    Example:
        >>> cell_text(0.5), cell_text(3.0), cell_text(""), cell_text((date(2014, 1, 2), "a"))
        ('0.5', '3', None, '["2014-01-02", "a"]')
    """
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_item_text, value))}]"
    if isinstance(value, np.ndarray):
        return cell_text(list(value))
    return _scalar_text(value) or None


def _item_text(value: object) -> str:
    text = _scalar_text(value)
    if text is None:
        return "null"
    bare = isinstance(value, bool | int | float | Decimal | np.number | np.bool_)
    return text if bare and not isinstance(value, str) else json.dumps(text, ensure_ascii=False)


def _scalar_text(value: object) -> str | None:
    """Return the text of what is no list; None where it is absent."""
    if value is None or type(value).__name__ in _ABSENT:
        return None
    if isinstance(value, np.datetime64):
        return None if np.isnat(value) else str(value)
    if isinstance(value, np.generic):
        value = value.item()
    match value:
        case str():
            text = str.__str__(value)  # an enumeration's own says its member's name
            text.encode()  # half of a pair of surrogates is no text
            return text
        case bool():
            return "true" if value else "false"
        case int():
            return int.__repr__(value)
        case float():
            whole = value.is_integer() and abs(value) < _EXACT
            return "NaN" if value != value else f"{value:.0f}" if whole else float.__repr__(value)
        case Decimal():
            return str(value)
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            message = f"{type(value).__name__} is no cell"
            raise ValueError(message)
