"""Schemas as models that Neo4j's Data Importer opens, of the version 2.3.1-beta.0.

Each type that nodes can have becomes a node with one label and all properties, inherited ones too;
each edge type one relationship for each pair of such types that it may lead between.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from graphkit.interchange.draft import Exported
from graphkit.interchange.layout import Places, laid_out
from graphkit.interchange.losses import losses
from graphkit.interchange.notes import drawn_type
from graphkit.schema.model import EdgeType, NodeType, Property, Schema
from graphkit.schema.names import DOCUMENT, ROOT
from graphkit.schema.values import ListType, StringType, ValueType

VERSION: Final = "2.3.1-beta.0"

_KNOWN: Final = ("string", "integer", "float", "boolean", "date", "datetime")
_ID: Final = Property("id", StringType(), required=True, unique=True)

_Part = dict[str, Any]


def write_data_importer(schema: Schema, places: Places | None = None) -> Exported:
    r"""Return a schema as a model of the Data Importer.

    Every node type has the property `id`, its key there, as nodes have in a store.

    Args:
        schema: The schema.
        places: Where node types are drawn; those without a place are laid out.

    Example:
        >>> from graphkit.schema.load import parse_schema
        >>> schema, _ = parse_schema("schema: s\nversion: 1.0.0\nnodes: {Town: {}}")
        >>> json.loads(write_data_importer(schema).text)["visualisation"]["nodes"]
        [{'id': 'n:1', 'position': {'x': 0.0, 'y': 0.0}}]
    """
    model = _Model(schema)
    links = [ends for edge in schema.edges.values() for ends in model.pairs(edge)]
    placed = laid_out(list(model.nodes), links) | (places or {})
    drawn = [
        {"id": id_, "position": {"x": placed[name][0], "y": placed[name][1]}}
        for name, id_ in model.nodes.items()
    ]
    parts = {"version": VERSION, "visualisation": {"nodes": drawn}, "dataModel": model.parts()}
    warnings = (*model.warnings(), *losses(schema, "The Data Importer"))
    return Exported(json.dumps(parts, indent=2, ensure_ascii=True) + "\n", warnings)


class _Model:
    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        ends = {
            end
            for edge in schema.edges.values()
            for end in (*self._own(edge.sources), *self._own(edge.targets))
        }
        names = [name for name in schema.own_types if name != DOCUMENT or name in ends]
        self.nodes = {name: f"n:{number}" for number, name in enumerate(names, start=1)}
        self.constraints: list[_Part] = []
        self.indexes: list[_Part] = []
        self.keys: list[_Part] = []
        self.properties = 0

    def _own(self, ends: Iterable[str]) -> list[str]:
        below = self.schema.below(ends)
        everyone = ROOT in ends
        return [name for name in self.schema.own_types if everyone or name in below]

    def pairs(self, edge: EdgeType) -> list[tuple[str, str]]:
        """Return the pairs of types that an edge can lead between; of a symmetric one each once."""
        sources, targets = self._own(edge.sources), self._own(edge.targets)
        return [
            (source, target)
            for number, source in enumerate(sources)
            for target in (targets[number:] if edge.symmetric else targets)
        ]

    def parts(self) -> _Part:
        labels = [
            self._token(f"nl:{number}", self.schema.nodes[name], self.nodes[name])
            for number, name in enumerate(self.nodes, start=1)
        ]
        types = [
            self._token(f"rt:{number}", edge, None)
            for number, edge in enumerate(self.schema.edges.values(), start=1)
        ]
        objects = [
            {"$id": id_, "labels": [{"$ref": f"#nl:{number}"}]}
            for number, id_ in enumerate(self.nodes.values(), start=1)
        ]
        leads: list[_Part] = []
        for number, edge in enumerate(self.schema.edges.values(), start=1):
            for source, target in self.pairs(edge):
                leads.append(
                    {
                        "$id": f"r:{len(leads) + 1}",
                        "type": {"$ref": f"#rt:{number}"},
                        "from": {"$ref": f"#{self.nodes[source]}"},
                        "to": {"$ref": f"#{self.nodes[target]}"},
                    }
                )
        graph = {
            "nodeLabels": labels,
            "relationshipTypes": types,
            "nodeObjectTypes": objects,
            "relationshipObjectTypes": leads,
            "constraints": self.constraints,
            "indexes": self.indexes,
        }
        return {
            "version": VERSION,
            "graphSchemaRepresentation": {"version": "1.0.0", "graphSchema": graph},
            "graphSchemaExtensionsRepresentation": {"nodeKeyProperties": self.keys},
            "graphMappingRepresentation": {
                "dataSourceSchema": {"type": None, "tableSchemas": []},
                "nodeMappings": [],
                "relationshipMappings": [],
            },
            "configurations": {"idsToIgnore": []},
        }

    def _token(self, id_: str, owner: NodeType | EdgeType, node: str | None) -> _Part:
        properties = [*([_ID] if node else []), *owner.properties.values()]
        written = []
        for prop in properties:
            self.properties += 1
            place = f"p:{self.properties}"
            needed = prop.required or (isinstance(owner, EdgeType) and prop.name in owner.key)
            type_ = _type(prop.type)
            written.append(
                {"$id": place, "token": prop.name, "type": type_, "nullable": not needed}
            )
            if prop is _ID:
                self.keys.append(
                    {"node": {"$ref": f"#{node}"}, "keyProperty": {"$ref": f"#{place}"}}
                )
            if prop.unique:
                self._unique(id_, owner, prop, place)
        return {"$id": id_, "token": owner.name, "properties": written}

    def _unique(self, id_: str, owner: NodeType | EdgeType, prop: Property, place: str) -> None:
        is_node = isinstance(owner, NodeType)
        shared = {
            "name": f"{prop.name}_{owner.name}_uniq",
            "entityType": "node" if is_node else "relationship",
            ("nodeLabel" if is_node else "relationshipType"): {"$ref": f"#{id_}"},
            "properties": [{"$ref": f"#{place}"}],
        }
        number = len(self.constraints) + 1
        self.constraints.append({"$id": f"c:{number}", "constraintType": "uniqueness", **shared})
        self.indexes.append({"$id": f"i:{number}", "indexType": "default", **shared})

    def warnings(self) -> list[str]:
        edges = self.schema.edges.values()
        extended = [node.name for node in self.schema.nodes.values() if node.extends is not None]
        owners: list[NodeType | EdgeType] = [*self.schema.nodes.values(), *edges]
        said = {
            "what a type extends": extended,
            "symmetric": [edge.name for edge in edges if edge.symmetric],
            "the key of an edge type": [edge.name for edge in edges if edge.key],
            "colors": [owner.name for owner in owners if _colored(owner)],
            "the description of a property": [
                f"{owner.name}.{prop.name}"
                for owner in owners
                for prop in owner.properties.values()
                if prop.description and owner.name != DOCUMENT
            ],
            "edtf and url, which become text,": [
                f"{owner.name}.{prop.name}"
                for owner in owners
                for prop in owner.properties.values()
                if drawn_type(prop.type).removeprefix("list<").removesuffix(">") in ("edtf", "url")
                and owner.name != DOCUMENT
            ],
        }
        return [
            f"The Data Importer has no word for {word}: {', '.join(names[:6])}"
            + (f" and {len(names) - 6} more." if len(names) > 6 else ".")
            for word, names in said.items()
            if names
        ]


def _colored(owner: NodeType | EdgeType) -> bool:
    return owner.display.color is not None and owner.name != DOCUMENT


def _type(type_: ValueType) -> _Part:
    if isinstance(type_, ListType):
        return {"type": "array", "items": _type(type_.item)}
    word = drawn_type(type_)
    return {"type": word if word in _KNOWN else "string"}
