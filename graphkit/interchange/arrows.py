"""Drawings of arrows.app as schemas: what is drawn there once is a type.

Understood beside a property is what people write there: a type, a description and marks, parted by
`|`; a column and a type, as neo4j-runway has it; or a sample value.
"""

from __future__ import annotations

import json
import re
from typing import Any

from graphkit import __version__
from graphkit.errors import UsageError
from graphkit.interchange.draft import Draft, DraftEdge, DraftNode, DraftProperty, Imported
from graphkit.interchange.notes import read_note
from graphkit.interchange.parts import Part, parse_json, sound_text
from graphkit.interchange.settling import settle
from graphkit.schema.quoting import shown

UNDIRECTED = "undirected"


def read_arrows(text: str, file: str, name: str) -> Imported:
    r"""Return the schema that a drawing of arrows.app amounts to.

    Args:
        text: The text of the file.
        file: How messages name it.
        name: What the schema is to be called.

    Raises:
        UsageError: Where it is no such drawing; with the place in it.

    Example:
        >>> town = '{"id": "n0", "labels": ["Town"], "properties": {"name": "STRING | | KEY"}}'
        >>> print(read_arrows(f'{{"nodes": [{town}]}}', "a.json", "towns").text, end="")
        schema: towns
        version: "0.1.0"
        nodes:
          Town:
            properties:
              name:
                type: string
                required: true
                unique: true
    """
    whole = parse_json(text, file)
    graph = drawn_graph(whole)
    draft = _Drawing(graph).draft(name)
    kept = {"generator": f"graphkit {__version__}", "graph": graph.value}
    return settle(draft, sketch=json.dumps(kept, ensure_ascii=True) + "\n")


def drawn_graph(whole: Part) -> Part:
    """Return the part of a file with `nodes` and `relationships`."""
    graph = whole.field("graph")
    return whole if graph.value is None else graph


def drawn_label(node: Part) -> str:
    """Return what a drawn node's type is called there: its first label, else its caption."""
    labels = [label.text().strip() for label in node.field("labels").items()]
    return next(filter(None, labels), "") or node.field("caption").text().strip()


class _Drawing:
    def __init__(self, graph: Part) -> None:
        self.graph = graph
        self.warnings: list[str] = []
        self.of_id: dict[str, str] = {}

    def draft(self, name: str) -> Draft:
        nodes = tuple(self._node(node) for node in self.graph.field("nodes").items())
        edges = tuple(self._edge(edge) for edge in self.graph.field("relationships").items())
        return Draft(sound_text(name), nodes, edges, tuple(self.warnings))

    def _node(self, node: Part) -> DraftNode:
        label, place = drawn_label(node), node.field("id")
        id_ = place.text()
        if id_ in self.of_id:
            message = f"{place.file}: {place.path} is {shown(id_)}, as that of a node before it."
            raise UsageError(message)
        position = node.field("position")
        for axis in ("x", "y"):
            position.field(axis).number()
        if not label:
            self.warnings.append(f"{node.path} has neither a label nor a caption.")
        self.of_id[id_] = label
        above = [each.text().strip() for each in node.field("labels").items()]
        color = own_color(node, "node-color")
        properties = self._properties(node, label)
        return DraftNode(
            label, tuple(each for each in above if each != label and each), properties, color
        )

    def _edge(self, edge: Part) -> DraftEdge:
        name = edge.field("type").text().strip()
        ends = []
        for key in ("fromId", "toId"):
            end = edge.field(key)
            if end.text() not in self.of_id:
                message = f"{end.file}: {end.path} is {shown(end.text())}, which is no node."
                raise UsageError(message)
            ends.append(self.of_id[end.text()])
        if not name:
            self.warnings.append(f"{edge.path} has no type.")
        own = edge.field("style").field("directionality").value
        whole = self.graph.field("style").field("directionality").value
        properties = self._properties(edge, name)
        color = own_color(edge, "arrow-color")
        symmetric = (whole if own is None else own) == UNDIRECTED
        return DraftEdge(name, ends[0], ends[1], properties, color, symmetric)

    def _properties(self, element: Part, owner: str) -> tuple[DraftProperty, ...]:
        found = []
        for name, part in element.field("properties").fields():
            note = read_note(part.text())
            here = f"{shown(name)} of {shown(owner)}"
            if "ignore" in note.marks:
                self.warnings.append(f"{here} is marked to be ignored, and left out.")
                continue
            if note.foreign:
                self.warnings.append(f"{here} is {note.foreign}, which a schema keeps as text.")
            if note.column and note.column != name:
                self.warnings.append(f"{here} stands in tables under {shown(note.column)}.")
            found.append(DraftProperty(name, note.type, note.description, note.marks))
        return tuple(found)


def own_color(element: Part, key: str) -> str | None:
    """Return the color that a drawn element has itself, as `#RRGGBB`; None where it has none."""
    value: Any = element.field("style").field(key).value
    if not isinstance(value, str):
        return None
    if re.fullmatch(r"#[0-9A-Fa-f]{3}", value):
        return "#" + "".join(2 * digit for digit in value[1:])
    return value if re.fullmatch(r"#[0-9A-Fa-f]{6}", value) else None
