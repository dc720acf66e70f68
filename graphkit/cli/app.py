"""The commands and their groups."""

from __future__ import annotations

from typing import Annotated

import typer

from graphkit.cli import analyze, data, export, load, loads, query, schema, serve, unload, view
from graphkit.cli.terminal import Terminal

app = typer.Typer(
    name="graphkit",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(wanted: bool) -> None:
    if wanted:
        from graphkit import __version__

        typer.echo(f"graphkit {__version__}")
        raise typer.Exit


@app.callback()
def settings(
    ctx: typer.Context,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Results and errors only.")] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Say more on the way.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """What documents say, as a checked graph: in Neo4j, on disk, in networkx, on a page.

    \b
    graphkit init my-project     a small complete project
    graphkit check               every problem, at its place
    graphkit load                into the embedded store, or the Neo4j of NEO4J_URI
    graphkit query --list        the saved questions
    graphkit view --open         the graph as one offline page
    graphkit export              the graph as files for other programs

    \b
    DATA is a dataset's folder: by default `data`, else the current folder.
    Exit codes: 0 done, 1 errors in the data, 2 wrong usage, 3 store failed, 4 refused.
    """
    terminal = ctx.ensure_object(Terminal)
    terminal.quiet, terminal.verbose, terminal.debug = quiet, verbose, debug


app.command("init")(data.init)
app.command("check")(data.check)
app.command("load")(load.load)
app.command("unload")(unload.unload)
app.command("loads")(loads.loads)
app.command("query")(query.query)
app.add_typer(analyze.group, name="analyze")
app.command("view")(view.view)
app.command("export")(export.export)
app.command("serve")(serve.serve)
app.add_typer(schema.group, name="schema")
