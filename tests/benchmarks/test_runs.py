"""Every benchmark runs at a tiny size, so that none rots. How long it takes is not looked at."""

import subprocess
import sys

import pytest

from benchmarks import __main__ as program
from benchmarks import table
from benchmarks.__main__ import GROUPS, OURS
from benchmarks.table import HEADS, Line, markdown
from tests import neo4j_server

LINES = {"check": 4, "load": 1, "measures": 3, "export": 2}


@pytest.mark.parametrize("group", OURS)
def test_each_line_is_measured(group: str, capsys: pytest.CaptureFixture[str]) -> None:
    program.main([group, "--scale", "0.0005"])
    assert capsys.readouterr().out.count("wanted: ") == LINES[group]


@pytest.mark.neo4j
def test_loads_into_a_neo4j_are_measured(capsys: pytest.CaptureFixture[str]) -> None:
    if (reason := neo4j_server.missing(neo4j_server.version())) is not None:
        pytest.skip(reason)
    program.main(["neo4j", "--scale", "0.0005"])
    assert capsys.readouterr().out.count("wanted: ") == 4


@pytest.mark.chromium
def test_pages_are_measured() -> None:
    # In a process of its own: Playwright runs once in each, and the tests' may be up already.
    command = [sys.executable, "-m", "benchmarks", "page", "--scale", "0.01"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "page of 10 nodes and 20 edges" in done.stdout
    assert "not within" not in done.stdout


def test_the_readme_has_a_place_for_each_table() -> None:
    text = table.README.read_text()
    line = Line("a", "b", "c", "d", "e", "f")
    for group in GROUPS:
        assert f"| {' | '.join(HEADS)} |" in table.replaced(text, group, markdown([line]))


def test_the_project_s_readme_shows_what_the_tables_come_to() -> None:
    front = table.FRONT.read_text()
    assert front == table.replaced(front, "speed", table.summary(table.README.read_text()))


def test_a_table_without_a_place_is_refused() -> None:
    with pytest.raises(ValueError, match="no place for speed"):
        table.replaced("", "speed", "")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["chek"], "there is no chek: choose from check"),
        (["check", "--scale", "0.1", "--write"], "full size"),
    ],
)
def test_what_cannot_be_measured_is_told(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        program.main(words)
    assert told in capsys.readouterr().err
