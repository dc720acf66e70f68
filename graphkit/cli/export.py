"""`graphkit export`: the graph as files for other programs."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.open import open_graph
from graphkit.cli.options import DataArgument, Source, with_filter, with_source
from graphkit.cli.terminal import Terminal

if TYPE_CHECKING:
    from graphkit.graph.filters import Filter


class ExportFormat(StrEnum):
    """The forms of a graph in files."""

    CSV = "csv"
    PARQUET = "parquet"
    GRAPHML = "graphml"
    JSON = "json"
    NEO4J_ADMIN = "neo4j-admin"
    NEO4J_ADMIN_PARQUET = "neo4j-admin-parquet"
    CYPHER = "cypher"


_DEFAULTS = {
    ExportFormat.CSV: Path("export"),
    ExportFormat.PARQUET: Path("export"),
    ExportFormat.GRAPHML: Path("graph.graphml"),
    ExportFormat.JSON: Path("graph.json"),
    ExportFormat.NEO4J_ADMIN: Path("import"),
    ExportFormat.NEO4J_ADMIN_PARQUET: Path("import"),
    ExportFormat.CYPHER: Path("graph.cypher"),
}


@with_filter
@with_source
def export(
    ctx: typer.Context,
    data: DataArgument = None,
    form: Annotated[
        ExportFormat,
        typer.Option(
            "--format",
            help="csv, parquet: a dataset folder; graphml: for Gephi; json: node-link JSON; "
            "neo4j-admin, neo4j-admin-parquet: for Neo4j's offline importer; "
            "cypher: a script for cypher-shell.",
        ),
    ] = ExportFormat.CSV,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--out",
            metavar="OUT",
            help="The folder or file.",
            show_default="export, import, or a file graph.*",
        ),
    ] = None,
    *,
    origin: Source,
    chosen: "Filter",
) -> None:
    """Write the graph for other programs.

    \b
    graphkit export
    graphkit export --format graphml -o albania.graphml --as-of 2023-01-01
    graphkit export --format json --polarity negative
    graphkit export my-project/data --format parquet -o tables --edge-type HOSTS
    graphkit export --format neo4j-admin-parquet -o import
    graphkit export --format cypher -o load.cypher

    \b
    csv and parquet are complete datasets, every claim in them, and read back to the same graph.
    In graphml and json the projected claims are edges; others where a filter asks for them.
    neo4j-admin, in CSV or Parquet, and cypher hold what a load writes: loading afterwards
    writes nothing.
    OUT may replace what graphkit exported earlier, and nothing else.
    Values are never changed: cells that a spreadsheet would take for formulas are counted.
    """
    from graphkit import pipeline

    terminal = ctx.ensure_object(Terminal)
    graph = open_graph(terminal, data, origin, chosen)
    path = out if out is not None else _DEFAULTS[form]
    with terminal.progress() as progress:
        report = pipeline.export(graph, path, format=form.value, filter=chosen, progress=progress)
    terminal.result(str(report.path))
    terminal.say(f"{report.nodes:,} nodes, {report.claims:,} claims.")
    if report.command:
        terminal.say(f"Where the database is to be, with its server stopped:\n  {report.command}")
        terminal.say("Then start the server, and run afterwards.cypher there with cypher-shell -f.")
    for file, count in report.formulas.items():
        terminal.warn_of_formulas(count, file)
    if report.replaced:
        values = "1 value holds" if report.replaced == 1 else f"{report.replaced:,} values hold"
        terminal.say(
            f"{values} control characters, which XML cannot hold: there U+FFFD stands for each."
        )
