"""`schema.yaml` → Schema, with every fault at once, each at the word that is wrong."""

from __future__ import annotations

import copy
import re
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from graphkit.errors import DataError, Problem, Severity, did_you_mean
from graphkit.schema.declaration import SchemaDeclaration, declaration_at, keys_of
from graphkit.schema.model import Schema
from graphkit.schema.resolve import Complain, resolve
from graphkit.schema.yamlfile import Yaml, YamlFile, parse_yaml

EMPTY = Schema(name="")
"""Stands in for a schema that could not be read."""


def load_schema(path: str | Path) -> Schema:
    """Read a schema file.

    Args:
        path: The file, usually `schema.yaml`.

    Returns:
        The schema, resolved.

    Raises:
        DataError: With every fault of the file, each at its line and column.
    """
    schema, problems = read_schema(Path(path), str(path))
    if problems:
        raise DataError(problems)
    return schema


def read_schema(path: Path, shown: str) -> tuple[Schema, list[Problem]]:
    """Read a schema file without raising.

    Args:
        path: The file.
        shown: How Problems name it.

    Returns:
        The schema, or `EMPTY` where there are Problems, and the Problems.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        what = "is a folder" if path.is_dir() else (error.strerror or "cannot be read").lower()
        message = f"The schema cannot be read: {what}."
        return EMPTY, [Problem(shown, 1, 1, "GK201", Severity.ERROR, message)]
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        message = "The schema is not UTF-8."
        return EMPTY, [Problem(shown, line, 1, "GK201", Severity.ERROR, message)]
    return parse_schema(text, shown)


def parse_schema(text: str, shown: str = "schema.yaml") -> tuple[Schema, list[Problem]]:
    r"""Read a schema from its text without raising.

    Example:
        >>> _, problems = parse_schema("schema: s\nversion: 1.0.0\nnodes: {}\nedgs: {}")
        >>> print(problems[0])
        schema.yaml:4:1: GK202 error: Unknown key "edgs". Did you mean "edges"?
    """
    source = parse_yaml(text, shown, code="GK201")
    if source.problems:
        return EMPTY, list(source.problems)
    if not isinstance(source.data, dict):
        message = "A schema is a mapping with the keys schema, version, nodes and edges."
        return EMPTY, [Problem(shown, 1, 1, "GK201", Severity.ERROR, message)]
    declared, faults = _declare(copy.deepcopy(source.data))
    problems = {_problem(detail, source) for detail in faults}
    if declared is not None:
        complain = Complain(source, [_path(detail) for detail in faults])
        schema = resolve(declared, complain, shown)
        problems.update(complain.problems)
        if not problems:
            return schema, []
    return EMPTY, sorted(problems)


def _declare(data: dict[str, Yaml]) -> tuple[SchemaDeclaration | None, list[ErrorDetails]]:
    """Read the form; what does not fit is cut out, so that the rest is checked all the same."""
    try:
        return SchemaDeclaration.model_validate(data), []
    except ValidationError as error:
        faults = error.errors(include_url=False)
    for fault in faults:
        _cut(data, _path(fault), missing=fault["type"] == "missing")
    try:
        return SchemaDeclaration.model_validate(data), faults
    except ValidationError:
        return None, faults


def _cut(data: Yaml, path: tuple[str | int, ...], *, missing: bool) -> None:
    """Take the value at a path out of the data, or put a harmless one where it is missing."""
    for part in path[:-1]:
        if isinstance(data, dict):
            data = data.get(str(part))
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return
    harmless: dict[str, Yaml] = {"version": "0.0.0", "nodes": {}, "type": "string", "schema": "?"}
    key = path[-1]
    if isinstance(data, dict):
        data.pop(str(key), None)
        if key in harmless and (missing or len(path) == 1 or key == "type"):
            data[str(key)] = harmless[str(key)]
    elif isinstance(data, list) and isinstance(key, int) and key < len(data):
        data[key] = "?"


def _path(fault: ErrorDetails) -> tuple[str | int, ...]:
    return tuple(part for part in fault["loc"] if part != "[key]")


def _problem(detail: ErrorDetails, source: YamlFile) -> Problem:
    """Turn one pydantic error into a Problem at its word."""
    path = _path(detail)
    kind = detail["type"]
    file, word = source.file, str(path[-1]) if path else ""

    def at(place: tuple[int, int], code: str, message: str, hint: str = "") -> Problem:
        return Problem(file, *place, code, Severity.ERROR, message, hint)

    if kind == "extra_forbidden":
        form = declaration_at(path[:-1])
        hint = did_you_mean(word, keys_of(form)) if form is not None else ""
        return at(source.key_place(path), "GK202", f'Unknown key "{word}".', hint)
    if kind == "missing":
        return at(source.key_place(path[:-1]), "GK203", f'The key "{word}" is missing.')
    if detail["loc"] and detail["loc"][-1] == "[key]":
        message = f'"{word}" is no name: a letter first, then letters, digits and "_".'
        return at(source.key_place(path), "GK205", message)
    place = source.place(path)
    if kind == "literal_error":
        expected = re.findall("'([^']+)'", str(detail["ctx"]["expected"]))
        given = detail["input"]
        message = f'"{word}" is {", ".join(expected[:-1])} or {expected[-1]}, but found "{given}".'
        hint = did_you_mean(str(given), expected)
        return at(place, "GK204", message, hint if hint.startswith("Did") else "")
    if kind == "string_pattern_mismatch":
        return at(place, "GK205", _pattern_message(word, str(detail["input"])))
    found = _kind_of(detail["input"])
    wanted = _WANTED.get(kind, detail["msg"][0].lower() + detail["msg"][1:])
    name = word if not word.isdigit() else f"{path[-2]}[{word}]"
    hint = f"Write [{detail['input']}]." if kind == "list_type" and found == "a word" else ""
    return at(place, "GK204", f'"{name}" must be {wanted}, but is {found}.', hint)


_WANTED = {
    "string_type": "a text",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "string_too_short": "a text of at least one character",
    "greater_than_equal": "at least 1",
}


def _pattern_message(word: str, given: str) -> str:
    if word == "version":
        return f'The version "{given}" is not of the form 1.0.0.'
    if word == "color":
        return f'The color "{given}" is not of the form #RRGGBB.'
    return f'"{given}" is no name: a letter first, then letters, digits and "_".'


def _kind_of(value: object) -> str:
    match value:
        case None:
            return "empty"
        case bool():
            return "true or false"
        case int() | float():
            return f"the number {value}"
        case str():
            return "a word" if value else "empty"
        case list():
            return "a list"
        case _:
            return "a mapping"
