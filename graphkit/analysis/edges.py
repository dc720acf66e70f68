"""What measures count: the distinct edges of a graph under a filter."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from graphkit.graph.filters import NO_FILTER, Filter
from graphkit.graph.graph import Graph
from graphkit.schema.names import POLARITIES, REALIZATIONS


def listed(graph: Graph, filter: Filter = NO_FILTER) -> pl.DataFrame:
    """Return the claims a filter keeps, denied and planned ones too where it names no others.

    Without a filter these are all claims there are, also deprecated and retracted ones.
    """
    if filter.is_empty:
        return graph.claim_table().with_columns(holds=pl.lit(None, dtype=pl.String))
    polarity = filter.polarity or POLARITIES
    realization = filter.realization or REALIZATIONS
    return graph.edges(replace(filter, polarity=polarity, realization=realization))


def projected(graph: Graph, filter: Filter = NO_FILTER) -> pl.DataFrame:
    """Return the claims that measures count: those the filter keeps that say something is so.

    A filter may ask for claims that deny, plan or promise; they are shown where claims are
    listed, and never measured.
    """
    is_so = (pl.col("polarity") == "positive") & (pl.col("realization") == "actual")
    return graph.edges(filter).filter(is_so)


def edge_keys(graph: Graph, filter: Filter = NO_FILTER) -> pl.DataFrame:
    """Return each distinct edge once, however many claims speak for it.

    Returns:
        The columns `edge_key`, `edge_type`, `source`, `target` and `symmetric`, sorted by the
        first. The ends of a symmetric edge are in sorted order.
    """
    symmetric = [name for name, edge in graph.schema.edges.items() if edge.symmetric]
    low = pl.min_horizontal("source", "target")
    high = pl.max_horizontal("source", "target")
    return (
        projected(graph, filter)
        .select("edge_key", "edge_type", "source", "target")
        .with_columns(symmetric=pl.col("edge_type").is_in(symmetric))
        .with_columns(
            source=pl.when("symmetric").then(low).otherwise("source"),
            target=pl.when("symmetric").then(high).otherwise("target"),
        )
        .unique("edge_key")
        .sort("edge_key")
    )


def pairs(keys: pl.DataFrame) -> pl.DataFrame:
    """Return each pair of nodes that edges join, whichever way they point.

    Args:
        keys: What `edge_keys` returns.

    Returns:
        The columns `a` and `b`, node ids with `a <= b`, and `weight`, the number of distinct
        edges between them; sorted by `a` and `b`.
    """
    low = pl.min_horizontal("source", "target")
    high = pl.max_horizontal("source", "target")
    return keys.group_by(low.alias("a"), high.alias("b")).agg(weight=pl.len()).sort("a", "b")


def arcs(keys: pl.DataFrame) -> pl.DataFrame:
    """Return each ordered pair of nodes that edges lead along; symmetric edges lead both ways.

    Args:
        keys: What `edge_keys` returns.

    Returns:
        The columns `source`, `target` and `weight`, the number of distinct edges from one to the
        other; sorted by `source` and `target`.
    """
    back = keys.filter(pl.col("symmetric") & (pl.col("source") != pl.col("target"))).select(
        source="target", target="source"
    )
    return (
        pl.concat([keys.select("source", "target"), back])
        .group_by("source", "target")
        .agg(weight=pl.len())
        .sort("source", "target")
    )
