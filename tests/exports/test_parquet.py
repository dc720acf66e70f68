"""Parquet: a dataset folder with typed tables that reads back to the same graph."""

from __future__ import annotations

import tempfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import Phase, given, settings

import graphkit as gk
from graphkit.errors import UsageError
from tests.exports.graphs import content, graphs
from tests.exports.test_csv import small

ROOT = Path(__file__).parents[2]


@settings(max_examples=20, phases=[Phase.generate])  # shrinking takes minutes
@given(graphs())
def test_any_graph_reads_back_the_same(graph: gk.Graph) -> None:
    with tempfile.TemporaryDirectory() as folder:
        report = gk.export(graph, Path(folder) / "out", format="parquet")
        assert content(gk.build(gk.read(report.path))) == content(graph)


@pytest.mark.parametrize("folder", ["data", "examples/ownership"])
def test_a_dataset_reads_back_the_same(folder: str, tmp_path: Path) -> None:
    graph = gk.build(gk.read(ROOT / folder))
    report = gk.export(graph, tmp_path / "out", format="parquet")
    assert content(gk.build(gk.read(report.path))) == content(graph)


def test_the_first_and_the_last_moment_read_back_the_same(tmp_path: Path) -> None:
    graph = small()
    for number, moment in enumerate(["0001-01-01T00:00Z", "9999-12-31T23:59:59.999999Z"]):
        graph.add_edge(
            "LINKS", "ann", "bob", note=str(number), time=f"200{number}", recorded_at=moment
        )
    path = gk.export(graph, tmp_path / "out", format="parquet").path
    assert content(gk.build(gk.read(path))) == content(graph)


def test_columns_have_the_types_of_their_properties(tmp_path: Path) -> None:
    graph = small(confidence=0.5)
    graph.add_node("CON", "lists", numbers=[1, 2], days=["2014-01-01"])
    path = gk.export(graph, tmp_path / "out", format="parquet").path
    people = pl.read_parquet_schema(path / "nodes/Person.parquet")
    assert people["size"] == pl.Int64
    assert people["born"] == pl.Date
    assert people["aliases"] == pl.List(pl.String)
    lists = pl.read_parquet(path / "nodes/CON-.parquet")
    assert lists.schema["days"] == pl.List(pl.Date)
    assert lists.filter(pl.col("id") == "lists")["numbers"].to_list() == [[1, 2]]
    claims = pl.read_parquet_schema(path / "edges/LINKS.parquet")
    assert claims["confidence"] == pl.Float64
    assert claims["claimed_by"] == pl.List(pl.String)


def test_a_text_that_no_dataset_can_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="NUL"):
        gk.export(small(note="a\0b"), tmp_path / "out", format="parquet")
    assert list(tmp_path.iterdir()) == []
