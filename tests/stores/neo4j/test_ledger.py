"""The ledger of loads: whose turn it is, what it tells, and who may no longer write."""

import subprocess
import sys
from collections.abc import Iterator
from threading import Event, Thread

import pytest

from graphkit import __version__
from graphkit.errors import Refused
from graphkit.graph.graph import Graph
from graphkit.schema.load import parse_schema
from graphkit.stores.address import Address
from graphkit.stores.bolt import Bolt
from graphkit.stores.neo4j.ledger import KEPT, Lease, lease
from graphkit.stores.neo4j.process import this_process
from graphkit.stores.neo4j.records import LoadRecord, loads
from graphkit.stores.neo4j.sending import NotAlone
from graphkit.stores.neo4j.store import Neo4jStore
from tests.neo4j_server import Neo4jServer
from tests.stores import graphs
from tests.stores.asking import run

pytestmark = pytest.mark.neo4j


@pytest.fixture
def bolt(clean_neo4j: Neo4jServer) -> Iterator[Bolt]:
    server = clean_neo4j
    found = Bolt(Address(server.uri, server.username, server.password, server.database))
    yield found
    found.close()


def only_load(bolt: Bolt) -> LoadRecord:
    (found,) = loads(bolt)
    return found


def write(bolt: Bolt, held: Lease, batches: int = 1, session: int = 0) -> None:
    """A batch as it is sent: a node, and the entry."""
    with bolt.writer() as writer:
        entry = held.entry(session, batches, batches * 10)
        writer([("CREATE (:Entity {id: randomUUID()})", {}), entry], held.accept)


def silence(server: Neo4jServer, seconds: int = 3600) -> None:
    """Let the running load look as if it had given no sign for so long, on another machine."""
    past = "datetime.realtime() - duration({seconds: $seconds})"
    text = f"MATCH (l:GraphkitLoad {{state: 'running'}}) SET l.process = '', l.seen_at = {past}"
    run(server, text, seconds=seconds)


def interrupt(bolt: Bolt, batches: int = 0) -> Lease:
    """A load that is no more, without a word."""
    held = Lease(bolt, "small")
    about = {"dataset": "small", "started_by": "ada@analytical", "process": this_process()}
    held.take(about)
    if batches:
        held.expect(40, 400)
        write(bolt, held, batches)
    return held


# --- what is entered ------------------------------------------------------------------------------


def test_a_database_without_loads_has_an_empty_ledger(bolt: Bolt) -> None:
    assert loads(bolt) == []


def test_a_load_is_entered_with_all_that_it_is_about(bolt: Bolt, clean_neo4j: Neo4jServer) -> None:
    with lease(bolt, graphs.small(), checksum="sha256:1234") as held:
        found = only_load(bolt)
        assert (found.state, found.finished_at) == ("running", None)
        assert not found.is_interrupted
        held.expect(3, 30)
        write(bolt, held)
        held.count(created=8, updated=1, removed=2, unchanged=5)
    found = only_load(bolt)
    assert (found.state, found.dataset, found.schema) == ("complete", "small", "small")
    assert (found.schema_version, found.graphkit, found.checksum) == (
        "1.0.0",
        __version__,
        "sha256:1234",
    )
    assert (found.created, found.updated, found.removed, found.unchanged) == (8, 1, 2, 5)
    assert (found.batches_done, found.batches, found.rows_done, found.rows) == (1, 3, 10, 30)
    assert "@" in found.started_by
    assert found.finished_at is not None
    assert found.started_at <= found.seen_at <= found.finished_at
    ((left, text),) = run(clean_neo4j, "MATCH (l:GraphkitLoad) RETURN keys(l), l.schema_text")
    assert "lease" not in left
    assert not [name for name in left if name.startswith("session")]
    assert parse_schema(text) == (graphs.schema(), [])


def test_what_two_sessions_write_adds_up_and_what_is_sent_twice_counts_once(bolt: Bolt) -> None:
    with lease(bolt, graphs.small()) as held:
        write(bolt, held, 3, session=0)
        write(bolt, held, 2, session=1)
        write(bolt, held, 2, session=1)
        assert (only_load(bolt).batches_done, only_load(bolt).rows_done) == (5, 50)


@pytest.mark.parametrize("error", [KeyboardInterrupt, Refused])
def test_a_load_that_is_broken_off_is_entered_as_failed(
    bolt: Bolt, error: type[BaseException]
) -> None:
    with pytest.raises(error), lease(bolt, graphs.small()) as held:
        write(bolt, held)
        raise error("Enough.")
    assert (only_load(bolt).state, only_load(bolt).batches_done) == ("failed", 1)


