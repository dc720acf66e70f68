"""Rows with errors are held back, and what hangs on them; the rest has none."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings

from graphkit.errors import DataError
from graphkit.graph.graph import Graph
from graphkit.readers.folder import read
from graphkit.validation.check import check
from graphkit.validation.sifting import Sifted, sift
from tests.validation.datasets import dataset, write
from tests.validation.test_any_dataset import DATASETS, text, written

SCHEMA = """
schema: small
version: 1.0.0
claims: reified
nodes:
  Person: {properties: {size: {type: integer}, mail: {type: string, unique: true}}}
  Club: {properties: {motto: {type: string}}}
edges:
  LIKES: {source: [Person], target: [Person, Club, Document]}
  LEADS: {source: [Person], target: [Club], claims: inline, max_sources_per_target: 1}
"""
PERSONS = "id,size,mail\nann,1,a@x\nbo,2,b@x\ncy,3,c@x\n"


def sifted(root: Path, files: dict[str, str], schema: str = SCHEMA) -> tuple[Sifted, Graph]:
    return sift(dataset(root, schema, files), Graph)


def held(found: Sifted, root: Path) -> list[str]:
    """Return every reason as a line: the file from the dataset's folder on, record and message."""
    rows = found.reasons.select("file", "record", "line", "code", "message").iter_rows()
    lines = (
        f"{file}#{record}:{line} {code or '-'} {message}"
        for file, record, line, code, message in rows
    )
    return [line.replace(f"{root.as_posix()}/", "") for line in lines]


def test_a_sound_dataset_is_left_as_it_is(tmp_path: Path) -> None:
    found, graph = sifted(tmp_path, {"nodes/Person.csv": PERSONS})
    assert len(found) == 0
    assert found.reasons.is_empty()
    assert found.rest.tables == found.whole.tables
    assert graph.node_table().height == 3


def test_what_hangs_on_a_row_held_back_is_held_back_and_says_on_what(tmp_path: Path) -> None:
    files = {
        "nodes/Person.csv": "id,size\nann,big\nbo,2\ncy,3\n",
        "edges/LIKES.csv": (
            "id,source,target,claimed_by,follows\n"
            "one,ann,bo,,\ntwo,bo,cy,cy > ann,\nthree,bo,cy,,two\nfour,cy,bo,,\n"
        ),
    }
    found, graph = sifted(tmp_path, files)
    assert held(found, tmp_path) == [
        'edges/LIKES.csv#0:2 - Held back, as the node "ann" is (nodes/Person.csv:2).',
        'edges/LIKES.csv#1:3 - Held back, as the node "ann" is (nodes/Person.csv:2).',
        'edges/LIKES.csv#2:4 - Held back, as the claim "two" is (edges/LIKES.csv:3).',
        'nodes/Person.csv#0:2 GK312 size is integer, but "big" is not a whole number in digits.',
    ]
    assert graph.claim_table()["id"].to_list() == ["four"]
    assert graph.node_table()["id"].to_list() == ["bo", "cy"]


def test_claims_hang_on_their_document_and_that_on_the_one_it_reports(tmp_path: Path) -> None:
    files = {
        "nodes/Person.csv": PERSONS,
        "documents/a.md": "---\nid: a\ntitle: [A]\n---\nyes\n",
        "documents/b.md": "---\nid: b\ntitle: B\nreports: a\n---\nyes\n",
        "edges/LIKES.csv": "source,target,document,quote\nann,bo,b,yes\nbo,ann,,\nann,a,,\n",
    }
    found, graph = sifted(tmp_path, files)
    assert held(found, tmp_path) == [
        "documents/a.md#-1:3 GK143 title is one text, not a list.",
        'documents/b.md#-1:1 - Held back, as the document "a" is (documents/a.md:1).',
        'edges/LIKES.csv#0:2 - Held back, as the document "b" is (documents/b.md:1).',
        'edges/LIKES.csv#2:4 - Held back, as the node "a" is (documents/a.md:1).',
    ]
    assert graph.claim_table().height == 1


