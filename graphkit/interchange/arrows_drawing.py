"""Schemas as drawings of arrows.app: as they were drawn before, where that is known."""

from __future__ import annotations

import json
from typing import Any, Final

from graphkit import __version__
from graphkit.interchange.arrows import UNDIRECTED, drawn_graph, drawn_label, own_color, read_arrows
from graphkit.interchange.draft import Exported, Imported
from graphkit.interchange.layout import ACROSS, laid_out
from graphkit.interchange.losses import losses, own_properties
from graphkit.interchange.notes import write_note
from graphkit.interchange.parts import Part, parse_json
from graphkit.schema.model import EdgeType, NodeType, Property, Schema
from graphkit.schema.names import DOCUMENT, ROOT

_Drawn = dict[str, Any]

_EMPTY: Final = '{"graph": {"nodes": []}}'


def write_arrows(schema: Schema, sketch: str = "", sketched: str = "") -> Exported:
    r"""Return a schema as a drawing of arrows.app.

    Args:
        schema: The schema.
        sketch: How it was drawn, as `read_arrows` gave it: what is in both stays where and as it
            was.
        sketched: How messages name that file.

    Raises:
        UsageError: Where the sketch is none.

    Example:
        >>> from graphkit.schema.load import parse_schema
        >>> schema, _ = parse_schema("schema: s\nversion: 1.0.0\nnodes: {Town: {}}")
        >>> json.loads(write_arrows(schema).text)["nodes"][0]["labels"]
        ['Town']
    """
    drawing = _Drawing(schema, sketch or _EMPTY, sketched)
    nodes, relationships = drawing.nodes(), drawing.relationships()
    style = drawing.graph.field("style").value or {}
    parts = {
        "generator": f"graphkit {__version__}",
        "nodes": nodes,
        "relationships": relationships,
        "style": style,
    }
    warnings = (*drawing.warnings, *losses(schema, "arrows.app"))
    return Exported(json.dumps(parts, ensure_ascii=True) + "\n", warnings)