def test_as_many_loads_of_a_dataset_are_kept_as_the_ledger_holds(
    bolt: Bolt, clean_neo4j: Neo4jServer
) -> None:
    past = (
        "UNWIND range(1, $count) AS n CREATE (l:GraphkitLoad {id: toString(n), state: 'complete', "
        "dataset: $dataset, started_at: datetime('2014-01-01T00:00:00Z') + duration({days: n})}) "
        "SET l.seen_at = l.started_at"
    )
    run(clean_neo4j, past, count=KEPT + 3, dataset="small")
    run(clean_neo4j, past, count=2, dataset="other")
    with lease(bolt, graphs.small()) as held:
        pass
    found = [load.id for load in loads(bolt, "small")]
    assert found == [held.id, *(str(number) for number in range(KEPT + 3, 4, -1))]
    assert len(loads(bolt, "other")) == 2


# --- whose turn it is -----------------------------------------------------------------------------


def test_a_second_load_of_a_dataset_waits_for_the_first(bolt: Bolt) -> None:
    is_waited_for, order, said = Event(), [], []

    def first() -> None:
        with lease(bolt, graphs.small()):
            is_running.set()
            assert is_waited_for.wait(60)
            order.append("first")

    def say(text: str) -> None:
        said.append(text)
        is_waited_for.set()

    is_running = Event()
    thread = Thread(target=first)
    thread.start()
    assert is_running.wait(60)
    with lease(bolt, graphs.small(), say=say):
        order.append("second")
    thread.join()
    assert order == ["first", "second"]
    (text,) = said
    assert "has been loading small since" in text
    assert "Waiting for it" in text
    assert [load.state for load in loads(bolt)] == ["complete", "complete"]


def test_a_second_load_that_does_not_wait_says_who_is_at_it(bolt: Bolt) -> None:
    with lease(bolt, graphs.small()):
        who = only_load(bolt).started_by
        with pytest.raises(Refused, match="is busy") as raised, lease(bolt, graphs.small(), wait=0):
            pass
        assert who in str(raised.value)
        assert "was last seen" in str(raised.value)
        assert "\n" not in str(raised.value)
    assert only_load(bolt).state == "complete"


def test_loads_of_two_datasets_do_not_wait_for_each_other(bolt: Bolt) -> None:
    with lease(bolt, graphs.small("one")), lease(bolt, graphs.small("two"), wait=0):
        assert {load.state for load in loads(bolt)} == {"running"}


