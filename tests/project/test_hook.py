"""The hook for pre-commit: its definition, and what it runs where.

pre-commit itself makes an environment from the package registry for each hook, which no test waits
for. What it would do with the definition is done here: the fields that it reads, the files that it
would look for, and the command that it would run.
"""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from graphkit.starter import write_starter

ROOT = Path(__file__).parents[2]
# What pre-commit 4 knows; another field is a warning to each of its users.
FIELDS = {
    "id": str,
    "name": str,
    "description": str,
    "entry": str,
    "language": str,
    "files": str,
    "pass_filenames": bool,
    "require_serial": bool,
}


def hook() -> dict[str, object]:
    (only,) = YAML(typ="safe").load(ROOT / ".pre-commit-hooks.yaml")
    assert isinstance(only, dict)
    return only


def test_its_fields_are_those_that_pre_commit_reads() -> None:
    defined = hook()
    assert {name: type(value) for name, value in defined.items()} == FIELDS
    assert defined["id"] == "graphkit-check"
    assert defined["language"] == "python"
    assert defined["pass_filenames"] is False


@pytest.mark.parametrize(
    ("file", "runs"),
    [
        ("data/dataset.yaml", True),
        ("data/schema.yml", True),
        ("data/nodes/Person.csv", True),
        ("nodes/Person.tsv", True),
        ("a/b/edges/claims.jsonl", True),
        ("data/edges/claims.parquet", True),
        ("data/documents/gazette.md", True),
        ("documents/gazette.md", True),
        ("cypher/who.cypher", True),
        ("README.md", False),
        ("graphkit/cli/data.py", False),
        ("data/nodes/Person.csv~", False),
    ],
)
def test_it_runs_where_a_file_of_a_dataset_changes(file: str, runs: bool) -> None:
    assert bool(re.search(str(hook()["files"]), file)) == runs


def test_its_command_fails_where_a_dataset_has_errors(tmp_path: Path) -> None:
    folder = tmp_path / "town"
    write_starter(folder)
    program, *words = shlex.split(str(hook()["entry"]))
    command = [str(Path(sys.executable).with_name(program)), *words]
    assert subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0
    (folder / "data/nodes/Person.csv").unlink()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "GK403" in done.stdout


def test_the_docs_name_it() -> None:
    assert f"id: {hook()['id']}" in (ROOT / "docs/checking.md").read_text()
