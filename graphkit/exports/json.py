"""Node-link JSON, as networkx and D3 read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from graphkit.exports.elements import (
    EDGE_TAKEN,
    NODE_TAKEN,
    edge_frames,
    free_names,
    node_frames,
    parts,
    without_empty_lists,
)
from graphkit.exports.report import ExportReport
from graphkit.exports.texts import json_of
from graphkit.exports.writing import GENERATOR, Progress, whole_file
from graphkit.graph.filters import NO_FILTER, Filter
from graphkit.graph.graph import Graph
from graphkit.schema.canonical import json_text


def write_json(
    graph: Graph, path: Path, filter: Filter = NO_FILTER, progress: Progress | None = None
) -> ExportReport:
    """Write a graph as node-link JSON: `networkx.node_link_graph(data, edges="edges")` reads it.

    Nodes and edges have the attributes that `Graph.to_networkx` gives them, days and moments as
    ISO text; what is absent has no attribute.

    Args:
        graph: The graph.
        path: The file.
        filter: Which claims become edges; the projected ones without one.
        progress: Told how far it is.

    Raises:
        Refused: Where something else is there already.
        UsageError: Where the file cannot be written.
    """
    nodes = _named(node_frames(graph, filter), NODE_TAKEN)
    edges = [
        frame.rename({"id": "key"}) for frame in _named(edge_frames(graph, filter), EDGE_TAKEN)
    ]
    node_count, edge_count = (sum(frame.height for frame in frames) for frames in (nodes, edges))
    with whole_file(path) as beside, beside.open("w", encoding="utf-8", newline="\n") as file:
        names = json_text(pl.Series([GENERATOR, graph.name, graph.title])).to_list()
        file.write(f'{{"generator": {names[0]}, "directed": true, "multigraph": true, ')
        file.write(f'"graph": {{"name": {names[1]}, "title": {names[2]}}}')
        done = 0
        for word, frames in (("nodes", nodes), ("edges", edges)):
            file.write(f',\n"{word}": [')
            comma = "\n"
            for rows in parts(frames):
                file.write(comma + ",\n".join(_objects(rows)))
                comma = ",\n"
                done += rows.height
                if progress is not None:
                    progress("elements", done, node_count + edge_count)
            file.write("\n]")
        file.write("}\n")
    return ExportReport(path, node_count, edge_count)


def _named(frames: list[pl.DataFrame], taken: Sequence[str]) -> list[pl.DataFrame]:
    names = free_names((name for frame in frames for name in frame.columns), taken)
    return [frame.rename(names, strict=False) for frame in frames]


def _objects(rows: pl.DataFrame) -> Iterator[str]:
    """Return each row as a JSON object, without what is absent."""
    members: list[pl.Expr] = []
    present = without_empty_lists(rows, but=("claimed_by",))  # as `to_networkx` does
    for name, dtype in present.schema.items():
        comma = ", " if members else ""
        lead = pl.lit(f"{comma}{json_text(pl.Series([name])).item()}: ")
        members.append(pl.concat_str(lead, json_of(pl.col(name), dtype)).fill_null(""))
    written = present.select(pl.concat_str(pl.lit("{"), *members, pl.lit("}")))
    yield from written.to_series().to_list()
