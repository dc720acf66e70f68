"""Who says what of an element that a Neo4j already holds.

Each element carries three parallel lists: the datasets that say it, the hash of what each says,
and the names of what each says. From these follows what a load may write on it, and what not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from graphkit.propertygraph.marks import LABEL
from graphkit.schema.quoting import shown


@dataclass(frozen=True)
class Standing:
    """An element as a store holds it.

    Attributes:
        properties: Its properties, without the three lists.
        datasets: The datasets that say it; empty where graphkit did not write it.
        hashes: The hash of what each says.
        owned: The names of what each says, joined by `;`.
    """

    properties: Mapping[str, Any]
    datasets: Sequence[str] = ()
    hashes: Sequence[str] = ()
    owned: Sequence[str] = ()


@dataclass(frozen=True)
class Said:
    """An element as a dataset says it.

    Attributes:
        labels: Its labels but the root; empty for an edge.
        properties: Its properties; absent ones are missing.
        hash: The hash of all this.
        owned: The names of all this, as it is stored.
    """

    labels: tuple[str, ...]
    properties: Mapping[str, Any]
    hash: str
    owned: str


@dataclass(frozen=True)
class Change:
    """What to write on an element.

    Attributes:
        properties: Values to set; None takes one off.
        without: Labels to take off, sorted.
        datasets: The three lists as they shall be.
        hashes: The second.
        owned: The third.
    """

    properties: Mapping[str, Any]
    without: tuple[str, ...]
    datasets: list[str]
    hashes: list[str]
    owned: list[str]


def change(standing: Standing, said: Said, dataset: str) -> Change | str:
    """Return what to write so that an element stands as it is said, or why that cannot be.

    A property that another dataset says, or that somebody wrote by hand, stays as it is: where
    the values are equal there is nothing to do, and where they differ it is a conflict.

    Example:
        >>> said = Said((), {"name": "B"}, "h2", "name")
        >>> by_us = Standing({"name": "A"}, ["d"], ["h1"], ["name"])
        >>> change(by_us, said, "d").properties
        {'name': 'B'}
        >>> change(by_us, said, "other")
        'its name is "A", as the dataset "d" says'
        >>> change(Standing({}), said, "d")
        'graphkit did not write it'
    """
    if not standing.datasets:
        return "graphkit did not write it"
    entries = list(zip(standing.datasets, standing.hashes, standing.owned, strict=True))
    kept = [entry for entry in entries if entry[0] != dataset]
    mine = {name for by, _, owned in entries if by == dataset for name in owned.split(";")}
    others = {name: by for by, _, owned in kept for name in owned.split(";")}
    conflict = _conflict(standing.properties, said, mine, others)
    if conflict:
        return conflict
    gone = mine - set(others) - set(said.properties) - {""}
    removed = {name: None for name in sorted(gone) if not name.startswith(LABEL)}
    without = {name[1:] for name in gone if name.startswith(LABEL)} - set(said.labels)
    kept.append((dataset, said.hash, said.owned))
    datasets, hashes, owned = (list(column) for column in zip(*kept, strict=True))
    return Change({**said.properties, **removed}, tuple(sorted(without)), datasets, hashes, owned)


def _conflict(
    present: Mapping[str, Any], said: Said, mine: set[str], others: Mapping[str, str]
) -> str:
    labels = {name[1:]: by for name, by in others.items() if name.startswith(LABEL)}
    if labels and set(labels) != set(said.labels):
        by = next(iter(labels.values()))
        return f"it is {' and '.join(sorted(labels))}, as the dataset {shown(by)} says"
    for key, value in said.properties.items():
        if key not in present or same(present[key], value):
            continue
        if key in others:
            return f"its {key} is {_text(present[key])}, as the dataset {shown(others[key])} says"
        if key not in mine:
            return f"its {key} is {_text(present[key])}, which graphkit did not write"
    return ""


def same(present: Any, value: Any) -> bool:
    """Tell whether a value in a store is the one said: types count, zones do not.

    Example:
        >>> same(1, True), same([1, 2], [1, 2]), same(1.0, 1)
        (False, True, False)
    """
    if isinstance(present, list) and isinstance(value, list):
        return len(present) == len(value) and all(map(same, present, value))
    if isinstance(present, datetime) and isinstance(value, datetime):
        return present.astimezone(UTC) == value.astimezone(UTC)
    return type(present) is type(value) and bool(present == value)


def _text(value: Any) -> str:
    return shown(value) if isinstance(value, str) else shown(str(value)).strip('"')
