"""Holds a schema file against its form, and mends what does not fit so that the rest is checked."""

from __future__ import annotations

import copy
import re
from typing import Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from graphkit.errors import did_you_mean, meant, nearest
from graphkit.schema.codes import Code
from graphkit.schema.complaints import Complaints
from graphkit.schema.declaration import SchemaDeclaration, known_keys
from graphkit.schema.quoting import shown
from graphkit.schema.yamlfile import Path, Yaml, YamlFile

_WANTED: Final = {
    "string_type": "a text",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "string_too_short": "a text of at least one character",
    "greater_than_equal": "at least 1",
    "less_than_equal": "at most 1000000000",
}
_FORMS: Final = {"version": "1.0.0", "color": '"#4E79A7"'}
_HARMLESS: Final[dict[str, Yaml]] = {"schema": "x", "version": "0.0.0", "type": "string"}


def fit(source: YamlFile) -> tuple[SchemaDeclaration, Complaints]:
    """Return what a file declares, as far as it has the form of a schema.

    Args:
        source: The file, a mapping.

    Returns:
        The declaration, with something harmless in place of what does not fit, and the complaints
        about that.
    """
    complaints = Complaints(source, source.unread)
    data = copy.deepcopy(source.data)
    _list_former_names(data)
    try:
        return SchemaDeclaration.model_validate(data), complaints
    except ValidationError as error:
        faults = error.errors(include_url=False)
    bad_names = {fault["input"] for fault in faults if _is_of_key(fault)}
    for fault in faults:
        if fault["type"] == "extra_forbidden":
            _unknown_key(fault["loc"], source, complaints)
    for fault in faults:
        # What refers to a name that is none would say the same once more.
        if _is_of_key(fault) or not _is_bad_name(fault) or fault["input"] not in bad_names:
            _complain(fault, complaints)
    for fault in faults:
        complaints.doubt(_path(fault))
        _mend(data, fault)
    return SchemaDeclaration.model_validate(data), complaints


def _list_former_names(data: Yaml) -> None:
    """Make a list of one former name, as of several."""
    for kind in ("nodes", "edges"):
        types = data.get(kind) if isinstance(data, dict) else None
        for declared in types.values() if isinstance(types, dict) else ():
            if isinstance(declared, dict) and isinstance(declared.get("was"), str):
                declared["was"] = [declared["was"]]


def _is_bad_name(fault: ErrorDetails) -> bool:
    return fault["type"] == "string_pattern_mismatch" and fault["loc"][-1] not in _FORMS


def _is_of_key(fault: ErrorDetails) -> bool:
    return fault["type"] == "string_pattern_mismatch" and fault["loc"][-1] == "[key]"


def _path(fault: ErrorDetails) -> Path:
    return fault["loc"][:-1] if _is_of_key(fault) else fault["loc"]


def _unknown_key(path: Path, source: YamlFile, complaints: Complaints) -> None:
    known, key = known_keys(path[:-1]), str(path[-1])
    complaints.key(path, Code.UNKNOWN_KEY, f"Unknown key {shown(key)}.", did_you_mean(key, known))
    meant = nearest(key, known)
    if meant is not None and (*path[:-1], meant) not in source.keys:
        complaints.doubt((*path[:-1], meant))


def _complain(fault: ErrorDetails, complaints: Complaints) -> None:
    """Report one fault at its word."""
    path, kind, given = _path(fault), fault["type"], fault["input"]
    word = str(path[-1])
    match kind:
        case "extra_forbidden":
            return
        case "missing":
            complaints.key(path, Code.MISSING_KEY, f'The key "{word}" is missing.')
            return
        case "literal_error":
            expected = re.findall("'([^']+)'", str(fault["ctx"]["expected"]))
            known = f"{', '.join(expected[:-1])} or {expected[-1]}"
            message = f'"{word}" must be {known}, but is {_kind_of(given)}.'
            hint = meant(nearest(given, expected)) if isinstance(given, str) else ""
            complaints.value(path, Code.WRONG_VALUE, message, hint)
            return
        case "string_pattern_mismatch" if word in _FORMS and not _is_of_key(fault):
            message = f"The {word} {shown(given)} is not of the form {_FORMS[word]}."
            complaints.value(path, Code.WRONG_VALUE, message)
            return
        case "string_pattern_mismatch":
            message = f"{shown(given)} is no name."
            hint = 'A name has a letter first, then letters, digits and "_", at most 100.'
            report = complaints.key if _is_of_key(fault) else complaints.value
            report(path, Code.BAD_NAME, message, hint)
            return
    name = f"{path[-2]}[{word}]" if isinstance(path[-1], int) else word
    wanted = _WANTED[kind]
    message = f"{shown(name)} must be {wanted}, but is {_kind_of(given)}."
    complaints.value(path, Code.WRONG_VALUE, message, _way_to(wanted, word, given))


def _way_to(wanted: str, word: str, given: object) -> str:
    if word == "version":
        return "Write three numbers: 1.0.0"
    if wanted == "a text" and isinstance(given, bool | int | float):
        return "Write it in quotes."
    if wanted == "a list" and isinstance(given, str) and given:
        return f"Write it in brackets: [{given}]" if len(given) <= 60 else "Write it in brackets."
    if wanted == "a mapping" and given is None:
        return "Write {} where there is nothing to say."
    if wanted == "true or false" and isinstance(given, str):
        return "Write true or false, without quotes."
    return ""


def _kind_of(value: object) -> str:
    match value:
        case None:
            return "empty"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"the number {value}"
        case str():
            return shown(value) if value else "empty"
        case list():
            return "a list"
        case _:
            return "a mapping"


def _mend(data: Yaml, fault: ErrorDetails) -> None:
    """Put something harmless in the place of what does not fit, or take it out."""
    path = _path(fault)
    *around, last = path
    for part in around:
        if not isinstance(data, dict) or part not in data:
            return  # taken out before, as a whole
        data = data[str(part)]
    if isinstance(data, list):
        data[int(last)] = "x"
    elif isinstance(data, dict) and (last in data or fault["type"] == "missing"):
        data.pop(str(last), None)
        harmless = None if _is_of_key(fault) else _harmless(path)
        if harmless is not None:
            data[str(last)] = harmless


def _harmless(path: Path) -> Yaml:
    """Return a value that may stand at a path and has no consequences; None where none need be."""
    match path:
        case ("schema" | "version",) | (_, _, "properties", _, "type"):
            return _HARMLESS[str(path[-1])]
        case ("nodes",) | ("nodes" | "edges", _):
            return {}
        case ("enums", _):
            return []
        case (_, _, "properties", _):
            return {"type": "string"}
        case _:
            return None
