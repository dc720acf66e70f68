"""`graphkit view`: the graph as one offline page."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.open import open_graph
from graphkit.cli.options import DataArgument, Source, environment, with_filter, with_source
from graphkit.cli.terminal import Terminal
from graphkit.errors import UsageError

if TYPE_CHECKING:
    from graphkit.graph.filters import Filter
    from graphkit.pipeline import Graph
    from graphkit.stores.base import Store

_MANY_CLAIMS = 20_000


class Layout(StrEnum):
    """How nodes are set out."""

    FORCES = "forces"
    TIME = "time"
    COMMUNITIES = "communities"
    RINGS = "rings"


@with_filter
@with_source
def view(
    ctx: typer.Context,
    data: DataArgument = None,
    out: Annotated[Path, typer.Option("-o", "--out", help="The file.")] = Path("graph.html"),
    browse: Annotated[bool, typer.Option("--open", help="Open it in a browser.")] = False,
    title: Annotated[
        str | None,
        typer.Option("--title", help="The headline.", show_default="the dataset's title"),
    ] = None,
    node: Annotated[
        str | None, typer.Option("--node", metavar="ID", help="Only what is near this node.")
    ] = None,
    hops: Annotated[int, typer.Option("--hops", min=0, help="With --node: how near.")] = 1,
    query: Annotated[
        str | None, typer.Option("--query", metavar="NAME", help="Only what a saved query finds.")
    ] = None,
    layout: Annotated[
        Layout,
        typer.Option("--layout", help="How it opens; rings lie around --node."),
    ] = Layout.FORCES,
    compare: Annotated[
        str | None,
        typer.Option(
            "--compare",
            metavar="URI|FOLDER",
            help="An earlier dataset, or a store: show what was added, removed, changed.",
        ),
    ] = None,
    *,
    origin: Source,
    chosen: "Filter",
) -> None:
    """Write the graph as one interactive HTML file that needs no network.

    \b
    graphkit view --open
    graphkit view -o albania.html --node albania --hops 2
    graphkit view -o 2013.html --as-of 2013-01-01
    graphkit view -o disputes.html --query disputes
    graphkit view -o time.html --layout time
    graphkit view -o changes.html --compare ../last-week/data
    graphkit view --from bolt://localhost:7687 --edge-type HOSTS
    graphkit view --from bolt://localhost:7687 --schema schema.yaml --read-limit 500

    \b
    The file may replace a page that graphkit wrote, and nothing else. Where the dataset's folder
    has a places.json, as a page saves it, nodes lie where it says; the views in a views.yaml are
    a guided tour.
    """
    from graphkit.pipeline import find_dataset, saved_places, saved_views, write_page

    if compare is not None and (node is not None or query is not None):
        message = "--compare shows graphs whole."
        raise UsageError(message, "Leave --node and --query out; filters apply to both graphs.")
    terminal = ctx.ensure_object(Terminal)
    graph = open_graph(terminal, data, origin, chosen)
    folder = find_dataset(data) if origin.store is None or data is not None else None
    only = _found(terminal, graph, query, folder, origin.store) if query is not None else None
    if node is None and only is None:
        warning = slow_page(graph.edges(chosen).height)
        if warning:
            terminal.say(warning)
    earlier = _earlier(terminal, compare, chosen) if compare is not None else None
    written = write_page(
        graph,
        out,
        filter=chosen,
        title=title,
        focus=node,
        hops=hops,
        only=only,
        layout=layout.value,
        places=saved_places(folder) if folder is not None else {},
        tour=saved_views(folder) if folder is not None else [],
        earlier=earlier,
    )
    terminal.result(str(written))
    if browse:
        typer.launch(written.resolve().as_uri())


def _earlier(terminal: Terminal, other: str, chosen: "Filter") -> "Graph":
    """Return the graph of a dataset's folder, or the one that a store holds."""
    from graphkit.stores import is_address

    folder = Path(other)
    if is_address(other) or (folder.is_dir() and not (folder / "schema.yaml").exists()):
        return open_graph(terminal, None, Source(other), chosen)
    return open_graph(terminal, other, Source(), chosen)


def slow_page(claims: int) -> str:
    """Say so where a page of some claims takes long to write and to open; else nothing.

    Example:
        >>> slow_page(_MANY_CLAIMS)
        ''
        >>> slow_page(133_303)[:45]
        'A page of 133,303 claims takes a minute or mo'
    """
    if claims <= _MANY_CLAIMS:
        return ""
    return (
        f"A page of {claims:,} claims takes a minute or more to write, and some seconds to open. "
        "--node, --query and filters make it smaller; `graphkit export --format graphml` is for "
        "programs that draw large graphs."
    )


def _found(
    terminal: Terminal, graph: "Graph", query: str, folder: Path | None, source: str | None
) -> frozenset[str]:
    """Return the ids of what a saved query finds where the graph comes from."""
    from graphkit import pipeline
    from graphkit.queries import bind

    saved = pipeline.saved_query(query, folder)
    if folder is not None and source is None:
        store: Store = pipeline.open_embedded(folder, terminal.say)
    else:
        target = pipeline.find_target(source, folder, environment())
        store = pipeline.open_current(target, terminal.say)
    with store:
        found = pipeline.found_ids(store.query(saved.cypher, bind(saved, {})), graph)
    if not found:
        message = f"{query} finds no node and no claim to show."
        raise UsageError(message, "Let it return nodes, edges, paths, or their ids.")
    return found
