"""The commands that `docs/modelling.md` shows run, in the order in which they stand there."""

import re
from pathlib import Path

from tests.project.test_readme import commands, run

PAGE = (Path(__file__).parents[2] / "docs/modelling.md").read_text(encoding="utf-8")
FILE = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_commands_run(tmp_path: Path) -> None:
    for name, content in FILE.findall(PAGE):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    said = {}
    for program, *arguments in commands(PAGE):
        code, told = run(program, *arguments, folder=tmp_path)
        assert code == 0, f"{program} {' '.join(arguments)}\n{told}"
        said[" ".join(arguments)] = told
    assert "Cord" in said["query owners --data data"]
    assert "OWNS" in said["query --list --data data"]
    assert (tmp_path / "model.html").exists()


def test_it_links_to_files_that_exist() -> None:
    docs = Path(__file__).parents[2] / "docs"
    links = re.findall(r"\]\(([^)#:]+)[)#]", PAGE)
    assert links
    assert [link for link in links if not (docs / link).exists()] == []
