"""What graphkit wrote into a store, taken as frames, some rows at a time.

On a server each element is taken as one dataset says it: what another one says of the same
element, or a person wrote on it, is left out. An embedded store holds one dataset, unmarked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import polars as pl

from graphkit.errors import StoreError
from graphkit.graph.frames import (
    CLAIM_DTYPES,
    PLACE_DTYPES,
    node_dtypes,
    property_dtypes,
    stated_dtypes,
)
from graphkit.propertygraph.cypher import name as escaped
from graphkit.propertygraph.marks import DATASETS, OWNED
from graphkit.propertygraph.rows import slices
from graphkit.schema.model import Schema
from graphkit.schema.names import CLAIM, ROOT
from graphkit.schema.quoting import shown
from graphkit.stores.bolt import Bolt
from graphkit.stores.columns import Misfit, column

ROWS: Final = 10_000
"""Rows that are held as the driver gives them."""

_SAID: Final = "_said"
_PLACES: Final = ("quote_start", "quote_end")
_TYPE_NAMES: Final = {
    pl.String: "a text",
    pl.Int64: "a whole number",
    pl.Float64: "a number",
    pl.Boolean: "true or false",
    pl.Date: "a date",
    pl.Datetime: "a moment with an offset",
    pl.List: "such a list",
}


@dataclass(frozen=True)
class Claims:
    """Claims of all types, as a store holds them.

    Attributes:
        stated: The columns of `stated_dtypes`; types in the order of the schema, then by id.
        properties: What each type declares, by type, in the order of `stated`.
        places: Where their quotes stand, with the columns of `PLACE_DTYPES`.
    """

    stated: pl.DataFrame = field(repr=False)
    properties: Mapping[str, pl.DataFrame] = field(repr=False)
    places: pl.DataFrame = field(repr=False)


@dataclass(frozen=True)
class Chosen:
    """Which claims are meant.

    Attributes:
        edge_types: Claims of these types; of all where None.
        node_types: Only claims between nodes of these types; None for any.
        others: Whether claims that contest or close another by hand are meant, too.
        most: How many at most; None for all.
    """

    edge_types: tuple[str, ...] | None = None
    node_types: tuple[str, ...] | None = None
    others: bool = False
    most: int | None = None


class Contents:
    """What one dataset put into a store.

    Args:
        bolt: The connection.
        name: The store, as shown to a person.
        schema: The dataset's schema.
        dataset: Its name, where elements are marked with those who say them; None where all in
            the store is the dataset's, and moments have no zone.
    """

    def __init__(self, bolt: Bolt, name: str, schema: Schema, dataset: str | None) -> None:
        self._bolt = bolt
        self._name = name
        self._schema = schema
        self._is_marked = dataset is not None
        self._parameters: dict[str, Any] = {} if dataset is None else {"dataset": dataset}

    # --- nodes --------------------------------------------------------------------------------

    def node_counts(self) -> dict[str, int]:
        """Return how many nodes there are by own type.

        Raises:
            StoreError: Where the schema does not know one.
        """
        asked = f"MATCH (n:{ROOT}) {self._where('n')} RETURN labels(n), count(*), min(n.id)"
        counts: dict[str, int] = {}
        for labels, count, example in self._rows(asked):
            own = self._own_type(labels, example)
            counts[own] = counts.get(own, 0) + count
        return counts

    def nodes(self, own: str) -> Iterator[pl.DataFrame]:
        """Yield the nodes of a type, with the columns of `node_dtypes`."""
        below = [
            name for name, node in self._schema.nodes.items() if own in node.labels and name != own
        ]
        only = [f"NOT n:{escaped(label)}" for label in below]
        asked = f"MATCH (n:{escaped(own)}) {self._where('n', only)} RETURN {self._told(own)}"
        yield from self._nodes(own, asked, {})

    def named(self, ids: Sequence[str]) -> Iterator[tuple[str, pl.DataFrame]]:
        """Yield the nodes with these ids as far as they are there, with their own type."""
        each = f"UNWIND $ids AS id MATCH (n:{ROOT} {{id: id}}) {self._where('n')}"
        for part in slices(pl.DataFrame({"id": ids}, schema={"id": pl.String}), ROWS):
            by_type: dict[str, list[str]] = {}
            asked = {"ids": part["id"].to_list()}
            for found, labels in self._rows(f"{each} RETURN n.id, labels(n)", asked):
                own = self._own_type(labels, found)
                by_type.setdefault(own, []).append(found)
            for own, of_type in by_type.items():
                question = f"{each} RETURN {self._told(own)}"
                for frame in self._nodes(own, question, {"ids": of_type}):
                    yield own, frame

    def _own_type(self, labels: Iterable[str], example: object) -> str:
        own = own_type(self._schema, labels)
        if own is None:
            told = ":".join(sorted(set(labels) - {ROOT})) or ROOT
            message = f"{self._name} holds a node {shown(str(example))} labelled {told}."
            raise StoreError(message, f"The schema {self._schema.name} has no such type.")
        return own

    def _told(self, own: str) -> str:
        properties = node_dtypes(self._schema.nodes[own])
        return ", ".join([*(f"n.{escaped(name)}" for name in properties), self._owned("n")])

    def _nodes(self, own: str, asked: str, more: Mapping[str, Any]) -> Iterator[pl.DataFrame]:
        dtypes = node_dtypes(self._schema.nodes[own])
        for rows in self._lists(asked, more):
            *columns, owned = zip(*rows, strict=True)
            ids = columns[0]
            frame = pl.DataFrame(
                [
                    self._column(own, name, values, dtype, ids)
                    for (name, dtype), values in zip(dtypes.items(), columns, strict=True)
                ]
            )
            yield self._masked(frame, owned, [name for name in dtypes if name != "id"])

    # --- claims -------------------------------------------------------------------------------

    def claim_counts(self) -> dict[str, int]:
        """Return how many claims there are by type: Claim nodes, and edges of inline types.

        Raises:
            StoreError: Where the schema does not know the type of one.
        """
        asked = f"MATCH (c:{CLAIM}) {self._where('c')} RETURN c.edge_type, count(*), min(c.id)"
        counts: dict[str, int] = {}
        for name, count, example in self._rows(asked):
            if name not in self._schema.edges:
                message = f"{self._name} holds a claim {shown(str(example))} of type {name}."
                hint = f"The schema {self._schema.name} has no such type."
                raise StoreError(message, hint)
            counts[name] = count
        for name, edge_type in self._schema.edges.items():
            if edge_type.claims == "inline":
                pattern = f"(s:{ROOT})-[c:{escaped(name)}]->(o:{ROOT})"
                asked = f"MATCH {pattern} {self._where('c')} RETURN count(*)"
                if (count := self._rows(asked)[0][0]) > 0:
                    counts[name] = counts.get(name, 0) + count
        return counts

    def count(self, chosen: Chosen) -> int:
        """Return how many claims are meant, without regard to `most`."""
        return sum(
            self._rows(f"MATCH {pattern} {where} RETURN count(*)", more)[0][0]
            for pattern, where, more, _ in self._patterns(chosen)
        )

    def claims(self, chosen: Chosen) -> Claims:
        """Return claims with both their ends; those that have lost an end are left out."""
        dtypes = stated_dtypes()
        stated = [pl.DataFrame(schema=dtypes)]
        places = [pl.DataFrame(schema=PLACE_DTYPES)]
        properties: dict[str, list[pl.DataFrame]] = {}
        left = chosen.most
        for pattern, where, more, types in self._patterns(chosen):
            if left == 0:
                break
            declared = list(
                dict.fromkeys(p for t in types for p in self._schema.edges[t].properties)
            )
            front = ("s.id", "o.id", "$type" if "type" in more else "c.edge_type", "c.id")
            names = (*CLAIM_DTYPES, *_PLACES, *declared)
            told = ", ".join([*front, *(f"c.{escaped(n)}" for n in names), self._owned("c")])
            asked = f"MATCH {pattern} {where} RETURN {told}"
            if left is not None:
                asked += f" ORDER BY c.id LIMIT {left}"
            for rows in self._lists(asked, more):
                frame, of_types = self._claims(rows, declared)
                places.append(_places(frame))
                stated.append(frame.select(list(dtypes)))
                for name, part in of_types.items():
                    properties.setdefault(name, []).append(part)
                if left is not None:
                    left -= frame.height
        order = {name: number for number, name in enumerate(self._schema.edges)}
        number = pl.col("edge_type").replace_strict(order, return_dtype=pl.Int64)
        return Claims(
            pl.concat(stated).sort(number, "id", maintain_order=True),
            {
                name: pl.concat(properties[name]).sort("id", maintain_order=True).drop("id")
                for name in order
                if name in properties
            },
            pl.concat(places).unique(["document", "quote", "occurrence"], maintain_order=True),
        )

    def _patterns(
        self, chosen: Chosen
    ) -> Iterator[tuple[str, str, Mapping[str, Any], Sequence[str]]]:
        """Yield what to match, under which conditions, with which parameters, and the types."""
        wanted = self._schema.edges.keys() if chosen.edge_types is None else set(chosen.edge_types)
        ends = []
        for end in ("s", "o"):
            if chosen.node_types is not None:
                any_of = " OR ".join(f"{end}:{escaped(label)}" for label in chosen.node_types)
                ends.append(f"({any_of})")
        reified = [n for n, edge in self._schema.edges.items() if edge.claims == "reified"]
        kept = [name for name in reified if name in wanted]
        conditions = list(ends)
        if chosen.edge_types is not None:
            conditions.append("c.edge_type IN $types")
        if chosen.others and conditions:
            by_hand = "c.contests IS NOT NULL OR c.closes IS NOT NULL"
            conditions = [f"({' AND '.join(conditions)} OR {by_hand})"]
        if kept or (chosen.others and reified):
            pattern = f"(s:{ROOT})<-[:SUBJECT]-(c:{CLAIM})-[:OBJECT]->(o:{ROOT})"
            yield pattern, self._where("c", conditions), {"types": kept}, reified
        for name, edge_type in self._schema.edges.items():
            if edge_type.claims == "inline" and name in wanted:
                pattern = f"(s:{ROOT})-[c:{escaped(name)}]->(o:{ROOT})"
                yield pattern, self._where("c", ends), {"type": name}, [name]

    def _claims(
        self, rows: Sequence[Sequence[Any]], declared: Sequence[str]
    ) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
        """Return rows as claims and the declared properties of each type with `id`."""
        columns = list(zip(*rows, strict=True))
        types, ids = columns[2:4]
        common = {**CLAIM_DTYPES, **dict.fromkeys(_PLACES, pl.Int64())}
        made = [
            self._column("claim", name, values, pl.String(), ids)
            for name, values in zip(("source", "target", "edge_type", "id"), columns, strict=False)
        ]
        made += [
            self._column("claim", name, values, dtype, ids)
            for (name, dtype), values in zip(common.items(), columns[4:], strict=False)
        ]
        owned = columns[-1]
        frame = self._masked(pl.DataFrame(made), owned, list(common))
        values_of = dict(zip(declared, columns[4 + len(common) : -1], strict=True))
        places: dict[str, list[int]] = {}
        for place, name in enumerate(types):
            places.setdefault(name, []).append(place)
        parts = {}
        for name, at in places.items():
            dtypes = property_dtypes(self._schema.edges[name])
            if not dtypes:
                continue
            own_ids = [ids[i] for i in at]
            part = pl.DataFrame(
                [
                    pl.Series("id", own_ids, pl.String),
                    *(
                        self._column(name, p, [values_of[p][i] for i in at], dtype, own_ids)
                        for p, dtype in dtypes.items()
                    ),
                ]
            )
            parts[name] = self._masked(part, [owned[i] for i in at], list(dtypes))
        return frame, parts

    # --- asking -------------------------------------------------------------------------------

    def _where(self, element: str, conditions: Iterable[str] = ()) -> str:
        said = [f"$dataset IN {element}.{DATASETS}"] if self._is_marked else []
        every = [*said, *conditions]
        return f"WHERE {' AND '.join(every)}" if every else ""

    def _owned(self, element: str) -> str:
        """What tells the names of the properties that the dataset says of an element."""
        if not self._is_marked:
            return "null"
        e = element
        mine = f"i IN range(0, size({e}.{DATASETS}) - 1) WHERE {e}.{DATASETS}[i] = $dataset"
        return f"head([{mine} | {e}.{OWNED}[i]])"

    def _masked(
        self, frame: pl.DataFrame, owned: Sequence[str | None], names: Sequence[str]
    ) -> pl.DataFrame:
        """Return rows without the values that the dataset does not say."""
        if not self._is_marked:
            return frame
        said = pl.Series(_SAID, owned, pl.String).str.split(";")
        marked = frame.with_columns(said)
        return marked.with_columns(
            pl.when(pl.col(_SAID).list.contains(name)).then(pl.col(name)) for name in names
        ).drop(_SAID)

    def _column(
        self,
        what: str,
        name: str,
        values: Sequence[Any],
        dtype: pl.DataType,
        ids: Sequence[Any],
    ) -> pl.Series:
        try:
            return column(values, dtype, not self._is_marked).alias(name)
        except Misfit as misfit:
            told = shown(str(misfit.value))
            wanted = _TYPE_NAMES[type(dtype)]
            message = (
                f"{self._name} holds the {what} {shown(str(ids[misfit.row]))} whose {name} is "
                f"{told}, not {wanted}."
            )
            hint = "It is not as graphkit wrote it: load the dataset again, or mend it."
            raise StoreError(message, hint) from misfit

    def _rows(self, asked: str, more: Mapping[str, Any] | None = None) -> list[list[Any]]:
        return [row for rows in self._lists(asked, more or {}) for row in rows]

    def _lists(self, asked: str, more: Mapping[str, Any]) -> Iterator[list[list[Any]]]:
        return self._bolt.stream(asked, {**self._parameters, **more}, ROWS)


def own_type(schema: Schema, labels: Iterable[str]) -> str | None:
    """Return the type that a node with some labels has of its own; None where there is no one.

    That is the one which all other labels that the schema knows are ancestors of. Labels that it
    does not know, such as those that people add, do not count.

    Example:
        >>> from graphkit.schema.load import parse_schema
        >>> types = "{Actor: {abstract: true}, Person: {extends: Actor}, City: {}}"
        >>> schema, _ = parse_schema(f"{{schema: s, version: 1.0.0, nodes: {types}}}")
        >>> own_type(schema, ["Entity", "Actor", "Person", "Seen"]), own_type(schema, ["Actor"])
        ('Person', None)
        >>> own_type(schema, ["Person", "City"]) is None
        True
    """
    known = {label for label in labels if label in schema.nodes}
    fitting = [
        name
        for name in known
        if not schema.nodes[name].abstract and known.issubset(schema.nodes[name].labels)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _places(claims: pl.DataFrame) -> pl.DataFrame:
    return claims.filter(pl.col("quote_start").is_not_null()).select(list(PLACE_DTYPES))
