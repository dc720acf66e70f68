"""Who says what of an element that a Neo4j already holds, and what a load may do with it.

Each element carries three parallel lists: the datasets that say it, the hash of what each says,
and the names of what each says. An element without them was made by people or by other tools; one
whose lists are empty was made by graphkit, and no dataset says it any more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from graphkit.propertygraph.marks import LABEL
from graphkit.schema.quoting import shown
from graphkit.stores.plan import Terms


@dataclass(frozen=True)
class Standing:
    """An element as a store holds it.

    Attributes:
        properties: Its properties, without the three lists.
        labels: Its labels but the root; empty for an edge.
        datasets: The datasets that say it; None where graphkit did not write it.
        hashes: The hash of what each says.
        owned: The names of what each says, joined by `;`.
    """

    properties: Mapping[str, Any]
    labels: frozenset[str] = frozenset()
    datasets: Sequence[str] | None = None
    hashes: Sequence[str] = ()
    owned: Sequence[str] = ()

    def hash_of(self, dataset: str) -> str | None:
        """The hash of what a dataset says of it; None where that says nothing."""
        return dict(zip(self.datasets or (), self.hashes, strict=True)).get(dataset)

    def names_of(self, dataset: str) -> set[str]:
        """The names of what a dataset says of it, labels with a colon before them."""
        owned = dict(zip(self.datasets or (), self.owned, strict=True)).get(dataset, "")
        return set(owned.split(";")) - {""}

    def names_of_others(self, dataset: str) -> dict[str, str]:
        """The names of what other datasets say of it, and which one does."""
        pairs = zip(self.datasets or (), self.owned, strict=True)
        return {
            name: by for by, owned in pairs if by != dataset for name in owned.split(";") if name
        }


@dataclass(frozen=True)
class Said:
    """An element as a dataset says it.

    Attributes:
        labels: Its labels but the root; empty for an edge.
        properties: Its properties; absent ones are missing.
        hash: The hash of all this.
    """

    labels: frozenset[str]
    properties: Mapping[str, Any]
    hash: str


@dataclass(frozen=True)
class Verdict:
    """What a load does with an element.

    Attributes:
        action: "update", "unchanged", "conflict", "remove" or "release".
        reason: Why.
        removed: Properties to take off, sorted.
        without: Labels to take off, sorted.
    """

    action: str
    reason: str = ""
    removed: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


def judge(standing: Standing, said: Said, dataset: str, terms: Terms) -> Verdict:
    """Say what to do so that an element stands as it is said.

    What another dataset says, or somebody wrote by hand, stays as it is: where the values are
    equal there is nothing to do, and where they differ it is a conflict, unless the terms let a
    load adopt what was written by hand.

    Example:
        >>> said = Said(frozenset(), {"name": "B"}, "h2")
        >>> by_us = Standing({"name": "A"}, frozenset(), ["d"], ["h1"], ["name"])
        >>> judge(by_us, said, "d", Terms()).action
        'update'
        >>> judge(by_us, said, "other", Terms()).reason
        'its name is "A", as the dataset "d" says'
        >>> judge(Standing({}), said, "d", Terms()).reason
        'graphkit did not write it'
    """
    if standing.datasets is None:
        if not terms.adopt:
            return Verdict("conflict", "graphkit did not write it")
        return Verdict("update", "adopted")
    mine, others = standing.names_of(dataset), standing.names_of_others(dataset)
    known = standing.hash_of(dataset)
    # Where this dataset says what it said before, the others agreed to it: only a person can have
    # changed it since.
    if known != said.hash:
        conflict = _conflict(standing.properties, said, mine, others, terms)
        if conflict:
            return Verdict("conflict", conflict)
    edited = [
        name
        for name, value in said.properties.items()
        if name not in standing.properties or not same(standing.properties[name], value)
    ]
    edited += sorted(said.labels - standing.labels)
    if known == said.hash:
        if not edited:
            return Verdict("unchanged")
        return Verdict("update", f"edited by hand: {', '.join(map(shown, edited))}")
    gone = mine - set(others)
    removed = {name for name in gone if not name.startswith(LABEL)} - set(said.properties)
    without = {name[1:] for name in gone if name.startswith(LABEL)} - said.labels
    reason = "the dataset says it otherwise" if known is not None else "another dataset says it too"
    if known is None and not standing.datasets:
        reason = "it was left when a dataset no longer said it"
    return Verdict("update", reason, tuple(sorted(removed)), tuple(sorted(without)))


def release(standing: Standing, dataset: str) -> Verdict:
    """Say what to do with an element that a dataset no longer says.

    It goes where nobody else says it and nobody wrote anything on it; its edges are not looked at.

    Example:
        >>> release(Standing({"id": "a"}, frozenset(), ["d"], ["h"], ["id"]), "d").action
        'remove'
        >>> release(Standing({"id": "a", "x": 1}, frozenset(), ["d"], ["h"], ["id"]), "d").reason
        'somebody wrote "x" on it'
    """
    mine, others = standing.names_of(dataset), standing.names_of_others(dataset)
    alone = mine - set(others)
    removed = {name for name in alone if not name.startswith(LABEL)} - {"id"}
    without = {name[1:] for name in alone if name.startswith(LABEL)}
    there = {*standing.properties, *(LABEL + label for label in standing.labels)}
    foreign = sorted(there - mine - set(others) - {"id"})
    said_by = sorted(set(standing.datasets or ()) - {dataset})
    action, reason = "remove", "the dataset no longer says it"
    if said_by:
        action, reason = "release", f"the dataset {shown(said_by[0])} says it too"
    elif foreign:
        action, reason = "release", f"somebody wrote {shown(foreign[0])} on it"
    return Verdict(action, reason, tuple(sorted(removed)), tuple(sorted(without)))


def _conflict(
    present: Mapping[str, Any],
    said: Said,
    mine: set[str],
    others: Mapping[str, str],
    terms: Terms,
) -> str:
    labels = {name[1:]: by for name, by in others.items() if name.startswith(LABEL)}
    if labels and set(labels) != said.labels:
        by = next(iter(labels.values()))
        return f"it is {' and '.join(sorted(labels))}, as the dataset {shown(by)} says"
    for key, value in said.properties.items():
        if key not in present or same(present[key], value):
            continue
        if key in others:
            return f"its {key} is {_text(present[key])}, as the dataset {shown(others[key])} says"
        if key not in mine and not terms.adopt:
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
