"""`graphkit init` and `graphkit check`."""

import json
from pathlib import Path

import polars as pl
import pytest

from tests.cli.conftest import Run


def test_a_new_project_checks_without_a_word(project: Path, run: Run) -> None:
    outcome = run("check")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "No problems.\n")


def test_a_new_project_leaves_its_store_and_pages_to_git(project: Path) -> None:
    assert (project / ".gitignore").read_text().split() == [".graphkit/", "*.html"]


def test_init_overwrites_nothing(project: Path, run: Run) -> None:
    before = (project / "data/schema.yaml").read_bytes()
    outcome = run("init", project)
    assert outcome.code == 4
    assert "is not empty" in outcome.err
    assert (project / "data/schema.yaml").read_bytes() == before


def test_init_says_where_it_cannot_write(project: Path, run: Run) -> None:
    outcome = run("init", project / "README.md" / "x")
    assert outcome.code == 2
    assert "cannot be written" in outcome.err


def broken(project: Path) -> Path:
    """Write a person where an organization belongs."""
    claims = project / "data/edges/claims.csv"
    claims.write_text(claims.read_text().replace("LEADS,ada,council", "LEADS,council,ada"))
    return claims


def test_a_broken_line_is_told_with_its_place_and_the_way_out(project: Path, run: Run) -> None:
    broken(project)
    outcome = run("check")
    assert outcome.code == 1
    first = outcome.out.splitlines()[0]
    assert first.startswith("data/edges/claims.csv:4:14: GK402 error: LEADS goes from Person to")
    assert first.endswith("Swapped source and target?")
    assert outcome.err == "1 error.\n"


def test_problems_come_as_json_for_programs(project: Path, run: Run) -> None:
    broken(project)
    outcome = run("check", "--format", "json")
    assert outcome.code == 1
    problem = json.loads(outcome.out)[0]
    assert problem == {
        "file": "data/edges/claims.csv",
        "line": 4,
        "column": 14,
        "code": "GK402",
        "severity": "error",
        "message": 'LEADS goes from Person to Organization, but "council" is an Organization.',
        "hint": "Swapped source and target?",
    }


def test_warnings_pass_and_strict_counts_them(project: Path, run: Run) -> None:
    claims = project / "data/edges/claims.csv"
    claims.write_text(
        claims.read_text().replace("c-funded,It says that there was no payment.", ",")
    )
    plain, strict = run("check"), run("check", "--strict")
    assert "GK515 warning" in plain.out
    assert (plain.code, strict.code) == (0, 1)
    assert plain.err == strict.err == "1 warning.\n"


def test_saved_queries_are_checked_too(project: Path, run: Run) -> None:
    (project / "cypher/broken.cypher").write_text("RETURN 1\n", encoding="utf-8")
    outcome = run("check")
    assert outcome.code == 1
    assert outcome.out.startswith("cypher/broken.cypher:1:1: GK601 error: ")


def test_quiet_says_nothing_but_results(project: Path, run: Run) -> None:
    assert run("-q", "check").err == ""


def test_a_folder_without_a_dataset_is_told_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = run("check")
    assert outcome.code == 2
    assert "graphkit init FOLDER" in outcome.err


def test_values_from_data_cannot_act_on_the_terminal(project: Path, run: Run) -> None:
    nodes = project / "data/nodes/Person.csv"
    nodes.write_text(nodes.read_text() + "x,\x1b[2Jname,\nx,other,\n")
    outcome = run("check")
    assert outcome.code == 1
    assert "\x1b" not in outcome.out


def test_the_case_has_no_errors(case: Path, run: Run) -> None:
    assert run("check").code == 0


def test_the_current_folder_is_the_dataset_where_it_holds_one(
    project: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(project / "data")
    assert run("check").code == 0


def test_json_is_json_also_where_there_is_no_dataset(tmp_path: Path, run: Run) -> None:
    outcome = run("check", tmp_path, "--format", "json")
    assert outcome.code == 1
    assert [problem["code"] for problem in json.loads(outcome.out)] == ["GK101"]


def test_a_table_that_lies_beside_its_folder_is_told(project: Path, run: Run) -> None:
    (project / "data/edges/claims.csv").rename(project / "data/claims.csv")
    outcome = run("check")
    assert "data/claims.csv:1:1: GK108 warning" in outcome.out
    assert "Move it to nodes or edges." in outcome.out


def test_a_place_in_parquet_is_the_row_and_the_columns_name(project: Path, run: Run) -> None:
    frame = pl.DataFrame({"id": ["eve", "e v e"], "name": ["Eve", "Eve"]})
    frame.write_parquet(project / "data/nodes/Person.parquet")
    outcome = run("check")
    assert outcome.code == 1
    place = "data/nodes/Person.parquet:row 2:id: GK304 error: "
    assert outcome.out.splitlines()[0].startswith(place)
    problem = json.loads(run("check", "--format", "json").out)[0]
    assert problem["line"] == 2
    assert problem["column"] == 1
    assert problem["column_name"] == "id"
