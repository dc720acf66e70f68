"""What separates a Graph from what a Neo4j holds of it. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import polars as pl

from graphkit.errors import Refused
from graphkit.graph.graph import Graph
from graphkit.propertygraph.groups import (
    SOURCE,
    TARGET,
    EdgeGroup,
    NodeGroup,
    edge_groups,
    node_groups,
)
from graphkit.propertygraph.marks import HASH, marked
from graphkit.propertygraph.marks import SAID as OWNED
from graphkit.propertygraph.rows import property_maps, slices
from graphkit.schema.names import CLAIM, ROOT
from graphkit.schema.quoting import shown
from graphkit.stores.base import Counted
from graphkit.stores.bolt import Bolt
from graphkit.stores.neo4j import statements
from graphkit.stores.neo4j.ownership import Change, Said, Standing, change

ASKED: Final = 10_000
"""How many elements one question is about."""

SHOWN: Final = 3
"""How many conflicts a refusal names."""

_FOUND: Final = "_found"
_FOUND_HASH: Final = "_found_hash"

_IS_FRESH: Final = pl.col(_FOUND).is_null()
_IS_OTHER: Final = pl.col(_FOUND).is_not_null() & pl.col(_FOUND_HASH).ne_missing(pl.col(HASH))


@dataclass(frozen=True)
class Difference:
    """What separates a group from what the store holds of it.

    Attributes:
        group: The group.
        fresh: Its rows that are not there, with the columns `_hash` and `_owned`.
        changed: Its rows that are there otherwise, with the same columns.
        changes: What to write on each of these.
        unchanged: How many rows stand as they should.
        gone: Ends and keys of edges that claims of the graph no longer are behind.
        stale: How many edges the dataset once said and no longer says, claim and all.
    """

    group: NodeGroup | EdgeGroup
    fresh: pl.DataFrame = field(repr=False)
    changed: pl.DataFrame = field(repr=False)
    changes: Sequence[Change] = field(repr=False)
    unchanged: int
    gone: pl.DataFrame = field(repr=False, default_factory=pl.DataFrame)
    stale: int = 0

    @property
    def counted(self) -> Counted:
        """How many rows are to be written, and how many are not."""
        return Counted(self.fresh.height + self.changed.height, self.unchanged)


class Comparison:
    """Compares a graph with a database, group by group.

    Args:
        bolt: The connection.
        graph: The graph; its name is the dataset's.
    """

    def __init__(self, bolt: Bolt, graph: Graph) -> None:
        self._bolt = bolt
        self._graph = graph
        self._dataset = graph.name
        self._conflicts: list[str] = []
        self._found = {ROOT: 0, CLAIM: 0}
        self._holds_any = {root: self._any(root) for root in self._found}

    def _any(self, root: str) -> bool:
        """Whether the database has nodes under a root label; its own count knows at once."""
        return bool(self._bolt.columns(statements.any_node(root))[0][0])

    def differences(self) -> tuple[list[Difference], int]:
        """Compare everything.

        Returns:
            The differences, nodes before edges, and how many elements are stale: an earlier load
            wrote them, and the dataset no longer says them.

        Raises:
            Refused: Where an element cannot be written as it is said.
        """
        nodes = [self._nodes(group) for group in node_groups(self._graph)]
        edges = list(self._edges())
        if self._conflicts:
            named = "; ".join(self._conflicts[:SHOWN])
            count = len(self._conflicts)
            more = f"; and {count - SHOWN:,} more" if count > SHOWN else ""
            message = (
                f"{self._bolt.name} holds {count:,} of these elements otherwise: {named}{more}."
            )
            raise Refused(
                message,
                "Nothing was written. Use a database of its own, or change the ids.",
            )
        stale = sum(difference.stale for difference in edges)
        for root, found in self._found.items():
            if not self._holds_any[root]:
                continue
            asked = {"dataset": self._dataset}
            stale += self._bolt.columns(statements.node_count(root), asked)[0][0] - found
        return [*nodes, *edges], stale

    def _nodes(self, group: NodeGroup) -> Difference:
        rows = marked(group)
        if not self._holds_any[group.root]:
            return _difference(group, _unfound(rows), [])
        parts = []
        for part in slices(rows, ASKED):
            asked = {"ids": part["id"].to_list()}
            ids, datasets, hashes = self._bolt.columns(statements.node_states(group), asked)
            state = self._state({"id": pl.Series(ids, dtype=pl.String)}, datasets, hashes)
            self._found[group.root] += state[_FOUND_HASH].count()
            parts.append(part.join(state, on="id", how="left", maintain_order="left"))
        joined = pl.concat(parts) if parts else _unfound(rows)
        question = statements.node_details(group)
        changes = self._changes(group, joined.filter(_IS_OTHER), group.labels, question)
        return _difference(group, joined, changes)

    def _edges(self) -> Iterator[Difference]:
        present = set(self._bolt.columns(statements.EDGE_TYPES)[0])
        claims = pl.concat(
            [
                pl.DataFrame(schema={"id": pl.String}),
                *(frame.select("id") for frame in self._graph.claims.values()),
            ]
        )
        known = set()
        for group in edge_groups(self._graph):
            known.add(group.type)
            yield self._edge_difference(group, claims, group.type in present)
        for name in sorted(present - known):
            nothing = pl.DataFrame(schema=dict.fromkeys((SOURCE, TARGET, "id"), pl.String))
            group = EdgeGroup("edge", name, ROOT, ROOT, ("id",), nothing)
            yield self._edge_difference(group, claims, True)

    def _edge_difference(self, group: EdgeGroup, claims: pl.DataFrame, present: bool) -> Difference:
        rows = marked(group)
        if not present:
            return _difference(group, _unfound(rows), [])
        on = [SOURCE, TARGET, *group.key]
        answer = self._bolt.columns(statements.edge_states(group))
        columns = [answer[0], answer[1], *answer[4:]]
        keys = {
            name: pl.Series(values, dtype=rows.schema[name], strict=False)
            for name, values in zip(on, columns, strict=True)
        }
        state = self._state(keys, answer[2], answer[3]).unique(on, keep="any")
        joined = rows.join(state, on=on, how="left", maintain_order="left")
        question = statements.edge_details(group)
        changes = self._changes(group, joined.filter(_IS_OTHER), (), question)
        said_before = state.filter(pl.col(_FOUND_HASH).is_not_null()).join(rows, on=on, how="anti")
        behind = "id" if group.kind == "edge" else SOURCE
        gone = said_before.join(claims, left_on=behind, right_on="id", how="semi").select(on)
        return _difference(group, joined, changes, gone, said_before.height - gone.height)

    def _state(
        self,
        keys: Mapping[str, pl.Series],
        datasets: Sequence[Sequence[str] | None],
        hashes: Sequence[Sequence[str] | None],
    ) -> pl.DataFrame:
        """What the store says of elements: that they are there, and the dataset's hash on them."""
        lists = pl.List(pl.String)
        frame = pl.DataFrame(
            {
                **keys,
                "datasets": pl.Series(datasets, dtype=lists),
                "hashes": pl.Series(hashes, dtype=lists),
            }
        )
        is_mine = pl.col("datasets").list.eval(pl.element() == self._dataset)
        hash_of_mine = pl.col("hashes").list.get(is_mine.list.arg_max(), null_on_oob=True)
        return frame.select(
            *keys,
            pl.lit(True).alias(_FOUND),
            pl.when(is_mine.list.any()).then(hash_of_mine).alias(_FOUND_HASH),
        )

    def _changes(
        self,
        group: NodeGroup | EdgeGroup,
        rows: pl.DataFrame,
        labels: tuple[str, ...],
        question: str,
    ) -> list[Change]:
        """What to write on each row that is there otherwise; conflicts are noted instead."""
        changes: list[Change] = []
        for part in slices(rows, ASKED):
            if isinstance(group, NodeGroup):
                names = part["id"].to_list()
                asked: dict[str, Any] = {"ids": names}
            else:
                names = list(range(part.height))
                ends = edge_rows(group, part)
                asked = {
                    "rows": [{**row, "id": name} for row, name in zip(ends, names, strict=True)]
                }
            standing = {
                row[0]: Standing(row[4], row[1] or (), row[2] or (), row[3] or ())
                for row in self._bolt.read(question, asked).rows
            }
            said = zip(property_maps(part, group.properties), part[HASH], part[OWNED], strict=True)
            for number, (name, (properties, digest, owned)) in enumerate(
                zip(names, said, strict=True)
            ):
                found = change(
                    standing[name], Said(labels, properties, digest, owned), self._dataset
                )
                if isinstance(found, Change):
                    changes.append(found)
                else:
                    self._conflicts.append(f"{_title(group, part, number)}: {found}")
        return changes


