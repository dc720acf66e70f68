"""What a saved query is, and how its parameters get their values.

Values travel beside a query, never in its text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

import polars as pl

from graphkit.errors import UsageError, did_you_mean
from graphkit.schema.quoting import shown
from graphkit.schema.values import (
    BooleanType,
    DateType,
    FloatType,
    IntegerType,
    ListType,
    StringType,
    ValueType,
)

Value = str | int | float | bool | date | list[str] | None
"""What a parameter can be."""

PARAMETER_TYPES: Final[Mapping[str, ValueType]] = MappingProxyType(
    {
        value_type.name: value_type
        for value_type in (
            StringType(),
            IntegerType(),
            FloatType(),
            BooleanType(),
            DateType(),
            ListType(StringType()),
        )
    }
)


@dataclass(frozen=True)
class Parameter:
    """A parameter of a saved query.

    Attributes:
        name: Its name, without the `$`.
        type: What its values are.
        default: Its value where none is given, as JSON; None where one must be given.

    Example:
        >>> print(Parameter("as_of", DateType(), '"2013-01-01"'), Parameter("n", IntegerType()))
        as_of: date = "2013-01-01" n: integer
    """

    name: str
    type: ValueType
    default: str | None = None

    @property
    def required(self) -> bool:
        """Whether a value must be given."""
        return self.default is None

    def __str__(self) -> str:
        declared = f"{self.name}: {self.type.name}"
        return declared if self.default is None else f"{declared} = {self.default}"


@dataclass(frozen=True)
class SavedQuery:
    """A query with a name.

    Attributes:
        name: Its file's name without suffix.
        description: What it answers, in one line.
        parameters: Its parameters, in the order of its header.
        cypher: Its text, header included, so that lines are those of its file.
        file: The file it was read from, as shown to a person; empty for one that was typed.
    """

    name: str
    description: str
    parameters: tuple[Parameter, ...]
    cypher: str
    file: str = ""


def bind(query: SavedQuery, given: Mapping[str, str]) -> dict[str, Value]:
    """Return a typed value for each parameter of a query.

    Args:
        query: The query.
        given: Texts by parameter name, as a command line has them: days as `2013-01-01`, lists
            as `a; b` or in JSON.

    Raises:
        UsageError: Where a name is unknown, a required one is missing, or a text is not a value
            of its type.

    Example:
        >>> day = Parameter("as_of", DateType())
        >>> query = SavedQuery("hosts", "Who hosts.", (day,), "RETURN $as_of")
        >>> bind(query, {"as_of": "2013-01-01"})
        {'as_of': datetime.date(2013, 1, 1)}
    """
    names = [parameter.name for parameter in query.parameters]
    for name in given:
        if name not in names:
            message = f"{query.name} has no parameter {shown(name)}."
            raise UsageError(message, did_you_mean(name, names) or "It takes none.")
    missing = [p for p in query.parameters if p.required and p.name not in given]
    if missing:
        declared = ", ".join(str(parameter) for parameter in missing)
        message = f"{query.name} needs a value for {declared}."
        raise UsageError(message, f"Give it: --param {missing[0].name}=VALUE.")
    return {p.name: _value(query, p, given.get(p.name)) for p in query.parameters}


def _value(query: SavedQuery, parameter: Parameter, text: str | None) -> Value:
    if text is None:
        value, _ = default_value(parameter.type, parameter.default or "null")
        return value
    value = parsed(parameter.type, text)
    if value is None:
        why = parameter.type.explain(text) if _is_text(text) else f"{shown(text)} is not UTF-8"
        message = f"{parameter.name} of {query.name} takes {_article(parameter.type)}, but {why}."
        raise UsageError(message)
    return value


def parsed(value_type: ValueType, text: str) -> Value:
    """Return the value that a text stands for; None where it stands for none.

    Example:
        >>> parsed(PARAMETER_TYPES["list<string>"], "a; b"), parsed(IntegerType(), "x")
        (['a', 'b'], None)
    """
    if not _is_text(text):
        return None
    value: Value = value_type.parse(pl.Series([text], dtype=pl.String)).to_list()[0]
    return value


def default_value(value_type: ValueType, literal: str) -> tuple[Value, str]:
    """Return the value of a default, and why it is none, which is empty where it is one.

    `null` is a value of every type: the query then does without.

    Args:
        value_type: The parameter's type.
        literal: The default as JSON.

    Example:
        >>> default_value(DateType(), '"2013-01-01"')
        (datetime.date(2013, 1, 1), '')
        >>> default_value(DateType(), "2013-01-01")[1]
        '"2013-01-01" is not JSON: texts and days stand in double quotes'
    """
    try:
        value = json.loads(literal, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return None, f"{shown(literal)} is not JSON: texts and days stand in double quotes"
    if not literal.isprintable():
        return None, f"{shown(literal)} holds what cannot be printed: write it as \\u00ad"
    fault = f"{shown(literal)} is none"
    match value_type, value:
        case _, None:
            return None, ""
        case (IntegerType(), bool()) | (FloatType(), bool()):
            return None, fault
        case (StringType(), str()) | (BooleanType(), bool()):
            sound = value
        case (IntegerType(), int()):
            sound = parsed(value_type, str(value))
        case (FloatType(), int() | float()):
            sound = parsed(value_type, literal)
        case (DateType(), str()):
            sound = parsed(value_type, value)
            fault = value_type.explain(value)
        case (ListType(), list()) if all(isinstance(item, str) for item in value):
            sound = value
        case _:
            return None, fault
    if sound is None or not _all_text(sound):
        return None, fault
    return sound, ""


def _no_constant(word: str) -> Value:
    message = f"{word} is not JSON"
    raise ValueError(message)


def _all_text(value: object) -> bool:
    items: Iterable[object] = value if isinstance(value, list) else [value]
    return all(_is_text(item) for item in items if isinstance(item, str))


def _is_text(text: str) -> bool:
    """Tell whether a text can be written as UTF-8: halves of surrogate pairs cannot."""
    return not any("\ud800" <= char <= "\udfff" for char in text)


def _article(value_type: ValueType) -> str:
    return f"{'an' if value_type.name[0] in 'aeiou' else 'a'} {value_type.name}"
