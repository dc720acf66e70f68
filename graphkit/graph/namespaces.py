"""Ids as they are known everywhere, and as the files of one dataset write them.

A dataset may have a namespace. Its own files then write `mek` for what is known as `iran:mek` in
every graph, store, page and export, to other datasets too.
"""

from __future__ import annotations

from typing import Final

import polars as pl

SEPARATOR: Final = ":"
"""What stands between a namespace and an id."""


def full_id(namespace: str, written: str) -> str:
    """Return an id as it is known everywhere.

    Example:
        >>> full_id("iran", "mek"), full_id("", "mek")
        ('iran:mek', 'mek')
    """
    return f"{namespace}{SEPARATOR}{written}" if namespace and written else written


def written_id(namespace: str, known: str) -> str:
    """Return an id as the files of a dataset write it; one of another namespace as it is.

    Example:
        >>> written_id("iran", "iran:mek"), written_id("iran", "us:government")
        ('mek', 'us:government')
    """
    return known.removeprefix(f"{namespace}{SEPARATOR}") if namespace else known


def full_ids(namespace: str, written: pl.Series) -> pl.Series:
    """Return ids, or lists of ids, as they are known everywhere; empty ones stay empty.

    Example:
        >>> full_ids("a", pl.Series(["x", None, ""])).to_list()
        ['a:x', None, '']
        >>> full_ids("a", pl.Series([["x", "y"], [], None])).to_list()
        [['a:x', 'a:y'], [], None]
    """
    if not namespace:
        return written
    ids = pl.element() if isinstance(written.dtype, pl.List) else pl.col("id")
    full = pl.when(ids == "").then(ids).otherwise(pl.lit(f"{namespace}{SEPARATOR}") + ids)
    if isinstance(written.dtype, pl.List):
        full = pl.col("id").list.eval(full)
    return written.to_frame("id").select(full.alias("id")).to_series().rename(written.name)
