"""View: from a Graph to a page."""

from __future__ import annotations

from pathlib import Path

from graphkit.graph.filters import NO_FILTER, Filter
from graphkit.graph.graph import Graph


def write_page(
    graph: Graph,
    path: str | Path,
    *,
    filter: Filter = NO_FILTER,
    title: str | None = None,
    focus: str | None = None,
    hops: int = 1,
    only: frozenset[str] | None = None,
) -> Path:
    """Write a graph as one interactive HTML file that needs no network.

    Args:
        graph: The graph.
        path: The file. It may replace a page that graphkit wrote, and nothing else.
        filter: Which claims become edges.
        title: The page's headline; the dataset's title where none is given.
        focus: The id of a node; then only what is near it is shown.
        hops: How far from it.
        only: The ids of the nodes and claims to show; all where None.

    Returns:
        The file.

    Raises:
        Refused: Where another file is there already.
        UsageError: Where there is no such node.
    """
    from graphkit.views import write_page as write

    return write(graph, Path(path), filter=filter, title=title, focus=focus, hops=hops, only=only)
