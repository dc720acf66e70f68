"""`graphkit serve`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.options import (
    DataArgument,
)
from graphkit.cli.terminal import Terminal

if TYPE_CHECKING:
    pass


def serve(
    ctx: typer.Context,
    data: DataArgument = None,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")
    ] = 7687,
) -> None:
    """Open the embedded store to Neo4j's tools and drivers, read-only, until Ctrl-C.

    \b
    graphkit serve
    graphkit serve my-project/data --port 0
    """
    from graphkit import pipeline

    terminal = ctx.ensure_object(Terminal)
    folder = pipeline.find_dataset(data)
    with pipeline.open_embedded(folder, terminal.say) as store:
        endpoint = store.serve(port=port)
        terminal.result(f"URI       {endpoint.uri}")
        terminal.result(f"user      {endpoint.username}")
        terminal.result(f"password  {endpoint.password}")
        terminal.say("Read-only, on this machine alone, until Ctrl-C.")
        sys.stdout.flush()
        pipeline.wait_for_interrupt()
    terminal.say("Closed.")
