"""What of a graph a page shows: which claims are drawn, which nodes, which claims stand beside."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from graphkit.errors import UsageError, did_you_mean
from graphkit.graph.filters import Filter
from graphkit.graph.graph import Graph
from graphkit.schema.names import DOCUMENT


@dataclass(frozen=True)
class Selection:
    """What is shown.

    Attributes:
        nodes: `id`, `type` and `label` of the nodes, in the graph's order.
        drawn: The claims that become edges, as `Graph.edges` gives them.
        beside: The other claims between shown nodes, and those that a shown claim refers to, as
            `Graph.claim_table` gives them: a card shows them, the drawing does not.
    """

    nodes: pl.DataFrame
    drawn: pl.DataFrame
    beside: pl.DataFrame


def select(
    graph: Graph,
    chosen: Filter,
    focus: str | None = None,
    hops: int = 1,
    only: frozenset[str] | None = None,
) -> Selection:
    """Choose what a page shows.

    All nodes are shown where every projected claim is; where a filter or a focus leaves claims
    out, so are the nodes that have no edge left. Documents are shown where an edge ends in them:
    as sources they are listed at the foot of the page.

    Args:
        graph: The graph.
        chosen: Which claims become edges.
        focus: The id of a node; then only nodes within `hops` edges of it are shown.
        hops: How far from the focus, in edges, whatever their direction.
        only: The ids of the nodes and claims to show; all where None. Where no claim is among
            them, all between the nodes are shown.

    Raises:
        UsageError: Where there is no such node, or the filter names what is not there.
    """
    table = graph.node_table()
    drawn = graph.edges(chosen)
    if only is not None:
        drawn = _among(drawn, only)
    if focus is not None:
        if focus not in table["id"]:
            message = f'There is no node "{focus}".'
            raise UsageError(message, did_you_mean(focus, table["id"].to_list()))
        near = _near(drawn, focus, hops)
        drawn = drawn.filter(pl.col("source").is_in(near), pl.col("target").is_in(near))
        nodes = table.filter(pl.col("id").is_in(near))
    else:
        ends = pl.concat([drawn["source"], drawn["target"]]).unique().implode()
        linked = pl.col("id").is_in(ends)
        asked_for = pl.col("id").is_in(list(only or ()))
        everything = chosen.is_empty and only is None
        shown = linked | (pl.col("type") != DOCUMENT) if everything else linked | asked_for
        nodes = table.filter(shown)
    ids = nodes["id"].implode()
    rest = graph.claim_table().filter(~pl.col("id").is_in(drawn["id"].implode()))
    inside = pl.col("source").is_in(ids) & pl.col("target").is_in(ids)
    shown_claims = pl.concat([drawn["id"], rest.filter(inside)["id"]]).implode()
    referred = graph.claim_edges.filter(
        pl.col("source").is_in(shown_claims) | pl.col("target").is_in(shown_claims)
    )
    named = pl.concat([referred["source"], referred["target"]]).unique().implode()
    return Selection(nodes, drawn, rest.filter(inside | pl.col("id").is_in(named)))


def _among(drawn: pl.DataFrame, only: frozenset[str]) -> pl.DataFrame:
    """The claims that are named; where none is, those between named nodes."""
    ids = pl.Series(sorted(only), dtype=pl.String).implode()
    claims = drawn.filter(pl.col("id").is_in(ids))
    if claims.height:
        return claims
    return drawn.filter(pl.col("source").is_in(ids), pl.col("target").is_in(ids))


def _near(drawn: pl.DataFrame, focus: str, hops: int) -> list[str]:
    """The ids within so many edges of the focus, itself included."""
    reached = {focus}
    for _ in range(hops):
        front = pl.Series(list(reached), dtype=pl.String).implode()
        touching = drawn.filter(pl.col("source").is_in(front) | pl.col("target").is_in(front))
        more = reached.union(touching["source"].to_list(), touching["target"].to_list())
        if len(more) == len(reached):
            break
        reached = more
    return sorted(reached)
