"""The commands and programs that `docs/exports.md` shows run, in the order in which they stand."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project.test_readme import commands

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/exports.md").read_text(encoding="utf-8")


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
        done = subprocess.run(
            [Path(sys.executable).with_name(program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout
    made = {path.name for path in folder.iterdir()}
    assert made == {"data", "export", "graph.graphml", "denials.json", "albania"}


def test_the_programs_run(folder: Path) -> None:
    blocks = re.findall(r"^```python\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
    assert len(blocks) == 2
    exec("\n".join(blocks), {})
    assert [path.name for path in folder.iterdir()] == ["data"]
