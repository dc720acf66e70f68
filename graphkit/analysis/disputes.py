"""What is disputed, side by side."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from graphkit.analysis.edges import listed
from graphkit.analysis.lines import ClaimLine, claim_lines
from graphkit.analysis.table import Table
from graphkit.graph.filters import NO_FILTER, Filter
from graphkit.graph.graph import Graph


@dataclass(frozen=True)
class Dispute:
    """Two claims that cannot both be so, or of which one says that the other is not.

    Attributes:
        claim: Where the dispute is stated, the claim that contests; else the first by id.
        against: The other one.
        basis: `stated` where the data says so, `found` where it follows from type, ends,
            polarity and time.
        certainty: For found ones, `sure`, or `possible` where a time is not known.
        reason: Why, as the data gives it or as it was found.
    """

    claim: ClaimLine
    against: ClaimLine
    basis: str
    certainty: str | None
    reason: str | None


@dataclass(frozen=True)
class Disputes:
    """The disputes of a graph, stated ones first.

    Attributes:
        disputes: Each pair of claims once; one that is both stated and found is stated.
    """

    disputes: tuple[Dispute, ...]

    def table(self) -> Table:
        """Return two rows for each dispute, one for either side."""
        rows = [
            (
                number,
                dispute.basis,
                dispute.certainty,
                side.sentence,
                side.according_to,
                side.time,
                side.id,
                side.quote,
                dispute.reason if side is dispute.claim else None,
            )
            for number, dispute in enumerate(self.disputes, 1)
            for side in (dispute.claim, dispute.against)
        ]
        return Table(
            "Disputes",
            (
                "dispute",
                "basis",
                "certainty",
                "claim",
                "according_to",
                "time",
                "id",
                "quote",
                "reason",
            ),
            tuple(rows),
            ("Each dispute is two rows; neither side is taken to be right.",),
        )


def disputes(graph: Graph, filter: Filter = NO_FILTER) -> Disputes:
    """Return the claims that contest each other, in pairs.

    Args:
        graph: The graph.
        filter: Which claims count, denials and plans too where it names no polarity and
            realization; a dispute is shown where it keeps either side.

    Example:
        >>> import graphkit as gk
        >>> graph = gk.build(gk.read("data"))
        >>> dispute = disputes(graph).disputes[0]
        >>> dispute.basis, dispute.claim.according_to, dispute.against.according_to
        ('stated', 'Albanian State Police', 'Mojahedin-e Khalq')
    """
    pairs = _pairs(graph.claim_edges.filter(pl.col("type") == "CONTESTS"))
    if not filter.is_empty:
        kept = listed(graph, filter)["id"].implode()
        pairs = pairs.filter(pl.col("source").is_in(kept) | pl.col("target").is_in(kept))
    sides = pl.concat([pairs["source"], pairs["target"]]).implode()
    rows = graph.claim_table().filter(pl.col("id").is_in(sides))
    lines = {line.id: line for line in claim_lines(graph, rows)}
    return Disputes(
        tuple(
            Dispute(lines[source], lines[target], basis, certainty, reason)
            for source, target, basis, certainty, reason in pairs.iter_rows()
        )
    )


def _pairs(contests: pl.DataFrame) -> pl.DataFrame:
    """Return source, target, basis, certainty and reason of each dispute, stated ones first.

    Found ones stand in both directions; one is kept, and none where the same is stated.
    """
    both = contests.with_columns(
        a=pl.min_horizontal("source", "target"), b=pl.max_horizontal("source", "target")
    )
    stated = both.filter(pl.col("basis") == "stated").sort("source", "target")
    found = (
        both.filter(pl.col("basis") == "found", pl.col("source") == pl.col("a"))
        .join(stated, on=("a", "b"), how="anti")
        .sort("source", "target")
    )
    return pl.concat([stated, found]).select("source", "target", "basis", "certainty", "reason")
