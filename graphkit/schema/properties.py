"""Properties as declared → properties as they are: their types and what limits their values."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

import polars as pl

from graphkit.errors import did_you_mean
from graphkit.schema.codes import Code
from graphkit.schema.complaints import Complaints
from graphkit.schema.declaration import PropertyDeclaration
from graphkit.schema.model import Number, Property
from graphkit.schema.quoting import shown
from graphkit.schema.values import (
    SCALARS,
    DatetimeType,
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
from graphkit.schema.yamlfile import Path

_LIST = re.compile(r"list<\s*(.+?)\s*>")
_LARGEST = 2**63 - 1


def value_types(enums: Mapping[str, list[str]], complaints: Complaints) -> dict[str, ValueType]:
    """Return the built-in types and the declared enumerations, by name."""
    built_in: dict[str, ValueType] = {scalar.name: scalar for scalar in SCALARS}
    types = dict(built_in)
    for name, members in enums.items():
        path: Path = ("enums", name)
        if name in built_in or name == "list":
            complaints.key(path, Code.BAD_NAME, f'"{name}" is the name of a built-in type.')
            continue
        if not members:
            message = f"The enumeration {name} has no members."
            complaints.value(path, Code.ENUMERATION, message)
        seen: set[str] = set()
        for index, member in enumerate(members):
            _member(member, seen, (*path, index), complaints)
            seen.add(member)
        types[name] = Enumeration(name, tuple(members))
    return types


def _member(member: str, seen: set[str], path: Path, complaints: Complaints) -> None:
    if member in seen:
        complaints.value(path, Code.ENUMERATION, f"{shown(member)} stands twice in {path[1]}.")
    fault = ""
    if ";" in member:
        fault = 'has a ";", which separates the items of a list'
    elif member.startswith("["):
        fault = 'begins with "[", as only a list in JSON does'
    elif member.strip() != member:
        fault = "has spaces around it"
    elif not member.isprintable():
        fault = "has characters that cannot be seen"
    if fault:
        message = f"{shown(member)} cannot be written in every cell: it {fault}."
        complaints.value(path, Code.ENUMERATION, message)


def resolve_property(
    name: str,
    declared: PropertyDeclaration,
    types: Mapping[str, ValueType],
    path: Path,
    complaints: Complaints,
) -> Property:
    """Return a property; what is wrong with it goes to `complaints`.

    Args:
        name: Its name.
        declared: What the file says of it.
        types: The property types by name.
        path: Where it stands.
        complaints: Takes what is wrong.
    """
    value_type = _value_type(declared.type, types, path, complaints)
    scalar = value_type.item if isinstance(value_type, ListType) else value_type
    least = _limit("min", declared.min, scalar, path, complaints)
    greatest = _limit("max", declared.max, scalar, path, complaints)
    if least is not None and greatest is not None and _is_less(greatest, least, scalar):
        _constraint("max", "max is less than min, so that no value fits.", path, complaints)
    is_text = isinstance(scalar, StringType | UrlType | EdtfType)
    if declared.pattern is not None and not is_text:
        message = f"pattern is for texts, not for {value_type.name}."
        _constraint("pattern", message, path, complaints, at_key=True)
    elif declared.pattern is not None:
        _pattern(declared.pattern, path, complaints)
    if declared.length is not None and not (is_text or isinstance(value_type, ListType)):
        message = f"length is for texts and lists, not for {value_type.name}."
        _constraint("length", message, path, complaints, at_key=True)
    if declared.unique and isinstance(value_type, ListType):
        message = "unique is for single values, not for lists."
        _constraint("unique", message, path, complaints, at_key=True)
    return Property(
        name=name,
        type=value_type,
        required=declared.required,
        unique=declared.unique,
        min=least,
        max=greatest,
        pattern=declared.pattern,
        length=declared.length,
        was=declared.was,
        description=declared.description,
    )


def check_names(
    names: Mapping[str, object],
    reserved: Sequence[str],
    path: Path,
    complaints: Complaints,
) -> None:
    """Report the properties whose names graphkit gives itself."""
    for name in names:
        if name in reserved:
            message = f'"{name}" is a name that graphkit gives itself.'
            complaints.key((*path, "properties", name), Code.BAD_NAME, message, "Choose another.")


def _constraint(
    key: str, message: str, path: Path, complaints: Complaints, *, at_key: bool = False
) -> None:
    """Report a constraint at its value, or its key; not where the type itself is in doubt."""
    report = complaints.key if at_key else complaints.value
    report((*path, key), Code.CONSTRAINT, message, because=[(*path, "type")])


def _value_type(
    word: str, types: Mapping[str, ValueType], path: Path, complaints: Complaints
) -> ValueType:
    listed = _LIST.fullmatch(word.strip())
    inner = listed.group(1) if listed else word.strip()
    if inner in types:
        return ListType(types[inner]) if listed else types[inner]
    place, hint = (*path, "type"), did_you_mean(inner, list(types))
    message = f"{shown(inner)} is no property type."
    if listed and inner.startswith("list"):
        message, hint = "A list of lists is no property type.", "Lists hold single values."
    elif inner.lower().startswith(("list", "array", "[")):
        hint = "Write list<string>, with the type of the items in the brackets."
    complaints.value(place, Code.UNKNOWN_NAME, message, hint, because=[("enums", inner)])
    complaints.doubt(place)
    return StringType()


def _limit(
    key: str, given: object, scalar: ValueType, path: Path, complaints: Complaints
) -> Number | str | None:
    """Return min or max as a number, or as text for days and moments."""
    if given is None:
        return None
    if isinstance(scalar, IntegerType | FloatType):
        return _numeric_limit(key, given, scalar, path, complaints)
    if isinstance(scalar, DateType | DatetimeType):
        if isinstance(given, str) and not scalar.parse(pl.Series([given])).null_count():
            return given
        what = scalar.explain(given) if isinstance(given, str) else "it is no text"
        _constraint(key, f"{key} must be a {scalar.name}, but {what}.", path, complaints)
        return None
    message = f"{key} is for numbers, days and moments, not for {scalar.name}."
    _constraint(key, message, path, complaints, at_key=True)
    return None


def _numeric_limit(
    key: str, given: object, scalar: ValueType, path: Path, complaints: Complaints
) -> Number | None:
    message = ""
    if isinstance(given, bool) or not isinstance(given, int | float):
        message = f"{key} must be a number, as the {scalar.name} is."
    elif isinstance(scalar, IntegerType) and not isinstance(given, int):
        message = f"{key} must be a whole number, as the integer is."
    elif abs(given) > _LARGEST if isinstance(given, int) else not math.isfinite(given):
        message = f"{key} is larger than any number that can be kept."
    else:
        return given
    _constraint(key, message, path, complaints)
    return None


def _is_less(left: Number | str, right: Number | str, scalar: ValueType) -> bool:
    if isinstance(left, str) or isinstance(right, str):
        times = scalar.parse(pl.Series([str(left), str(right)])).to_list()
        return bool(times[0] < times[1])
    return left < right


def _pattern(pattern: str, path: Path, complaints: Complaints) -> None:
    # Alone first, for the better message; a cell is held against the second form.
    for expression in (pattern, f"^(?:{pattern})$"):
        try:
            pl.Series([""]).str.contains(expression)
        except pl.exceptions.ComputeError as error:
            found = re.search(r"error: ([^\n]+)\n(?!.*error: )", str(error), re.DOTALL)
            reason = "it cannot be read" if found is None else found[1].rstrip(".")
            message = f"The pattern is no regular expression that can be used: {reason}."
            _constraint("pattern", message, path, complaints)
            return
