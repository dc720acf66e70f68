"""A schema as it is proposed: its parts, each with what is to be said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphkit.schema.yamltext import Plain


@dataclass(frozen=True)
class Part:
    """A part of a schema.

    Attributes:
        name: Its name.
        says: What it declares, by key.
        remarks: What was seen, a sentence each.
        properties: Its properties.
    """

    name: str
    says: Mapping[str, Plain] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    properties: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A schema as it is proposed.

    Attributes:
        name: The schema's name.
        claims: How claims are stored.
        remarks: What is to be known of the whole, a sentence each.
        enums: The words of each enumeration, under `members`.
        nodes: Node types.
        edges: Edge types.
        columns: The name of each column of a file that is called otherwise.
        types: The name of each type that the data calls otherwise.
    """

    name: str
    claims: str
    remarks: tuple[str, ...]
    enums: tuple[Part, ...]
    nodes: tuple[Part, ...]
    edges: tuple[Part, ...]
    columns: Mapping[str, str]
    types: Mapping[str, str]
