"""Writing a whole graph into a new database of the embedded engine, in bulk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import polars as pl

from graphkit.propertygraph.groups import SOURCE, TARGET, EdgeGroup, NodeGroup
from graphkit.propertygraph.rows import slices
from graphkit.schema.model import Schema
from graphkit.schema.names import BUILT_IN_EDGE_TYPES, CLAIM, ROOT
from graphkit.stores.base import Progress
from graphkit.stores.embedded.engine import Batch, Database
from graphkit.stores.embedded.rowtext import json_objects

ROWS: Final = 10_000
"""Rows handed over at once."""

LOOKED_UP: Final = 100 * ROWS
"""Rows whose ends are looked up at once: each look-up goes over all nodes anew."""

_PLACE: Final = "_place"
"""Where the engine put a node."""


def compile_groups(
    database: Database,
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
        database.command(command)
    total = sum(group.frame.height for group in groups)
    edges = sum(group.frame.height for group in groups if isinstance(group, EdgeGroup))
    empty = pl.DataFrame(schema={"id": pl.String, _PLACE: pl.String})
    places = {ROOT: empty, CLAIM: empty}
    done = 0
    with database.batch(edges, ROWS) as batch:
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
        database.command(command)


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


def _nodes(batch: Batch, group: NodeGroup) -> Iterator[pl.DataFrame]:
    """Write nodes; yield where each stands, part by part."""
    label = group.root if group.kind == "claim" else group.type
    for part in slices(group.frame, ROWS):
        places = batch.create_nodes(label, json_objects(part, group.properties))
        yield part.select("id", places.alias(_PLACE))


def _edges(
    batch: Batch, group: EdgeGroup, places: dict[str, pl.DataFrame]
) -> Iterator[pl.DataFrame]:
    """Write edges; yield them, part by part."""
    for wide in slices(group.frame, LOOKED_UP):
        ends = [
            wide.select(end).join(
                places[root], left_on=end, right_on="id", how="left", maintain_order="left"
            )[_PLACE]
            for end, root in ((SOURCE, group.source_root), (TARGET, group.target_root))
        ]
        for offset in range(0, wide.height, ROWS):
            part = wide.slice(offset, ROWS)
            sources, targets = (end.slice(offset, ROWS) for end in ends)
            batch.create_edges(group.type, sources, targets, json_objects(part, group.properties))
            yield part
