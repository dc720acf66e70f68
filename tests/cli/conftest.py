"""Running the command line in this process, as a person would in a folder of their own."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from graphkit.cli import main
from tests.neo4j_server import Neo4jServer

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `graphkit` with some words; give its exit code and what it wrote."""

    def call(*words: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["graphkit", *map(str, words)])
        capsys.readouterr()
        try:
            main()
            code = 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 0 if stop.code is None else 1
        written = capsys.readouterr()
        return Outcome(code, written.out, written.err)

    return call


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """A new project, which is the current folder."""
    folder = tmp_path / "town"
    assert run("init", folder).code == 0
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the case with its queries, which is the current folder."""
    folder = tmp_path / "case"
    shutil.copytree(ROOT / "data", folder / "data", ignore=shutil.ignore_patterns(".graphkit"))
    shutil.copytree(ROOT / "cypher", folder / "cypher")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def with_neo4j(clean_neo4j: Neo4jServer, monkeypatch: pytest.MonkeyPatch) -> Neo4jServer:
    """A Neo4j that the environment names, as a person's shell would."""
    monkeypatch.setenv("NEO4J_URI", clean_neo4j.uri)
    monkeypatch.setenv("NEO4J_USERNAME", clean_neo4j.username)
    monkeypatch.setenv("NEO4J_PASSWORD", clean_neo4j.password)
    return clean_neo4j
