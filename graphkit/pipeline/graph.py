"""The Graph that the package gives out: it knows its ways out."""

from __future__ import annotations

import html
from datetime import date
from typing import TYPE_CHECKING

from graphkit.graph.filters import NO_FILTER, Filter, as_day
from graphkit.graph.graph import Graph as PlainGraph

if TYPE_CHECKING:
    import networkx as nx
    from pyvis.network import Network


class Graph(PlainGraph):
    """A Graph that knows its ways out: to networkx, to pyvis, and into a notebook."""

    def to_networkx(
        self, filter: Filter = NO_FILTER, *, as_of: date | str | None = None
    ) -> nx.MultiDiGraph:
        """Return the graph as a networkx MultiDiGraph, keyed by edge id.

        Args:
            filter: Which claims become edges.
            as_of: A day, also as ISO text, in place of the filter's.

        Raises:
            UsageError: Where the day is none, or the filter names what is not there.
        """
        from dataclasses import replace

        from graphkit.analysis.convert import to_networkx

        if as_of is not None:
            filter = replace(filter, as_of=as_day(as_of))
        return to_networkx(self, filter)

    def to_pyvis(self) -> Network:
        """Return the graph as a pyvis Network, laid out, for people who want to go on from it."""
        from graphkit.views import to_pyvis

        return to_pyvis(self)

    def _repr_html_(self) -> str:
        from graphkit.views import render_page

        page = html.escape(render_page(self), quote=True)
        style = "width:100%;height:640px;border:0"
        return f'<iframe sandbox="allow-scripts" style="{style}" srcdoc="{page}"></iframe>'
