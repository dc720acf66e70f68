"""From what a schema file declares to the resolved Schema: inheritance, references, limits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from graphkit.errors import Problem, Severity, did_you_mean
from graphkit.schema.declaration import (
    DisplayDeclaration,
    EdgeTypeDeclaration,
    NodeTypeDeclaration,
    PropertyDeclaration,
    SchemaDeclaration,
)
from graphkit.schema.model import (
    DOCUMENT_TYPE,
    Display,
    EdgeType,
    NodeType,
    Number,
    Property,
    Schema,
)
from graphkit.schema.names import (
    BUILT_IN_EDGE_TYPES,
    BUILT_IN_NODE_TYPES,
    DOCUMENT,
    RESERVED_EDGE_PROPERTIES,
    RESERVED_PROPERTIES,
    ROOT,
)
from graphkit.schema.values import (
    SCALARS,
    DateType,
    EdtfType,
    Enumeration,
    FloatType,
    IntegerType,
    ListType,
    StringType,
    UrlType,
    ValueType,
)
from graphkit.schema.yamlfile import YamlFile

_LIST = re.compile(r"list<\s*(.+?)\s*>")


class Complain:
    """Gathers Problems at places of one schema file.

    Args:
        source: The file.
        cut: Paths that were taken out because they do not fit the form; whatever is said of them,
            or of what they are missing in, would only follow from that.

    Attributes:
        problems: What was found so far.
    """

    def __init__(self, source: YamlFile, cut: Sequence[tuple[str | int, ...]] = ()) -> None:
        self._source = source
        self._cut = {path[:end] for path in cut for end in range(len(path) + 1)}
        self._lost = {path[-1] for path in cut if len(path) == 2}
        self.problems: list[Problem] = []

    def key(self, path: Sequence[str | int], code: str, message: str, hint: str = "") -> None:
        """Report a Problem at a key."""
        self._add(path, self._source.key_place(path), code, message, hint)

    def value(self, path: Sequence[str | int], code: str, message: str, hint: str = "") -> None:
        """Report a Problem at a value."""
        self._add(path, self._source.place(path), code, message, hint)

    def _add(
        self,
        path: Sequence[str | int],
        place: tuple[int, int],
        code: str,
        message: str,
        hint: str,
    ) -> None:
        if tuple(path) in self._cut or any(f'"{name}"' in message for name in self._lost):
            return
        file = self._source.file
        self.problems.append(Problem(file, *place, code, Severity.ERROR, message, hint))


def resolve(declared: SchemaDeclaration, complain: Complain, file: str) -> Schema:
    """Return the Schema that a declaration means; what is wrong goes to `complain`."""
    types = _value_types(declared.enums, complain)
    nodes = _nodes(declared.nodes, types, complain)
    edges = _edges(declared, nodes, types, complain)
    return Schema(
        name=declared.schema_,
        version=declared.version,
        claims=declared.claims,
        enums={name: tuple(members) for name, members in declared.enums.items()},
        nodes=nodes,
        edges=edges,
        description=declared.description,
        file=file,
    )


def _value_types(enums: Mapping[str, list[str]], complain: Complain) -> dict[str, ValueType]:
    types: dict[str, ValueType] = {scalar.name: scalar for scalar in SCALARS}
    for name, members in enums.items():
        if name in types or name == "list":
            complain.key(("enums", name), "GK205", f'"{name}" is the name of a built-in type.')
            continue
        if not members:
            complain.value(("enums", name), "GK211", f"The enumeration {name} has no members.")
        for index, member in enumerate(members):
            place = ("enums", name, index)
            if member in members[:index]:
                complain.value(place, "GK211", f'"{member}" stands twice in {name}.')
            if ";" in member or member.strip() != member or member.startswith("["):
                message = f'"{member}" has a ";", spaces around it or a "[" first.'
                complain.value(place, "GK211", message, "In a cell it would be read as a list.")
        types[name] = Enumeration(name, tuple(members))
    return types


def _display(declared: DisplayDeclaration, inherited: Display = Display()) -> Display:  # noqa: B008  (frozen)
    return Display(
        label=declared.label if declared.label is not None else inherited.label,
        color=declared.color if declared.color is not None else inherited.color,
        icon=declared.icon if declared.icon is not None else inherited.icon,
    )


# --- node types -------------------------------------------------------------------------------


def _nodes(
    declared: Mapping[str, NodeTypeDeclaration],
    types: Mapping[str, ValueType],
    complain: Complain,
) -> dict[str, NodeType]:
    done: dict[str, NodeType] = {}
    for name in declared:
        if name in BUILT_IN_NODE_TYPES:
            complain.key(("nodes", name), "GK205", f"{name} is built in and cannot be declared.")
        _node(name, declared, types, complain, done, ())
    ordered = {name: done[name] for name in declared if name in done}
    return {**ordered, DOCUMENT: DOCUMENT_TYPE}


def _node(
    name: str,
    declared: Mapping[str, NodeTypeDeclaration],
    types: Mapping[str, ValueType],
    complain: Complain,
    done: dict[str, NodeType],
    below: tuple[str, ...],
) -> NodeType:
    """Resolve one node type after the type that it extends."""
    if name in done:
        return done[name]
    own, path = declared[name], ("nodes", name)
    parent = NodeType(name=ROOT, labels=(ROOT,))
    if own.extends is not None:
        if own.extends in (name, *below):
            chain = " → ".join((*below, name, own.extends))
            complain.value((*path, "extends"), "GK207", f"Inheritance runs in a circle: {chain}.")
        elif own.extends in declared:
            parent = _node(own.extends, declared, types, complain, done, (*below, name))
        else:
            hint = did_you_mean(own.extends, [other for other in declared if other != name])
            message = f'{name} extends "{own.extends}", which is not declared.'
            complain.value((*path, "extends"), "GK206", message, hint)
    properties = dict(parent.properties)
    for key, value in own.properties.items():
        if key in properties:
            message = f"{name} inherits {key} and cannot declare it again."
            complain.key((*path, "properties", key), "GK208", message)
        _reserved(key, RESERVED_PROPERTIES, (*path, "properties", key), complain)
        properties[key] = _property(key, value, types, (*path, "properties", key), complain)
    display = _display(own.display, parent.display)
    if own.display.label is not None and own.display.label not in (*properties, "id"):
        message = f'{name} has no property "{own.display.label}" to be labelled by.'
        hint = did_you_mean(own.display.label, list(properties))
        complain.value((*path, "display", "label"), "GK206", message, hint)
    done[name] = NodeType(
        name=name,
        abstract=own.abstract,
        extends=own.extends,
        labels=(name, *parent.labels),
        properties=properties,
        description=own.description,
        display=display,
        mappings=dict(own.mappings),
    )
    return done[name]


# --- edge types -------------------------------------------------------------------------------


def _edges(
    declared: SchemaDeclaration,
    nodes: Mapping[str, NodeType],
    types: Mapping[str, ValueType],
    complain: Complain,
) -> dict[str, EdgeType]:
    frame = Schema(name=declared.schema_, nodes=nodes)
    mutual: dict[str, list[str]] = {name: [] for name in declared.edges}
    taken: dict[str, str] = {}
    for name, edge in declared.edges.items():
        if name in BUILT_IN_EDGE_TYPES:
            complain.key(("edges", name), "GK205", f"{name} is built in and cannot be declared.")
        for index, other in enumerate(edge.contradicts):
            if other not in declared.edges:
                _unknown_edge(name, "contradicts", index, other, declared, complain)
                continue
            mutual[name].append(other)
            mutual[other].append(name)
        for index, other in enumerate(edge.closes):
            if other not in declared.edges:
                _unknown_edge(name, "closes", index, other, declared, complain)
        _inverse(name, edge, declared, taken, complain)
    return {
        name: _edge(name, edge, declared, frame, types, mutual[name], complain)
        for name, edge in declared.edges.items()
    }


def _unknown_edge(
    name: str, key: str, index: int, other: str, declared: SchemaDeclaration, complain: Complain
) -> None:
    message = f'{name} {key} "{other}", which is no edge type.'
    hint = did_you_mean(other, list(declared.edges))
    complain.value(("edges", name, key, index), "GK206", message, hint)


def _inverse(
    name: str,
    edge: EdgeTypeDeclaration,
    declared: SchemaDeclaration,
    taken: dict[str, str],
    complain: Complain,
) -> None:
    if edge.inverse is None:
        return
    path = ("edges", name, "inverse")
    if edge.symmetric:
        complain.value(path, "GK210", f"{name} is symmetric: it is its own inverse.")
    elif edge.inverse in declared.edges or edge.inverse in BUILT_IN_EDGE_TYPES:
        complain.value(path, "GK210", f"{edge.inverse} is an edge type and no other's inverse.")
    elif edge.inverse in taken:
        message = f"{edge.inverse} is already the inverse of {taken[edge.inverse]}."
        complain.value(path, "GK210", message)
    taken.setdefault(edge.inverse, name)


def _edge(
    name: str,
    edge: EdgeTypeDeclaration,
    declared: SchemaDeclaration,
    frame: Schema,
    types: Mapping[str, ValueType],
    contradicts: Iterable[str],
    complain: Complain,
) -> EdgeType:
    path = ("edges", name)
    properties: dict[str, Property] = {}
    for key, value in edge.properties.items():
        _reserved(key, RESERVED_EDGE_PROPERTIES, (*path, "properties", key), complain)
        properties[key] = _property(key, value, types, (*path, "properties", key), complain)
    for index, key in enumerate(edge.key):
        if key not in properties:
            message = f'{name} has no property "{key}" for its key.'
            hint = did_you_mean(key, list(properties))
            complain.value((*path, "key", index), "GK206", message, hint)
    sources, targets = _ends(name, edge, frame, complain)
    return EdgeType(
        name=name,
        sources=sources,
        targets=targets,
        source_types=frame.below(sources),
        target_types=frame.below(targets),
        symmetric=edge.symmetric,
        temporal=edge.temporal,
        inverse=edge.inverse,
        contradicts=tuple(dict.fromkeys(contradicts)),
        closes=tuple(edge.closes),
        balance=edge.balance,
        properties=properties,
        key=tuple(sorted(set(edge.key))),
        max_sources_per_target=edge.max_sources_per_target,
        max_targets_per_source=edge.max_targets_per_source,
        claims=edge.claims if edge.claims is not None else declared.claims,
        description=edge.description,
        display=_display(edge.display),
        mappings=dict(edge.mappings),
    )


def _ends(
    name: str, edge: EdgeTypeDeclaration, frame: Schema, complain: Complain
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    path = ("edges", name)
    given = {"source": edge.source, "target": edge.target, "between": edge.between}
    for key, types in given.items():
        for index, type_name in enumerate(types or ()):
            if type_name not in frame.nodes and type_name != ROOT:
                message = f'{name} has the {key} "{type_name}", which is no node type.'
                hint = did_you_mean(type_name, list(frame.nodes))
                complain.value((*path, key, index), "GK206", message, hint)
        if types is not None and not types:
            complain.value((*path, key), "GK209", f"The {key} of {name} names no node type.")
    if edge.symmetric:
        for key in ("source", "target"):
            if given[key] is not None:
                message = f"{name} is symmetric: it has `between`, not `{key}`."
                complain.key((*path, key), "GK209", message)
        if edge.between is None:
            complain.key(path, "GK209", f"{name} is symmetric and needs `between: [types]`.")
        if edge.max_sources_per_target is not None:
            message = f"{name} is symmetric: use max_targets_per_source, it counts partners."
            complain.key((*path, "max_sources_per_target"), "GK209", message)
        both = tuple(edge.between or ())
        return both, both
    if edge.between is not None:
        message = f"`between` is for symmetric edge types: add `symmetric: true` to {name}."
        complain.key((*path, "between"), "GK209", message)
    else:
        for key in ("source", "target"):
            if given[key] is None:
                complain.key(path, "GK203", f'{name} needs a "{key}": a list of node types.')
    return tuple(edge.source or ()), tuple(edge.target or ())


# --- properties -------------------------------------------------------------------------------


def _reserved(
    name: str, reserved: Sequence[str], path: Sequence[str | int], complain: Complain
) -> None:
    if name in reserved:
        message = f'"{name}" is a name that graphkit gives itself: choose another.'
        complain.key(path, "GK205", message)


def _property(
    name: str,
    declared: PropertyDeclaration,
    types: Mapping[str, ValueType],
    path: Sequence[str | int],
    complain: Complain,
) -> Property:
    value_type = _value_type(declared.type, types, path, complain)
    scalar = value_type.item if isinstance(value_type, ListType) else value_type
    limits = {
        key: _limit(key, given, scalar, path, complain)
        for key, given in (("min", declared.min), ("max", declared.max))
    }
    least, greatest = limits["min"], limits["max"]
    if least is not None and greatest is not None and _below(greatest, least):
        complain.value((*path, "max"), "GK212", f"max is less than min: nothing can be {name}.")
    textual = isinstance(scalar, StringType | UrlType | EdtfType)
    if declared.pattern is not None:
        _pattern(declared.pattern, scalar.name, textual, path, complain)
    if declared.length is not None and not (textual or isinstance(value_type, ListType)):
        message = f"length is for texts and lists, not for {value_type.name}."
        complain.key((*path, "length"), "GK212", message)
    if declared.unique and isinstance(value_type, ListType):
        complain.key((*path, "unique"), "GK212", "A list cannot be unique.")
    return Property(
        name=name,
        type=value_type,
        required=declared.required,
        unique=declared.unique,
        min=least,
        max=greatest,
        pattern=declared.pattern,
        length=declared.length,
        description=declared.description,
    )


def _value_type(
    word: str, types: Mapping[str, ValueType], path: Sequence[str | int], complain: Complain
) -> ValueType:
    listed = _LIST.fullmatch(word.strip())
    inner = listed.group(1) if listed else word.strip()
    if inner in types:
        return ListType(types[inner]) if listed else types[inner]
    what = "a list of a list" if inner.startswith("list<") else f'"{inner}"'
    hint = did_you_mean(inner, [*types, "list<…>"])
    message = f"{what} is no property type."
    complain.value((*path, "type"), "GK206", message[0].upper() + message[1:], hint)
    return StringType()


def _limit(
    key: str,
    given: object,
    scalar: ValueType,
    path: Sequence[str | int],
    complain: Complain,
) -> Number | str | None:
    """Return min or max as a number, or as text for days and moments."""
    if given is None:
        return None
    if isinstance(scalar, IntegerType | FloatType):
        if isinstance(given, int | float) and not isinstance(given, bool):
            return given
        complain.value((*path, key), "GK212", f"{key} of a number must be a number.")
        return None
    if isinstance(scalar, DateType) or scalar.name == "datetime":
        if isinstance(given, str) and not scalar.parse(pl.Series([given])).null_count():
            return given
        what = scalar.explain(given) if isinstance(given, str) else f"{given} is no text"
        complain.value((*path, key), "GK212", f"{key} must be a {scalar.name}, but {what}.")
        return None
    complain.key((*path, key), "GK212", f"{key} is for numbers and days, not for {scalar.name}.")
    return None


def _below(left: Number | str, right: Number | str) -> bool:
    if isinstance(left, str) or isinstance(right, str):
        return str(left) < str(right)
    return left < right


def _pattern(
    pattern: str, type_name: str, textual: bool, path: Sequence[str | int], complain: Complain
) -> None:
    if not textual:
        complain.key((*path, "pattern"), "GK212", f"pattern is for texts, not for {type_name}.")
        return
    try:
        pl.Series([""]).str.contains(pattern)
    except pl.exceptions.ComputeError as error:
        reason = " ".join(str(error).split())[:120]
        message = f"The pattern is not a regular expression that can be used: {reason}"
        complain.value((*path, "pattern"), "GK212", message)
