"""Several folders in one `check` and `load`, and ids with a namespace, as a person meets them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import graphkit as gk
from tests.cli.conftest import Outcome, Run
from tests.neo4j_server import Neo4jServer

SCHEMA = """schema: shared
version: 1.0.0
claims: reified
nodes:
  Person: {properties: {name: {type: string}, born: {type: edtf}}}
  Firm: {properties: {name: {type: string}}}
edges:
  LEADS: {source: [Person], target: [Firm], temporal: state}
"""
FIRST = {
    "dataset.yaml": "name: register\nnamespace: reg\ntitle: The register\n",
    "schema.yaml": SCHEMA,
    "nodes/Person.csv": "id,name\nann,Ann\nbob,Bob\n",
    "nodes/Firm.csv": "id,name\nacme,Acme\n",
    "documents/roll.md": "---\nid: roll\ntitle: Roll\n---\nAnn leads it.\n",
    "edges/LEADS.csv": (
        "id,source,target,claimed_by,document,quote\none,ann,acme,bob,roll,Ann leads it.\n"
    ),
}
SECOND = {
    "dataset.yaml": "name: press\n",
    "nodes/Person.csv": "id,name,born\nreg:ann,Ann,1980\ncyd,Cyd,\n",
    "edges/LEADS.csv": "source,target,claimed_by,contests\ncyd,reg:acme,reg:ann,reg:one\n",
}


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folders `first`, with a namespace, and `second`, without a schema, in the current one."""
    for folder, files in (("first", FIRST), ("second", SECOND)):
        for name, text in files.items():
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(outcome: Outcome) -> list[str]:
    assert outcome.code == 0, outcome.err
    return sorted(row["id"] for row in json.loads(outcome.out))


def ask(run: Run, *words: object) -> Outcome:
    query = "MATCH (p:Person) RETURN p.id AS id, p.born AS born"
    return run("query", "-e", query, "--format", "json", *words)


def test_check_tells_what_is_wrong_in_all_of_them(folders: Path, run: Run) -> None:
    assert run("check", "first", "second").code == 0
    (folders / "cypher").mkdir()
    (folders / "cypher/bad.cypher").write_text("// nothing\n")
    for folder in ("first", "second"):
        (folders / folder / "nodes/Person.csv").write_text("id,nane\nreg:ann,Ann\n")
    outcome = run("check", "first", "second")
    assert outcome.code == 1
    told = [line.split(" ")[0] for line in outcome.out.splitlines()]
    assert "first/nodes/Person.csv:1:4:" in told
    assert "second/nodes/Person.csv:1:4:" in told
    assert any(place.startswith("cypher/bad.cypher") for place in told)
    assert len(set(outcome.out.splitlines())) == len(told)
    listed = json.loads(run("check", "first", "second", "--format", "json").out)
    assert len(listed) == len(told)


def test_the_same_folder_twice_is_wrong_usage(folders: Path, run: Run) -> None:
    outcome = run("check", "first", "./first")
    assert (outcome.code, outcome.out) == (2, "")
    assert "named twice" in outcome.err


def test_load_puts_the_union_into_the_first_one_s_folder(folders: Path, run: Run) -> None:
    outcome = run("load", "first", "second")
    assert "Loading register into first/.graphkit" in outcome.err
    assert not (folders / "second/.graphkit").exists()
    answer = ask(run, "--data", "first")
    assert "loading it" not in answer.err
    assert names(answer) == ["cyd", "reg:ann", "reg:bob"]
    assert {row["id"]: row["born"] for row in json.loads(answer.out)}["reg:ann"] == "1980"
    claims = run(
        "query",
        "--data",
        "first",
        "-e",
        "MATCH (c:Claim)-[:CONTESTS]->(d:Claim), (c)-[:CLAIMED_BY]->(s), "
        "(d)-[:EVIDENCED_BY]->(e:Document) RETURN d.id AS id, s.id AS speaker, e.id AS document",
        "--format",
        "json",
    )
    assert json.loads(claims.out) == [
        {"id": "reg:one", "speaker": "reg:ann", "document": "reg:roll"}
    ]


