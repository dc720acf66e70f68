"""What a load keeps on each element of a Neo4j: who says it, and what they say.

These are three parallel lists, one entry a dataset: its name, a hash, and the names of properties.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import polars as pl

from graphkit.propertygraph.groups import SOURCE, TARGET, EdgeGroup, NodeGroup
from graphkit.propertygraph.hashing import row_hashes

DATASETS: Final = "_datasets"
HASHES: Final = "_hashes"
OWNED: Final = "_properties"
MARKS: Final = frozenset({DATASETS, HASHES, OWNED})
"""What a load keeps on each element of a Neo4j; answers leave it out."""

HASH: Final = "_hash"
SAID: Final = "_owned"
"""The columns in which `marked` tells of each row what `HASHES` and `OWNED` are to hold."""

SEPARATOR: Final = ";"
"""Stands between the names that a dataset owns."""

LABEL: Final = ":"
"""Stands before a label among the names that a dataset owns on a node."""


def marked(group: NodeGroup | EdgeGroup) -> pl.DataFrame:
    """Return the rows of a group with what the dataset's marks on each of them are.

    The hash of a node covers its labels, that of an edge its type and its ends.

    Returns:
        The group's columns, `_hash` and `_owned`.

    Example:
        >>> frame = pl.DataFrame({"id": ["a"], "name": ["A"]})
        >>> marked(NodeGroup("node", "Person", "Entity", ("Person",), frame)).row(0)
        ('a', 'A', '15d4fb1b35079028', ':Person;id;name')
    """
    frame, columns = group.frame, group.properties
    if isinstance(group, NodeGroup):
        labels, kind = group.labels, "".join(f":{label}" for label in group.labels)
        hashes = content_hashes(frame, columns, kind)
    else:
        labels, hashes = (), edge_hashes(frame, columns, group.type)
    owned = owned_names(frame, columns, labels)
    return frame.with_columns(hashes.alias(HASH), owned.alias(SAID))


def owned_names(frame: pl.DataFrame, columns: Sequence[str], labels: Iterable[str]) -> pl.Series:
    """Return for each row the names of what it says: labels behind a colon, then properties.

    They are joined by `;`. A row that says nothing has one `;` alone, since Neo4j's importer takes
    a list of one empty text for no list.

    Example:
        >>> frame = pl.DataFrame({"id": ["a", "b"], "name": ["A", None]})
        >>> owned_names(frame, ["id", "name"], ["Person"]).to_list()
        [':Person;id;name', ':Person;id']
        >>> owned_names(frame, [], []).to_list()
        [';', ';']
    """
    parts: list[str | pl.Expr] = [LABEL + label for label in labels]
    for name in columns:
        nulls = frame[name].null_count()
        if not nulls:
            parts.append(name)
        elif nulls < frame.height:
            parts.append(pl.when(pl.col(name).is_not_null()).then(pl.lit(name)))
    if not any(isinstance(part, pl.Expr) for part in parts):
        text = SEPARATOR.join(map(str, parts)) or SEPARATOR
        return pl.Series("owned", [text], dtype=pl.String).new_from_index(0, frame.height)
    # Names that all rows have are joined once, not row by row.
    joined: list[str | pl.Expr] = []
    for part in parts:
        if joined and isinstance(part, str) and isinstance(joined[-1], str):
            joined[-1] += SEPARATOR + part
        else:
            joined.append(part)
    texts = [pl.lit(part) if isinstance(part, str) else part for part in joined]
    owned = pl.concat_str(texts, separator=SEPARATOR, ignore_nulls=True).replace("", SEPARATOR)
    return frame.select(owned.alias("owned"))["owned"]


def content_hashes(frame: pl.DataFrame, columns: Sequence[str], kind: str) -> pl.Series:
    """Return what tells whether the content of a row changed: 16 hex digits.

    What is absent does not count, so that a property that a schema gains changes no other row. The
    hash is kept in a store, so it must be the same in every version: see `hashing`. Were it to
    change, the next load would write each element once more, and no harm be done.

    Args:
        frame: The rows.
        columns: The columns that count, in any order.
        kind: What else an element's content is: its labels, or its type.

    Example:
        >>> frame = pl.DataFrame({"id": ["a", "b"], "name": ["A", None]})
        >>> content_hashes(frame, ["id", "name"], "Person").to_list()
        ['f4530df9d2ca5150', 'fc1b5c84182ec72f']
    """
    if not frame.height:  # many a type has none
        return pl.Series("hash", [], dtype=pl.String)
    hashes = row_hashes(frame, columns, kind)
    written = pl.Series(hashes.astype(">u8").view(np.uint8)).reshape((-1, 8))
    return written.cast(pl.List(pl.UInt8)).cast(pl.Binary).bin.encode("hex").alias("hash")


def edge_hashes(frame: pl.DataFrame, columns: Sequence[str], kind: str) -> pl.Series:
    """Return the hashes of edges: what they say, and the ids of both ends.

    Two edges of one type that differ in an end differ in their hash, so whoever finds a hash
    again need not ask where the edge goes.
    """
    return content_hashes(frame, [SOURCE, TARGET, *columns], kind)
