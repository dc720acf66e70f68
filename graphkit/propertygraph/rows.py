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
