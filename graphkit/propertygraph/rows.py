"""From frames to the parameters of statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import polars as pl


def slices(frame: pl.DataFrame, size: int) -> Iterator[pl.DataFrame]:
    """Yield a frame in parts of at most `size` rows; nothing where it has none.

    Example:
        >>> [part.height for part in slices(pl.DataFrame({"id": ["a", "b", "c"]}), 2)]
        [2, 1]
    """
    for offset in range(0, frame.height, size):
        yield frame.slice(offset, size)


MAKERS: Final = {pl.Date: "date", pl.Datetime: "datetime"}
"""What Cypher makes a value of its text by, for the columns that `row_lists` writes as text."""


def row_lists(frame: pl.DataFrame) -> list[list[Any]]:
    """Return each row as a list, days and moments as text.

    The driver writes lists twice as fast as tuples and maps, and a text nine times as fast as a
    date: a statement makes dates of them by its `date()`, which leaves null as it is. A moment
    would also be kept with the zone that Polars calls UTC, and so differ from the same with Z.

    Example:
        >>> from datetime import date
        >>> row_lists(pl.DataFrame({"id": ["a", "b"], "born": [date(1950, 1, 2), None]}))
        [['a', '1950-01-02'], ['b', None]]
    """
    texts = frame.with_columns(
        pl.col(pl.Date).dt.to_string("iso"),
        pl.col(pl.Datetime).dt.strftime("%Y-%m-%dT%H:%M:%S%.6fZ"),
    )
    columns = [_values(column) for column in texts.get_columns()]
    return list(map(list, zip(*columns, strict=True)))


def property_maps(frame: pl.DataFrame, columns: Sequence[str]) -> list[dict[str, Any]]:
    """Return each row's properties as a map; absent ones are missing.

    Example:
        >>> property_maps(pl.DataFrame({"a": [1, None], "b": [None, "x"]}), ["a", "b"])
        [{'a': 1}, {'b': 'x'}]
    """
    used = [name for name in columns if frame[name].null_count() < frame.height]
    if not used:
        return [{} for _ in range(frame.height)]
    values = [_values(frame[name]) for name in used]
    rows = [dict(zip(used, row, strict=True)) for row in zip(*values, strict=True)]
    if all(frame[name].null_count() == 0 for name in used):
        return rows
    return [{key: value for key, value in row.items() if value is not None} for row in rows]


def _values(column: pl.Series) -> list[Any]:
    """Return a column's values: moments with the offset Z, not the zone that Polars calls UTC."""
    dtype = column.dtype
    if isinstance(dtype, pl.Datetime):
        return [_with_offset(moment) for moment in column]
    if isinstance(dtype, pl.List) and isinstance(dtype.inner, pl.Datetime):
        return [
            None if moments is None else list(map(_with_offset, moments))
            for moments in column.to_list()
        ]
    return column.to_list()


def _with_offset(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(UTC)
