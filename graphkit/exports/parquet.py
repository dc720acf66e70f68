"""Parquet: a dataset folder with typed tables: lists as lists, days as days."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from graphkit.exports.dataset import write_dataset
from graphkit.exports.report import ExportReport
from graphkit.exports.writing import Progress
from graphkit.graph.filters import NO_FILTER, Filter
from graphkit.graph.graph import Graph


def write_parquet(
    graph: Graph, path: Path, filter: Filter = NO_FILTER, progress: Progress | None = None
) -> ExportReport:
    """Write a graph as a dataset folder of Parquet files, which reads back to the same graph.

    Args:
        graph: The graph.
        path: The folder.
        filter: Which claims are written; every claim without one.
        progress: Told how far it is.

    Raises:
        Refused: Where something else is there already.
        UsageError: Where the graph cannot be a dataset, or the folder cannot be written.
    """
    written = write_dataset(graph, path, filter, _write_table, progress)
    return ExportReport(path, written.node_count, written.claim_count)


def _write_table(table: pl.DataFrame, file: Path) -> None:
    table.write_parquet(file.with_name(f"{file.name}.parquet"))
