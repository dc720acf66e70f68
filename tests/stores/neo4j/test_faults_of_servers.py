"""A server that has little room, little time, is killed, is full, speaks TLS alone, or only reads.

It is one server, which is started again where a test wants it otherwise. As each start takes its
time, tests that want it the same way stand side by side.
"""

import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event

import pytest

from graphkit.errors import StoreError, StoreUnreachable
from graphkit.stores import connect
from tests.neo4j_server import Neo4jServer
from tests.stores import graphs
from tests.stores.asking import run
from tests.stores.conftest import connected
from tests.stores.neo4j.hostile import Hostile, hostile
from tests.stores.neo4j.loading import Ended, Loader, loader
from tests.stores.neo4j.proxy import proxy_before
from tests.stores.neo4j.towns import COUNTS, Held, check_parts, check_whole, held, write_dataset

pytestmark = [
    pytest.mark.neo4j,
    pytest.mark.skipif(sys.platform != "linux", reason="limits what another process may write"),
]

SCARCE = {
    "db.memory.transaction.max": "2m",
    "dbms.memory.transaction.total.max": "10m",
    # A server tells clients how long it may be silent at most: for two signs of life.
    "server.bolt.connection_keep_alive": "5s",
    "server.bolt.connection_keep_alive_for_requests": "ALL",
    "server.bolt.connection_keep_alive_probes": "2",
    "server.bolt.connection_keep_alive_streaming_scheduling_interval": "2s",
}
HASTY = {"db.transaction.timeout": "10s"}
READ_ONLY = {"server.databases.default_to_read_only": "true"}

Datasets = tuple[Path, Path]
States = tuple[Held, Held]

AGAIN = "Load again: what is written stays, and the rest follows."


@pytest.fixture(scope="module")
def server_of_our_own() -> Iterator[Hostile]:
    with hostile() as found:
        yield found


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loader]:
    with loader(tmp_path_factory.mktemp("said")) as found:
        yield found


@pytest.fixture(scope="module")
def datasets(tmp_path_factory: pytest.TempPathFactory) -> Datasets:
    """Two states of one dataset, no node of which is the same in both."""
    folder = tmp_path_factory.mktemp("data")
    return write_dataset(folder / "old", "alpha"), write_dataset(folder / "new", "beta")


@pytest.fixture(scope="module")
def states(server_of_our_own: Hostile, program: Loader, datasets: Datasets) -> States:
    """What a server holds of both, after loads that nothing disturbed but little memory."""
    server = server_of_our_own.under(SCARCE)
    found = []
    for dataset in datasets:
        program.load(server, dataset)
        found.append(held(server))
        assert found[-1].counts == COUNTS
    return found[0], found[1]


@pytest.fixture
def old(
    server_of_our_own: Hostile, program: Loader, datasets: Datasets, states: States
) -> Neo4jServer:
    """A server of little memory that holds the old state."""
    return holding(0, server_of_our_own.under(SCARCE), program, datasets, states)


@pytest.fixture
def new(
    server_of_our_own: Hostile, program: Loader, datasets: Datasets, states: States
) -> Neo4jServer:
    """A server of little memory that holds the new state."""
    return holding(1, server_of_our_own.under(SCARCE), program, datasets, states)


def holding(
    number: int, server: Neo4jServer, program: Loader, datasets: Datasets, states: States
) -> Neo4jServer:
    if held(server).differs(states[number]):
        program.load(server, datasets[number])
        check_whole(server, states[number])
    return server


def complaint(ended: Ended, server: Neo4jServer) -> str:
    """The one line that a command ended with, without the address that it begins with."""
    assert ended.status in (3, 4), ended.err
    assert ended.out == ""
    assert "Traceback" not in ended.err
    assert server.password not in ended.err
    *before, line = ended.err.splitlines()
    assert not any(said.startswith("Error") for said in before), ended.err
    return line


# --- little memory, and a line that swallows ------------------------------------------------------


def test_batches_that_are_too_large_for_the_memory_are_made_smaller(new: Neo4jServer) -> None:
    asked = (
        "MATCH (l:GraphkitLoad) RETURN l.state, l.batches_done > l.batches, l.rows_done = l.rows"
    )
    found = run(new, asked)
    assert found
    assert all(load == ["complete", True, True] for load in found)


def test_a_server_that_falls_silent_is_not_waited_for_in_vain(
    new: Neo4jServer, program: Loader, datasets: Datasets, states: States
) -> None:
    with proxy_before(new.uri) as proxy:
        proxy.after("to server", 150_000, proxy.drop)
        ended = program.run(proxy.uri(), new, "load", str(datasets[0]), "--yes")
        assert complaint(ended, new) == f"Error: {proxy.uri()} has fallen silent. {AGAIN}"
    check_parts(new, *states)
    program.load(new, datasets[0])
    check_whole(new, states[0])


# --- killed, and full -----------------------------------------------------------------------------


