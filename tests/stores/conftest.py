"""Every store, empty, under one name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit.stores import EmbeddedStore, Neo4jStore, connect
from tests.neo4j_server import Neo4jServer
from tests.stores import graphs

STORES = [
    "embedded",
    pytest.param("neo4j", marks=pytest.mark.neo4j),
    pytest.param("neo4j_2026", marks=pytest.mark.neo4j),
]


def connected(server: Neo4jServer) -> Neo4jStore:
    found = connect(
        server.uri,
        username=server.username,
        password=server.password,
        database=server.database,
    )
    assert isinstance(found, Neo4jStore)
    return found


@pytest.fixture
def neo4j_store(clean_neo4j: Neo4jServer) -> Iterator[Neo4jStore]:
    """A Neo4j that holds nothing."""
    with connected(clean_neo4j) as store:
        yield store


@pytest.fixture
def neo4j_2026_store(clean_neo4j_2026: Neo4jServer) -> Iterator[Neo4jStore]:
    """A Neo4j of the newest release that holds nothing."""
    with connected(clean_neo4j_2026) as store:
        yield store


@pytest.fixture
def embedded_store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    """The embedded store of a folder that is not there yet."""
    with connect(tmp_path / "store") as store:
        assert isinstance(store, EmbeddedStore)
        yield store


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> EmbeddedStore | Neo4jStore:
    """Each store in turn, empty."""
    found: EmbeddedStore | Neo4jStore = request.getfixturevalue(f"{request.param}_store")
    return found


@pytest.fixture(scope="module")
def loaded_neo4j(neo4j_server: Neo4jServer) -> Iterator[Neo4jStore]:
    """A Neo4j that holds the small graph; nobody may change it."""
    neo4j_server.clear()
    with connected(neo4j_server) as store:
        store.load(graphs.small())
        yield store


@pytest.fixture(scope="module")
def loaded_embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """An embedded store that holds the small graph."""
    with EmbeddedStore(tmp_path_factory.mktemp("loaded")) as store:
        store.load(graphs.small())
        yield store


@pytest.fixture(scope="module")
def loaded_neo4j_2026(neo4j_2026: Neo4jServer) -> Iterator[Neo4jStore]:
    """A Neo4j of the newest release that holds the small graph; nobody may change it."""
    neo4j_2026.clear()
    with connected(neo4j_2026) as store:
        store.load(graphs.small())
        yield store


@pytest.fixture(params=STORES)
def loaded(request: pytest.FixtureRequest) -> EmbeddedStore | Neo4jStore:
    """Each store in turn, with the small graph in it."""
    found: EmbeddedStore | Neo4jStore = request.getfixturevalue(f"loaded_{request.param}")
    return found
