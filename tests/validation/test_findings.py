"""What rules find: every row at fault, and Problems for as many as a person can read."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from graphkit.errors import MOST
from graphkit.graph.dataset import Dataset
from graphkit.validation.check import check, findings_of
from graphkit.validation.construction import draft
from graphkit.validation.finding import Finding
from tests.validation.datasets import dataset

SCHEMA = """
schema: findings
version: 1.0.0
nodes: {Node: {properties: {size: {type: integer, min: 1}, name: {type: string}}}}
edges:
  HAS: {source: [Node], target: [Node], temporal: state, max_targets_per_source: 1}
  OWNS:
    source: [Node]
    target: [Node]
    claims: reified
    properties: {number: {type: string, unique: true}}
"""


def findings(read_in: Dataset, code: str) -> list[Finding]:
    found = findings_of(draft(read_in))
    return [each for each in found if any(problem.code == code for problem in each.problems)]


def rows(found: Finding) -> list[int]:
    """The lines at fault; the header is line 1."""
    return sorted(set((found.rows["_row"] + 2).to_list()))


def test_of_very_many_faults_a_thousand_are_told_apart(tmp_path: Path) -> None:
    lines = "".join(f"n{number},0\n" for number in range(MOST + 3))
    read_in = dataset(tmp_path, SCHEMA, {"nodes/Node.csv": f"id,size\n{lines}"})
    problems = check(read_in)
    assert len(problems) == MOST + 1
    assert problems[-1].line == MOST + 2
    assert problems[-1].message == (
        f"The same is wrong in 3 more places of this file, the last in line {MOST + 4}."
    )
    (found,) = findings(read_in, "GK314")
    assert found.rows.height == MOST + 3


def test_faults_of_one_code_in_several_columns_are_counted_together(tmp_path: Path) -> None:
    lines = "".join(f"n{number},x,y\n" for number in range(MOST))
    columns = SCHEMA.replace("name: {type: string}", "name: {type: integer}")
    problems = check(dataset(tmp_path, columns, {"nodes/Node.csv": f"id,size,name\n{lines}"}))
    assert [problem.code for problem in problems] == ["GK312"] * (MOST + 1)
    assert problems[-1].message == (
        f"The same is wrong in {MOST} more places of this file, the last in line {MOST + 1}."
    )


def test_each_file_has_its_own_thousand(tmp_path: Path) -> None:
    lines = {
        name: "".join(f"{name}{number},0\n" for number in range(MOST + 1)) for name in ("a", "b")
    }
    files = {f"nodes/{name}.csv": f"id,size,type\n{text}" for name, text in lines.items()}
    files = {name: text.replace(",0\n", ",0,Node\n") for name, text in files.items()}
    problems = check(dataset(tmp_path, SCHEMA, files))
    assert len(problems) == 2 * (MOST + 1)


@pytest.mark.parametrize(("header", "code"), [("id,stranger", "GK311"), ("name,size", "GK303")])
def test_a_fault_of_the_header_is_one_of_all_rows(header: str, code: str, tmp_path: Path) -> None:
    read_in = dataset(tmp_path, SCHEMA, {"nodes/Node.csv": f"{header}\na,1\nb,2\n"})
    (found,) = findings(read_in, code)
    assert rows(found) == [2, 3]
    assert [problem.line for problem in found.problems] == [1]


def test_a_name_of_a_file_that_is_no_type_is_a_fault_of_all_rows(tmp_path: Path) -> None:
    read_in = dataset(tmp_path, SCHEMA, {"nodes/Noode.csv": "id\na\nb\n"})
    (found,) = findings(read_in, "GK301")
    assert rows(found) == [2, 3]


def test_of_rows_that_say_the_same_the_later_are_at_fault(tmp_path: Path) -> None:
    files = {
        "nodes/Node.csv": "id\na\nb\n",
        "edges/HAS.csv": "source,target\na,b\na,b\nb,a\na,b\n",
    }
    (found,) = findings(dataset(tmp_path, SCHEMA, files), "GK405")
    assert rows(found) == [3, 5]


def test_without_the_rows_at_fault_no_node_has_too_many_partners(tmp_path: Path) -> None:
    nodes = "id\na\nb\nc\nd\n"
    lines = ["a,b,2010/2014", "a,c,2011/2012", "a,d,2013/2014", "a,c,2012/2016", "b,c,2010/2011"]
    table = "source,target,time\n" + "".join(f"{line}\n" for line in lines)
    read_in = dataset(tmp_path, SCHEMA, {"nodes/Node.csv": nodes, "edges/HAS.csv": table})
    (found,) = findings(read_in, "GK408")
    assert len(found.problems) == 1
    kept = [line for number, line in enumerate(lines, 2) if number not in rows(found)]
    table = "source,target,time\n" + "".join(f"{line}\n" for line in kept)
    assert check(dataset(tmp_path, SCHEMA, {"edges/HAS.csv": table})) == []


def test_all_claims_of_an_edge_are_at_fault_with_a_value_that_another_edge_has(
    tmp_path: Path,
) -> None:
    files = {
        "nodes/Node.csv": "id\na\nb\n",
        "edges/OWNS.csv": "source,target,number,id\na,b,1,p\nb,a,1,q\nb,a,1,r\n",
    }
    (found,) = findings(dataset(tmp_path, SCHEMA, files), "GK417")
    assert len(found.problems) == 1
    assert rows(found) == [3, 4]


def test_rows_know_their_table(tmp_path: Path) -> None:
    files = {"nodes/Node.csv": "id,size\na,1\n", "nodes/Other.csv": "id,size,type\nb,0,Node\n"}
    (found,) = findings(dataset(tmp_path, SCHEMA, files), "GK314")
    assert found.rows.to_dicts() == [{"_table": 1, "_row": 0, "_swapped": False}]
    assert found.rows.schema == {"_table": pl.Int32, "_row": pl.Int64, "_swapped": pl.Boolean}