def test_a_server_that_is_killed_in_the_midst_of_a_load_loses_nothing(
    old: Neo4jServer,
    server_of_our_own: Hostile,
    program: Loader,
    datasets: Datasets,
    states: States,
) -> None:
    is_dead = Event()

    def kill() -> None:
        server_of_our_own.kill()
        is_dead.set()

    with proxy_before(old.uri) as proxy:
        proxy.after("to server", 250_000, kill)
        child = program.start(proxy.uri(), old, "load", str(datasets[1]), "--yes")
        is_dead.wait()
        server = server_of_our_own.under(SCARCE)
        ended = child.wait()
    if ended.status != 0:  # it took the server too long to come back
        assert complaint(ended, server).endswith(AGAIN)
        check_parts(server, *states)
        program.load(server, datasets[1])
    check_whole(server, states[1])


def test_a_full_disk_ends_a_load_and_the_next_one_with_room_is_whole(
    new: Neo4jServer,
    server_of_our_own: Hostile,
    program: Loader,
    datasets: Datasets,
    states: States,
) -> None:
    process = server_of_our_own.process
    assert process is not None
    written = max(file.stat().st_size for file in server_of_our_own.log.iterdir())
    limits = (written + 200_000, resource.RLIM_INFINITY)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, limits)
    ended = program.run(new.uri, new, "load", str(datasets[0]), "--yes")
    broken = (
        f"Error: {new.uri} failed to keep what was written, and needs to be started again. "
        "Is its disk full? Its log tells."
    )
    assert complaint(ended, new) == broken
    asked = program.run(new.uri, new, "query", "-e", "MATCH (n) RETURN count(n)")
    assert complaint(asked, new) == broken
    server_of_our_own.kill()

    server = server_of_our_own.under(SCARCE)
    check_parts(server, *states)
    program.load(server, datasets[0])
    check_whole(server, states[0])


# --- little time ----------------------------------------------------------------------------------


def test_batches_that_take_too_long_are_made_smaller(server_of_our_own: Hostile) -> None:
    server = server_of_our_own.under(HASTY)
    graph = graphs.empty("slow")
    for number in range(500):
        graph.add_node("Country", id=f"c{number}", name=f"{number}{'-' * 400}")
    for _ in range(10):  # a server that has just started may take as long for anything
        with suppress(StoreError), connected(server) as store:
            store.load(graphs.small("first"))
            break
    with proxy_before(server.uri) as proxy:
        # A transaction begins when the first of its bytes comes; all of them take 15 seconds.
        proxy.rate(16_000)
        with connect(proxy.uri(), username=server.username, password=server.password) as store:
            assert store.load(graph).written == 500
    with connect(server.uri, username=server.username, password=server.password) as store:
        assert store.load(graph).written == 0
    asked = "l.rows_done, l.batches, l.batches_done > l.batches"
    loads = f"MATCH (l:GraphkitLoad {{dataset: 'slow'}}) WHERE l.rows > 0 RETURN {asked}"
    assert run(server, loads) == [[500, 1, True]]


# --- read-only, and TLS alone ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def closed(server_of_our_own: Hostile) -> Neo4jServer:
    """A server that speaks TLS alone and lets nobody write."""
    return server_of_our_own.under(READ_ONLY | server_of_our_own.tls, scheme="bolt+ssc")


def test_a_database_that_is_read_only_says_so(
    closed: Neo4jServer, program: Loader, datasets: Datasets
) -> None:
    before = held(closed)
    ended = program.run(closed.uri, closed, "load", str(datasets[0]), "--yes")
    assert complaint(ended, closed) == (
        f"Error: {closed.uri} is read-only: nobody can write there. Its settings "
        "server.databases.read_only and server.databases.default_to_read_only say so. "
        "NEO4J_DATABASE names another one."
    )
    assert held(closed).differs(before) == ""


def test_a_database_that_is_not_there_is_named(
    closed: Neo4jServer, program: Loader, datasets: Datasets
) -> None:
    ended = program.run(closed.uri, closed, "load", str(datasets[0]), database="nowhere")
    assert complaint(ended, closed) == (
        f'Error: {closed.uri} has no database "nowhere". '
        "SHOW DATABASES lists them. Is NEO4J_DATABASE right?"
    )


@pytest.mark.parametrize(
    ("scheme", "said"),
    [
        (
            "bolt",
            "does not speak Bolt. Is it Neo4j's Bolt port (7687 by default)? Does it want TLS",
        ),
        ("neo4j", "does not speak Bolt."),
        ("bolt+s", "shows a certificate that is not trusted. For a self-signed one, write +ssc"),
        ("neo4j+s", "shows a certificate that is not trusted."),
    ],
)
def test_a_way_in_that_is_closed_is_told(closed: Neo4jServer, scheme: str, said: str) -> None:
    uri = closed.uri.replace("bolt+ssc:", f"{scheme}:")
    with pytest.raises(StoreUnreachable) as raised:
        connect(uri, username=closed.username, password=closed.password)
    assert f"{uri} " in str(raised.value)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)
    assert closed.password not in str(raised.value)
