"""The formats of `check` for programs: SARIF, and annotations of GitHub Actions."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.cli.reports.github import workflow_commands
from graphkit.cli.reports.places import path_from
from graphkit.cli.reports.rules import TITLES, usual_severity
from graphkit.cli.reports.sarif import sarif
from graphkit.errors import NamedColumn, Problem, Severity, printable
from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((Path(__file__).parent / "sarif/sarif-schema-2.1.0.json").read_text())
VALIDATOR = jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker())

TEXTS = st.text(max_size=30) | st.sampled_from(
    ["", "%0A::error::x", "a\n::set-env name=x::y", "\r\n::debug::", "::", "{0}", "[x](y)", "\\](a"]
)
PROBLEMS = st.lists(
    st.builds(
        Problem,
        file=st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1),
        line=st.integers(1, 2**31),
        column=st.integers(1, 2**31),
        code=st.sampled_from(list(TITLES)),
        severity=st.sampled_from(Severity),
        message=TEXTS,
        hint=TEXTS,
    ),
    max_size=4,
)


def log(problems: list[Problem], root: str = "/checkout") -> Any:
    """Return a SARIF log that its schema accepts."""
    read = json.loads(sarif(problems, root, "1.2.3"))
    VALIDATOR.validate(read)
    return read


def broken(project: Path) -> None:
    claims = project / "data/edges/claims.csv"
    claims.write_text(claims.read_text().replace("LEADS,ada,council", "LEADS,council,ada"))


def test_every_code_has_the_title_of_its_docs() -> None:
    pattern = r"^- \[(GK\d+)\]\(problems/gk\d\.md#\S+\) (.+)$"
    listed = re.findall(pattern, (ROOT / "docs/problems.md").read_text(), re.MULTILINE)
    assert [(code, title.removesuffix(" (warning)")) for code, title in listed] == list(
        TITLES.items()
    )
    for code, title in listed:
        if title.endswith(" (warning)"):
            assert usual_severity(code) is Severity.WARNING


def test_a_code_weighs_what_the_examples_of_its_docs_weigh() -> None:
    texts = [path.read_text() for path in (ROOT / "tests").glob("*/golden/*.txt")]
    found = {pair for text in texts for pair in re.findall(r": (GK\d+) (error|warning): ", text)}
    assert len(found) > 60
    for code, severity in found - {("GK408", "warning")}:
        assert usual_severity(code).value == severity, code


def test_a_code_whose_docs_call_it_a_warning_is_one() -> None:
    texts = [path.read_text() for path in (ROOT / "docs/problems").glob("gk*.md")]
    said = [code for text in texts for code in re.findall(r"## (GK\d+) .*\n\nA warning[.:]", text)]
    assert len(said) > 2
    assert [code for code in said if usual_severity(code) is not Severity.WARNING] == []


def test_a_sound_dataset_is_a_log_without_results(project: Path, run: Run) -> None:
    outcome = run("check", "--format", "sarif")
    assert (outcome.code, outcome.err) == (0, "No problems.\n")
    read = json.loads(outcome.out)
    VALIDATOR.validate(read)
    assert read["runs"][0]["results"] == []


def test_a_problem_is_a_result_at_its_place(project: Path, run: Run) -> None:
    broken(project)
    outcome = run("check", "--format", "sarif")
    assert (outcome.code, outcome.err) == (1, "1 error.\n")
    read = json.loads(outcome.out)
    VALIDATOR.validate(read)
    (job,) = read["runs"]
    assert job["columnKind"] == "unicodeCodePoints"
    (result,) = job["results"]
    assert job["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "GK402"
    assert result["level"] == "error"
    assert result["message"]["text"].endswith("Swapped source and target?")
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "data/edges/claims.csv", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 4, "startColumn": 14},
            }
        }
    ]


@pytest.mark.parametrize("form", ["sarif", "github"])
def test_paths_begin_at_the_checkout_where_a_runner_names_it(
    form: str, project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(project)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(project.parent))
    assert "town/data/edges/claims.csv" in run("check", "--format", form).out
    monkeypatch.setenv("GITHUB_WORKSPACE", str(project / "elsewhere"))
    assert "town" not in run("check", "--format", form).out


@pytest.mark.parametrize(
    ("file", "address"),
    [
        ("/checkout/data/a b.csv", "data/a%20b.csv"),
        ("/checkout/data/é%20#?.csv", "data/%C3%A9%2520%23%3F.csv"),
        ("/checkout/data/../x:y.csv", "x%3Ay.csv"),
        ("/elsewhere/a b.csv", "file:///elsewhere/a%20b.csv"),
        ("/checkout/../elsewhere/a.csv", "file:///elsewhere/a.csv"),
        ("/checkouts/a.csv", "file:///checkouts/a.csv"),
    ],
)
def test_an_address_is_relative_within_the_root_and_absolute_elsewhere(
    file: str, address: str
) -> None:
    problem = Problem(file, 1, 1, "GK101", Severity.ERROR, "No.")
    (result,) = log([problem])["runs"][0]["results"]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact["uri"] == address
    assert ("uriBaseId" in artifact) == (not address.startswith("file:"))


def test_a_cell_of_a_parquet_file_is_told_in_words() -> None:
    source = NamedColumn(2, "source")
    problem = Problem("/checkout/edges/HOSTS.parquet", 14, source, "GK402", Severity.ERROR, "No.")
    (result,) = log([problem])["runs"][0]["results"]
    (location,) = result["locations"]
    assert "region" not in location["physicalLocation"]
    assert location["logicalLocations"] == [{"name": "row 14, column source"}]
    assert result["message"]["text"] == "Row 14, column source: No."
    written = workflow_commands([problem], "/checkout")
    place = "file=edges/HOSTS.parquet,title=GK402"
    assert written == f"::error {place}::Row 14, column source: No."


def test_a_parquet_file_as_a_whole_has_no_line_either() -> None:
    problem = Problem("/checkout/edges/HOSTS.parquet", 1, 1, "GK106", Severity.ERROR, "No.")
    (result,) = log([problem])["runs"][0]["results"]
    (location,) = result["locations"]
    assert list(location) == ["physicalLocation"]
    assert "region" not in location["physicalLocation"]
    written = workflow_commands([problem], "/checkout")
    assert written == "::error file=edges/HOSTS.parquet,title=GK106::No."


@settings(max_examples=25)
@given(PROBLEMS)
def test_any_problems_are_a_log_that_the_schema_of_sarif_accepts(problems: list[Problem]) -> None:
    results = log(problems)["runs"][0]["results"]
    for result, problem in zip(results, problems, strict=True):
        artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
        named = unquote(artifact["uri"].removeprefix("file://"))
        assert named == path_from(problem.file, "/checkout").as_posix()
        text = result["message"]["text"]
        # a link is [text](address), unless a backslash takes the bracket's meaning
        plain = re.sub(r"\\.", "", text, flags=re.DOTALL)
        assert "](" not in plain
        assert not re.search(r"(?<!\{)(?:\{\{)*\{\d+\}", text)


@given(PROBLEMS)
def test_no_value_becomes_a_workflow_command(problems: list[Problem]) -> None:
    written = workflow_commands(problems, "/checkout")
    lines = re.split(r"[\r\n]", written) if problems else []
    assert len(lines) == len(problems)
    for line, problem in zip(lines, problems, strict=True):
        command, told = unescaped_command(line)
        path = path_from(problem.file, "/checkout").as_posix()
        expected = {"file": path, "line": str(problem.line), "col": str(problem.column)}
        if problem.file.lower().endswith(".parquet"):
            expected = {"file": path}
        assert command == (problem.severity.value, {**expected, "title": problem.code})
        assert told == printable(f"{problem.message} {problem.hint}".rstrip())


def unescaped_command(line: str) -> tuple[tuple[str, dict[str, str]], str]:
    """Read a line as a runner of GitHub Actions does."""
    assert line.startswith("::")
    head, _, message = line.removeprefix("::").partition("::")
    name, _, listed = head.partition(" ")
    properties = {}
    for each in listed.split(","):
        key, _, value = each.partition("=")
        for escaped, char in (
            ("%0D", "\r"),
            ("%0A", "\n"),
            ("%3A", ":"),
            ("%2C", ","),
            ("%25", "%"),
        ):
            value = value.replace(escaped, char)
        properties[key] = value
    for escaped, char in (("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        message = message.replace(escaped, char)
    return (name, properties), message


def test_a_cell_cannot_speak_to_the_runner(project: Path, run: Run) -> None:
    nodes = project / "data/nodes/Person.csv"
    nodes.write_text(nodes.read_text() + '"x\n::add-mask::y",name,\n"::stop-commands::z",,\n')
    outcome = run("check", "--format", "github")
    assert outcome.code == 1
    lines = outcome.out.splitlines()
    assert len(lines) >= 2
    assert all(line.startswith(("::error file=", "::warning file=")) for line in lines)


def test_nothing_is_printed_where_nothing_is_wrong(project: Path, run: Run) -> None:
    assert run("check", "--format", "github").out == ""