def edge_rows(group: EdgeGroup, part: pl.DataFrame) -> list[dict[str, Any]]:
    """Return the ends `s` and `t` and the key `k` of edges, as parameters."""
    keys = part.select(group.key).rows() if group.key else [()] * part.height
    return [
        {"s": source, "t": target, "k": list(key)}
        for source, target, key in zip(part[SOURCE], part[TARGET], keys, strict=True)
    ]


def _title(group: NodeGroup | EdgeGroup, part: pl.DataFrame, number: int) -> str:
    if isinstance(group, NodeGroup):
        return f"the {group.kind} {shown(part['id'][number])}"
    source, target = shown(part[SOURCE][number]), shown(part[TARGET][number])
    return f"the edge {group.type} from {source} to {target}"


def _unfound(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows as a comparison with an empty store gives them."""
    return rows.with_columns(
        pl.lit(None, dtype=pl.Boolean).alias(_FOUND),
        pl.lit(None, dtype=pl.String).alias(_FOUND_HASH),
    )


def _difference(
    group: NodeGroup | EdgeGroup,
    joined: pl.DataFrame,
    changes: Sequence[Change],
    gone: pl.DataFrame | None = None,
    stale: int = 0,
) -> Difference:
    columns = [name for name in joined.columns if name not in (_FOUND, _FOUND_HASH)]
    fresh = joined.filter(_IS_FRESH).select(columns)
    changed = joined.filter(_IS_OTHER).select(columns)
    unchanged = joined.height - fresh.height - changed.height
    gone = pl.DataFrame() if gone is None else gone
    return Difference(group, fresh, changed, changes, unchanged, gone, stale)
