"""Nodes and edges as objects, for graphs that people build in code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import polars as pl

from graphkit.errors import UsageError, did_you_mean
from graphkit.graph.arguments import is_text, read_arguments
from graphkit.graph.claims import CLAIM_TYPES
from graphkit.graph.frames import CLAIM_DEFAULTS, node_dtypes, property_dtypes, stated_dtypes
from graphkit.graph.identity import claim_id
from graphkit.graph.phrases import resolve_one
from graphkit.schema.model import EdgeType, NodeType, Property, Schema
from graphkit.schema.names import CLAIM_LINKS, DOCUMENT
from graphkit.schema.values import shown

ID: Final = re.compile(r"[^\s;>]+")


@dataclass(frozen=True)
class Node:
    """A node as an object.

    Attributes:
        id: Its id.
        type: Its own type.
        properties: Its properties; absent ones are missing.
    """

    id: str
    type: str
    properties: Mapping[str, object]


@dataclass(frozen=True)
class Edge:
    """An edge as an object: one claim that it holds.

    Attributes:
        type: Its type.
        source: The id of its source node.
        target: The id of its target node.
        properties: Its properties and claim columns; absent ones are missing.
        id: The claim's id where one was given.
    """

    type: str
    source: str
    target: str
    properties: Mapping[str, object]
    id: str | None = None


class Builder:
    """Gathers elements one by one, each checked against the schema as it comes.

    Args:
        schema: The schema.
        nodes: The nodes that are there already, by own type.
        claims: The claims that are there already: `id` as given, `edge_type`, ends.
        ids: Their ids, also of those that are given none.
        properties: Their declared properties, by type, in the order of `claims`.
    """

    def __init__(
        self,
        schema: Schema,
        nodes: Mapping[str, pl.DataFrame],
        claims: pl.DataFrame,
        ids: pl.Series,
        properties: Mapping[str, pl.DataFrame],
    ) -> None:
        self._schema = schema
        self._types = {id: name for name, frame in nodes.items() for id in frame["id"].to_list()}
        given = claims.drop_nulls("id").select("id", "edge_type")
        self._claims: dict[str, str] = dict(given.iter_rows())
        derived = claims.select("edge_type", given="id", id=ids).filter(pl.col("given").is_null())
        self._derived: dict[str, str] = dict(derived.select("id", "edge_type").iter_rows())
        self._documents: dict[str, Mapping[str, object]] = {}
        if DOCUMENT in nodes:
            listed = nodes[DOCUMENT].select("id", "reports", "published")
            self._documents = {row["id"]: row for row in listed.iter_rows(named=True)}
        self._taken: dict[tuple[str, str], dict[object, object]] = {}
        self._nodes: dict[str, list[dict[str, object]]] = {}
        self._edges: dict[str, list[dict[str, object]]] = {}
        for name, frame in nodes.items():
            for prop in _unique(schema.nodes[name].properties.values()):
                taken = self._taken.setdefault((self._declarer(name, prop), prop), {})
                taken.update(zip(frame[prop].to_list(), frame["id"].to_list(), strict=True))
        for name, frame in properties.items():
            edge_type = schema.edges[name]
            if not (unique := _unique(edge_type.properties.values())):
                continue
            rows = claims.filter(pl.col("edge_type") == name).select("source", "target")
            for row in rows.hstack(frame).iter_rows(named=True):
                edge = _identity(edge_type, row["source"], row["target"], row)
                for prop in unique:
                    self._taken.setdefault((name, prop), {})[row[prop]] = edge

    def add_node(self, node: Node) -> None:
        """Take a node, or raise UsageError with what is wrong with it."""
        node_type = self._node_type(node.type)
        _check_id(node.id, "node id")
        if node.id in self._types:
            message = f"There is a node {shown(node.id)} already, of type {self._types[node.id]}."
            raise UsageError(message)
        what = f"{node.type} {shown(node.id)}"
        values = read_arguments(what, node.properties, node_type.properties, {})
        _require(what, values, (p.name for p in node_type.properties.values() if p.required))
        owned = {(self._declarer(node.type, p), p) for p in _unique(node_type.properties.values())}
        if node.type == DOCUMENT:
            self._check_reported(what, values)
        self._take(what, owned, values, node.id)
        self._nodes.setdefault(node.type, []).append({"id": node.id, **values})
        self._types[node.id] = node.type
        if node.type == DOCUMENT:
            self._documents[node.id] = values

    def _check_reported(self, what: str, values: Mapping[str, object]) -> None:
        """Raise UsageError where the Document that a digest reports is none."""
        reported = values.get("reports")
        if reported is not None and reported not in self._documents:
            message = f"{what} reports {shown(str(reported))}, no Document."
            raise UsageError(message, self._nearest_document(str(reported)))

    def _nearest_document(self, name: str) -> str:
        return did_you_mean(name, list(self._documents))

    def _node_type(self, name: str) -> NodeType:
        node_type = self._schema.nodes.get(name)
        if node_type is None:
            message = f"{shown(name)} is no node type."
            raise UsageError(message, did_you_mean(name, self._schema.own_types))
        if node_type.abstract:
            message = f"{name} is abstract: no node is just that."
            below = sorted(self._schema.below([name]))
            raise UsageError(message, f"Types below it: {', '.join(below)}." if below else "")
        return node_type

    def add_edge(self, edge: Edge) -> None:
        """Take an edge, or raise UsageError with what is wrong with it."""
        name, source, target = edge.type, edge.source, edge.target
        if name in self._schema.inverses:
            name, source, target = self._schema.inverses[name], target, source
        edge_type = self._schema.edges.get(name)
        if edge_type is None:
            hint = did_you_mean(name, [*self._schema.edges, *self._schema.inverses])
            message = f"{shown(name)} is no edge type."
            raise UsageError(message, hint)
        self._check_end(edge_type, "source", source, edge_type.source_types)
        self._check_end(edge_type, "target", target, edge_type.target_types)
        what = f"{name} from {shown(source)} to {shown(target)}"
        if edge.id is not None:
            self._check_claim_id(edge.id)
        values = read_arguments(what, edge.properties, edge_type.properties, CLAIM_TYPES)
        required = (p.name for p in edge_type.properties.values() if p.required)
        _require(what, values, (*required, *edge_type.key))
        self._check_claim(what, edge_type, values)
        owned = {(name, prop) for prop in _unique(edge_type.properties.values())}
        identity = _identity(edge_type, source, target, values)
        derived = None
        if edge.id is None:
            timed = {**values, "time": self._time(values)}
            derived = claim_id(edge_type, source, target, timed)
            if derived in self._derived or derived in self._claims:
                message = f"{what} says the same as one that is there."
                hint = "They may differ in who says it, when, or where; or give ids."
                raise UsageError(message, hint)
        self._take(what, owned, values, identity)
        ends = {"edge_type": name, "source": source, "target": target}
        self._edges.setdefault(name, []).append({"id": edge.id, **ends, **values})
        if edge.id is not None:
            self._claims[edge.id] = name
        elif derived is not None:
            self._derived[derived] = name

    def _time(self, values: Mapping[str, object]) -> object:
        """Return the time of a claim, or what its `time_text` means beside its document's date."""
        time, text = values.get("time"), values.get("time_text")
        if time is not None or text is None:
            return time
        document = self._documents.get(str(values.get("document")), {})
        narrator = self._documents.get(str(document.get("reports")), document)
        published = narrator.get("published")
        return resolve_one(str(text), None if published is None else str(published))[0]

    def node_frames(self) -> dict[str, pl.DataFrame]:
        """Return the gathered nodes as frames by type."""
        return {
            name: _frame(rows, node_dtypes(self._schema.nodes[name]))
            for name, rows in self._nodes.items()
        }

    def stated(self) -> pl.DataFrame:
        """Return the gathered edges as stated claims of all types."""
        return _frame([row for rows in self._edges.values() for row in rows], stated_dtypes())

    def properties(self) -> dict[str, pl.DataFrame]:
        """Return the declared properties of the gathered edges, by type, where it has any."""
        return {
            name: _frame(rows, property_dtypes(self._schema.edges[name]))
            for name, rows in self._edges.items()
            if self._schema.edges[name].properties
        }

    @property
    def is_empty(self) -> bool:
        """Whether nothing is gathered."""
        return not self._nodes and not self._edges

    def clear(self) -> None:
        """Forget what was gathered, as it was taken; it still counts as being there."""
        self._nodes.clear()
        self._edges.clear()

    def _check_end(
        self, edge_type: EdgeType, which: str, node_id: str, allowed: frozenset[str]
    ) -> None:
        if node_id not in self._types:
            message = f"The {which} of {edge_type.name}, {shown(node_id)}, is no node."
            raise UsageError(message, self._nearest_node(node_id))
        if self._types[node_id] not in allowed:
            declared = edge_type.sources if which == "source" else edge_type.targets
            message = (
                f"The {which} of {edge_type.name} is {' or '.join(declared)}, "
                f"but {shown(node_id)} is a {self._types[node_id]}."
            )
            raise UsageError(message)

    def _nearest_node(self, node_id: str) -> str:
        return did_you_mean(node_id, list(self._types))

    def _check_claim_id(self, given: str) -> None:
        _check_id(given, "claim id")
        of = self._claims.get(given) or self._derived.get(given)
        if of is not None:
            message = f"There is a claim {shown(given)} already: {of}."
            raise UsageError(message)

    def _check_claim(self, what: str, edge_type: EdgeType, values: dict[str, object]) -> None:
        """Raise UsageError where what is said of the claim itself cannot be."""
        speakers, cues = _texts(values, "claimed_by"), _texts(values, "cue")
        for speaker in speakers:
            if speaker not in self._types:
                message = f"The speaker {shown(speaker)} of {what} is no node."
                raise UsageError(message, self._nearest_node(speaker))
        if cues and len(cues) != len(speakers):
            message = f"{what} has {len(cues)} cues beside {len(speakers)} speakers."
            raise UsageError(message, "Give one for each speaker.")
        document = values.get("document")
        if document is not None and document not in self._documents:
            message = f"The document {shown(str(document))} of {what} is no Document."
            raise UsageError(message, self._nearest_document(str(document)))
        confidence = values.get("confidence")
        if isinstance(confidence, float) and not 0 <= confidence <= 1:
            message = f"confidence of {what} is {confidence:g}, not between 0 and 1."
            raise UsageError(message)
        _check_record(what, values)
        links = {column: _texts(values, column) for column in CLAIM_LINKS}
        for column, targets in links.items():
            self._check_links(what, column, targets)
        if edge_type.claims == "inline":
            hint = f"Give {edge_type.name} `claims: reified` in the schema."
            odd = [n for n in CLAIM_LINKS if links[n]] + [
                n
                for n in ("polarity", "realization", "status", "retracted_at")
                if values.get(n) not in (None, CLAIM_DEFAULTS.get(n))
            ]
            if odd:
                message = f"{what} is stored inline and cannot have `{odd[0]}`."
                raise UsageError(message, hint)

    def _check_links(self, what: str, column: str, targets: list[str]) -> None:
        for target in targets:
            if target not in self._claims:
                message = f"{column} of {what} names {shown(target)}, no claim added by that id."
                raise UsageError(message, did_you_mean(target, list(self._claims)))
            of = self._claims[target]
            if self._schema.edges[of].claims == "inline":
                message = f"{column} of {what} names {shown(target)}, a claim stored inline."
                raise UsageError(message, f"Give {of} `claims: reified` in the schema.")

    def _declarer(self, name: str, prop: str) -> str:
        """Return the type that declares a property which a node type may have inherited."""
        parent = self._schema.nodes[name].extends
        while parent is not None and prop in self._schema.nodes[parent].properties:
            name, parent = parent, self._schema.nodes[parent].extends
        return name

    def _take(
        self,
        what: str,
        owned: Iterable[tuple[str, str]],
        values: Mapping[str, object],
        identity: object,
    ) -> None:
        """Give an element its unique values, or raise UsageError where another has one."""
        given = [(owner, prop) for owner, prop in owned if prop in values]
        for owner, prop in given:
            if self._taken.setdefault((owner, prop), {}).get(values[prop], identity) != identity:
                message = f"{prop} of {what} is unique, but another has {values[prop]!r} too."
                raise UsageError(message)
        for owner, prop in given:
            self._taken[owner, prop][values[prop]] = identity


