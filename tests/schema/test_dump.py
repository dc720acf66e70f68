"""A schema written out is the same schema when it is read again."""

from pathlib import Path

import pytest

from graphkit.schema.dump import schema_text
from graphkit.schema.load import parse_schema
from graphkit.schema.show import schema_dict
from tests.fuzz.targets import SCHEMA
from tests.stores.graphs import SCHEMA_TEXT

ROOT = Path(__file__).parents[2]
FILES = ("data/schema.yaml", "examples/ownership/schema.yaml", "tests/schema/shown.yaml")
TEXTS = {
    **{file: (ROOT / file).read_text(encoding="utf-8") for file in FILES},
    "stores": SCHEMA_TEXT,
    "validation": SCHEMA,
    "everything": """
schema: "all: that #can"
version: 2.0.0-rc.1
description: "Two\\nlines, and \\u2028 one that cannot be seen."
claims: reified
enums: {Kind: [yes, "2014", "a, b"], Unused: [x]}
nodes:
  Leaf: {extends: Middle, display: {icon: star}}
  Middle:
    extends: Base
    display: {label: code, color: "#00ff00"}
    properties:
      code: {type: string, unique: true, pattern: "[a-z]\\\\d*: #", length: 9}
      sizes: {type: list<integer>, min: 0, max: 9, length: 3}
      share: {type: float, min: -0.5, max: 1.0e+22}
      since: {type: date, min: "1900-01-01"}
  Base: {abstract: true, mappings: {ftm: "Thing(a: b)"}, properties: {kind: {type: Kind}}}
  "Länd": {properties: {name: {type: list<string>, required: true, description: "no"}}}
edges:
  C: {source: [Base], target: [Entity, Document], contradicts: [B, A], inverse: C_OF}
  B: {symmetric: true, between: ["Länd"], contradicts: [A], max_targets_per_source: 1}
  A:
    source: [Leaf]
    target: [Leaf]
    claims: inline
    temporal: event
    closes: [A, B]
    balance: negative
    key: [k, j]
    properties: {j: {type: boolean}, k: {type: url, required: true}, l: {type: edtf}}
    display: {label: "goes to", color: "#123456"}
    max_sources_per_target: 2
    mappings: {plover: AID}
""",
}


def plain(text: str) -> dict[str, object]:
    schema, problems = parse_schema(text)
    assert problems == []
    values = schema_dict(schema)
    for edge in values["edges"].values():
        edge["contradicts"].sort()  # the side that declares it is not kept, so neither is an order
    return values


@pytest.mark.parametrize("name", TEXTS)
def test_a_schema_written_out_declares_the_same(name: str) -> None:
    schema, _ = parse_schema(TEXTS[name])
    written = schema_text(schema)
    assert plain(written) == plain(TEXTS[name])
    again, _ = parse_schema(written)
    assert schema_text(again) == written


def test_what_is_inherited_or_the_default_is_not_written() -> None:
    schema, _ = parse_schema(TEXTS["everything"])
    written = schema_text(schema)
    assert "  Leaf:\n    extends: Middle\n    display:\n      icon: star\n  Middle" in written
    assert "neutral" not in written
    assert written.count("contradicts: [A, B]") + written.count("contradicts: [B, A]") == 1
