"""Every command that the README shows in its tour runs, in the order in which it stands there."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(program: str, *arguments: str, folder: Path) -> tuple[int, str]:
    """Run a command of this environment; return its exit code and all that it said."""
    done = subprocess.run(
        [Path(sys.executable).with_name(program), *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def commands(markdown: str) -> list[list[str]]:
    blocks = re.findall(r"^```console\n(.*?)^```", markdown, flags=re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("$ ")]
    return [shlex.split(line.removeprefix("$ ")) for line in lines]


def test_the_tour_of_the_readme_runs(tmp_path: Path) -> None:
    for folder in ("data", "cypher"):
        ignore = shutil.ignore_patterns(".graphkit")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignore)
    tour = commands((ROOT / "README.md").read_text())
    assert {command[1] for command in tour} >= {"check", "load", "query", "analyze", "view", "init"}
    for program, *arguments in tour:
        code, said = run(program, *arguments, folder=tmp_path)
        assert code == 0, f"{program} {shlex.join(arguments)}\n{said}"
    assert (tmp_path / "graph.html").exists()


def test_the_readme_links_to_files_that_exist() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / "README.md").read_text())
    assert [link for link in links if not (ROOT / link).exists()] == []
