"""Typed some rows at a time, a dataset has the same Problems as typed all at once."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.readers.folder import read
from graphkit.validation.check import build, check_in_parts
from tests.validation.datasets import dataset
from tests.validation.test_any_dataset import DATASETS, text, written

ALL = 1_000_000

SCHEMA = """
schema: parts
version: 1.0.0
claims: reified
nodes: {Node: {}}
edges:
  HAS:
    source: [Node]
    target: [Node]
    temporal: state
    max_targets_per_source: 1
    contradicts: [LACKS]
    properties: {number: {type: string, unique: true}}
  LACKS: {source: [Node], target: [Node], temporal: state, properties: {why: {type: string}}}
  PLAIN: {source: [Node], target: [Node]}
"""
NODES = "id\na\nb\nc\nd\n"


@settings(max_examples=40)
@given(DATASETS, st.integers(1, 4))
def test_any_dataset_has_the_same_problems_in_parts(
    chosen: dict[str, tuple[str, list[str]]], most: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        written(root, {name: text(table) for name, table in chosen.items()})
        read_in = read(root)
        assert check_in_parts(read_in, most) == check_in_parts(read_in, ALL)


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        # each pair of rows stands so far apart that no part holds both
        ("HAS,a,b,,,\nPLAIN,b,c,,,\nPLAIN,c,d,,,\nHAS,a,b,,,\n", {"GK405"}),
        ("HAS,a,b,x,,\nPLAIN,b,c,,,\nPLAIN,c,d,,,\nHAS,b,a,x,,\n", {"GK405"}),
        ("HAS,a,b,,1,\nPLAIN,b,c,,,\nPLAIN,c,d,,,\nHAS,b,a,,1,\n", {"GK417"}),
        ("HAS,a,b,,,../..\nPLAIN,b,c,,,\nPLAIN,c,d,,,\nHAS,a,c,,,../..\n", {"GK408"}),
        ("HAS,a,b,,,2014\nPLAIN,b,c,,,\nPLAIN,c,d,,,\nLACKS,a,b,,,2014\n", {"GK515"}),
        ("HAS,a,b,,,\nPLAIN,b,c,,,\nPLAIN,c,d,,,\nPLAIN,d,a,,,\n", set()),
    ],
)
def test_rows_in_different_parts_are_compared(rows: str, codes: set[str], tmp_path: Path) -> None:
    files = {"nodes/Node.csv": NODES, "edges/all.csv": f"type,source,target,id,number,time\n{rows}"}
    read_in = dataset(tmp_path, SCHEMA, files)
    problems = check_in_parts(read_in, 2)
    assert {problem.code for problem in problems} == codes
    assert problems == check_in_parts(read_in, ALL)


def test_an_id_is_found_in_another_part_by_what_its_row_says(tmp_path: Path) -> None:
    files = {"nodes/Node.csv": NODES, "edges/PLAIN.csv": "source,target\na,b\nb,c\nc,d\n"}
    derived = build(dataset(tmp_path, SCHEMA, files)).claim_table()["id"].to_list()
    rows = f"source,target,id\na,b,\nb,c,\nc,d,\nd,a,{derived[0]}\n"
    read_in = dataset(tmp_path, SCHEMA, {**files, "edges/PLAIN.csv": rows})
    problems = check_in_parts(read_in, 1)
    assert [(problem.code, problem.line) for problem in problems] == [("GK405", 5)]
    assert problems == check_in_parts(read_in, ALL)


def test_a_claim_names_one_of_another_part(tmp_path: Path) -> None:
    rows = "source,target,id,because\na,b,p,\nb,c,,p\nc,d,,q\n"
    files = {"nodes/Node.csv": NODES, "edges/HAS.csv": rows}
    read_in = dataset(tmp_path, SCHEMA, files)
    problems = check_in_parts(read_in, 1)
    assert [(problem.code, problem.line) for problem in problems] == [("GK513", 4)]
    assert problems == check_in_parts(read_in, ALL)


def test_a_column_is_declared_where_a_later_part_has_its_type(tmp_path: Path) -> None:
    rows = "type,source,target,why\nPLAIN,a,b,\nPLAIN,b,c,\nLACKS,c,d,so\nPLAIN,d,a,so\n"
    read_in = dataset(tmp_path, SCHEMA, {"nodes/Node.csv": NODES, "edges/all.csv": rows})
    problems = check_in_parts(read_in, 1)
    assert [(problem.code, problem.line) for problem in problems] == [("GK411", 5)]
    assert problems == check_in_parts(read_in, ALL)


@pytest.mark.parametrize("most", [1, ALL])
def test_a_claim_names_one_that_has_its_id_by_what_it_says(most: int, tmp_path: Path) -> None:
    files = {"nodes/Node.csv": NODES, "edges/PLAIN.csv": "source,target\na,b\nb,c\n"}
    settings = {"dataset.yaml": "name: small\nnamespace: ns\n"}
    derived = build(dataset(tmp_path, SCHEMA, {**files, **settings})).claim_table()["id"][0]
    rows = f"source,target,because\na,b,\nb,c,\nc,d,{derived}\n"
    read_in = dataset(tmp_path, SCHEMA, {**files, **settings, "edges/PLAIN.csv": rows})
    problems = check_in_parts(read_in, most)
    assert [(problem.code, problem.line) for problem in problems] == [("GK514", 4)]


@pytest.mark.parametrize("most", [1, ALL])
def test_zero_and_minus_zero_are_one_number_in_a_list_of_the_key(most: int, tmp_path: Path) -> None:
    schema = """
schema: measures
version: 1.0.0
nodes: {Node: {}}
edges:
  READS:
    source: [Node]
    target: [Node]
    key: [values]
    properties: {values: {type: list<float>}}
"""
    rows = "source,target,values\na,b,-0; 1\na,b,0; 1\n"
    read_in = dataset(tmp_path, schema, {"nodes/Node.csv": NODES, "edges/READS.csv": rows})
    problems = check_in_parts(read_in, most)
    assert [(problem.code, problem.line) for problem in problems] == [("GK405", 3)]
