"""A store read back is the graph that went in."""

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from graphkit.errors import StoreError
from graphkit.graph.graph import Graph
from graphkit.readers.folder import read
from graphkit.stores import EmbeddedStore, Neo4jStore
from graphkit.stores.reading import read_graph
from graphkit.validation.check import build
from tests.neo4j_server import Neo4jServer
from tests.stores import graphs

ROOT = Path(__file__).parents[2]
AnyStore = EmbeddedStore | Neo4jStore


def claims(graph: Graph) -> pl.DataFrame:
    """The claims of a graph, apart from where their quotes stand: texts are not in a store."""
    return graph.claim_table().drop("quote_start", "quote_end").sort("id")


def same(found: Graph, expected: Graph) -> None:
    assert_frame_equal(claims(found), claims(expected))
    by_ends = ("source", "target", "type")
    assert_frame_equal(found.claim_edges.sort(by_ends), expected.claim_edges.sort(by_ends))
    filled = {name for name, frame in expected.nodes.items() if frame.height}
    assert set(found.nodes) == filled
    for name in filled:
        assert_frame_equal(found.nodes[name].sort("id"), expected.nodes[name].sort("id"))
    for name, frame in expected.claims.items():
        declared = ["id", *expected.schema.edges[name].properties]
        assert_frame_equal(
            found.claims[name].select(declared).sort("id"), frame.select(declared).sort("id")
        )


def test_the_small_graph_comes_back(store: AnyStore) -> None:
    expected = graphs.small()
    store.load(expected)
    same(read_graph(store, expected.schema, expected.name, Graph), expected)


@pytest.mark.parametrize("folder", ["data", "examples/ownership"])
def test_a_dataset_comes_back(store: AnyStore, folder: str) -> None:
    expected = build(read(ROOT / folder), Graph)
    store.load(expected)
    same(read_graph(store, expected.schema, expected.name, Graph), expected)


def test_only_what_the_dataset_says_is_read(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer
) -> None:
    expected = graphs.small()
    neo4j_store.load(expected)
    with clean_neo4j.driver() as driver:
        driver.execute_query("CREATE (:Entity:Person {id: 'theirs', name: 'Theirs'})")
    same(read_graph(neo4j_store, expected.schema, expected.name, Graph), expected)


def test_a_store_without_the_dataset_says_how_to_load_it(neo4j_store: Neo4jStore) -> None:
    schema = graphs.schema()
    with pytest.raises(StoreError, match=r"nothing of the dataset small\. .*graphkit load"):
        read_graph(neo4j_store, schema, "small", Graph)


def test_nodes_of_another_schema_are_told(embedded_store: EmbeddedStore) -> None:
    embedded_store.load(graphs.small())
    other = build(read(ROOT / "data"), Graph).schema
    with pytest.raises(StoreError, match="has no such type"):
        read_graph(embedded_store, other, "small", Graph)
