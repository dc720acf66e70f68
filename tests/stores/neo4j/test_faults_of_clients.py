"""What a load leaves that is killed, interrupted, or stands in the way of another."""

import os
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest

from tests.neo4j_server import Neo4jServer
from tests.stores.neo4j.crashes import kill_loads
from tests.stores.neo4j.loading import Child, Loader, loader
from tests.stores.neo4j.proxy import Proxy, proxy_before
from tests.stores.neo4j.towns import (
    COUNTS,
    NEAR,
    TOWNS,
    TWINNED,
    check_whole,
    held,
    write_dataset,
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="has neither SIGKILL nor fork")

KILLS = 100 if os.environ.get("GRAPHKIT_TEST_NIGHTLY") == "1" else 20
COMPARED = 20_000
"""After so many bytes a load into an empty database has compared all, and sends its first batch."""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loader]:
    with loader(tmp_path_factory.mktemp("said")) as found:
        yield found


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loader]:
    with loader(tmp_path_factory.mktemp("said")) as found:
        yield found


@pytest.fixture
def proxy(clean_neo4j: Neo4jServer) -> Iterator[Proxy]:
    with proxy_before(clean_neo4j.uri) as found:
        yield found


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_dataset(tmp_path_factory.mktemp("data") / "towns", "alpha")


def test_a_load_that_is_killed_at_any_moment_is_made_whole_by_the_next(
    clean_neo4j: Neo4jServer, tmp_path: Path
) -> None:
    left = kill_loads(clean_neo4j, tmp_path, KILLS, seed=1)
    assert any(0 < elements < sum(COUNTS.values()) for elements in left)


def test_a_load_that_is_interrupted_says_so_in_one_line(
    clean_neo4j: Neo4jServer, program: Loader, proxy: Proxy, towns: Path
) -> None:
    born: SimpleQueue[Child] = SimpleQueue()
    proxy.after("to server", 200_000, lambda: born.get().interrupt())
    child = program.start(proxy.uri(), clean_neo4j, "load", str(towns), "--yes")
    born.put(child)
    ended = child.wait()
    said = ended.err.splitlines()
    assert said[-1] == (
        "Error: Interrupted. Load again: what is written stays, and the rest follows."
    )
    assert "Traceback" not in ended.err
    assert (ended.status, ended.out) == (130, "")
    program.load(clean_neo4j, towns)
    found = held(clean_neo4j)
    assert found.counts == COUNTS
    assert max(found.ids.values()) == 1


# --- two datasets that share nodes ----------------------------------------------------------------

BOTH = {**COUNTS, "TWINNED": 2 * TWINNED, **dict.fromkeys(("NEAR", "SUBJECT", "OBJECT"), 2 * NEAR)}
BOTH = {**BOTH, "Claim": 2 * NEAR, "Town": TOWNS}


@pytest.fixture(scope="module")
def datasets(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two datasets that say the same of 800 towns, and tie them together each in its own way."""
    folder = tmp_path_factory.mktemp("data")
    one = write_dataset(folder / "one", "alpha", name="one", prefix="one-")
    two = write_dataset(folder / "two", "alpha", name="two", prefix="two-")
    return one, two


def test_two_datasets_that_are_loaded_at_once_both_stand_whole(
    clean_neo4j: Neo4jServer,
    program: Loader,
    second: Loader,
    datasets: tuple[Path, Path],
) -> None:
    for dataset in datasets:
        program.load(clean_neo4j, dataset)
    expected = held(clean_neo4j)
    assert expected.counts == BOTH

    clean_neo4j.clear()
    at_once = [
        one.start(clean_neo4j.uri, clean_neo4j, "load", str(dataset), "--yes")
        for one, dataset in zip((program, second), datasets, strict=True)
    ]
    for ended in [child.wait() for child in at_once]:
        assert ended.status == 0, ended.err
    check_whole(clean_neo4j, expected)


def test_a_dataset_that_is_loaded_between_the_comparing_and_the_writing_of_another_keeps_its_marks(
    clean_neo4j: Neo4jServer,
    program: Loader,
    second: Loader,
    proxy: Proxy,
    datasets: tuple[Path, Path],
) -> None:
    one, two = datasets
    stopped: SimpleQueue[None] = SimpleQueue()

    def stop() -> None:
        proxy.drop()
        stopped.put(None)

    proxy.after("to server", COMPARED, stop)
    slow = program.start(proxy.uri(), clean_neo4j, "load", str(one), "--yes")
    stopped.get()
    assert clean_neo4j.count_nodes() <= 1  # that of the ledger
    second.load(clean_neo4j, two)
    proxy.flow()
    ended = slow.wait()
    assert ended.status == 0, ended.err
    found = held(clean_neo4j)

    clean_neo4j.clear()
    for dataset in datasets:
        program.load(clean_neo4j, dataset)
    assert found.differs(held(clean_neo4j)) == ""
