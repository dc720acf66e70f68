"""Cells: lists in one, `a; b`, or JSON where the cell starts with `[`; and many that are alike."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final

import polars as pl

_MANY: Final = 10_000
"""Below, what is done with each text costs less than telling the distinct ones."""

_ALIKE: Final = 8
"""So many cells of one text, on average, make it worth while to tell the distinct ones."""


def split_list(cells: pl.Series) -> pl.Series:
    """Return the items of list cells as text; null where a cell is absent or unreadable JSON.

    Example:
        >>> split_list(pl.Series(["a; b;", '["x;y", 2]', None, "[oops"])).to_list()
        [['a', 'b'], ['x;y', '2'], None, None]
    """
    frame = pl.DataFrame({"cell": cells.cast(pl.String)})
    cell = pl.col("cell")
    plain = cell.str.split(";").list.eval(
        pl.element().str.strip_chars().filter(pl.element().str.strip_chars() != "")
    )
    is_json = cell.str.starts_with("[")
    split = frame.select(is_json=is_json, plain=pl.when(~is_json).then(plain))
    if not split["is_json"].any():
        return split["plain"].rename(cells.name)
    decoded = {text: json_items(text) for text in frame.filter(is_json)["cell"].unique()}
    table = pl.DataFrame(
        {"cell": list(decoded), "items": list(decoded.values())},
        schema={"cell": pl.String, "items": pl.List(pl.String)},
    )
    joined = frame.join(table, on="cell", how="left", maintain_order="left")
    return (
        joined.select(pl.when(split["is_json"]).then("items").otherwise(split["plain"]))
        .to_series()
        .rename(cells.name)
    )


def numbered(cells: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Return the distinct texts of cells, and for each cell the number of its text.

    Example:
        >>> texts, numbers = numbered(pl.Series(["a", None, "b", "a"]))
        >>> texts.sort().to_list(), texts.gather(numbers).to_list()
        (['a', 'b'], ['a', None, 'b', 'a'])
    """
    if cells.len() < _MANY:
        texts = cells.drop_nulls().unique().cast(pl.String).alias("text")
        table = pl.DataFrame({"text": texts}).with_row_index("number")
        asked = pl.DataFrame({"text": cells.cast(pl.String)})
        return texts, asked.join(table, on="text", how="left", maintain_order="left")["number"]
    # categories of their own, so that they are forgotten again
    coded = cells.cast(pl.Categorical(pl.Categories.random()))
    distinct = coded.drop_nulls().unique()
    ordered = distinct.gather(distinct.to_physical().arg_sort())
    return ordered.cast(pl.String), coded.to_physical()


def each_once(cells: pl.Series, read: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """Read cells, each distinct text once where many are alike.

    Args:
        cells: `String`.
        read: Gives the value of each of some texts; null for null.
    """
    if cells.len() < _MANY:
        return read(cells)
    distinct = cells.to_frame().select(pl.first().approx_n_unique()).item()
    if distinct * _ALIKE > cells.len():
        return read(cells)
    texts, numbers = numbered(cells)
    return read(texts).gather(numbers).rename(cells.name)


def json_items(text: str) -> list[str] | None:
    r"""Return the plain values of a JSON list as text, or None where it is something else.

    Example:
        >>> json_items('["a", 1.50, true]'), json_items("[null]"), json_items(r'["\ud800"]')
        (['a', '1.50', 'true'], None, None)
    """
    try:
        items = json.loads(text, parse_int=str, parse_float=str, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return None
    if not isinstance(items, list):
        return None
    if any(not isinstance(item, str | bool) for item in items):
        return None
    texts = [item if isinstance(item, str) else str(item).lower() for item in items]
    # Half of a surrogate pair can be written in JSON, but it is no character.
    return None if any("\ud800" <= char <= "\udfff" for item in texts for char in item) else texts


def _no_constant(word: str) -> str:
    message = f"{word} is not JSON"
    raise ValueError(message)
