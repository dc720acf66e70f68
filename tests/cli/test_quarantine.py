"""`graphkit load --quarantine`: what is sound is loaded, the rest is there to be mended."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.neo4j_server import Neo4jServer


def broken(project: Path) -> None:
    nodes = project / "data/nodes/Person.csv"
    nodes.write_text(nodes.read_text() + "ada,Again,\nragged\n")
    clubs = project / "data/nodes/Organization.csv"
    clubs.write_text(clubs.read_text().replace("1987~", "1987-13"))


def test_what_is_sound_is_loaded_and_the_rest_can_be_mended(project: Path, run: Run) -> None:
    broken(project)
    outcome = run("load", "--quarantine", "held")
    assert outcome.code == 1
    assert outcome.err.splitlines()[:6] == [
        "Held back: 3 with errors, 2 that only hang on what is held back.",
        "  data/edges/claims.csv: 2 rows",
        "  data/nodes/Organization.csv: 1 row",
        "  data/nodes/Person.csv: 2 rows",
        "They are in held as they came in; held/held.csv says why.",
        "Mend them there, then: graphkit load data held",
    ]
    rows = [line.split() for line in outcome.out.splitlines()]
    assert sum(int(row[2]) for row in rows if row[0] == "node") == 6

    asked = run("query", "-e", "MATCH (n:Organization) RETURN n.id ORDER BY n.id")
    assert asked.code == 0
    assert asked.out.split() == ["n.id", "council", "works"]
    assert "Without 5 rows and files held back: `graphkit check data` says why." in asked.err

    (project / "held/nodes/Person.csv").write_text("id,name,aliases\n")
    clubs = project / "held/nodes/Organization.csv"
    clubs.write_text(clubs.read_text().replace("1987-13", "1987~"))
    mended = run("load", "data", "held")
    assert mended.code == 0, mended.out
    assert "1 warning" in mended.err
    asked = run("query", "-e", "MATCH (n:Organization) RETURN n.id ORDER BY n.id")
    assert asked.out.split() == ["n.id", "anglers", "council", "works"]
    assert "held back" not in asked.err


def test_commands_in_messages_can_be_run_as_they_stand(project: Path, run: Run) -> None:
    broken(project)
    (project / "data").rename(project / "my data")
    run("load", "my data", "--quarantine", "held")
    (project / "held/nodes/Person.csv").write_text("id,name,aliases\n")
    asked = run("query", "-e", "RETURN 1", "--data", "my data")
    assert "Without 5 rows and files held back: `graphkit check 'my data'` says why." in asked.err
    clubs = project / "held/nodes/Organization.csv"
    clubs.write_text(clubs.read_text().replace("1987-13", "1987~"))
    mended = run("load", "my data", "held")
    assert "1 warning. `graphkit check 'my data' held` shows" in mended.err


def test_where_nothing_is_held_back_no_folder_is_made(project: Path, run: Run) -> None:
    outcome = run("load", "--quarantine", "held")
    assert outcome.code == 0
    assert "There is nothing to hold back, so held is not made." in outcome.err
    assert not (project / "held").exists()


def test_half_done_mending_is_never_written_over(project: Path, run: Run) -> None:
    broken(project)
    assert run("load", "--quarantine", "held").code == 1
    assert run("load", "--quarantine", "held").code == 1
    half = project / "held/nodes/Person.csv"
    half.write_text("id,name,aliases\nragged,Ragged,\n")
    outcome = run("load", "--quarantine", "held")
    assert outcome.code == 4
    assert outcome.err.startswith("Error: held holds files that graphkit did not write")
    assert half.read_text() == "id,name,aliases\nragged,Ragged,\n"


def test_a_quarantine_cannot_help_where_the_schema_is_at_fault(project: Path, run: Run) -> None:
    broken(project)
    schema = project / "data/schema.yaml"
    schema.write_text(schema.read_text().replace("extends: Actor", "extends: Acter"))
    outcome = run("load", "--quarantine", "held")
    assert outcome.code == 1
    assert "data/schema.yaml" in outcome.out
    assert "cannot take these: data/schema.yaml. Mend them" in outcome.err
    assert not (project / "held").exists()
    assert not (project / "data/.graphkit").exists()


def test_what_a_quarantine_cannot_take_is_named_apart_from_all_that_it_can(
    project: Path, run: Run
) -> None:
    broken(project)
    (project / "data/nodes/old").mkdir()
    (project / "data/edges/gone.csv").symlink_to("nowhere.csv")
    outcome = run("load", "--quarantine", "held")
    assert outcome.code == 1
    assert outcome.err.splitlines()[-1] == (
        "Error: Nothing is loaded and nothing held back, as a quarantine cannot take these: "
        "data/edges/gone.csv, data/nodes/old. Mend them or move them away, then run this again."
    )


def test_where_nothing_is_sound_nothing_is_loaded(project: Path, run: Run) -> None:
    for path in (*(project / "data/nodes").iterdir(), *(project / "data/documents").iterdir()):
        path.write_bytes(b"\xff\xfe")
    outcome = run("load", "--quarantine", "held")
    assert outcome.code == 1
    assert "Nothing else is there, so nothing is loaded." in outcome.err
    assert (project / "held/edges/claims.csv").exists()
    assert not (project / "data/.graphkit").exists()


def test_a_server_is_given_what_is_sound(
    project: Path, run: Run, clean_neo4j: Neo4jServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_USERNAME", clean_neo4j.username)
    monkeypatch.setenv("NEO4J_PASSWORD", clean_neo4j.password)
    broken(project)
    outcome = run("load", "--quarantine", "held", "--to", clean_neo4j.uri)
    assert outcome.code == 1, outcome.err
    assert clean_neo4j.count_nodes() > 0
    assert (project / "held/held.csv").exists()
