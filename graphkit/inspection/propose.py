"""What was seen → a draft of a schema."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from graphkit.inspection.draft import Draft, Part
from graphkit.inspection.naming import allowed_names
from graphkit.inspection.observed import Observed, SeenEdges, SeenNodes, SeenValues
from graphkit.schema.declaration import is_name
from graphkit.schema.names import (
    DOCUMENT,
    RESERVED_EDGE_PROPERTIES,
    RESERVED_PROPERTIES,
    RESERVED_TYPES,
    ROOT,
)
from graphkit.schema.quoting import shown
from graphkit.schema.values import SCALARS
from graphkit.schema.yamltext import Plain

SEVERAL: Final = 3
"""So often at least each word of an enumeration occurs."""

ENOUGH: Final = 100
"""So many elements say that values never repeat, or that there is one partner alone."""

_WORD: Final = 40
_KEYLIKE: Final = ("string", "integer", "url")
_KEY_LENGTH: Final = 100
_PAIRS: Final = 6
_BUILT_IN: Final = {scalar.name for scalar in SCALARS} | {"list"}


def propose(observed: Observed) -> Draft:
    """Return the schema that fits what was seen, with what was seen as its remarks.

    All that was seen is sound under it, as far as a schema can make it so.
    """
    return _Proposal(observed).draft()


@dataclass
class _Enums:
    """The enumerations so far, by name."""

    members: dict[str, tuple[str, ...]] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)

    def name(self, owner: str, prop: str, words: tuple[str, ...], remark: str) -> str:
        near = "".join(part[:1].upper() + part[1:] for part in prop.split("_")) or "Words"
        for name in (near, f"{owner}{near}"[:100], *(f"{near}{n}" for n in range(2, 10_000))):
            if self.members.get(name) == words:
                return name
            if name not in self.members and name not in _BUILT_IN and is_name(name):
                self.members[name] = words
                self.remarks[name] = remark
                return name
        return "string"


class _Proposal:
    """One pass over what was seen."""

    def __init__(self, observed: Observed) -> None:
        self.seen = observed
        self.enums = _Enums()
        labels = [node.label for node in observed.nodes]
        built_in = [DOCUMENT] if self.keeps_documents else []
        reserved = [name for name in RESERVED_TYPES if name not in built_in]
        self.types = allowed_names([(labels, reserved)], "Type")
        edges = [edge.type for edge in observed.edges]
        taken = {*RESERVED_TYPES, *self.types.values()}
        self.edge_types = allowed_names([(edges, taken)], "EDGE")
        of_nodes = {name: None for node in observed.nodes for name in node.values}
        of_edges = {name: None for edge in observed.edges for name in edge.values}
        groups = [(of_nodes, RESERVED_PROPERTIES), (of_edges, RESERVED_EDGE_PROPERTIES)]
        if observed.renames_columns:
            together = allowed_names(groups, "value")
            self.node_names, self.edge_names = together, together
        else:
            self.node_names, self.edge_names = (allowed_names([each], "value") for each in groups)

    @property
    def keeps_documents(self) -> bool:
        """Whether nodes labelled Document are graphkit's own."""
        return "document" in self.seen.claim_columns and any(
            node.label == DOCUMENT for node in self.seen.nodes
        )

    def draft(self) -> Draft:
        nodes = tuple(
            self._node(node)
            for node in self.seen.nodes
            if not (self.keeps_documents and node.label == DOCUMENT)
        )
        reified = [edge for edge in self.seen.edges if edge.is_reified]
        claims = "reified" if 2 * len(reified) > len(self.seen.edges) else "inline"
        edges = tuple(self._edge(edge, claims) for edge in self.seen.edges)
        listed = tuple(
            Part(name, {"members": members}, (self.enums.remarks[name],))
            for name, members in self.enums.members.items()
        )
        renamed = {**self.node_names, **self.edge_names}
        types = {**self.types, **self.edge_types}
        return Draft(
            self.seen.name,
            claims,
            tuple(self._remarks()),
            listed,
            nodes,
            edges,
            {raw: name for raw, name in renamed.items() if raw != name},
            {raw: name for raw, name in types.items() if raw != name},
        )

    def _remarks(self) -> list[str]:
        seen = self.seen
        found = [f"{seen.count:,} nodes and edges of {seen.shown}."]
        if not seen.is_whole:
            found.append(
                f"Sampled: the values of {seen.looked_at:,} of {seen.count:,} elements were looked "
                "at. Others may not fit; counts are exact."
            )
        found += seen.remarks
        for overlap in seen.overlaps:
            found.append(
                f"{shown(overlap.label)} is no type: {_nodes(overlap.count)} it, {overlap.both:,} "
                f"of them beside {shown(overlap.other)}, and no tree of types holds both."
            )
        if seen.unlabelled:
            found.append(f"{seen.unlabelled:,} nodes have no label that could be a type.")
        return found

    def _node(self, node: SeenNodes) -> Part:
        says: dict[str, Plain] = {}
        remarks = [f"{node.count:,} node{'' if node.count == 1 else 's'}."]
        if node.own == 0:
            says["abstract"] = True
            remarks = [f"{node.count:,} nodes, each of a type below it."]
        elif node.own < node.count:
            remarks = [f"{node.count:,} nodes, {node.own:,} of no type below it."]
        if node.parent is not None:
            says["extends"] = self.types[node.parent]
        name = self.types[node.label]
        remarks += _renamed(node.label, name, "label")
        return Part(
            name,
            says,
            tuple(remarks),
            tuple(
                self._property(name, self.node_names[raw], values, is_keyed=True)
                for raw, values in node.values.items()
            ),
        )

    def _edge(self, edge: SeenEdges, claims: str) -> Part:
        name = self.edge_types[edge.type]
        sources = self._ends({source for source, _, _ in edge.pairs})
        targets = self._ends({target for _, target, _ in edge.pairs})
        says: dict[str, Plain] = {"source": sources, "target": targets}
        if edge.is_symmetric:
            both = {end for source, target, _ in edge.pairs for end in (source, target)}
            says = {"symmetric": True, "between": self._ends(both)}
        if edge.temporal is not None and edge.temporal != "none":
            says["temporal"] = edge.temporal
        key = [self.edge_names[raw] for raw in edge.key]
        properties = tuple(
            self._property(name, self.edge_names[raw], values, is_keyed=raw not in edge.key)
            for raw, values in edge.values.items()
        )
        if key:
            says["key"] = key
        remarks = [f"{edge.count:,} edge{'' if edge.count == 1 else 's'}{self._told(edge)}."]
        remarks += _renamed(edge.type, name, "type")
        if edge.repeated:
            remarks.append(
                f"{edge.repeated:,} rows say the same as another, and no property that all have "
                "tells them apart: give them ids."
            )
        if edge.strays:
            remarks.append(f"{edge.strays:,} have an end that is of no type here.")
        if not edge.is_symmetric:
            for limit, most, one, other, count in (
                ("max_sources_per_target", edge.most_sources, "target", "source", edge.targets),
                ("max_targets_per_source", edge.most_targets, "source", "target", edge.sources),
            ):
                if most == 1 and count >= ENOUGH:
                    says[limit] = 1
                if most is not None and most >= 1:
                    few = f": too few to demand {limit}: 1" if most == 1 and count < ENOUGH else ""
                    whom = f"{other}{'' if most == 1 else 's'}"
                    remarks.append(f"A {one} has at most {most:,} {whom} ({count:,} {one}s){few}.")
        if (edge.is_reified and claims == "inline") or (not edge.is_reified and claims != "inline"):
            says["claims"] = "reified" if edge.is_reified else "inline"
        return Part(name, says, tuple(remarks), properties)

    def _told(self, edge: SeenEdges) -> str:
        pairs = [
            f"{count:,} {shown(source)} to {shown(target)}"
            for source, target, count in edge.pairs[:_PAIRS]
        ]
        more = len(edge.pairs) - _PAIRS
        rest = [f"{more:,} more pairs"] if more > 0 else []
        return f": {', '.join([*pairs, *rest])}" if pairs else ""

    def _ends(self, labels: set[str]) -> list[str]:
        """Return the fewest types that stand for just these: an abstract one for all below it."""
        parents = {node.label: node.parent for node in self.seen.nodes}
        own = {node.label for node in self.seen.nodes if node.own}
        ends = set(labels)
        for node in reversed(self.seen.nodes):
            below = {label for label in own if node.label in _above(label, parents)}
            if node.own == 0 and len(below) > 1 and below <= labels:
                ends = {end for end in ends if end not in below} | {node.label}
        kept = {end for end in ends if not any(up in ends for up in _above(end, parents))}
        order = [node.label for node in self.seen.nodes if node.label in kept]
        return [self.types[label] for label in order] or [ROOT]

    def _property(self, owner: str, name: str, values: SeenValues, *, is_keyed: bool) -> Part:
        is_found = self.seen.renames_columns or name == values.name
        # of texts that were not all looked at, another may be of no form
        type_name = values.type
        if not values.is_whole and type_name in ("url", "edtf") and values.kinds:
            type_name = "string"
        words = enumeration(values, type_name)
        if words:
            counts = ", ".join(f"{shown(word)} {count:,}" for word, count in values.words)
            type_name = self.enums.name(owner, name, words, counts)
        says: dict[str, Plain] = {"type": type_name}
        remarks = []
        if values.present == values.of and is_keyed:
            if is_found:
                says["required"] = True
            remarks.append(f"required: all {values.of:,} have it")
        elif values.present == values.of:
            remarks.append(f"all {values.of:,} have it")
        else:
            few = ", ".join(map(shown, values.lacking))
            rest = "" if values.of - values.present <= len(values.lacking) else ", …"
            named = f": {few}{rest}" if few else ""
            remarks.append(f"{values.of - values.present:,} of {values.of:,} have none{named}")
        if values.all_differ:
            keylike = values.type in _KEYLIKE and values.longest <= _KEY_LENGTH
            if keylike and values.present == values.of >= ENOUGH and is_found and is_keyed:
                says["unique"] = True
            remarks.append("all differ")
        elif not words and values.looked_at:
            remarks.append(f"{values.distinct:,} different")
        if values.least:
            remarks.append(f"from {values.least} to {values.greatest}")
        if not values.is_whole:
            remarks.append(f"{values.looked_at:,} looked at")
        if other := values.kinds - {"string", "integer", "float", "boolean", "date", "datetime"}:
            remarks.append(f"in the database: {', '.join(sorted(other))}")
        if name != values.name:
            where = "the column" if self.seen.renames_columns else "the data calls it"
            remarks.append(f"{where} {shown(values.name)}")
        return Part(name, says, tuple(remarks))


