"""Export: from a Graph to files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from graphkit.errors import UsageError, did_you_mean
from graphkit.graph.filters import NO_FILTER, Filter
from graphkit.graph.graph import Graph

if TYPE_CHECKING:
    from graphkit.exports import ExportReport
    from graphkit.exports.writing import Progress

ExportFormat = Literal[
    "csv", "parquet", "graphml", "json", "neo4j-admin", "neo4j-admin-parquet", "cypher"
]


def export(
    graph: Graph,
    path: str | Path,
    *,
    format: ExportFormat = "csv",
    filter: Filter = NO_FILTER,
    progress: Progress | None = None,
) -> ExportReport:
    """Write a graph for other programs.

    Args:
        graph: The graph.
        path: A folder for `csv`, `parquet` and Neo4j's importer, a file for the others. It may
            replace what graphkit exported earlier, and nothing else.
        format: `csv` and `parquet` are complete datasets, with the claims that deny or plan, and
            read back to the same graph. `graphml` opens in Gephi, `json` is node-link JSON; both
            have the projected claims as edges. `neo4j-admin` (in CSV), `neo4j-admin-parquet` and
            `cypher` put into a Neo4j what a load would: by its offline importer, and by a script.
        filter: Which claims are written, in place of those.
        progress: Called with what is being written, how much of it is done, and how much there is.

    Returns:
        What was written, and what whoever opens it should know.

    Raises:
        Refused: Where something else is there already.
        UsageError: Where there is no such format, the filter names what is not there, the graph
            holds what the format cannot, or the path cannot be written.

    Example:
        >>> import tempfile
        >>> import graphkit as gk
        >>> graph = gk.build(gk.read("data"))
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     report = gk.export(graph, f"{folder}/export")
        ...     again = gk.build(gk.read(report.path))
        >>> again
        <Graph mek-article: 79 nodes, 106 edges, 129 claims>
    """
    from graphkit import exports

    writers = {
        "csv": exports.write_csv,
        "parquet": exports.write_parquet,
        "graphml": exports.write_graphml,
        "json": exports.write_json,
        "neo4j-admin": exports.write_neo4j_admin,
        "neo4j-admin-parquet": exports.write_neo4j_admin_parquet,
        "cypher": exports.write_cypher,
    }
    if format not in writers:
        message = f"There is no format {format!r}."
        raise UsageError(message, did_you_mean(str(format), get_args(ExportFormat)))
    return writers[format](graph, Path(path), filter, progress)
