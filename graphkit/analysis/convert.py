"""A Graph as networkx graphs: one with everything, and two simple ones for measures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from graphkit.analysis.edges import arcs, edge_keys, pairs
from graphkit.graph.filters import NO_FILTER, Filter
from graphkit.graph.graph import Graph

if TYPE_CHECKING:
    import networkx as nx


def to_networkx(graph: Graph, filter: Filter = NO_FILTER) -> nx.MultiDiGraph:
    """Return the graph as a MultiDiGraph, with every attribute.

    Args:
        graph: The graph.
        filter: Which claims become edges; by default the projected ones. Under a filter of node
            types, only nodes of these types stand in the result; otherwise all, also those
            without edges.

    Returns:
        Nodes by id, with `type`, `labels`, `label` (the text to show; a declared property of
        that name stands instead) and their properties. Edges by the claim's id as key, from
        source to target as written, with `type`, the declared properties and every claim
        column. Values are native Python ones; what is absent, empty lists too, has no
        attribute (but `claimed_by` is always there). The graph itself has `name` and `title`.

    Example:
        >>> import graphkit as gk
        >>> graph = gk.build(gk.read("data"))
        >>> g = to_networkx(graph)
        >>> [edge["type"] for edge in g["albania"]["mek"].values() if edge["type"] == "HOSTS"]
        ['HOSTS']
    """
    import networkx as nx

    result = nx.MultiDiGraph(name=graph.name, title=graph.title)
    table = graph.node_table(filter)
    texts = dict(table.select("id", "label").iter_rows())
    for name in table["type"].unique(maintain_order=True):
        common = {"type": name, "labels": list(graph.schema.nodes[name].labels)}
        # Mappings, not keywords: a property may have the name of a parameter of networkx.
        result.add_nodes_from(
            (row["id"], common | {"label": texts[row["id"]]} | _present(row, ("id",)))
            for row in graph.nodes[name].iter_rows(named=True)
        )
    marks = graph.edges(filter).select("id", "holds", "hops")
    for name, claims in graph.claims.items():
        common = {"type": name, "temporal": graph.schema.edges[name].temporal}
        result.add_edges_from(
            (
                row["source"],
                row["target"],
                row["id"],
                common | _present(row, ("id", "source", "target")),
            )
            for row in claims.join(marks, on="id", maintain_order="left").iter_rows(named=True)
        )
    return result


def _present(row: dict[str, Any], without: tuple[str, ...]) -> dict[str, Any]:
    return {
        name: value
        for name, value in row.items()
        if value is not None and (value != [] or name == "claimed_by") and name not in without
    }


def undirected(graph: Graph, filter: Filter = NO_FILTER) -> nx.Graph:
    """Return the simple undirected graph that paths, betweenness and communities are taken of.

    Returns:
        The nodes that have an edge, in the order of their ids. An edge's `weight` is the number
        of distinct edges (edge_keys) between its nodes, whichever way they point.
    """
    import networkx as nx

    result = nx.Graph()
    _fill(result, pairs(edge_keys(graph, filter)))
    return result


def directed(graph: Graph, filter: Filter = NO_FILTER) -> nx.DiGraph:
    """Return the simple directed graph that PageRank is taken of.

    Returns:
        The nodes that have an edge, in the order of their ids. An edge's `weight` is the number
        of distinct edges (edge_keys) from source to target; symmetric ones count both ways.
    """
    import networkx as nx

    result = nx.DiGraph()
    _fill(result, arcs(edge_keys(graph, filter)))
    return result


def _fill(result: nx.Graph, edges: pl.DataFrame) -> None:
    first, second, _ = edges.columns
    result.add_nodes_from(pl.concat([edges[first], edges[second].rename(first)]).unique().sort())
    result.add_weighted_edges_from(edges.iter_rows())
