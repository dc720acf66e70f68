"""`graphkit load`, `graphkit query` and `graphkit serve`."""

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from tests.cli.conftest import Run
from tests.neo4j_server import Neo4jServer


def test_load_goes_into_the_dataset_s_own_folder(project: Path, run: Run) -> None:
    outcome = run("load")
    assert outcome.code == 0
    assert "Loading harbor-town into data/.graphkit" in outcome.err
    rows = [line.split() for line in outcome.out.splitlines()]
    assert ["node", "4", "7", "0"] in rows
    assert (project / "data/.graphkit").is_dir()


def test_a_second_load_changes_nothing(project: Path, run: Run) -> None:
    run("load")
    outcome = run("load")
    assert "0 written" in outcome.err
    assert ["node", "4", "0", "7"] in [line.split() for line in outcome.out.splitlines()]
    assert run("query", "who_says").code == 0


def test_verbose_tells_each_type(project: Path, run: Run) -> None:
    lines = run("-v", "load").out.splitlines()
    assert any(line.split() == ["edge", "LEADS", "2", "0"] for line in lines)


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


def test_list_shows_names_descriptions_and_parameters(project: Path, run: Run) -> None:
    listed = run("query", "--list")
    assert listed.code == 0
    assert "who_says" in listed.out
    assert "node: string" in listed.out
    rows = json.loads(run("query", "--list", "--format", "json").out)
    assert [row["name"] for row in rows] == ["disputes", "who_says"]


def test_a_saved_query_loads_what_is_not_loaded_yet(project: Path, run: Run) -> None:
    outcome = run("query", "who_says", "--format", "json")
    assert outcome.code == 0
    assert "loading it" in outcome.err
    assert {row["source"] for row in json.loads(outcome.out)} == {"Town Council", "Anglers' Club"}
    assert "loading it" not in run("query", "who_says").err


def test_a_stale_store_is_made_anew_first(project: Path, run: Run) -> None:
    run("load")
    nodes = project / "data/nodes/Person.csv"
    nodes.write_text(nodes.read_text().replace("Ada Lund", "Ada Berg"))
    outcome = run("query", "-e", "MATCH (p:Person {id: 'ada'}) RETURN p.name", "--format", "csv")
    assert outcome.out.split("\n")[1] == "Ada Berg"
    assert "has changed" in outcome.err


def test_a_stale_store_with_errors_shows_them(project: Path, run: Run) -> None:
    run("load")
    nodes = project / "data/nodes/Person.csv"
    nodes.write_text(nodes.read_text() + "ada,Again,\n")
    outcome = run("query", "who_says")
    assert outcome.code == 1
    assert "GK305" in outcome.out


def test_parameters_are_typed_and_told_when_wrong(project: Path, run: Run) -> None:
    rows = json.loads(run("query", "who_says", "--param", "node=council", "--format", "json").out)
    assert {row["target"] for row in rows} >= {"Town Council"}
    wrong = run("query", "who_says", "--param", "nod=council")
    assert wrong.code == 2
    assert 'Did you mean "node"?' in wrong.err
    assert run("query", "who_says", "--param", "council").code == 2
    assert run("query", "who_says", "--param", "node=a", "--param", "node=b").code == 2


def test_a_value_never_becomes_cypher(project: Path, run: Run) -> None:
    hostile = "x'}) DETACH DELETE n //"
    outcome = run("query", "who_says", "--param", f"node={hostile}", "--format", "json")
    assert (outcome.code, json.loads(outcome.out)) == (0, [])


def test_an_unknown_query_is_told_with_the_nearest(project: Path, run: Run) -> None:
    outcome = run("query", "who_say")
    assert outcome.code == 2
    assert 'Did you mean "who_says"?' in outcome.err


def test_a_query_is_one_of_three_things(project: Path, run: Run) -> None:
    assert run("query").code == 2
    assert run("query", "who_says", "-e", "RETURN 1").code == 2


def test_a_file_of_cypher_runs_with_typed_parameters(project: Path, run: Run) -> None:
    file = project / "mine.cypher"
    file.write_text(
        "// description: Two more.\n// param n: integer\nRETURN $n + 2 AS n", encoding="utf-8"
    )
    assert run("query", "-f", file, "--param", "n=40", "--format", "csv").out == "n\n42\n"
    assert run("query", "-f", file).code == 2
    assert run("query", "-f", "nothing.cypher").code == 2


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_nodes_edges_and_lists_come_in_every_form(project: Path, run: Run, form: str) -> None:
    cypher = "MATCH (p:Person {id: 'ben'})-[r]->(o) RETURN p, r, o.name, p.aliases"
    outcome = run("query", "-e", cypher, "--format", form)
    assert outcome.code == 0
    assert "Benjamin Okoro" in outcome.out
    assert "ben" in outcome.out


