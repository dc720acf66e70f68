"""The form of `schema.yaml`, key by key; its JSON Schema is generated from here."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
)

NAME = r"^[^\W\d_]\w{0,99}$"

# Editors read `\\w` as ASCII letters only; this says the same of ASCII, and accepts all else.
PORTABLE_NAME = r"^[^\x00-@\[-`{-\x7f][^\x00-/:-@\[-^`{-\x7f]{0,99}$"
_PORTABLE = {NAME: PORTABLE_NAME}

Name = Annotated[str, StringConstraints(pattern=NAME)]
_NAME: TypeAdapter[str] = TypeAdapter(Name)
PropertyTypeName = Annotated[
    str,
    WithJsonSchema(
        {
            "type": "string",
            "examples": ["string", "integer", "float", "boolean", "date", "datetime", "edtf"],
            "description": (
                "string, integer, float, boolean, date, datetime, edtf, url, the name of an "
                "enumeration, or list<…> of one of them."
            ),
        }
    ),
]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$")]
Color = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
Text = Annotated[str, StringConstraints(min_length=1)]
Former = Annotated[
    list[Name],
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": NAME},
                {"type": "array", "items": {"type": "string", "pattern": NAME}},
            ]
        }
    ),
]
"""One former name, or several; `form.fit` makes a list of one."""
FormerProperty = Annotated[
    str, StringConstraints(pattern=r"^([^\W\d_]\w{0,99}\.)?[^\W\d_]\w{0,99}$")
]
Limit = Annotated[int, Field(ge=1, le=1_000_000_000)]
Bound = Annotated[Any, WithJsonSchema({"type": ["integer", "number", "string"]})]


class Declaration(BaseModel):
    """What all parts have in common: no unknown keys, no silent conversion."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class DisplayDeclaration(Declaration):
    """How a type is shown."""

    label: Text | None = Field(
        default=None,
        description="Of a node type: the property that names a node. Of an edge type: the verb "
        "phrase between its ends.",
    )
    color: Color | None = Field(default=None, description="#RRGGBB")
    icon: Text | None = Field(default=None, description="A shape or pictogram.")


class PropertyDeclaration(Declaration):
    """A property of a node type or an edge type."""

    type: PropertyTypeName
    required: bool = Field(default=False, description="Every element must have it.")
    unique: bool = Field(default=False, description="No two elements share a value.")
    min: Bound = Field(default=None, description="Least value.")
    max: Bound = Field(default=None, description="Greatest value.")
    pattern: Text | None = Field(default=None, description="Matched against the whole text.")
    length: Limit | None = Field(default=None, description="Most code points, or most items.")
    was: FormerProperty | None = Field(
        default=None,
        description="Its name in the version before; of what came from an end of the edge, "
        "`source.name` or `target.name`; of what came from an edge, `EDGE_TYPE.name`.",
    )
    description: str = ""


class NodeTypeDeclaration(Declaration):
    """A kind of node."""

    abstract: bool = Field(default=False, description="Never a node's own type.")
    extends: Name | None = Field(default=None, description="The node type it inherits from.")
    description: str = ""
    display: DisplayDeclaration = DisplayDeclaration()
    properties: dict[Name, PropertyDeclaration] = {}
    was: Former = Field(
        default=[],
        description="The types of the version before whose nodes these are; an edge type where "
        "its edges became nodes.",
    )
    was_where: dict[Name, Text] = Field(
        default={}, description="Of those, the nodes that have these values: the type was split."
    )
    mappings: dict[str, str] = Field(default={}, description="Terms of other vocabularies.")


