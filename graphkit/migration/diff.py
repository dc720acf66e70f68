"""Two versions of a schema: every change, with what it means to the data that is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from graphkit.errors import nearest
from graphkit.migration.changes import Change, Meaning
from graphkit.migration.history import History, former_property, history
from graphkit.schema.model import EdgeType, NodeType, Property, Schema
from graphkit.schema.names import DOCUMENT, ROOT
from graphkit.schema.values import (
    Enumeration,
    ListType,
    StringType,
    UrlType,
    ValueType,
)

COSMETIC, SAFE = Meaning.COSMETIC, Meaning.SAFE
NARROWING, BREAKING = Meaning.NARROWING, Meaning.BREAKING

_REWRITTEN: Final = "Data and queries have to follow."


def diff(old: Schema, new: Schema) -> list[Change]:
    """Return what differs between two versions of a schema, in the order of the new one.

    Args:
        old: The version before.
        new: The version after. Where a type or property of it declares `was`, it is compared with
            what it was; nothing else is taken for a new name of something old.

    Raises:
        UsageError: Where `was` names what the version before does not have.

    Example:
        >>> from graphkit.schema.load import parse_schema
        >>> old, _ = parse_schema("{schema: s, version: 1.0.0, nodes: {Firm: {}}}")
        >>> new, _ = parse_schema("{schema: s, version: 2.0.0, nodes: {Company: {was: Firm}}}")
        >>> for change in diff(old, new):
        ...     print(change)
        nodes.Company: breaking: Firm is called Company now. Data and queries have to follow.
    """
    told = history(old, new)
    return [
        *_head(old, new),
        *_enums(old, new),
        *_gone(told),
        *(
            change
            for name, node in new.nodes.items()
            if name != DOCUMENT
            for change in _node(node, told)
        ),
        *(change for edge in new.edges.values() for change in _edge(edge, told)),
    ]


def _head(old: Schema, new: Schema) -> Iterator[Change]:
    if old.name != new.name:
        yield Change("schema", COSMETIC, f"The schema is called {new.name}, no longer {old.name}.")
    if old.description != new.description:
        yield Change("description", COSMETIC, "The description is another.")


def _enums(old: Schema, new: Schema) -> Iterator[Change]:
    for name in old.enums:
        if name not in new.enums:
            yield Change(f"enums.{name}", SAFE, f"The enumeration {name} is gone.")
    for name, members in new.enums.items():
        path = f"enums.{name}"
        if name not in old.enums:
            yield Change(path, SAFE, f"The enumeration {name} is new.")
            continue
        words = new.was_words.get(name, {})
        for word in old.enums[name]:
            if word in members:
                continue
            if word in words:
                message = f"The word {word} is {words[word]} now."
                yield Change(path, BREAKING, message, _REWRITTEN)
                continue
            message = f"The word {word} is gone: what has it has an error."
            near = nearest(word, [each for each in members if each not in old.enums[name]])
            hint = f"Is it {near} now? Then say was_words: {{{name}: {{{word}: {near}}}}}."
            yield Change(path, NARROWING, message, hint if near else "")
        taken = set(old.enums[name]) | set(words.values())
        for word in members:
            if word not in taken:
                yield Change(path, SAFE, f"The word {word} is new.")


def _gone(told: History) -> Iterator[Change]:
    """What the version before has and nothing has become."""
    old, new = told.old, told.new
    for name, node in old.nodes.items():
        if name not in told.used and name != DOCUMENT:
            message = f"{name} is gone: a node of it has an error."
            if node.abstract:
                message = f"{name} is gone, and with it the label that its nodes had."
            added = {other: each for other, each in new.nodes.items() if not told.nodes[other]}
            yield Change(f"nodes.{name}", BREAKING, message, _likely(node, added))
    for name, edge in old.edges.items():
        if name not in told.used:
            added_edges = {
                other: each for other, each in new.edges.items() if not told.edges[other]
            }
            message = f"{name} is gone: an edge of it has an error."
            yield Change(f"edges.{name}", BREAKING, message, _likely(edge, added_edges))


def _likely(
    gone: NodeType | EdgeType, added: Mapping[str, NodeType] | Mapping[str, EdgeType]
) -> str:
    """Suggest what a type could have become: it has a like name, or the same properties."""
    alike = [
        name
        for name, other in added.items()
        if other.properties.keys() == gone.properties.keys() and gone.properties
    ]
    found = nearest(gone.name, list(added)) or (alike[0] if len(alike) == 1 else None)
    return f"Is it {found} now? Then say was: {gone.name} at {found}." if found else ""


# --- node types -------------------------------------------------------------------------------


def _node(node: NodeType, told: History) -> Iterator[Change]:
    path = f"nodes.{node.name}"
    former = told.nodes[node.name]
    if node.name in told.reified:
        edge = told.reified[node.name]
        yield Change(path, BREAKING, f"Edges {edge} are nodes {node.name} now.", _REWRITTEN)
        return
    if not former:
        yield Change(path, SAFE, f"The node type {node.name} is new.")
        return
    yield from _renamed(path, node.name, former, dict(node.was_where))
    for name in former:
        before = told.old.nodes[name]
        yield from _words(path, before, node)
        if node.abstract and not before.abstract:
            message = f"{node.name} is abstract now: a node of it has an error."
            yield Change(f"{path}.abstract", BREAKING, message)
        elif before.abstract and not node.abstract:
            message = f"{node.name} may be a node's own type now."
            yield Change(f"{path}.abstract", SAFE, message)
        labels = [told.nodes.get(label, (label,))[:1] for label in node.labels[1:-1]]
        if [label[0] for label in labels if label] != list(before.labels[1:-1]):
            message = f"{node.name} extends {node.extends or ROOT}, no longer "
            message += f"{before.extends or ROOT}: its nodes have other labels."
            hint = "Load the data again, so that a store has them, too."
            yield Change(f"{path}.extends", SAFE, message, hint)
        yield from _properties(path, *_own(before, node, told))
        yield from _scopes(path, before, node, told)


def _own(
    before: NodeType, node: NodeType, told: History
) -> tuple[Mapping[str, Property], Mapping[str, Property]]:
    """Return the properties before and now without those that the same ancestor tells of."""
    parent = told.new.nodes.get(node.extends or "")
    if parent is None or before.extends not in told.nodes[parent.name]:
        return before.properties, node.properties
    return told.old.own_properties(before), told.new.own_properties(node)


def _scopes(path: str, before: NodeType, node: NodeType, told: History) -> Iterator[Change]:
    """A unique property that an ancestor declares now is unique among more nodes."""
    for name, prop in node.properties.items():
        was = former_property(prop, before.properties)
        if was is None or not (prop.unique and before.properties[was].unique):
            continue
        sharing = _sharing(node, name, told.new)
        shared = _sharing(before, was, told.old)
        former = {each for type_name in sharing for each in told.nodes[type_name]}
        if not former <= shared:
            message = f"{name} is unique among more nodes: {', '.join(sorted(sharing))}."
            yield Change(f"{path}.properties.{name}.unique", NARROWING, message)


def _sharing(node: NodeType, name: str, schema: Schema) -> set[str]:
    """Return the own types among whose nodes a unique property is unique."""
    owners = [label for label in node.labels[:-1] if name in schema.nodes[label].properties]
    return set(schema.below((owners[-1],)))


# --- edge types -------------------------------------------------------------------------------


def _edge(edge: EdgeType, told: History) -> Iterator[Change]:
    path = f"edges.{edge.name}"
    former = told.edges[edge.name]
    if edge.name in told.inlined:
        node = told.inlined[edge.name][0]
        yield Change(path, BREAKING, f"Nodes {node} are edges {edge.name} now.", _REWRITTEN)
        return
    if not former:
        yield Change(path, SAFE, f"The edge type {edge.name} is new.")
        return
    if edge.was_reversed and edge.name not in former:
        message = f"Source and target of {former[0]} are exchanged in {edge.name}."
        yield Change(f"{path}.was_reversed", BREAKING, message, _REWRITTEN)
    yield from _renamed(path, edge.name, former, {})
    for name in former:
        before = told.old.edges[name]
        yield from _words(path, before, edge)
        yield from _ends(path, before, edge, told)
        yield from _traits(path, before, edge, told)
        yield from _properties(path, before.properties, edge.properties)


def _ends(path: str, before: EdgeType, edge: EdgeType, told: History) -> Iterator[Change]:
    reverse = edge.was_reversed and edge.name != before.name
    ends = {"source": edge.source_types, "target": edge.target_types}
    if reverse:
        ends = {"source": edge.target_types, "target": edge.source_types}
    for end, now in ends.items():
        was = before.source_types if end == "source" else before.target_types
        allowed = {former for name in now for former in told.nodes[name]}
        lost, added = sorted((was & told.used) - allowed), sorted(allowed - was)
        own = [name for name in now if not told.nodes[name]]
        place = f"{path}.{'between' if edge.symmetric else end}"
        if lost:
            rest = "" if was & allowed else ", and nothing that it could be is left"
            message = f"The {end} may no longer be {' or '.join(lost)}{rest}."
            yield Change(place, NARROWING if was & allowed else BREAKING, message)
        if added or own:
            message = f"The {end} may be {' or '.join([*added, *sorted(own)])}, too."
            yield Change(place, SAFE, message)
    if before.symmetric != edge.symmetric:
        message = f"{edge.name} is {'symmetric now' if edge.symmetric else 'no longer symmetric'}:"
        message += " other pairs of rows are the same edge."
        yield Change(f"{path}.symmetric", NARROWING, message)


def _traits(path: str, before: EdgeType, edge: EdgeType, told: History) -> Iterator[Change]:
    if before.temporal != edge.temporal:
        message = f"Its time is that of {_time(edge)}, no longer of {_time(before)}."
        yield Change(f"{path}.temporal", NARROWING, message)
    if before.inverse != edge.inverse:
        if before.inverse is not None:
            message = f"{before.inverse} is no longer read as its inverse."
            yield Change(f"{path}.inverse", BREAKING, message)
        if edge.inverse is not None:
            yield Change(f"{path}.inverse", SAFE, f"{edge.inverse} is read as its inverse.")
    for key in ("contradicts", "closes"):
        now = {was for name in getattr(edge, key) for was in told.edges[name] or (name,)}
        was = set(getattr(before, key))
        if lost := sorted(was - now):
            meaning = NARROWING if key == "closes" else SAFE
            yield Change(f"{path}.{key}", meaning, f"It no longer {key} {', '.join(lost)}.")
        if added := sorted(now - was):
            yield Change(f"{path}.{key}", SAFE, f"It {key} {', '.join(added)}.")
    if before.balance != edge.balance:
        message = f"Its balance is {edge.balance}, no longer {before.balance}."
        yield Change(f"{path}.balance", COSMETIC, message)
    names = {former_property(edge.properties[key], before.properties) for key in edge.key}
    if names != set(before.key):
        message = f"Its key is {', '.join(edge.key) or 'empty'}, no longer "
        message += f"{', '.join(before.key) or 'empty'}: other rows are the same edge."
        yield Change(f"{path}.key", NARROWING, message)
    for key in ("max_sources_per_target", "max_targets_per_source"):
        limit, limit_before = getattr(edge, key), getattr(before, key)
        if limit == limit_before:
            continue
        narrower = limit is not None and (limit_before is None or limit < limit_before)
        message = f"It is {_limit(limit)}, no longer {_limit(limit_before)}."
        yield Change(f"{path}.{key}", NARROWING if narrower else SAFE, message)
    if before.claims != edge.claims:
        meaning = SAFE if edge.claims == "reified" else NARROWING
        message = f"Its claims are stored {edge.claims}, no longer {before.claims}."
        yield Change(f"{path}.claims", meaning, message, "Load the data again.")


def _time(edge: EdgeType) -> str:
    return {"none": "what always holds", "state": "a state", "event": "an event"}[edge.temporal]


def _limit(limit: int | None) -> str:
    return "without a limit" if limit is None else str(limit)


# --- what both have ---------------------------------------------------------------------------


def _renamed(
    path: str, name: str, former: tuple[str, ...], where: Mapping[str, str]
) -> Iterator[Change]:
    for old in former:
        if old == name:
            continue
        told = f"{old} is called {name} now."
        if where:
            values = " and ".join(f"{key} is {value}" for key, value in where.items())
            told = f"Those {old} whose {values} are {name} now."
        elif len(former) > 1:
            told = f"{old} is part of {name} now."
        yield Change(path, BREAKING, told, _REWRITTEN)


def _words(path: str, before: NodeType | EdgeType, now: NodeType | EdgeType) -> Iterator[Change]:
    for key in ("description", "display", "mappings"):
        if getattr(before, key) != getattr(now, key):
            yield Change(f"{path}.{key}", COSMETIC, f"The {key} of {now.name} is another.")


def _properties(
    path: str, before: Mapping[str, Property], now: Mapping[str, Property]
) -> Iterator[Change]:
    taken = {former_property(prop, before) for prop in now.values()}
    for name in before:
        if name not in taken:
            message = f"The property {name} is gone: a column of it has an error."
            new = [each for each, prop in now.items() if former_property(prop, before) is None]
            near = nearest(name, new)
            hint = f"Is it {near} now? Then say was: {name} there." if near else ""
            yield Change(f"{path}.properties.{name}", BREAKING, message, hint)
    for name, prop in now.items():
        place = f"{path}.properties.{name}"
        was = former_property(prop, before)
        if was is not None:
            if was != name:
                message = f"The property {was} is called {name} now."
                yield Change(place, BREAKING, message, _REWRITTEN)
            yield from _property(place, before[was], prop)
        elif prop.was is not None and "." in prop.was:
            message = f"The property {name} was {prop.was}."
            yield Change(place, BREAKING, message, _REWRITTEN)
        elif prop.required:
            message = f"The property {name} is new and required: what has none has an error."
            yield Change(place, BREAKING, message)
        else:
            yield Change(place, SAFE, f"The property {name} is new.")


def _property(path: str, before: Property, now: Property) -> Iterator[Change]:
    name = now.name
    if before.type.name != now.type.name:  # words of an enumeration are told where they stand
        meaning = SAFE if _is_wider(before.type, now.type) else NARROWING
        message = f"{name} is of the type {now.type.name}, no longer {before.type.name}."
        yield Change(f"{path}.type", meaning, message)
    for key in ("required", "unique"):
        was, is_now = getattr(before, key), getattr(now, key)
        if was != is_now:
            message = f"{name} is {key} now." if is_now else f"{name} is no longer {key}."
            yield Change(f"{path}.{key}", NARROWING if is_now else SAFE, message)
    for key in ("min", "max", "length", "pattern"):
        was, is_now = getattr(before, key), getattr(now, key)
        if was != is_now:
            wider = is_now is None or _is_wider_limit(key, was, is_now)
            message = f"The {key} of {name} is {_told(is_now)}, no longer {_told(was)}."
            yield Change(f"{path}.{key}", SAFE if wider else NARROWING, message)
    if before.description != now.description:
        yield Change(f"{path}.description", COSMETIC, f"The description of {name} is another.")


def _is_wider(before: ValueType, now: ValueType) -> bool:
    """Whether every value in every file is one of the new type, too."""
    if isinstance(before, ListType) and isinstance(now, ListType):
        return _is_wider(before.item, now.item)
    if isinstance(before, Enumeration) and isinstance(now, Enumeration):
        return set(before.members) <= set(now.members)
    return isinstance(now, StringType) and isinstance(before, StringType | UrlType | Enumeration)


def _is_wider_limit(key: str, was: object, now: object) -> bool:
    if key == "pattern" or was is None:
        return False
    if isinstance(was, int | float) and isinstance(now, int | float):
        return now <= was if key == "min" else now >= was
    return False


def _told(value: object) -> str:
    return "none" if value is None else str(value)