def test_a_writing_query_is_refused(project: Path, run: Run) -> None:
    outcome = run("query", "-e", "CREATE (n:Person {id: 'x'})")
    assert outcome.code == 4
    assert "queries only read" in outcome.err


def test_wrong_cypher_is_wrong_usage(project: Path, run: Run) -> None:
    outcome = run("query", "-e", "MATCH (n RETURN n")
    assert outcome.code == 2
    assert "127.0.0.1" not in outcome.err


def test_a_query_never_replaces_what_was_loaded_elsewhere(project: Path, run: Run) -> None:
    run("load", "--to", "elsewhere")
    nodes = project / "data/nodes/Person.csv"
    nodes.write_text(nodes.read_text() + "cleo,Cleo\n".replace("\n", ",\n"))
    count = ["query", "-e", "MATCH (p:Person) RETURN count(p) AS n", "--format", "csv"]
    assert run(*count, "--from", "elsewhere", "--data", "data").out == "n\n2\n"
    assert run(*count, "--from", "data").out == "n\n3\n"
    assert run(*count, "--from", "elsewhere").out == "n\n2\n"


def test_a_folder_s_own_store_that_holds_another_dataset_is_not_replaced(
    project: Path, run: Run, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    run("init", other)
    settings = other / "data/dataset.yaml"
    settings.write_text(settings.read_text().replace("harbor-town", "other-town"))
    run("load", other / "data", "--to", "data/.graphkit")
    outcome = run("query", "who_says")
    assert outcome.code == 4
    assert "holds the dataset other-town" in outcome.err
    assert run("load").code == 0
    assert run("query", "who_says").code == 0


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


def test_serve_opens_the_store_to_the_official_driver(project: Path) -> None:
    command = [sys.executable, "-m", "graphkit", "serve", "--port", "0"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as served:
        try:
            assert served.stdout is not None
            said = dict(served.stdout.readline().split() for _ in range(3))
            auth = (said["user"], said["password"])
            with GraphDatabase.driver(said["URI"], auth=auth) as driver:
                records = driver.execute_query("MATCH (n:Person) RETURN n.name AS name").records
            assert sorted(record["name"] for record in records) == ["Ada Lund", "Ben Okoro"]
            served_store = {
                "NEO4J_URI": said["URI"],
                "NEO4J_USERNAME": said["user"],
                "NEO4J_PASSWORD": said["password"],
            }
            loading = subprocess.run(
                [sys.executable, "-m", "graphkit", "load"],
                capture_output=True,
                text=True,
                check=False,
                env={**environment, **served_store},
            )
            assert loading.returncode in (3, 4)
            assert loading.stderr.splitlines()[-1].startswith("Error: ")
            assert "itself failed" not in loading.stderr
            second = subprocess.run(
                [sys.executable, "-m", "graphkit", "query", "who_says"],
                capture_output=True,
                text=True,
                check=False,
            )
            assert second.returncode == 3
            assert str(served.pid) in second.stderr
        finally:
            served.send_signal(signal.SIGINT)
            _, errors = served.communicate(timeout=30)
    assert served.returncode == 0
    assert errors.splitlines()[-1] == "Closed."


@pytest.fixture
def with_neo4j(clean_neo4j: Neo4jServer, monkeypatch: pytest.MonkeyPatch) -> Neo4jServer:
    """A Neo4j that the environment names, as a person's shell would."""
    monkeypatch.setenv("NEO4J_URI", clean_neo4j.uri)
    monkeypatch.setenv("NEO4J_USERNAME", clean_neo4j.username)
    monkeypatch.setenv("NEO4J_PASSWORD", clean_neo4j.password)
    return clean_neo4j


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


def test_queries_of_a_folder_without_any_say_where_they_belong(project: Path, run: Run) -> None:
    for file in (project / "cypher").iterdir():
        file.unlink()
    outcome = run("query", "--list")
    assert outcome.code == 0
    assert "cypher/" in outcome.err


def test_a_saved_query_with_faults_shows_them(project: Path, run: Run) -> None:
    (project / "cypher/broken.cypher").write_text("RETURN 1\n", encoding="utf-8")
    outcome = run("query", "broken")
    assert outcome.code == 1
    assert "cypher/broken.cypher:1:1: GK601" in outcome.out


def test_an_unreadable_dot_env_is_told(project: Path, run: Run) -> None:
    (project / ".env").write_bytes(b"NEO4J_URI=\xff\n")
    outcome = run("load")
    assert outcome.code == 2
    assert ".env" in outcome.err
