"""What `docs/stores.md` shows of reading back runs."""

import re
import shutil
from pathlib import Path

import pytest

import graphkit as gk
from tests.project.test_readme import commands, run

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/stores.md").read_text(encoding="utf-8")
PART = PAGE.partition("\n## Reading back\n")[2]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    ignore = shutil.ignore_patterns(".graphkit")
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=ignore)
    monkeypatch.chdir(tmp_path)
    with gk.connect("data/.graphkit") as store:
        store.load(gk.build(gk.read("data")))
    return tmp_path


def test_the_commands_and_the_program_run(folder: Path) -> None:
    shown = [words for words in commands(PART) if "bolt://localhost:7687" not in words]
    assert len(shown) == 3
    for program, *arguments in shown:
        code, said = run(program, *arguments, folder=folder)
        assert code == 0, said
    made = {path.name for path in folder.iterdir()}
    assert made == {"data", "hosts.html", "graph.graphml"}
    (block,) = re.findall(r"^```python\n(.*?)^```", PART, flags=re.MULTILINE | re.DOTALL)
    exec(block, {})
