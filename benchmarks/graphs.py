"""Measures of a random graph, beside networkx: from the frame of edges to the frame of results.

Both start from the same frame of ids and weights. networkx has to build its graph of it, as
`graphkit.analysis.convert` does, which is part of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from random import Random

import networkx as nx
import numpy as np
import polars as pl

from benchmarks import generate
from benchmarks.table import Line
from benchmarks.timing import timed
from graphkit.analysis.betweenness import betweenness
from graphkit.analysis.louvain import by_networkit
from graphkit.analysis.numbered import numbered
from graphkit.analysis.pagerank import DAMPING, TOLERANCE, pagerank

RUNS = 3
SEED = 0
PIVOTS = 100


def lines(scale: float = 1) -> Iterator[Line]:
    """Measure; a scale below 1 makes the graph smaller."""
    nodes, edges = int(100_000 * scale), int(500_000 * scale)
    frame = generate.pairs(nodes, edges)
    size = f"of {nodes:,} nodes and {edges:,} edges"
    # Imported before the clock starts, as networkx is.
    import_module("networkit")

    yield _pagerank(generate.arcs(nodes, edges), size)
    yield _betweenness(frame, size, min(PIVOTS, nodes // 2))
    # Communities of a hundred, as people have them: networkx needs more than twenty minutes for
    # the looser ones of the graph above.
    yield _louvain(generate.pairs(nodes, edges, groups=max(1, nodes // 100)), size)


def _pagerank(frame: pl.DataFrame, size: str) -> Line:
    def ours() -> pl.DataFrame:
        graph = numbered(frame)
        return graph.frame(score=pagerank(graph))

    def theirs() -> pl.DataFrame:
        graph = _networkx(frame, nx.DiGraph)
        tol = TOLERANCE / len(graph)
        return _scores(nx.pagerank(graph, alpha=DAMPING, tol=tol, max_iter=10_000))

    return _scored(f"PageRank {size}", ours, theirs, "≥ 4 times as fast")


def _betweenness(frame: pl.DataFrame, size: str, pivots: int) -> Line:
    def ours() -> pl.DataFrame:
        graph = numbered(frame)
        chosen = Random(SEED).sample(range(len(graph.ids)), pivots)
        return graph.frame(score=betweenness(graph, chosen))

    def theirs() -> pl.DataFrame:
        return _scores(nx.betweenness_centrality(_networkx(frame, nx.Graph), k=pivots, seed=SEED))

    what = f"betweenness {size}, {pivots} pivots"
    return _scored(what, ours, theirs, "≥ 12 times as fast")


def _louvain(frame: pl.DataFrame, size: str) -> Line:
    def ours() -> pl.DataFrame:
        graph = numbered(frame)
        return graph.frame(community=by_networkit(graph, SEED))

    def theirs() -> pl.DataFrame:
        found = nx.community.louvain_communities(_networkx(frame, nx.Graph), seed=SEED)
        rows = [(node, number) for number, group in enumerate(found) for node in group]
        return pl.DataFrame(rows, schema=["id", "community"], orient="row")

    graph = _networkx(frame, nx.Graph)
    fast, ours_found = timed(ours, RUNS)
    slow, theirs_found = timed(theirs)
    reached = [_modularity(graph, found) for found in (ours_found, theirs_found)]
    return Line(
        f"communities (Louvain) {size}",
        f"NetworKit: {fast:.2f} s, modularity {reached[0]:.4f}",
        f"networkx: {slow:.1f} s, modularity {reached[1]:.4f}",
        f"{slow / fast:.1f} times as fast, modularity {reached[0] / reached[1] - 1:+.1%}",
        "≥ 20 times as fast, modularity within 2 %",
        "python -m benchmarks measures",
    )


def _scored(
    what: str, ours: Callable[[], pl.DataFrame], theirs: Callable[[], pl.DataFrame], wanted: str
) -> Line:
    fast, found = timed(ours, RUNS)
    slow, expected = timed(theirs)
    both = found.join(expected, on="id", suffix="_expected", validate="1:1")
    apart = float(np.abs((both["score"] - both["score_expected"]).to_numpy()).max())
    if both.height != expected.height or not apart <= 1e-6:
        message = f"{what}: results differ by {apart}."
        raise AssertionError(message)
    return Line(
        what,
        f"{fast:.2f} s",
        f"networkx: {slow:.1f} s",
        f"{slow / fast:.1f} times as fast, results within {apart:.0e}",
        wanted,
        "python -m benchmarks measures",
    )


def _networkx(frame: pl.DataFrame, kind: type[nx.Graph]) -> nx.Graph:
    graph = kind()
    first, second, _ = frame.columns
    graph.add_nodes_from(pl.concat([frame[first], frame[second].alias(first)]).unique().sort())
    graph.add_weighted_edges_from(frame.iter_rows())
    return graph


def _scores(scores: dict[str, float]) -> pl.DataFrame:
    return pl.DataFrame({"id": list(scores), "score": list(scores.values())})


def _modularity(graph: nx.Graph, found: pl.DataFrame) -> float:
    groups = [set(members) for members in found.group_by("community").agg("id")["id"]]
    return float(nx.community.modularity(graph, groups))
