"""The nodes and edges of a graph with all their attributes, in parts that fit into memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

import polars as pl

from graphkit.graph.filters import Filter
from graphkit.graph.graph import Graph

_PART = 50_000

NODE_ENDS: Final = ("id",)
EDGE_ENDS: Final = ("id", "source", "target")

NODE_TAKEN: Final = ("self", "node_for_adding")
EDGE_TAKEN: Final = ("self", "key", "u_for_edge", "v_for_edge")
"""Names that networkx, or node-link JSON, gives another meaning: a property gets a `_` behind."""


def node_frames(graph: Graph, chosen: Filter) -> list[pl.DataFrame]:
    """Return the nodes, a frame for each type.

    Returns:
        The columns `id`, `type`, `labels`, `label` (the text to show, where the type declares no
        property of that name) and the declared properties.
    """
    table = graph.node_table(chosen)
    frames = []
    for name in table["type"].unique(maintain_order=True).to_list():
        properties = graph.nodes[name]
        front: dict[str, pl.Expr] = {
            "type": pl.lit(name),
            "labels": pl.lit(list(graph.schema.nodes[name].labels)),
            "label": pl.lit(table.filter(pl.col("type") == name)["label"]),
        }
        own = [column for column in properties.columns if column not in ("id", *front)]
        if properties.schema.get("label") == pl.String:
            front["label"] = pl.coalesce("label", front["label"])
        elif "label" in properties.columns:
            front["label"] = pl.col("label")
        frames.append(properties.with_columns(**front).select("id", *front, *own))
    return frames


def edge_frames(graph: Graph, chosen: Filter) -> list[pl.DataFrame]:
    """Return the claims that become edges, a frame for each type.

    Returns:
        The columns `id`, `source`, `target`, `type`, `temporal`, the declared properties, every
        claim column, what is derived, `holds` (on the day asked about) and `hops`.
    """
    marks = graph.edges(chosen).select("id", "holds", "hops")
    frames = []
    for name, claims in graph.claims.items():
        rows = claims.join(marks, on="id", maintain_order="left")
        if rows.is_empty():
            continue
        edge_type = graph.schema.edges[name]
        front = {"type": pl.lit(name), "temporal": pl.lit(edge_type.temporal)}
        own = [column for column in rows.columns if column not in EDGE_ENDS]
        frames.append(rows.with_columns(**front).select(*EDGE_ENDS, *front, *own))
    return frames


def without_empty_lists(frame: pl.DataFrame, but: Collection[str] = ()) -> pl.DataFrame:
    """Return a frame in which an empty list is as absent as no list, but for some columns."""
    return frame.with_columns(
        pl.when(pl.col(name).list.len() > 0).then(pl.col(name))
        for name, dtype in frame.schema.items()
        if isinstance(dtype, pl.List) and name not in but
    )


def parts(frames: Iterable[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """Yield frames in parts of so many rows that their text fits into memory."""
    for frame in frames:
        for start in range(0, frame.height, _PART):
            yield frame.slice(start, _PART)


def free_names(names: Iterable[str], taken: Iterable[str]) -> dict[str, str]:
    """Return the name that each attribute has in a file, where some names mean something else.

    Example:
        >>> free_names(["key", "key_", "size"], taken=["key"])
        {'key': 'key__', 'key_': 'key_', 'size': 'size'}
    """
    every = list(dict.fromkeys(names))
    reserved = set(taken)
    given = {name: name for name in every if name not in reserved}
    for name in every:
        free = name
        while free in reserved or (free != name and free in given.values()):
            free += "_"
        given[name] = free
    return {name: given[name] for name in every}
