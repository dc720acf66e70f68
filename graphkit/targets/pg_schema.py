"""PG-Schema: a graph type with keys, as in "PG-Schema: Schemas for Property Graphs".

The paper is Angles et al., Proceedings of the ACM on Management of Data 1(2), 2023. It leaves open
how names are escaped; here they are delimited as in GQL, by backticks. It leaves the base types
open, too: `STRING`, `INT64` and so on are its examples' and GQL's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from graphkit.errors import printable
from graphkit.schema.model import EdgeType, NodeType, Property, Schema
from graphkit.schema.names import ROOT
from graphkit.schema.values import Enumeration, ListType, ValueType
from graphkit.targets.told import Told, meaning, unsaid

TYPES: Final = {
    "string": "STRING",
    "integer": "INT64",
    "float": "FLOAT64",
    "boolean": "BOOL",
    "date": "DATE",
    "datetime": "ZONED DATETIME",
    "edtf": "STRING",
    "url": "STRING",
}
"""What a value of each property type is in PG-Schema."""

KEYWORDS: Final = frozenset(
    {
        *("ABSTRACT", "ARRAY", "COUNT", "CREATE", "EDGE", "EXCLUSIVE", "FOR", "GRAPH"),
        *("IDENTIFIER", "IMPORTS", "LOOSE", "MANDATORY", "NODE", "OF", "OPEN", "OPTIONAL"),
        *("SINGLETON", "STRICT", "TYPE", "WITHIN"),
    }
)
"""Words that are no names without backticks."""

_UNSAID: Final = ("values", "range", "pattern", "length", "partners")


def pg_schema(schema: Schema) -> Told:
    r"""Return a schema as PG-Schema text.

    Node types inherit as the paper has it, from the abstract `EntityType` on. Edge types are open,
    since every edge may carry the columns of claims. What is unique becomes a PG-Key.

    Args:
        schema: The schema.

    Example:
        >>> from graphkit.schema.load import parse_schema
        >>> schema, _ = parse_schema('''
        ... schema: small
        ... version: 1.0.0
        ... nodes: {Country: {properties: {name: {type: string, required: true}}}, Group: {}}
        ... edges: {HOSTS: {source: [Country], target: [Group]}}
        ... ''')
        >>> print(pg_schema(schema).text)  # doctest: +ELLIPSIS
        // graphkit ...
        CREATE GRAPH TYPE small STRICT {
          ABSTRACT (EntityType : Entity {id STRING}),
          (CountryType : EntityType & Country {name STRING}),
          (GroupType : EntityType & Group),
          (DocumentType : EntityType & Document {...}),
          (:CountryType)-[HOSTSType : HOSTS OPEN {id STRING}]->(:GroupType),
          FOR (x : EntityType) EXCLUSIVE MANDATORY SINGLETON x.id
        }
        // What PG-Schema cannot express, and graphkit checks:
        ...
    """
    ordered = sorted(schema.nodes.values(), key=lambda node: len(node.labels))
    elements = [
        f"ABSTRACT ({name(f'{ROOT}Type')} : {ROOT} {{id STRING}})",
        *(_node(node, schema) for node in ordered),
        *(_edge(edge) for edge in schema.edges.values()),
        *_keys(schema),
    ]
    missing = (*_missing(schema), *unsaid(schema, _UNSAID), *meaning(schema))
    lines = [f"// graphkit schema ddl: {printable(schema.name)} {printable(schema.version)}"]
    lines += [f"// {line}" for line in (printable(schema.description),) if line]
    lines.append(f"CREATE GRAPH TYPE {name(schema.name)} STRICT {{")
    lines.append(",\n".join(f"  {element}" for element in elements))
    lines.append("}")
    if missing:
        lines.append("// What PG-Schema cannot express, and graphkit checks:")
        lines += [f"// {sentence}" for sentence in missing]
    return Told("\n".join(lines) + "\n", missing)


def name(text: str) -> str:
    r"""Return a name so that it stands in PG-Schema as one, whatever is in it.

    Example:
        >>> print(name("Person"), name("a`b"), name("x\ny"), name("for"))
        Person `a``b` `x\ny` `for`
    """
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", text) and text.upper() not in KEYWORDS:
        return text
    shown = printable(text.replace("\\", "\\\\").replace("`", "``"))
    return f"`{shown}`"


def _node(node: NodeType, schema: Schema) -> str:
    parent = node.extends or ROOT
    inherited = schema.nodes[node.extends].properties if node.extends is not None else {}
    own = [prop for key, prop in node.properties.items() if key not in inherited]
    written = ", ".join(_property(prop, required=prop.required) for prop in own)
    abstract = "ABSTRACT " if node.abstract else ""
    body = f"{name(f'{node.name}Type')} : {name(f'{parent}Type')} & {name(node.name)}"
    return f"{abstract}({body}{f' {{{written}}}' if written else ''})"


def _edge(edge: EdgeType) -> str:
    written = ", ".join(
        (
            "id STRING",
            *(_property(p, required=_is_required(p, edge)) for p in edge.properties.values()),
        )
    )
    middle = f"[{name(f'{edge.name}Type')} : {name(edge.name)} OPEN {{{written}}}]"
    return f"({_ends(edge.sources)})-{middle}->({_ends(edge.targets)})"


def _is_required(prop: Property, edge: EdgeType) -> bool:
    return prop.required or prop.name in edge.key


def _ends(names: tuple[str, ...]) -> str:
    return ":" + " | ".join(name(f"{each}Type") for each in names)


def _property(prop: Property, *, required: bool) -> str:
    optional = "" if required else "OPTIONAL "
    return f"{optional}{name(prop.name)} {_type(prop.type)}"


def _type(value: ValueType) -> str:
    if isinstance(value, ListType):
        return f"{_type(value.item)} ARRAY"
    return "STRING" if isinstance(value, Enumeration) else TYPES.get(value.name, "STRING")


def _keys(schema: Schema) -> Iterator[str]:
    yield f"FOR (x : {name(f'{ROOT}Type')}) EXCLUSIVE MANDATORY SINGLETON x.id"
    for node in schema.nodes.values():
        inherited = schema.nodes[node.extends].properties if node.extends is not None else {}
        for key, prop in node.properties.items():
            if prop.unique and key not in inherited:
                yield f"FOR (x : {name(f'{node.name}Type')}) {_key(prop, required=prop.required)}"
    for edge in schema.edges.values():
        for prop in edge.properties.values():
            if prop.unique:
                key_text = _key(prop, required=_is_required(prop, edge))
                yield f"FOR ()-[x : {name(f'{edge.name}Type')}]->() {key_text}"


def _key(prop: Property, *, required: bool) -> str:
    mandatory = "MANDATORY " if required else ""
    return f"EXCLUSIVE {mandatory}SINGLETON x.{name(prop.name)}"


def _missing(schema: Schema) -> Iterator[str]:
    owners: list[NodeType | EdgeType] = [*schema.nodes.values(), *schema.edges.values()]
    for word in ("edtf", "url"):
        if any(_item(prop.type).name == word for own in owners for prop in own.properties.values()):
            yield f"Values of the type {word} are more than a STRING."


def _item(value: ValueType) -> ValueType:
    return value.item if isinstance(value, ListType) else value
