"""`graphkit unload`."""

from __future__ import annotations

from typing import Annotated

import typer

from graphkit.cli.interrupts import interruptible
from graphkit.cli.options import environment
from graphkit.cli.output import Format, FormatOption
from graphkit.cli.plans import show_plan, show_report
from graphkit.cli.terminal import Terminal, ask
from graphkit.errors import UsageError

DatasetArgument = Annotated[str, typer.Argument(metavar="DATASET", help="The dataset's name.")]
ServerOption = Annotated[
    str | None,
    typer.Option("--to", metavar="URI", help="The server.", show_default="NEO4J_URI"),
]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Show what would go, and write nothing.")
]
SureOption = Annotated[bool, typer.Option("--yes", help="Do not ask before taking it out.")]


def unload(
    ctx: typer.Context,
    name: DatasetArgument,
    to: ServerOption = None,
    dry_run: DryRunOption = False,
    yes: SureOption = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Take a dataset out of a Neo4j again.

    \b
    graphkit unload harbor-town --dry-run
    graphkit unload harbor-town --to bolt://localhost:7687

    \b
    What the dataset alone says goes. What another dataset says too stays, without what this one
    alone said of it. What people and other tools wrote stays, and so does a node that their edges
    hang on, with its id.
    """
    from graphkit.pipeline import find_target, open_target, plan_unload
    from graphkit.pipeline import unload as take_out

    terminal = ctx.ensure_object(Terminal)
    target = find_target(to, None, environment())
    if not target.is_server:
        message = "An embedded store holds one graph and nothing else."
        hint = "Remove its folder, or name a server: --to URI, or NEO4J_URI."
        raise UsageError(message, hint)
    with open_target(target) as store:
        if dry_run or not yes:
            plan = plan_unload(store, name)
            if dry_run:
                show_plan(terminal, plan, form)
                return
            total = plan.total
            stay = f", {total.released:,} stay without what it says of them"
            ask(
                f"{total.removed:,} nodes and edges that only {name} says go out of {store.name}"
                f"{stay if total.released else ''}.",
                "Go on?",
                way_out="Say --yes to take them out, or --dry-run to see them.",
                otherwise="Nothing was taken out.",
            )
        after = "Unload again: what is taken out is gone, and the rest follows."
        with interruptible(terminal, after), terminal.progress() as progress:
            report = take_out(store, name, progress=progress, say=terminal.say)
    show_report(terminal, report, form)
