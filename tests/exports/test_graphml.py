"""GraphML: one file that networkx and Gephi open, whatever its values hold."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import Phase, given, settings

import graphkit as gk
from graphkit.errors import UsageError
from tests.exports.graphs import graphs, schema
from tests.exports.test_csv import small
from tests.exports.test_json import as_text

ROOT = Path(__file__).parents[2]
XML = "{http://graphml.graphdrawing.org/xmlns}"


def read(path: Path) -> nx.MultiDiGraph:
    return nx.read_graphml(path, edge_key_type=str, force_multigraph=True)


def held(text: str) -> str:
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)


def plain(attributes: dict[str, Any], mixed: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return attributes as GraphML can hold them."""
    values = {}
    for name, value in attributes.items():
        text = as_text(value)
        if isinstance(text, list):
            text = "; ".join(
                str(item).lower() if isinstance(item, bool) else str(item) for item in text
            )
        elif name in mixed:
            text = str(text)
        if value != []:
            values[f"{name}_" if name in ("key", "self") else name] = (
                held(text) if isinstance(text, str) else text
            )
    return values


def without_numbers(attributes: dict[str, Any]) -> dict[str, Any]:
    """Leave out lists of fractions, which Python and Polars write in different digits."""
    return {name: value for name, value in attributes.items() if name != "shares"}


@settings(max_examples=15, phases=[Phase.generate])  # shrinking takes minutes
@given(graphs())
def test_any_graph_is_read_by_networkx(graph: gk.Graph) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.graphml"
        ids = {*graph.node_table()["id"], *graph.claim_table()["id"]}
        if len(set(map(held, ids))) < len(ids):
            return
        gk.export(graph, path, format="graphml")
        found, expected = read(path), graph.to_networkx()
    types = {
        graph.nodes[name].schema["size"]
        for name in graph.nodes
        if "size" in schema().nodes[name].properties
    }
    mixed = frozenset({"size"} if len(types) > 1 else ())
    nodes = {held(id): without_numbers(plain(d, mixed)) for id, d in expected.nodes(data=True)}
    assert {id: without_numbers(d) for id, d in found.nodes(data=True)} == nodes
    edges = {}
    for source, target, key, values in expected.edges(keys=True, data=True):
        label = (
            {"label": values["type"]} if "label" not in values and values["type"] != "links" else {}
        )
        edges[held(source), held(target), held(key)] = plain(values | label)
    assert {(s, t, key): d for s, t, key, d in found.edges(keys=True, data=True)} == edges


@pytest.mark.parametrize("folder", ["data", "examples/ownership"])
def test_a_dataset_is_read_by_networkx(folder: str, tmp_path: Path) -> None:
    graph = gk.build(gk.read(ROOT / folder))
    report = gk.export(graph, tmp_path / "graph.graphml", format="graphml")
    found, expected = read(report.path), graph.to_networkx()
    assert dict(found.nodes(data=True)) == {id: plain(d) for id, d in expected.nodes(data=True)}
    assert set(found.edges(keys=True)) == set(expected.edges(keys=True))
    assert report.replaced == 0


def test_keys_have_types_and_elements_a_label_for_gephi(tmp_path: Path) -> None:
    path = gk.export(small(confidence=0.5), tmp_path / "g.graphml", format="graphml").path
    root = ElementTree.parse(path).getroot()
    keys = [key.attrib for key in root.iter(f"{XML}key")]
    types = {(key["for"], key["attr.name"]): key["attr.type"] for key in keys}
    assert types["node", "size"] == "long"
    assert types["node", "share"] == types["edge", "confidence"] == "double"
    assert types["node", "alive"] == types["edge", "contested"] == "boolean"
    assert types["node", "born"] == types["node", "label"] == types["edge", "label"] == "string"
    assert len({key["id"] for key in keys}) == len(keys) == len(types)
    # yEd's own names, by which Gephi knows labels whatever they hold
    assert not {"d3", "d7"} & {key["id"] for key in keys}
    assert read(path).edges["ann", "bob", "one"]["label"] == "LINKS"


def test_one_name_with_values_of_two_types_is_text(tmp_path: Path) -> None:
    graph = small()
    graph.add_node("PERSON", "eve", size="large")
    found = read(gk.export(graph, tmp_path / "g.graphml", format="graphml").path)
    assert (found.nodes["bob"]["size"], found.nodes["eve"]["size"]) == ("-3", "large")


def test_characters_that_xml_cannot_hold_are_replaced_and_counted(tmp_path: Path) -> None:
    graph = small(note="a\x1b[31m\x00b", extractor="\uffff")
    report = gk.export(graph, tmp_path / "g.graphml", format="graphml")
    assert report.replaced == 2
    assert read(report.path).edges["ann", "bob", "one"]["note"] == "a\ufffd[31m\ufffdb"


def test_ids_that_xml_could_not_tell_apart_are_refused(tmp_path: Path) -> None:
    graph = small()
    graph.add_node("Person", "a\x01")
    graph.add_node("Person", "a\x02")
    with pytest.raises(UsageError, match=r'"a\\x01" and "a\\x02" would be the same'):
        gk.export(graph, tmp_path / "g.graphml", format="graphml")
    assert list(tmp_path.iterdir()) == []
