"""What rules on claims beside each other must see of a dataset too large to be typed at once.

Claims are typed some at a time, and only whole numbers of each are kept. Where these do not rule
out that a rule finds something, the rows concerned are typed once more and put before it together;
of a sound dataset these are few or none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl
from polars.datatypes import DataTypeClass

from graphkit.graph.dataset import Dataset, Kind
from graphkit.graph.identity import DERIVED, claim_ids
from graphkit.graph.namespaces import SEPARATOR
from graphkit.schema.model import Schema
from graphkit.schema.names import CLAIM_LINKS
from graphkit.validation.claims import may_contradict
from graphkit.validation.construction import documents_of, types_of
from graphkit.validation.draft import Draft
from graphkit.validation.edges import is_unnamed
from graphkit.validation.origins import Piece
from graphkit.validation.suspicion import repeated


def pieces(dataset: Dataset, kind: Kind, most: int) -> Iterator[list[Piece]]:
    """Yield the rows of all tables of a kind, and the documents as nodes, some at a time.

    Args:
        dataset: The dataset.
        kind: Whose tables.
        most: How many rows are yielded together, about.
    """
    waiting = [documents_of(dataset)] if kind == "node" else []
    count = 0
    for index, table in enumerate(dataset.tables):
        if table.kind != kind:
            continue
        first = 0
        for rows in table.parts(most):
            if waiting and count + rows.height > most:
                yield waiting
                waiting, count = [], 0
            waiting.append(Piece(index, first, rows))
            first += rows.height
            count += rows.height
    yield waiting


def owners(dataset: Dataset, most: int) -> dict[int, tuple[str, ...]]:
    """Return the types of the rows of each table that says them itself."""
    found = {}
    for index, table in enumerate(dataset.tables):
        if "type" in table.columns:
            names: dict[str, None] = {}
            for rows in table.parts(most, ["type"]):
                names.update(dict.fromkeys(types_of(dataset, Piece(index, 0, rows))))
            if names:
                found[index] = tuple(names)
    return found


class Survey:
    """Gathers of claims what tells which of them must be compared.

    Args:
        nodes: The draft of all nodes.
    """

    def __init__(self, nodes: Draft) -> None:
        self.nodes = nodes
        self._said: list[pl.Series] = []
        self._given: list[pl.Series] = []
        self._named: list[pl.Series] = []
        self._derived: list[pl.Series] = []
        self._denied: list[pl.Series] = []
        self._values: dict[tuple[str, str], list[pl.Series]] = {}
        self._spans: dict[str, list[pl.DataFrame]] = {}
        self._untyped: list[pl.DataFrame] = []

    def add(self, some: Draft) -> None:
        """Take note of some claims."""
        stated = some.stated
        self._untyped.append(some.untyped)
        self._said.append(some.claim_marks.filter(is_unnamed(some)))
        given = pl.concat([stated["id"].drop_nulls(), some.untyped["id"].drop_nulls()])
        self._given.append(given.hash(0))
        self._derived.append(given.filter(given.str.contains(DERIVED)))
        for link in CLAIM_LINKS:
            if stated[link].null_count() < stated.height:
                named = stated[link].drop_nulls().explode().drop_nulls().unique()
                self._named.append(named.hash(0))
                word = named.str.split(SEPARATOR).list.last()  # a derived id is of no namespace
                self._derived.append(word.filter(word.str.contains(DERIVED)))
        self._denied.append(some.denied_marks)
        for column, marks in some.value_marks.items():
            self._values.setdefault(column, []).append(marks.drop_nulls())
        for name, rows in some.spans.items():
            self._spans.setdefault(name, []).append(rows)

    def suspects(self, drafts: Iterable[Draft]) -> Draft:
        """Return a draft of the claims that must be compared.

        Args:
            drafts: All claims once more. They are asked for only where there may be any such.
        """
        said, given = repeated(_joined(self._said)), repeated(_joined(self._given))
        named = _joined(self._named).unique()
        ids = pl.concat([given, named])
        derived, denied = _joined(self._derived, pl.String), _joined(self._denied).unique()
        values = {name: repeated(pl.concat(marks)) for name, marks in self._values.items()}
        textless = self.nodes.textless["id"]
        asked = _Asked(said, ids, derived.unique(), denied, values, textless)
        kept = []
        if asked.anything(self.nodes.schema):
            kept = [some.keeping(asked.rows(some)) for some in drafts]
        whole = self._together(kept)
        # they need no second look at the rows, and were many
        vars(whole)["spans"] = {name: pl.concat(rows) for name, rows in self._spans.items()}
        return whole

    def _together(self, kept: list[Draft]) -> Draft:
        properties: dict[str, list[pl.DataFrame]] = {}
        for some in kept:
            for name, frame in some.properties.items():
                properties.setdefault(name, []).append(frame)
        stated = pl.concat([some.stated for some in kept]) if kept else self.nodes.stated
        whole = replace(
            self.nodes,
            untyped=pl.concat(self._untyped),
            stated=stated,
            properties={name: pl.concat(frames) for name, frames in properties.items()},
        )
        return whole.knowing(self.nodes)


@dataclass(frozen=True)
class _Asked:
    """The numbers of the claims that must be compared.

    Attributes:
        said: Marks of claims that several rows seem to make.
        ids: Marks of ids that stand twice, or that other claims name.
        derived: Ids, given or named, that look like those that rows have by what they say.
        denied: Marks of edges that some claim denies.
        values: Marks of values of unique properties that seem to stand twice.
        textless: Documents that have no text.
    """

    said: pl.Series
    ids: pl.Series
    derived: pl.Series
    denied: pl.Series
    values: Mapping[tuple[str, str], pl.Series]
    textless: pl.Series

    def anything(self, schema: Schema) -> bool:
        """Tell whether there may be such claims at all."""
        numbers = (self.said, self.ids, self.derived, self.denied, self.textless)
        return any(not each.is_empty() for each in (*numbers, *self.values.values())) or any(
            edge_type.contradicts for edge_type in schema.edges.values()
        )

    def rows(self, some: Draft) -> pl.Series:
        """Tell for each of some claims whether it must be compared."""
        stated = some.stated
        rows = is_unnamed(some) & some.claim_marks.is_in(self.said.implode())
        rows |= stated["id"].hash(0).is_in(self.ids.implode()) & stated["id"].is_not_null()
        for link in CLAIM_LINKS:
            rows |= (stated[link].list.len() > 0).fill_null(False)
        rows |= may_contradict(some, self.denied)
        for (name, column), marks in some.value_marks.items():
            again = self.values[name, column]
            if not again.is_empty():
                rows |= some.where(name, marks.is_in(again.implode()))
        if not self.textless.is_empty():
            is_lost = stated["document"].is_in(self.textless.implode()).fill_null(False)
            rows |= is_lost & stated["quote"].is_not_null()
        if not self.derived.is_empty():
            rows |= stated["id"].is_in(self.derived.implode()).fill_null(False)
            rows |= self._having_derived(some)
        return rows

    def _having_derived(self, some: Draft) -> pl.Series:
        """Tell which claims have one of the derived ids by what they say."""
        unnamed = some.stated["id"].is_null()
        ids = claim_ids(some.keeping(unnamed).claims)
        having = pl.repeat(False, some.stated.height, dtype=pl.Boolean, eager=True)
        return having.scatter(unnamed.arg_true(), ids.is_in(self.derived.implode()))


def _joined(series: list[pl.Series], dtype: DataTypeClass = pl.UInt64) -> pl.Series:
    return pl.concat(series) if series else pl.Series([], dtype=dtype)
