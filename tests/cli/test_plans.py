"""`graphkit load --dry-run`, `--sync` and `graphkit unload`."""

import io
import json
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.neo4j_server import Neo4jServer


def table(text: str) -> list[list[str]]:
    """The rows of the table that an output begins with."""
    return [line.split() for line in text.split("\n\n")[0].splitlines()]


@pytest.mark.parametrize("word", ["--dry-run", "--sync", "--adopt", "--verify"])
def test_an_embedded_store_is_replaced_whole(project: Path, run: Run, word: str) -> None:
    outcome = run("load", word)
    assert outcome.code == 2
    assert "is an embedded store, which a load replaces whole" in outcome.err
    assert len(outcome.err.strip().splitlines()[-1:]) == 1
    assert not (project / "data/.graphkit/manifest.json").exists()


def test_nothing_is_taken_out_of_an_embedded_store(project: Path, run: Run) -> None:
    outcome = run("unload", "harbor-town", "--to", "data/.graphkit")
    assert outcome.code == 2
    assert "An embedded store holds one graph" in outcome.err


def test_a_dry_run_writes_no_quarantine(project: Path, run: Run) -> None:
    outcome = run("load", "--dry-run", "--quarantine", "held")
    assert outcome.code == 2
    assert "--dry-run writes nothing" in outcome.err
    assert not (project / "held").exists()


def test_a_dry_run_shows_what_a_load_then_does(
    project: Path, run: Run, with_neo4j: Neo4jServer
) -> None:
    planned = run("load", "--dry-run")
    assert planned.code == 0
    assert "nothing is written" in planned.err
    assert "CREATE CONSTRAINT graphkit_entity_id" in planned.out
    assert "create node Person" in planned.out
    assert with_neo4j.count_nodes() == 0
    done = run("load")
    assert table(done.out) == table(planned.out)

    people = project / "data/nodes/Person.csv"
    people.write_text(people.read_text().replace("Ada Lund", "Ada Berg"))
    planned = run("load", "--dry-run", "--format", "json")
    told = json.loads(planned.out)
    assert told["dataset"] == "harbor-town"
    assert told["conflicts"] == told["terms"] == []
    (change,) = [change for change in told["changes"] if change["kind"] == "node"]
    assert (change["before"], change["after"]) == ({"name": "Ada Lund"}, {"name": "Ada Berg"})
    assert 'Ada Lund" -> "Ada Berg' in run("load", "--dry-run").out
    assert json.loads(run("load", "--format", "json").out)["types"] == told["types"]


def test_conflicts_are_shown_and_end_a_dry_run_with_4(
    project: Path, run: Run, with_neo4j: Neo4jServer
) -> None:
    with with_neo4j.driver() as driver:
        driver.execute_query("CREATE (:Entity {id: 'ada', name: 'Another'})")
    planned = run("load", "--dry-run")
    assert planned.code == 4
    assert "conflict node Person ada" in planned.out
    assert "(graphkit did not write it)" in planned.out
    assert run("load", "--yes").code == 4
    assert run("load", "--yes", "--adopt").code == 0


def test_what_is_held_back_is_not_taken_out(
    project: Path, run: Run, with_neo4j: Neo4jServer
) -> None:
    assert run("load").code == 0
    nodes = with_neo4j.count_nodes()
    people = project / "data/nodes/Person.csv"
    people.write_text(people.read_text() + "ada,Again,\n")
    outcome = run("load", "--quarantine", "held", "--sync")
    assert outcome.code == 4
    assert "held back, and --sync would take out what they say" in outcome.err
    assert with_neo4j.count_nodes() == nodes


def test_what_a_dataset_withholds_later_is_taken_out_by_sync(
    project: Path, run: Run, with_neo4j: Neo4jServer
) -> None:
    run("load")
    settings = project / "data/dataset.yaml"
    settings.write_text(settings.read_text() + "\nredact: [ada]\n")
    people = project / "data/nodes/Person.csv"
    assert "Ada Lund" in people.read_text()
    told = run("load", "--dry-run")
    assert told.code == 0, told.out + told.err
    assert run("load", "--sync").code == 0
    with with_neo4j.driver() as driver:
        found = driver.execute_query(
            "MATCH (n) WHERE any(k IN keys(n) WHERE toStringOrNull(n[k]) CONTAINS 'Ada Lund') "
            "RETURN n UNION MATCH ()-[r]->() WITH r AS n "
            "WHERE any(k IN keys(n) WHERE toStringOrNull(n[k]) CONTAINS 'Ada Lund') RETURN n"
        ).records
    assert found == []


def test_a_dataset_is_taken_out_when_somebody_says_so(
    project: Path, run: Run, with_neo4j: Neo4jServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("load")
    nodes = with_neo4j.count_nodes()
    unknown = run("unload", "harbour-town")
    assert unknown.code == 2
    assert 'Did you mean "harbor-town"?' in unknown.err
    planned = run("unload", "harbor-town", "--dry-run")
    assert planned.code == 0
    refused = run("unload", "harbor-town")
    assert refused.code == 4
    assert "--yes" in refused.err
    for answer in ("n\n", "y\n"):
        assert with_neo4j.count_nodes() == nodes
        person = io.StringIO(answer)
        monkeypatch.setattr(person, "isatty", lambda: True)
        monkeypatch.setattr(sys, "stdin", person)
        outcome = run("unload", "harbor-town")
    assert outcome.code == 0
    assert table(outcome.out) == table(planned.out)
    with with_neo4j.driver() as driver:
        left = driver.execute_query("MATCH (n) WHERE NOT n:GraphkitLoad RETURN n").records
    assert left == []
