"""A network that refuses, cuts, delays and swallows, while something is loaded or asked."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit.errors import StoreUnreachable
from graphkit.stores import connect
from tests.neo4j_server import Neo4jServer, free_port
from tests.stores.asking import only
from tests.stores.neo4j.crashes import DIRECTIONS
from tests.stores.neo4j.loading import Loader, loader
from tests.stores.neo4j.proxy import Direction, Proxy, proxy_before
from tests.stores.neo4j.towns import COUNTS, Held, check_parts, check_whole, held, write_dataset

pytestmark = pytest.mark.skipif(os.name == "nt", reason="has no fork")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loader]:
    with loader(tmp_path_factory.mktemp("said")) as found:
        yield found


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_dataset(tmp_path_factory.mktemp("data") / "towns", "alpha")


@pytest.fixture(scope="module")
def whole(neo4j_server: Neo4jServer, program: Loader, towns: Path) -> Held:
    """What a server holds of the towns after a load that nothing disturbed."""
    neo4j_server.clear()
    program.load(neo4j_server, towns)
    found = held(neo4j_server)
    assert found.counts == COUNTS
    return found


@pytest.fixture(scope="module")
def conversation(
    whole: Held, neo4j_server: Neo4jServer, program: Loader, towns: Path
) -> dict[Direction, int]:
    """How many bytes a load says and hears in an empty database."""
    neo4j_server.clear()
    with proxy_before(neo4j_server.uri) as found:
        program.run(found.uri(), neo4j_server, "load", str(towns), "--yes")
        return dict(found.passed)


@pytest.fixture
def proxy(whole: Held, clean_neo4j: Neo4jServer) -> Iterator[Proxy]:
    """A proxy before a server that is empty again."""
    with proxy_before(clean_neo4j.uri) as found:
        yield found


def refusal(proxy: Proxy, server: Neo4jServer, scheme: str = "bolt") -> str:
    """The line that an attempt to ask a server something ends with."""
    with (
        pytest.raises(StoreUnreachable) as raised,
        connect(proxy.uri(scheme), username=server.username, password=server.password) as store,
    ):
        store.query("UNWIND range(1, 100000) AS x RETURN x")
    said = str(raised.value)
    assert "\n" not in said
    assert server.password not in said
    return said


# --- loading --------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", [0.25, 0.6, 0.95])
@pytest.mark.parametrize("way", DIRECTIONS)
def test_a_connection_that_is_cut_is_made_again_and_the_load_goes_on(
    proxy: Proxy,
    clean_neo4j: Neo4jServer,
    program: Loader,
    towns: Path,
    whole: Held,
    conversation: dict[Direction, int],
    way: Direction,
    part: float,
) -> None:
    # by the answers, what was written is not known to be
    proxy.after(way, int(part * conversation[way]), proxy.cut)
    ended = program.run(proxy.uri(), clean_neo4j, "load", str(towns), "--yes")
    assert ended.status == 0, ended.err
    assert proxy.connections > 1
    check_whole(clean_neo4j, whole)


def test_a_slow_connection_loses_nothing(
    proxy: Proxy, clean_neo4j: Neo4jServer, program: Loader, towns: Path, whole: Held
) -> None:
    proxy.delay(0.02)
    ended = program.run(proxy.uri(), clean_neo4j, "load", str(towns), "--yes")
    assert ended.status == 0, ended.err
    check_whole(clean_neo4j, whole)


def test_a_server_that_does_not_come_back_ends_a_load_with_one_line(
    proxy: Proxy, clean_neo4j: Neo4jServer, program: Loader, towns: Path, whole: Held
) -> None:
    proxy.after("to server", 200_000, proxy.refuse)
    ended = program.run(proxy.uri(), clean_neo4j, "load", str(towns), "--yes")
    assert (ended.status, ended.out) == (3, "")
    assert ended.err.splitlines()[1:] == [
        f"Error: {proxy.uri()} does not answer any more. "
        "Load again: what is written stays, and the rest follows."
    ]
    check_parts(clean_neo4j, whole)
    proxy.admit()
    ended = program.run(proxy.uri(), clean_neo4j, "load", str(towns), "--yes")
    assert ended.status == 0, ended.err
    check_whole(clean_neo4j, whole)


# --- getting in and asking ------------------------------------------------------------------------


def test_a_server_that_refuses_is_told_from_one_that_was_there(
    proxy: Proxy, clean_neo4j: Neo4jServer
) -> None:
    proxy.refuse()
    assert refusal(proxy, clean_neo4j).startswith(f"No server answers at {proxy.uri()}.")


def test_a_connection_that_is_cut_before_anything_was_said_is_told(
    proxy: Proxy, clean_neo4j: Neo4jServer
) -> None:
    proxy.after("to server", 10, proxy.cut)
    assert refusal(proxy, clean_neo4j).startswith(f"What answers at {proxy.uri()} does not speak")


def test_a_server_that_is_silent_from_the_beginning_is_told(
    proxy: Proxy, clean_neo4j: Neo4jServer
) -> None:
    proxy.drop()
    said = refusal(proxy, clean_neo4j)
    assert said.startswith(f"What listens at {proxy.uri()} says nothing.")


def test_a_connection_that_is_cut_in_the_midst_of_each_answer_is_told_after_a_few_tries(
    proxy: Proxy, clean_neo4j: Neo4jServer
) -> None:
    def cut() -> None:
        proxy.after("to client", 50_000, cut)
        proxy.cut()

    proxy.after("to client", 50_000, cut)
    said = refusal(proxy, clean_neo4j)
    assert said == f"The connection to {proxy.uri()} was cut. Try again."
    assert 2 < proxy.connections < 12


def test_a_server_that_sends_clients_where_nobody_answers_is_told(
    proxy: Proxy, clean_neo4j: Neo4jServer
) -> None:
    # A server that is alone tells its clients the address that they call it by.
    nobody = f"127.0.0.1:{free_port()}"
    proxy.rewrite(f"127.0.0.1:{proxy.port}".encode(), nobody.encode())
    assert refusal(proxy, clean_neo4j, "neo4j") == (
        f"{proxy.uri('neo4j')} sends clients to an address that does not answer. "
        "Mend server.bolt.advertised_address there, or write bolt:// in the address."
    )
    with connect(
        proxy.uri(), username=clean_neo4j.username, password=clean_neo4j.password
    ) as store:
        assert only(store, "RETURN 1") == 1
