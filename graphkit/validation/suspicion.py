"""Which claims may be at fault, told from whole numbers alone.

To compare what a million rows say, column by column, takes longer than to read them. So each row's
identity is folded into one number first, and only rows whose number another row has too are
compared. Equal identities have equal numbers; that unequal ones may have them as well costs a
comparison, never a Problem.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from graphkit.graph.frames import CLAIM_DEFAULTS
from graphkit.graph.identity import CLAIM_IDENTITY, EDGE_IDENTITY
from graphkit.schema.model import Schema
from graphkit.schema.values import FloatType, ListType

Marks = npt.NDArray[np.uint64]

_SAID: Final = tuple(
    name.removeprefix("_")
    for name in CLAIM_IDENTITY
    if name not in EDGE_IDENTITY and name != "time"  # that is given as it is resolved
)


def edge_marks(
    schema: Schema, stated: pl.DataFrame, properties: Mapping[str, pl.DataFrame]
) -> pl.Series:
    r"""Return for each claim a number that is the same for all claims about one edge.

    Args:
        schema: Their schema.
        stated: Claims of all types.
        properties: The declared properties of each type, in the order of `stated`.

    Example:
        >>> from graphkit.schema.load import parse_schema
        >>> text = "schema: s\nversion: 1.0.0\nnodes: {N: {}}\n"
        >>> text += "edges: {KNOWS: {symmetric: true, between: [N]}}\n"
        >>> ends = {"source": ["a", "b", "a"], "target": ["b", "a", "c"]}
        >>> stated = pl.DataFrame({**ends, "edge_type": ["KNOWS"] * 3})
        >>> edge_marks(parse_schema(text, "schema.yaml")[0], stated, {}).is_duplicated().to_list()
        [True, True, False]
    """
    symmetric = [name for name, edge in schema.edges.items() if edge.symmetric]
    source, target = pl.col("source").hash(1), pl.col("target").hash(2)
    if symmetric:
        # the sum is the same whichever way round
        either = pl.col("target").hash(1)
        target = pl.when(pl.col("edge_type").is_in(symmetric)).then(either).otherwise(target)
    marks = stated.select(_mark=pl.col("edge_type").hash(0) + source + target).to_series()
    keyed = [name for name in properties if schema.edges[name].key]
    if not keyed:
        return marks
    of_keys = [_key_marks(schema, name, properties[name]) for name in keyed]
    if len(keyed) == 1 and of_keys[0].len() == marks.len():
        return marks + of_keys[0]
    whole = marks.to_numpy().copy()
    types = stated["edge_type"]
    for name, of_key in zip(keyed, of_keys, strict=True):
        whole[(types == name).to_numpy()] += of_key.to_numpy()
    return pl.Series("_mark", whole)


def _key_marks(schema: Schema, name: str, frame: pl.DataFrame) -> pl.Series:
    """Fold the key properties of the claims of a type into one number."""
    edge_type = schema.edges[name]
    whole = pl.lit(0, pl.UInt64)
    for seed, key in enumerate(edge_type.key, 20):
        value_type, value = edge_type.properties[key].type, pl.col(key)
        if isinstance(value_type, FloatType):
            value = _without_sign_of_zero(value)
        elif isinstance(value_type, ListType):
            item = pl.element()
            if isinstance(value_type.item, FloatType):
                item = _without_sign_of_zero(item)
            value = value.list.eval(item.cast(pl.String)).list.join("\x1f")
        whole = whole + _mark(value, seed)
    return frame.select(_mark=whole).to_series()


def _without_sign_of_zero(number: pl.Expr) -> pl.Expr:
    """Make -0 and 0 one number; Polars does not where 0 is added to a whole column."""
    return pl.when(number == 0).then(0.0).otherwise(number)


def claim_marks(stated: pl.DataFrame, edges: pl.Series, times: pl.Series) -> pl.Series:
    """Return for each claim a number that is the same for all rows that make one claim.

    Args:
        stated: Claims of all types.
        edges: Their `edge_marks`.
        times: Their times as resolved.
    """
    whole = pl.lit(edges) + _mark(pl.lit(times), 10)
    for seed, name in enumerate(_SAID, 11):
        if stated[name].null_count() == stated.height:
            continue
        value = pl.col(name)
        if name == "claimed_by":
            value = value.list.join("\x1f")
        if name in CLAIM_DEFAULTS:
            # a default that is written out is the same as one that is not
            value = pl.when(value != CLAIM_DEFAULTS[name]).then(value)
        whole = whole + _mark(value, seed)
    return stated.select(_mark=whole).to_series()


def _mark(value: pl.Expr, seed: int) -> pl.Expr:
    """Return the number of a value; 0 where it is absent, so that no column is as good as none."""
    return pl.when(value.is_null()).then(pl.lit(0, pl.UInt64)).otherwise(value.hash(seed))


def repeated(marks: pl.Series) -> pl.Series:
    """Return, ascending, the numbers that stand more than once.

    Example:
        >>> repeated(pl.Series([3, 1, 3, 2], dtype=pl.UInt64)).to_list()
        [3]
    """
    ordered: Marks = np.sort(marks.to_numpy())
    again = np.flatnonzero(ordered[1:] == ordered[:-1])
    return pl.Series(np.unique(ordered[again]))
