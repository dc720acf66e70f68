"""The embedded store as a server that only reads."""

import os
import stat
import time
from pathlib import Path

import neo4j
import pytest
from neo4j.exceptions import AuthError, ClientError, Forbidden

from graphkit.errors import Refused, StoreError
from graphkit.stores import EmbeddedStore, Endpoint, connect
from tests.stores import graphs
from tests.stores.asking import everything, only


def driver(door: Endpoint, password: str | None = None) -> neo4j.Driver:
    login = (door.username, password if password is not None else door.password)
    return neo4j.GraphDatabase.driver(door.uri, auth=login)


def test_a_served_store_answers_the_official_driver(embedded_store: EmbeddedStore) -> None:
    embedded_store.load(graphs.small())
    door = embedded_store.serve(port=0)
    with driver(door) as connection:
        records, _, _ = connection.execute_query(
            "MATCH (n:Country) RETURN n.name AS name ORDER BY name", database_="neo4j"
        )
        assert [record["name"] for record in records] == ["Albania", "Iraq"]
        assert connection.execute_query("RETURN 1 AS one").records[0]["one"] == 1
    assert only(embedded_store, "RETURN 1") == 1
    door.close()
    door.close()
    with driver(door) as connection, pytest.raises(neo4j.exceptions.ServiceUnavailable):
        connection.verify_connectivity()


def test_a_served_store_lets_nobody_in_without_its_password(
    embedded_store: EmbeddedStore,
) -> None:
    embedded_store.load(graphs.small())
    door = embedded_store.serve(port=0)
    for password in ("", "graphkit", door.password + "x"):
        with driver(door, password) as connection, pytest.raises(AuthError):
            connection.verify_connectivity()
    with neo4j.GraphDatabase.driver(door.uri) as connection, pytest.raises(ClientError):
        connection.verify_connectivity()
    assert door.password not in repr(door) + repr(door.reader)


def test_a_password_is_new_each_time(embedded_store: EmbeddedStore) -> None:
    embedded_store.load(graphs.empty())
    first = embedded_store.serve(port=0).password
    assert embedded_store.serve(port=0).password != first


@pytest.mark.parametrize(
    "cypher",
    [
        "CREATE (:Country {id: 'x'})",
        "MATCH (n) SET n.name = 'x'",
        "MATCH (n) SET n:Other",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n) REMOVE n.name",
        "CREATE INDEX i FOR (n:Country) ON (n.name)",
        "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "LOAD CSV FROM 'http://127.0.0.1:9/x.csv' AS line RETURN line",
    ],
)
def test_a_served_store_takes_no_writes_and_reads_no_files(
    embedded_store: EmbeddedStore, cypher: str
) -> None:
    embedded_store.load(graphs.small())
    before = everything(embedded_store)
    door = embedded_store.serve(port=0)
    with driver(door) as connection, connection.session() as session:
        with pytest.raises(Forbidden):
            session.run(cypher).consume()
        with pytest.raises(Forbidden):
            session.execute_write(lambda transaction: transaction.run(cypher).consume())
    assert everything(embedded_store) == before


def test_a_query_that_reads_files_is_refused(embedded_store: EmbeddedStore) -> None:
    embedded_store.load(graphs.small())
    with pytest.raises(Refused):
        embedded_store.query("LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line")


def test_a_port_that_is_taken_is_named(embedded_store: EmbeddedStore, tmp_path: Path) -> None:
    embedded_store.load(graphs.small())
    port = int(embedded_store.serve(port=0).uri.rpartition(":")[2])
    with connect(tmp_path / "other") as other:
        assert isinstance(other, EmbeddedStore)
        other.load(graphs.small())
        with pytest.raises(StoreError, match=f"Port {port} of 127.0.0.1 cannot be listened on"):
            other.serve(port=port)
        assert only(other, "RETURN 1") == 1


def test_nothing_but_the_folder_is_left_behind(
    embedded_store: EmbeddedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "tmp"
    elsewhere.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(elsewhere))
    embedded_store.load(graphs.small())
    embedded_store.query("RETURN 1")
    assert list(elsewhere.iterdir()) == []
    (server,) = embedded_store.path.glob("graph-*/server")
    assert os.name == "nt" or stat.S_IMODE(server.stat().st_mode) == 0o700
    embedded_store.close()
    assert not server.exists()


def test_a_load_prints_nothing(
    embedded_store: EmbeddedStore, capfd: pytest.CaptureFixture[str]
) -> None:
    embedded_store.load(graphs.small())
    embedded_store.query("RETURN 1")
    time.sleep(0.1)
    assert capfd.readouterr() == ("", "")
