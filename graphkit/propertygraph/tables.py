"""The groups of a graph in parts, so that what is made of a large graph needs little memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final, Generic, TypeVar

import polars as pl

from graphkit.graph.graph import Graph
from graphkit.propertygraph.groups import (
    LINK_KEYS,
    LINKING,
    LINKS,
    TARGET,
    EdgeGroup,
    NodeGroup,
    between_claims,
    check_ends,
    check_inline,
    claim_links,
    claim_nodes,
    ids_of,
    projected_edges,
)
from graphkit.propertygraph.rows import slices
from graphkit.schema.names import CLAIM, ROOT

Group = TypeVar("Group", NodeGroup, EdgeGroup)


@dataclass(frozen=True)
class Table(Generic[Group]):
    """A group that is made part by part.

    Attributes:
        empty: The group without rows.
        rows: What its rows are made of.
        make: Makes rows of some of these.
    """

    empty: Group
    rows: pl.DataFrame = field(repr=False)
    make: Callable[[pl.DataFrame], pl.DataFrame] = field(repr=False)

    @property
    def present(self) -> list[str]:
        """The properties that some row may have; the others are absent from all of them."""
        absent = {each.name for each in self.rows if each.null_count() == len(each)}
        return [name for name in self.empty.properties if name not in absent]

    def parts(self, size: int) -> Iterator[Group]:
        """Yield the group in parts that are made of at most `size` rows each."""
        for rows in slices(self.rows, size):
            yield replace(self.empty, frame=self.make(rows))


_IS_LINKED: Final = {
    "CLAIMED_BY": pl.col("claimed_by").list.len() > 0,
    "EVIDENCED_BY": pl.col("document").is_not_null(),
}
"""Which claims have a link at all, where not all of them do."""

AnyTable = Table[NodeGroup] | Table[EdgeGroup]


def node_tables(graph: Graph) -> list[Table[NodeGroup]]:
    """Return what `node_groups` yields, without the types of which there is none."""
    tables = []
    for name, frame in graph.nodes.items():
        labels = tuple(sorted(set(graph.schema.nodes[name].labels) - {ROOT}))
        empty = NodeGroup("node", name, ROOT, labels, frame.clear())
        tables.append(Table(empty, frame, _same))
    for name, claims in graph.claims.items():
        edge_type = graph.schema.edges[name]
        if edge_type.claims == "reified":
            make = partial(claim_nodes, edge_type)
            empty = NodeGroup("claim", name, CLAIM, (), make(claims.clear()))
            tables.append(Table(empty, claims, make))
    return [table for table in tables if table.rows.height]


def edge_tables(graph: Graph) -> list[Table[EdgeGroup]]:
    """Return what `edge_groups` yields, without the types of which there is none.

    Raises:
        UsageError: Where an end is no node, or an inline type has claims that cannot be stored.
    """
    nodes = ids_of(graph.nodes.values())
    tables: list[Table[EdgeGroup]] = []
    reified = []
    for name, claims in graph.claims.items():
        edge_type = graph.schema.edges[name]
        check_inline(edge_type, claims)
        projected = claims if claims["projected"].all() else claims.filter("projected")
        check_ends(f"An edge {name}", projected, ("source", "target"), nodes)
        make = partial(projected_edges, edge_type)
        edge = EdgeGroup("edge", name, ROOT, ROOT, ("id",), make(claims.clear()))
        tables.append(Table(edge, projected, make))
        if edge_type.claims == "reified":
            reified.append(claims.select(LINKING))
    if reified:
        claims = pl.concat(reified)
        for name in LINKS:
            make = partial(_links, name)
            check_ends(f"A claim's {name}", make(claims).select(TARGET), (TARGET,), nodes)
            key = LINK_KEYS.get(name, ())
            link = EdgeGroup("link", name, CLAIM, ROOT, key, make(claims.clear()))
            tables.append(Table(link, claims.filter(_IS_LINKED.get(name, True)), make))
    for group in between_claims(graph):
        tables.append(Table(replace(group, frame=group.frame.clear()), group.frame, _same))
    return [table for table in tables if table.rows.height]


def _same(frame: pl.DataFrame) -> pl.DataFrame:
    return frame


def _links(name: str, claims: pl.DataFrame) -> pl.DataFrame:
    return claim_links(claims)[name]
