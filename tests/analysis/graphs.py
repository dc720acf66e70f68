"""Graphs given by their edges alone, and in the forms of the libraries that are the oracles."""

from collections.abc import Iterable
from typing import Any

import networkit as nk
import networkx as nx
import numpy as np
import polars as pl

from graphkit.analysis.numbered import Numbered, numbered
from graphkit.graph.graph import Graph
from graphkit.schema.model import Schema

EdgeRow = tuple[str, str, str]


def tied(schema: Schema, edges: Iterable[EdgeRow]) -> Graph:
    """Build a graph of Body nodes from (type, source, target); each row is a claim of its own."""
    rows = list(edges)
    graph = Graph(schema)
    for node in sorted({node for _, *ends in rows for node in ends}):
        graph.add_node("Body", id=node, name=node.upper())
    for number, (edge_type, source, target) in enumerate(rows):
        graph.add_edge(edge_type, source, target, id=f"c{number}")
    return graph


def random_arcs(nodes: int, edges: int, seed: int) -> Numbered:
    """Return a directed graph with weights from 1 to 3; loops are among its edges."""
    draw = np.random.default_rng(seed)
    ends = draw.integers(0, nodes, (2, edges))
    chosen = pl.DataFrame({"source": ends[0], "target": ends[1]}).unique(maintain_order=True)
    weights = pl.Series(draw.integers(1, 4, chosen.height))
    named = chosen.select(pl.format("n{}", "source"), target=pl.format("n{}", "target"))
    return numbered(named.with_columns(weight=weights))


def random_ties(nodes: int, edges: int, seed: int) -> Numbered:
    """Return the undirected graph of the same edges."""
    arcs = random_arcs(nodes, edges, seed)
    pairs = pl.DataFrame(
        {
            "a": np.minimum(arcs.first, arcs.second),
            "b": np.maximum(arcs.first, arcs.second),
            "weight": arcs.weight,
        }
    ).unique(("a", "b"), maintain_order=True)
    return Numbered(arcs.ids, *(pairs[name].to_numpy() for name in pairs.columns))


def grouped_ties(groups: int, size: int, seed: int) -> Numbered:
    """Return an undirected graph in whose groups nodes have seven of ten edges."""
    draw = np.random.default_rng(seed)
    nodes = groups * size
    first = draw.integers(0, nodes, 5 * nodes)
    near = first // size * size + draw.integers(0, size, len(first))
    second = np.where(draw.random(len(first)) < 0.7, near, draw.integers(0, nodes, len(first)))
    ends = np.unique(np.sort([first, second], axis=0), axis=1)
    ids = pl.Series("id", [f"n{number:06}" for number in range(nodes)])
    return Numbered(ids, ends[0], ends[1], np.ones(ends.shape[1]))


def as_networkx(graph: Numbered, kind: type[nx.Graph]) -> nx.Graph:
    """Return the graph as networkx has it, with numbers for nodes."""
    result = kind()
    result.add_nodes_from(range(len(graph.ids)))
    rows = zip(graph.first.tolist(), graph.second.tolist(), graph.weight.tolist(), strict=True)
    result.add_weighted_edges_from(rows)
    return result


def as_networkit(graph: Numbered, *, directed: bool) -> Any:
    """Return the graph as NetworKit has it, edge by edge."""
    result = nk.Graph(len(graph.ids), weighted=True, directed=directed)
    for first, second, weight in zip(graph.first, graph.second, graph.weight, strict=True):
        result.addEdge(first, second, weight)
    return result
