"""Models of the Data Importer, read and written."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.errors import UsageError
from graphkit.interchange.data_importer import read_data_importer
from graphkit.interchange.data_importer_model import write_data_importer
from graphkit.schema.load import load_schema, parse_schema
from tests.interchange.reading import ANYTHING, MODELS, NAMES, read, text_of

FILES = ["data/schema.yaml", "examples/ownership/schema.yaml", "tests/schema/shown.yaml"]


@st.composite
def models(draw: st.DrawFn) -> dict[str, Any]:
    """A model with any names, of a kind that the Importer itself may have saved."""
    type_ = st.sampled_from(["string", "integer", "point"]).map(lambda word: {"type": word})
    prop = st.fixed_dictionaries({"token": NAMES, "type": type_, "nullable": st.booleans()})
    tokens: list[list[dict[str, Any]]] = []
    for kind in ("nl", "rt"):
        each = [
            {
                "$id": f"{kind}:{n}",
                "token": draw(NAMES),
                "properties": draw(st.lists(prop, max_size=3)),
            }
            for n in range(draw(st.integers(1, 4)))
        ]
        tokens.append(each)
    for number, one in enumerate(p for kind in tokens for t in kind for p in t["properties"]):
        one["$id"] = f"p:{number}"
    labels = st.sampled_from([{"$ref": f"#{t['$id']}"} for t in tokens[0]])
    types = st.sampled_from([{"$ref": f"#{t['$id']}"} for t in tokens[1]])
    nodes = [
        {"$id": f"n:{n}", "labels": draw(st.lists(labels, min_size=1, max_size=3))}
        for n in range(draw(st.integers(1, 4)))
    ]
    ends = st.sampled_from([{"$ref": f"#{n['$id']}"} for n in nodes])
    edge = st.fixed_dictionaries({"type": types, "from": ends, "to": ends})
    edges = [{"$id": f"r:{n}", **e} for n, e in enumerate(draw(st.lists(edge, max_size=4)))]
    props = [p["$id"] for t in tokens[0] for p in t["properties"]]
    keys = draw(st.lists(st.sampled_from(props), max_size=2)) if props else []
    graph = {
        "nodeLabels": tokens[0], "relationshipTypes": tokens[1], "nodeObjectTypes": nodes,
        "relationshipObjectTypes": edges, "constraints": [], "indexes": [],
    }  # fmt: skip
    mappings = [
        {"node": {"$ref": "#n:0"}, "tableName": draw(NAMES),
         "propertyMappings": [{"property": {"$ref": f"#{key}"}, "fieldName": draw(NAMES)}]}
        for key in keys
    ]  # fmt: skip
    return {
        "dataModel": {
            "graphSchemaRepresentation": {"graphSchema": graph},
            "graphSchemaExtensionsRepresentation": {
                "nodeKeyProperties": [{"keyProperty": {"$ref": f"#{key}"}} for key in keys]
            },
            "graphMappingRepresentation": {"nodeMappings": mappings},
        }
    }


@settings(max_examples=60, deadline=None)
@given(models())
def test_any_model_is_a_schema_and_a_model_again(model: dict[str, Any]) -> None:
    imported = read_data_importer(json.dumps(model), "m.json", "model")
    schema, problems = parse_schema(imported.text)
    assert problems == []
    check(json.loads(write_data_importer(schema).text))


@st.composite
def damaged(draw: st.DrawFn) -> Any:
    """A model of which one part is anything."""
    whole = json.loads(text_of(draw(st.sampled_from(MODELS))))
    place: Any = whole
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = draw(st.sampled_from(keys))
        if (
            not isinstance(place[key], dict | list)
            or not place[key]
            or draw(st.integers(0, 4)) == 0
        ):
            place[key] = draw(ANYTHING)
            return whole
        place = place[key]


@settings(max_examples=60, deadline=None)
@given(damaged())
def test_a_damaged_model_is_read_or_has_a_place(model: dict[str, Any]) -> None:
    try:
        imported = read_data_importer(json.dumps(model), "m.json", "x")
    except UsageError as error:
        assert error.message.startswith("m.json: ")
        assert "\n" not in error.message
    else:
        assert parse_schema(imported.text)[1] == []


def check(model: dict[str, Any]) -> None:
    """Assert what the Importer needs: every reference leads somewhere, every node has a key."""
    inner = model["dataModel"]
    graph = inner["graphSchemaRepresentation"]["graphSchema"]
    assert list(graph) == [
        "nodeLabels", "relationshipTypes", "nodeObjectTypes", "relationshipObjectTypes",
        "constraints", "indexes",
    ]  # fmt: skip
    ids = [each["$id"] for part in graph.values() for each in part]
    tokens = [*graph["nodeLabels"], *graph["relationshipTypes"]]
    properties = [prop for token in tokens for prop in token["properties"]]
    ids += [prop["$id"] for prop in properties]
    assert len(ids) == len(set(ids))
    refs = set(references(model))
    assert refs <= {f"#{id_}" for id_ in ids}
    for prop in properties:
        assert set(prop) == {"$id", "token", "type", "nullable"}
        assert prop["type"]["type"] in (
            "string", "integer", "float", "boolean", "date", "datetime", "array"
        )  # fmt: skip
    nodes = [node["$id"] for node in graph["nodeObjectTypes"]]
    keys = inner["graphSchemaExtensionsRepresentation"]["nodeKeyProperties"]
    assert [key["node"]["$ref"] for key in keys] == [f"#{node}" for node in nodes]
    assert [node["id"] for node in model["visualisation"]["nodes"]] == nodes


def references(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if "$ref" in value else []
        return own + [ref for each in value.values() for ref in references(each)]
    return [ref for each in value for ref in references(each)] if isinstance(value, list) else []


@pytest.mark.parametrize("file", FILES)
def test_a_schema_is_a_whole_model_and_comes_back(file: str) -> None:
    schema = load_schema(file)
    written = write_data_importer(schema)
    check(json.loads(written.text))
    again = read_data_importer(written.text, "m.json", schema.name).schema
    assert set(again.own_types) == set(schema.own_types)
    assert set(again.edges) == set(schema.edges)
    for name, edge in schema.edges.items():
        ends = edge.source_types | edge.target_types if edge.symmetric else edge.source_types
        assert again.edges[name].source_types <= ends
        assert set(again.edges[name].properties) == set(edge.properties)
    told = "\n".join(written.warnings)
    for word in ("abstract", "temporal", "what a type extends"):
        assert f"no word for {word}" in told


def test_a_model_that_was_read_is_written_and_read_the_same() -> None:
    for name in ("first", "second"):
        schema, _ = parse_schema(read(name).text)
        once = read_data_importer(write_data_importer(schema).text, "m.json", name)
        again = read_data_importer(write_data_importer(once.schema).text, "m.json", name)
        assert once.text == again.text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '{"dataModel": {}}',
            "m.json: dataModel.graphSchemaRepresentation.graphSchema is missing.",
        ),
        (
            '{"dataModel": {"graphModel": {}}}',
            "m.json: dataModel.graphModel.nodeSchemas is missing.",
        ),
        ('{"dataModel": 1}', "m.json: dataModel should be an object, and is a number."),
    ],
)
def test_a_fault_is_told_with_its_place(text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_data_importer(text, "m.json", "m")
    assert caught.value.message == message


def test_a_reference_to_nothing_is_told() -> None:
    text = text_of("second").replace('"to": {"$ref": "#n:1"}', '"to": {"$ref": "#n:9"}', 1)
    with pytest.raises(UsageError, match=r"relationshipObjectTypes\[0\].to.\$ref is \"n:9\""):
        read_data_importer(text, "m.json", "m")