def test_a_stale_store_is_made_anew_of_all_its_folders(folders: Path, run: Run) -> None:
    run("load", "first", "second")
    people = folders / "second/nodes/Person.csv"
    people.write_text(people.read_text() + "dee,Dee,\n")
    answer = ask(run, "--data", "first")
    assert "first with second has changed since it was loaded" in answer.err
    assert names(answer) == ["cyd", "dee", "reg:ann", "reg:bob"]
    assert "loading it" not in ask(run, "--data", "first").err
    assert names(ask(run, "--from", "first/.graphkit")) == ["cyd", "dee", "reg:ann", "reg:bob"]


def test_folders_that_move_together_find_each_other(
    folders: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("load", "first", "second")
    (folders / "moved").mkdir()
    for name in ("first", "second"):
        shutil.move(folders / name, folders / "moved" / name)
    (folders / "link").symlink_to("moved/first")
    for words in (("--data", "moved/first"), ("--data", "link")):
        answer = ask(run, *words)
        assert names(answer) == ["cyd", "reg:ann", "reg:bob"]
        assert "loading it" not in answer.err
    monkeypatch.chdir(folders / "moved/first")
    assert names(ask(run)) == ["cyd", "reg:ann", "reg:bob"]


def test_a_folder_that_is_gone_is_named(folders: Path, run: Run) -> None:
    run("load", "first", "second")
    shutil.move(folders / "second", folders / "elsewhere")
    answer = ask(run, "--data", "first")
    assert answer.code == 2
    assert "first/.graphkit was made of first and second, which is not there" in answer.err
    assert run("load", "first").code == 0
    assert names(ask(run, "--data", "first")) == ["reg:ann", "reg:bob"]


def test_one_folder_alone_takes_the_place_of_several(folders: Path, run: Run) -> None:
    run("load", "first", "second")
    run("load", "first")
    assert names(ask(run, "--data", "first")) == ["reg:ann", "reg:bob"]


def test_nothing_is_loaded_while_the_datasets_differ(folders: Path, run: Run) -> None:
    people = folders / "second/nodes/Person.csv"
    people.write_text(people.read_text().replace("Ann", "Anna"))
    outcome = run("load", "first", "second")
    assert outcome.code == 1
    assert "second/nodes/Person.csv:2:9: GK307 error" in outcome.out
    assert not (folders / "first/.graphkit").exists()


def test_filters_pages_and_networks_know_the_full_id(folders: Path, run: Run) -> None:
    graph = gk.build(gk.read("first", folders / "second"))
    assert (graph.name, graph.title) == ("register", "The register")
    network = graph.to_networkx(gk.Filter(according_to="reg:bob"))
    assert list(network.edges(keys=True)) == [("reg:ann", "reg:acme", "reg:one")]
    outcome = run("analyze", "central", "first", "--according-to", "bob")
    assert outcome.code == 2
    assert 'Did you mean "reg:bob"?' in outcome.err
    assert run("view", "first", "--node", "reg:ann").code == 0
    assert '"reg:ann"' in (folders / "graph.html").read_text()
    outcome = run("view", "first", "--node", "ann")
    assert outcome.code == 2
    assert 'Did you mean "reg:ann"?' in outcome.err
    run("load", "first", "second")
    run("view", "first", "--from", "first/.graphkit")
    assert '"cyd"' in (folders / "graph.html").read_text()


def test_a_neo4j_holds_what_each_dataset_says_of_shared_nodes(
    folders: Path, run: Run, clean_neo4j: Neo4jServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_URI", clean_neo4j.uri)
    monkeypatch.setenv("NEO4J_USERNAME", clean_neo4j.username)
    monkeypatch.setenv("NEO4J_PASSWORD", clean_neo4j.password)
    outcome = run("load", "first", "second")
    assert outcome.code == 0, outcome.err
    assert "Loading register into" in outcome.err
    assert names(ask(run, "--data", "first")) == ["cyd", "reg:ann", "reg:bob"]
    assert "0 written" in run("load", "first", "second").err
    (folders / "third/nodes").mkdir(parents=True)
    (folders / "third/dataset.yaml").write_text("name: third\nnamespace: reg\n")
    (folders / "third/schema.yaml").write_text(SCHEMA)
    (folders / "third/nodes/Person.csv").write_text("id,name\nann,Ann\n")
    assert run("load", "third", "--yes").code == 0
    assert names(ask(run, "--data", "first")) == ["cyd", "reg:ann", "reg:bob"]
    (folders / "third/nodes/Person.csv").write_text("id,name\nann,Anna\n")
    outcome = run("load", "third", "--yes")
    assert outcome.code == 4
    assert "reg:ann" in outcome.err
