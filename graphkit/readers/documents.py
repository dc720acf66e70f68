"""Documents: front matter between `---` lines, then the text that claims are read from."""

from __future__ import annotations

import hashlib
import re

from graphkit.errors import Problem, did_you_mean
from graphkit.graph.dataset import SourceDocument
from graphkit.readers.codes import Code
from graphkit.readers.findings import error, shown
from graphkit.readers.source import TextFile
from graphkit.readers.written import Written
from graphkit.schema.names import DOCUMENT_FIELDS
from graphkit.schema.yamlfile import YamlFile, parse_yaml, plain_scalar

_REQUIRED = ("id", "title")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_PLAIN = re.compile(r"([a-z]+): +(\w(?:[\w .,;()/_-]|:(?=[\w/]))*?) *")
_HINT = "A document begins with a line ---, its id: and title:, and another line ---."


def read_document(source: TextFile) -> tuple[SourceDocument | None, list[Problem]]:
    r"""Read a document.

    Example:
        >>> source = TextFile("a.md", b"---\nid: a\ntitle: First\n---\n\nIt says so.\n")
        >>> document, problems = read_document(source)
        >>> document.text, document.first_line, document.places["title"], problems
        ('\nIt says so.\n', 5, (3, 8), [])
    """
    problems = source.byte_problems()
    if problems:
        return None, problems
    whole = source.data.decode().replace("\r\n", "\n").replace("\r", "\n")
    found = _FRONT_MATTER.match(whole)
    if found is None:
        opened = re.match(r"---[ \t]*(?:\n|\Z)", whole) is not None
        message = "There is no front matter."
        if opened:
            message = "The front matter that begins here is not ended by a line ---."
        return None, [error(source.file, (1, 1), Code.NO_FRONT_MATTER, message, _HINT)]
    read = _plain_fields(found[1])
    if read is None:
        front = parse_yaml(found[1], source.file, code=Code.FRONT_MATTER_SYNTAX.value, first_line=2)
        problems = list(front.problems)
        if front.data is None and problems:
            return None, problems
        read = _fields(front, found[1], problems)
    fields, places = read
    if "id" not in fields:
        return None, problems
    text = whole[found.end() :]
    document = SourceDocument(
        file=source.file,
        fields=fields,
        places=places,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        first_line=whole.count("\n", 0, found.end()) + 1,
    )
    return document, problems


def _plain_fields(text: str) -> tuple[dict[str, str], dict[str, tuple[int, int]]] | None:
    """Return what `_fields` does of front matter that is but plain words; None for any other.

    Most is, and a parser of all of YAML needs a thousandth of a second for each document.
    """
    fields: dict[str, str] = {}
    places: dict[str, tuple[int, int]] = {}
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 2):
        found = _PLAIN.fullmatch(line)
        if found is None or found[1] not in DOCUMENT_FIELDS or found[1] in fields:
            return None
        if plain_scalar(found[2]) is None:
            return None
        fields[found[1]], places[found[1]] = found[2], (number, found.start(2) + 1)
    return (fields, places) if all(key in fields for key in _REQUIRED) else None


def _fields(
    front: YamlFile, text: str, problems: list[Problem]
) -> tuple[dict[str, str], dict[str, tuple[int, int]]]:
    """Return the front matter's values and their places, adding what is wrong to `problems`."""
    fields: dict[str, str] = {}
    places: dict[str, tuple[int, int]] = {}
    data = {} if front.data is None else front.data
    if not isinstance(data, dict):
        message = "Front matter is lines of the form key: value."
        problems.append(
            error(front.file, front.place(()), Code.FRONT_MATTER_SYNTAX, message, _HINT)
        )
        return fields, places
    written = Written(front, text, first_line=2)
    faulty = set()
    for key, value in data.items():
        if key not in DOCUMENT_FIELDS:
            message = f'Unknown key "{shown(key)}" in front matter.'
            hint = did_you_mean(key, DOCUMENT_FIELDS)
            place = front.key_place((key,))
            problems.append(error(front.file, place, Code.FRONT_MATTER_KEY, message, hint))
            continue
        place = front.place((key,))
        try:
            scalar = written.scalar((key,), value)
        except TypeError as fault:
            message = f"{key} is one text, not a {fault}."
            problems.append(error(front.file, place, Code.FRONT_MATTER_VALUE, message))
            faulty.add(key)
            continue
        if scalar is not None:
            fields[key], places[key] = scalar, place
    for key in _REQUIRED:
        if key not in fields and key not in faulty:
            message = f"A document needs {'an' if key == 'id' else 'a'} {key}."
            place = front.key_place((key,)) if key in data else (1, 1)
            hint = f"Write {key}: … into the front matter."
            problems.append(error(front.file, place, Code.FRONT_MATTER_VALUE, message, hint))
    return fields, places
