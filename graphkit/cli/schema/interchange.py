"""`graphkit schema import` and `export`: schemas from and for other modelling tools."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli.options import DataArgument
from graphkit.cli.terminal import Terminal


class DrawingFormat(StrEnum):
    """The files of other modelling tools."""

    ARROWS = "arrows"
    DATA_IMPORTER = "data-importer"


def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What the other tool saved.")],
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="The schema's file.", show_default="printed"),
    ] = None,
    form: Annotated[
        DrawingFormat | None,
        typer.Option("--format", help="What saved it.", show_default="as its content tells"),
    ] = None,
) -> None:
    """Make a schema of what was drawn in arrows.app or in Neo4j's Data Importer.

    \b
    graphkit schema import drawing.json
    graphkit schema import drawing.json -o data/schema.yaml
    graphkit schema import neo4j_importer_model.json --format data-importer

    \b
    With -o, places and styles of arrows.app are kept beside the schema, in schema.arrows.json, for
    `graphkit schema export --format arrows`. The file named replaces nothing.
    """
    from graphkit import pipeline

    terminal = ctx.ensure_object(Terminal)
    imported = pipeline.import_schema(file, format=None if form is None else form.value)
    if out is None:
        terminal.result(imported.text.rstrip("\n"))
    else:
        for written in pipeline.write_imported(imported, out):
            terminal.result(str(written))
    for warning in imported.warnings:
        terminal.say(f"Warning: {warning}")


def export(
    ctx: typer.Context,
    data: DataArgument = None,
    form: Annotated[
        DrawingFormat, typer.Option("--format", help="What is to open it.")
    ] = DrawingFormat.ARROWS,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="The file.", show_default="printed")
    ] = None,
) -> None:
    """Write a schema for arrows.app or Neo4j's Data Importer; what they have no word for is told.

    \b
    graphkit schema export --format arrows -o drawing.json
    graphkit schema export my-project/data/schema.yaml --format data-importer -o model.json
    """
    from graphkit import pipeline

    terminal = ctx.ensure_object(Terminal)
    exported = pipeline.export_schema(pipeline.find_schema(data), format=form.value)
    if out is None:
        terminal.result(exported.text.rstrip("\n"))
    else:
        terminal.result(str(pipeline.write_drawing(exported, out)))
    for warning in exported.warnings:
        terminal.say(f"Warning: {warning}")
