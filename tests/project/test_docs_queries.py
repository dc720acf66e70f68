"""The commands and the program that `docs/queries.md` shows run."""

import re
import shutil
from pathlib import Path

import polars as pl
import pytest

from tests.project.test_readme import commands, run

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/queries.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("data", "cypher"):
        ignore = shutil.ignore_patterns(".graphkit")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignore)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NEO4J_URI", raising=False)
    return tmp_path


def test_the_commands_and_the_program_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = commands(PAGE)
    assert len(shown) == 5
    for program, *arguments in shown:
        code, said = run(program, *arguments, folder=folder)
        assert code == 0, said
    countries = pl.read_parquet(folder / "countries.parquet")
    assert countries.columns == ["n.id", "n.name"]
    assert (folder / "hosts.csv").read_text(encoding="utf-8").count("\n") > 2
    (block,) = re.findall(r"^```python\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
    exec(block, {})
    printed = capsys.readouterr().out.splitlines()
    assert sorted(printed[: countries.height]) == sorted(countries["n.id"])
    assert "Country" in "".join(printed[countries.height :])
