"""From frames to the parameters of statements: rows and the hashes of what they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
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


def content_hashes(frame: pl.DataFrame, columns: Sequence[str], kind: str) -> pl.Series:
    """Return what tells whether the content of a row changed: 16 hex digits.

    BLAKE2b of 64 bits over `kind` and the row as JSON, properties in the order of their names,
    absent ones as null. It is kept in a store, so it must be the same in every version; were it to
    change, the next load would write each element once more, and no harm be done.

    Args:
        frame: The rows.
        columns: The columns that count.
        kind: What else an element's content is: its labels, or its type.

    Example:
        >>> frame = pl.DataFrame({"id": ["a", "b"], "name": ["A", None]})
        >>> content_hashes(frame, ["id", "name"], "Person").to_list()
        ['1cb5aaa3b87ecc09', 'e25df607ef115068']
    """
    ordered = sorted(columns)
    if ordered:
        encoded = frame.select(pl.struct(ordered).struct.json_encode()).to_series().to_list()
    else:
        encoded = ["{}"] * frame.height
    start = blake2b(kind.encode() + b"\0", digest_size=8)
    return pl.Series("hash", [_digest(start, text) for text in encoded], dtype=pl.String)


def _digest(start: blake2b, text: str) -> str:
    state = start.copy()
    state.update(text.encode())
    return state.hexdigest()
