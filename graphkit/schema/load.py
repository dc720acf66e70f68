"""`schema.yaml` → Schema, with every fault at once, each at the word that is wrong."""

from __future__ import annotations

from codecs import BOM_UTF8
from pathlib import Path

from graphkit.errors import DataError, Problem, Severity
from graphkit.schema.codes import Code
from graphkit.schema.form import fit
from graphkit.schema.model import Schema
from graphkit.schema.resolve import resolve
from graphkit.schema.yamlfile import YamlFile, parse_yaml

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
    source = read_source(path, shown)
    return schema_of(source)


def parse_schema(text: str, shown: str = "schema.yaml") -> tuple[Schema, list[Problem]]:
    r"""Read a schema from its text without raising.

    Example:
        >>> _, problems = parse_schema("schema: s\nversion: 1.0.0\nnodes: {}\nedgs: {}")
        >>> print(problems[0])
        schema.yaml:4:1: GK202 error: Unknown key "edgs". Did you mean "edges"?
    """
    return schema_of(parse_yaml(text, shown, code=Code.UNREADABLE.value))


def read_source(path: Path, shown: str) -> YamlFile:
    """Read a schema file as YAML, without asking what it means.

    Args:
        path: The file.
        shown: How Problems name it.
    """
    try:
        if path.exists() and not path.is_file():
            what = "it is a folder" if path.is_dir() else "it is no file"
            return _unreadable(shown, (1, 1), f"The schema cannot be read: {what}.")
        data = path.read_bytes().removeprefix(BOM_UTF8)
        text = data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        return _unreadable(shown, place, "The schema is not UTF-8.", "Save it as UTF-8.")
    except (OSError, ValueError) as error:  # a ValueError for a NUL in the path
        reason = error.strerror if isinstance(error, OSError) else str(error)
        what = (reason or "unknown reason").lower()
        return _unreadable(shown, (1, 1), f"The schema cannot be read: {what}.")
    return parse_yaml(text, shown, code=Code.UNREADABLE.value)


def schema_of(source: YamlFile) -> tuple[Schema, list[Problem]]:
    """Return the schema that a file declares, or `EMPTY`, and every fault in file order."""
    if not isinstance(source.data, dict):
        if source.problems:
            return EMPTY, list(source.problems)
        message = "A schema is a mapping with the keys schema, version, nodes and edges."
        return EMPTY, list(_unreadable(source.file, source.place(()), message).problems)
    declared, complaints = fit(source)
    schema = resolve(declared, complaints, source.file)
    problems = sorted({*source.problems, *complaints.problems})
    return (EMPTY, problems) if problems else (schema, [])


def _unreadable(file: str, place: tuple[int, int], message: str, hint: str = "") -> YamlFile:
    problem = Problem(file, *place, Code.UNREADABLE.value, Severity.ERROR, message, hint)
    return YamlFile(file, None, problems=(problem,))