class _Drawing:
    def __init__(self, schema: Schema, sketch: str, sketched: str) -> None:
        self.schema = schema
        self.before: Imported = read_arrows(sketch, sketched, "before")
        self.graph = drawn_graph(parse_json(sketch, sketched))
        self.warnings: list[str] = []
        self.types: dict[str, str] = {}
        """The type of a drawn node, by its id."""
        self.first: dict[str, str] = {}
        """The id of the first node that is drawn for a type."""

    def nodes(self) -> list[_Drawn]:
        drawn = [each for part in self.graph.field("nodes").items() if (each := self._kept(part))]
        ends = {
            end for edge in self.schema.edges.values() for end in (*edge.sources, *edge.targets)
        }
        names = [name for name in self.schema.nodes if name != DOCUMENT]
        names += [name for name in (DOCUMENT, ROOT) if name in ends]
        links = [pair for edge in self.schema.edges.values() for pair in _pairs(edge)]
        is_new = [name for name in names if name not in self.first]
        fresh = [name for name in is_new if name == ROOT or not self._is_label(name, ends)]
        places = laid_out(fresh, links)
        # what is new stands to the right of what was there
        right = max((each["position"]["x"] + ACROSS for each in drawn), default=0.0)
        top = min((each["position"]["y"] for each in drawn), default=0.0)
        numbers = (number for number in range(len(drawn) + len(fresh) + 1))
        for name in fresh:
            id_ = next(f"n{number}" for number in numbers if f"n{number}" not in self.types)
            x, y = places[name]
            self.types[id_], self.first[name] = name, id_
            drawn.append(
                {
                    "id": id_,
                    "position": {"x": right + x, "y": top + y},
                    "caption": "",
                    "labels": self._labels(name),
                    "properties": self._noted(self._own(name), self._keys(name)),
                    "style": self._colored({}, name, "node-color"),
                }
            )
        return drawn

    def _kept(self, part: Part) -> _Drawn | None:
        """Return a node as it was drawn before, with what is otherwise now."""
        label, id_ = drawn_label(part), part.field("id").text()
        name = self.before.named.nodes[label]
        if name not in self.schema.nodes and name != ROOT:
            self.warnings.append(f"{name} is drawn in the sketch, and is no type of the schema.")
            return None
        self.types[id_] = name
        is_first = self.first.setdefault(name, id_) == id_
        labels = [each.text() for each in part.field("labels").items()]
        was = self.before.schema.nodes.get(name)
        if was is not None and name != ROOT and was.labels != self.schema.nodes[name].labels:
            labels = self._labels(name)
        properties = self._renoted(part, label, name, self._keys(name))
        if is_first:
            drawn_anywhere = {
                ours for (owner, _), ours in self.before.named.properties.items() if owner == label
            }
            fresh = [prop for prop in self._own(name) if prop.name not in drawn_anywhere]
            properties |= self._noted(fresh, self._keys(name))
        return {
            "id": id_,
            "position": {axis: part.field("position").field(axis).number() for axis in ("x", "y")},
            "caption": part.field("caption").text(),
            "labels": labels,
            "properties": properties,
            "style": self._colored(part.field("style").value or {}, name, "node-color", part),
        }

    def _renoted(self, part: Part, owner: str, name: str, keys: list[str]) -> dict[str, str]:
        """Return what stands beside the properties of a drawn element: as before where it says so.

        A property that is gone from the schema is gone from the drawing.
        """
        is_node = name in self.schema.nodes or name == ROOT
        named = self.before.named.properties if is_node else self.before.named.edge_properties
        now, was = (
            {} if each is None else each.properties
            for each in (self._type(self.schema, name), self._type(self.before.schema, name))
        )
        was_keys = self._keys_in(self.before.schema, name)
        found = {}
        for foreign, text in part.field("properties").fields():
            ours = named.get((owner, foreign))
            if ours is None:
                found[foreign] = text.text()  # the id, or what was to be ignored
            elif ours in now:
                is_same = now[ours] == was.get(ours) and (ours in keys) == (ours in was_keys)
                again = self._noted([now[ours]], keys)[ours]
                found[foreign] = text.text() if is_same else again
        return found

    def relationships(self) -> list[_Drawn]:
        parts = self.graph.field("relationships").items()
        drawn = [each for part in parts if (each := self._kept_edge(part))]
        there = {(each["type"], each["fromId"], each["toId"]) for each in drawn}
        shown = {self.before.named.edges.get(type_.strip(), "") for type_, _, _ in there}
        taken = {each["id"] for each in drawn}
        drawn_as = {ours: type_ for type_, ours in self.before.named.edges.items()}
        for edge in self.schema.edges.values():
            was = self.before.schema.edges.get(edge.name)
            is_same = was is not None and (was.sources, was.targets, was.symmetric) == (
                edge.sources, edge.targets, edge.symmetric,
            )  # fmt: skip
            if edge.name in shown and is_same:
                continue
            has_text = edge.name in shown
            for source, target in _pairs(edge):
                ends = (self.first[source], self.first[target])
                if (edge.name, *ends) in there:
                    continue
                id_ = next(f"r{n}" for n in range(len(taken) + 1) if f"r{n}" not in taken)
                taken.add(id_)
                noted = (
                    {} if has_text else self._noted(list(edge.properties.values()), list(edge.key))
                )
                style = {"directionality": UNDIRECTED} if edge.symmetric else {}
                drawn.append(
                    {
                        "id": id_,
                        "fromId": ends[0],
                        "toId": ends[1],
                        "type": drawn_as.get(edge.name, edge.name),
                        "properties": noted,
                        "style": self._colored(style, edge.name, "arrow-color"),
                    }
                )
                has_text = True
        return drawn

    def _kept_edge(self, part: Part) -> _Drawn | None:
        type_ = part.field("type").text()
        name = self.before.named.edges[type_.strip()]
        edge = self.schema.edges.get(name)
        from_, to = part.field("fromId").text(), part.field("toId").text()
        if edge is None or from_ not in self.types or to not in self.types:
            if edge is None:
                self.warnings.append(
                    f"{name} is drawn in the sketch, and is no type of the schema."
                )
            return None
        ends = (self.types[from_], self.types[to])
        allowed = ends[0] in edge.sources and ends[1] in edge.targets
        if not allowed:
            return None
        style = dict(part.field("style").value or {})
        was = self.before.schema.edges[name]
        if was.symmetric != edge.symmetric:
            style["directionality"] = UNDIRECTED if edge.symmetric else "directed"
        properties = self._renoted(part, type_.strip(), name, list(edge.key))
        drawn_anywhere = set(was.properties)
        fresh = [prop for key, prop in edge.properties.items() if key not in drawn_anywhere]
        return {
            "id": part.field("id").text(),
            "fromId": from_,
            "toId": to,
            "type": type_,
            "properties": properties | self._noted(fresh, list(edge.key)),
            "style": self._colored(style, name, "arrow-color", part),
        }

    def _labels(self, name: str) -> list[str]:
        names = [ROOT] if name == ROOT else self.schema.nodes[name].labels[:-1]
        drawn = {ours: label for label, ours in self.before.named.nodes.items()}
        return [drawn.get(name, name) for name in names]

    def _is_label(self, name: str, ends: set[str]) -> bool:
        """Whether a type was drawn before only as a further label, and says no more than that."""
        was, now = self.before.schema.nodes.get(name), self.schema.nodes[name]
        return was is not None and was.abstract and was == now and name not in ends

    def _own(self, name: str) -> list[Property]:
        if name in (ROOT, DOCUMENT):  # everybody's, and declared by nobody
            return []
        return own_properties(self.schema.nodes[name], self.schema)

    def _keys(self, name: str) -> list[str]:
        return self._keys_in(self.schema, name)

    def _keys_in(self, schema: Schema, name: str) -> list[str]:
        if name in schema.edges:
            return list(schema.edges[name].key)
        if name not in schema.nodes or name == DOCUMENT:
            return []
        own = own_properties(schema.nodes[name], schema)
        both = [prop.name for prop in own if prop.required and prop.unique]
        return both if len(both) == 1 else []  # several would be one key together

    def _type(self, schema: Schema, name: str) -> NodeType | EdgeType | None:
        return schema.nodes.get(name) or schema.edges.get(name)

    def _noted(self, properties: list[Property], keys: list[str]) -> dict[str, str]:
        found = {}
        for prop in properties:
            marks = ["UNIQUE"] * prop.unique + ["REQUIRED"] * prop.required
            if prop.name in keys:
                marks = ["KEY"] + ["UNIQUE"] * (prop.unique and not prop.required)
            found[prop.name] = write_note(prop, marks)
            if prop.description and found[prop.name] == write_note(
                Property(prop.name, prop.type), marks
            ):
                self.warnings.append(f"The description of {prop.name} would be read otherwise.")
        return found

    def _colored(self, style: _Drawn, name: str, key: str, part: Part | None = None) -> _Drawn:
        declared = self._type(self.schema, name)
        color = None if declared is None or name == DOCUMENT else declared.display.color
        parent = declared.extends if isinstance(declared, NodeType) else None
        if parent is not None and self.schema.nodes[parent].display.color == color:
            return style  # it is inherited, or as good as
        drawn = None if part is None else own_color(part, key)
        was = self._type(self.before.schema, name)
        if color is None or drawn == color or (was is not None and was.display.color == color):
            return style
        return {**style, key: color}


def _pairs(edge: EdgeType) -> list[tuple[str, str]]:
    """Return the pairs of declared ends; of a symmetric type each once."""
    every = [(source, target) for source in edge.sources for target in edge.targets]
    if not edge.symmetric:
        return every
    order = edge.sources.index
    return [(one, other) for one, other in every if order(one) <= order(other)]
