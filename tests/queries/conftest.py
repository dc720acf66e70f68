"""The case in each store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit.graph.graph import Graph
from graphkit.readers.folder import read
from graphkit.stores import EmbeddedStore, Neo4jStore, connect
from graphkit.validation.check import build
from tests.neo4j_server import Neo4jServer

ROOT = Path(__file__).parents[2]


def neo4j_with(graph: Graph, server: Neo4jServer) -> Neo4jStore:
    """A Neo4j that holds a graph and nothing else."""
    server.clear()
    store = connect(server.uri, username=server.username, password=server.password)
    assert isinstance(store, Neo4jStore)
    store.load(graph)
    return store


@pytest.fixture(scope="session")
def case() -> Graph:
    return build(read(ROOT / "data"))


@pytest.fixture(scope="module")
def case_embedded(case: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(tmp_path_factory.mktemp("case")) as store:
        store.load(case)
        yield store


@pytest.fixture(scope="module")
def case_neo4j(case: Graph, neo4j_server: Neo4jServer) -> Iterator[Neo4jStore]:
    with neo4j_with(case, neo4j_server) as store:
        yield store


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(request: pytest.FixtureRequest) -> EmbeddedStore | Neo4jStore:
    """Each store in turn, with the case in it."""
    found: EmbeddedStore | Neo4jStore = request.getfixturevalue(f"case_{request.param}")
    return found
