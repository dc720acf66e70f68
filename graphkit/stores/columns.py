"""From rows of an answer to columns of a frame: values must be of the type that is asked for.

The driver's own classes for days and moments become Python's here; everything else is taken as it
is. This goes value by value where the driver gives values, and list by list elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import polars as pl
from polars.datatypes import DataTypeClass

_AnyType = pl.DataType | DataTypeClass

_KINDS: Final[dict[type[_AnyType] | _AnyType, tuple[type, ...]]] = {
    pl.String: (str,),
    pl.Int64: (int,),
    pl.Float64: (float, int),
    pl.Boolean: (bool,),
}


class Misfit(Exception):
    """A value is not of the type that is asked for.

    Attributes:
        row: The number of its row.
        value: The value.
    """

    def __init__(self, row: int, value: object) -> None:
        super().__init__(row, value)
        self.row = row
        self.value = value


def column(values: Sequence[Any], dtype: _AnyType, naive_is_utc: bool = False) -> pl.Series:
    """Return values of an answer as a column.

    Args:
        values: One a row, as the driver has them; None is absent.
        dtype: The type of the column.
        naive_is_utc: Whether a moment without a zone is meant in UTC.

    Raises:
        Misfit: Where a value is of another type; the first one.

    Example:
        >>> column([1, None], pl.Int64()).to_list()
        [1, None]
        >>> try:
        ...     column([1, True], pl.Int64())
        ... except Misfit as misfit:
        ...     print(misfit.row, misfit.value)
        1 True
    """
    if isinstance(dtype, pl.List):
        return _lists(values, dtype, naive_is_utc)
    plain = _plain(values, dtype, naive_is_utc)
    return pl.Series(values=plain, dtype=dtype)


def _lists(values: Sequence[Any], dtype: pl.List, naive_is_utc: bool) -> pl.Series:
    _check(values, (list,))
    flat = [item for value in values if value is not None for item in value]
    try:
        items = _plain(flat, dtype.inner, naive_is_utc)
        if None in items:
            raise Misfit(items.index(None), None)
    except Misfit as misfit:
        # the item's number tells the row that it stands in
        end = 0
        for row, value in enumerate(values):
            end += len(value or ())
            if misfit.row < end:
                raise Misfit(row, misfit.value) from None
        raise
    ends = iter(items)
    rows = [None if value is None else [next(ends) for _ in value] for value in values]
    return pl.Series(values=rows, dtype=dtype)


def _plain(values: Sequence[Any], dtype: _AnyType, naive_is_utc: bool) -> Sequence[Any]:
    if dtype == pl.Date:
        return _native(values, _is_day, lambda value: value.to_native())
    if dtype == pl.Datetime:
        has_place: Callable[[Any], bool] = _is_local_moment if naive_is_utc else _is_moment
        return _native(values, has_place, _utc)
    _check(values, _KINDS[dtype])
    return values


def _check(values: Sequence[Any], kinds: tuple[type, ...]) -> None:
    if set(map(type, values)) <= {*kinds, type(None)}:
        return
    for row, value in enumerate(values):
        if value is not None and type(value) not in kinds:
            raise Misfit(row, value)


def _native(
    values: Sequence[Any], fits: Callable[[Any], bool], told: Callable[[Any], Any]
) -> list[Any]:
    found: list[Any] = []
    for row, value in enumerate(values):
        if value is not None and not fits(value):
            raise Misfit(row, value)
        try:
            found.append(None if value is None else told(value))
        except ValueError as error:  # before the year 1, or after 9999
            raise Misfit(row, value) from error
    return found


def _is_day(value: Any) -> bool:
    return hasattr(value, "to_native") and hasattr(value, "day") and not hasattr(value, "hour")


def _is_local_moment(value: Any) -> bool:
    return hasattr(value, "to_native") and hasattr(value, "day") and hasattr(value, "hour")


def _is_moment(value: Any) -> bool:
    return _is_local_moment(value) and value.tzinfo is not None


def _utc(value: Any) -> datetime:
    moment: datetime = value.to_native()
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def frame(
    rows: Sequence[Sequence[Any]], dtypes: Mapping[str, _AnyType], naive_is_utc: bool
) -> pl.DataFrame:
    """Return rows of an answer as a frame with the columns given, in that order.

    Raises:
        Misfit: Where a value is of another type; `args` then ends with the column's name.
    """
    columns = zip(*rows, strict=True) if rows else ((),) * len(dtypes)
    made = {}
    for (name, dtype), values in zip(dtypes.items(), columns, strict=True):
        try:
            made[name] = column(values, dtype, naive_is_utc)
        except Misfit as misfit:
            misfit.args = (*misfit.args, name)
            raise
    return pl.DataFrame(made)
