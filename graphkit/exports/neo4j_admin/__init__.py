"""Files for `neo4j-admin database import full`, which builds a whole database offline.

What stands in them is what a load writes, marks and all, so that a load after the import finds
nothing to write. `tables` chooses what is written where, `csv` and `parquet` write it, `command`
makes the command that imports it and the Cypher that is run afterwards.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from graphkit.exports.neo4j_admin.command import (
    AFTERWARDS,
    COMMAND,
    afterwards,
    command_of,
    script_of,
)
from graphkit.exports.neo4j_admin.csv import CsvData, free_delimiter
from graphkit.exports.neo4j_admin.parquet import ParquetData
from graphkit.exports.neo4j_admin.tables import TableFiles, Told, files_of
from graphkit.exports.report import ExportReport
from graphkit.exports.selection import kept
from graphkit.exports.writing import Progress, whole_folder
from graphkit.graph.filters import NO_FILTER, Filter
from graphkit.graph.graph import Graph
from graphkit.propertygraph.tables import edge_tables, node_tables

__all__ = ["AFTERWARDS", "COMMAND", "write_neo4j_admin", "write_neo4j_admin_parquet"]

_Data = CsvData | ParquetData


def write_neo4j_admin(
    graph: Graph, path: Path, filter: Filter = NO_FILTER, progress: Progress | None = None
) -> ExportReport:
    """Write a graph as CSV files for Neo4j's importer, in a folder with the command for it.

    Args:
        graph: The graph; its name is that of the dataset in the database.
        path: The folder.
        filter: Which claims are written; every claim without one.
        progress: Told how far it is.

    Raises:
        Refused: Where something else is there already.
        UsageError: Where the graph cannot be imported, or the folder cannot be written.
    """
    chosen = kept(graph, filter)
    return _write(
        chosen,
        path,
        "csv",
        lambda tables: CsvData(chosen.name, free_delimiter(tables)),
        progress,
    )


def write_neo4j_admin_parquet(
    graph: Graph, path: Path, filter: Filter = NO_FILTER, progress: Progress | None = None
) -> ExportReport:
    """Write a graph as `write_neo4j_admin` does, in Parquet files, which are smaller and faster.

    The importers of Neo4j 5.26 and later read them.
    """
    chosen = kept(graph, filter)
    return _write(chosen, path, "parquet", lambda _: ParquetData(chosen.name), progress)


def _write(
    graph: Graph,
    path: Path,
    suffix: str,
    data_for: Callable[[Sequence[TableFiles]], _Data],
    progress: Progress | None,
) -> ExportReport:
    """Write the folder whole."""
    nodes, edges = node_tables(graph), edge_tables(graph)
    tables = files_of([*nodes, *edges], suffix)
    data = data_for(tables)
    with whole_folder(path) as folder:
        for kind in {each.table.empty.kind for each in tables}:
            (folder / f"{kind}s").mkdir()
        told = _write_data(folder, tables, data, progress)
        named = [(each, data.files(each)) for each in tables]
        command = command_of(named, data.options(told))
        (folder / COMMAND).write_text(script_of(command), encoding="utf-8", newline="\n")
        (folder / COMMAND).chmod(0o755)
        after = "".join(f"{statement};\n" for statement in afterwards(graph, tables, told))
        (folder / AFTERWARDS).write_text(after, encoding="utf-8", newline="\n")
    return ExportReport(
        path,
        sum(table.rows.height for table in nodes if table.empty.kind == "node"),
        graph.stated.height,
        command=f"cd {shlex.quote(str(path.absolute()))} && {shlex.join(command)}",
    )


def _write_data(
    folder: Path, tables: Sequence[TableFiles], data: _Data, progress: Progress | None
) -> list[Told]:
    """Write all tables, several files at once; return what came to light of each table."""
    told = [Told() for _ in tables]
    work = [
        (each, at, about)
        for each, about in zip(tables, told, strict=True)
        for at in range(len(each.parts))
    ]
    for each in tables:
        data.write_header(folder, each)
    done, total = 0, sum(each.table.rows.height for each in tables)
    pool = ThreadPoolExecutor(max_workers=os.cpu_count())
    try:
        for rows in pool.map(lambda one: data.write_part(folder, *one), work):
            done += rows
            if progress is not None:
                progress("elements", done, total)
    finally:
        pool.shutdown(cancel_futures=True)
    return told
