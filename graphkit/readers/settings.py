"""`dataset.yaml`: what a dataset is called, and where its schema is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from graphkit.errors import Problem, did_you_mean
from graphkit.readers.codes import Code
from graphkit.readers.findings import error, shown
from graphkit.readers.source import TextFile
from graphkit.readers.written import Written
from graphkit.schema.yamlfile import Path, Place, Yaml, YamlFile, parse_yaml

KEYS = ("name", "title", "license", "namespace", "schema", "columns", "redact", "holds")
"""What `dataset.yaml` may say."""

_NAME = re.compile(r"[a-z0-9-]+")
_NAMESPACE = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")


@dataclass(frozen=True)
class Settings:
    """What `dataset.yaml` says.

    Attributes:
        name: The dataset's name; empty where a Problem says that it has none.
        title: A title for people; may be empty.
        license: The license of the data; may be empty.
        namespace: What stands, with a colon, before every id outside of the dataset's own files;
            may be empty.
        namespace_place: Line and column of the namespace; None where there is none.
        schema: Path of the schema, from the dataset's folder.
        schema_place: Line and column of that path; None where it is the default.
        columns: Our column name for foreign headers.
        redact: Line and column of the id of each node whose names are withheld.
        holds: Path of the file that says what the folder, a quarantine, holds back; empty for
            any other.
    """

    name: str = ""
    title: str = ""
    license: str = ""
    namespace: str = ""
    namespace_place: Place | None = None
    schema: str = "schema.yaml"
    schema_place: Place | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    redact: Mapping[str, Place] = field(default_factory=dict)
    holds: str = ""


def read_settings(source: TextFile) -> tuple[Settings, list[Problem]]:
    r"""Read `dataset.yaml`.

    Example:
        >>> settings, problems = read_settings(TextFile("dataset.yaml", b"name: Mine\ntitel: x"))
        >>> for problem in sorted(problems):
        ...     print(problem.message, problem.hint)
        "Mine" is not a name for a dataset. Use a-z, 0-9 and -.
        Unknown key "titel". Did you mean "title"?
    """
    problems = source.byte_problems()
    if problems:
        return Settings(), problems
    text = source.data.decode()
    read = parse_yaml(text, source.file, code=Code.SETTINGS_SYNTAX.value)
    reading = _Reading(read, Written(read, text), list(read.problems))
    if read.data is None and reading.problems:
        return Settings(), reading.problems
    return reading.settings(), reading.problems


@dataclass(frozen=True)
class _Reading:
    read: YamlFile
    written: Written
    problems: list[Problem]

    def settings(self) -> Settings:
        data = {} if self.read.data is None else self.read.data
        if not isinstance(data, dict):
            self._complain((), Code.SETTINGS_SYNTAX, "dataset.yaml is lines of key: value.")
            return Settings()
        for key in data:
            if key not in KEYS:
                place = self.read.key_place((key,))
                message, hint = f'Unknown key "{shown(key)}".', did_you_mean(key, KEYS)
                self.problems.append(error(self.read.file, place, Code.SETTINGS_KEY, message, hint))
        schema = self._scalar(("schema",), data.get("schema"))
        namespace = self._namespace(data.get("namespace"))
        return Settings(
            name=self._name(data.get("name")),
            title=self._scalar(("title",), data.get("title")) or "",
            license=self._scalar(("license",), data.get("license")) or "",
            namespace=namespace,
            namespace_place=self.read.place(("namespace",)) if namespace else None,
            schema=schema or Settings.schema,
            schema_place=self.read.place(("schema",)) if schema else None,
            columns=self._columns(data.get("columns")),
            redact=self._redact(data.get("redact")),
            holds=self._scalar(("holds",), data.get("holds")) or "",
        )

    def _name(self, value: Yaml) -> str:
        before = len(self.problems)
        name = self._scalar(("name",), value)
        if name is None:
            if len(self.problems) == before:
                message, hint = "A dataset needs a name.", "Write name: … with a-z, 0-9 and -."
                self._complain_of_key(("name",), Code.SETTINGS_VALUE, message, hint)
            return ""
        if _NAME.fullmatch(name) is None:
            message, hint = f'"{shown(name)}" is not a name for a dataset.', "Use a-z, 0-9 and -."
            self._complain(("name",), Code.SETTINGS_VALUE, message, hint)
            return ""
        return name

    def _namespace(self, value: Yaml) -> str:
        namespace = self._scalar(("namespace",), value) or ""
        if namespace and _NAMESPACE.fullmatch(namespace) is None:
            message = f'"{shown(namespace)}" is not a namespace.'
            hint = "Begin with a letter; use A-Z, a-z, 0-9, _, . and -. The colon is not written."
            self._complain(("namespace",), Code.SETTINGS_VALUE, message, hint)
            return ""
        return namespace

    def _columns(self, value: Yaml) -> dict[str, str]:
        if value is None:
            return {}
        if not isinstance(value, dict):
            message = "columns says which header stands for which column."
            hint = 'Write lines like ":START_ID": source below it.'
            self._complain(("columns",), Code.SETTINGS_VALUE, message, hint)
            return {}
        columns = {}
        for foreign, ours in value.items():
            before = len(self.problems)
            name = self._scalar(("columns", foreign), ours)
            if name is not None:
                columns[foreign] = name
            elif len(self.problems) == before:
                message = f'"{shown(foreign)}" is given no column.'
                self._complain_of_key(("columns", foreign), Code.SETTINGS_VALUE, message)
        return columns

    def _redact(self, value: Yaml) -> dict[str, Place]:
        if value is None:
            return {}
        if not isinstance(value, list):
            message = "redact is a list of the ids of nodes."
            self._complain(("redact",), Code.SETTINGS_VALUE, message, "Write [id, …].")
            return {}
        ids: dict[str, Place] = {}
        for index, item in enumerate(value):
            path = ("redact", index)
            before = len(self.problems)
            id = self._scalar(path, item)
            if id is None and len(self.problems) == before:
                self._complain(path, Code.SETTINGS_VALUE, "A node has an id.")
            elif id in ids:
                self._complain(path, Code.SETTINGS_VALUE, f'"{shown(id)}" stands here twice.')
            elif id is not None:
                ids[id] = self.read.place(path)
        return ids

    def _scalar(self, path: Path, value: Yaml) -> str | None:
        try:
            scalar = self.written.scalar(path, value)
        except TypeError as fault:
            message = f"{shown(str(path[-1]))} is one text, not a {fault}."
            self._complain(path, Code.SETTINGS_VALUE, message)
            return None
        if scalar is not None and "\0" in scalar:
            self._complain(path, Code.SETTINGS_VALUE, "A NUL character is no text.")
            return None
        return scalar

    def _complain(self, path: Path, code: Code, message: str, hint: str = "") -> None:
        self._add(self.read.place(path), code, message, hint)

    def _complain_of_key(self, path: Path, code: Code, message: str, hint: str = "") -> None:
        # A value that is not there stands, for YAML, wherever the next thing begins.
        self._add(self.read.key_place(path), code, message, hint)

    def _add(self, place: Place, code: Code, message: str, hint: str) -> None:
        self.problems.append(error(self.read.file, place, code, message, hint))