def _check_id(text: str, what: str) -> None:
    if not isinstance(text, str) or not ID.fullmatch(text) or not is_text(text):
        message = f"{shown(str(text))} is no {what}: text without white space, ; and >."
        raise UsageError(message)


def _check_record(what: str, values: Mapping[str, object]) -> None:
    """Raise UsageError where columns of a claim do not go together."""
    recorded, retracted = values.get("recorded_at"), values.get("retracted_at")
    occurrence = values.get("occurrence")
    if isinstance(recorded, datetime) and isinstance(retracted, datetime) and retracted < recorded:
        message = f"{what} is retracted before it was recorded."
        raise UsageError(message)
    if "status_reason" in values and values.get("status", "normal") == "normal":
        message = f"{what} has a status_reason, but the status is normal."
        raise UsageError(message)
    if "contests_reason" in values and not _texts(values, "contests"):
        message = f"{what} has a contests_reason, but `contests` names no claim."
        raise UsageError(message)
    if occurrence is not None and "quote" not in values:
        message = f"{what} has an occurrence without a quote."
        raise UsageError(message)
    if isinstance(occurrence, int) and occurrence < 1:
        message = f"occurrence of {what} is {occurrence}: they are counted from 1."
        raise UsageError(message)


def _unique(properties: Iterable[Property]) -> list[str]:
    return [prop.name for prop in properties if prop.unique]


def _identity(
    edge_type: EdgeType, source: str, target: str, values: Mapping[str, object]
) -> tuple[object, ...]:
    """Return what makes two edges of a type the same edge."""
    ends = sorted((source, target)) if edge_type.symmetric else (source, target)
    return (*ends, *(repr(values[name]) for name in edge_type.key))


def _texts(values: Mapping[str, object], name: str) -> list[str]:
    found = values.get(name)
    return [str(item) for item in found] if isinstance(found, list) else []


def _frame(rows: list[dict[str, object]], dtypes: Mapping[str, pl.DataType]) -> pl.DataFrame:
    return pl.DataFrame(
        {name: [row.get(name) for row in rows] for name in dtypes}, schema=dict(dtypes)
    )


def _require(what: str, values: Mapping[str, object], names: Iterable[str]) -> None:
    missing = [name for name in dict.fromkeys(names) if name not in values]
    if missing:
        message = f"{what} lacks {', '.join(missing)}."
        raise UsageError(message)
