"""The JSON Schema of an export: jsonschema accepts real exports with it, and finds faults."""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import graphkit as gk
from graphkit.pipeline import Graph
from graphkit.schema.model import Schema
from graphkit.targets.json_schema import json_schema
from graphkit.targets.patterns import portable
from tests.exports.graphs import graphs
from tests.targets.schemas import CASE, case, everything, hostile_schemas, ownership
from tests.views.hostile import hostile_schema


@cache
def case_validator() -> Draft202012Validator:
    return validator(CASE)


def validator(schema: Schema) -> Draft202012Validator:
    told = json.loads(json_schema(schema).text)
    Draft202012Validator.check_schema(told)
    return Draft202012Validator(told)


def exported(graph: gk.Graph) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        report = gk.export(graph, Path(folder) / "graph.json", format="json")
        return json.loads(report.path.read_text("utf-8"))


@cache
def case_text() -> str:
    return json.dumps(exported(case()))


def messages(schema: Schema, data: Any) -> list[str]:
    checked = case_validator() if schema is CASE else validator(schema)
    return [error.message for error in checked.iter_errors(data)]


@pytest.mark.parametrize("graph", [case(), ownership()], ids=["case", "ownership"])
def test_a_real_export_is_valid(graph: Graph) -> None:
    data = exported(graph)
    assert len(data["nodes"]) > 5
    assert len(data["edges"]) > 5
    assert messages(graph.schema, data) == []


@settings(max_examples=15, phases=[Phase.generate])
@given(graphs())
def test_the_export_of_any_graph_is_valid(graph: gk.Graph) -> None:
    assert messages(graph.schema, exported(graph)) == []


@pytest.mark.parametrize(
    ("part", "change", "message"),
    [
        ("nodes", {"type": "Persn"}, "'Persn' is not one of"),
        ("nodes", {"name": 3}, "3 is not of type 'string'"),
        ("nodes", {"nmae": "x"}, "'nmae' was unexpected"),
        ("nodes", {"labels": ["Entity"]}, "was expected"),
        ("nodes", {"id": "a b"}, "does not match"),
        ("edges", {"polarity": "perhaps"}, "'perhaps' is not one of"),
        ("edges", {"start_earliest": "June"}, "does not match"),
        ("edges", {"temporal": "sometimes"}, "was expected"),
        ("edges", {"hops": -1}, "is less than the minimum"),
    ],
)
def test_what_is_wrong_in_an_export_is_found(part: str, change: Any, message: str) -> None:
    data = json.loads(case_text())
    data[part] = [data[part][0] | change]
    (found,) = messages(CASE, data)
    assert message in found


@pytest.mark.parametrize("name", ["id", "type", "labels", "label", "name"])
def test_what_is_absent_is_found(name: str) -> None:
    data = json.loads(case_text())
    data["nodes"] = data["nodes"][:1]
    del data["nodes"][0][name]
    assert messages(CASE, data) == [f"'{name}' is a required property"]


def sample() -> dict[str, Any]:
    front = {"id": "s", "type": "Sample", "labels": ["Sample", "Thing", "Entity"], "label": "n"}
    return {**front, "name": "n", "code": "AB-1", "numbers": [1]}


@pytest.mark.parametrize(
    ("change", "is_valid"),
    [
        ({}, True),
        ({"code": "AB-12"}, True),
        ({"code": "AB-1234"}, False),
        ({"code": "xAB-1"}, False),
        ({"count": 100}, True),
        ({"count": 0}, False),
        ({"count": 1.5}, False),
        ({"weight": 0.4}, False),
        ({"taken": "1950-1-1"}, False),
        ({"seen": "2014-02-28T12:00:00.000000Z"}, True),
        ({"seen": "2014-02-28"}, False),
        ({"clean": "true"}, False),
        ({"grade": "low"}, True),
        ({"grade": "lowest"}, False),
        ({"grades": ["low", "class"]}, True),
        ({"grades": ["low", "class", "2nd"]}, False),
        ({"numbers": [1, 10]}, False),
        ({"page": "https://x.example/"}, True),
        ({"page": "x.example"}, False),
        ({"self_": "renamed, as networkx has its own"}, True),
        ({"self": "x"}, False),
    ],
)
def test_constraints_of_properties_are_kept(change: dict[str, Any], is_valid: bool) -> None:
    graph = {"directed": True, "multigraph": True, "graph": {}, "edges": []}
    data = {**graph, "nodes": [{**sample(), **change}]}
    assert (messages(everything(), data) == []) is is_valid


def test_what_it_cannot_express_stands_in_its_comment() -> None:
    told = json_schema(everything())
    comment = json.loads(told.text)["$comment"]
    assert 'digits of Sample matches "\\\\d+", which is in Rust\'s syntax.' in told.missing
    assert "taken of Sample is at least 1950-01-01." in told.missing
    assert "No two nodes of Thing share a name." in told.missing
    assert all(sentence in comment for sentence in told.missing)


@pytest.mark.parametrize(
    "pattern", [r"\d", "(?i)a", "(?P<x>a)", r"\pL", "[[:alpha:]]", "[a&&b]", "a++", r"\Aa", "a\\z"]
)
def test_patterns_that_mean_something_else_elsewhere_are_left_out(pattern: str) -> None:
    assert portable(pattern) is None


def test_hostile_texts_are_texts() -> None:
    told = json.loads(json_schema(hostile_schema()).text)
    Draft202012Validator.check_schema(told)


@given(hostile_schemas(), st.data())
def test_a_node_of_any_type_is_told_from_others(schema: Schema, data: st.DataObject) -> None:
    checked = validator(schema)
    name = data.draw(st.sampled_from(schema.own_types))
    node_type = schema.nodes[name]
    node: dict[str, Any] = {"id": "a", "type": name, "labels": list(node_type.labels), "label": ""}
    for prop in node_type.properties.values():
        word = getattr(prop.type, "members", ("x",))[0]
        node[prop.name] = [word] if prop.type.name.startswith("list<") else word
    graph = {"directed": True, "multigraph": True, "graph": {}, "edges": []}
    assert not list(checked.iter_errors({**graph, "nodes": [node]}))
    assert list(checked.iter_errors({**graph, "nodes": [{**node, "labels": ["?"]}]}))
