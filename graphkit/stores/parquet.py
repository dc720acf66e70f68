"""Rows of an answer as a Parquet file, its columns typed where their values agree.

What a column holds is only known when all rows were seen. So they go to disk in parts, typed by
what each part holds, in a folder beside the file; at the end the few columns whose parts disagree
are written again as text, a part at a time, and all parts become one file. So memory stays flat,
and rows are asked for once. An answer of one part is that part.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import polars as pl

from graphkit.stores.base import json_value, moment_text, zone_name
from graphkit.stores.streaming import Batch

PART: Final = 20_000
"""Rows in a part."""

_JSON: Final = pl.Object()
"""The type of a column that holds JSON as text, before it is written."""

_LARGE: Final = pl.Int128()
"""The type of whole numbers that no float can hold exactly, before they are written."""

_EXACT: Final = 2**53

_OF_CLASS: Final[Mapping[type, pl.DataType]] = {
    bool: pl.Boolean(),
    float: pl.Float64(),
    str: pl.String(),
    bytes: pl.Binary(),
    date: pl.Date(),
}


def write_parquet(
    path: Path, columns: Sequence[str], batches: Iterable[Batch], rows: int = PART
) -> int:
    """Write an answer to a file.

    Booleans, whole numbers, floats, texts, bytes, days, times and moments get types of their own,
    as do lists of one of them. Moments of several zones, or of an offset alone, and times with an
    offset are text in ISO 8601; whatever else is mixed is text in JSON, as are nodes, edges, paths
    and maps.

    Args:
        path: The file, which is not there yet; parts are written beside it.
        columns: The names of the columns.
        batches: The rows.
        rows: How many rows go into one part.

    Returns:
        How many rows there are.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     file = Path(folder) / "answer.parquet"
        ...     count = write_parquet(file, ["day", "any"], [[(date(2014, 5, 1), 1), (None, "a")]])
        ...     print(count, pl.read_parquet(file).rows())
        2 [(datetime.date(2014, 5, 1), '1'), (None, '"a"')]
    """
    spool = path.with_name(f"{path.name}.parts")
    spool.mkdir()
    try:
        parts: list[tuple[Path, list[pl.DataType]]] = []
        waiting: Batch = []
        total = 0

        def write_part() -> None:
            part = spool / f"{len(parts):08}.parquet"
            cells = list(zip(*waiting, strict=True)) if waiting else [()] * len(columns)
            kinds = [_kind_of_all(column) for column in cells]
            _frame(columns, cells, kinds).write_parquet(part, compression="lz4")
            parts.append((part, kinds))
            waiting.clear()

        for batch in batches:
            total += len(batch)
            waiting.extend(batch)
            if len(waiting) >= rows:
                write_part()
        if waiting or not parts:
            write_part()
        _put_together(path, columns, parts)
        return total
    finally:
        shutil.rmtree(spool, ignore_errors=True)


def _put_together(
    path: Path, columns: Sequence[str], parts: Sequence[tuple[Path, list[pl.DataType]]]
) -> None:
    """Make one file of all parts, after those are written again that disagree with the others."""
    kinds = list(parts[0][1])
    for _, other in parts[1:]:
        kinds = [_both(one, another) for one, another in zip(kinds, other, strict=True)]
    for part, own in parts:
        if [_dtype(kind) for kind in own] == [_dtype(kind) for kind in kinds] and all(
            (one == _JSON) == (final == _JSON) for one, final in zip(own, kinds, strict=True)
        ):
            continue
        frame = pl.read_parquet(part)
        cells = [
            series.to_list() if one != _JSON else [_Written(text) for text in series]
            for series, one in zip(frame.iter_columns(), own, strict=True)
        ]
        _frame(columns, cells, kinds).write_parquet(part, compression="lz4")
    if len(parts) == 1:
        parts[0][0].rename(path)
    else:
        pl.scan_parquet([part for part, _ in parts]).sink_parquet(path)


class _Written(str):
    """A text that is JSON already; that of None is never asked for."""

    __slots__ = ()


def _frame(
    columns: Sequence[str], cells: Sequence[Sequence[Any]], kinds: Sequence[pl.DataType]
) -> pl.DataFrame:
    return pl.DataFrame(
        [
            pl.Series(name, _column(values, kind), dtype=_dtype(kind))
            for name, values, kind in zip(columns, cells, kinds, strict=True)
        ]
    )


def _column(values: Sequence[Any], kind: pl.DataType) -> Sequence[Any]:
    """Return the values of a column as its type takes them: most of them as they are."""
    innermost = kind
    while isinstance(innermost, pl.List):
        innermost = _inner(innermost)
    if kind == pl.String() and set(map(type, values)) <= {str, type(None)}:
        return values
    if innermost in (pl.Boolean(), pl.Int64(), _LARGE, pl.Binary(), pl.Date(), pl.Time()):
        return values
    return [_stored(value, kind) for value in values]


def _dtype(kind: pl.DataType) -> pl.DataType:
    """Return the type that a column of a kind is written in."""
    if isinstance(kind, pl.List):
        return pl.List(_dtype(_inner(kind)))
    if kind in (_JSON, pl.Null()):
        return pl.String()
    return pl.Int64() if kind == _LARGE else kind


def _inner(kind: pl.List) -> pl.DataType:
    inner = kind.inner
    return inner if isinstance(inner, pl.DataType) else inner()


def _kind_of_all(values: Sequence[Any]) -> pl.DataType:
    """Return the type that values have in common; most columns hold values of one class."""
    classes = set(map(type, values)) - {type(None)}
    if len(classes) == 1:
        (own,) = classes
        if own in _OF_CLASS:
            return _OF_CLASS[own]
        if own is int:
            numbers = [value for value in values if value is not None]
            is_exact = min(numbers) >= -_EXACT and max(numbers) <= _EXACT
            return pl.Int64() if is_exact else _LARGE
        if own is list:
            inner = _kind_of_all([item for value in values if value is not None for item in value])
            return _JSON if inner == _JSON else pl.List(inner)
    found: pl.DataType = pl.Null()
    for value in values:
        if value is not None:
            found = _both(found, _kind(value))
            if found == _JSON:
                break
    return found


def _kind(value: Any) -> pl.DataType:
    match value:
        case bool():
            return pl.Boolean()
        case int():
            return pl.Int64() if -_EXACT <= value <= _EXACT else _LARGE
        case float():
            return pl.Float64()
        case str():
            return pl.String()
        case bytes():
            return pl.Binary()
        case datetime():
            zone = zone_name(value)
            if value.tzinfo is None or zone is not None:
                return pl.Datetime("us", zone)
            return pl.String()
        case date():
            return pl.Date()
        case time():
            return pl.Time() if value.tzinfo is None else pl.String()
        case list():
            inner = _kind_of_all(value)
            return _JSON if inner == _JSON else pl.List(inner)
        case _:
            return _JSON


def _both(one: pl.DataType, other: pl.DataType) -> pl.DataType:
    """Return the type that values of two types have in common; JSON where there is none."""
    if one == other or other == pl.Null():
        return one
    if one == pl.Null():
        return other
    pair = (one, other)
    if isinstance(one, pl.List) and isinstance(other, pl.List):
        inner = _both(_inner(one), _inner(other))
        return _JSON if inner == _JSON else pl.List(inner)
    if all(kind in (pl.Int64(), _LARGE) for kind in pair):
        return _LARGE
    if all(kind in (pl.Int64(), pl.Float64()) for kind in pair):
        return pl.Float64()
    if all(isinstance(kind, pl.Datetime | pl.String) for kind in pair):
        return pl.String()
    return _JSON


def _stored(value: Any, kind: pl.DataType) -> Any:
    """Return a value as a column of a type takes it."""
    if value is None or isinstance(value, _Written):
        return value
    if kind == _JSON:
        return json.dumps(json_value(value), ensure_ascii=False)
    if isinstance(kind, pl.List):
        inner = _inner(kind)
        return [_stored(item, inner) for item in value]
    if kind == pl.String():
        return value if isinstance(value, str) else moment_text(value)
    if kind == pl.Float64():
        return float(value)
    if isinstance(kind, pl.Datetime) and kind.time_zone is not None:
        return value.astimezone(UTC if kind.time_zone == "UTC" else ZoneInfo(kind.time_zone))
    return value
