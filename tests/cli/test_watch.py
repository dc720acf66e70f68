"""`graphkit check --watch`, as a process of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest

from graphkit.pipeline.watching import is_noticed
from tests.cli.conftest import Run

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start `graphkit` with some words, both streams in one; it is ended after the test."""
    started: list[subprocess.Popen[str]] = []

    def call(*words: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "graphkit", *words],
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield call
    for process in started:
        process.kill()
        process.wait()
        out(process).close()


def check_of(process: subprocess.Popen[str]) -> list[str]:
    """Wait for the end of one check; return what it said before the line with its time."""
    lines: list[str] = []
    for line in out(process):
        if line.startswith("Checked data at "):
            return lines
        lines.append(line.rstrip())
    pytest.fail("".join(lines) or "It ended without a word.")


def out(process: subprocess.Popen[str]) -> IO[str]:
    assert process.stdout is not None
    return process.stdout


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Press Ctrl-C; return the exit code, and what was still said."""
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate()
    return process.returncode, rest


def swap(project: Path, old: str, new: str) -> None:
    claims = project / "data/edges/claims.csv"
    claims.write_text(claims.read_text().replace(old, new))


def test_each_change_is_checked_until_somebody_presses_ctrl_c(project: Path, start: Start) -> None:
    process = start("check", "--watch")
    assert check_of(process) == ["No problems."]

    swap(project, "LEADS,ada,council", "LEADS,council,ada")
    first, count = check_of(process)
    assert first.startswith("data/edges/claims.csv:4:14: GK402 error: ")
    assert count == "1 error."

    swap(project, "LEADS,council,ada", "LEADS,ada,council")
    assert check_of(process) == ["No problems."]

    (project / "cypher/new.cypher").write_text("RETURN 1\n")
    assert check_of(process)[0].startswith("cypher/new.cypher:1:1: GK601 error: ")
    assert ended(process) == (1, "")


def test_it_ends_well_where_all_was_well_in_the_end(project: Path, start: Start) -> None:
    process = start("check", "--watch")
    check_of(process)
    assert ended(process) == (0, "")


def test_a_change_that_comes_during_a_check_is_checked_too(project: Path, start: Start) -> None:
    process = start("check", "--watch")
    check_of(process)
    claims = project / "data/edges/claims.csv"
    rows = claims.read_text()
    for name in ("x", "y", "z"):
        claims.write_text(rows.replace("LEADS,ada,council", f"LEADS,{name},council"))
    found = check_of(process)
    while '"z"' not in "".join(found):
        found = check_of(process)
    assert ended(process)[0] == 1


@pytest.mark.parametrize(
    ("name", "noticed"),
    [
        ("dataset.yaml", True),
        ("nodes/Person.csv", True),
        ("documents", True),
        ("", True),
        (".graphkit/store/x", False),
        (".git/index", False),
        ("nodes/.Person.csv.swp", False),
        ("nodes/Person.csv~", False),
        ("../elsewhere", False),
    ],
)
def test_what_is_hidden_or_left_by_an_editor_is_not_noticed(name: str, noticed: bool) -> None:
    root = Path("/home/.hidden/.venv/data")
    path = root.parent / "elsewhere" if name == "../elsewhere" else root / name
    assert is_noticed(path, [root]) == noticed


def test_a_dataset_that_goes_away_ends_it(project: Path, start: Start) -> None:
    process = start("check", "--watch")
    check_of(process)
    (project / "data").rename(project / "elsewhere")
    said, _ = process.communicate()
    assert process.returncode == 2
    assert said == (
        'Error: The folder "data" does not exist. Name a folder that holds a dataset.yaml.\n'
    )


def test_a_dataset_that_is_not_there_is_not_waited_for(project: Path, run: Run) -> None:
    outcome = run("check", "--watch", "nowhere")
    assert outcome.code == 2
    assert 'The folder "nowhere" does not exist.' in outcome.err


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_a_format_for_programs_is_not_watched(form: str, project: Path, run: Run) -> None:
    outcome = run("check", "--watch", "--format", form)
    assert (outcome.code, outcome.out) == (2, "")
    assert form in outcome.err
