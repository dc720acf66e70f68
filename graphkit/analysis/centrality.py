"""Who stands in the middle: degree, PageRank and betweenness on distinct edges."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final, Literal

import polars as pl

from graphkit.analysis.asof import AsOf, as_of, notes
from graphkit.analysis.betweenness import betweenness
from graphkit.analysis.edges import arcs, edge_keys, pairs
from graphkit.analysis.numbered import numbered
from graphkit.analysis.pagerank import pagerank
from graphkit.analysis.table import Table
from graphkit.errors import UsageError, did_you_mean
from graphkit.graph.filters import NO_FILTER, Filter
from graphkit.graph.graph import Graph

Measure = Literal["degree", "pagerank", "betweenness"]
MEASURES: Final = ("degree", "pagerank", "betweenness")

EXACT_UP_TO: Final = 1_000
"""Up to this many nodes, betweenness is taken over all of them."""

PIVOTS: Final = 100
"""Beyond, it is estimated from the shortest paths of this many nodes."""


@dataclass(frozen=True)
class NodeRank:
    """One node's measures.

    Attributes:
        rank: Its place by the measure asked for, from 1.
        id: The node's id.
        label: The text to show for it.
        type: Its type.
        degree: The distinct edges (edge_keys) it is an end of.
        pagerank: Its share of a walk along the edges; all nodes together have 1.
        betweenness: The share of shortest paths between two others that lead through it, 0 to 1.
    """

    rank: int
    id: str
    label: str
    type: str
    degree: int
    pagerank: float
    betweenness: float


@dataclass(frozen=True)
class Centrality:
    """The nodes in the order of one measure.

    Attributes:
        by: The measure they are ordered by; ties in the order of ids.
        nodes: As many of them as were asked for.
        measured: How many nodes have an edge, and so were measured.
        pivots: From how many nodes betweenness was estimated; None where it is exact.
        as_of: The day it stands on, with how sure its claims are; None for no day.
    """

    by: Measure
    nodes: tuple[NodeRank, ...]
    measured: int
    pivots: int | None
    as_of: AsOf | None

    def table(self) -> Table:
        """Return one row a node."""
        said = [
            f"{len(self.nodes)} of {self.measured} nodes that have an edge. Several claims of "
            "one edge count once."
        ]
        if self.pivots is not None:
            said.append(f"Betweenness is estimated from {self.pivots} of the nodes.")
        return Table(
            f"Central nodes by {self.by}",
            ("rank", "id", "label", "type", "degree", "pagerank", "betweenness"),
            tuple(
                (n.rank, n.id, n.label, n.type, n.degree, n.pagerank, n.betweenness)
                for n in self.nodes
            ),
            (*said, *notes(self.as_of)),
        )


def central(
    graph: Graph,
    filter: Filter = NO_FILTER,
    *,
    by: Measure = "degree",
    limit: int = 20,
    seed: int = 0,
) -> Centrality:
    """Rank the nodes by how central they are.

    All three measures go by distinct edges, never by the number of claims, and only nodes with
    an edge take part. Degree and betweenness read edges both ways; PageRank follows them from
    source to target, symmetric ones both ways. Numbers are rounded to 12 digits, so that equal
    nodes tie.

    Args:
        graph: The graph.
        filter: Which claims count as edges.
        by: The measure to order by.
        limit: How many nodes to return, at most.
        seed: Chooses the pivots of betweenness in graphs of more than `EXACT_UP_TO` nodes.

    Raises:
        UsageError: There is no measure of that name.

    Example:
        >>> import graphkit as gk
        >>> graph = gk.build(gk.read("data"))
        >>> central(graph, by="betweenness").nodes[0].label
        'Mojahedin-e Khalq'

    References:
        PageRank: Page, Brin, Motwani, Winograd, "The PageRank Citation Ranking" (1999), damping
        0.85. Betweenness: Freeman, Sociometry 40 (1977), by the algorithm of Brandes, Journal of
        Mathematical Sociology 25 (2001), estimated as in Brandes and Pich (2007).
    """
    if by not in MEASURES:
        msg = f'There is no measure "{by}".'
        raise UsageError(msg, did_you_mean(by, MEASURES))
    keys = edge_keys(graph, filter)
    ranks, pivots = _betweenness(keys, seed)
    measured = (
        graph.node_table()
        .select("id", "label", "type")
        .join(_degree(keys), on="id")
        .join(_pagerank(keys), on="id")
        .join(ranks, on="id")
        .sort(pl.col(by), "id", descending=[True, False])
    )
    rows = measured.head(limit).with_row_index("rank", offset=1).iter_rows(named=True)
    return Centrality(
        by,
        tuple(NodeRank(**row) for row in rows),
        measured.height,
        pivots,
        as_of(graph, filter),
    )


def _degree(keys: pl.DataFrame) -> pl.DataFrame:
    ends = pl.concat(
        [keys.select("edge_key", id="source"), keys.select("edge_key", id="target")]
    ).unique()
    return ends.group_by("id").agg(degree=pl.len())


def _pagerank(keys: pl.DataFrame) -> pl.DataFrame:
    ties = numbered(arcs(keys))
    return ties.frame(pagerank=pagerank(ties)).with_columns(pl.col("pagerank").round(12))


def _betweenness(keys: pl.DataFrame, seed: int) -> tuple[pl.DataFrame, int | None]:
    ties = numbered(pairs(keys))
    size = len(ties.ids)
    # These are the nodes that networkx takes for the same seed.
    pivots = None if size <= EXACT_UP_TO else Random(seed).sample(range(size), PIVOTS)
    ranks = ties.frame(betweenness=betweenness(ties, pivots))
    taken = None if pivots is None else len(pivots)
    return ranks.with_columns(pl.col("betweenness").round(12)), taken
