"""Groups of nodes that are tied to each other more than to the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphkit.analysis.asof import AsOf, as_of, notes
from graphkit.analysis.edges import edge_keys, pairs
from graphkit.analysis.louvain import FASTER, Engine, engine_for, is_large, louvain
from graphkit.analysis.nodes import node_labels
from graphkit.analysis.numbered import Numbered, numbered
from graphkit.analysis.table import Table
from graphkit.graph.filters import NO_FILTER, Filter
from graphkit.graph.graph import Graph


@dataclass(frozen=True)
class Community:
    """One group of nodes.

    Attributes:
        number: Its place by size, from 1.
        name: The label of its most central node.
        central: The id of that node: the one with most distinct edges to other members.
        members: The ids of its nodes, the most central first.
        labels: Their labels, in the same order.
        inside: The distinct edges between members.
        outside: The distinct edges from a member to a node of another community.
    """

    number: int
    name: str
    central: str
    members: tuple[str, ...]
    labels: tuple[str, ...]
    inside: int
    outside: int


@dataclass(frozen=True)
class Communities:
    """The communities of a graph, largest first.

    Attributes:
        communities: Every node that has an edge is in exactly one.
        modularity: How much more edges fall inside than by chance, -0.5 to 1; 0 without edges.
        seed: The seed of the order in which nodes were visited.
        engine: The library that found them, `networkx` or `networkit`.
        as_of: The day it stands on, with how sure its claims are; None for no day.
    """

    communities: tuple[Community, ...]
    modularity: float
    seed: int
    engine: Engine
    as_of: AsOf | None

    @property
    def advice(self) -> str | None:
        """What would find communities of this graph faster; None where nothing would."""
        nodes = sum(len(group.members) for group in self.communities)
        if self.engine == "networkx" and is_large(nodes):
            return f"Of {nodes:,} nodes, NetworKit finds communities many times faster: {FASTER}"
        return None

    def table(self) -> Table:
        """Return one row a community."""
        by = "" if self.engine == "networkx" else "by NetworKit, "
        return Table(
            "Communities",
            ("number", "name", "nodes", "inside", "outside", "members"),
            tuple(
                (c.number, c.name, len(c.members), c.inside, c.outside, ", ".join(c.labels))
                for c in self.communities
            ),
            (
                f"Modularity {self.modularity:.4f} (Louvain, {by}seed {self.seed}). Communities "
                "are of edges, whatever they say: enemies stand together too.",
                *notes(self.as_of),
            ),
        )


def communities(graph: Graph, filter: Filter = NO_FILTER, *, seed: int = 0) -> Communities:
    """Group the nodes by the Louvain method.

    The graph is read undirected; a pair of nodes weighs as many as it has distinct edges. The
    same graph and seed give the same groups; another seed may give others that are as good.
    Graphs of more than 5,000 nodes are grouped by NetworKit where it is installed, else by
    networkx, which may find other groups; `engine` names it, and `advice` what would be faster.

    Args:
        graph: The graph.
        filter: Which claims count as edges.
        seed: Sets the order in which nodes are visited.

    Example:
        >>> import graphkit as gk
        >>> graph = gk.build(gk.read("data"))
        >>> communities(graph).communities[0].central
        'mek'

    References:
        Blondel, Guillaume, Lambiotte, Lefebvre, "Fast unfolding of communities in large
        networks", Journal of Statistical Mechanics (2008). Modularity: Newman and Girvan,
        Physical Review E 69 (2004).
    """
    ties = numbered(pairs(edge_keys(graph, filter)))
    engine = engine_for(len(ties.ids))
    if ties.ids.is_empty():
        return Communities((), 0.0, seed, engine, as_of(graph, filter))
    found = louvain(ties, seed)
    groups, modularity = _grouped(ties, found, node_labels(graph))
    return Communities(groups, modularity, seed, engine, as_of(graph, filter))


def _grouped(
    ties: Numbered, found: NDArray[np.int64], texts: Mapping[str, str]
) -> tuple[tuple[Community, ...], float]:
    """Return the communities, largest first, and their modularity."""
    _, least, community, sizes = np.unique(
        found, return_index=True, return_inverse=True, return_counts=True
    )
    first, second, weight = community[ties.first], community[ties.second], ties.weight
    same = first == second
    inside = np.bincount(first[same], weight[same], len(sizes))
    ends = np.bincount(first, weight, len(sizes)) + np.bincount(second, weight, len(sizes))
    total = weight.sum()
    modularity = (inside / total - (ends / (2 * total)) ** 2).sum()

    strength = np.zeros(len(found))
    for side in (ties.first, ties.second):
        strength += np.bincount(side[same], weight[same], len(found))
    # By size, then by the first of the ids: nodes are numbered in the order of their ids.
    ranked = np.lexsort((least, -sizes))
    rank = np.argsort(ranked)
    ids = ties.ids.gather(np.lexsort((-strength, rank[community]))).to_list()
    stops = np.cumsum(sizes[ranked]).tolist()
    return tuple(
        _community(number, tuple(ids[start:stop]), texts, int(inside[c]), int(ends[c]))
        for number, (c, start, stop) in enumerate(
            zip(ranked.tolist(), [0, *stops], stops, strict=False), 1
        )
    ), round(float(modularity), 12)


def _community(
    number: int, members: tuple[str, ...], texts: Mapping[str, str], inside: int, ends: int
) -> Community:
    labels = tuple(texts[node] for node in members)
    return Community(number, labels[0], members[0], members, labels, inside, ends - 2 * inside)
