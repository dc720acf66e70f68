"""What stands in a store for a Graph: groups of like nodes and like edges, as frames.

Every store writes the same groups: the nodes of each own type, the Claim nodes of each reified
edge type, the projected edges of each type, and the links that tie claims to nodes, documents and
each other. Columns of a frame are property names; those that begin with `_` are ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from graphkit.errors import UsageError
from graphkit.graph.graph import Graph
from graphkit.schema.model import EdgeType
from graphkit.schema.names import BOUNDS, BUILT_IN_EDGE_TYPES, CLAIM, CLAIM_LINKS, ROOT, SIDES
from graphkit.schema.quoting import shown

SOURCE: Final = "_source"
TARGET: Final = "_target"

PROJECTED: Final = (
    "modality",
    "claimed_by",
    "time",
    *BOUNDS,
    *SIDES,
    "approximate",
    "contested",
    "closed_by",
    "closed_on",
    "document",
    "quote",
)
"""What a projected edge of a reified type tells of its claim, beside the declared properties."""

NOT_STORED: Final = ("source", "target", "projected")
"""Columns of a claim that its ends and its projected edge stand for."""

LINKING: Final = (
    *("id", "source", "target", "claimed_by", "cue"),
    *("document", "section", "quote", "quote_start", "quote_end"),
)
"""The columns of a claim that its links follow from."""

LINKS: Final = ("SUBJECT", "OBJECT", "CLAIMED_BY", "EVIDENCED_BY")
"""What ties a claim to nodes."""

LINK_KEYS: Final = {"CLAIMED_BY": ("ordinal",), "CONTESTS": ("basis",)}
"""What tells two links of one type between the same ends apart."""


@dataclass(frozen=True)
class NodeGroup:
    """Nodes of one kind.

    Attributes:
        kind: "node" or "claim".
        type: The own type of the nodes, or the edge type of the claims.
        root: The label that ids are unique under.
        labels: The other labels, sorted.
        frame: `id` and one column a property; null is absent.
    """

    kind: str
    type: str
    root: str
    labels: tuple[str, ...]
    frame: pl.DataFrame = field(repr=False)

    @property
    def properties(self) -> list[str]:
        """The columns that are properties, `id` among them."""
        return self.frame.columns


@dataclass(frozen=True)
class EdgeGroup:
    """Edges of one type.

    Attributes:
        kind: "edge" for projected edges, "link" for what ties claims to the rest.
        type: Their type.
        source_root: The label that the sources' ids are unique under.
        target_root: The same for the targets.
        key: The properties that tell two edges between the same ends apart.
        frame: The ends' ids in `_source` and `_target`, and one column a property.
    """

    kind: str
    type: str
    source_root: str
    target_root: str
    key: tuple[str, ...]
    frame: pl.DataFrame = field(repr=False)

    @property
    def properties(self) -> list[str]:
        """The columns that are properties."""
        return [name for name in self.frame.columns if name not in (SOURCE, TARGET)]


def node_groups(graph: Graph) -> Iterator[NodeGroup]:
    """Yield the nodes of a graph by own type, then the Claim nodes by edge type."""
    for name, frame in graph.nodes.items():
        labels = tuple(sorted(set(graph.schema.nodes[name].labels) - {ROOT}))
        yield NodeGroup("node", name, ROOT, labels, frame)
    for name, frame in graph.claims.items():
        edge_type = graph.schema.edges[name]
        if edge_type.claims == "reified":
            yield NodeGroup("claim", name, CLAIM, (), claim_nodes(edge_type, frame))


def claim_nodes(edge_type: EdgeType, claims: pl.DataFrame) -> pl.DataFrame:
    """Return the claims of a reified type as Claim nodes.

    Example:
        >>> from graphkit.graph.frames import claim_dtypes
        >>> hosts = EdgeType("HOSTS", sources=(), targets=(), temporal="state")
        >>> frame = claim_nodes(hosts, pl.DataFrame(schema=claim_dtypes(hosts)))
        >>> frame.columns[:4]
        ['id', 'edge_type', 'temporal', 'edge_key']
    """
    return claims.select(
        "id",
        edge_type=pl.lit(edge_type.name),
        temporal=pl.lit(edge_type.temporal),
        **_without_empty(claims, {*NOT_STORED, "id"}, edge_type),
    )


def check_inline(edge_type: EdgeType, claims: pl.DataFrame) -> None:
    """Raise UsageError where a type that is stored inline has claims that cannot be stored so."""
    if edge_type.claims != "inline":
        return
    if lost := claims.filter(~pl.col("projected")).height:
        message = (
            f"{lost} of the {edge_type.name} claims are negative, not actual, deprecated or "
            "retracted, and a type stored inline has no place for these."
        )
        raise UsageError(message, f"Declare `claims: reified` for {edge_type.name}.")


def projected_edges(edge_type: EdgeType, claims: pl.DataFrame) -> pl.DataFrame:
    """Return the projected claims of a type as edges, with their ends."""
    # Most often all are, and a filter would copy every column.
    kept = claims if claims["projected"].all() else claims.filter("projected")
    ends = (pl.col("source").alias(SOURCE), pl.col("target").alias(TARGET))
    front = (pl.col("id"), pl.col("edge_key"), pl.lit(edge_type.temporal).alias("temporal"))
    taken = {"id", "edge_key"}
    if edge_type.claims == "inline":
        left = {*NOT_STORED, *taken}
        return kept.select(*ends, *front, **_without_empty(kept, left, edge_type))
    return kept.select(*ends, *front, *edge_type.properties, *PROJECTED)


def edge_groups(graph: Graph) -> Iterator[EdgeGroup]:
    """Yield the projected edges of every edge type of the schema, empty ones too, then the links.

    Raises:
        UsageError: Where an end is no node, or an inline type has claims that cannot be stored.
    """
    nodes = ids_of(graph.nodes.values())
    claims = graph.claims
    for name, edge_type in graph.schema.edges.items():
        if name in claims:
            check_inline(edge_type, claims[name])
            frame = projected_edges(edge_type, claims[name])
            check_ends(f"An edge {name}", frame, (SOURCE, TARGET), nodes)
            yield EdgeGroup("edge", name, ROOT, ROOT, ("id",), frame)
        else:
            yield EdgeGroup("edge", name, ROOT, ROOT, ("id",), _no_edges(("id",)))
    reified = [name for name in claims if graph.schema.edges[name].claims == "reified"]
    rows = [claims[name].select(LINKING) for name in reified]
    links = claim_links(pl.concat(rows)) if rows else {}
    for name in LINKS:
        frame = links.get(name, _no_edges(LINK_KEYS.get(name, ())))
        check_ends(f"A claim's {name}", frame, (TARGET,), nodes)
        yield EdgeGroup("link", name, CLAIM, ROOT, LINK_KEYS.get(name, ()), frame)
    yield from between_claims(graph)


def between_claims(graph: Graph) -> Iterator[EdgeGroup]:
    """Yield the links between the Claim nodes of a graph."""
    reified = [
        frame
        for name, frame in graph.claims.items()
        if graph.schema.edges[name].claims == "reified"
    ]
    stored = ids_of(reified)
    between = graph.claim_edges.join(stored, left_on="source", right_on="id", how="semi").join(
        stored, left_on="target", right_on="id", how="semi"
    )
    for name in BUILT_IN_EDGE_TYPES:
        if name.lower() in CLAIM_LINKS:
            chosen = between.filter(pl.col("type") == name)
            properties = ("basis", "certainty", "reason") if name == "CONTESTS" else ()
            frame = chosen.select(
                pl.col("source").alias(SOURCE), pl.col("target").alias(TARGET), *properties
            )
            yield EdgeGroup("link", name, CLAIM, CLAIM, LINK_KEYS.get(name, ()), frame)


def claim_links(claims: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return what ties claims to nodes: SUBJECT, OBJECT, CLAIMED_BY and EVIDENCED_BY."""
    claim = pl.col("id").alias(SOURCE)
    speakers = (
        claims.filter(pl.col("claimed_by").list.len() > 0)
        .select(
            claim,
            "cue",
            pl.col("claimed_by").alias(TARGET),
            ordinal=pl.int_ranges(pl.col("claimed_by").list.len(), dtype=pl.Int64),
        )
        .explode(TARGET, "ordinal")
        .with_columns(cue=pl.col("cue").list.get(pl.col("ordinal"), null_on_oob=True))
    )
    evidence = claims.filter(pl.col("document").is_not_null())
    return {
        "SUBJECT": claims.select(claim, pl.col("source").alias(TARGET)),
        "OBJECT": claims.select(claim, pl.col("target").alias(TARGET)),
        "CLAIMED_BY": speakers.select(SOURCE, TARGET, "ordinal", "cue"),
        "EVIDENCED_BY": evidence.select(
            claim,
            pl.col("document").alias(TARGET),
            pl.col("quote_start").alias("start"),
            pl.col("quote_end").alias("end"),
            "quote",
            "section",
        ),
    }


