"""A store back to a Graph: what a dataset said there, under its schema."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import polars as pl

from graphkit.errors import StoreError, UsageError, did_you_mean
from graphkit.graph.filters import Filter
from graphkit.graph.graph import Graph
from graphkit.graph.restating import restate
from graphkit.propertygraph.marks import DATASETS
from graphkit.schema.load import parse_schema
from graphkit.schema.model import Schema
from graphkit.schema.names import CLAIM_LINKS, DOCUMENT, ROOT
from graphkit.stores.base import Held
from graphkit.stores.contents import Chosen, Claims, Contents
from graphkit.stores.embedded.store import EmbeddedStore
from graphkit.stores.foreign import read_foreign
from graphkit.stores.neo4j.store import Neo4jStore
from graphkit.stores.part import Part

AnyGraph = TypeVar("AnyGraph", bound=Graph)
AnyStore = Neo4jStore | EmbeddedStore
Say = Callable[[str], None]

_DATASETS = f"MATCH (n:{ROOT}) UNWIND n.{DATASETS} AS dataset RETURN DISTINCT dataset"
_ANY = f"MATCH (n:{ROOT}) WHERE $dataset IN n.{DATASETS} RETURN 1 LIMIT 1"
_LOADS = (
    "MATCH (l:GraphkitLoad) WHERE l.dataset = $dataset "
    "RETURN l.schema_text, l.title, l.license, l.state ORDER BY l.started_at DESC LIMIT 1"
)


def datasets(store: AnyStore) -> list[str]:
    """Return the names of the datasets that stand in a store, sorted."""
    if isinstance(store, EmbeddedStore):
        held = store.held()
        return [] if held is None else [held.dataset]
    return sorted(str(row[0]) for rows in store.bolt.stream(_DATASETS) for row in rows)


def holds(store: AnyStore, dataset: str) -> bool:
    """Tell whether something of a dataset stands in a store."""
    if isinstance(store, EmbeddedStore):
        return datasets(store) == [dataset]
    return any(store.bolt.stream(_ANY, {"dataset": dataset}))


def held(store: AnyStore, dataset: str) -> Held | None:
    """Return what a store keeps of a dataset beside its elements; None where it keeps nothing."""
    if isinstance(store, EmbeddedStore):
        found = store.held()
        return found if found is not None and found.dataset == dataset else None
    for rows in store.bolt.stream(_LOADS, {"dataset": dataset}):
        for text, title, license, state in rows:
            return Held(dataset, text or "", title or "", license or "", state or "complete")
    return None


def read_graph(
    store: AnyStore,
    graph_type: type[AnyGraph],
    *,
    schema: Schema | None = None,
    dataset: str | None = None,
    part: Part | None = None,
    say: Say = lambda _: None,
) -> AnyGraph:
    """Return the graph that a dataset put into a store.

    The texts of documents are not in a store; where quotes stand in them is. What is derived from
    claims is derived anew.

    Args:
        store: The store.
        graph_type: The class to build: Graph, or one that can do more.
        schema: The dataset's schema; the one that the store keeps where None.
        dataset: The dataset's name; not needed where the store holds one.
        part: What of it is read; all where None.
        say: Told what is left out, a sentence each.

    Raises:
        StoreError: Where the store holds none of it, or what the schema does not know.
        UsageError: Where it is not clear which dataset is meant, or there is no schema.
    """
    name = dataset
    if name is None or not holds(store, name):
        there = datasets(store)
        if not there and isinstance(store, Neo4jStore) and schema is not None and name is None:
            return read_foreign(store.bolt, store.name, graph_type, schema, part or Part(), say)
        name = _chosen(store, there, name)
    kept = held(store, name)
    if kept is not None and kept.state != "complete":
        say(f"The last load of {name} into {store.name} did not end: it may lack some of it.")
    known = schema if schema is not None else _schema_of(store, name, kept)
    marked = name if isinstance(store, Neo4jStore) else None
    reading = _Reading(Contents(store.bolt, store.name, known, marked), store.name, known, say)
    nodes, claims = reading.take(part or Part())
    return graph_type(
        known,
        name,
        kept.title if kept is not None else "",
        license=kept.license if kept is not None else "",
        nodes=nodes,
        stated=restate(known, claims.stated, claims.properties, nodes.get(DOCUMENT)),
        properties=claims.properties,
        places=claims.places,
    )


def _chosen(store: AnyStore, there: list[str], dataset: str | None) -> str:
    if dataset is None and len(there) == 1:
        return there[0]
    if dataset is not None:
        message = f"{store.name} holds nothing of the dataset {dataset}."
        hint = f"It holds {', '.join(there)}." if there else "Load it first: graphkit load."
        raise StoreError(message, did_you_mean(dataset, there) if there else hint)
    if there:
        message = f"{store.name} holds {len(there)} datasets: {', '.join(there)}."
        raise UsageError(message, "Say which one is meant.")
    message = f"{store.name} holds nothing that graphkit loaded."
    raise StoreError(message, "Give a schema that fits it, or load a dataset: graphkit load.")


def _schema_of(store: AnyStore, dataset: str, kept: Held | None) -> Schema:
    if kept is None or not kept.schema_text:
        message = f"{store.name} does not keep the schema of {dataset}."
        raise UsageError(message, "Give it, or load the dataset again: graphkit load.")
    schema, problems = parse_schema(kept.schema_text)
    wrong = [problem for problem in problems if problem.is_error]
    if wrong:
        message = f"{store.name} keeps a schema of {dataset} that has errors: {wrong[0].message}"
        raise StoreError(message, "Give the schema, or load the dataset again: graphkit load.")
    return schema


class _Reading:
    """Takes the parts of a graph that belong together."""

    def __init__(self, contents: Contents, name: str, schema: Schema, say: Say) -> None:
        self._contents = contents
        self._name = name
        self._schema = schema
        self._say = say
        self._frames: dict[str, list[pl.DataFrame]] = {}

    def take(self, part: Part) -> tuple[dict[str, pl.DataFrame], Claims]:
        """Return the nodes by own type, and the claims, of a part of the graph."""
        part.filter.check_types(self._schema)
        counts = self._contents.node_counts()
        claims = self._claims(part)
        kinds = set(counts)
        if part.most is not None:
            kinds = set()
        elif part.filter.node_types:
            kinds &= self._schema.below(part.filter.node_types)
        for own in kinds:
            self._frames.setdefault(own, []).extend(self._contents.nodes(own))
        if kinds != set(counts):
            self._take_named(claims, part.filter)
        nodes = {
            name: pl.concat(self._frames[name]).unique("id").sort("id")
            for name in self._schema.nodes
            if name in self._frames
        }
        ids = pl.concat(
            [pl.Series("id", [], pl.String), *(frame["id"] for frame in nodes.values())]
        )
        return nodes, _consistent(claims, ids, self._lost)

    def _claims(self, part: Part) -> Claims:
        counts = self._contents.claim_counts()
        chosen = part.filter
        ends = chosen.node_types or None
        if part.most is not None:
            wanted = Chosen(chosen.edge_types or None, ends, most=part.most)
            claims = self._contents.claims(wanted)
            of = self._contents.count(wanted)
            if of > claims.stated.height:
                self._say(
                    f"Read {claims.stated.height:,} of {of:,} claims, each with its ends: what "
                    "contests or closes one may be missing."
                )
            return claims
        types = related(self._schema, chosen.edge_types) if chosen.edge_types else None
        claims = self._contents.claims(Chosen(types, ends, others=not part.is_whole))
        if part.is_whole and (lost := sum(counts.values()) - claims.stated.height) > 0:
            self._lost(lost)
        return claims

    def _lost(self, count: int) -> None:
        claims = "1 claim has" if count == 1 else f"{count:,} claims have"
        self._say(f"{claims} lost an end in {self._name}, and are left out.")

    def _take_named(self, claims: Claims, chosen: Filter) -> None:
        """Take the nodes that claims or a filter name, and the Documents that theirs report."""
        stated = claims.stated
        columns = [stated["source"], stated["target"], stated["document"]]
        named = [name for name in (chosen.according_to, chosen.reported_by) if name is not None]
        self._take_ids(
            [*columns, stated["claimed_by"].explode(), pl.Series(named, dtype=pl.String)]
        )
        documents = self._frames.get(DOCUMENT, [])
        self._take_ids([frame["reports"] for frame in documents])

    def _take_ids(self, columns: Iterable[pl.Series]) -> None:
        empty = pl.Series("id", [], pl.String)
        ids = pl.concat([empty, *(c.rename("id") for c in columns)]).drop_nulls().unique()
        for frames in self._frames.values():
            for frame in frames:
                ids = ids.filter(~ids.is_in(frame["id"].implode()))
        for own, frame in self._contents.named(ids.sort().to_list()):
            self._frames.setdefault(own, []).append(frame)


def related(schema: Schema, edge_types: Iterable[str]) -> tuple[str, ...]:
    """Return some edge types and those whose claims may contest or close claims of theirs.

    Example:
        >>> text = "{schema: s, version: 1.0.0, nodes: {A: {}}, edges: {"
        >>> ends = "source: [A], target: [A], temporal: state"
        >>> text += f"X: {{{ends}}}, Y: {{{ends}, closes: [X]}}, Z: {{{ends}}}}}}}"
        >>> related(parse_schema(text)[0], ["X"]), related(parse_schema(text)[0], ["Y"])
        (('X', 'Y'), ('Y',))
    """
    found = set(edge_types)
    while True:
        more = {
            name
            for name, edge in schema.edges.items()
            if not found.isdisjoint((*edge.contradicts, *edge.closes))
        }
        if more <= found:
            return tuple(name for name in schema.edges if name in found)
        found |= more


def _consistent(claims: Claims, nodes: pl.Series, lost: Callable[[int], None]) -> Claims:
    """Return claims without those that lack an end, which name only claims that are there."""
    known = nodes.implode()
    has_ends = claims.stated.select(
        pl.col("source").is_in(known) & pl.col("target").is_in(known)
    ).to_series()
    stated, properties = claims.stated, claims.properties
    if not has_ends.all():
        lost(int((~has_ends).sum()))
        properties = {
            name: frame.filter(has_ends.filter(stated["edge_type"] == name))
            for name, frame in properties.items()
        }
        stated = stated.filter(has_ends)
    named = pl.concat([stated[link].explode().drop_nulls() for link in CLAIM_LINKS])
    if named.is_in(stated["id"].implode()).all():
        return Claims(stated, properties, claims.places)
    there = pl.element().is_in(stated["id"].implode())
    lists = {name: pl.col(name).list.eval(pl.element().filter(there)) for name in CLAIM_LINKS}
    stated = stated.with_columns(**lists).with_columns(
        pl.when(pl.col(name).list.len() > 0).then(pl.col(name)) for name in CLAIM_LINKS
    )
    stated = stated.with_columns(
        contests_reason=pl.when(pl.col("contests").is_not_null()).then("contests_reason")
    )
    return Claims(stated, properties, claims.places)
