"""The real parts that tests run against: a Neo4j server and a browser."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import neo4j_server as server_module
from tests import system
from tests.browser import ARGUMENTS, OfflineBrowser
from tests.neo4j_server import Neo4jServer


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Neo4jServer]:
    """A Neo4j server whose database is empty at first: ours, or the one that a person names."""
    named = server_module.elsewhere()
    if named is not None:
        if (nodes := named.count_nodes()) > 0:
            pytest.exit(
                f"{named.uri} (GRAPHKIT_TEST_NEO4J_URI) holds {nodes} nodes. The tests delete "
                "what they find and run only against an empty database.",
                returncode=pytest.ExitCode.USAGE_ERROR,
            )
        yield named
        named.clear()
        return
    with ours(server_module.version()) as server:
        yield server


@pytest.fixture(scope="session")
def neo4j_2026(request: pytest.FixtureRequest) -> Iterator[Neo4jServer]:
    """A Neo4j server of the newest calendar release; where a person names a server, that one."""
    named = server_module.elsewhere() is not None
    if named or server_module.version() == server_module.CALENDAR:
        yield request.getfixturevalue("neo4j_server")
        return
    with ours(server_module.CALENDAR) as server:
        yield server


@contextmanager
def ours(release: str) -> Iterator[Neo4jServer]:
    reason = server_module.missing(release)
    if reason is not None:
        pytest.skip(reason)
    with server_module.temporary(release) as server:
        yield server


@pytest.fixture
def clean_neo4j(neo4j_server: Neo4jServer) -> Neo4jServer:
    """The Neo4j server, emptied: no node, edge, constraint or index."""
    neo4j_server.clear()
    return neo4j_server


@pytest.fixture
def clean_neo4j_2026(neo4j_2026: Neo4jServer) -> Neo4jServer:
    """The newest Neo4j server, emptied."""
    neo4j_2026.clear()
    return neo4j_2026


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium browser."""
    path = system.CHROMIUM.find()
    if path is None:
        pytest.skip(system.CHROMIUM.missing)
    return path


@pytest.fixture(scope="session")
def chromium_process(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        process = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield process
        process.close()


@pytest.fixture
def browser(chromium_process: Browser) -> Iterator[OfflineBrowser]:
    """A Chromium that opens files and reaches nothing else."""
    with chromium_process.new_context(service_workers="block") as context:
        yield OfflineBrowser(context)
