"""What separates a Graph from what a Neo4j holds of it. Nothing is written here.

The answers of the server are taken in parts, into frames. First it tells of what the dataset says
there no more than the hashes, which cover types and ends: what has the same hash stands as it
should. Only of the rest is asked what else stands on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
import polars as pl

from graphkit.errors import GraphkitError
from graphkit.graph.graph import Graph
from graphkit.propertygraph.groups import (
    SOURCE,
    TARGET,
    EdgeGroup,
    NodeGroup,
    edge_groups,
    node_groups,
)
from graphkit.propertygraph.marks import LABEL, MARKS
from graphkit.propertygraph.rows import property_maps
from graphkit.schema.names import CLAIM, ROOT
from graphkit.stores.answers import plain_rows
from graphkit.stores.bolt import Bolt
from graphkit.stores.neo4j import statements
from graphkit.stores.neo4j.differences import (
    CHANGED,
    CONFLICT,
    FRESH,
    UNCHANGED,
    Difference,
    Draft,
    key_columns,
)
from graphkit.stores.neo4j.ownership import Said, Standing, Verdict, judge, release
from graphkit.stores.neo4j.setbacks import Setback, setback
from graphkit.stores.plan import Terms

FEW: Final = 10_000
"""So many elements are asked for by name; of more, all of their type are looked at."""

WHOLE: Final = 3_000_000
"""Of graphs of more claims hashes are not asked for in whole lists, which take the server room."""

_AT_ONCE: Final = 20_000
"""Rows of an answer that are compared at a time."""

_SCANNED: Final = 50_000
"""So many edges are gone through to count them."""

_TYPES: Final = 100
"""Types that are asked for in one question."""

_ROW: Final = "_row"
_GROUP: Final = "_group"

Row = list[Any]


class Comparison:
    """Compares a graph with a database, type by type.

    Args:
        bolt: The connection.
        graph: The graph; its name is the dataset's.
        terms: What a load may do.
    """

    def __init__(self, bolt: Bolt, graph: Graph, terms: Terms) -> None:
        self._bolt = bolt
        self._graph = graph
        self._terms = terms
        self._dataset = graph.name
        self._held_by_edges: set[str] = set()
        claims = sum(frame.height for frame in graph.claims.values())
        self._is_large = claims > WHOLE
        self._new: dict[str, pl.DataFrame] = {}
        self._types = {
            tuple(sorted(set(node.labels) - {ROOT})): node.name
            for node in graph.schema.nodes.values()
        }

    def differences(self) -> list[Difference]:
        """Compare everything; nodes come before edges."""
        drafts = {(d.group.kind, d.group.type): d for d in map(Draft, node_groups(self._graph))}
        for root in (ROOT, CLAIM):
            self._nodes(root, drafts)
        for root in (ROOT, CLAIM):
            groups = [draft for draft in drafts.values() if _root(draft) == root]
            rows = _numbered(groups, ["id"])
            self._new[root] = rows.filter(_is_in(groups, FRESH)).select("id")
        edges = self._edges()
        self._hold_nodes(drafts.values())
        return [*(draft.finish() for draft in drafts.values()), *edges]

    # --- nodes ------------------------------------------------------------------------------------

    def _nodes(self, root: str, drafts: dict[tuple[str, str], Draft]) -> None:
        number = self._bolt.columns(statements.node_number(root))[0][0]
        if not number:
            return
        groups = [draft for draft in drafts.values() if _root(draft) == root]
        rows = _numbered(groups, ["id"])
        found = self._frame(statements.nodes_said(root), ["id", "hash"])
        if not self._terms.verify:
            _settle(groups, rows.join(found, on=["id", "hash"], how="semi"))
        settled = rows.filter(_is_in(groups, UNCHANGED))
        asked = found.join(settled, on="id", how="anti")["id"]
        if number > found.height:
            left = rows.filter(_is_in(groups, FRESH)).join(found, on="id", how="anti")
            asked = pl.concat([asked, self._others(root, left, number - found.height)])
        for part in (asked.slice(at, FEW) for at in range(0, len(asked), FEW)):
            question = statements.node_details(root, by_id=True)
            for details in self._parts(question, {"ids": part.to_list()}):
                self._compare_nodes(root, drafts, groups, rows, details)

    def _others(self, root: str, left: pl.DataFrame, number: int) -> pl.Series:
        """Return the ids of rows that are not said yet, and may stand there all the same."""
        if left.height and number <= max(4 * left.height, FEW):
            there = self._frame(statements.nodes_of_others(root), ["id"])
            return left.join(there, on="id", how="semi")["id"]
        return left["id"]

    def _compare_nodes(
        self,
        root: str,
        drafts: dict[tuple[str, str], Draft],
        groups: Sequence[Draft],
        rows: pl.DataFrame,
        details: list[Row],
    ) -> None:
        keys = pl.DataFrame({"id": [row[0] for row in details]}, schema={"id": pl.String})
        paired = keys.with_row_index("_detail").join(rows, on="id", how="inner")
        standing = [_standing(row[1:4], row[4], {*row[5]} - {root}) for row in details]
        known = set()
        for (number,), pairs in paired.group_by(_GROUP, maintain_order=True):
            known.update(pairs["_detail"].to_list())
            self._pair(groups[int(str(number))], pairs, standing)
        unsaid = [at for at in range(len(details)) if at not in known]
        gone: dict[tuple[str, str], list[int]] = {}
        for at in unsaid:
            if standing[at].hash_of(self._dataset) is not None:
                gone.setdefault(self._type_of(root, standing[at]), []).append(at)
        for (kind, name), numbers in gone.items():
            if (kind, name) not in drafts:
                nothing = pl.DataFrame(schema={"id": pl.String})
                drafts[kind, name] = Draft(NodeGroup(kind, name, root, (), nothing))
            self._leave(drafts[kind, name], keys, numbers, standing, self._terms.sync)

    def _type_of(self, root: str, standing: Standing) -> tuple[str, str]:
        """The kind and the type of a node that the dataset once said."""
        if root == CLAIM:
            return "claim", str(standing.properties.get("edge_type", ""))
        names = standing.names_of(self._dataset)
        own = tuple(sorted(name[1:] for name in names if name.startswith(LABEL)))
        return "node", self._types.get(own, ":".join(own))

    def _hold_nodes(self, drafts: Iterable[Draft]) -> None:
        """Let nodes stay that edges of others hang on."""
        for draft in drafts:
            leaving = draft.leaving("remove")
            held = [name for name in leaving["id"] if name in self._held_by_edges]
            for at in range(0, leaving.height, FEW):
                question = statements.nodes_held(_root(draft))
                asked = {"ids": leaving["id"][at : at + FEW].to_list(), "dataset": self._dataset}
                held += self._bolt.columns(question, asked)[0]
            if held:
                draft.stays(pl.DataFrame({"id": sorted(set(held))}))

    # --- edges ------------------------------------------------------------------------------------

    def _edges(self) -> list[Difference]:
        """Compare the edges of each type, also of those that the schema does not know."""
        present = set(self._bolt.columns(statements.EDGE_TYPES)[0])
        drafts = [(Draft(group), False) for group in edge_groups(self._graph)]
        for name in sorted(present - {draft.group.type for draft, _ in drafts}):
            nothing = pl.DataFrame(schema=dict.fromkeys((SOURCE, TARGET, "id"), pl.String))
            drafts.append((Draft(EdgeGroup("edge", name, ROOT, ROOT, ("id",), nothing)), True))
        numbers = self._numbers(present)
        # An edge that the dataset says goes out from a node that it says: where others have very
        # many of a type, that way is shorter.
        near = {
            draft.group.type: is_unknown
            or numbers.get(draft.group.type, 0) > 4 * draft.group.frame.height + FEW
            for draft, is_unknown in drafts
        }
        said = self._said_together(
            sorted(name for name, number in numbers.items() if number <= FEW and not near[name])
        )
        for draft, _ in drafts:
            if number := numbers.get(draft.group.type, 0):
                name = draft.group.type
                self._compare_type(draft, number, near[name], said.get(name))
        return [draft.finish() for draft, _ in drafts]

    def _numbers(self, types: Iterable[str]) -> dict[str, int]:
        """Return how many edges there are of each type that has any."""
        if self._bolt.columns(statements.EDGE_NUMBER)[0][0] <= _SCANNED:
            return dict(zip(*self._bolt.columns(statements.EDGE_NUMBERS), strict=True))
        names = sorted(types)
        found: dict[str, int] = {}
        for part in (names[at : at + _TYPES] for at in range(0, len(names), _TYPES)):
            places, numbers = self._bolt.columns(statements.edge_numbers(part))
            found |= {part[at]: number for at, number in zip(places, numbers, strict=True)}
        return {name: number for name, number in found.items() if number}

    def _said_together(self, types: Sequence[str]) -> dict[str, pl.DataFrame]:
        """Return the hashes of the edges of types that have few: one question for all of them."""
        found: dict[str, list[str]] = {name: [] for name in types}
        if types:
            asked = {"dataset": self._dataset}
            names, hashes = self._bolt.columns(statements.any_edges_said(types), asked)
            found |= dict(zip(names, hashes, strict=True))
        schema = {"hash": pl.String}
        return {name: pl.DataFrame({"hash": texts}, schema) for name, texts in found.items()}

    def _compare_type(
        self, draft: Draft, number: int, near: bool, found: pl.DataFrame | None
    ) -> None:
        group = draft.group
        assert isinstance(group, EdgeGroup)
        rows = _numbered([draft], key_columns(group))
        if found is None:
            found = self._frame(statements.edges_said(group, near=near), ["hash"])
        if not self._terms.verify:
            _settle([draft], rows.join(found, on="hash", how="semi"))
        left = rows.filter(_is_in([draft], FRESH))
        for end, root in ((SOURCE, group.source_root), (TARGET, group.target_root)):
            if root in self._new:  # no edge can stand at a node that does not
                left = left.join(self._new[root], left_on=end, right_on="id", how="anti")
        hashes = found.join(rows, on="hash", how="anti")["hash"]
        handles = pl.Series([], dtype=pl.String)
        if left.height and number > found.height:
            handle = "id" if "id" in group.key else SOURCE
            there = self._frame(statements.edges_of_others(group), [handle]).unique()
            handles = left.join(there, on=handle, how="semi")[handle].unique()
        if not len(hashes) and not len(handles) and not self._terms.verify:
            return
        question = statements.edge_details(
            group,
            near=near and not len(handles),
            by_hash=len(hashes) <= FEW and not self._terms.verify,
            others=bool(len(handles)),
            by_handle=len(handles) <= FEW,
        )
        asked = {
            "hashes": hashes.to_list() if len(hashes) <= FEW else [],
            "handles": handles.to_list() if len(handles) <= FEW else [],
        }
        for details in self._parts(question, asked):
            self._compare_edges(draft, group, rows, details)

    def _compare_edges(
        self, draft: Draft, group: EdgeGroup, rows: pl.DataFrame, details: list[Row]
    ) -> None:
        on = key_columns(group)
        keys = pl.DataFrame(
            {name: [row[at] for row in details] for at, name in enumerate(on)},
            schema={name: rows.schema[name] for name in on},
            strict=False,
        )
        paired = keys.with_row_index("_detail").join(rows, on=on, how="inner")
        width = len(on)
        standing = [_standing(row[width : width + 3], row[width + 3]) for row in details]
        self._pair(draft, paired, standing)
        known = set(paired["_detail"].to_list())
        mine = [
            at
            for at in range(len(details))
            if at not in known and standing[at].hash_of(self._dataset) is not None
        ]
        if not mine:
            return
        # What a changed claim leaves behind goes with every load.
        behind = "id" if group.kind == "edge" else SOURCE
        said = keys[mine].with_row_index("_at").join(self._claims(group), on=behind, how="semi")
        replaced = {mine[at] for at in said["_at"].to_list()}
        self._leave(draft, keys, sorted(replaced), standing, True)
        rest = [at for at in mine if at not in replaced]
        self._leave(draft, keys, rest, standing, self._terms.sync)

    def _claims(self, group: EdgeGroup) -> pl.DataFrame:
        """The claims that edges of a group may stand for: links only for those that are nodes."""
        edges = self._graph.schema.edges
        handle = "id" if group.kind == "edge" else SOURCE
        frames = [
            frame.select(pl.col("id").alias(handle))
            for name, frame in self._graph.claims.items()
            if group.kind == "edge" or edges[name].claims == "reified"
        ]
        return pl.concat([pl.DataFrame(schema={handle: pl.String}), *frames])

    # --- both -------------------------------------------------------------------------------------

    def _frame(self, question: statements.Question, columns: Sequence[str]) -> pl.DataFrame:
        """The answer to a question about this dataset, as a frame of texts."""
        schema = dict.fromkeys(columns, pl.String)
        asked = {"dataset": self._dataset}
        if not self._is_large:
            try:
                (lists,) = (
                    row for rows in self._bolt.stream(question.lists, asked) for row in rows
                )
            except GraphkitError as error:
                if setback(error) is not Setback.SMALLER:
                    raise
                self._is_large = True  # the server has no room for whole lists
            else:
                return pl.DataFrame(lists, schema=schema, orient="col", strict=False)
        frames = [pl.DataFrame(schema=schema)]
        for part in self._bolt.stream(question.rows, asked, _AT_ONCE):
            frames.append(pl.DataFrame(part, schema=schema, orient="row", strict=False))
        return pl.concat(frames)

    def _parts(self, question: str, asked: Mapping[str, Any]) -> Iterator[list[Row]]:
        return self._bolt.stream(question, {"dataset": self._dataset, **asked}, _AT_ONCE)

    def _pair(self, draft: Draft, pairs: pl.DataFrame, standing: Sequence[Standing]) -> None:
        """Judge rows of a group beside the elements that have their keys."""
        group = draft.group
        numbers = pairs[_ROW].to_list()
        labels = frozenset(group.labels) if isinstance(group, NodeGroup) else frozenset[str]()
        changed: dict[int, Verdict] = {}
        maps = property_maps(group.frame[numbers], group.properties)
        for number, at, digest, properties in zip(
            numbers, pairs["_detail"].to_list(), pairs["hash"].to_list(), maps, strict=True
        ):
            if draft.state[number] != FRESH:
                continue
            said = Said(labels, properties, digest)
            verdict = judge(standing[at], said, self._dataset, self._terms)
            if verdict.action == "unchanged":
                draft.state[number] = UNCHANGED
                continue
            if draft.tells(verdict.action):
                draft.tell(group.frame[number], verdict, standing[at], said)
            if verdict.action == "conflict":
                draft.state[number] = CONFLICT
            else:
                draft.state[number] = CHANGED
                changed[number] = verdict
        draft.change(changed)

    def _leave(
        self,
        draft: Draft,
        keys: pl.DataFrame,
        numbers: Sequence[int],
        standing: Sequence[Standing],
        goes: bool,
    ) -> None:
        """Take note of elements that the dataset no longer says, and whether they are to go."""
        if not goes:
            draft.stale += len(numbers)
            return
        verdicts = {at: release(standing[at], self._dataset) for at in numbers}
        for action in ("remove", "release"):
            taken = [at for at in numbers if verdicts[at].action == action]
            draft.leave(action, keys[taken], [verdicts[at] for at in taken])
        for at in numbers:
            if draft.tells(verdicts[at].action):
                draft.tell(keys[at], verdicts[at], standing[at], None)
            is_held = verdicts[at].action == "release" and standing[at].datasets == [self._dataset]
            if is_held and isinstance(draft.group, EdgeGroup):
                self._held_by_edges.update(keys[at].select(SOURCE, TARGET).row(0))


def _root(draft: Draft) -> str:
    assert isinstance(draft.group, NodeGroup)
    return draft.group.root


def _numbered(groups: Sequence[Draft], on: Sequence[str]) -> pl.DataFrame:
    """The keys of the rows of groups, one below the other, with their hashes and places."""
    if not groups:
        texts = dict.fromkeys((*on, "hash"), pl.String)
        return pl.DataFrame(schema={**texts, _ROW: pl.Int64, _GROUP: pl.Int32})
    frames = []
    for number, draft in enumerate(groups):
        frame = draft.group.frame.select(on).with_columns(draft.hashes.alias("hash"))
        places = pl.int_range(frame.height, eager=True).alias(_ROW)
        frames.append(frame.with_columns(places, pl.lit(number).alias(_GROUP)))
    return pl.concat(frames)


def _is_in(groups: Sequence[Draft], state: int) -> pl.Series:
    """Which of all the rows of groups are in a state."""
    states = [draft.state for draft in groups]
    return pl.Series(np.concatenate(states) == state if states else [], dtype=pl.Boolean)


def _settle(groups: Sequence[Draft], rows: pl.DataFrame) -> None:
    """Take note of rows that stand there as they should."""
    for (number,), found in rows.group_by(_GROUP):
        groups[int(str(number))].state[found[_ROW].to_numpy()] = UNCHANGED


def _standing(
    marks: Sequence[Any], properties: Mapping[str, Any], labels: Iterable[str] = ()
) -> Standing:
    """An element as the server tells of it."""
    kept = {name: value for name, value in properties.items() if name not in MARKS}
    ((plain,),) = plain_rows([[kept]], {})
    datasets, hashes, owned = marks
    return Standing(plain, frozenset(labels), datasets, hashes or (), owned or ())
