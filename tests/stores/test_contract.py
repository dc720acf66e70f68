"""Loading, as every store does it."""

from datetime import UTC, datetime

import pytest

from graphkit.errors import UsageError
from graphkit.stores import Counted
from tests.stores import graphs
from tests.stores.asking import AnyStore, everything, only, rows


def test_the_report_counts_what_was_written(store: AnyStore) -> None:
    report = store.load(graphs.small())
    assert report.nodes == {
        "Country": Counted(created=2),
        "Organization": Counted(created=1),
        "Party": Counted(created=1),
        "Document": Counted(created=1),
    }
    assert report.edges == {
        "HOSTS": Counted(created=2),
        "REFUSES": Counted(created=1),
        "LEFT": Counted(created=1),
        "ALLIED_WITH": Counted(created=1),
        "OWNS": Counted(created=1),
    }
    assert report.claims == {
        "HOSTS": Counted(created=3),
        "REFUSES": Counted(created=1),
        "LEFT": Counted(created=1),
        "ALLIED_WITH": Counted(created=1),
    }
    assert report.links == {
        "SUBJECT": Counted(created=6),
        "OBJECT": Counted(created=6),
        "CLAIMED_BY": Counted(created=3),
        "EVIDENCED_BY": Counted(created=1),
        "CONTESTS": Counted(created=2),
        "BECAUSE": Counted(created=1),
        "FOLLOWS": Counted(created=1),
        "CLOSES": Counted(created=1),
    }
    assert report.written == 5 + 6 + 6 + 21
    assert report.store == store.name
    assert report.elapsed > 0


def test_loading_again_leaves_the_same_graph(store: AnyStore) -> None:
    store.load(graphs.small())
    before = everything(store)
    store.load(graphs.small())
    assert everything(store) == before
    assert (len(before[0]), len(before[1])) == (5 + 6, 6 + 21)


def test_an_empty_graph_loads(store: AnyStore) -> None:
    report = store.load(graphs.empty())
    assert report.written == 0
    assert everything(store) == ([], [])


def test_progress_tells_how_far_a_load_is(store: AnyStore) -> None:
    told: list[tuple[str, int, int]] = []
    report = store.load(graphs.small(), progress=lambda *step: told.append(step))
    assert told[0][0].startswith("Country")  # and what else is written with it
    assert 0 < told[0][1] <= told[0][2] == report.written
    assert told[-1][1:] == (report.written, report.written)
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)


def test_values_from_data_and_parameters_never_become_cypher(store: AnyStore) -> None:
    hostile = "x'}) DETACH DELETE (n) //`\"{}$\\"
    node_id = hostile.replace(" ", "_")
    graph = graphs.empty()
    graph.add_node("Country", id=node_id, name=hostile, aliases=[hostile])
    graph.add_node("Party", id="p")
    graph.add_edge("HOSTS", node_id, "p", terms=hostile, claimed_by=node_id, cue=f'["{"`x"}"]')
    store.load(graph)
    found = rows(
        store,
        "MATCH (n:Country {id: $id})-[r:HOSTS]->() RETURN n.name, n.aliases, r.terms, r.claimed_by",
        id=node_id,
    )
    assert found == [(hostile, [hostile], hostile, [node_id])]
    assert only(store, "MATCH (n:Entity) RETURN count(n)") == 2


def test_an_end_that_is_no_node_stops_a_load(store: AnyStore) -> None:
    with pytest.raises(UsageError, match='An edge OWNS has the end "nowhere", which is no node'):
        store.load(graphs.many(3, target="nowhere"))
    unsound = graphs.many(3, edge_type="ALLIED_WITH", claimed_by=["nobody"])
    with pytest.raises(UsageError, match='CLAIMED_BY has the end "nobody", which is no node'):
        store.load(unsound)


def test_an_inline_type_has_no_place_for_what_is_denied(store: AnyStore) -> None:
    unsound = graphs.many(3, polarity="negative")
    with pytest.raises(UsageError, match="3 of the OWNS claims") as raised:
        store.load(unsound)
    assert "claims: reified" in raised.value.hint


def test_ten_thousand_nodes_load(store: AnyStore) -> None:
    report = store.load(graphs.many(10_000))
    assert report.nodes == {"Country": Counted(created=10_000)}
    assert report.edges == {"OWNS": Counted(created=10_000)}
    ring = "MATCH (a:Country {id: 'n9999'})-[r:OWNS]->(b) RETURN b.id, r.share"
    assert rows(store, ring) == [("n0", 9999 / 4)]
    assert only(store, "MATCH ()-[r:OWNS]->() RETURN count(r)") == 10_000


def test_a_closed_store_closes_again(store: AnyStore) -> None:
    store.load(graphs.small())
    store.close()
    store.close()


def test_a_moment_is_the_one_that_a_query_writes_with_its_offset(loaded: AnyStore) -> None:
    asked = "MATCH (n) WHERE n.seen = datetime('2014-05-01T10:30:00.123456Z') RETURN n.seen"
    assert only(loaded, asked) == datetime(2014, 5, 1, 10, 30, 0, 123456, tzinfo=UTC)
