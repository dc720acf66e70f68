"""`graphkit analyze`: measures, each a table or a plain value."""

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Protocol, cast

import typer

from graphkit.cli.options import DataArgument, Source, with_filter, with_source
from graphkit.cli.output import Format, FormatOption, formula_cells, render
from graphkit.cli.terminal import Terminal

if TYPE_CHECKING:
    from graphkit.analysis.centrality import Measure
    from graphkit.analysis.table import Table
    from graphkit.graph.filters import Filter

group = typer.Typer(
    help="Measure a graph. Measures count distinct edges, never how often one is claimed.",
    rich_markup_mode=None,
    no_args_is_help=True,
)


class Result(Protocol):
    """What every measure gives: a plain value that knows its table."""

    def table(self) -> "Table":
        """Return the value as rows."""


@group.command()
@with_filter
@with_source
def summary(
    ctx: typer.Context,
    data: DataArgument = None,
    form: FormatOption = Format.TABLE,
    *,
    origin: Source,
    chosen: "Filter",
) -> None:
    """Count nodes, edges and claims by type, polarity, modality and speaker.

    \b
    graphkit analyze summary
    graphkit analyze summary --as-of 2013-01-01 --according-to us-government
    graphkit analyze summary --from bolt://localhost:7687 --dataset harbor-town
    """
    from graphkit.analysis.summary import summary as measure

    _write(ctx, measure(_graph(ctx, data, origin, chosen), chosen), form)


@group.command()
@with_filter
@with_source
def central(
    ctx: typer.Context,
    data: DataArgument = None,
    by: Annotated[str, typer.Option("--by", help="degree, pagerank or betweenness.")] = "degree",
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many nodes.")] = 20,
    seed: Annotated[int, typer.Option("--seed", help="For betweenness of large graphs.")] = 0,
    form: FormatOption = Format.TABLE,
    *,
    origin: Source,
    chosen: "Filter",
) -> None:
    """Rank nodes by degree, PageRank or betweenness.

    \b
    graphkit analyze central --by betweenness --limit 10
    """
    from graphkit.analysis.centrality import central as measure

    # an unknown word is told by the measure itself
    graph = _graph(ctx, data, origin, chosen)
    _write(ctx, measure(graph, chosen, by=cast("Measure", by), limit=limit, seed=seed), form)


@group.command()
@with_filter
@with_source
def communities(
    ctx: typer.Context,
    data: DataArgument = None,
    seed: Annotated[int, typer.Option("--seed", help="Another seed may group otherwise.")] = 0,
    form: FormatOption = Format.TABLE,
    *,
    origin: Source,
    chosen: "Filter",
) -> None:
    """Group nodes that have more to do with each other than with the rest.

    \b
    graphkit analyze communities --node-type Organization --node-type Country
    """
    from graphkit.analysis.communities import communities as measure

    found = measure(_graph(ctx, data, origin, chosen), chosen, seed=seed)
    _write(ctx, found, form)
    if found.advice:
        ctx.ensure_object(Terminal).say(found.advice)


@group.command()
@with_filter
@with_source
def paths(
    ctx: typer.Context,
    start: Annotated[str, typer.Argument(metavar="NODE", help="The id of a node.")],
    end: Annotated[str, typer.Argument(metavar="NODE", help="The id of another.")],
    data: DataArgument = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many paths.")] = 5,
    hops: Annotated[int, typer.Option("--hops", min=1, help="Most steps of a path.")] = 6,
    form: FormatOption = Format.TABLE,
    *,
    origin: Source,
    chosen: "Filter",
) -> None:
    """Show how two nodes are connected, shortest first, with the claims along the way.

    \b
    graphkit analyze paths saddam-hussein mike-pence
    """
    from graphkit.analysis.paths import paths as measure

    graph = _graph(ctx, data, origin, chosen)
    _write(ctx, measure(graph, start, end, chosen, limit=limit, max_hops=hops), form)


@group.command()
@with_filter
@with_source
def balance(
    ctx: typer.Context,
    data: DataArgument = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help="How many frustrated triads.")] = 100,
    form: FormatOption = Format.TABLE,
    *,
    origin: Source,
    chosen: "Filter",
) -> None:
    """Count balanced and frustrated triads, and list pairs of both signs.

    \b
    graphkit analyze balance --as-of 2013-01-01
    """
    from graphkit.analysis.balance import balance as measure

    _write(ctx, measure(_graph(ctx, data, origin, chosen), chosen, limit=limit), form)


@group.command()
@with_filter
@with_source
def timeline(
    ctx: typer.Context,
    data: DataArgument = None,
    node: Annotated[str | None, typer.Option("--node", metavar="ID", help="Of one node.")] = None,
    form: FormatOption = Format.TABLE,
    *,
    origin: Source,
    chosen: "Filter",
) -> None:
    """List dated claims in the order of their times.

    \b
    graphkit analyze timeline --node mek
    """
    from graphkit.analysis.timeline import timeline as measure

    _write(ctx, measure(_graph(ctx, data, origin, chosen), chosen, node=node), form)


@group.command()
@with_filter
@with_source
def disputes(
    ctx: typer.Context,
    data: DataArgument = None,
    form: FormatOption = Format.TABLE,
    *,
    origin: Source,
    chosen: "Filter",
) -> None:
    """Set claims beside those that contest them.

    \b
    graphkit analyze disputes --format json
    """
    from graphkit.analysis.disputes import disputes as measure

    _write(ctx, measure(_graph(ctx, data, origin, chosen), chosen), form)


def _graph(ctx: typer.Context, data: str | None, origin: Source, chosen: "Filter") -> Any:
    from graphkit.cli.open import open_graph

    return open_graph(ctx.ensure_object(Terminal), data, origin, chosen)


def _write(ctx: typer.Context, result: Result, form: Format) -> None:
    import json

    terminal = ctx.ensure_object(Terminal)
    table = result.table()
    if form is Format.JSON:
        value = asdict(result)  # type: ignore[call-overload]
        terminal.result(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))
        return
    rows = render(table.columns, table.rows, form)
    if form is Format.CSV:
        terminal.warn_of_formulas(formula_cells(table.rows))
    if form is Format.TABLE:
        terminal.say(table.title)
        rows = "\n".join(part for part in (rows, "", *table.notes) if part or rows).rstrip()
    terminal.result(rows)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