def enumeration(values: SeenValues, type_name: str) -> tuple[str, ...]:
    """Return the words of an enumeration that the values are of; none where they are of none.

    Example:
        >>> seen = SeenValues("tone", 7, 7, type="string", distinct=2, looked_at=7,
        ...                   words=(("loud", 4), ("low", 3)))
        >>> enumeration(seen, "string")
        ('loud', 'low')
    """
    words = tuple(word for word, _ in values.words)
    if type_name != "string" or len(words) < 2 or not values.is_whole:
        return ()
    if any(count < SEVERAL for _, count in values.words) or not values.kinds <= {"string"}:
        return ()
    return words if all(map(_is_word, words)) else ()


def _is_word(word: str) -> bool:
    fits = ";" not in word and not word.startswith("[") and word.isprintable()
    return fits and 0 < len(word) <= _WORD and word.strip() == word


def _above(label: str, parents: Mapping[str, str | None]) -> list[str]:
    found = []
    parent = parents[label]
    while parent is not None:
        found.append(parent)
        parent = parents[parent]
    return found


def _nodes(count: int) -> str:
    return "1 node has" if count == 1 else f"{count:,} nodes have"


def _renamed(raw: str, name: str, what: str) -> Sequence[str]:
    return (
        [] if raw == name else [f"The {what} in the data is {shown(raw)}, which no type can have."]
    )
