"""Rows as they come, limits of time, remarks and plans, as every store has them."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from graphkit.errors import QueryError, Refused, StoreError, UsageError
from graphkit.stores import EmbeddedStore, Neo4jStore, connect
from tests.stores.asking import AnyStore, only, rows

ENDLESS = (
    "UNWIND range(1, 1000000) AS x UNWIND range(1, 1000000) AS y "
    "WITH x, y WHERE x + y < 0 RETURN count(*) AS found"
)
"""It gives no row for hours."""

MANY = "UNWIND range(1, 2500) AS x RETURN x, toString(x) AS text"


def test_rows_come_in_batches_in_the_order_of_the_store(loaded: AnyStore) -> None:
    with loaded.stream(MANY) as answer:
        assert answer.columns == ("x", "text")
        batches = list(answer)
    assert [len(batch) for batch in batches] == [1000, 1000, 500]
    assert [row for batch in batches for row in batch] == [(x, str(x)) for x in range(1, 2501)]


def test_a_stream_and_a_query_give_the_same(loaded: AnyStore) -> None:
    cypher = "MATCH (a)-[r]->(b) RETURN a.id, r, b ORDER BY a.id, b.id, r.id"
    with loaded.stream(cypher) as answer:
        assert answer.rows() == loaded.query(cypher).rows


def test_a_stream_without_rows_has_its_columns(loaded: AnyStore) -> None:
    with loaded.stream("MATCH (n:Country {id: $id}) RETURN n.id AS id", {"id": "none"}) as answer:
        assert (answer.columns, list(answer)) == (("id",), [])


def test_who_stops_early_ends_the_query(loaded: AnyStore) -> None:
    endless = "UNWIND range(1, 1000000) AS x UNWIND range(1, 1000000) AS y RETURN x, y"
    with loaded.stream(endless) as answer:
        assert next(answer)[0] == (1, 1)
    answer.close()
    assert list(answer) == []
    assert endless not in running(loaded)
    assert only(loaded, "RETURN 1") == 1


def test_two_streams_do_not_get_in_each_other_s_way(loaded: AnyStore) -> None:
    with loaded.stream(MANY) as one, loaded.stream(MANY) as other:
        assert next(one) == next(other)
        assert only(loaded, "RETURN 1") == 1
        assert next(one) == next(other)


def test_a_stream_that_fails_midway_says_so_after_the_rows_before(loaded: AnyStore) -> None:
    with loaded.stream("UNWIND range(1, 5000) AS x RETURN 1 / (4000 - x) AS y") as answer:
        assert len(next(answer)) == 1000
        with pytest.raises(QueryError, match="by zero"):
            for _ in answer:
                pass
    assert only(loaded, "RETURN 1") == 1


def running(store: AnyStore) -> list[str]:
    """The queries that a store is at, but for this one."""
    listed = rows(store, "SHOW TRANSACTIONS YIELD currentQuery AS query RETURN query")
    return [query for (query,) in listed if "SHOW TRANSACTIONS" not in query]


def test_a_query_ends_when_its_time_is_over(loaded: AnyStore) -> None:
    with pytest.raises(StoreError, match=r"it took longer than 0\.5 s") as raised:
        loaded.query(ENDLESS, timeout=0.5)
    assert str(raised.value).startswith(f"The query was ended at {loaded.name}")
    assert "\n" not in str(raised.value)
    assert ENDLESS not in running(loaded)


def test_a_stream_ends_when_its_time_is_over(loaded: AnyStore) -> None:
    endless = "UNWIND range(1, 1000000) AS x UNWIND range(1, 1000000) AS y RETURN x, y"
    with loaded.stream(endless, timeout=0.5) as answer:  # noqa: SIM117 - it starts before the time
        with pytest.raises(StoreError, match=r"it took longer than 0\.5 s"):
            for _ in answer:
                pass
    assert endless not in running(loaded)


def test_a_query_within_its_time_answers(loaded: AnyStore) -> None:
    assert loaded.query("RETURN 1 AS one", timeout=60).rows == ((1,),)


def test_a_server_that_keeps_no_time_is_not_waited_for(loaded_embedded: EmbeddedStore) -> None:
    door = loaded_embedded.serve(port=0)
    try:
        with connect(door.uri, username=door.username, password=door.password) as served:
            with pytest.raises(StoreError, match=r"it took longer than 0\.5 s"):
                served.query(ENDLESS, timeout=0.5)
            assert served.query("RETURN 1 AS one", timeout=60).rows == ((1,),)
        for query in running(loaded_embedded):
            assert query == ENDLESS  # nobody else could tell it from another's
    finally:
        loaded_embedded.close()


@pytest.mark.parametrize("timeout", [0, -1, 1e-9, float("nan"), float("inf")])
def test_a_limit_of_time_is_more_than_nothing(loaded: AnyStore, timeout: float) -> None:
    with pytest.raises(UsageError, match="A time limit of"):
        loaded.query("RETURN 1", timeout=timeout)


def test_what_is_unknown_or_costly_is_remarked_with_its_place(loaded_neo4j: Neo4jStore) -> None:
    cypher = "MATCH (n:Nowhere)\n  WHERE n.nothing = 1\nMATCH (m:Nowhere)\nRETURN n, m"
    with loaded_neo4j.stream(cypher) as answer:
        assert list(answer) == []
    told = {(notice.line, notice.column): notice.message for notice in answer.notices}
    assert "`Nowhere`" in told[1, 10]
    assert "`nothing`" in told[2, 11]
    assert "`Nowhere`" in told[3, 10]
    assert len(set(answer.notices)) == len(answer.notices)
    assert loaded_neo4j.query(cypher).notices == answer.notices
    pairs = loaded_neo4j.query("MATCH (a:Country), (b:Party) RETURN a, b")
    assert [notice.code for notice in pairs.notices] == ["03N90"]


def test_an_answer_that_nothing_is_wrong_with_has_no_remarks(loaded: AnyStore) -> None:
    assert loaded.query("MATCH (n:Country) RETURN n.id").notices == ()


def test_a_plan_is_a_tree_and_nothing_is_run(loaded_neo4j: Neo4jStore) -> None:
    plan = loaded_neo4j.explain("MATCH (n:Country) WHERE n.name = $name RETURN n.id AS id")
    steps = list(plan.walk())
    assert [depth for depth, _ in steps] == list(range(len(steps)))
    assert steps[0][1].name == "ProduceResults"
    assert steps[-1][1].name == "NodeByLabelScan"
    assert steps[-1][1].details == "n:Country"
    assert (steps[-1][1].estimated_rows or 0) > 0
    assert all(operator.rows is None and operator.db_hits is None for _, operator in steps)


def test_a_profile_counts_rows_and_looks_into_the_database(loaded_neo4j: Neo4jStore) -> None:
    plan = loaded_neo4j.profile("MATCH (n:Country) RETURN n.name ORDER BY n.name")
    assert plan.rows == 2
    scan = [operator for _, operator in plan.walk()][-1]
    assert (scan.name, scan.rows) == ("NodeByLabelScan", 2)
    assert scan.db_hits is not None
    assert scan.db_hits >= 2
    assert plan.to_dict()["children"][0]["rows"] == 2


def test_the_embedded_engine_tells_its_plan_in_words(loaded_embedded: EmbeddedStore) -> None:
    plan = loaded_embedded.explain("MATCH (n:Country) RETURN n.id")
    assert "n:Country" in plan.details
    assert (plan.rows, plan.children) == (None, ())
    profile = loaded_embedded.profile("MATCH (n:Country) RETURN n.id")
    assert "Rows Returned: 2" in profile.details


def test_a_plan_of_a_wrong_query_says_what_is_wrong(loaded: AnyStore) -> None:
    with pytest.raises(QueryError):
        loaded.explain("MATCH (n RETURN n")


def test_a_plan_of_a_wrong_query_says_where_in_the_query_itself(loaded_neo4j: Neo4jStore) -> None:
    for ask in (loaded_neo4j.explain, loaded_neo4j.profile, loaded_neo4j.query):
        with pytest.raises(QueryError, match=r"line 1, column 8 \(offset: 7\)"):
            ask("RETURN nothing")


@pytest.mark.parametrize(
    "act",
    [
        lambda store, cypher: store.stream(cypher),
        lambda store, cypher: store.query(cypher),
        lambda store, cypher: store.profile(cypher),
    ],
    ids=["stream", "query", "profile"],
)
@pytest.mark.parametrize(
    "cypher",
    [
        "CREATE (n:Country {id: 'x'})",
        "MATCH (n:Country) CALL (n) { SET n.name = 'x' } IN TRANSACTIONS OF 1 ROW",
        "UNWIND range(1, 5000) AS x CREATE (n:Country) RETURN x",
    ],
)
def test_nothing_that_writes_runs(
    loaded: AnyStore, act: Callable[[AnyStore, str], object], cypher: str
) -> None:
    with pytest.raises(Refused, match="queries only read"):
        act(loaded, cypher)
    assert only(loaded, "MATCH (n:Country) WHERE n.name = 'x' OR n.id = 'x' RETURN count(n)") == 0


@pytest.mark.parametrize(
    "cypher",
    [
        "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
        "SHOW TRANSACTIONS YIELD transactionId AS id TERMINATE TRANSACTIONS id YIELD message "
        "RETURN message",
        "CALL dbms.killConnection('bolt-0')",
        "MATCH (n:Country) CALL dbms.killConnection(n.id) YIELD message RETURN message",
        "/* a */ PROFILE // b\nCALL dbms.killConnection('bolt-0')",
        "CYPHER 5 PROFILE CALL dbms.killConnection('bolt-0')",
        "CALL db.clearQueryCaches()",
        "CALL db.createLabel('Other')",
        "CALL db.index.vector.createNodeIndex('i', 'Country', 'v', 3, 'cosine')",
        "CREATE USER other SET PASSWORD 'a-long-password'",
        "STOP DATABASE neo4j",
    ],
)
def test_nothing_that_acts_on_a_server_runs(loaded_neo4j: Neo4jStore, cypher: str) -> None:
    with pytest.raises(Refused, match="queries only read") as raised:
        loaded_neo4j.query(cypher)
    assert "\n" not in str(raised.value)


def test_procedures_that_tell_something_and_subqueries_run(loaded_neo4j: Neo4jStore) -> None:
    assert ("Country",) in rows(loaded_neo4j, "CALL db.labels() YIELD label RETURN label")
    assert rows(loaded_neo4j, "CALL dbms.components() YIELD edition RETURN edition")
    assert only(loaded_neo4j, "CALL { RETURN 1 AS one } RETURN one") == 1


def test_a_wrong_call_says_where(loaded_neo4j: Neo4jStore) -> None:
    with pytest.raises(QueryError, match=r"line 1, column 8"):
        loaded_neo4j.query("RETURN CALL")


def test_a_day_that_python_does_not_have_is_told(loaded: AnyStore) -> None:
    with pytest.raises(QueryError, match="outside of the years 1 to 9999"):
        loaded.query("RETURN date('-0044-03-15') AS day")
    assert only(loaded, "RETURN toString(date('-0044-03-15')) AS day") == "-0044-03-15"


MEASURING = """
import resource, sys
from pathlib import Path
from graphkit.stores import EmbeddedStore
with EmbeddedStore(Path(sys.argv[1])) as store:
    with store.stream(f"UNWIND range(1, {sys.argv[2]}) AS x RETURN x, toString(x) + $text AS t",
                      {"text": "x" * 2000}) as answer:
        rows = sum(len(batch) for batch in answer)
print(rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there a process does not tell its peak so")
def test_ten_times_the_rows_take_no_more_memory(loaded_embedded: EmbeddedStore) -> None:
    loaded_embedded.close()
    path = loaded_embedded.path

    def peak(count: int) -> int:
        done = subprocess.run(
            [sys.executable, "-c", MEASURING, str(path), str(count)],
            capture_output=True,
            text=True,
            check=True,
        )
        given, kilobytes = map(int, done.stdout.split())
        assert given == count
        return kilobytes

    # 20,000 rows of two kilobytes would be 40 MB more, and their objects some as well
    assert peak(22_000) - peak(2_000) < 20_000


def test_a_store_that_holds_nothing_streams_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError), EmbeddedStore(tmp_path / "nothing") as store:
        store.stream("RETURN 1")
