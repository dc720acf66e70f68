"""Schemas for the tests of targets: of every kind of name, and real data."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hypothesis import strategies as st

import graphkit as gk
from graphkit.pipeline import Graph, load_schema
from graphkit.schema.load import parse_schema
from graphkit.schema.model import EdgeType, NodeType, Property, Schema
from graphkit.schema.names import ROOT
from graphkit.schema.values import Enumeration, ListType, StringType

ROOT_FOLDER = Path(__file__).parents[2]
OWNERSHIP = load_schema(ROOT_FOLDER / "examples/ownership/schema.yaml")
CASE = load_schema(ROOT_FOLDER / "data/schema.yaml")

EVERYTHING = """
schema: everything
version: 1.0.0
enums: {Grade: [low, "2nd", class], Mode: [x]}
nodes:
  Thing: {abstract: true, properties: {name: {type: string, required: true, unique: true}}}
  Sample:
    extends: Thing
    description: Something "measured".
    properties:
      code: {type: string, required: true, pattern: "[A-Z]{2}.[0-9]+", length: 6}
      digits: {type: string, pattern: '\\d+'}
      count: {type: integer, min: 1, max: 100}
      weight: {type: float, min: 0.5}
      taken: {type: date, min: 1950-01-01}
      seen: {type: datetime, max: 2030-01-01T00:00:00+01:00}
      made: {type: edtf}
      clean: {type: boolean}
      grade: {type: Grade}
      grades: {type: list<Grade>, length: 2}
      numbers: {type: list<integer>, max: 9, required: true}
      page: {type: url}
      self: {type: string}
      class: {type: string}
      Mode: {type: Mode}
      str: {type: string}
      model_dump: {type: string}
  Part: {extends: Sample}
edges:
  CUT_FROM:
    source: [Sample]
    target: [Sample]
    key: [key]
    properties: {key: {type: string}, share: {type: float, min: 0, max: 1}}
"""


@cache
def everything() -> Schema:
    schema, problems = parse_schema(EVERYTHING)
    assert problems == []
    return schema


@cache
def case() -> Graph:
    return gk.build(gk.read(ROOT_FOLDER / "data"))


@cache
def ownership() -> Graph:
    return gk.build(gk.read(ROOT_FOLDER / "examples/ownership"))


EVIL = (
    '"""\nraise SystemExit(7)\n"""',
    "'''\nraise SystemExit(7)\n'''",
    "a'b\"c\\",
    "a`b``c",
    "*/ DROP GRAPH TYPE x /*",
    "x\nimport os",
    "x\r\u2028\x85raise SystemExit(7)",
    "class",
    "None",
    "match",
    "str",
    "BaseModel",
    "Field",
    "model_config",
    "__class__",
    "_x",
    "2",
    "",
    "ﬁ",
    "fi",
    "ª",
    "人名",
    "a/b~c#d%25",
    "}) {",
    "\\",
    "\\u0060) //",
    "Edge",
    "ABSTRACT",
    "\u202eevil",
    "${x}{y}",
)
NAMES = st.sampled_from(EVIL) | st.text(st.characters(codec="utf-8"), max_size=12)


@st.composite
def hostile_schemas(draw: st.DrawFn) -> Schema:
    """Draw schemas as code can make them: no reader has looked at their names."""
    names = draw(st.lists(NAMES.filter(bool), min_size=3, max_size=6, unique=True))
    names = [name for name in names if name not in ("Document", ROOT)]
    words = tuple(draw(st.lists(NAMES.filter(bool), min_size=1, max_size=4, unique=True)))
    enum = draw(NAMES.filter(bool))
    texts = draw(st.lists(NAMES.filter(bool), min_size=2, max_size=4, unique=True))
    texts = [text for text in texts if text not in ("id", "type", "labels", "label")]
    types = (StringType(), Enumeration(enum, words), ListType(StringType()))
    properties = {
        name: Property(name, types[at % 3], required=at % 2 == 0, description=draw(NAMES))
        for at, name in enumerate(texts)
    }
    nodes: dict[str, NodeType] = {}
    for at, name in enumerate(names):
        parent = names[at - 1] if at else None
        labels = (name, *(nodes[parent].labels if parent is not None else (ROOT,)))
        about = draw(NAMES)
        nodes[name] = NodeType(
            name,
            extends=parent,
            labels=labels,
            properties=properties,
            description=about,
            abstract=at == 0,
        )
    edges = {
        f"{name}!": EdgeType(f"{name}!", (name,), (name,), description=draw(NAMES))
        for name in names
    }
    return Schema(
        draw(NAMES),
        draw(NAMES),
        enums={enum: words},
        nodes=nodes,
        edges=edges,
        description=draw(NAMES),
    )
