"""Columns of text → what their values are. Every distinct text is read once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import polars as pl

from graphkit.inspection.observed import SeenValues
from graphkit.schema.cells import split_list
from graphkit.schema.values import (
    BooleanType,
    DatetimeType,
    DateType,
    EdtfType,
    FloatType,
    IntegerType,
    ListType,
    StringType,
    UrlType,
    ValueType,
)

FEW: Final = 12
"""So many different values at most are told with their counts."""

NAMED: Final = 3
"""So many elements that lack a property are named."""

_NUMBERS: Final = (IntegerType(), FloatType())
_DAYS: Final = (DateType(), DatetimeType())
_OF_TEXT: Final = (BooleanType(), *_NUMBERS, *_DAYS, UrlType(), EdtfType(), StringType())
_KEPT_AS_TEXT: Final = (UrlType(), EdtfType(), StringType())
_NOT_AS_WRITTEN: Final = r"^\+|^-?0[0-9]|^[+-]?[0-9]{16,}$|^-0$"
_LONG_ITEM: Final = 60
_LISTS: Final = 0.2
_URL_LIST: Final = r";\s*(?:https?|ftp)://"


def see(
    name: str,
    parts: Sequence[tuple[pl.Series, pl.Series]],
    kinds: frozenset[str] = frozenset(),
    count: int | None = None,
    present: int | None = None,
) -> SeenValues:
    """Return what the values of a property are.

    Args:
        name: The property.
        parts: Values as text, null where absent, each with the ids of their elements.
        kinds: What a database says of them; empty where all that is known is text.
        count: How many elements could have it, where not all were looked at.
        present: How many have it, where not all were looked at.

    Example:
        >>> ids, cells = pl.Series(["a", "b", "c"]), pl.Series(["1", "2.5", None])
        >>> seen = see("share", [(cells, ids)])
        >>> seen.type, seen.present, seen.of, seen.lacking, seen.least, seen.greatest
        ('float', 2, 3, ('c',), '1', '2.5')
        >>> see("code", [(pl.Series(["007", "008"]), pl.Series(["a", "b"]))]).type
        'string'
    """
    values = pl.concat(
        [pl.Series("text", [], pl.String), *(cells.rename("text") for cells, _ in parts)]
    )
    ids = pl.concat([pl.Series("id", [], pl.String), *(named.rename("id") for _, named in parts)])
    lacking = ids.filter(values.is_null()).drop_nulls().head(NAMED).to_list()
    told = values.drop_nulls()
    table = told.to_frame().group_by("text").len().sort(["len", "text"], descending=[True, False])
    distinct = table["text"]
    found = narrowest(distinct, kinds)
    least, greatest = _extremes(distinct, found)
    few = table.height <= FEW
    return SeenValues(
        name,
        of=values.len() if count is None else count,
        present=told.len() if present is None else present,
        lacking=tuple(lacking),
        type=found.name,
        distinct=table.height,
        looked_at=told.len(),
        words=tuple(zip(distinct.to_list(), table["len"].to_list(), strict=True)) if few else (),
        least=least,
        greatest=greatest,
        longest=int(distinct.str.len_chars().max() or 0),  # type: ignore[arg-type]
        kinds=kinds,
    )


def narrowest(texts: pl.Series, kinds: frozenset[str] = frozenset()) -> ValueType:
    """Return the narrowest type that all of some distinct texts fit.

    A number that is written as no number would be, such as `007` or a phone's, stays text: as a
    number it would lose its zeros. What a database keeps as text is never taken for a number or
    a day.

    Args:
        texts: The texts.
        kinds: What a database says of them.

    Example:
        >>> narrowest(pl.Series(["2014", "2015-03~"])).name, narrowest(pl.Series(["1;2"])).name
        ('edtf', 'list<integer>')
    """
    if texts.is_empty():
        return StringType()
    if any(kind.startswith("list<") for kind in kinds):
        items = frozenset(each.removeprefix("list<").removesuffix(">") for each in kinds) - {""}
        return _list_of(texts, items) or StringType()
    if not kinds:
        listed = _listed(texts)
        if listed is not None:
            return listed
    return next(each for each in _candidates(kinds) if _fits(texts, each, kinds))


def _candidates(kinds: frozenset[str]) -> tuple[ValueType, ...]:
    if not kinds:
        return _OF_TEXT
    for known, types in (
        ({"integer"}, _NUMBERS[:1]),
        ({"integer", "float"}, _NUMBERS[1:]),
        ({"boolean"}, (BooleanType(),)),
        ({"date"}, _DAYS[:1]),
        ({"datetime"}, _DAYS[1:]),
    ):
        if kinds <= known:
            return (*types, StringType())
    return _KEPT_AS_TEXT


def _fits(texts: pl.Series, value_type: ValueType, kinds: frozenset[str]) -> bool:
    # a database's own numbers are numbers, however many digits they have
    is_number = isinstance(value_type, IntegerType | FloatType)
    if is_number and not kinds and texts.str.contains(_NOT_AS_WRITTEN).any():
        return False
    return value_type.parse(texts).null_count() == 0


def _listed(texts: pl.Series) -> ValueType | None:
    """Return the type of lists, where texts look like lists; None where they are something else."""
    is_json = texts.str.starts_with("[")
    many = texts.str.contains(";", literal=True) & ~is_json
    if not is_json.any() and not many.any():
        return None
    found = _list_of(texts, frozenset())
    if found is None:
        return None
    if not is_json.any() and not isinstance(found.item, StringType | UrlType):
        return found
    if is_json.any():
        return found
    if isinstance(found.item, UrlType):
        return found if texts.str.contains(_URL_LIST).any() else None
    items = split_list(texts).explode()
    longest = int(items.str.len_chars().max() or 0)  # type: ignore[arg-type]
    often = int(many.sum()) >= _LISTS * texts.len()
    return found if often and longest <= _LONG_ITEM else None


def _list_of(texts: pl.Series, kinds: frozenset[str]) -> ListType | None:
    lists = split_list(texts)
    if lists.null_count():
        return None
    items = lists.explode(empty_as_null=False).unique()
    if items.is_empty():
        return ListType(StringType())
    item = next(each for each in _candidates(kinds) if _fits(items, each, kinds))
    found = ListType(item)
    return found if found.parse(texts).null_count() == 0 else ListType(StringType())


def _extremes(texts: pl.Series, value_type: ValueType) -> tuple[str, str]:
    if not isinstance(value_type, IntegerType | FloatType | DateType | DatetimeType):
        return "", ""
    order = value_type.parse(texts).arg_sort(nulls_last=True)
    if order.is_empty():
        return "", ""
    least, greatest = texts[int(order[0])], texts[int(order[-1])]
    if isinstance(value_type, FloatType) and not math.isfinite(float(greatest)):
        return "", ""
    return str(least), str(greatest)
