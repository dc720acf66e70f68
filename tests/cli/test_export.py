"""`graphkit export`."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("form", "out"),
    [
        ("csv", "export"),
        ("parquet", "export"),
        ("graphml", "graph.graphml"),
        ("json", "graph.json"),
        ("neo4j-admin", "import"),
        ("cypher", "graph.cypher"),
    ],
)
def test_export_has_a_place_for_each_format(form: str, out: str, project: Path, run: Run) -> None:
    outcome = run("export", "--format", form)
    assert (outcome.code, outcome.out) == (0, f"{out}\n")
    assert (project / out).exists()
    assert re.match(r"7 nodes, [56] claims\.\n", outcome.err)
    assert ("neo4j-admin database import full neo4j" in outcome.err) == (form == "neo4j-admin")
    assert run("export", "--format", form).code == 0


def test_what_is_exported_is_a_dataset(project: Path, run: Run) -> None:
    assert run("export", "-o", "copy").code == 0
    for words in (("check", "copy"), ("analyze", "summary", "copy"), ("view", "copy")):
        assert run(*words).code == 0
    assert run("analyze", "summary", "copy").out == run("analyze", "summary").out


def test_export_replaces_nothing_of_somebody_else(project: Path, run: Run) -> None:
    (project / "graph.json").write_text("{}")
    outcome = run("export", "--format", "json")
    assert outcome.code == 4
    assert "graphkit did not write it" in outcome.err
    assert (project / "graph.json").read_text() == "{}"
    assert run("export", "-o", "data").code == 4
    assert run("export", "-o", "none/out").code == 2
    assert run("export", "--format", "xlsx").code == 2


def test_export_reads_from_a_store(project: Path, run: Run) -> None:
    assert run("load").code == 0
    assert run("export", "--from", "data/.graphkit", "--format", "json").code == 0
    stored = json.loads((project / "graph.json").read_text(encoding="utf-8"))
    assert run("export", "--format", "json", "-o", "files.json").code == 0
    files = json.loads((project / "files.json").read_text(encoding="utf-8"))
    assert {edge["key"] for edge in stored["edges"]} == {edge["key"] for edge in files["edges"]}
    assert run("export", "--from", "data/.graphkit", "-o", "copy").code == 0
    assert run("check", "copy").code == 0


def test_a_filter_asks_for_claims_that_are_not_projected(case: Path, run: Run) -> None:
    assert run("export", "--format", "json", "--polarity", "negative").code == 0
    edges = json.loads((case / "graph.json").read_text(encoding="utf-8"))["edges"]
    assert {edge["polarity"] for edge in edges} == {"negative"}
    assert run("export", "--edge-type", "NOPE").code == 2


def test_cells_that_a_spreadsheet_would_run_are_told(project: Path, run: Run) -> None:
    people = project / "data/nodes/Person.csv"
    rows = people.read_text(encoding="utf-8").splitlines()
    id, _, rest = rows[1].partition(",")
    name = '=HYPERLINK(""https://example.org"")'
    rows[1] = f'{id},"{name}"{"," * rest.count(",")}'
    people.write_text("\n".join(rows) + "\n", encoding="utf-8")
    outcome = run("export")
    assert outcome.code == 0
    assert "Warning: nodes/Person.csv has a cell that a spreadsheet would run" in outcome.err
    assert name in (project / "export/nodes/Person.csv").read_text(encoding="utf-8")
    words = ("query", "-e", "MATCH (n:Person) RETURN n.name, -1", "--format")
    asked = run(*words, "csv")
    assert name in asked.out
    assert "Warning: The result has a cell that a spreadsheet would run" in asked.err
    assert "Warning" not in run(*words, "json").err
    assert "Warning" in run("analyze", "central", "--format", "csv").err


def test_characters_that_xml_cannot_hold_are_told(project: Path, run: Run) -> None:
    people = project / "data/nodes/Person.csv"
    text = people.read_text(encoding="utf-8")
    people.write_text(text.replace("Okoro", "Oko\x1bro"), encoding="utf-8")
    outcome = run("export", "--format", "graphml")
    assert "3 values hold control characters, which XML cannot hold" in outcome.err
