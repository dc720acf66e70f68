"""`graphkit schema diff`."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def older(project: Path) -> Path:
    """The project's schema as it was: supporters had another name, and a word was not there."""
    path = project / "older.yaml"
    text = (project / "data/schema.yaml").read_text()
    path.write_text(text.replace("  Project:", "  Plan:").replace("Project]", "Plan]"))
    return path


def test_changes_stand_a_line_each_and_ask_for_a_version(
    project: Path, older: Path, run: Run
) -> None:
    outcome = run("schema", "diff", str(older), "data")
    assert outcome.code == 1
    assert "nodes.Plan: breaking: Plan is gone: a node of it has an error." in outcome.out
    assert "Write version: 2.0.0" in outcome.err


def test_no_change_is_said_and_is_no_failure(project: Path, run: Run) -> None:
    outcome = run("schema", "diff", "data", "data/schema.yaml")
    assert (outcome.code, outcome.out) == (0, "")
    assert "Both say the same." in outcome.err


def test_json_gives_it_all(project: Path, older: Path, run: Run) -> None:
    told = json.loads(run("schema", "diff", str(older), "data", "--format", "json").out)
    assert told["least"] == "2.0.0"
    assert {"path", "meaning", "message", "hint"} == set(told["changes"][0])


def test_with_data_the_rows_that_would_be_wrong_are_shown(project: Path, run: Run) -> None:
    new = project / "new.yaml"
    text = (project / "data/schema.yaml").read_text()
    new.write_text(
        text.replace("version: 1.0.0", "version: 2.0.0").replace("  Project:", "  Plan:")
    )
    new.write_text(new.read_text().replace("Project]", "Plan]"))
    plain = run("schema", "diff", "data", str(new))
    shown = run("schema", "diff", "data", str(new), "--data", "data")
    assert (plain.code, shown.code) == (0, 1)
    assert "data/nodes/Project.csv:" in shown.out


def test_a_revision_of_git_is_a_schema_too(project: Path, run: Run) -> None:
    def git(*arguments: str) -> None:
        who = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        subprocess.run(["git", *who, *arguments], cwd=project, check=True, capture_output=True)

    git("init", "-q")
    git("add", "data/schema.yaml")
    git("commit", "-qm", "The first")
    schema = project / "data/schema.yaml"
    schema.write_text(schema.read_text().replace("Something to be built.", "What is planned."))
    outcome = run("schema", "diff", "HEAD:data/schema.yaml", "data")
    assert outcome.out == (
        "nodes.Project.description: cosmetic: The description of Project is another.\n"
    )
    missing = run("schema", "diff", "HEAD:data/none.yaml", "data")
    assert missing.code == 2
    assert "git has no HEAD:data/none.yaml" in missing.err


@pytest.mark.parametrize("given", ["--output=x:y", "none.yaml", "-h:data", "a\0b:c"])
def test_what_is_no_schema_is_said_in_a_line(project: Path, run: Run, given: str) -> None:
    outcome = run("schema", "diff", "data", "--", given)
    assert outcome.code == 2
    assert "Traceback" not in outcome.err