class EdgeTypeDeclaration(Declaration):
    """A kind of edge."""

    description: str = ""
    source: list[Name] | None = Field(default=None, description="Node types at its start.")
    target: list[Name] | None = Field(default=None, description="Node types at its end.")
    symmetric: bool = Field(default=False, description="Both ends are alike; use `between`.")
    between: list[Name] | None = Field(default=None, description="Instead of source and target.")
    temporal: Literal["state", "event", "none"] = Field(
        default="none",
        description="state: holds throughout its time; event: happens within it; none: always.",
    )
    inverse: Name | None = Field(default=None, description="Its name from target to source.")
    contradicts: list[Name] = Field(default=[], description="Edge types it cannot hold with.")
    closes: list[Name] = Field(default=[], description="Edge types that it ends.")
    balance: Literal["positive", "negative", "neutral"] = "neutral"
    properties: dict[Name, PropertyDeclaration] = {}
    key: list[Name] = Field(default=[], description="Properties that belong to its identity.")
    max_sources_per_target: Limit | None = None
    max_targets_per_source: Limit | None = None
    claims: Literal["reified", "inline"] | None = Field(
        default=None, description="How its claims are stored; default: as the schema says."
    )
    display: DisplayDeclaration = DisplayDeclaration()
    was: Former = Field(
        default=[],
        description="The types of the version before whose edges these are; a node type and the "
        "two edge types at it where its nodes became edges.",
    )
    was_reversed: bool = Field(default=False, description="Of those, source and target change.")
    mappings: dict[str, str] = Field(default={}, description="Terms of other vocabularies.")


class SchemaDeclaration(Declaration):
    """A graphkit schema: what nodes, edges and properties a dataset may have."""

    schema_: Text = Field(alias="schema", description="The schema's name.")
    version: Version
    description: str = ""
    claims: Literal["reified", "inline"] = "inline"
    enums: dict[Name, list[Text]] = {}
    was_words: dict[Name, dict[str, Text]] = Field(
        default={},
        description="Of an enumeration: words of the version before, and what they are now.",
    )
    nodes: dict[Name, NodeTypeDeclaration]
    edges: dict[Name, EdgeTypeDeclaration] = {}


def is_name(text: str) -> bool:
    """Tell whether a type, a property or an enumeration may be called so.

    It asks the form itself: what is a letter differs between its patterns and Python's.

    Example:
        >>> is_name("born"), is_name("2nd"), is_name("a b"), is_name("_hash")
        (True, False, False, False)
    """
    try:
        _NAME.validate_python(text)
    except ValidationError:
        return False
    return True


def known_keys(path: tuple[str | int, ...]) -> list[str]:
    """Return the keys that the part of the form at a path of a schema file may have, in order.

    Example:
        >>> known_keys(("nodes", "Person", "display"))
        ['label', 'color', 'icon']
    """
    form: type[Declaration]
    match path:
        case ("nodes", _):
            form = NodeTypeDeclaration
        case ("edges", _):
            form = EdgeTypeDeclaration
        case (_, _, "display"):
            form = DisplayDeclaration
        case (_, _, "properties", _):
            form = PropertyDeclaration
        case _:
            form = SchemaDeclaration
    return [field.alias or name for name, field in form.model_fields.items()]


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of `schema.yaml`, as generated from this module.

    It says what form a file has, for editors; what a name refers to is checked on loading only.
    """
    generated = SchemaDeclaration.model_json_schema(by_alias=True)
    plain: dict[str, Any] = _plain(generated)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **plain,
        "title": "graphkit schema",
    }


def json_schema_text() -> str:
    """Return the JSON Schema as it stands in the package's `schema.json`."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def shipped_json_schema() -> dict[str, Any]:
    """Return the JSON Schema that ships in the package as `graphkit/schema/schema.json`."""
    text = files("graphkit.schema").joinpath("schema.json").read_text(encoding="utf-8")
    shipped: dict[str, Any] = json.loads(text)
    return shipped


def _plain(part: Any, *, names: bool = False) -> Any:
    """Take out generated titles, which only repeat a key, and say names portably."""
    if isinstance(part, list):
        return [_plain(item) for item in part]
    if isinstance(part, dict):
        kept = {
            _PORTABLE.get(key, key): _plain(
                value, names=not names and key in ("properties", "$defs")
            )
            for key, value in part.items()
            if names or key != "title"
        }
        if NAME in part.get("patternProperties", ()):
            kept["additionalProperties"] = False
        return kept
    return _PORTABLE.get(part, part) if isinstance(part, str) else part
