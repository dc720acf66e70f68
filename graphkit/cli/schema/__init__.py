"""`graphkit schema`: the commands of those who model."""

from __future__ import annotations

import typer

from graphkit.cli.schema import ddl, diff, inspect, interchange, look

group = typer.Typer(
    help="Design, show, check and change a schema.", rich_markup_mode=None, no_args_is_help=True
)

group.command("show")(look.show)
group.command("view")(look.view)
group.command("lint")(look.lint)
group.command("ddl")(ddl.ddl)
group.command("diff")(diff.diff)
group.command("style")(look.style)
group.command("inspect")(inspect.inspect)
group.command("import")(interchange.import_)
group.command("export")(interchange.export)