def test_of_many_that_ask_at_once_one_at_a_time_gets_the_lease(bolt: Bolt) -> None:
    inside, most = [], []

    def load(number: int) -> None:
        with lease(bolt, graphs.small()):
            inside.append(number)
            most.append(len(inside))
            inside.remove(number)

    threads = [Thread(target=load, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 4
    assert [load.state for load in loads(bolt)] == ["complete"] * 4


# --- loads that are no more -----------------------------------------------------------------------


def test_a_load_that_gave_no_sign_for_long_loses_its_lease_and_is_told_of(
    bolt: Bolt, clean_neo4j: Neo4jServer
) -> None:
    interrupt(bolt, batches=12)
    silence(clean_neo4j)
    assert only_load(bolt).is_interrupted
    said: list[str] = []
    with lease(bolt, graphs.small(), wait=0, say=said.append):
        states = [load.state for load in loads(bolt)]
    assert states == ["running", "failed"]
    assert said == [
        "An earlier load of small by ada@analytical stopped after 12 of 40 batches; going on."
    ]


def test_a_load_whose_process_is_gone_loses_its_lease_at_once(
    bolt: Bolt, clean_neo4j: Neo4jServer
) -> None:
    interrupt(bolt)
    program = "from graphkit.stores.neo4j.process import this_process; print(this_process())"
    ended = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    run(
        clean_neo4j, "MATCH (l:GraphkitLoad) SET l.process = $process", process=ended.stdout.strip()
    )
    said: list[str] = []
    with lease(bolt, graphs.small(), wait=0, say=said.append):
        pass
    (text,) = said
    assert text.endswith("was interrupted before it wrote anything.")


def test_a_complete_load_is_not_told_of(bolt: Bolt) -> None:
    said: list[str] = []
    for _ in range(2):
        with lease(bolt, graphs.small(), say=said.append):
            pass
    assert said == []


def test_who_has_lost_the_lease_writes_nothing_more(bolt: Bolt, clean_neo4j: Neo4jServer) -> None:
    slow = interrupt(bolt, batches=1)
    silence(clean_neo4j)
    with lease(bolt, graphs.small(), wait=0):
        with pytest.raises(Refused, match="took over"):
            write(bolt, slow, batches=2)
        with pytest.raises(Refused, match="took over"):
            slow.expect(1, 1)
    with pytest.raises(Refused, match="took over"):
        write(bolt, slow, batches=2)
    assert run(clean_neo4j, "MATCH (n:Entity) RETURN count(n)") == [[1]]


def test_a_batch_that_is_entered_while_the_lease_is_lost_is_not_kept(
    bolt: Bolt, clean_neo4j: Neo4jServer
) -> None:
    slow = interrupt(bolt)
    failures: list[BaseException] = []

    def send() -> None:
        try:
            write(bolt, slow)
        except Refused as error:
            failures.append(error)

    with clean_neo4j.driver() as driver, driver.session(database=clean_neo4j.database) as session:
        with session.begin_transaction() as taking:
            taking.run(
                "MATCH (l:GraphkitLoad {state: 'running'}) SET l.state = 'failed' REMOVE l.lease"
            ).consume()
            thread = Thread(target=send)
            thread.start()
            # The batch has come as far as the lock of its entry, which this transaction holds.
            is_waiting = (
                "SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN 1"
            )
            while not run(clean_neo4j, is_waiting):
                assert thread.is_alive()
            taking.commit()
        thread.join()
    assert len(failures) == 1
    assert run(clean_neo4j, "MATCH (n:Entity) RETURN count(n)") == [[0]]


# --- being alone ----------------------------------------------------------------------------------


def write_alone(bolt: Bolt, held: Lease) -> None:
    entry = held.entry_alone(0, 1, 10)
    assert entry is not None
    with bolt.writer() as writer:
        writer([("CREATE (:Entity {id: randomUUID()})", {}), entry], held.accept)


def test_who_does_not_know_what_there_was_is_not_taken_to_be_alone(bolt: Bolt) -> None:
    with lease(bolt, graphs.small()) as held:
        assert held.entry_alone(0, 1, 10) is None


def test_a_load_is_alone_until_another_begins(bolt: Bolt, clean_neo4j: Neo4jServer) -> None:
    with lease(bolt, graphs.small("before")):
        pass
    ended = [load.id for load in loads(bolt)]
    with lease(bolt, graphs.small()) as held:
        held.alone(ended)
        write_alone(bolt, held)
        with lease(bolt, graphs.small("other")), pytest.raises(NotAlone):
            write_alone(bolt, held)
        with pytest.raises(NotAlone):  # the other one has written, and the plan knows nothing of it
            write_alone(bolt, held)
        write(bolt, held, 2)
    assert run(clean_neo4j, "MATCH (n:Entity) RETURN count(n)") == [[2]]


def test_a_load_does_not_begin_while_another_is_about_to_end_a_transaction_alone(
    bolt: Bolt, clean_neo4j: Neo4jServer
) -> None:
    other = Bolt(bolt.address)
    with lease(bolt, graphs.small()) as held:
        held.alone([])
        entry = held.entry_alone(0, 1, 10)
        assert entry is not None
        text, given = entry
        thread = Thread(target=begin, args=(other,))
        with (
            clean_neo4j.driver() as driver,
            driver.session() as session,
            session.begin_transaction() as transaction,
        ):
            assert transaction.run(text, dict(given)).values() == [[held.id, True]]
            thread.start()
            wait_for_a_lock(clean_neo4j, thread)
            transaction.commit()
        thread.join()
        with pytest.raises(NotAlone):
            write_alone(bolt, held)
    assert {load.dataset for load in loads(bolt)} == {"small", "other"}
    other.close()


def begin(bolt: Bolt) -> None:
    with lease(bolt, graphs.small("other")):
        pass


def wait_for_a_lock(server: Neo4jServer, thread: Thread) -> None:
    """Return as soon as some transaction waits for another one."""
    is_waiting = "SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN 1"
    while not run(server, is_waiting):
        assert thread.is_alive()


def owners(name: str) -> Graph:
    """Two countries, the one of which owns the other."""
    graph = graphs.empty(name)
    graph.add_node("Country", id="albania")
    graph.add_node("Country", id="iraq")
    graph.add_edge("OWNS", "albania", "iraq", id="c1", share=1.5)
    return graph


def test_edges_that_another_dataset_makes_after_the_plan_are_not_made_twice(
    bolt: Bolt, clean_neo4j: Neo4jServer
) -> None:
    steps: list[str] = []

    def progress(what: str, done: int, total: int) -> None:
        if not steps:  # the nodes are written, and the edges are planned
            with Neo4jStore(Bolt(bolt.address)) as other:
                other.load(owners("other"))
        steps.append(what)

    with Neo4jStore(Bolt(bolt.address)) as store:
        store.load(owners("small"), progress=progress)
    assert steps[:2] == ["Country", "OWNS"]
    found = run(clean_neo4j, "MATCH (a)-[r]->(b) RETURN a.id, b.id, r.share, r._datasets")
    assert found == [["albania", "iraq", 1.5, ["other", "small"]]]
