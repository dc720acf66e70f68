"""One claim as a report shows it: what it says, who says it, when and where it is written."""

from __future__ import annotations

from dataclasses import dataclass, fields

import polars as pl

from graphkit.graph.graph import Graph
from graphkit.graph.sentences import with_sentences


@dataclass(frozen=True)
class ClaimLine:
    """One claim, complete enough to be judged without looking it up.

    Attributes:
        id: The claim's id.
        edge_key: What is claimed; claims that agree share it.
        edge_type: The edge type.
        source: Id of the source node, as written.
        target: Id of the target node, as written.
        sentence: What it says.
        according_to: Who says it, by label, outermost first; empty where nobody is known to.
        claimed_by: The same chain as node ids.
        polarity: `positive` or `negative`.
        modality: How the innermost speaker puts it.
        realization: Whether it is so, or planned, promised, hoped or attempted.
        status: `normal` or `deprecated`.
        time: EDTF; None where the claim gives no time.
        time_text: The document's own words for the time.
        start_earliest: First day on which it may start, `YYYY-MM-DD`; as the next three, None
            where that side is open, unknown or not given.
        start_latest: Day by which it has surely started.
        end_earliest: Day until which it surely lasts.
        end_latest: Last day on which it may end.
        document: Id of the document it is read from.
        section: The heading it stands under.
        quote: The words it is read from.
        contested: Whether some claim contests it.
        closed_by: Id of the claim that ends it.
        closed_on: The latest day of that ending, `YYYY-MM-DD`.
        holds: `surely`, `possibly` or `unknown` on the day asked about; None where none was.
    """

    id: str
    edge_key: str
    edge_type: str
    source: str
    target: str
    sentence: str
    according_to: str
    claimed_by: tuple[str, ...]
    polarity: str
    modality: str
    realization: str
    status: str
    time: str | None
    time_text: str | None
    start_earliest: str | None
    start_latest: str | None
    end_earliest: str | None
    end_latest: str | None
    document: str | None
    section: str | None
    quote: str | None
    contested: bool
    closed_by: str | None
    closed_on: str | None
    holds: str | None


def claim_lines(graph: Graph, claims: pl.DataFrame) -> list[ClaimLine]:
    """Return one line for each row of `claims`, in their order.

    Args:
        graph: The graph that the claims belong to.
        claims: Rows of `Graph.claim_table` or `Graph.edges`.
    """
    names = [field.name for field in fields(ClaimLine)]
    shown = with_sentences(graph, claims)
    if "holds" not in shown.columns:
        shown = shown.with_columns(holds=pl.lit(None, dtype=pl.String))
    days = [name for name in names if shown.schema[name] == pl.Date]
    return [
        ClaimLine(**row | {"claimed_by": tuple(row["claimed_by"])})
        for row in shown.select(names)
        .with_columns(pl.col(days).dt.to_string("iso"))
        .iter_rows(named=True)
    ]
