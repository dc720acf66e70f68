"""Graphs given by their edges alone."""

from collections.abc import Iterable

from graphkit.graph.graph import Graph
from graphkit.schema.model import Schema

EdgeRow = tuple[str, str, str]


def tied(schema: Schema, edges: Iterable[EdgeRow]) -> Graph:
    """Build a graph of Body nodes from (type, source, target); each row is a claim of its own."""
    rows = list(edges)
    graph = Graph(schema)
    for node in sorted({node for _, *ends in rows for node in ends}):
        graph.add_node("Body", id=node, name=node.upper())
    for number, (edge_type, source, target) in enumerate(rows):
        graph.add_edge(edge_type, source, target, id=f"c{number}")
    return graph
