"""Structural balance: whether friends and enemies of three nodes fit together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import polars as pl

from graphkit.analysis.asof import AsOf, as_of, notes
from graphkit.analysis.edges import edge_keys
from graphkit.analysis.nodes import node_labels
from graphkit.analysis.table import Table
from graphkit.graph.filters import NO_FILTER, Filter
from graphkit.graph.graph import Graph

Sign = Literal["+", "-"]

KINDS: Final = ("+++", "++-", "+--", "---")
"""The kinds of triads, by how many of their signs are negative."""

BALANCED: Final = ("+++", "+--")
"""Those whose signs multiply to a positive one; the others are frustrated."""


@dataclass(frozen=True)
class Tie:
    """A pair of nodes with a sign.

    Attributes:
        a: Id of the node that comes first by id.
        b: Id of the other.
        positive: The types of the positive edges between them, sorted.
        negative: The types of the negative ones.
        sign: `+` or `-`; None where there are edges of both.
    """

    a: str
    b: str
    positive: tuple[str, ...]
    negative: tuple[str, ...]
    sign: Sign | None


@dataclass(frozen=True)
class Triad:
    """Three nodes, each two of them tied by one sign.

    Attributes:
        nodes: Their ids, sorted.
        kind: The signs, positive ones first.
        ties: The ties between the first and second, first and third, second and third.
    """

    nodes: tuple[str, str, str]
    kind: str
    ties: tuple[Tie, Tie, Tie]


@dataclass(frozen=True)
class Balance:
    """The signed triads of a graph.

    Attributes:
        positive: How many pairs have positive edges only.
        negative: How many pairs have negative edges only.
        ambivalent: The pairs that have both; they are in no triad.
        triads: How many triads there are of each kind: `+++`, `++-`, `+--`, `---`.
        balanced_share: The share of triads that are balanced; None where there is no triad.
        frustrated: The triads of the kinds `++-` and `---`, in the order of their ids; at most
            as many as were asked for.
        labels: The text to show for each node named here, by id.
        as_of: The day it stands on, with how sure its claims are; None for no day.
    """

    positive: int
    negative: int
    ambivalent: tuple[Tie, ...]
    triads: dict[str, int]
    balanced_share: float | None
    frustrated: tuple[Triad, ...]
    labels: dict[str, str]
    as_of: AsOf | None

    def table(self) -> Table:
        """Return the counts, then the frustrated triads and the ambivalent pairs by name."""
        counts = [
            ("balanced" if kind in BALANCED else "frustrated", kind, count, None, None)
            for kind, count in self.triads.items()
        ]
        frustrated = [
            (
                "frustrated triad",
                triad.kind,
                None,
                ", ".join(self.labels[node] for node in triad.nodes),
                "; ".join(map(self._said, triad.ties)),
            )
            for triad in self.frustrated
        ]
        ambivalent = [
            (
                "ambivalent pair",
                "+-",
                None,
                f"{self.labels[tie.a]}, {self.labels[tie.b]}",
                self._said(tie),
            )
            for tie in self.ambivalent
        ]
        return Table(
            "Structural balance",
            ("finding", "signs", "count", "nodes", "ties"),
            (*counts, *frustrated, *ambivalent),
            (*self._notes(), *notes(self.as_of)),
        )

    def _said(self, tie: Tie) -> str:
        types = " ".join(
            [f"+{name}" for name in tie.positive] + [f"-{name}" for name in tie.negative]
        )
        return f"{self.labels[tie.a]} {types} {self.labels[tie.b]}"

    def _notes(self) -> tuple[str, ...]:
        pairs = (
            f"{self.positive} positive and {self.negative} negative pairs; "
            f"{len(self.ambivalent)} with both signs are in no triad."
        )
        total = sum(self.triads.values())
        if self.balanced_share is None:
            return (pairs, "There is no triad.")
        share = f"{self.balanced_share:.1%} of {total} triads are balanced."
        unbalanced = sum(count for kind, count in self.triads.items() if kind not in BALANCED)
        left = unbalanced - len(self.frustrated)
        return (pairs, share, *((f"{left} more frustrated triads are not named.",) if left else ()))


def balance(graph: Graph, filter: Filter = NO_FILTER, *, limit: int = 100) -> Balance:
    """Count the signed triads, and name those that do not balance.

    An edge type's `balance` in the schema is the sign of its edges; neutral ones take no part.
    Direction, number and time of the edges do not matter: a filter with `as_of` takes the signs
    of one day.

    Args:
        graph: The graph.
        filter: Which claims count as edges.
        limit: How many frustrated triads to name, at most; all are counted.

    Example:
        >>> import graphkit as gk
        >>> graph = gk.build(gk.read("data"))
        >>> [(pair.a, pair.b) for pair in balance(graph).ambivalent if pair.b == "mek"]
        [('albania', 'mek')]

    References:
        Cartwright and Harary, "Structural Balance: A Generalization of Heider's Theory",
        Psychological Review 63 (1956).
    """
    signs = {name: edge.balance for name, edge in graph.schema.edges.items()}
    signed = _signed_pairs(edge_keys(graph, filter), signs)
    sure = signed.filter(pl.col("positive").list.len().eq(0) | pl.col("negative").list.len().eq(0))
    pairs = sure.select("a", "b", negative=pl.col("negative").list.len() > 0)
    triads = _triads(pairs)
    found = dict(triads.group_by("negatives").len().iter_rows())
    counts = {kind: found.get(number, 0) for number, kind in enumerate(KINDS)}
    balanced = sum(counts[kind] for kind in BALANCED)
    frustrated = triads.filter(pl.col("negatives") % 2 == 1).sort("a", "b", "c").head(limit)
    ambivalent = tuple(map(_tie, signed.join(sure, on=("a", "b"), how="anti").iter_rows()))
    named = _named(frustrated, signed)
    texts = node_labels(graph)
    ids = {node for triad in named for node in triad.nodes}
    ids |= {node for tie in ambivalent for node in (tie.a, tie.b)}
    negative = int(pairs["negative"].sum())
    return Balance(
        positive=pairs.height - negative,
        negative=negative,
        ambivalent=ambivalent,
        triads=counts,
        balanced_share=balanced / triads.height if triads.height else None,
        frustrated=named,
        labels={node: texts[node] for node in sorted(ids)},
        as_of=as_of(graph, filter),
    )


def _signed_pairs(keys: pl.DataFrame, signs: Mapping[str, str]) -> pl.DataFrame:
    """Return `a`, `b` (ids, a < b) and the types of their `positive` and `negative` edges."""
    kind = pl.col("edge_type")
    return (
        keys.with_columns(sign=kind.replace_strict(signs, return_dtype=pl.String))
        .filter(pl.col("source") != pl.col("target"), pl.col("sign") != "neutral")
        .select(
            "edge_type",
            "sign",
            a=pl.min_horizontal("source", "target"),
            b=pl.max_horizontal("source", "target"),
        )
        .group_by("a", "b")
        .agg(
            positive=kind.filter(pl.col("sign") == "positive").unique().sort(),
            negative=kind.filter(pl.col("sign") == "negative").unique().sort(),
        )
        .sort("a", "b")
    )


def _triads(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return `a`, `b`, `c` (ids, sorted) and `negatives` of every triangle.

    Pairs point from the node with fewer of them to the one with more, so that no node has more
    than about the square root of twice their number going out, and a triangle is found once.
    """
    ends = pl.concat([pairs.select(node="a"), pairs.select(node="b")])
    order = ends.group_by("node").len().sort("len", "node").select("node").with_row_index("place")
    placed = pairs.join(order.rename({"node": "a", "place": "i"}), on="a").join(
        order.rename({"node": "b", "place": "j"}), on="b"
    )
    out = placed.select(
        pl.col("negative").cast(pl.Int64),
        low=pl.min_horizontal("i", "j"),
        high=pl.max_horizontal("i", "j"),
    )
    wedges = (
        out.join(out, on="low")
        .filter(pl.col("high") < pl.col("high_right"))
        .join(out, left_on=("high", "high_right"), right_on=("low", "high"), suffix="_third")
    )
    ids = order["node"]
    corners = [ids.gather(wedges[name]).alias(name) for name in ("low", "high", "high_right")]
    return (
        pl.DataFrame(corners)
        .select(corners=pl.concat_list("low", "high", "high_right").list.sort())
        .select(
            *(pl.col("corners").list.get(i).alias(name) for i, name in enumerate("abc")),
            negatives=wedges["negative"] + wedges["negative_right"] + wedges["negative_third"],
        )
    )


def _named(triads: pl.DataFrame, signed: pl.DataFrame) -> tuple[Triad, ...]:
    corners = [(a, b, c) for a, b, c, _ in triads.iter_rows()]
    wanted = {pair for a, b, c in corners for pair in ((a, b), (a, c), (b, c))}
    ends = pl.DataFrame(sorted(wanted), schema={"a": pl.String, "b": pl.String}, orient="row")
    ties = {
        (tie.a, tie.b): tie
        for tie in map(_tie, signed.join(ends, on=("a", "b"), how="semi").iter_rows())
    }
    return tuple(
        Triad((a, b, c), KINDS[number], (ties[a, b], ties[a, c], ties[b, c]))
        for (a, b, c), number in zip(corners, triads["negatives"], strict=True)
    )


def _tie(row: tuple[str, str, list[str], list[str]]) -> Tie:
    a, b, positive, negative = row
    sign: Sign = "+" if positive else "-"
    return Tie(a, b, tuple(positive), tuple(negative), None if positive and negative else sign)
