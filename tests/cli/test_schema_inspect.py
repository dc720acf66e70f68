"""`graphkit schema inspect`."""

from pathlib import Path

from graphkit.schema.load import load_schema
from tests.cli.conftest import Run


def test_a_proposal_is_written_to_a_new_file_alone(project: Path, run: Run) -> None:
    first = run("schema", "inspect", "data", "-o", "proposed.yaml")
    assert (first.code, first.out) == (0, "proposed.yaml\n")
    assert "Person" in load_schema("proposed.yaml").own_types
    again = run("schema", "inspect", "data", "-o", "proposed.yaml")
    assert again.code == 4
    assert "there already" in again.err


def test_what_was_only_sampled_is_said(project: Path, run: Run) -> None:
    outcome = run("schema", "inspect", "data", "--sample", "3")
    assert outcome.code == 0
    assert "# Sampled: " in outcome.out
    assert outcome.err.startswith("Sampled: ")


def test_an_embedded_store_gives_back_its_schema(project: Path, run: Run) -> None:
    assert run("load").code == 0
    outcome = run("schema", "inspect", "data")
    assert "The schema that data/.graphkit keeps" in outcome.out


def test_nothing_to_inspect_is_told(project: Path, run: Run) -> None:
    (project / "empty").mkdir()
    for source in ("nowhere", "empty", "data/schema.yaml"):
        outcome = run("schema", "inspect", source)
        assert outcome.code == 2
        assert outcome.err.startswith("Error: ")
