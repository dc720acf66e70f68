"""Groups of nodes that are tied to each other more than to the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.analysis.asof import AsOf, as_of, notes
from graphkit.analysis.convert import undirected
from graphkit.analysis.nodes import node_labels
from graphkit.analysis.table import Table
from graphkit.graph.filters import NO_FILTER, Filter
from graphkit.graph.graph import Graph

if TYPE_CHECKING:
    import networkx as nx


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
        as_of: The day it stands on, with how sure its claims are; None for no day.
    """

    communities: tuple[Community, ...]
    modularity: float
    seed: int
    as_of: AsOf | None

    def table(self) -> Table:
        """Return one row a community."""
        return Table(
            "Communities",
            ("number", "name", "nodes", "inside", "outside", "members"),
            tuple(
                (c.number, c.name, len(c.members), c.inside, c.outside, ", ".join(c.labels))
                for c in self.communities
            ),
            (
                f"Modularity {self.modularity:.4f} (Louvain, seed {self.seed}). Communities are "
                "of edges, whatever they say: enemies stand together too.",
                *notes(self.as_of),
            ),
        )


def communities(graph: Graph, filter: Filter = NO_FILTER, *, seed: int = 0) -> Communities:
    """Group the nodes by the Louvain method.

    The graph is read undirected; a pair of nodes weighs as many as it has distinct edges. The
    same graph and seed give the same groups; another seed may give others that are as good.

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
    import networkx as nx

    ties = undirected(graph, filter)
    if not ties:
        return Communities((), 0.0, seed, as_of(graph, filter))
    ids = list(ties)
    # Numbers instead of ids: sets of text have another order in every process.
    numbered = nx.relabel_nodes(ties, {name: number for number, name in enumerate(ids)})
    found = nx.community.louvain_communities(numbered, weight="weight", seed=seed)
    modularity = float(nx.community.modularity(numbered, found, weight="weight"))
    groups = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))
    texts = node_labels(graph)
    return Communities(
        tuple(
            _community(number, [ids[node] for node in group], ties, texts)
            for number, group in enumerate(groups, 1)
        ),
        round(modularity, 12),
        seed,
        as_of(graph, filter),
    )


def _community(number: int, group: list[str], ties: nx.Graph, texts: dict[str, str]) -> Community:
    own = ties.subgraph(group)
    strength = dict(own.degree(weight="weight"))
    inside = int(own.size(weight="weight"))
    total = sum(weight for _, weight in ties.degree(group, weight="weight"))
    members = tuple(sorted(group, key=lambda node: (-strength[node], node)))
    labels = tuple(texts[node] for node in members)
    return Community(
        number, labels[0], members[0], members, labels, inside, int(total) - 2 * inside
    )
