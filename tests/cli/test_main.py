"""What holds for every command."""

import subprocess
import sys

import pytest

import graphkit
from graphkit.cli import EXIT_CODES
from graphkit.cli.terminal import counted
from graphkit.errors import GraphkitError, Problem, Severity
from tests.cli.conftest import Run

COMMANDS = [
    ["init"],
    ["check"],
    ["load"],
    ["unload"],
    ["loads"],
    ["query"],
    ["view"],
    ["serve"],
    *(
        ["analyze", name]
        for name in (
            "summary",
            "central",
            "communities",
            "paths",
            "balance",
            "timeline",
            "disputes",
        )
    ),
    ["schema", "show"],
    ["schema", "lint"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_shows_examples(run: Run, command: list[str]) -> None:
    outcome = run(*command, "--help")
    assert outcome.code == 0
    assert f"  graphkit {' '.join(command)}" in outcome.out


def test_the_commands_are_these_and_no_others(run: Run) -> None:
    listed = run("--help").out.split("Commands:\n")[1]
    names = [line.split()[0] for line in listed.splitlines() if line[2:3].strip()]
    expected = ["init", "check", "load", "unload", "loads", "query", "view", "export", "serve"]
    assert names == [*expected, "analyze", "schema"]


def test_the_version_is_the_packages(run: Run) -> None:
    assert run("--version").out == f"graphkit {graphkit.__version__}\n"


def test_wrong_usage_is_code_two(run: Run) -> None:
    outcome = run("check", "--frmat", "json")
    assert outcome.code == 2
    assert "--frmat" in outcome.err


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys\nsys.argv = ['graphkit', '--help']\nfrom graphkit.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'polars', 'pydantic', 'rich', 'networkx', 'neo4j', 'arcadedb'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_module_runs_like_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "graphkit", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("graphkit ")


def test_a_reader_that_closes_the_pipe_is_no_error() -> None:
    program = f"{sys.executable} -m graphkit schema show data --format json | head -n 1"
    done = subprocess.run(program, shell=True, capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_a_bug_of_ours_is_told_in_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        message = "an inner\nreason"
        raise KeyError(message)

    monkeypatch.setattr("graphkit.pipeline.read", fail)
    outcome = run("check", "data")
    assert outcome.code == 3
    assert "Traceback" not in outcome.err
    assert "--debug" in outcome.err
    with pytest.raises(KeyError):
        run("--debug", "check", "data")


def test_problems_are_counted_in_words() -> None:
    error = Problem("f", 1, 1, "GK101", Severity.ERROR, "m")
    warning = Problem("f", 1, 1, "GK101", Severity.WARNING, "m")
    assert counted([error, error, warning]) == "2 errors, 1 warning."


def test_every_kind_of_error_has_an_exit_code() -> None:
    def kinds(error: type[GraphkitError]) -> list[type[GraphkitError]]:
        return [error, *(kind for below in error.__subclasses__() for kind in kinds(below))]

    for kind in kinds(GraphkitError):
        assert any(issubclass(kind, listed) for listed, _ in EXIT_CODES)