def _without_empty(
    frame: pl.DataFrame, left_out: set[str], edge_type: EdgeType
) -> dict[str, pl.Expr]:
    """Return the columns of claims, with empty lists as absent.

    Who claims is never absent, and a declared list may be empty, as that of a node may.
    """
    kept = {"claimed_by", *edge_type.properties}
    return {
        name: pl.when(pl.col(name).list.len() > 0).then(pl.col(name))
        if isinstance(dtype, pl.List) and name not in kept
        else pl.col(name)
        for name, dtype in frame.schema.items()
        if name not in left_out
    }


def ids_of(frames: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Return the ids of frames, one column `id`."""
    empty = pl.DataFrame(schema={"id": pl.String})
    return pl.concat([empty, *(frame.select("id") for frame in frames)])


def _no_edges(key: Sequence[str]) -> pl.DataFrame:
    texts = dict.fromkeys((SOURCE, TARGET, *key), pl.String())
    numbers = {name: pl.Int64() for name in key if name == "ordinal"}
    return pl.DataFrame(schema={**texts, **numbers})


def check_ends(what: str, frame: pl.DataFrame, columns: Sequence[str], nodes: pl.DataFrame) -> None:
    """Raise UsageError where an end of edges is none of the nodes.

    Args:
        what: What the edges are, for the message.
        frame: The edges.
        columns: The columns with the ids of ends.
        nodes: The nodes; their `id` counts.
    """
    for column in columns if frame.height else ():
        missing = frame.join(nodes, left_on=column, right_on="id", how="anti")
        if missing.height:
            end = shown(missing[column][0])
            message = f"{what} has the end {end}, which is no node of the graph."
            raise UsageError(message, "Add that node, or check the dataset.")
