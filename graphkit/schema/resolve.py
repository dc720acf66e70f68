"""From what a schema file declares to the resolved Schema: inheritance, references, limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from graphkit.errors import did_you_mean
from graphkit.schema.codes import Code
from graphkit.schema.complaints import Complaints
from graphkit.schema.declaration import (
    DisplayDeclaration,
    EdgeTypeDeclaration,
    NodeTypeDeclaration,
    SchemaDeclaration,
)
from graphkit.schema.model import DOCUMENT_TYPE, Display, EdgeType, NodeType, Property, Schema
from graphkit.schema.names import (
    DOCUMENT,
    RESERVED_EDGE_PROPERTIES,
    RESERVED_PROPERTIES,
    RESERVED_TYPES,
    ROOT,
)
from graphkit.schema.properties import check_names, resolve_property, value_types
from graphkit.schema.quoting import shown
from graphkit.schema.values import ValueType
from graphkit.schema.yamlfile import Path


def resolve(declared: SchemaDeclaration, complaints: Complaints, file: str) -> Schema:
    """Return the Schema that a declaration means; what is wrong goes to `complaints`."""
    types = value_types(declared.enums, complaints)
    nodes = _nodes(declared.nodes, types, complaints)
    edges = _edges(declared, nodes, types, complaints)
    return Schema(
        name=declared.schema_,
        version=declared.version,
        claims=declared.claims,
        enums={name: tuple(members) for name, members in declared.enums.items()},
        nodes=nodes,
        edges=edges,
        description=declared.description,
        file=file,
        was_words=_words(declared, complaints),
    )


def _words(declared: SchemaDeclaration, complaints: Complaints) -> Mapping[str, Mapping[str, str]]:
    """Return what words of enumerations have become; each must be a word now."""
    for name, words in declared.was_words.items():
        path: Path = ("was_words", name)
        if name not in declared.enums:
            message = f"{name} is no enumeration."
            hint = did_you_mean(name, list(declared.enums))
            complaints.key(path, Code.UNKNOWN_NAME, message, hint, because=[("enums", name)])
            continue
        for old, word in words.items():
            if word not in declared.enums[name]:
                message = f"{shown(word)} is no word of {name}."
                hint = did_you_mean(word, declared.enums[name])
                place = (*path, old)
                complaints.value(place, Code.UNKNOWN_NAME, message, hint, [("enums", name)])
    return {name: dict(words) for name, words in declared.was_words.items()}


def _type_name(path: Path, complaints: Complaints, others: Iterable[str] = ()) -> None:
    """Report the name of a type that is taken."""
    name = str(path[-1])
    if name in RESERVED_TYPES:
        complaints.key(path, Code.BAD_NAME, f"{name} is built in and cannot be declared.")
    elif name in others:
        message = f"{name} is a node type already."
        hint = "Stores keep both kinds under one name: choose another."
        complaints.key(path, Code.BAD_NAME, message, hint)


# --- node types -------------------------------------------------------------------------------


def _nodes(
    declared: Mapping[str, NodeTypeDeclaration],
    types: Mapping[str, ValueType],
    complaints: Complaints,
) -> dict[str, NodeType]:
    done: dict[str, NodeType] = {}
    for name in declared:
        _type_name(("nodes", name), complaints)
        for heir in _heirs(name, declared, done, complaints):
            done[heir] = _node(heir, declared, types, complaints, done)
    ordered = {name: done[name] for name in declared}
    return {**ordered, DOCUMENT: DOCUMENT_TYPE}


def _heirs(
    name: str,
    declared: Mapping[str, NodeTypeDeclaration],
    done: Mapping[str, NodeType],
    complaints: Complaints,
) -> list[str]:
    """Return a type after all those that it inherits from and that are not done yet."""
    line: list[str] = []
    current: str | None = name
    while current is not None and current not in done:
        line.append(current)
        path: Path = ("nodes", current, "extends")
        parent = declared[current].extends
        if parent in line:
            chain = " → ".join([*line[line.index(parent) :], parent])
            message = f"Inheritance runs in a circle: {chain}."
            complaints.value(path, Code.INHERITANCE, message)
        elif parent in (DOCUMENT, ROOT):
            what = "is built in" if parent == DOCUMENT else "is the root of all types anyhow"
            complaints.value(path, Code.INHERITANCE, f"{parent} {what} and cannot be extended.")
        elif parent is not None and parent not in declared:
            hint = did_you_mean(parent, [other for other in declared if other != current])
            message = f'{current} extends "{parent}", which is no node type.'
            complaints.value(path, Code.UNKNOWN_NAME, message, hint, because=[("nodes", parent)])
        else:
            current = parent
            continue
        complaints.doubt(path)
        break
    return line[::-1]


def _node(
    name: str,
    declared: Mapping[str, NodeTypeDeclaration],
    types: Mapping[str, ValueType],
    complaints: Complaints,
    done: Mapping[str, NodeType],
) -> NodeType:
    """Resolve a node type whose parent, if it has one, is done."""
    own, path = declared[name], ("nodes", name)
    root = NodeType(name=ROOT, labels=(ROOT,))
    parent = root if own.extends is None else done.get(own.extends, root)
    labels = (name, *parent.labels)
    check_names(own.properties, RESERVED_PROPERTIES, path, complaints)
    properties = dict(parent.properties)
    for key, value in own.properties.items():
        place = (*path, "properties", key)
        if key in properties:
            owner = next(label for label in parent.labels if key in declared[label].properties)
            message = f"{name} inherits {key} from {owner} and cannot declare it again."
            complaints.key(place, Code.REDECLARED, message)
        properties[key] = resolve_property(key, value, types, place, complaints)
    label = own.display.label
    if label is not None and label not in (*properties, "id"):
        message = f"{name} has no property {shown(label)} to be labelled by."
        hint = did_you_mean(label, list(properties))
        because = [
            cause
            for ancestor in labels[:-1]
            for cause in (
                ("nodes", ancestor, "properties", label),
                ("nodes", ancestor, "extends"),
            )
        ]
        place = (*path, "display", "label")
        complaints.value(place, Code.UNKNOWN_NAME, message, hint, because)
    return NodeType(
        name=name,
        abstract=own.abstract,
        extends=own.extends,
        labels=labels,
        properties=properties,
        description=own.description,
        display=_display(own.display, parent.display),
        mappings=dict(own.mappings),
        was=tuple(own.was),
        was_where=dict(own.was_where),
    )


def _display(declared: DisplayDeclaration, inherited: Display) -> Display:
    return Display(
        label=declared.label if declared.label is not None else inherited.label,
        color=declared.color if declared.color is not None else inherited.color,
        icon=declared.icon if declared.icon is not None else inherited.icon,
    )


# --- edge types -------------------------------------------------------------------------------


def _edges(
    declared: SchemaDeclaration,
    nodes: Mapping[str, NodeType],
    types: Mapping[str, ValueType],
    complaints: Complaints,
) -> dict[str, EdgeType]:
    frame = Schema(name=declared.schema_, nodes=nodes)
    mutual: dict[str, list[str]] = {name: [] for name in declared.edges}
    inverses: dict[str, str] = {}
    for name, edge in declared.edges.items():
        _type_name(("edges", name), complaints, declared.nodes)
        _inverse(name, edge, declared, inverses, complaints)
        for other in edge.contradicts:
            if other in declared.edges:
                mutual[name].append(other)
                mutual[other].append(name)
    for name, edge in declared.edges.items():
        _others(name, "contradicts", edge.contradicts, declared, inverses, complaints)
        _others(name, "closes", edge.closes, declared, inverses, complaints)
    return {
        name: _edge(name, edge, declared, frame, types, mutual[name], complaints)
        for name, edge in declared.edges.items()
    }


def _inverse(
    name: str,
    edge: EdgeTypeDeclaration,
    declared: SchemaDeclaration,
    inverses: dict[str, str],
    complaints: Complaints,
) -> None:
    inverse, path = edge.inverse, ("edges", name, "inverse")
    if inverse is None:
        return
    message = ""
    if edge.symmetric:
        message = f"{name} is symmetric and thereby its own inverse."
    elif inverse in RESERVED_TYPES:
        message = f"{inverse} is built in and no inverse of {name}."
    elif inverse in declared.edges or inverse in declared.nodes:
        kind = "an edge type" if inverse in declared.edges else "a node type"
        message = f"{inverse} is {kind} already and cannot be the inverse of {name}."
    elif inverse in inverses:
        message = f"{inverse} is the inverse of {inverses[inverse]} already."
    if message:
        complaints.value(path, Code.INVERSE, message)
    else:
        inverses[inverse] = name


def _others(
    name: str,
    key: str,
    others: list[str],
    declared: SchemaDeclaration,
    inverses: Mapping[str, str],
    complaints: Complaints,
) -> None:
    """Check the edge types that one contradicts or closes."""
    path: Path = ("edges", name, key)
    _named_once(others, path, complaints)
    for index, other in enumerate(others):
        if other == name and key == "contradicts":
            message = f"{name} contradicts itself: claims of both polarities do so anyhow."
            complaints.value((*path, index), Code.REPEATED, message)
        if other in declared.edges:
            continue
        message = f'{name} {key} "{other}", which is no edge type.'
        hint = did_you_mean(other, list(declared.edges))
        if other in inverses:
            hint = f"It is the inverse of {inverses[other]}: name that."
        because = [("edges", other)]
        complaints.value((*path, index), Code.UNKNOWN_NAME, message, hint, because)


def _edge(
    name: str,
    edge: EdgeTypeDeclaration,
    declared: SchemaDeclaration,
    frame: Schema,
    types: Mapping[str, ValueType],
    contradicts: Iterable[str],
    complaints: Complaints,
) -> EdgeType:
    sources, targets = _ends(name, edge, frame, complaints)
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
        properties=_edge_properties(name, edge, types, complaints),
        key=tuple(sorted(set(edge.key))),
        max_sources_per_target=edge.max_sources_per_target,
        max_targets_per_source=edge.max_targets_per_source,
        claims=edge.claims if edge.claims is not None else declared.claims,
        description=edge.description,
        display=_display(edge.display, Display()),
        mappings=dict(edge.mappings),
        was=tuple(edge.was),
        was_reversed=edge.was_reversed,
    )


def _edge_properties(
    name: str,
    edge: EdgeTypeDeclaration,
    types: Mapping[str, ValueType],
    complaints: Complaints,
) -> dict[str, Property]:
    """Resolve the properties; those of the key are required."""
    path: Path = ("edges", name)
    check_names(edge.properties, RESERVED_EDGE_PROPERTIES, path, complaints)
    properties = {}
    for key, value in edge.properties.items():
        place = (*path, "properties", key)
        if key in edge.key and "required" in value.model_fields_set and not value.required:
            message = f"{key} belongs to the key of {name} and is therefore required."
            complaints.value((*place, "required"), Code.CONSTRAINT, message)
        prop = resolve_property(key, value, types, place, complaints)
        properties[key] = replace(prop, required=True) if key in edge.key else prop
    _named_once(edge.key, (*path, "key"), complaints)
    for index, key in enumerate(edge.key):
        if key not in properties:
            message = f'{name} has no property "{key}" for its key.'
            hint = did_you_mean(key, list(properties))
            because = [(*path, "properties", key)]
            complaints.value((*path, "key", index), Code.UNKNOWN_NAME, message, hint, because)
    return properties


def _ends(
    name: str, edge: EdgeTypeDeclaration, frame: Schema, complaints: Complaints
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    path: Path = ("edges", name)
    given = {"source": edge.source, "target": edge.target, "between": edge.between}
    for key, types in given.items():
        if types is not None:
            _end(name, key, types, frame, complaints)
    directed, undirected = ("source", "target"), ("between",)
    wrong, needed = (directed, undirected) if edge.symmetric else (undirected, directed)
    message = f"`between` is for symmetric edge types: add `symmetric: true` to {name}."
    if edge.symmetric:
        message = f"{name} is symmetric: its ends stand under `between`."
        if edge.max_sources_per_target is not None:
            place = (*path, "max_sources_per_target")
            text = f"{name} is symmetric: max_targets_per_source counts its partners."
            complaints.key(place, Code.ENDS, text)
    misplaced = [key for key in wrong if given[key] is not None]
    doubt = [(*path, "symmetric")]
    for key in misplaced:
        complaints.key((*path, key), Code.ENDS, message, because=doubt)
    for key in needed:
        if given[key] is None and not misplaced:
            text = f'{name} needs a "{key}": a list of node types.'
            complaints.key((*path, key), Code.MISSING_KEY, text, because=doubt)
    sources, targets = (edge.between,) * 2 if edge.symmetric else (edge.source, edge.target)
    return tuple(sources or ()), tuple(targets or ())


def _end(name: str, key: str, types: list[str], frame: Schema, complaints: Complaints) -> None:
    path: Path = ("edges", name, key)
    if not types:
        complaints.value(path, Code.ENDS, f"The {key} of {name} names no node type.")
    _named_once(types, path, complaints)
    for index, type_name in enumerate(types):
        if type_name not in frame.nodes and type_name != ROOT:
            message = f'{name} has the {key} "{type_name}", which is no node type.'
            hint = did_you_mean(type_name, list(frame.nodes))
            because = [("nodes", type_name)]
            complaints.value((*path, index), Code.UNKNOWN_NAME, message, hint, because)


def _named_once(names: list[str], path: Path, complaints: Complaints) -> None:
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name in seen:
            message = f"{path[1]} names {name} twice under `{path[-1]}`."
            complaints.value((*path, index), Code.REPEATED, message)
        seen.add(name)
