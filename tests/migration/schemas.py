"""Small schemas and datasets that are sound under them, drawn at random."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from graphkit.schema.load import parse_schema
from graphkit.schema.model import EdgeType, NodeType, Property, Schema

Declared = dict[str, Any]

_VALUES = {
    "string": st.sampled_from(["x", "ab", "Q1", "b1"]),
    "integer": st.integers(-3, 12).map(str),
    "float": st.sampled_from(["0.5", "1", "7.25", "-2"]),
    "boolean": st.sampled_from(["true", "false"]),
    "date": st.sampled_from(["2014-01-01", "2015-06-30"]),
    "edtf": st.sampled_from(["2014", "2014-05/..", "2014~"]),
    "url": st.just("https://example.org/a"),
    "Kind": st.sampled_from(["a", "b", "c"]),
    "list<string>": st.sampled_from(["x", "x; y"]),
    "list<Kind>": st.sampled_from(["a", "a; b"]),
}


@st.composite
def _property(draw: st.DrawFn) -> Declared:
    kind = draw(st.sampled_from(list(_VALUES)))
    declared: Declared = {"type": kind, "required": draw(st.booleans())}
    if not kind.startswith("list"):
        declared["unique"] = draw(st.integers(0, 4)) == 0
    if kind in ("integer", "float"):
        declared["min"] = draw(st.sampled_from([-5, 0, 1]))
        declared["max"] = draw(st.sampled_from([5, 10, 20]))
    if kind in ("string", "url", "list<string>"):
        declared["length"] = draw(st.sampled_from([1, 2, 30]))
    if kind == "string" and draw(st.booleans()):
        declared["pattern"] = draw(st.sampled_from(["[A-Z].*", ".*[0-9]"]))
    return declared


_PROPERTIES = st.dictionaries(st.sampled_from(["p", "q", "r"]), _property(), max_size=2)


@st.composite
def declarations(draw: st.DrawFn) -> Declared:
    """Draw what a schema file may say."""
    words = draw(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, unique=True))
    base: Declared = {"abstract": draw(st.booleans()), "properties": draw(_PROPERTIES)}
    nodes: dict[str, Declared] = {"Base": base}
    for name in draw(st.lists(st.sampled_from(["One", "Two", "Three"]), unique=True, min_size=1)):
        nodes[name] = {"properties": draw(_PROPERTIES)}
        if draw(st.booleans()):
            nodes[name]["extends"] = "Base"
            nodes[name]["properties"] = {
                key: value
                for key, value in nodes[name]["properties"].items()
                if key not in base["properties"]
            }
    ends = st.lists(st.sampled_from([*nodes, "Entity"]), min_size=1, max_size=2, unique=True)
    edges: dict[str, Declared] = {}
    for name in draw(st.lists(st.sampled_from(["LIKES", "OWNS"]), unique=True)):
        edge: Declared = {"properties": draw(_PROPERTIES)}
        if draw(st.booleans()):
            edge |= {"symmetric": True, "between": draw(ends)}
        else:
            edge |= {"source": draw(ends), "target": draw(ends)}
            if draw(st.booleans()):
                edge["max_sources_per_target"] = draw(st.integers(1, 2))
            if draw(st.booleans()):
                edge["inverse"] = f"{name}_BACK"
        if draw(st.booleans()):
            edge["max_targets_per_source"] = draw(st.integers(1, 2))
        edge["temporal"] = draw(st.sampled_from(["state", "event", "none"]))
        edge["claims"] = draw(st.sampled_from(["inline", "reified"]))
        if edge["properties"] and draw(st.integers(0, 3)) == 0:
            key = next(iter(edge["properties"]))
            edge["key"] = [key]
            edge["properties"][key]["required"] = True
        edges[name] = edge
    if len(edges) == 2:
        for key in ("contradicts", "closes"):
            if draw(st.integers(0, 3)) == 0:
                edges["LIKES"][key] = ["OWNS"]
    return {
        "schema": "drawn",
        "version": "1.0.0",
        "enums": {"Kind": words},
        "nodes": nodes,
        "edges": edges,
    }


@st.composite
def changed(draw: st.DrawFn, declared: Declared) -> Declared:
    """Draw what a schema file could say next: one to three things are others."""
    new: Declared = json.loads(json.dumps(declared))
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["nodes", "edges"]))
        if not new[kind]:
            continue
        part = new[kind][draw(st.sampled_from(list(new[kind])))]
        having = [each for each in new[kind].values() if each["properties"]]
        part = draw(st.sampled_from(having)) if having else part
        properties = part["properties"]
        prop = properties[draw(st.sampled_from(list(properties)))] if properties else {}
        match draw(st.sampled_from(["required", "free", "limit", "type", "add", "drop", "part"])):
            case "required" if prop:
                prop["required"] = not prop["required"]
                prop["unique"] = draw(st.booleans()) and not prop["type"].startswith("list")
            case "free" if prop:
                for key in ("min", "max", "length", "pattern"):
                    prop.pop(key, None)
            case "limit" if prop:
                wanted = ("min", "max") if "min" in prop else ("length",)
                for key in wanted:
                    prop[key] = draw(st.integers(1, 12)) - (5 if key == "min" else 0)
            case "type" if prop:
                prop["type"] = draw(st.sampled_from(list(_VALUES)))
            case "add":
                properties[draw(st.sampled_from("pqr"))] = draw(_property())
            case "drop" if properties:
                properties.pop(draw(st.sampled_from(list(properties))))
            case "part":
                other = draw(declarations())
                same = [name for name in other[kind] if name in new[kind]]
                if same:
                    name = draw(st.sampled_from(same))
                    theirs, ours = other[kind][name], new[kind][name]
                    keys = sorted({*theirs, *ours} - {"properties", "key"})
                    for key in draw(st.lists(st.sampled_from(keys or [""]), max_size=1)):
                        ours.pop(key, None)
                        ours |= {key: theirs[key]} if key in theirs else {}
    if draw(st.integers(0, 4)) == 0:
        new["enums"] = {"Kind": draw(st.permutations(["a", "b", "c"]))}
    return new


def schema_of(declared: Declared) -> Schema | None:
    """Return the schema that is declared; None where the declaration has faults."""
    schema, problems = parse_schema(json.dumps(declared))
    return None if problems else schema


@st.composite
def tables(draw: st.DrawFn, schema: Schema) -> dict[str, str]:
    """Draw the tables of a dataset that is likely to be sound: files by their names."""
    files = {}
    ids: dict[str, list[str]] = {}
    for name in schema.own_types:
        node = schema.nodes[name]
        if name == "Document":
            continue
        ids[name] = [f"{name.lower()}{at}" for at in range(draw(st.integers(1, 3)))]
        rows = [[id, *_cells(draw, node)] for id in ids[name]]
        if rows:
            files[f"nodes/{name}.csv"] = _csv(["id", *node.properties], rows)
    for name, edge in schema.edges.items():
        sources = [id for each in sorted(edge.source_types) for id in ids.get(each, ())]
        targets = [id for each in sorted(edge.target_types) for id in ids.get(each, ())]
        if not sources or not targets:
            continue
        pairs = st.tuples(st.sampled_from(sources), st.sampled_from(targets))
        rows = [
            [*pair, draw(st.sampled_from(["", "2014", "2015/.."])), *_cells(draw, edge)]
            for pair in draw(st.lists(pairs, min_size=1, max_size=3, unique=True))
        ]
        if rows:
            files[f"edges/{name}.csv"] = _csv(["source", "target", "time", *edge.properties], rows)
    return files


def _cells(draw: st.DrawFn, of: NodeType | EdgeType) -> list[str]:
    return [_cell(draw, prop) for prop in of.properties.values()]


def _cell(draw: st.DrawFn, prop: Property) -> str:
    if not prop.required and draw(st.booleans()):
        return ""
    return draw(_VALUES[prop.type.name])


def _csv(header: list[str], rows: list[list[str]]) -> str:
    return "".join(f"{','.join(row)}\n" for row in (header, *rows))
