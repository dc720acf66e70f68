"""What people write beside a property in a drawing: `STRING | what it means | KEY`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from graphkit.schema.model import Property
from graphkit.schema.values import Enumeration, ListType, ValueType

_TYPES: Final = {
    "string": "string str text varchar char character uuid guid",
    "integer": "integer int long bigint short int32 int64 smallint",
    "float": "float double decimal real number numeric float32 float64",
    "boolean": "boolean bool",
    "date": "date day",
    "datetime": "datetime timestamp zoneddatetime zoned_datetime",
    "edtf": "edtf",
    "url": "url uri",
}
_WORDS: Final = {word: name for name, words in _TYPES.items() for word in words.split()}
_NO_WORD: Final = (
    "localdatetime local_datetime localtime local_time time zonedtime zoned_time duration point "
    "bytes bytearray vector map any json"
)
_AS_TEXT: Final = frozenset(_NO_WORD.split())
"""Types that a schema has no word for; their values are kept as text."""

_LIST: Final = re.compile(r"(?:list|array|set)\s*(?:<(.+)>|\((.+)\)|\[(.+)\])")
_MARKS: Final = {
    "key": "key", "nodekey": "key", "node key": "key", "primary key": "key", "pk": "key",
    "id": "key", "unique": "unique", "required": "required", "mandatory": "required",
    "not null": "required", "exists": "required", "optional": "", "nullable": "",
    "indexed": "", "index": "", "ignore": "ignore",
}  # fmt: skip
_SAMPLES: Final = (
    (re.compile(r"[+-]?[0-9]{1,18}"), "integer"),
    (re.compile(r"[+-]?[0-9]+\.[0-9]+"), "float"),
    (re.compile(r"true|false", re.IGNORECASE), "boolean"),
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), "date"),
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+(Z|[+-][0-9]{2}:?[0-9]{2})"), "datetime"),
    (re.compile(r"(https?|ftp)://\S+"), "url"),
    (re.compile(r"\[.*\]", re.DOTALL), "list<string>"),
)


@dataclass(frozen=True)
class Note:
    """What a text beside a property says.

    Attributes:
        type: The property's type, in the words of a schema.
        description: What it means.
        column: The header it has in tables, where one is named.
        marks: `key`, `unique`, `required`, `ignore`.
        foreign: The type as it was written, where a schema has no word for it.
    """

    type: str = "string"
    description: str = ""
    column: str = ""
    marks: frozenset[str] = frozenset()
    foreign: str = ""


def read_note(text: str) -> Note:
    """Return what a text beside a property says; a text that names no type is a sample value.

    Example:
        >>> read_note("STRING | The full name. | KEY")
        Note(type='string', description='The full name.', column='', marks=frozenset({'key'}), foreign='')
        >>> read_note("pet_name | str").column
        'pet_name'
        >>> read_note("1964-09-02").type
        'date'
    """  # noqa: E501 - a note in full
    parts = [part.strip() for part in text.split("|")]
    first, needed = _required(parts[0])
    type_, rest, column, foreign = read_type(first), parts[1:], "", ""
    if type_ is None and len(parts) > 1 and read_type(_required(parts[1])[0]) is not None:
        column = parts[0].partition(",")[0].strip()
        first, needed = _required(parts[1])
        type_, rest = read_type(first), parts[2:]
    elif type_ is None and _mark(parts[0]) is not None:
        type_, rest = "string", parts
    elif type_ is None:
        sampled = next((word for form, word in _SAMPLES if form.fullmatch(parts[0])), "string")
        return _note(sampled, parts[1:], "", "", needed)
    if type_ == "":
        type_, foreign = "string", first
    return _note(type_ or "string", rest, column, foreign, needed)


def _note(type_: str, rest: list[str], column: str, foreign: str, marks: frozenset[str]) -> Note:
    found = {mark for part in rest if (mark := _mark(part))} | marks
    words = [part for part in rest if part and _mark(part) is None]
    return Note(type_, " | ".join(words), column, frozenset(found), foreign)


def _mark(part: str) -> str | None:
    return _MARKS.get(part.casefold())


def _required(word: str) -> tuple[str, frozenset[str]]:
    """Take from a type what says that it is required: `String!`, `STRING NOT NULL`."""
    bare = re.sub(r"(\s+not\s+null|!)$", "", word, flags=re.IGNORECASE)
    return bare.strip(), frozenset({"required"} if bare != word else ())


def read_type(word: str) -> str | None:
    """Return a type in the words of a schema.

    Args:
        word: The type, as anyone may have written it.

    Returns:
        The type; empty where it is one that a schema has no word for; None where it is no type.

    Example:
        >>> read_type("LIST<STRING NOT NULL>"), read_type("Point"), read_type("Keanu")
        ('list<string>', '', None)
    """
    plain = _required(word.strip().casefold())[0]
    if plain in _WORDS:
        return _WORDS[plain]
    if plain in _AS_TEXT:
        return ""
    if plain in ("list", "array", "stringarray"):
        return "list<string>"
    found = _LIST.fullmatch(plain)
    inner = next(filter(None, found.groups()), "") if found else ""
    if plain.endswith("[]"):
        inner = plain[:-2]
    if plain.startswith("[") and plain.endswith("]"):
        inner = plain[1:-1]
    if len(inner) > 60 or not inner:
        return None
    item = _WORDS.get(_required(inner)[0], "" if _required(inner)[0] in _AS_TEXT else None)
    return f"list<{item}>" if item else item


def write_note(prop: Property, marks: list[str]) -> str:
    """Return the text that says of a property what `read_note` understands again.

    Args:
        prop: The property.
        marks: Of `KEY`, `UNIQUE` and `REQUIRED`, those that are said.

    Example:
        >>> from graphkit.schema.values import StringType
        >>> write_note(Property("name", StringType(), description="In full."), ["KEY"])
        'STRING | In full. | KEY'
    """
    parts = [drawn_type(prop.type).upper(), *([prop.description] if prop.description else [])]
    text = " | ".join([*parts, *marks])
    return (
        text if read_note(text).description == prop.description else " | ".join([parts[0], *marks])
    )


def drawn_type(type_: ValueType) -> str:
    """Return the word for a type where enumerations are not known: those are texts."""
    if isinstance(type_, ListType):
        return f"list<{drawn_type(type_.item)}>"
    return "string" if isinstance(type_, Enumeration) else type_.name
