"""How two nodes are connected, with the claims along the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile
from typing import TYPE_CHECKING

import polars as pl

from graphkit.analysis.asof import AsOf, as_of, notes
from graphkit.analysis.convert import undirected
from graphkit.analysis.edges import projected
from graphkit.analysis.lines import ClaimLine, claim_lines
from graphkit.analysis.nodes import node_labels, require_node
from graphkit.analysis.table import Table
from graphkit.errors import UsageError
from graphkit.graph.filters import NO_FILTER, Filter
from graphkit.graph.graph import Graph

if TYPE_CHECKING:
    import networkx as nx

_Claims = dict[frozenset[str], tuple[ClaimLine, ...]]


@dataclass(frozen=True)
class Step:
    """One hop of a path.

    Attributes:
        source: The node it leaves, on the way.
        target: The node it reaches.
        claims: Every projected claim between the two, in the order of edge types and ids. A
            claim whose own source is `target` is read against its direction.
    """

    source: str
    target: str
    claims: tuple[ClaimLine, ...]


@dataclass(frozen=True)
class Path:
    """One way from a node to another that visits no node twice.

    Attributes:
        number: Its place, from 1: shorter ones first, then by ids.
        nodes: The ids on the way, both ends included.
        labels: Their labels.
        hops: How many steps it has.
        sentence: The way as a chain of sentences, one for each thing claimed between two nodes.
        steps: One for each hop.
    """

    number: int
    nodes: tuple[str, ...]
    labels: tuple[str, ...]
    hops: int
    sentence: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Paths:
    """The shortest paths between two nodes.

    Attributes:
        source: Id of the first node.
        target: Id of the last node.
        max_hops: How long a path was allowed to be.
        paths: Shortest first; empty where the nodes are not connected within `max_hops`.
        as_of: The day it stands on, with how sure its claims are; None for no day.
    """

    source: str
    target: str
    max_hops: int
    paths: tuple[Path, ...]
    as_of: AsOf | None

    def table(self) -> Table:
        """Return one row for each claim along a path."""
        found = len(self.paths)
        said = (
            f"{found} shortest {'path' if found == 1 else 'paths'}; edges are read both ways."
            if found
            else f"No path of at most {self.max_hops} hops."
        )
        return Table(
            f"Paths from {self.source} to {self.target}",
            ("path", "hop", "reached", "claim", "according_to", "time", "id", "quote"),
            tuple(
                (
                    path.number,
                    hop,
                    path.labels[hop],
                    claim.sentence,
                    claim.according_to,
                    claim.time,
                    claim.id,
                    claim.quote,
                )
                for path in self.paths
                for hop, step in enumerate(path.steps, 1)
                for claim in step.claims
            ),
            (said, *notes(self.as_of)),
        )


def paths(
    graph: Graph,
    source: str,
    target: str,
    filter: Filter = NO_FILTER,
    *,
    limit: int = 5,
    max_hops: int = 6,
) -> Paths:
    """Return the shortest paths between two nodes, edges read both ways.

    Args:
        graph: The graph.
        source: Id of the node to start from.
        target: Id of the node to reach.
        filter: Which claims count as edges.
        limit: How many paths to return, at most.
        max_hops: How many steps a path may have, at most.

    Raises:
        UsageError: A node is not in the graph, or both are the same.

    Example:
        >>> import graphkit as gk
        >>> graph = gk.build(gk.read("data"))
        >>> paths(graph, "saddam-hussein", "albania", limit=1).paths[0].nodes
        ('saddam-hussein', 'mek', 'albania')

    References:
        Yen, "Finding the K Shortest Loopless Paths in a Network", Management Science 17 (1971).
    """
    for node in (source, target):
        require_node(graph, node)
    if source == target:
        msg = f'A path needs two different nodes, and both are "{source}".'
        raise UsageError(msg)
    ways = sorted(
        _shortest(undirected(graph, filter), source, target, limit, max_hops),
        key=lambda way: (len(way), way),
    )
    texts = node_labels(graph)
    hops = {frozenset(hop) for way in ways for hop in pairwise(way)}
    claims = _claims_between(graph, filter, hops)
    found = (_path(number, way, texts, claims) for number, way in enumerate(ways, 1))
    return Paths(source, target, max_hops, tuple(found), as_of(graph, filter))


def _path(number: int, way: list[str], texts: dict[str, str], claims: _Claims) -> Path:
    steps = tuple(Step(a, b, claims[frozenset((a, b))]) for a, b in pairwise(way))
    sentences = (dict.fromkeys(claim.sentence for claim in step.claims) for step in steps)
    return Path(
        number,
        nodes=tuple(way),
        labels=tuple(texts[node] for node in way),
        hops=len(steps),
        sentence="; ".join(map(" / ".join, sentences)),
        steps=steps,
    )


def _shortest(
    ties: nx.Graph, source: str, target: str, limit: int, max_hops: int
) -> Iterator[list[str]]:
    import networkx as nx

    if source not in ties or target not in ties or not nx.has_path(ties, source, target):
        return iter(())
    shortest = islice(nx.shortest_simple_paths(ties, source, target), limit)
    return takewhile(lambda way: len(way) <= max_hops + 1, shortest)


def _claims_between(graph: Graph, filter: Filter, hops: set[frozenset[str]]) -> _Claims:
    if not hops:
        return {}
    ends = [sorted(hop) for hop in hops]
    wanted = pl.DataFrame(ends, schema={"a": pl.String, "b": pl.String}, orient="row")
    rows = (
        projected(graph, filter)
        .with_columns(
            a=pl.min_horizontal("source", "target"), b=pl.max_horizontal("source", "target")
        )
        .join(wanted, on=("a", "b"), how="semi")
        .sort("edge_type", "id")
    )
    found: _Claims = {}
    for line in claim_lines(graph, rows):
        hop = frozenset((line.source, line.target))
        found[hop] = (*found.get(hop, ()), line)
    return found
