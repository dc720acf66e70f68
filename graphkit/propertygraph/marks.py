"""What a load keeps on each element of a Neo4j: who says it, and what they say.

These are three parallel lists, one entry a dataset: its name, a hash, and the names of properties.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Final

import polars as pl

DATASETS: Final = "_datasets"
HASHES: Final = "_hashes"
OWNED: Final = "_properties"
MARKS: Final = frozenset({DATASETS, HASHES, OWNED})
"""What a load keeps on each element of a Neo4j; answers leave it out."""

LABEL: Final = ":"
"""Stands before a label among the names that a dataset owns on a node."""


def owned_names(frame: pl.DataFrame, columns: Sequence[str], labels: Iterable[str]) -> pl.Series:
    """Return for each row the names of what it says: labels behind a colon, then properties.

    Example:
        >>> frame = pl.DataFrame({"id": ["a", "b"], "name": ["A", None]})
        >>> owned_names(frame, ["id", "name"], ["Person"]).to_list()
        [':Person;id;name', ':Person;id']
    """
    fixed = [LABEL + label for label in labels]
    parts = [pl.lit(";".join(fixed))] if fixed else []
    parts += [pl.when(pl.col(name).is_not_null()).then(pl.lit(name)) for name in columns]
    if not parts:
        return pl.Series([""] * frame.height, dtype=pl.String)
    joined = pl.concat_str(parts, separator=";", ignore_nulls=True)
    return frame.select(joined.alias("owned"))["owned"]


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
