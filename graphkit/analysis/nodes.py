"""Nodes that are asked for by id."""

from __future__ import annotations

from graphkit.errors import UsageError, did_you_mean
from graphkit.graph.graph import Graph


def require_node(graph: Graph, node: str) -> None:
    """Raise a UsageError with the nearest id where the graph has no node with the id `node`."""
    ids = graph.node_table()["id"]
    if node not in ids:
        msg = f'There is no node "{node}".'
        raise UsageError(msg, did_you_mean(node, ids.sort().to_list()))


def node_labels(graph: Graph) -> dict[str, str]:
    """Return the text to show for each node, by id."""
    return dict(graph.node_table().select("id", "label").iter_rows())
