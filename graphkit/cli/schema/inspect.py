"""`graphkit schema inspect`: a schema for data that has none."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli.options import environment
from graphkit.cli.terminal import Terminal


def inspect(
    ctx: typer.Context,
    source: Annotated[
        str,
        typer.Argument(metavar="SOURCE", help="A store, a folder of tables, or a graph's file."),
    ],
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="A new file to write.", show_default="stdout"),
    ] = None,
    sample: Annotated[
        int, typer.Option("--sample", metavar="N", min=1, help="Look at the values of N elements.")
    ] = 1_000_000,
    dataset: Annotated[
        str | None, typer.Option("--dataset", metavar="NAME", help="Which dataset of a store.")
    ] = None,
) -> None:
    """Propose a schema for data that has none, with what was seen as comments.

    \b
    graphkit schema inspect bolt://localhost:7687 -o schema.yaml
    graphkit schema inspect data
    graphkit schema inspect exported-tables
    graphkit schema inspect graph.graphml

    \b
    Of a dataset that graphkit loaded, the schema that the store keeps is given. The file replaces
    nothing: a proposal is there to be edited.
    """
    from graphkit.exports.writing import new_file
    from graphkit.pipeline import find_target, inspect_schema

    terminal = ctx.ensure_object(Terminal)
    target = find_target(source, None, environment())
    found = inspect_schema(target, sample=sample, dataset=dataset, say=terminal.say)
    if out is None:
        terminal.result(found.text.rstrip("\n"))
        return
    with new_file(out) as beside:
        beside.write_text(found.text, encoding="utf-8", newline="\n")
    terminal.result(str(out))
