"""What a sound schema could do better: opinions, each a warning at its place.

Each rule is a function that yields advice; `RULES` names them all. To add one, write the function,
give its code a member in `Advice` and a section in `docs/problems/gk2.md`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path as FilePath
from typing import Final, NamedTuple

from graphkit.errors import Problem, Severity
from graphkit.schema.codes import Advice
from graphkit.schema.load import read_source, schema_of
from graphkit.schema.model import EdgeType, NodeType, Schema
from graphkit.schema.names import DOCUMENT
from graphkit.schema.values import Enumeration, ListType
from graphkit.schema.yamlfile import Path, YamlFile


class Advised(NamedTuple):
    """One piece of advice, before it has a place.

    Attributes:
        path: What it is about.
        code: Its code.
        message: What could be better.
        hint: The way there.
    """

    path: Path
    code: Advice
    message: str
    hint: str


Rule = Callable[[Schema, YamlFile], Iterator[Advised]]


def lint(schema: Schema, source: YamlFile) -> list[Problem]:
    r"""Return what a schema could do better, as warnings in file order.

    Args:
        schema: The schema.
        source: The file that it was read from, which has the places.

    Example:
        >>> from graphkit.schema.yamlfile import parse_yaml
        >>> text = "schema: s\nversion: 1.0.0\nenums: {Tone: [loud]}\nnodes: {}"
        >>> source = parse_yaml(text, "schema.yaml", code="GK201")
        >>> schema, _ = schema_of(source)
        >>> print(lint(schema, source)[0])
        schema.yaml:3:9: GK255 warning: No property has the type Tone. Use it or leave it out.
    """
    return sorted(
        Problem(
            source.file,
            *source.key_place(advised.path),
            advised.code.value,
            Severity.WARNING,
            advised.message,
            advised.hint,
        )
        for rule in RULES
        for advised in rule(schema, source)
    )


def lint_file(path: FilePath, shown: str) -> list[Problem]:
    """Return what is wrong with a schema file, or what it could do better where nothing is wrong.

    Args:
        path: The file.
        shown: How Problems name it.
    """
    source = read_source(path, shown)
    schema, problems = schema_of(source)
    return problems or lint(schema, source)


def _descriptions(schema: Schema, _: YamlFile) -> Iterator[Advised]:
    """GK250: a type without a description."""
    hint = "Say in a sentence what it means, and what it does not."
    for section, types in (("nodes", _declared_nodes(schema)), ("edges", schema.edges)):
        for name, declared in types.items():
            if not declared.description.strip():
                message = f"{name} has no description."
                yield Advised((section, name), Advice.NO_DESCRIPTION, message, hint)


def _name_styles(schema: Schema, _: YamlFile) -> Iterator[Advised]:
    """GK251: a name that is not written as others of its kind are."""
    styled: list[tuple[Path, str, str, str]] = []
    for section, names in (("enums", schema.enums), ("nodes", _declared_nodes(schema))):
        for name in names:
            if "_" in name or not name[0].isupper():
                kind = "An enumeration" if section == "enums" else "A node type"
                styled.append(((section, name), kind, "UpperCamelCase", _camel(name)))
    for name, edge in schema.edges.items():
        for key, word in (((), name), (("inverse",), edge.inverse)):
            if word is not None and word != word.upper():
                place = ("edges", name, *key)
                styled.append((place, "An edge type", "UPPER_SNAKE_CASE", _snake(word).upper()))
    for path in _property_paths(schema):
        if path[-1] != str(path[-1]).lower():
            styled.append((path, "A property", "lower_snake_case", _snake(str(path[-1]))))
    for path, kind, style, better in styled:
        message = f"{kind} is written in {style}."
        yield Advised(path, Advice.NAME_STYLE, message, f"Write {better}.")


def _temporal(schema: Schema, source: YamlFile) -> Iterator[Advised]:
    """GK252: an edge type that does not say how it stands in time."""
    for name in schema.edges:
        if ("edges", name, "temporal") not in source.keys:
            message = f"{name} does not say whether it is a state, an event or timeless."
            hint = "Add temporal: state, event or none; none is taken where nothing is said."
            yield Advised(("edges", name), Advice.NO_TEMPORAL, message, hint)


def _contradictions(schema: Schema, source: YamlFile) -> Iterator[Advised]:
    """GK253: edge types said to contradict each other that cannot have the same ends."""
    for name, edge in schema.edges.items():
        for other, path in _items(source, ("edges", name, "contradicts")):
            if not _meet(edge, schema.edges[other]):
                message = f"{name} and {other} never have the same ends to contradict about."
                hint = "Widen the ends, or take it out."
                yield Advised(path, Advice.CANNOT_CONTRADICT, message, hint)


def _closings(schema: Schema, source: YamlFile) -> Iterator[Advised]:
    """GK254: an edge type said to close another that it can never close."""
    for name, edge in schema.edges.items():
        for closed, path in _items(source, ("edges", name, "closes")):
            other, message = schema.edges[closed], ""
            if other is edge:
                message = f"{name} closes itself, so that a later claim would end an earlier one."
            elif not _meet(edge, other):
                message = f"{name} and {closed} never have the same ends to close."
            elif other.temporal == "none":
                message = f"{closed} is timeless and cannot be ended."
            if message:
                hint = "Take it out, or change one of the two."
                yield Advised(path, Advice.CANNOT_CLOSE, message, hint)


def _enumerations(schema: Schema, _: YamlFile) -> Iterator[Advised]:
    """GK255: an enumeration that no property has as its type."""
    types = [
        prop.type
        for owners in (schema.nodes, schema.edges)
        for owner in owners.values()
        for prop in owner.properties.values()
    ]
    scalars = [type_.item if isinstance(type_, ListType) else type_ for type_ in types]
    used = {scalar.name for scalar in scalars if isinstance(scalar, Enumeration)}
    for name in schema.enums:
        if name not in used:
            message = f"No property has the type {name}."
            hint = "Use it or leave it out."
            yield Advised(("enums", name), Advice.UNUSED_ENUMERATION, message, hint)


def _abstract_types(schema: Schema, _: YamlFile) -> Iterator[Advised]:
    """GK256: an abstract type that no node can be of."""
    for name, node in _declared_nodes(schema).items():
        if node.abstract and not schema.below([name]):
            message = f"{name} is abstract, and no type that nodes can have extends it."
            hint = "Let a type extend it, or leave it out."
            yield Advised(("nodes", name), Advice.UNUSED_ABSTRACT, message, hint)


def _isolated(schema: Schema, _: YamlFile) -> Iterator[Advised]:
    """GK257: a node type that no edge can touch."""
    touched = {
        name for edge in schema.edges.values() for name in (*edge.source_types, *edge.target_types)
    }
    for name, node in _declared_nodes(schema).items():
        if not node.abstract and name not in touched:
            message = f"No edge type takes {name} as an end."
            hint = "Name it, or what it extends, as an end, or leave it out."
            yield Advised(("nodes", name), Advice.ISOLATED_NODE_TYPE, message, hint)


def _labels(schema: Schema, _: YamlFile) -> Iterator[Advised]:
    """GK258: a node type whose nodes are shown by their ids."""
    for name, node in _declared_nodes(schema).items():
        if not node.abstract and node.label_property == "id" != node.display.label:
            message = f"Nodes of {name} are shown by their ids: they have no name and no title."
            hint = "Add display: {label: …} with the property that names it, or with id."
            yield Advised(("nodes", name), Advice.NO_LABEL, message, hint)


def _balances(schema: Schema, source: YamlFile) -> Iterator[Advised]:
    """GK259: an edge type without a balance where others have one."""
    missing = [name for name in schema.edges if ("edges", name, "balance") not in source.keys]
    if len(missing) == len(schema.edges):
        return
    for name in missing:
        message = f"{name} has no balance, and other edge types have one."
        hint = "Add balance: positive, negative or neutral; neutral is taken where none is said."
        yield Advised(("edges", name), Advice.NO_BALANCE, message, hint)


def _ends(schema: Schema, source: YamlFile) -> Iterator[Advised]:
    """GK260, GK261: ends that no node can be, and ends that say nothing new."""
    for name in schema.edges:
        for key in ("source", "target", "between"):
            ends = _items(source, ("edges", name, key))
            names = [end for end, _ in ends]
            if names and not schema.below(names):
                message = f"No node can be the {key} of {name}: every type named is abstract."
                hint = "Let a type that is not abstract extend one of them."
                yield Advised(("edges", name, key), Advice.EMPTY_END, message, hint)
            for end, path in ends:
                labels = schema.nodes[end].labels[1:] if end in schema.nodes else ()
                wider = next((label for label in labels if label in names), None)
                if wider is not None:
                    message = f"{end} descends from {wider}, which the {key} of {name} names too."
                    hint = f"Leave out {end}, or {wider} where not every one is meant."
                    yield Advised(path, Advice.REDUNDANT_END, message, hint)


RULES: Final[tuple[Rule, ...]] = (
    _descriptions,
    _name_styles,
    _temporal,
    _contradictions,
    _closings,
    _enumerations,
    _abstract_types,
    _isolated,
    _labels,
    _balances,
    _ends,
)
"""Every rule, in the order in which they are asked."""


def _declared_nodes(schema: Schema) -> dict[str, NodeType]:
    return {name: node for name, node in schema.nodes.items() if name != DOCUMENT}


def _property_paths(schema: Schema) -> Iterator[Path]:
    """Yield where each property is declared; inherited ones stand at the ancestor."""
    for name, node in _declared_nodes(schema).items():
        inherited = schema.nodes[node.extends].properties if node.extends is not None else {}
        for key in node.properties:
            if key not in inherited:
                yield ("nodes", name, "properties", key)
    for name, edge in schema.edges.items():
        for key in edge.properties:
            yield ("edges", name, "properties", key)


def _items(source: YamlFile, path: Path) -> list[tuple[str, Path]]:
    """Return the names in a list of the file, each with its path."""
    data = source.data
    for part in path:
        data = data.get(str(part)) if isinstance(data, dict) else None
    items = data if isinstance(data, list) else ()
    return [(str(item), (*path, index)) for index, item in enumerate(items)]


def _meet(one: EdgeType, other: EdgeType) -> bool:
    """Whether two edges can have the same ends, unordered where either type is symmetric."""
    same = one.source_types & other.source_types and one.target_types & other.target_types
    if one.symmetric or other.symmetric:
        crossed = one.source_types & other.target_types and one.target_types & other.source_types
        return bool(same or crossed)
    return bool(same)


def _words(name: str) -> list[str]:
    parted = re.sub(r"([^\W_A-Z])([A-Z])", r"\1_\2", name)
    return [word for word in parted.split("_") if word]


def _camel(name: str) -> str:
    return "".join(word[0].upper() + word[1:].lower() for word in _words(name))


def _snake(name: str) -> str:
    return "_".join(_words(name)).lower()
