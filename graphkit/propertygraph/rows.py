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


def day_texts(column: pl.Series) -> pl.Series:
    """Return days as text; each day is written out once where they are close together.

    Example:
        >>> from datetime import date
        >>> day_texts(pl.Series([date(1950, 1, 2), None, date(1950, 1, 1)])).to_list()
        ['1950-01-02', None, '1950-01-01']
    """
    numbers = column.to_physical()
    first, last = numbers.min(), numbers.max()
    if not isinstance(first, int) or not isinstance(last, int) or last - first >= len(column):
        return column.dt.to_string("iso")
    every = pl.int_range(first, last + 1, dtype=pl.Int32, eager=True).cast(pl.Date)
    return every.dt.to_string("iso").gather(numbers - first).alias(column.name)


class Values(list[Any]):
    """Values that are sent. The driver writes out whatever it sends for a log that nobody keeps.

    Example:
        >>> Values(["a", "b"])
        <2 values>
    """

    def __repr__(self) -> str:
        return f"<{len(self)} values>"


def value_lists(frame: pl.DataFrame) -> list[Values]:
    """Return each column as a list, days and moments as text.

    Columns cost a third of what rows do: a row each is one more list to make, to write and to be
    looked at whenever Python collects garbage. A text costs a ninth of a date: a statement makes
    dates of them by its `date()`, which leaves null as it is. A moment would also be kept with the
    zone that Polars calls UTC, and so differ from the same with Z.

    Example:
        >>> from datetime import date
        >>> frame = pl.DataFrame({"id": ["a", "b"], "born": [date(1950, 1, 2), None]})
        >>> list(map(list, value_lists(frame)))
        [['a', 'b'], ['1950-01-02', None]]
    """
    texts = frame.with_columns(
        *(day_texts(column) for column in frame if column.dtype == pl.Date),
        pl.col(pl.Datetime).dt.strftime("%Y-%m-%dT%H:%M:%S%.6fZ"),
    )
    return [Values(_values(column)) for column in texts.get_columns()]


def row_lists(frame: pl.DataFrame) -> Values:
    """Return each row as a list, values as in `value_lists`.

    The driver writes lists twice as fast as tuples and maps.

    Example:
        >>> from datetime import date
        >>> list(row_lists(pl.DataFrame({"id": ["a", "b"], "born": [date(1950, 1, 2), None]})))
        [['a', '1950-01-02'], ['b', None]]
    """
    return Values(map(list, zip(*value_lists(frame), strict=True)))


def value_list(column: pl.Series) -> Values:
    """Return the values of a column as the driver takes them, days as days.

    Example:
        >>> from datetime import date
        >>> list(value_list(pl.Series([date(1950, 1, 2), None])))
        [datetime.date(1950, 1, 2), None]
    """
    return Values(_values(column))


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
