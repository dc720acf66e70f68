"""`graphkit query`."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


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
