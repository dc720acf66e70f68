"""A store read back is the graph that went in."""

from pathlib import Path
from typing import Any

import networkx as nx
import polars as pl
import pytest
from hypothesis import Phase, given, settings
from networkx.utils import graphs_equal
from polars.testing import assert_frame_equal

import graphkit as gk
from graphkit.analysis.disputes import disputes
from graphkit.analysis.summary import summary
from graphkit.errors import StoreError, UsageError
from graphkit.graph.graph import Graph
from graphkit.schema.model import Schema
from graphkit.stores import EmbeddedStore, Neo4jStore
from graphkit.views.payload import build_payload
from tests.exports.graphs import graphs as any_graphs
from tests.neo4j_server import Neo4jServer
from tests.stores import graphs
from tests.stores.asking import AnyStore, run

ROOT = Path(__file__).parents[2]


def case() -> gk.Graph:
    return gk.build(gk.read(ROOT / "data"))


def same(found: Graph, expected: Graph) -> None:
    """Every frame is equal, in any order of rows: values, names and types of columns."""
    filled = {name for name, frame in expected.nodes.items() if frame.height}
    assert set(found.nodes) == filled
    for name in filled:
        assert_frame_equal(found.nodes[name], expected.nodes[name], check_row_order=False)
    assert set(found.claims) == set(expected.claims)
    for name, frame in expected.claims.items():
        assert_frame_equal(found.claims[name].sort("id"), frame.sort("id"))
    assert_frame_equal(found.claim_table().sort("id"), expected.claim_table().sort("id"))
    by_ends = ("source", "target", "type")
    assert_frame_equal(found.claim_edges.sort(by_ends), expected.claim_edges.sort(by_ends))
    assert (found.name, found.title, found.license) == (
        expected.name,
        expected.title,
        expected.license,
    )


# --- whole ----------------------------------------------------------------------------------------


def test_the_small_graph_comes_back(store: AnyStore) -> None:
    expected = graphs.small()
    store.load(expected)
    found = gk.read_store(store)
    same(found, expected)
    assert found.schema == expected.schema
    assert gk.read_store(store, graphs.schema(), "small").name == "small"


@pytest.mark.parametrize("folder", ["data", "examples/ownership"])
def test_a_dataset_comes_back(store: AnyStore, folder: str) -> None:
    expected = gk.build(gk.read(ROOT / folder))
    store.load(expected)
    found = gk.read_store(store)
    same(found, expected)
    assert found.documents.is_empty()
    assert graphs_equal(found.to_networkx(), expected.to_networkx())
    assert summary(found) == summary(expected)
    assert disputes(found) == disputes(expected)


