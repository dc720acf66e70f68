"""`graphkit loads`."""

import json
from pathlib import Path

import pytest

from graphkit import __version__
from graphkit.errors import Refused
from graphkit.stores.address import Address
from graphkit.stores.bolt import Bolt
from graphkit.stores.neo4j.ledger import lease
from tests.cli.conftest import Run
from tests.neo4j_server import Neo4jServer
from tests.stores import graphs
from tests.stores.asking import run as ask


def load(server: Neo4jServer, name: str, *, failing: bool = False) -> None:
    """A load that writes nothing, and says what it did."""
    bolt = Bolt(Address(server.uri, server.username, server.password, server.database))
    try:
        with lease(bolt, graphs.small(name), checksum="abc") as held:
            held.expect(2, 12_000)
            held.count(created=5, updated=4, removed=3, unchanged=2)
            if failing:
                raise Refused("Enough.")
    except Refused:
        pass
    finally:
        bolt.close()


@pytest.mark.neo4j
def test_loads_are_listed_the_newest_first(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, with_neo4j: Neo4jServer
) -> None:
    monkeypatch.chdir(tmp_path)
    load(with_neo4j, "one")
    load(with_neo4j, "two", failing=True)
    outcome = run("loads")
    assert (outcome.code, outcome.err) == (0, "")
    lines = [line.split() for line in outcome.out.splitlines()]
    assert [line[:2] for line in lines if line[0] in ("one", "two")] == [
        ["two", "failed"],
        ["one", "complete"],
    ]
    assert f" {__version__} " in outcome.out


@pytest.mark.neo4j
def test_json_tells_all_of_a_load(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, with_neo4j: Neo4jServer
) -> None:
    monkeypatch.chdir(tmp_path)
    load(with_neo4j, "one")
    load(with_neo4j, "two")
    outcome = run("loads", "one", "--to", with_neo4j.uri, "--format", "json")
    (told,) = json.loads(outcome.out)
    assert told["state"] == "complete"
    assert (told["created"], told["updated"], told["removed"], told["unchanged"]) == (5, 4, 3, 2)
    assert (told["batches"], told["rows"], told["checksum"]) == (2, 12_000, "abc")
    assert told["schema"] == "small 1.0.0"
    assert told["started"] <= told["finished_at"]
    assert told["started"].endswith("+00:00")


@pytest.mark.neo4j
def test_a_load_that_gives_no_sign_is_called_interrupted(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, with_neo4j: Neo4jServer
) -> None:
    monkeypatch.chdir(tmp_path)
    load(with_neo4j, "one")
    past = "SET l.state = 'running', l.seen_at = datetime('2014-05-01T00:00:00Z')"
    ask(with_neo4j, f"MATCH (l:GraphkitLoad) {past}")
    (told,) = json.loads(run("loads", "--format", "json").out)
    assert told["state"] == "interrupted"


@pytest.mark.neo4j
def test_a_server_without_loads_says_so(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, with_neo4j: Neo4jServer
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = run("loads")
    assert outcome.code == 0
    assert "No loads are remembered there." in outcome.err


def test_an_embedded_store_has_no_ledger(project: Path, run: Run) -> None:
    outcome = run("loads")
    assert outcome.code == 2
    assert ".graphkit is an embedded store" in outcome.err
    assert "--to bolt://" in outcome.err
