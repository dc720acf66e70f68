"""What of a graph is exported as a dataset: what was stated, so that the rest follows again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from graphkit.graph.filters import Filter
from graphkit.graph.frames import CLAIM_DTYPES, TEXTS, property_dtypes, stated_dtypes
from graphkit.graph.graph import Graph
from graphkit.schema.names import CLAIM_LINKS, DOCUMENT


@dataclass(frozen=True)
class Selection:
    """The parts of a graph that a dataset is made of.

    Attributes:
        nodes: Nodes by own type; Documents that have a text too.
        claims: Claims by edge type: `id` where one was given, the ends, the declared properties
            and the claim columns, as stated.
        documents: The documents that have a text.
    """

    nodes: Mapping[str, pl.DataFrame]
    claims: Mapping[str, pl.DataFrame]
    documents: pl.DataFrame

    @property
    def node_count(self) -> int:
        """How many nodes there are."""
        return sum(frame.height for frame in self.nodes.values())

    @property
    def claim_count(self) -> int:
        """How many claims there are."""
        return sum(frame.height for frame in self.claims.values())


def select(graph: Graph, chosen: Filter) -> Selection:
    """Return what a filter keeps of a graph, such that nothing in it refers to what is not there.

    Without a filter that is everything. With one, a claim no longer names those claims that are
    left out, and what a claim names is kept whatever its type: speakers, and documents with the
    one that they report.

    Raises:
        UsageError: Where the filter names a type or a speaker that is not there.
    """
    chosen.check_types(graph.schema)
    claims = _claims(graph, chosen)
    nodes = dict(graph.nodes)
    if chosen.node_types:
        nodes = _nodes(graph, chosen, claims)
    texts = graph.documents.clear()
    if DOCUMENT in nodes:
        texts = graph.documents.filter(pl.col("id").is_in(nodes[DOCUMENT]["id"].implode()))
    return Selection(nodes, claims, texts)


def kept(graph: Graph, chosen: Filter) -> Graph:
    """Return a graph of what a filter keeps, as `select` does; the graph itself without one.

    Raises:
        UsageError: Where the filter names a type or a speaker that is not there.
    """
    chosen.check_types(graph.schema)
    if chosen.is_empty and not chosen.node_types:
        return graph
    part = select(graph, chosen)
    empty = pl.DataFrame(schema=stated_dtypes())
    stated = [
        frame.select(pl.lit(name).alias("edge_type"), pl.all()).select(empty.columns)
        for name, frame in part.claims.items()
    ]
    properties = {
        name: frame.select(list(dtypes))
        for name, frame in part.claims.items()
        if (dtypes := property_dtypes(graph.schema.edges[name]))
    }
    return Graph(
        graph.schema,
        graph.name,
        graph.title,
        license=graph.license,
        nodes=part.nodes,
        stated=pl.concat([empty, *stated]),
        properties=properties,
        documents=part.documents,
    )


def _claims(graph: Graph, chosen: Filter) -> dict[str, pl.DataFrame]:
    stated = graph.stated.with_columns(_kept=pl.lit(True))
    if not chosen.is_empty:
        kept = graph.claim_table()["id"].is_in(graph.edges(chosen)["id"].implode())
        there = stated.filter(kept)["id"].drop_nulls().to_list()
        named = pl.element().filter(pl.element().is_in(there))
        stated = stated.with_columns(
            *(pl.col(name).list.eval(named) for name in CLAIM_LINKS), _kept=kept
        )
    lists = [name for name, dtype in CLAIM_DTYPES.items() if dtype == TEXTS]
    # an empty list says no more than none at all
    stated = stated.with_columns(
        pl.when(pl.col(name).list.len() > 0).then(pl.col(name)) for name in lists
    ).with_columns(
        contests_reason=pl.when(pl.col("contests").is_not_null()).then("contests_reason")
    )
    whole = stated.partition_by("edge_type", as_dict=True)
    claims = {}
    for name in graph.schema.edges:
        if (name,) not in whole:
            continue
        rows = whole[(name,)]
        if name in graph.properties:
            rows = rows.hstack(graph.properties[name])
        front = ("id", "source", "target", *graph.schema.edges[name].properties)
        rows = rows.filter("_kept").select(*front, *CLAIM_DTYPES)
        if not rows.is_empty():
            claims[name] = rows
    return claims


def _nodes(
    graph: Graph, chosen: Filter, claims: Mapping[str, pl.DataFrame]
) -> dict[str, pl.DataFrame]:
    """Return the nodes of the chosen types, and those that the claims name."""
    named = [pl.Series("id", [], pl.String)]
    for rows in claims.values():
        named += [rows["claimed_by"].explode(), rows["document"]]
    ids = pl.concat([column.rename("id") for column in named]).unique()
    if DOCUMENT in graph.nodes:
        told = graph.nodes[DOCUMENT].filter(pl.col("id").is_in(ids.implode()))
        ids = pl.concat([ids, told["reports"].rename("id")])
    own = graph.schema.below(chosen.node_types)
    nodes = {
        name: frame if name in own else frame.filter(pl.col("id").is_in(ids.implode()))
        for name, frame in graph.nodes.items()
    }
    return {name: frame for name, frame in nodes.items() if not frame.is_empty()}