def test_any_graph_comes_back_from_the_embedded_store(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    @settings(max_examples=15, deadline=None)
    @given(any_graphs())
    def comes_back(expected: gk.Graph) -> None:
        with gk.connect(tmp_path_factory.mktemp("any")) as store:
            store.load(expected)
            same(gk.read_store(store), expected)

    comes_back()


@pytest.mark.neo4j
def test_any_graph_comes_back_from_a_neo4j(neo4j_server: Neo4jServer) -> None:
    @settings(max_examples=10, deadline=None, phases=[Phase.explicit, Phase.generate])
    @given(any_graphs())
    def comes_back(expected: gk.Graph) -> None:
        run(neo4j_server, "MATCH (n) DETACH DELETE n")
        credentials = {"username": neo4j_server.username, "password": neo4j_server.password}
        with gk.connect(neo4j_server.uri, **credentials) as store:
            store.load(expected)
            same(gk.read_store(store), expected)

    comes_back()


def test_quotes_stand_where_they_stood(embedded_store: EmbeddedStore) -> None:
    expected = case()
    embedded_store.load(expected)
    found = gk.read_store(embedded_store)
    places = found.claim_table().select("id", "quote_start", "quote_end", "section")
    assert places["quote_start"].count() > 50
    # what is added, and what is redacted, leaves the others where they are
    found.add_edge("HOSTS", "albania", "mek", id="added", time="2020")
    again = found.claim_table().filter(pl.col("id") != "added")
    assert_frame_equal(again.select(places.columns), places)


def test_what_is_exported_is_what_the_files_give(
    embedded_store: EmbeddedStore, tmp_path: Path
) -> None:
    expected = case()
    embedded_store.load(expected)
    found = gk.read_store(embedded_store)
    for form in ("graphml", "json"):
        gk.export(found, tmp_path / f"found.{form}", format=form)
        gk.export(expected, tmp_path / f"expected.{form}", format=form)
    read = [
        nx.read_graphml(tmp_path / f"{n}.graphml", edge_key_type=str) for n in ("found", "expected")
    ]
    assert graphs_equal(*read)
    folder = gk.export(found, tmp_path / "found").path
    whole = gk.export(expected, tmp_path / "expected").path
    again, once = gk.build(gk.read(folder)), gk.build(gk.read(whole))
    texts = "quote_start", "quote_end"
    assert_frame_equal(
        again.claim_table().drop(texts).sort("id"), once.claim_table().drop(texts).sort("id")
    )
    # ids and whatever else follows from the rest are no more written out than in the files' own
    claims = found.stated.filter(pl.col("id").is_null()).height
    assert claims == expected.stated.filter(pl.col("id").is_null()).height


def in_order(payload: dict[str, Any]) -> dict[str, Any]:
    """What a page knows, in an order that does not depend on files."""
    return {
        name: sorted(value, key=repr) if isinstance(value, list) else value
        for name, value in payload.items()
    }


def test_the_page_is_the_same(embedded_store: EmbeddedStore) -> None:
    expected = graphs.small()
    embedded_store.load(expected)
    found = gk.read_store(embedded_store)
    assert in_order(build_payload(found)) == in_order(build_payload(expected))


# --- which dataset, which schema ------------------------------------------------------------------


def test_only_what_the_dataset_says_is_read(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer
) -> None:
    expected = graphs.small()
    neo4j_store.load(expected)
    run(clean_neo4j, "CREATE (:Entity:Country {id: 'theirs', name: 'Theirs'})")
    run(
        clean_neo4j,
        "MATCH (n:Entity {id: 'albania'}) SET n.aliases = ['Theirs'], n.more = 1, n:Seen",
    )
    run(clean_neo4j, "MATCH (c:Claim {id: 'c2'}) SET c.note = 'theirs', c.terms = 'theirs'")
    same(gk.read_store(neo4j_store), expected)


def shared(name: str) -> Graph:
    """What another dataset says of a node of the small graph, and a node of its own."""
    graph = graphs.empty(name)
    graph.add_node("Country", id="albania", aliases=["Shqipëria"])
    graph.add_node("Country", id="wales", name="Wales")
    graph.add_edge("OWNS", "albania", "wales", id="o1", share=1.0)
    return graph


def test_each_of_several_datasets_comes_back_by_its_name(neo4j_store: Neo4jStore) -> None:
    neo4j_store.load(graphs.small())
    neo4j_store.load(shared("other"))
    same(gk.read_store(neo4j_store, dataset="small"), graphs.small())
    same(gk.read_store(neo4j_store, dataset="other"), shared("other"))
    with pytest.raises(UsageError, match=r"holds 2 datasets: other, small\. Say which"):
        gk.read_store(neo4j_store)
    with pytest.raises(StoreError, match=r'nothing of the dataset smal\. Did you mean "small"\?'):
        gk.read_store(neo4j_store, dataset="smal")


def test_a_store_without_the_dataset_says_how_to_load_it(store: AnyStore) -> None:
    with pytest.raises(StoreError, match=r"nothing of the dataset small\. .*graphkit load"):
        gk.read_store(store, graphs.schema(), "small")
    with pytest.raises(StoreError, match=r"nothing that graphkit loaded\. .*graphkit load"):
        gk.read_store(store)


def test_a_database_that_keeps_no_schema_asks_for_it(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer
) -> None:
    expected = graphs.small()
    neo4j_store.load(expected)
    run(clean_neo4j, "MATCH (l:GraphkitLoad) DETACH DELETE l")
    with pytest.raises(UsageError, match="does not keep the schema of small"):
        gk.read_store(neo4j_store)
    same(gk.read_store(neo4j_store, graphs.schema()), expected)


def test_a_load_that_did_not_end_is_told(neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer) -> None:
    neo4j_store.load(graphs.small())
    run(clean_neo4j, "MATCH (l:GraphkitLoad) SET l.state = 'failed'")
    with pytest.warns(UserWarning, match="last load of small into .* did not end"):
        gk.read_store(neo4j_store)


def test_types_that_another_schema_does_not_have_are_told(store: AnyStore) -> None:
    store.load(graphs.small())
    whole = graphs.schema()
    nodes = {name: node for name, node in whole.nodes.items() if name != "Country"}
    fewer = Schema("fewer", nodes=nodes, edges=whole.edges)
    message = r'node "albania" labelled Actor:Country\. The schema fewer has no such type'
    with pytest.raises(StoreError, match=message):
        gk.read_store(store, fewer)
    with pytest.raises(StoreError, match=r"claim .* of type .*fewer has no such type"):
        gk.read_store(store, Schema("fewer", nodes=whole.nodes))


# --- what is not as it was written ----------------------------------------------------------------


MEK = "(x {id: 'mek'})"
BY_HAND = [
    (MEK, "founded", "'long ago'", 'founded is "long ago", not a date'),
    (MEK, "members", "1.5", 'members is "1.5", not a whole number'),
    (MEK, "counts", "['a']", 'counts is "a", not such a list'),
    (MEK, "active", "1", 'active is "1", not true or false'),
    (MEK, "seen", "localdatetime('2020-01-01T00:00')", "not a moment with an offset"),
    (MEK, "name", "7", 'name is "7", not a text'),
    ("(x:Claim {id: 'c1'})", "terms", "true", 'terms is "True", not a text'),
    ("()-[x:OWNS {id: 'c7'}]->()", "share", "'all'", 'share is "all", not a number'),
]


def test_a_value_that_was_changed_by_hand_is_told(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer
) -> None:
    neo4j_store.load(graphs.small())
    for pattern, name, wrong, told in BY_HAND:
        ((before,),) = run(clean_neo4j, f"MATCH {pattern} RETURN x.{name}")
        run(clean_neo4j, f"MATCH {pattern} SET x.{name} = {wrong}")
        with pytest.raises(StoreError) as raised:
            gk.read_store(neo4j_store)
        assert told in str(raised.value)
        assert "\n" not in str(raised.value)
        run(clean_neo4j, f"MATCH {pattern} SET x.{name} = $before", before=before)
    same(gk.read_store(neo4j_store), graphs.small())


def test_a_claim_that_lost_an_end_is_left_out_and_told(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer
) -> None:
    neo4j_store.load(graphs.small())
    run(clean_neo4j, "MATCH (:Claim {id: 'c1'})-[r:SUBJECT]->() DELETE r")
    with pytest.warns(UserWarning, match="1 claim has lost an end"):
        found = gk.read_store(neo4j_store)
    assert sorted(found.claim_table()["id"]) == ["c2", "c3", "c4", "c5", "c6", "c7"]
    # no other claim names it any more
    assert found.stated["contests"].drop_nulls().is_empty()
