"""`graphkit load`."""

import io
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.neo4j_server import Neo4jServer


def test_load_goes_into_the_dataset_s_own_folder(project: Path, run: Run) -> None:
    outcome = run("load")
    assert outcome.code == 0
    assert "Loading harbor-town into data/.graphkit" in outcome.err
    rows = [line.split() for line in outcome.out.splitlines()]
    assert rows[0] == ["kind", "type", "create", "update", "unchanged", "stale", "conflict"]
    assert ["edge", "LEADS", "2", "0", "0", "0", "0"] in rows
    assert (project / "data/.graphkit").is_dir()


def test_a_second_load_changes_nothing(project: Path, run: Run) -> None:
    run("load")
    outcome = run("load")
    assert "0 written" in outcome.err
    rows = [line.split() for line in outcome.out.splitlines()]
    assert ["edge", "LEADS", "0", "0", "2", "0", "0"] in rows
    assert run("query", "who_says").code == 0


def test_load_refuses_while_there_are_errors(project: Path, run: Run) -> None:
    nodes = project / "data/nodes/Person.csv"
    nodes.write_text(nodes.read_text() + "ada,Again,\n")
    outcome = run("load")
    assert outcome.code == 1
    assert "GK305" in outcome.out
    assert not (project / "data/.graphkit").exists()


def test_load_replaces_no_folder_of_somebody_else(project: Path, run: Run) -> None:
    (project / "mine").mkdir()
    (project / "mine/notes.txt").write_text("mine")
    outcome = run("load", "--to", "mine")
    assert outcome.code == 4
    assert (project / "mine/notes.txt").read_text() == "mine"


@pytest.mark.parametrize(
    "address",
    [
        "bolt://neo4j:secret@localhost:1",
        "bolt://neo4j:se/cret@localhost:1",
        "bolt://neo4j:#secret@localhost:1",
        "neo4j://x:secret@",
    ],
)
@pytest.mark.parametrize("words", [["load", "--to"], ["-v", "query", "-e", "RETURN 1", "--from"]])
def test_a_password_in_an_address_is_refused_unseen(
    project: Path, run: Run, address: str, words: list[str]
) -> None:
    outcome = run(*words, address)
    assert outcome.code == 2
    assert "cret" not in outcome.out + outcome.err


@pytest.mark.parametrize(
    "address", ["http://localhost", "bolt://", "bolt://localhost:port", "bolt://localhost/db"]
)
def test_what_is_no_address_is_told(project: Path, run: Run, address: str) -> None:
    outcome = run("load", "--to", address)
    assert outcome.code == 2
    assert "is no address of a server" in outcome.err


def test_the_environment_s_neo4j_is_loaded_and_asked(
    project: Path, run: Run, with_neo4j: Neo4jServer
) -> None:
    first, second = run("load"), run("load")
    assert with_neo4j.uri in first.err
    assert with_neo4j.password not in first.err + first.out
    assert "0 written" in second.err
    asked = run("query", "who_says", "--format", "csv")
    embedded = run("query", "who_says", "--format", "csv", "--from", "data/.graphkit")
    assert asked.out == embedded.out
    assert len(asked.out.splitlines()) > 2


def test_measures_and_pages_read_a_neo4j(project: Path, run: Run, with_neo4j: Neo4jServer) -> None:
    run("load")
    files = run("analyze", "summary", "--format", "csv")
    server = run("analyze", "summary", "--format", "csv", "--from", with_neo4j.uri)
    assert (server.code, server.out) == (0, files.out)


def test_other_data_is_asked_about_first(project: Path, run: Run, with_neo4j: Neo4jServer) -> None:
    with with_neo4j.driver() as driver:
        driver.execute_query("CREATE (:Other {id: 'theirs'})")
    refused = run("load")
    assert refused.code == 4
    assert "--yes" in refused.err
    assert run("load", "--yes").code == 0
    with with_neo4j.driver() as driver:
        left = driver.execute_query("MATCH (n:Other) RETURN properties(n) AS p").records
    assert [record["p"] for record in left] == [{"id": "theirs"}]


def test_a_wrong_password_is_one_line_without_it(
    project: Path, run: Run, with_neo4j: Neo4jServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "not-the-password")
    outcome = run("load")
    assert outcome.code == 3
    assert outcome.err.splitlines()[-1].startswith("Error: ")
    assert "not-the-password" not in outcome.err


def test_a_dot_env_names_the_server(project: Path, run: Run) -> None:
    (project / ".env").write_text("NEO4J_URI=bolt://127.0.0.1:9\n", encoding="utf-8")
    outcome = run("load")
    assert outcome.code == 3
    assert "bolt://127.0.0.1:9" in outcome.err


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 4)])
def test_a_person_is_asked_whether_to_load_beside_other_data(
    project: Path,
    run: Run,
    with_neo4j: Neo4jServer,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    code: int,
) -> None:
    with with_neo4j.driver() as driver:
        driver.execute_query("CREATE (:Other {id: 'theirs'})")
    person = io.StringIO(answer)
    monkeypatch.setattr(person, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", person)
    outcome = run("load")
    assert outcome.code == code
    assert "holds other data, which stays as it is" in outcome.err


def test_an_unreadable_dot_env_is_told(project: Path, run: Run) -> None:
    (project / ".env").write_bytes(b"NEO4J_URI=\xff\n")
    outcome = run("load")
    assert outcome.code == 2
    assert ".env" in outcome.err
