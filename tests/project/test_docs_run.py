"""The commands and programs that some docs show run, in the order in which they stand there."""

import re
import shutil
from pathlib import Path

import pytest

from tests.project.test_readme import commands, run

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/exports.md").read_text(encoding="utf-8")
SCHEMA_PAGE = (ROOT / "docs/schema.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    ignore = shutil.ignore_patterns(".graphkit")
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=ignore)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_commands_run(folder: Path) -> None:
    shown = commands(PAGE)
    assert len(shown) > 3
    for program, *arguments in shown:
        code, said = run(program, *arguments, folder=folder)
        assert code == 0, said
    made = {path.name for path in folder.iterdir()}
    files = {"graph.graphml", "graph.cypher", "denials.json"}
    assert made == {"data", "export", "import", "import-parquet", "albania", *files}


def test_the_programs_run(folder: Path) -> None:
    blocks = re.findall(r"^```python\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
    assert len(blocks) == 2
    exec("\n".join(blocks), {})
    assert [path.name for path in folder.iterdir()] == ["data"]


def test_the_commands_for_schemas_run(folder: Path) -> None:
    shutil.copy(ROOT / "docs/drawings/guests.json", folder)
    shown = commands(SCHEMA_PAGE)
    assert {command[1] for command in shown} == {"schema"}
    for program, *arguments in shown:
        code, said = run(program, *arguments, folder=folder)
        assert code == 0, said
