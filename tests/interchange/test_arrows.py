"""Drawings of arrows.app, read and drawn again."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.errors import UsageError
from graphkit.interchange.arrows import drawn_graph, read_arrows
from graphkit.interchange.arrows_drawing import write_arrows
from graphkit.interchange.parts import parse_json
from graphkit.schema.load import load_schema, parse_schema
from tests.interchange.reading import ANYTHING, ARROWS, NAMES, NOTES, read, text_of

ELEMENT = {"properties": st.dictionaries(NAMES, NOTES, max_size=4)}
NODES = st.lists(
    st.fixed_dictionaries(
        {"labels": st.lists(NAMES, max_size=3), "caption": NAMES, **ELEMENT},
        optional={"style": st.sampled_from([{"node-color": "#123"}, {"node-color": "red"}])},
    ),
    max_size=5,
)


@st.composite
def drawings(draw: st.DrawFn) -> dict[str, Any]:
    nodes = [{"id": f"n{n}", **node} for n, node in enumerate(draw(NODES))]
    ids = st.sampled_from([node["id"] for node in nodes]) if nodes else st.nothing()
    style = st.sampled_from([{}, {"directionality": "undirected"}])
    edge = st.fixed_dictionaries(
        {"fromId": ids, "toId": ids, "type": NAMES, "style": style, **ELEMENT}
    )
    edges = draw(st.lists(edge, max_size=4)) if nodes else []
    return {"nodes": nodes, "relationships": [{"id": f"r{n}", **e} for n, e in enumerate(edges)]}


@settings(max_examples=60, deadline=None)
@given(drawings())
def test_what_was_drawn_is_a_schema_and_is_drawn_again(drawing: dict[str, Any]) -> None:
    imported = read_arrows(json.dumps(drawing), "a.json", "drawn")
    schema, problems = parse_schema(imported.text)
    assert problems == []
    again = write_arrows(schema, imported.sketch, "sketch")
    reread = read_arrows(again.text, "again.json", "drawn")
    assert reread.text == imported.text
    fresh = write_arrows(schema)
    third = read_arrows(fresh.text, "fresh.json", "drawn")
    assert set(third.schema.edges) == set(schema.edges)
    assert {name for name, node in schema.nodes.items() if not node.abstract} <= set(
        third.schema.nodes
    )


@settings(max_examples=60, deadline=None)
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "nodes": ANYTHING,
            "relationships": ANYTHING,
            "style": ANYTHING,
            "graph": ANYTHING,
        },
    )
)
def test_anything_is_read_or_has_a_place(whole: dict[str, Any]) -> None:
    try:
        imported = read_arrows(json.dumps(whole), "a.json", "x")
    except UsageError as error:
        assert error.message.startswith("a.json: ")
        assert "\n" not in error.message
    else:
        assert parse_schema(imported.text)[1] == []
        write_arrows(imported.schema, imported.sketch, "s")


@pytest.mark.parametrize("name", ARROWS)
def test_places_captions_colors_and_styles_survive(name: str) -> None:
    imported = read(name)
    schema, _ = parse_schema(imported.text)
    drawn = json.loads(write_arrows(schema, imported.sketch, "sketch").text)
    before = drawn_graph(parse_json(text_of(name), name))
    for key in ("nodes", "relationships"):
        kept = [{k: v for k, v in each.items()} for each in drawn[key]]
        for old, new in zip(before.field(key).value, kept, strict=True):
            for part, value in old.items():
                expected = json.loads(json.dumps(value).replace("\\ud800", "\\ufffd"))
                if part == "properties":
                    expected = {k: str(v) for k, v in expected.items()}
                assert new[part] == expected
    assert drawn["style"] == (before.field("style").value or {})


def test_what_changed_in_the_schema_changes_in_the_drawing() -> None:
    imported = read("people")
    text = imported.text.replace("type: date", "type: datetime").replace("#68bc00", "#000000")
    text = text.replace("  Address:\n", "  Shop:\n    extends: Address\n  Address:\n")
    schema, problems = parse_schema(text.replace("      age:\n        type: integer\n", ""))
    assert problems == []
    drawn = json.loads(write_arrows(schema, imported.sketch, "sketch").text)
    nodes = {node["labels"][0]: node for node in drawn["nodes"]}
    assert nodes["Pet"]["properties"]["born"] == "DATETIME"
    assert nodes["Person"]["style"] == {"node-color": "#000000", "outside-position": "top"}
    assert "age" not in nodes["Person"]["properties"]
    assert nodes["Shop"]["labels"] == ["Shop", "Address"]
    assert nodes["Shop"]["position"]["x"] > max(
        node["position"]["x"] for name, node in nodes.items() if name != "Shop"
    )


@pytest.mark.parametrize("file", ["data/schema.yaml", "examples/ownership/schema.yaml"])
def test_a_schema_that_nobody_drew_is_drawn_and_read_again(file: str) -> None:
    schema = load_schema(file)
    drawn = write_arrows(schema)
    assert drawn.text == write_arrows(schema).text
    assert any("temporal" in warning for warning in drawn.warnings)
    again = read_arrows(drawn.text, "a.json", schema.name).schema
    assert set(again.nodes) == set(schema.nodes)
    for name, edge in schema.edges.items():
        read_again = again.edges[name]
        assert set(read_again.sources) == set(edge.sources)
        assert read_again.symmetric == edge.symmetric
        assert read_again.key == edge.key
    for name, node in schema.nodes.items():
        assert again.nodes[name].labels == node.labels
        assert set(again.nodes[name].properties) == set(node.properties)
    places = [tuple(node["position"].values()) for node in json.loads(drawn.text)["nodes"]]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "a.json: the file should be an object, and is a list."),
        ("{", "a.json:1:2: This is no JSON"),
        ('{"nodes": {}}', "a.json: nodes should be a list, and is an object."),
        ('{"nodes": [{"properties": {"name": []}}]}', "a.json: nodes[0].properties.name should be"),
        ('{"nodes": [{"properties": {"a b": []}}]}', 'a.json: nodes[0].properties["a b"] should'),
        ('{"nodes": [{"position": {"x": "1"}}]}', "a.json: nodes[0].position.x should be a number"),
        ('{"nodes": [{"position": {"x": NaN}}]}', "a.json: nodes[0].position.x should be a number"),
        ('{"nodes": [{"id": "n"}, {"id": "n"}]}', 'a.json: nodes[1].id is "n", as that of a node'),
        ('{"relationships": [{"fromId": "n"}]}', 'a.json: relationships[0].fromId is "n", which'),
        ("[" * 100_000, "a.json: This JSON is nested too deeply."),
        ('{"nodes": ' + "9" * 5000 + "}", "a.json: This JSON holds a number that is too long."),
    ],
)
def test_a_fault_is_told_with_its_place(text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_arrows(text, "a.json", "a")
    assert caught.value.message.startswith(message)
