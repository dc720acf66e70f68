"""From frames to the parameters of statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl


def slices(frame: pl.DataFrame, size: int) -> Iterator[pl.DataFrame]:
    """Yield a frame in parts of at most `size` rows; nothing where it has none.

    Example:
        >>> [part.height for part in slices(pl.DataFrame({"id": ["a", "b", "c"]}), 2)]
        [2, 1]
    """
    for offset in range(0, frame.height, size):
        yield frame.slice(offset, size)


def row_lists(frame: pl.DataFrame) -> list[list[Any]]:
    """Return each row as a list, days as text.

    The driver writes lists twice as fast as tuples and maps, and a text nine times as fast as a
    date: a statement makes dates of them by its `date()`, which leaves null as it is.

    Example:
        >>> from datetime import date
        >>> row_lists(pl.DataFrame({"id": ["a", "b"], "born": [date(1950, 1, 2), None]}))
        [['a', '1950-01-02'], ['b', None]]
    """
    texts = frame.with_columns(pl.col(pl.Date).dt.to_string("iso"))
    return list(map(list, zip(*(column.to_list() for column in texts.get_columns()), strict=True)))


def property_maps(frame: pl.DataFrame, columns: Sequence[str]) -> list[dict[str, Any]]:
    """Return each row's properties as a map; absent ones are missing.

    Example:
        >>> property_maps(pl.DataFrame({"a": [1, None], "b": [None, "x"]}), ["a", "b"])
        [{'a': 1}, {'b': 'x'}]
    """
    used = [name for name in columns if frame[name].null_count() < frame.height]
    if not used:
        return [{} for _ in range(frame.height)]
    rows = frame.select(used).to_dicts()
    if all(frame[name].null_count() == 0 for name in used):
        return rows
    return [{key: value for key, value in row.items() if value is not None} for row in rows]
