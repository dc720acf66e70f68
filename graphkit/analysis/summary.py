"""What is in a graph, in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from graphkit.analysis.edges import edge_keys, listed, pairs
from graphkit.analysis.nodes import node_labels
from graphkit.analysis.numbered import numbered
from graphkit.analysis.table import Table
from graphkit.graph.filters import NO_FILTER, Filter
from graphkit.graph.graph import Graph
from graphkit.schema.names import BOUNDS, DOCUMENT

Counts = Mapping[str, int]


@dataclass(frozen=True)
class Summary:
    """The counts of a graph. Mappings go from a name to its count, largest first.

    Attributes:
        name: The dataset's name.
        title: Its title.
        nodes: The nodes by type, Documents too.
        edges: The distinct edges (edge_keys) by type.
        claims: The claims by edge type.
        polarity: The claims by polarity.
        modality: The claims by modality.
        realization: The claims by realization.
        status: The claims by status.
        speakers: The claims by innermost speaker (node id); claims without one are left out.
        documents: The claims by the document they are read from (node id).
        holds: The claims by whether they hold on the day asked about; empty where none was.
        contested: How many claims are contested.
        dated: How many claims give a day, if only for one side.
        dated_share: The share of claims that are dated; None where there are none.
        first_day: The earliest day that a claim names, `YYYY-MM-DD`; None without dates.
        last_day: The latest.
        components: How many parts the edges leave unconnected; nodes without edges are none.
        largest_component: The number of nodes in the largest.
        without_edges: The ids of nodes without an edge, Documents left out.
        labels: The text to show for the nodes named here, by id.
    """

    name: str
    title: str
    nodes: Counts
    edges: Counts
    claims: Counts
    polarity: Counts
    modality: Counts
    realization: Counts
    status: Counts
    speakers: Counts
    documents: Counts
    holds: Counts
    contested: int
    dated: int
    dated_share: float | None
    first_day: str | None
    last_day: str | None
    components: int
    largest_component: int
    without_edges: tuple[str, ...]
    labels: Mapping[str, str]

    def table(self, *, speakers: int = 10) -> Table:
        """Return one row for each count.

        Args:
            speakers: How many speakers to show, those with most claims first.
        """
        totals = {
            "nodes": sum(self.nodes.values()),
            "edges": sum(self.edges.values()),
            "claims": sum(self.claims.values()),
            "contested claims": self.contested,
            "dated claims": self.dated,
            "components": self.components,
            "nodes in the largest component": self.largest_component,
            "nodes without edges": len(self.without_edges),
        }
        top = dict(list(self.speakers.items())[:speakers])
        parts: list[tuple[str, Counts]] = [
            ("total", totals),
            ("nodes by type", self.nodes),
            ("edges by type", self.edges),
            ("claims by edge type", self.claims),
            ("claims by polarity", self.polarity),
            ("claims by modality", self.modality),
            ("claims by realization", self.realization),
            ("claims by status", self.status),
            ("claims by holds", self.holds),
            ("claims by speaker", self._labeled(top)),
            ("claims by document", self._labeled(self.documents)),
            ("nodes without edges", self._labeled(dict.fromkeys(self.without_edges, 0))),
        ]
        return Table(
            self.title or self.name,
            ("part", "name", "count"),
            tuple((part, name, count) for part, counts in parts for name, count in counts.items()),
            self._notes(len(top)),
        )

    def _labeled(self, counts: Counts) -> Counts:
        return {f"{self.labels[node]} ({node})": count for node, count in counts.items()}

    def _notes(self, shown: int) -> tuple[str, ...]:
        notes = []
        if self.dated_share is not None:
            span = f", from {self.first_day} to {self.last_day}" if self.dated else ""
            notes.append(f"{self.dated_share:.1%} of the claims are dated{span}.")
        if shown < len(self.speakers):
            notes.append(f"{len(self.speakers) - shown} more speakers are not shown.")
        return tuple(notes)


def summary(graph: Graph, filter: Filter = NO_FILTER) -> Summary:
    """Count what is in a graph.

    Edges are distinct edge_keys of projected claims. Claims are all there are, also those that
    deny, plan, are deprecated or were retracted; under a filter, those that it keeps, denials and
    plans too where it names no polarity and realization.

    Example:
        >>> import graphkit as gk
        >>> graph = gk.build(gk.read("data"))
        >>> summary(graph).edges["DELISTED"]
        2
    """
    from scipy.sparse.csgraph import connected_components

    claims = listed(graph, filter)
    keys = edge_keys(graph, filter)
    ties = numbered(pairs(keys))
    _, parts = connected_components(ties.matrix(), directed=False)
    sizes = np.bincount(parts)
    nodes = graph.node_table(filter)
    alone = nodes.filter(pl.col("type") != DOCUMENT, ~pl.col("id").is_in(ties.ids))
    dated = claims.filter(pl.coalesce(BOUNDS).is_not_null()).height
    days = pl.concat([claims[bound].rename("day") for bound in BOUNDS])
    speakers = _counts(claims["claimed_by"].list.last())
    documents = _counts(claims["document"])
    without_edges = tuple(alone["id"].sort())
    texts = node_labels(graph)
    return Summary(
        name=graph.name,
        title=graph.title,
        nodes=_counts(nodes["type"]),
        edges=_counts(keys["edge_type"]),
        claims=_counts(claims["edge_type"]),
        polarity=_counts(claims["polarity"]),
        modality=_counts(claims["modality"]),
        realization=_counts(claims["realization"]),
        status=_counts(claims["status"]),
        speakers=speakers,
        documents=documents,
        holds=_counts(claims["holds"]),
        contested=int(claims["contested"].sum()),
        dated=dated,
        dated_share=dated / claims.height if claims.height else None,
        first_day=_iso(days.min()),
        last_day=_iso(days.max()),
        components=len(sizes),
        largest_component=int(sizes.max(initial=0)),
        without_edges=without_edges,
        labels={node: texts[node] for node in (*speakers, *documents, *without_edges)},
    )


def _counts(values: pl.Series) -> dict[str, int]:
    counts = values.drop_nulls().rename("name").value_counts()
    return dict(counts.sort("count", "name", descending=[True, False]).iter_rows())


def _iso(day: object) -> str | None:
    return None if day is None else str(day)
