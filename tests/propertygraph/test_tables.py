"""Tables: what the groups hold, part by part."""

from functools import cache
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import graphkit as gk
from graphkit.errors import UsageError
from graphkit.graph.graph import Graph
from graphkit.propertygraph.groups import EdgeGroup, NodeGroup, edge_groups, node_groups
from graphkit.propertygraph.tables import edge_tables, node_tables
from tests.stores import graphs

ROOT = Path(__file__).parents[2]


@cache
def case() -> Graph:
    return gk.build(gk.read(ROOT / "data"))


def whole(groups: list[NodeGroup | EdgeGroup]) -> dict[tuple[str, str], pl.DataFrame]:
    found: dict[tuple[str, str], pl.DataFrame] = {}
    for group in groups:
        key = (group.kind, group.type)
        found[key] = pl.concat([found[key], group.frame]) if key in found else group.frame
    return {key: frame for key, frame in found.items() if frame.height}


@pytest.mark.parametrize("size", [1, 3, 10_000])
@pytest.mark.parametrize("name", ["small", "case"])
def test_the_parts_of_all_tables_are_the_groups(name: str, size: int) -> None:
    graph = graphs.small() if name == "small" else case()
    nodes = [part for table in node_tables(graph) for part in table.parts(size)]
    edges = [part for table in edge_tables(graph) for part in table.parts(size)]
    parts: list[NodeGroup | EdgeGroup] = [*nodes, *edges]
    assert all(part.frame.height <= size for part in parts if part.type != "CLAIMED_BY")
    assert all(part.frame.height for part in parts)
    found = whole(parts)
    groups: list[NodeGroup | EdgeGroup] = [*node_groups(graph), *edge_groups(graph)]
    expected = whole(groups)
    assert list(found) == list(expected)
    for key, frame in expected.items():
        assert_frame_equal(found[key], frame)


def test_a_table_tells_which_properties_some_row_has() -> None:
    tables = {(table.empty.kind, table.empty.type): table for table in edge_tables(graphs.small())}
    assert "share" in tables["edge", "OWNS"].present
    assert "document" not in tables["edge", "OWNS"].present
    assert tables["link", "EVIDENCED_BY"].present == ["start", "end"]
    for table in tables.values():
        assert table.empty.frame.height == 0


def test_an_end_that_is_no_node_is_told_before_anything_is_made() -> None:
    graph = graphs.many(3)
    astray = Graph(
        graph.schema, nodes={}, stated=graph.stated, properties=graph.properties, name="many"
    )
    with pytest.raises(UsageError, match="An edge OWNS has the end"):
        edge_tables(astray)
    unread = graphs.small()
    silent = Graph(
        unread.schema,
        nodes={name: frame for name, frame in unread.nodes.items() if name != "Document"},
        stated=unread.stated,
        properties=unread.properties,
    )
    with pytest.raises(UsageError, match='A claim\'s EVIDENCED_BY has the end "digest"'):
        edge_tables(silent)


def test_an_inline_type_has_no_place_for_a_denial() -> None:
    with pytest.raises(UsageError, match="3 of the OWNS claims are negative"):
        edge_tables(graphs.many(3, polarity="negative"))
