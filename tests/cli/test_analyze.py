"""`graphkit analyze`: each measure as a table and as a plain value."""

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from graphkit.analysis import louvain
from tests.cli.conftest import Run

MEASURES = [
    ["summary"],
    ["central"],
    ["communities"],
    ["paths", "ada", "bridge"],
    ["balance"],
    ["timeline"],
    ["disputes"],
]


@pytest.mark.parametrize("measure", MEASURES, ids=lambda words: words[0])
def test_each_measure_comes_in_every_form(project: Path, run: Run, measure: list[str]) -> None:
    table = run("analyze", *measure)
    assert table.code == 0
    assert len(table.out.splitlines()) > 1
    assert json.loads(run("analyze", *measure, "--format", "json").out)
    lines = run("analyze", *measure, "--format", "jsonl").out.splitlines()
    rows = list(csv.DictReader(io.StringIO(run("analyze", *measure, "--format", "csv").out)))
    assert len(lines) == len(rows) > 0
    assert list(json.loads(lines[0])) == list(rows[0])


def test_a_filter_narrows_what_is_measured(project: Path, run: Run) -> None:
    def claims(*words: str) -> int:
        found = json.loads(run("analyze", "timeline", *words, "--format", "json").out)
        return len(found["claims"])

    assert claims() > claims("--according-to", "anglers") == 1
    assert claims("--edge-type", "LEADS") == 1
    assert claims("--as-of", "2022-06-01") < claims()
    assert claims("--polarity", "negative") == 1


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["--polarity", "postive"], 'Did you mean "positive"?'),
        (["--edge-type", "LEEDS"], 'Did you mean "LEADS"?'),
        (["--node-type", "Persn"], 'Did you mean "Person"?'),
        (["--as-of", "2022"], "2013-01-01"),
        (["--sure"], "--as-of"),
        (["--according-to", "angler"], 'Did you mean "anglers"?'),
    ],
)
def test_a_word_that_is_not_known_is_told_with_the_nearest(
    project: Path, run: Run, words: list[str], hint: str
) -> None:
    outcome = run("analyze", "summary", *words)
    assert outcome.code == 2
    assert hint in outcome.err


def test_paths_names_the_nearest_node(project: Path, run: Run) -> None:
    outcome = run("analyze", "paths", "adda", "bridge")
    assert outcome.code == 2
    assert 'Did you mean "ada"?' in outcome.err


def test_errors_in_the_data_hinder_a_measure(project: Path, run: Run) -> None:
    nodes = project / "data/nodes/Person.csv"
    nodes.write_text(nodes.read_text() + "ada,Again,\n")
    outcome = run("analyze", "summary")
    assert outcome.code == 1
    assert "GK305" in outcome.out


def test_a_large_graph_without_networkit_says_on_stderr_what_would_be_faster(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "pip install 'graphkit[fast]'"
    assert told not in run("analyze", "communities").err
    monkeypatch.setattr(louvain, "LARGE", 1)
    monkeypatch.setitem(sys.modules, "networkit", None)
    outcome = run("analyze", "communities", "--format", "json")
    assert outcome.err.count(told) == 1
    assert json.loads(outcome.out)["engine"] == "networkx"
    assert told not in run("--quiet", "analyze", "communities").err
