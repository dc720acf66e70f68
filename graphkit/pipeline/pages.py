"""View: from a Graph to a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.graph.filters import NO_FILTER, Filter
from graphkit.graph.graph import Graph

if TYPE_CHECKING:
    from graphkit.schema.model import Schema
    from graphkit.views.page import Layout
    from graphkit.views.tour import Step


def write_page(
    graph: Graph,
    path: str | Path,
    *,
    filter: Filter = NO_FILTER,
    title: str | None = None,
    focus: str | None = None,
    hops: int = 1,
    only: frozenset[str] | None = None,
    layout: Layout = "forces",
    places: Mapping[str, tuple[int, int]] | None = None,
    tour: Sequence[Step] = (),
    earlier: Graph | None = None,
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
        layout: How the nodes are set out when it opens: by `forces`, by `time`, by `communities`,
            or in `rings` around `focus`.
        places: Where nodes lie whatever the forces say: x and y by id, as `saved_places` tells.
        tour: Views that a reader is led through, as `saved_views` tells.
        earlier: Another graph, with which this one is compared: what it alone says is shown, too.

    Returns:
        The file.

    Raises:
        Refused: Where another file is there already.
        UsageError: Where there is no such node, or no such layout of what is shown.
    """
    from graphkit.views import write_page as write

    return write(
        graph,
        Path(path),
        filter=filter,
        title=title,
        focus=focus,
        hops=hops,
        only=only,
        layout=layout,
        places=places or {},
        tour=tour,
        earlier=earlier,
    )


def saved_places(folder: str | Path) -> dict[str, tuple[int, int]]:
    """Return where nodes of a dataset lie by hand: what its folder's `places.json` says.

    Args:
        folder: The dataset's folder.

    Raises:
        UsageError: Where there is such a file that does not say so.
    """
    from graphkit.views.places import FILE, read_places

    file = Path(folder) / FILE
    return read_places(file) if file.is_file() else {}


def saved_views(folder: str | Path) -> list[Step]:
    """Return the saved views of a dataset, in their order: what its folder's `views.yaml` says.

    Args:
        folder: The dataset's folder.

    Raises:
        UsageError: Where there is such a file that does not say so.
    """
    from graphkit.views.tour import FILE, read_tour

    file = Path(folder) / FILE
    return read_tour(file) if file.is_file() else []


def write_schema_page(schema: Schema, path: str | Path, *, data: Graph | None = None) -> Path:
    """Write a schema as one interactive HTML file that needs no network.

    Args:
        schema: The schema.
        path: The file. It may replace a page that graphkit wrote, and nothing else.
        data: A graph of it: its numbers and some names are told, too.

    Returns:
        The file.

    Raises:
        Refused: Where another file is there already.
    """
    from graphkit.views import write_schema_page as write

    return write(schema, Path(path), data=data)
