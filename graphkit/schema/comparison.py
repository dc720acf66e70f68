"""Whether two schemas say the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Final

from graphkit.schema.model import Schema
from graphkit.schema.values import ValueType, shown

_ABSENT: Final = object()


def first_difference(one: Schema, other: Schema) -> str | None:
    """Return what two schemas first differ in; None where they say the same.

    Where they were read from, in which order types and properties stand, and what they were
    called in the version before does not count.

    Returns:
        The path of it, and what the second has in place of what the first has.

    Example:
        >>> first_difference(Schema("s", "1.0.0"), Schema("s", "1.1.0"))
        'version is "1.1.0", not "1.0.0"'
        >>> first_difference(Schema("s", enums={"Sector": ("media",)}), Schema("s"))
        'enums.Sector is missing'
    """
    return next(_differences("", one, other), None)


def _differences(path: str, one: object, other: object) -> Iterator[str]:
    if one is other:
        return
    if one is _ABSENT:
        yield f"{path} is added"
    elif other is _ABSENT:
        yield f"{path} is missing"
    elif isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in dict.fromkeys((*one, *other)):
            below = f"{path}.{shown(str(key))[1:-1]}"
            yield from _differences(below, one.get(key, _ABSENT), other.get(key, _ABSENT))
    elif isinstance(one, ValueType) and isinstance(other, ValueType):
        # the words of an enumeration are compared where they are declared
        if one.name != other.name:
            yield f"{path} is {other.name}, not {one.name}"
    elif is_dataclass(one) and not isinstance(one, type) and type(one) is type(other):
        for field in fields(one):
            # what things were called before is no part of what they are
            if not field.name.startswith("was") and not (
                isinstance(one, Schema) and field.name == "file"
            ):
                below = f"{path}.{field.name}" if path else field.name
                values = getattr(one, field.name), getattr(other, field.name)
                yield from _differences(below, *values)
    elif one != other:
        yield f"{path} is {_told(other)}, not {_told(one)}"


def _told(value: object) -> str:
    match value:
        case None | () | "":
            return "nothing"
        case bool():
            return str(value).lower()
        case str():
            return shown(value)
        case tuple() | frozenset():
            return ", ".join(map(str, value if isinstance(value, tuple) else sorted(value)))
    return str(value)
