"""`graphkit schema import` and `graphkit schema export`."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Run
from tests.project.test_readme import commands

DRAWINGS = ROOT / "tests/interchange/drawings"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for file in (*DRAWINGS.glob("*.json"), ROOT / "docs/drawings/guests.json"):
        shutil.copy(file, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_drawing_is_printed_as_a_schema_and_what_is_otherwise_is_told(
    folder: Path, run: Run
) -> None:
    outcome = run("schema", "import", "people.json")
    assert outcome.code == 0
    assert outcome.out.startswith("schema: people\n")
    assert "Warning: The key of Address is city and street together" in outcome.err
    assert run("schema", "import", "third.json").out.startswith("schema: third\n")


def test_a_drawing_goes_into_a_schema_and_back(folder: Path, run: Run) -> None:
    outcome = run("schema", "import", "guests.json", "-o", "schema.yaml")
    assert (outcome.code, outcome.out) == (0, "schema.yaml\nschema.arrows.json\n")
    assert run("schema", "lint", "schema.yaml").code == 0
    for _ in range(2):  # what graphkit wrote is replaced
        again = run("schema", "export", "schema.yaml", "--format", "arrows", "-o", "again.json")
        assert (again.code, again.out) == (0, "again.json\n")
    drawn, before = (json.loads((folder / f).read_text()) for f in ("again.json", "guests.json"))
    assert {key: drawn[key] for key in before} == before


def test_nothing_of_somebody_else_is_replaced(folder: Path, run: Run) -> None:
    (folder / "schema.yaml").write_text("mine")
    assert run("schema", "import", "guests.json", "-o", "schema.yaml").code == 4
    assert (folder / "schema.yaml").read_text() == "mine"
    (folder / "new.arrows.json").write_text("mine")
    assert run("schema", "import", "guests.json", "-o", "new.yaml").code == 4
    assert not (folder / "new.yaml").exists()
    run("schema", "import", "guests.json", "-o", "s.yaml")
    for form in ("arrows", "data-importer"):
        assert run("schema", "export", "s.yaml", "--format", form, "-o", "people.json").code == 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{}", "x.json is neither a drawing of arrows.app nor a model of the Data Importer."),
        ('{"nodes": [{"labels": 1}]}', "x.json: nodes[0].labels should be a list"),
        ("\xff", "x.json is not UTF-8."),
        ('{"dataModel": {"graphModel": []}}', "x.json: dataModel.graphModel should be an object"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_line(
    folder: Path, run: Run, text: str, said: str
) -> None:
    (folder / "x.json").write_text(text, encoding="latin-1")
    outcome = run("schema", "import", "x.json")
    assert outcome.code == 2
    assert said in outcome.err
    assert run("schema", "import", "nowhere.json").code == 2


def test_what_a_tool_has_no_word_for_is_told(case: Path, run: Run) -> None:
    for form, tool in (("arrows", "arrows.app"), ("data-importer", "The Data Importer")):
        outcome = run("schema", "export", "--format", form)
        assert outcome.code == 0
        json.loads(outcome.out)
        assert f"Warning: {tool} has no word for temporal: ALLIED_WITH" in outcome.err


def test_the_commands_of_the_docs_run(folder: Path, run: Run) -> None:
    page = (ROOT / "docs/schema.md").read_text(encoding="utf-8")
    section = page.partition("## Drawings of other tools")[2].partition("\n## ")[0]
    shown = commands(section)
    assert len(shown) > 2
    for _, *words in shown:
        assert run(*words).code == 0, words
