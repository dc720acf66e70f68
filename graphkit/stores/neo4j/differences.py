"""What separates a group of like elements from what a Neo4j holds of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np
import polars as pl

from graphkit.propertygraph.cypher import labels
from graphkit.propertygraph.groups import SOURCE, TARGET, EdgeGroup, NodeGroup
from graphkit.propertygraph.marks import HASH, content_hashes, edge_hashes
from graphkit.stores.neo4j.ownership import Said, Standing, Verdict, same
from graphkit.stores.plan import Change, Counted

LISTED: Final = 1_000
"""How many changes of one type a plan tells one by one."""

REMOVED: Final = "_removed"
WITHOUT: Final = "_without"
"""Columns: the properties and the labels to take off, joined by `;`."""

FRESH: Final = 0
UNCHANGED: Final = 1
CHANGED: Final = 2
CONFLICT: Final = 3


@dataclass(frozen=True)
class Difference:
    """What a load does about the elements of one type.

    Attributes:
        group: The group; without rows for a type that the dataset no longer has.
        fresh: Its rows that are not there, with the column `_hash`.
        changed: Its rows that are there otherwise, with `_hash`, `_removed` and `_without`.
        removed: The keys of the elements to take out: `id`, or both ends and the key.
        released: The keys of those to let go, with `_removed` and `_without`.
        counted: The numbers.
        changes: What becomes of the first elements.
        conflicts: The first elements that cannot be written.
    """

    group: NodeGroup | EdgeGroup
    fresh: pl.DataFrame = field(repr=False)
    changed: pl.DataFrame = field(repr=False)
    removed: pl.DataFrame = field(repr=False)
    released: pl.DataFrame = field(repr=False)
    counted: Counted
    changes: tuple[Change, ...] = field(default=(), repr=False)
    conflicts: tuple[Change, ...] = field(default=(), repr=False)


def key_columns(group: NodeGroup | EdgeGroup) -> list[str]:
    """Return the columns that tell an element of a group from all others."""
    return ["id"] if isinstance(group, NodeGroup) else [SOURCE, TARGET, *group.key]


class Draft:
    """A group while it is compared: what is known of each of its rows.

    Args:
        group: The group.

    Raises:
        UsageError: Where one of its names can stand in no statement.
    """

    def __init__(self, group: NodeGroup | EdgeGroup) -> None:
        self.group = group
        self.state = np.zeros(group.frame.height, dtype=np.uint8)
        self.stale = 0
        self.listed: list[Change] = []
        self.conflicts: list[Change] = []
        self._changed: list[pl.DataFrame] = []
        self._leaving: dict[str, list[pl.DataFrame]] = {"remove": [], "release": []}
        columns = group.properties
        called = group.labels if isinstance(group, NodeGroup) else (group.type,)
        labels([*called, *columns])
        if isinstance(group, NodeGroup):
            kind = "".join(f":{label}" for label in group.labels)
            self.hashes = content_hashes(group.frame, columns, kind)
        else:
            self.hashes = edge_hashes(group.frame, columns, group.type)

    def tells(self, action: str) -> bool:
        """Whether one more element with this action is told of by itself: there are few yet."""
        return len(self._list(action)) < LISTED

    def _list(self, action: str) -> list[Change]:
        return self.conflicts if action == "conflict" else self.listed

    def tell(
        self, key: pl.DataFrame, verdict: Verdict, standing: Standing, said: Said | None
    ) -> None:
        """Tell of one element by itself.

        Args:
            key: A frame of one row, with the columns of its key.
            verdict: What becomes of it.
            standing: What stands there.
            said: What the dataset says; None where it no longer says it.
        """
        before: dict[str, Any] = dict.fromkeys(verdict.removed)
        after: dict[str, Any] = dict.fromkeys(verdict.removed)
        if said is not None:
            for name, value in said.properties.items():
                if name not in standing.properties or not same(standing.properties[name], value):
                    before[name], after[name] = None, value
            if said.labels - standing.labels or verdict.without:
                before["labels"] = sorted(standing.labels)
                left = (standing.labels - set(verdict.without)) | said.labels
                after["labels"] = sorted(left)
        elif verdict.action == "remove":
            before, after = dict(standing.properties), {}
        before |= {name: standing.properties.get(name) for name in before if name != "labels"}
        row = key.row(0, named=True)
        self._list(verdict.action).append(
            Change(
                self.group.kind,
                self.group.type,
                verdict.action,
                row.get("id"),
                row.get(SOURCE),
                row.get(TARGET),
                verdict.reason,
                before,
                after,
            )
        )

    def change(self, verdicts: Mapping[int, Verdict]) -> None:
        """Take note of rows that stand there otherwise, and of what is to be taken off them."""
        columns = {
            "_row": list(verdicts),
            REMOVED: [";".join(verdict.removed) for verdict in verdicts.values()],
            WITHOUT: [";".join(verdict.without) for verdict in verdicts.values()],
        }
        schema = {"_row": pl.Int64, REMOVED: pl.String, WITHOUT: pl.String}
        self._changed.append(pl.DataFrame(columns, schema=schema))

    def leave(self, action: str, keys: pl.DataFrame, verdicts: Sequence[Verdict]) -> None:
        """Take note of elements to remove or to release."""
        removed = [";".join(verdict.removed) for verdict in verdicts]
        without = [";".join(verdict.without) for verdict in verdicts]
        more = (
            pl.Series(REMOVED, removed, dtype=pl.String),
            pl.Series(WITHOUT, without, dtype=pl.String),
        )
        self._leaving[action].append(keys.with_columns(more))

    def leaving(self, action: str) -> pl.DataFrame:
        """Return the elements to remove, or to release."""
        frames = self._leaving[action]
        if frames:
            return pl.concat(frames, how="vertical_relaxed")
        columns = [*key_columns(self.group), REMOVED, WITHOUT]
        return pl.DataFrame(schema=dict.fromkeys(columns, pl.String))

    def stays(self, keys: pl.DataFrame) -> None:
        """Release nodes that were to be removed."""
        leaving = self.leaving("remove")
        self._leaving["remove"] = [leaving.join(keys, on="id", how="anti")]
        self._leaving["release"].append(leaving.join(keys, on="id", how="semi"))
        held, reason = set(keys["id"]), "an edge that this dataset does not say hangs on it"
        self.listed = [
            replace(change, action="release", reason=reason, after={"id": change.id})
            if change.action == "remove" and change.id in held
            else change
            for change in self.listed
        ]

    def finish(self) -> Difference:
        """Return what is to be done about the rows."""
        frame = self.group.frame
        state = pl.Series(self.state)
        fresh = state == FRESH
        created = int(fresh.sum())
        if created == frame.height:
            new = frame.with_columns(self.hashes.alias(HASH))
        else:
            new = frame.filter(fresh).with_columns(self.hashes.filter(fresh).alias(HASH))
        if self._changed:
            taken = pl.concat(self._changed)
            changed = frame[taken["_row"]].with_columns(
                self.hashes[taken["_row"]].alias(HASH), taken[REMOVED], taken[WITHOUT]
            )
        else:
            nothing = pl.lit("", dtype=pl.String)
            changed = new.clear().with_columns(nothing.alias(REMOVED), nothing.alias(WITHOUT))
        removed, released = self.leaving("remove"), self.leaving("release")
        counted = Counted(
            created=created,
            updated=changed.height,
            unchanged=int((state == UNCHANGED).sum()),
            removed=removed.height,
            released=released.height,
            stale=self.stale,
            conflicts=int((state == CONFLICT).sum()),
        )
        self._list_new(new)
        return Difference(
            self.group,
            new,
            changed,
            removed.drop(REMOVED, WITHOUT),
            released,
            counted,
            tuple(self.listed),
            tuple(self.conflicts),
        )

    def _list_new(self, new: pl.DataFrame) -> None:
        group = self.group
        for row in new.head(LISTED - len(self.listed)).iter_rows(named=True):
            after = {name: row[name] for name in group.properties if row[name] is not None}
            ends = (row.get(SOURCE), row.get(TARGET))
            told = Change(group.kind, group.type, "create", row.get("id"), *ends, after=after)
            self.listed.append(told)