def test_what_another_row_still_offers_does_not_hang(tmp_path: Path) -> None:
    files = {
        "nodes/Person.csv": "id,size\nann,1\nann,2\nbo,3\n",
        "edges/LIKES.csv": "source,target\nann,bo\n",
    }
    found, graph = sifted(tmp_path, files)
    assert held(found, tmp_path) == [
        'nodes/Person.csv#1:3 GK305 The node id "ann" stands twice; first in line 2.'
    ]
    assert graph.edges().height == 1


def test_what_names_a_row_that_could_not_be_read_is_held_back(tmp_path: Path) -> None:
    files = {
        "nodes/Person.csv": "id,size,mail\nann,1\nbo,2,b@x\n",
        "nodes/Club.csv": "id;motto\nchess;play\n",
        "edges/LIKES.csv": "source,target\nbo,ann\nbo,chess\nbo,bo\n",
    }
    found, graph = sifted(tmp_path, files)
    lines = held(found, tmp_path)
    assert [line.split(" ")[0:2] for line in lines] == [
        ["edges/LIKES.csv#0:2", "GK403"],
        ["edges/LIKES.csv#1:3", "GK403"],
        ["nodes/Club.csv#-1:1", "GK125"],
        ["nodes/Person.csv#0:2", "GK122"],
    ]
    # the table of clubs is not there, so that it cannot be told whether "chess" is a club
    assert found.reasons["hint"][1] == (
        "Perhaps it stands in what could not be read and is held back."
    )
    assert graph.claim_table().height == 1


def test_a_table_whose_header_is_at_fault_is_held_back_as_a_whole(tmp_path: Path) -> None:
    files = {"nodes/Person.csv": PERSONS, "nodes/Club.csv": "id,moto\nchess,play\ngo,win\n"}
    found, graph = sifted(tmp_path, files)
    assert held(found, tmp_path) == [
        'nodes/Club.csv#-1:1 GK311 The column "moto" is not declared for Club.'
    ]
    assert graph.node_table().height == 3


def test_of_lines_that_name_their_own_keys_those_with_an_unknown_one_are_held_back(
    tmp_path: Path,
) -> None:
    lines = (
        '{"id": "ann", "sice": null}\n{"id": "bo"}\n'
        '{"id": "cy", "sice": 3}\n{"id": "di", "sice": 4}\n'
    )
    found, graph = sifted(tmp_path, {"nodes/Person.jsonl": lines})
    said = 'GK311 The column "sice" is not declared for Person.'
    assert held(found, tmp_path) == [
        f"nodes/Person.jsonl#2:3 {said}",
        f"nodes/Person.jsonl#3:4 {said}",
    ]
    assert graph.node_table()["id"].to_list() == ["ann", "bo"]


def test_an_unknown_key_that_every_line_has_holds_the_file_back(tmp_path: Path) -> None:
    lines = '{"id": "ann", "sice": 1}\n{"id": "bo", "sice": 2}\n'
    found, graph = sifted(tmp_path, {"nodes/Person.jsonl": lines})
    assert [line.split(":")[0] for line in held(found, tmp_path)] == ["nodes/Person.jsonl#-1"]
    assert graph.node_table().is_empty()


def test_of_too_many_partners_the_later_ones_are_held_back(tmp_path: Path) -> None:
    files = {
        "nodes/Person.csv": PERSONS,
        "nodes/Club.csv": "id\nchess\n",
        "edges/LEADS.csv": "source,target\nann,chess\nbo,chess\ncy,chess\n",
    }
    found, graph = sifted(tmp_path, files)
    assert [line.split(" ")[0] for line in held(found, tmp_path)] == [
        "edges/LEADS.csv#1:3",
        "edges/LEADS.csv#2:4",
    ]
    assert graph.edges()["source"].to_list() == ["ann"]


