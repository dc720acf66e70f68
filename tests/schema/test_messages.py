"""Every message, as a person reads it: each file in faults/ with its golden file."""

import re
from pathlib import Path

import pytest

from graphkit.schema.codes import Advice, Code
from graphkit.schema.lint import lint_file
from tests.schema.texts import FAULTS, GOLDEN, SCHEMAS

FILES = sorted(FAULTS.glob("*.yaml"))


def report(path: Path) -> str:
    return "".join(f"{problem}\n" for problem in lint_file(path, path.name))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_schema_with_faults_has_its_messages(path: Path) -> None:
    assert report(path) == (GOLDEN / f"{path.stem}.txt").read_text()


def test_every_code_stands_in_a_golden_file() -> None:
    text = "".join((GOLDEN / f"{path.stem}.txt").read_text() for path in FILES)
    assert set(re.findall(r"GK\d+", text)) == {code.value for code in (*Code, *Advice)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_place_is_that_of_a_word_in_the_file(path: Path) -> None:
    lines = path.read_text().split("\n")
    for problem in lint_file(path, path.name):
        assert lines[problem.line - 1][problem.column - 1 :].strip()


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.parent.name)
def test_the_schemas_of_this_project_have_no_errors(path: Path) -> None:
    assert [problem for problem in lint_file(path, path.name) if problem.is_error] == []


def test_the_schema_of_the_case_takes_every_advice() -> None:
    assert lint_file(SCHEMAS[0], "schema.yaml") == []
