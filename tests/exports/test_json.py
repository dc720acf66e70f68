"""Node-link JSON: networkx reads from it what `to_networkx` gives."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import Phase, given, settings

import graphkit as gk
from tests.exports.graphs import graphs
from tests.exports.test_csv import small

ROOT = Path(__file__).parents[2]


def read(path: Path) -> nx.MultiDiGraph:
    def refuse(word: str) -> None:
        raise AssertionError(word)

    data = json.loads(path.read_text(encoding="utf-8"), parse_constant=refuse)
    return nx.node_link_graph(data, edges="edges")


def as_text(value: Any) -> Any:
    match value:
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").zfill(27)
        case date():
            return value.isoformat()
        case list():
            return [as_text(item) for item in value]
    return value


def plain(attributes: dict[str, Any]) -> dict[str, Any]:
    taken = ("key", "self")
    named = {f"{name}_" if name in taken else name: value for name, value in attributes.items()}
    return {name: as_text(value) for name, value in named.items()}


def assert_same(read: nx.MultiDiGraph, graph: nx.MultiDiGraph) -> None:
    assert dict(read.nodes(data=True)) == {id: plain(d) for id, d in graph.nodes(data=True)}
    edges = {(s, t, key): plain(d) for s, t, key, d in graph.edges(keys=True, data=True)}
    assert {(s, t, key): d for s, t, key, d in read.edges(keys=True, data=True)} == edges
    assert read.graph == graph.graph
    assert read.is_directed()
    assert read.is_multigraph()


@settings(max_examples=15, phases=[Phase.generate])  # shrinking takes minutes
@given(graphs())
def test_any_graph_is_read_by_networkx(graph: gk.Graph) -> None:
    with tempfile.TemporaryDirectory() as folder:
        report = gk.export(graph, Path(folder) / "graph.json", format="json")
        assert_same(read(report.path), graph.to_networkx())


@pytest.mark.parametrize("folder", ["data", "examples/ownership"])
@pytest.mark.parametrize("chosen", [gk.Filter(), gk.Filter(as_of="2013-01-01")])  # type: ignore[arg-type]
def test_a_dataset_is_read_by_networkx(folder: str, chosen: gk.Filter, tmp_path: Path) -> None:
    graph = gk.build(gk.read(ROOT / folder))
    report = gk.export(graph, tmp_path / "graph.json", format="json", filter=chosen)
    assert_same(read(report.path), graph.to_networkx(chosen))
    assert (report.nodes, report.claims) == (len(graph.to_networkx()), graph.edges(chosen).height)


def test_claims_that_are_not_projected_are_edges_when_they_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "graph.json"
    gk.export(small(), path, format="json")
    assert set(read(path).edges(keys=True)) == {("ann", "bob", "one"), ("ann", "nul", "three")}
    gk.export(small(), path, format="json", filter=gk.Filter(polarity=("negative",)))
    assert set(read(path).edges(keys=True)) == {("bob", "ann", "two")}


def test_a_property_called_key_does_not_hide_the_edge_s(tmp_path: Path) -> None:
    path = gk.export(small(), tmp_path / "graph.json", format="json").path
    assert read(path).edges["ann", "nul", "three"]["key_"] == "k"


def test_an_empty_graph_is_json_too(tmp_path: Path) -> None:
    path = gk.export(gk.Graph(small().schema), tmp_path / "g.json", format="json").path
    assert len(read(path)) == 0
