"""`--from`: view, analyze and export read their graph from a store."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.neo4j_server import Neo4jServer
from tests.stores import graphs
from tests.stores.asking import run as ask


@pytest.fixture
def alone(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store and nothing else: the folder that it was made of is gone."""
    assert run("load", "--to", "store").code == 0
    folder = project.parent / "alone"
    folder.mkdir()
    (project / "store").rename(folder / "store")
    shutil.rmtree(project / "data")
    monkeypatch.chdir(folder)
    return folder


def test_a_store_is_enough(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = {
        what: run("analyze", what, "--format", "json").out
        for what in ("summary", "central", "disputes", "timeline")
    }
    assert run("load", "--to", "../alone").code == 0
    shutil.rmtree(project / "data")
    for what, out in expected.items():
        found = run("analyze", what, "--format", "json", "--from", "../alone")
        assert (found.code, found.out) == (0, out)
    assert run("view", "--from", "../alone").code == 0
    assert "Harbor" in (project / "graph.html").read_text(encoding="utf-8")


def test_an_export_of_a_store_is_a_dataset(alone: Path, run: Run) -> None:
    assert run("export", "--from", "store").code == 0
    assert run("check", "export").code == 0
    found = run("analyze", "summary", "export", "--format", "json")
    assert found.out == run("analyze", "summary", "--from", "store", "--format", "json").out


def test_types_limit_what_is_read(alone: Path, run: Run) -> None:
    done = run("export", "--from", "store", "--edge-type", "LEADS", "--format", "json")
    assert done.code == 0
    edges = json.loads((alone / "graph.json").read_text())["edges"]
    assert {edge["type"] for edge in edges} == {"LEADS"}
    wrong = run("analyze", "summary", "--from", "store", "--edge-type", "LEAD")
    assert wrong.code == 2
    assert 'Did you mean "LEADS"?' in wrong.err


def test_a_limit_says_that_it_cut(alone: Path, run: Run) -> None:
    done = run("analyze", "summary", "--from", "store", "--read-limit", "1")
    assert done.code == 0
    assert "Read 1 of " in done.err
    assert "each with its ends" in done.err


def test_options_of_a_store_want_one(project: Path, run: Run) -> None:
    for words in (["--dataset", "x"], ["--schema", "data/schema.yaml"], ["--read-limit", "1"]):
        done = run("view", *words)
        assert done.code == 2
        assert f"{words[0]} is about a store, and none is named. Name it with --from." in done.err


def test_another_dataset_here_does_not_stand_in_the_way(
    alone: Path, run: Run, project: Path
) -> None:
    assert run("init", "other").code == 0
    settings = alone / "other/data/dataset.yaml"
    settings.write_text(settings.read_text().replace("name: harbor-town", "name: other"))
    shutil.copytree(alone / "other/data", alone / "data")
    assert run("analyze", "summary", "--from", "store").code == 0
    named = run("analyze", "summary", "data", "--from", "store")
    assert named.code == 3
    assert "holds nothing of the dataset other" in named.err
    wrong = run("analyze", "summary", "--from", "store", "--dataset", "othr")
    assert wrong.code == 3
    both = run("analyze", "summary", "data", "--from", "store", "--dataset", "harbor-town")
    assert both.code == 2
    assert "data is the dataset other, not harbor-town" in both.err


def test_what_the_folder_withholds_is_not_told(project: Path, run: Run) -> None:
    assert run("load", "--to", "store").code == 0
    settings = project / "data/dataset.yaml"
    settings.write_text(settings.read_text() + "redact: [ada]\n")
    assert run("export", "--from", "store", "--format", "json").code == 0
    told = (project / "graph.json").read_text()
    assert "redacted-1" in told
    assert "Ada" not in told


def test_a_server_is_read_without_a_folder(
    project: Path, run: Run, with_neo4j: Neo4jServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = run("analyze", "summary", "--format", "json").out
    assert run("load", "--to", with_neo4j.uri, "--yes").code == 0
    shutil.rmtree(project / "data")
    found = run("analyze", "summary", "--format", "json", "--from", with_neo4j.uri)
    assert (found.code, found.out) == (0, expected)
    assert f"Reading from {with_neo4j.uri}" in found.err


def test_a_server_that_graphkit_did_not_load_is_read_by_a_schema(
    tmp_path: Path, run: Run, with_neo4j: Neo4jServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("schema.yaml").write_text(graphs.SCHEMA_TEXT)
    ask(with_neo4j, "CREATE (:Country {id: 'a'})-[:HOSTS]->(:Party {id: 'b'}), (:Dog)")
    words = ("analyze", "summary", "--from", with_neo4j.uri)
    missing = run(*words)
    assert missing.code == 3
    assert "Give a schema that fits it" in missing.err
    done = run(*words, "--schema", "schema.yaml")
    assert done.code == 0
    assert "Left out 1 node that does not fit the schema small" in done.err
    ask(with_neo4j, "MATCH (n:Party) SET n.founded = 'once'")
    wrong = run(*words, "--schema", "schema.yaml")
    assert wrong.code == 1
    assert "GK312" in wrong.out
    assert 'It is the Party "b".' in wrong.out
