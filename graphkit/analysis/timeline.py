"""What is dated, in order."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from graphkit.analysis.lines import ClaimLine, claim_lines
from graphkit.analysis.nodes import require_node
from graphkit.analysis.table import Table
from graphkit.graph.filters import NO_FILTER, Filter
from graphkit.graph.graph import Graph
from graphkit.schema.names import BOUNDS


@dataclass(frozen=True)
class Timeline:
    """Dated claims in the order of their first day.

    Attributes:
        node: Id of the node they are about; None for all.
        claims: The dated claims.
        undated: How many claims give no day at all and so are left out.
    """

    node: str | None
    claims: tuple[ClaimLine, ...]
    undated: int

    def table(self) -> Table:
        """Return one row a claim."""
        about = "" if self.node is None else f" of {self.node}"
        columns = ("time", "claim", "according_to", "closed", "id", "quote")
        asked = any(claim.holds is not None for claim in self.claims)
        return Table(
            f"Timeline{about}",
            ("holds", *columns) if asked else columns,
            tuple(
                (
                    *((claim.holds,) if asked else ()),
                    claim.time,
                    claim.sentence,
                    claim.according_to,
                    None if claim.closed_by is None else claim.closed_on or "undated",
                    claim.id,
                    claim.quote,
                )
                for claim in self.claims
            ),
            (f"{len(self.claims)} dated; {self.undated} undated are not shown.",),
        )


def timeline(graph: Graph, filter: Filter = NO_FILTER, *, node: str | None = None) -> Timeline:
    """Return the dated claims in order.

    A claim stands at its earliest known day: where its start is open or unknown, that of its
    end. Each claim is one entry, also where several say the same.

    Args:
        graph: The graph.
        filter: Which claims are shown; those that deny or plan only where it asks for them.
        node: Id of a node, to see only claims that it is an end of.

    Raises:
        UsageError: There is no such node.

    Example:
        >>> import graphkit as gk
        >>> graph = gk.build(gk.read("data"))
        >>> timeline(graph, node="islamic-republic").claims[0].sentence
        'Iranian Revolution established Islamic Republic of Iran'
    """
    claims = graph.edges(filter)
    if node is not None:
        require_node(graph, node)
        claims = claims.filter((pl.col("source") == node) | (pl.col("target") == node))
    first = pl.coalesce(BOUNDS)
    dated = claims.filter(first.is_not_null()).sort(first, *BOUNDS[1:], "id", nulls_last=True)
    return Timeline(node, tuple(claim_lines(graph, dated)), claims.height - dated.height)
