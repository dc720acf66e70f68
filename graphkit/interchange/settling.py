"""From a draft to a schema: names that are allowed, one type for all its drawings."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from graphkit.errors import UsageError
from graphkit.interchange.draft import (
    BUILT_IN,
    Draft,
    DraftEdge,
    DraftNode,
    DraftProperty,
    Imported,
    Named,
)
from graphkit.interchange.naming import Kind, allowed_name
from graphkit.schema.load import parse_schema
from graphkit.schema.model import DOCUMENT_TYPE
from graphkit.schema.names import DOCUMENT, ROOT
from graphkit.schema.quoting import shown
from graphkit.schema.yamltext import Plain, yaml_text

VERSION = "0.1.0"
"""Of a schema that was just drawn."""

_Part = dict[str, Plain]


def settle(draft: Draft, remarks: str = "", sketch: str = "") -> Imported:
    """Return the schema that a draft amounts to.

    Args:
        draft: What was drawn.
        remarks: Comments that stand at the end of the schema's text.
        sketch: What is kept of the drawing beside the schema.

    Example:
        >>> town = DraftNode("Town hall", properties=(DraftProperty("name"),))
        >>> settled = settle(Draft("towns", (town,), ()))
        >>> settled.schema.own_types
        ('TownHall', 'Document')
        >>> settled.warnings
        ('"Town hall" is called TownHall: a schema does not allow that name.',)
    """
    settling = _Settling(draft, warnings=list(draft.warnings))
    nodes, edges = settling.nodes(), settling.edges()
    parts: _Part = {"schema": draft.name or "drawing", "version": VERSION, "nodes": nodes}
    text = yaml_text(parts | ({"edges": edges} if edges else {})) + remarks
    schema, problems = parse_schema(text)
    if problems:
        message = f"What was drawn makes no schema: {problems[0].message}"
        raise UsageError(message, problems[0].hint)
    warnings = tuple(dict.fromkeys(settling.warnings))
    return Imported(text, schema, settling.named, warnings, sketch)


@dataclass
class _Settling:
    draft: Draft
    named: Named = field(default_factory=lambda: Named({}, {}, {}, {}))
    warnings: list[str] = field(default_factory=list)
    above: dict[str, str] = field(default_factory=dict)
    """The label that stands directly above another."""
    drawn: dict[tuple[str, str], DraftProperty] = field(default_factory=dict)
    """The first drawing of each property of a label."""

    def warn(self, message: str) -> None:
        self.warnings.append(message)

    def name(self, text: str, kind: Kind, taken: set[str]) -> str:
        name = allowed_name(text, kind, taken)
        if name != text:
            self.warn(f"{shown(text)} is called {name}: a schema does not allow that name.")
        return name

    def nodes(self) -> dict[str, Plain]:
        drawn: dict[str, list[DraftNode]] = {}
        for node in self.draft.nodes:
            drawn.setdefault(node.name, []).append(node)
        for node in self.draft.nodes:
            self._place(node)
            for label in node.above:
                if label == ROOT:  # every node has that label
                    continue
                drawn.setdefault(label, [])
        for label in drawn:
            if not _is_built_in(label, drawn[label]) or self._is_inherited(label):
                taken = set(self.named.nodes.values())
                self.named.nodes[label] = self.name(label, Kind.NODE_TYPE, taken)
            else:
                self.named.nodes[label] = label
        declared: dict[str, Plain] = {}
        own: dict[str, dict[str, str | None]] = {}
        for label in sorted(drawn, key=lambda label: len(self._chain(label))):
            if self.named.nodes[label] not in BUILT_IN:
                declared[self.named.nodes[label]] = self._node(label, drawn[label], own)
        return {name: declared[name] for name in self.named.nodes.values() if name in declared}

    def _place(self, node: DraftNode) -> None:
        """Let further labels be what a type extends, as far as all drawings agree."""
        above_it = dict.fromkeys(label for label in node.above if label not in (node.name, ROOT))
        chain = [node.name, *above_it]
        for label, above in pairwise(chain):
            known = self.above.get(label)
            if known == above:
                continue
            if known is not None or label in (above, *self._chain(above)):
                also = "" if known is None else f", and extends {shown(known)} elsewhere"
                self.warn(f"{shown(label)} cannot extend {shown(above)}{also}: that is left out.")
                return
            self.above[label] = above

    def _chain(self, label: str) -> list[str]:
        """Return what a label extends, from near to far."""
        chain: list[str] = []
        while (above := self.above.get(label)) is not None:
            chain.append(above)
            label = above
        return chain

    def _is_inherited(self, label: str) -> bool:
        return label in self.above or label in self.above.values()

    def _node(
        self, label: str, drawn: list[DraftNode], own: dict[str, dict[str, str | None]]
    ) -> Plain:
        inherited = {k: v for above in self._chain(label) for k, v in own[above].items()}
        properties = self._properties(
            label, [node.properties for node in drawn], Kind.NODE_PROPERTY, inherited
        )
        own[label] = {
            name: ours
            for (owner, name), ours in self.named.properties.items()
            if owner == label and name not in inherited
        }
        keys = [name for name, prop in properties.items() if prop.pop("key", False)]
        for name in keys:
            properties[name]["required"] = True
            if len(keys) == 1 and not str(properties[name]["type"]).startswith("list"):
                properties[name]["unique"] = True
        if len(keys) > 1:
            self.warn(
                f"The key of {self.named.nodes[label]} is {' and '.join(keys)} together: "
                "each is required, and a schema cannot say more."
            )
        part: _Part = {"abstract": True} if all(node.abstract for node in drawn) else {}
        if label in self.above:
            part["extends"] = self.named.nodes[self.above[label]]
        color = next((node.color for node in drawn if node.color is not None), None)
        if color is not None:
            part["display"] = {"color": color}
        return part | ({"properties": properties} if properties else {})

    def _properties(
        self,
        owner: str,
        drawings: list[tuple[DraftProperty, ...]],
        kind: Kind,
        inherited: dict[str, str | None],
    ) -> dict[str, _Part]:
        is_node = kind is Kind.NODE_PROPERTY
        named = self.named.properties if is_node else self.named.edge_properties
        merged: dict[str, _Part] = {}
        for prop in (prop for drawing in drawings for prop in drawing):
            place = (owner, prop.name)
            if prop.name in inherited:
                named[place] = inherited[prop.name]
                self._compare(owner, prop)
            elif place in named:
                self._merge(owner, prop, merged.get(named[place] or ""))
            elif prop.name == "id" and is_node and prop.type == "string":
                named[place] = None  # every node has it without declaring it
            else:
                taken = {*merged, *(name for name in inherited.values() if name)}
                name = allowed_name(prop.name, kind, taken)
                if name != prop.name:
                    self.warn(
                        f"{shown(prop.name)} of {shown(owner)} is called {name}: "
                        "a schema does not allow that name there."
                    )
                named[place] = name
                if is_node:
                    self.drawn[place] = prop
                merged[name] = self._property(owner, prop)
        return merged

    def _property(self, owner: str, prop: DraftProperty) -> _Part:
        part: _Part = {"type": prop.type}
        for mark in ("required", "unique", "key"):
            if mark in prop.marks:
                part[mark] = True
        if prop.type.startswith("list") and part.pop("unique", False):
            self.warn(f"{shown(prop.name)} of {shown(owner)} is a list, and no list is unique.")
        return part | ({"description": prop.description} if prop.description else {})

    def _compare(self, owner: str, prop: DraftProperty) -> None:
        """Tell what a type says of an inherited property, which it cannot declare again."""
        places = ((above, prop.name) for above in self._chain(owner))
        place = next((place for place in places if place in self.drawn), None)
        if place is None:
            return
        first = self.drawn[place]
        if prop.type != first.type or prop.marks - first.marks:
            said = " ".join([prop.type, *sorted(prop.marks)])
            self.warn(
                f"{shown(prop.name)} of {shown(owner)} is {said}, and it is inherited from "
                f"{shown(place[0])}, which has it as {first.type}: that is kept."
            )

    def _merge(self, owner: str, prop: DraftProperty, part: _Part | None) -> None:
        """Take from one more drawing of a property what the first did not say."""
        if part is None:
            return
        if part["type"] != prop.type:
            self.warn(
                f"{shown(prop.name)} of {shown(owner)} was drawn as {part['type']} and as "
                f"{prop.type}: {part['type']} is kept."
            )
            return
        more = self._property(owner, prop)
        for name, value in more.items():
            part.setdefault(name, value)

    def edges(self) -> dict[str, Plain]:
        drawn: dict[str, list[DraftEdge]] = {}
        for edge in self.draft.edges:
            drawn.setdefault(edge.name, []).append(edge)
        for name in drawn:
            taken = {*self.named.nodes.values(), *self.named.edges.values()}
            self.named.edges[name] = self.name(name, Kind.EDGE_TYPE, taken)
        return {self.named.edges[name]: self._edge(name, edges) for name, edges in drawn.items()}

    def _edge(self, name: str, drawn: list[DraftEdge]) -> Plain:
        ours = self.named.edges[name]
        properties = self._properties(
            name, [edge.properties for edge in drawn], Kind.EDGE_PROPERTY, {}
        )
        keys = [key for key, prop in properties.items() if prop.pop("key", False)]
        for key in keys:
            properties[key].pop("required", None)
        pairs = {(self.named.nodes[edge.source], self.named.nodes[edge.target]) for edge in drawn}
        sources = list(dict.fromkeys(self.named.nodes[edge.source] for edge in drawn))
        targets = list(dict.fromkeys(self.named.nodes[edge.target] for edge in drawn))
        part: _Part
        if all(edge.symmetric for edge in drawn):
            both = list(dict.fromkeys((*sources, *targets)))
            part, sources, targets = {"symmetric": True, "between": both}, both, both
            pairs |= {(target, source) for source, target in pairs}
        else:
            part = {"source": sources, "target": targets}
        more = [f"{a} to {b}" for a in sources for b in targets if (a, b) not in pairs]
        if more:
            self.warn(f"{ours} may lead further than it was drawn: {_some(more)}.")
        color = next((edge.color for edge in drawn if edge.color is not None), None)
        if properties:
            part["properties"] = properties
        if keys:
            part["key"] = keys
        return part | ({"display": {"color": color}} if color is not None else {})


def _is_built_in(label: str, drawn: list[DraftNode]) -> bool:
    """Whether a drawn label is what graphkit has under that name, and says nothing new of it."""
    if label not in BUILT_IN:
        return False
    known = DOCUMENT_TYPE.properties if label == DOCUMENT else {}
    return all(
        prop.name == "id" or prop.name in known for node in drawn for prop in node.properties
    )


def _some(words: list[str], most: int = 4) -> str:
    rest = len(words) - most
    return ", ".join(words[:most]) + (f" and {rest} more" if rest > 0 else "")
