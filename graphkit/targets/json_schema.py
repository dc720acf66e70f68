"""A JSON Schema (2020-12) of what `graphkit export --format json` writes of a graph."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

import polars as pl

from graphkit.graph.frames import CLAIM_DTYPES, DERIVED_DTYPES
from graphkit.schema.model import EdgeType, NodeType, Property, Schema
from graphkit.schema.names import MODALITIES, POLARITIES, REALIZATIONS, STATUSES
from graphkit.schema.values import Enumeration, ListType, ValueType
from graphkit.targets.patterns import portable
from graphkit.targets.told import Told, meaning, unsaid

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_LIMIT: Final = 2**63
_DATE: Final = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_MOMENT: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z$"
_FORMS: Final[Mapping[str, Mapping[str, Any]]] = {
    "string": {"type": "string"},
    "integer": {"type": "integer", "minimum": -_LIMIT, "maximum": _LIMIT - 1},
    "float": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date", "pattern": _DATE},
    "datetime": {"type": "string", "format": "date-time", "pattern": _MOMENT},
    "edtf": {"type": "string"},
    "url": {"type": "string", "pattern": "^(https?|ftp)://"},
}
_WORDS: Final = {
    "polarity": POLARITIES,
    "modality": MODALITIES,
    "realization": REALIZATIONS,
    "status": STATUSES,
}

# The export gives these names a `_` behind, as networkx means something else by them.
_NODE_TAKEN: Final = ("self", "node_for_adding")
_EDGE_TAKEN: Final = ("self", "key", "u_for_edge", "v_for_edge")
_UNSAID: Final = ("unique", "ends", "partners")


def json_schema(schema: Schema) -> Told:
    r"""Return the JSON Schema of a graph's export as node-link JSON.

    Args:
        schema: The schema.

    Example:
        >>> from graphkit.schema.load import parse_schema
        >>> schema, _ = parse_schema("schema: s\nversion: 1.0.0\nnodes: {Town: {}}")
        >>> told = json.loads(json_schema(schema).text)
        >>> told["$defs"]["node Town"]["properties"]["labels"]
        {'const': ['Town', 'Entity']}
    """
    missing = (*_missing(schema), *unsaid(schema, _UNSAID), *meaning(schema))
    nodes = {f"node {name}": _node(schema.nodes[name], schema) for name in schema.own_types}
    edges = {f"edge {edge.name}": _edge(edge, schema) for edge in schema.edges.values()}
    comment = "graphkit schema ddl. What JSON Schema cannot express, and graphkit checks: "
    told = {
        "$schema": DIALECT,
        "title": f"{schema.name} {schema.version}",
        **({"description": schema.description} if schema.description else {}),
        "$comment": comment + " ".join(missing),
        "type": "object",
        "required": ["directed", "multigraph", "graph", "nodes", "edges"],
        "properties": {
            "generator": {"type": "string"},
            "directed": {"const": True},
            "multigraph": {"const": True},
            "graph": {"type": "object"},
            "nodes": {"type": "array", "items": _one_of("node", schema.own_types)},
            "edges": {"type": "array", "items": _one_of("edge", schema.edges)},
        },
        "$defs": nodes | edges,
    }
    return Told(json.dumps(told, ensure_ascii=False, indent=2) + "\n", missing)


def _one_of(kind: str, names: Iterable[str]) -> dict[str, Any]:
    """Return what an element is, by its type; a fault is then told of that type alone."""
    known = list(names)
    return {
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"enum": known}} if known else {"type": False},
        "allOf": [
            {
                "if": {"required": ["type"], "properties": {"type": {"const": name}}},
                "then": {"$ref": _reference(f"{kind} {name}")},
            }
            for name in known
        ]
        or [True],
    }


def _reference(name: str) -> str:
    """Return the pointer to a definition: RFC 6901, in a fragment."""
    return "#/$defs/" + quote(name.replace("~", "~0").replace("/", "~1"), safe="~")


# --- elements ---------------------------------------------------------------------------------


def _node(node: NodeType, schema: Schema) -> dict[str, Any]:
    names = _names((n.properties for n in schema.nodes.values()), _NODE_TAKEN)
    # a declared property of that name stands in the place of the text to show
    label = {} if "label" in node.properties else {"label": {"type": "string"}}
    front = {
        "id": {"type": "string", "pattern": r"^[^\s;>]+$"},
        "type": {"const": node.name},
        "labels": {"const": list(node.labels)},
    }
    needed = [names[prop.name] for prop in node.properties.values() if _is_needed(prop)]
    return {
        **({"description": node.description} if node.description else {}),
        "type": "object",
        "required": [*front, *label, *needed],
        "properties": {**front, **label, **_declared(node.properties, names)},
        "additionalProperties": False,
    }


def _edge(edge: EdgeType, schema: Schema) -> dict[str, Any]:
    names = _names((e.properties for e in schema.edges.values()), _EDGE_TAKEN)
    front = {
        **{name: {"type": "string"} for name in ("key", "source", "target")},
        "type": {"const": edge.name},
        "temporal": {"const": edge.temporal},
        "edge_key": {"type": "string", "pattern": "^e_[0-9a-f]{20}$"},
    }
    columns = {
        name: _column(name, dtype) for name, dtype in (CLAIM_DTYPES | DERIVED_DTYPES).items()
    }
    marks = {"holds": {"type": "string"}, "hops": {"type": "integer", "minimum": 0}}
    needed = [
        names[prop.name]
        for prop in edge.properties.values()
        if _is_needed(prop) or (prop.name in edge.key and not isinstance(prop.type, ListType))
    ]
    return {
        **({"description": edge.description} if edge.description else {}),
        "type": "object",
        "required": [*front, *needed, *_WORDS, "claimed_by"],
        "properties": {**front, **_declared(edge.properties, names), **columns, **marks},
        "additionalProperties": False,
    }


def _is_needed(prop: Property) -> bool:
    """Whether it stands in every element of an export, which leaves out empty lists."""
    return prop.required and not isinstance(prop.type, ListType)


def _names(groups: Iterable[Iterable[str]], taken: tuple[str, ...]) -> dict[str, str]:
    """Return the name that each property has in an export of every type of the schema."""
    every = list(dict.fromkeys(name for group in groups for name in group))
    given = {name: name for name in every if name not in taken}
    for name in every:
        free = name
        while free in taken or (free != name and free in given.values()):
            free += "_"
        given[name] = free
    return given


def _column(name: str, dtype: pl.DataType) -> dict[str, Any]:
    if name in _WORDS:
        return {"enum": list(_WORDS[name])}
    if isinstance(dtype, pl.List):
        return {"type": "array", "items": {"type": "string"}}
    if dtype == pl.Int64:
        return {"type": "integer", "minimum": 0}
    if dtype == pl.Float64:
        return {"type": "number"}
    if dtype == pl.Boolean:
        return {"type": "boolean"}
    if dtype == pl.Date:
        return dict(_FORMS["date"])
    return dict(_FORMS["datetime" if isinstance(dtype, pl.Datetime) else "string"])


# --- properties -------------------------------------------------------------------------------


def _declared(properties: Mapping[str, Property], names: Mapping[str, str]) -> dict[str, Any]:
    return {names[prop.name]: _property(prop) for prop in properties.values()}


def _property(prop: Property) -> dict[str, Any]:
    """Return what the values of a property are; limits of a list are those of its items."""
    about = {"description": prop.description} if prop.description else {}
    if not isinstance(prop.type, ListType):
        length = {} if prop.length is None else {"maxLength": prop.length}
        return {**about, **_value(prop.type, prop), **length}
    length = {} if prop.length is None else {"maxItems": prop.length}
    items = _value(prop.type.item, prop)
    return {**about, "type": "array", "items": items, "minItems": 1, **length}


def _value(value: ValueType, prop: Property) -> dict[str, Any]:
    if isinstance(value, Enumeration):
        return {"enum": list(value.members)}
    form = dict(_FORMS.get(value.name, _FORMS["string"]))
    if value.name in ("integer", "float"):
        form |= {
            word: limit
            for word, limit in (("minimum", prop.min), ("maximum", prop.max))
            if limit is not None
        }
    if prop.pattern is not None and (whole := portable(prop.pattern)) is not None:
        form["allOf"] = [{"pattern": whole}]
    return form


def _missing(schema: Schema) -> Iterator[str]:
    yield "Ids are there once, and the ends of edges are there."
    owners: list[NodeType | EdgeType] = [*schema.nodes.values(), *schema.edges.values()]
    for owner in owners:
        inherited: Iterable[str] = ()
        if isinstance(owner, NodeType) and owner.extends is not None:
            inherited = schema.nodes[owner.extends].properties
        for prop in owner.properties.values():
            if prop.name not in inherited:
                yield from (f"{prop.name} of {owner.name} {why}." for why in _doubts(prop))


def _doubts(prop: Property) -> Iterator[str]:
    item = prop.type.item if isinstance(prop.type, ListType) else prop.type
    if item.name in ("date", "datetime"):
        limits = (("is at least", prop.min), ("is at most", prop.max))
        yield from (f"{word} {limit}" for word, limit in limits if limit is not None)
    if item.name == "edtf":
        yield "can be read as a time"
    if prop.pattern is not None and portable(prop.pattern) is None:
        yield f"matches {json.dumps(prop.pattern)}, which is in Rust's syntax"
    if isinstance(prop.type, ListType) and prop.required:
        yield "is there, as an export leaves empty lists out"