def test_what_says_the_same_in_another_table_is_held_back_with_it(tmp_path: Path) -> None:
    files = {
        "nodes/Person.csv": "id,mail\nann,a@x\nann,a@x\nbo,a@x\n",
        "nodes/more.csv": "id,type,mail\nbo,Person,a@x\ncy,Person,c@x\n",
    }
    found, graph = sifted(tmp_path, files)
    assert [line.split(" ")[0:2] for line in held(found, tmp_path)] == [
        ["nodes/Person.csv#1:3", "GK305"],
        ["nodes/Person.csv#2:4", "GK317"],
        ["nodes/more.csv#0:2", "GK305"],
        ["nodes/more.csv#0:2", "GK317"],
    ]
    assert graph.node_table()["id"].to_list() == ["ann", "cy"]


def test_rows_beyond_those_told_apart_are_held_back_too(tmp_path: Path) -> None:
    rows = "".join(f"p{index},{index}x\n" for index in range(1500))
    ragged = "".join(f"q{index}\n" for index in range(1500))
    found, graph = sifted(
        tmp_path,
        {"nodes/Person.csv": f"id,size\n{rows}ann,1\n", "nodes/Club.csv": f"id,motto\n{ragged}"},
    )
    assert len(found) == 3000
    assert graph.node_table()["id"].to_list() == ["ann"]
    assert found.reasons["code"].unique().sort().to_list() == ["GK122", "GK312"]
    last = found.reasons.row(-1, named=True)
    assert (last["record"], last["line"]) == (1499, 1501)
    assert last["message"].startswith("The same is wrong in 500 more places of this file")


def test_a_long_chain_of_claims_is_held_back_in_one_walk(tmp_path: Path) -> None:
    count = 20_000
    rows = "".join(f"c{at},bo,bo,{1000 + at % 1000},c{at - 1}\n" for at in range(1, count))
    files = {
        "nodes/Person.csv": "id,size\nann,big\nbo,2\n",
        "edges/LIKES.csv": f"id,source,target,note,follows\nc0,ann,bo,,\n{rows}",
    }
    found, graph = sifted(tmp_path, files)
    assert len(found) == count + 1
    assert held(found, tmp_path)[count - 1] == (
        f"edges/LIKES.csv#{count - 1}:{count + 1} - "
        f'Held back, as the claim "c{count - 2}" is (edges/LIKES.csv:{count}).'
    )
    assert graph.claim_table().is_empty()


@pytest.mark.parametrize(
    "files",
    [
        {"schema.yaml": "schema: small\nversion: 1.0.0\nnodes: {Person: {propertys: {}}}\n"},
        {"dataset.yaml": "name: small\ntitel: x\n"},
    ],
)
def test_faults_that_are_no_rows_are_not_held_back(files: dict[str, str], tmp_path: Path) -> None:
    write(tmp_path, {"dataset.yaml": "name: small\n", "schema.yaml": SCHEMA, **files})
    write(tmp_path, {"nodes/Person.csv": PERSONS})
    with pytest.raises(DataError):
        sift(read(tmp_path), Graph)


@settings(max_examples=30)
@given(DATASETS)
def test_whatever_is_at_fault_the_rest_has_no_error_and_no_row_is_lost(
    chosen: dict[str, tuple[str, list[str]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        written(root, {name: text(table) for name, table in chosen.items()})
        whole = read(root)
        errors = [problem for problem in check(whole) if problem.is_error]
        found, graph = sift(whole, Graph)
        assert not [problem for problem in check(found.rest) if problem.is_error]
        assert bool(errors) == bool(len(found))
        kept = sum(table.height for table in found.rest.tables)
        assert graph.claim_table()["id"].is_unique().all()
        # every row is kept or held back, and none is both
        places = {
            (reason["file"], reason["record"]) for reason in found.reasons.iter_rows(named=True)
        }
        for table in whole.tables:
            assert table.records is not None
            records = len(table.records().lines)
            own = {record for file, record in places if file == table.file}
            stays = sum(left.height for left in found.rest.tables if left.file == table.file)
            assert stays == (0 if -1 in own else records - len(own))
        assert kept <= sum(table.height for table in whole.tables)
