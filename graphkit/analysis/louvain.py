"""The Louvain method, by networkx, or by NetworKit where the graph is large."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from graphkit.analysis.numbered import Numbered

Engine = Literal["networkx", "networkit"]

LARGE: Final = 5_000
"""Graphs of more nodes go to NetworKit where it is installed; smaller ones never need it."""

FASTER: Final = "pip install 'graphkit[fast]'"
"""What installs it."""


def is_large(nodes: int) -> bool:
    """Return whether a graph of so many nodes is better grouped by NetworKit."""
    return nodes > LARGE


def engine_for(nodes: int) -> Engine:
    """Return which library groups a graph of so many nodes, of those installed."""
    return "networkit" if is_large(nodes) and find_spec("networkit") else "networkx"


def louvain(ties: Numbered, seed: int) -> NDArray[np.int64]:
    """Return the number of each node's community.

    The same graph, seed and engine give the same communities.

    Args:
        ties: An undirected graph.
        seed: Sets the order in which nodes are visited.
    """
    by: dict[Engine, Callable[[Numbered, int], NDArray[np.int64]]] = {
        "networkx": by_networkx,
        "networkit": by_networkit,
    }
    return by[engine_for(len(ties.ids))](ties, seed)


def by_networkx(ties: Numbered, seed: int) -> NDArray[np.int64]:
    """Group with networkx; see `louvain`."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(range(len(ties.ids)))
    graph.add_weighted_edges_from(
        zip(ties.first.tolist(), ties.second.tolist(), ties.weight.tolist(), strict=True)
    )
    found = np.empty(len(ties.ids), dtype=np.int64)
    for number, group in enumerate(nx.community.louvain_communities(graph, seed=seed)):
        found[list(group)] = number
    return found


def by_networkit(ties: Numbered, seed: int) -> NDArray[np.int64]:
    """Group with NetworKit; see `louvain`."""
    import networkit as nk

    size = len(ties.ids)
    # NetworKit visits nodes by number and takes its seed for the whole process: shuffled numbers
    # are an order of our own.
    order = np.random.default_rng(seed).permutation(size)
    edges = (ties.weight, (order[ties.first], order[ties.second]))
    graph = nk.GraphFromCoo(edges, n=size, weighted=True)
    threads = nk.getMaxNumberOfThreads()
    # Several threads move nodes past each other, as it happens.
    nk.setNumberOfThreads(1)
    try:
        found = nk.community.PLM(graph, refine=True).run().getPartition().getVector()
    finally:
        nk.setNumberOfThreads(threads)
    return np.asarray(found, dtype=np.int64)[order]
