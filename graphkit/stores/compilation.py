"""Writing a whole graph into a new database of the embedded engine, in bulk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import polars as pl

from graphkit.schema.model import Schema
from graphkit.schema.names import BUILT_IN_EDGE_TYPES, CLAIM, ROOT
from graphkit.stores.base import Progress
from graphkit.stores.contents import SOURCE, TARGET, EdgeGroup, NodeGroup
from graphkit.stores.values import property_maps, slices

ROWS: Final = 10_000
"""Rows handed over at once."""

_PLACE: Final = "_place"
"""Where the engine put a node."""


def compile_groups(
    database: Any,
    schema: Schema,
    groups: Sequence[NodeGroup | EdgeGroup],
    progress: Progress | None,
) -> None:
    """Write a graph into an empty database.

    Args:
        database: The engine's database.
        schema: The schema, whose types are all made, used or not.
        groups: What the graph holds, nodes before edges.
        progress: Called as it goes on.
    """
    for command in type_commands(schema):
        database.command("sql", command)
    total = sum(group.frame.height for group in groups)
    edges = sum(group.frame.height for group in groups if isinstance(group, EdgeGroup))
    empty = pl.DataFrame(schema={"id": pl.String, _PLACE: pl.String})
    places = {ROOT: empty, CLAIM: empty}
    done = 0
    # No write-ahead log: a load that does not end well leaves nothing behind anyhow.
    with database.graph_batch(use_wal=False, expected_edge_count=max(edges, 1)) as batch:
        for group in groups:
            if isinstance(group, NodeGroup):
                written = _nodes(batch, group)
            else:
                written = _edges(batch, group, places)
            for part in written:
                if isinstance(group, NodeGroup):
                    places[group.root] = places[group.root].vstack(part)
                done += part.height
                if progress is not None:
                    progress(group.type, done, total)
    for command in INDEX_COMMANDS:
        database.command("sql", command)


INDEX_COMMANDS: Final = (
    f"CREATE INDEX ON {ROOT} (id) UNIQUE",
    f"CREATE INDEX ON {CLAIM} (id) UNIQUE",
    f"CREATE INDEX ON {CLAIM} (edge_key) NOTUNIQUE",
)
"""Made when everything is in: that is faster than keeping them up to date meanwhile."""


def type_commands(schema: Schema) -> Iterator[str]:
    """Yield the commands that make the types.

    A node type extends its parent's, so that a node carries the labels of all ancestors.

    Example:
        >>> from graphkit.schema.model import NodeType
        >>> actor = NodeType("Actor", labels=("Actor", "Entity"))
        >>> for command in type_commands(Schema("s", nodes={"Actor": actor})):
        ...     if "VERTEX" in command:
        ...         print(command)
        CREATE VERTEX TYPE `Entity` BUCKETS 1
        CREATE VERTEX TYPE `Claim` BUCKETS 1
        CREATE VERTEX TYPE `Actor` EXTENDS `Entity` BUCKETS 1
    """
    yield f"CREATE VERTEX TYPE `{ROOT}` BUCKETS 1"
    yield f"CREATE VERTEX TYPE `{CLAIM}` BUCKETS 1"
    yield f"CREATE PROPERTY `{ROOT}`.id STRING"
    yield f"CREATE PROPERTY `{CLAIM}`.id STRING"
    yield f"CREATE PROPERTY `{CLAIM}`.edge_key STRING"
    # An ancestor has fewer labels than what descends from it.
    for node_type in sorted(schema.nodes.values(), key=lambda each: len(each.labels)):
        parent = node_type.extends or ROOT
        yield f"CREATE VERTEX TYPE `{node_type.name}` EXTENDS `{parent}` BUCKETS 1"
    for name in (*schema.edges, *BUILT_IN_EDGE_TYPES):
        yield f"CREATE EDGE TYPE `{name}` BUCKETS 1"


def _nodes(batch: Any, group: NodeGroup) -> Iterator[pl.DataFrame]:
    """Write nodes; yield where each stands, part by part."""
    label = group.root if group.kind == "claim" else group.type
    for part in slices(group.frame, ROWS):
        places = batch.create_vertices(label, property_maps(part, group.properties))
        yield part.select("id", pl.Series(_PLACE, places, dtype=pl.String))


def _edges(batch: Any, group: EdgeGroup, places: dict[str, pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """Write edges; yield them, part by part."""
    for part in slices(group.frame, ROWS):
        ends = [
            part.select(end).join(
                places[root], left_on=end, right_on="id", how="left", maintain_order="left"
            )[_PLACE]
            for end, root in ((SOURCE, group.source_root), (TARGET, group.target_root))
        ]
        properties = property_maps(part, group.properties)
        batch.new_edges(ends[0].to_list(), group.type, ends[1].to_list(), properties)
        yield part
