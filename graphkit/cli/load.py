"""`graphkit load`."""

from __future__ import annotations

from typing import Annotated

import typer

from graphkit.cli.interrupts import interruptible
from graphkit.cli.open import examined
from graphkit.cli.options import (
    DatasetsArgument,
    YesOption,
    environment,
)
from graphkit.cli.output import Format, FormatOption
from graphkit.cli.plans import show_plan, show_report
from graphkit.cli.quarantine import QuarantineOption, set_aside
from graphkit.cli.terminal import Terminal, ask
from graphkit.errors import UsageError

ToOption = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar="URI|FOLDER",
        help="The store to load into.",
        show_default="NEO4J_URI, else .graphkit in the first DATA",
    ),
]


DryRunOption = Annotated[
    bool,
    typer.Option("--dry-run", help="Show what would change in a Neo4j, and write nothing."),
]
SyncOption = Annotated[
    bool,
    typer.Option("--sync", help="Also take out what this dataset alone said and no longer says."),
]
AdoptOption = Annotated[
    bool,
    typer.Option(
        "--adopt",
        help="Take over, and overwrite, what people or other tools wrote under the same ids.",
    ),
]
VerifyOption = Annotated[
    bool,
    typer.Option("--verify", help="Also find values that were edited by hand; put them right."),
]

_AFTER = {
    True: "Load again: what is written stays, and the rest follows.",
    False: "The store holds the older graph or the newer one, whole.",
}
"""What holds after Ctrl-C, in a server and in an embedded store."""


def load(
    ctx: typer.Context,
    data: DatasetsArgument = None,
    to: ToOption = None,
    quarantine: QuarantineOption = None,
    dry_run: DryRunOption = False,
    sync: SyncOption = False,
    adopt: AdoptOption = False,
    verify: VerifyOption = False,
    yes: YesOption = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Put the graph of a dataset into a store. Loading it again changes nothing.

    \b
    graphkit load
    graphkit load --to bolt://localhost:7687
    graphkit load my-project/data --to my-project/data/.graphkit
    graphkit load data more-data
    graphkit load data --quarantine held
    graphkit load data held
    graphkit load --dry-run
    graphkit load --dry-run --sync --format json

    \b
    In a Neo4j, --dry-run tells by type what a load would create, update, leave unchanged, what is
    stale (an earlier load wrote it, and the dataset no longer says it) and what is in conflict:
    there already, with other values of another dataset, a person or a tool. A conflict stops a load
    before it writes anything. JSON lists every change with old and new values, of each type the
    first thousand. Exit code 4 where there are conflicts.

    \b
    Several folders become one graph. It is called like the first, and goes into its .graphkit
    where no store is named.

    \b
    A server's user and password come from NEO4J_USERNAME and NEO4J_PASSWORD, its database from
    NEO4J_DATABASE; from the environment, or a file .env.

    \b
    While there are errors in the data, nothing is loaded. With --quarantine what is sound is
    loaded, and the rows with errors, with what hangs on them, are written into FOLDER as they
    came in. They are mended there and then loaded beside the data. Exit code 1 where something is
    held back.
    """
    from graphkit.pipeline import (
        examine,
        find_datasets,
        find_target,
        holds_other_data,
        load_dataset,
        open_target,
        plan_dataset,
        read,
    )
    from graphkit.stores.plan import Terms

    if dry_run and quarantine is not None:
        message = "--dry-run writes nothing, and --quarantine writes what is held back."
        raise UsageError(message, "Use one of them at a time.")
    terms = Terms(sync=sync, adopt=adopt, verify=verify)

    terminal = ctx.ensure_object(Terminal)
    folders = find_datasets(data)
    target = find_target(to, folders[0], environment())
    held = 0
    if quarantine is None:
        dataset = read(*folders)
        graph = examined(terminal, folders, *examine(dataset))
    else:
        dataset, graph, held = set_aside(terminal, folders, quarantine)
    with open_target(target) as store:
        if dry_run:
            terminal.say(f"Comparing {graph.name} with {store.name}; nothing is written.")
            plan = plan_dataset(store, graph, dataset, terms=terms)
            show_plan(terminal, plan, form)
            if plan.total.conflicts:
                raise typer.Exit(4)
            return
        terminal.say(f"Loading {graph.name} into {store.name}")
        if not yes and holds_other_data(store, graph):
            ask(
                f"{store.name} holds other data, which stays as it is.",
                f"Load {graph.name} into it?",
                way_out="Say --yes to load into it all the same.",
                otherwise="Nothing was loaded.",
            )
        with interruptible(terminal, _AFTER[target.is_server]), terminal.progress() as progress:
            report = load_dataset(
                store,
                graph,
                dataset,
                held=held,
                terms=terms,
                progress=progress,
                say=terminal.say,
            )
    show_report(terminal, report, form)
    if held:
        raise typer.Exit(1)
