"""Scalars of a YAML text as they are written: an id `007` is not the number 7."""

from __future__ import annotations

import re

from graphkit.schema.yamlfile import Path, Yaml, YamlFile

_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")  # what ends a line for ruamel.yaml
_WORD = re.compile(r"[^\s,}\]]+")


class Written:
    r"""The scalars of a YAML text.

    Args:
        read: The text as read.
        text: The text.
        first_line: The line of the file on which the text starts.

    Example:
        >>> from graphkit.schema.yamlfile import parse_yaml
        >>> text = "id: 007\ntitle:\n"
        >>> written = Written(parse_yaml(text, "a.md", code="GK141"), text)
        >>> written.scalar(("id",), 7), written.scalar(("title",), None)
        ('007', None)
    """

    def __init__(self, read: YamlFile, text: str, first_line: int = 1) -> None:
        self._read = read
        self._lines = _LINE_END.split(text)
        self._first_line = first_line

    def scalar(self, path: Path, value: Yaml) -> str | None:
        """Return the text of a scalar, None where it is null or empty.

        Raises:
            TypeError: If the value is a mapping or a list.
        """
        if isinstance(value, dict | list):
            what = "mapping" if isinstance(value, dict) else "list"
            raise TypeError(what)
        if value is None or isinstance(value, str):
            return value or None
        line, column = self._read.place(path)
        found = _WORD.match(self._lines[line - self._first_line], column - 1)
        return str(value) if found is None else found[0]
