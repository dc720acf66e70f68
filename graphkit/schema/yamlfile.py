"""YAML as plain values that know where they stand.

Only mappings, sequences and plain scalars of YAML 1.2's core schema are read. Anchors, aliases
and tags are Problems: nothing in a file may build objects or repeat itself without end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from graphkit.errors import Problem, Severity

if TYPE_CHECKING:
    from ruamel.yaml.nodes import ScalarNode

Yaml: TypeAlias = "bool | int | float | str | list[Yaml] | dict[str, Yaml] | None"
Path: TypeAlias = tuple[str | int, ...]
Place: TypeAlias = tuple[int, int]

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(
    r"[-+]?(?=.*[.eE])(\.[0-9]{1,40}|[0-9]{1,40}(\.[0-9]{0,40})?)([eE][-+]?[0-9]{1,3})?"
)
_DEEPEST = 50


@dataclass(frozen=True)
class YamlFile:
    """A YAML text as plain values, with the place of every key and value.

    Attributes:
        file: The file as Problems name it.
        data: The value of the whole text; None where it is empty or could not be read.
        keys: Line and column of each key, by its path.
        values: Line and column of each value, by its path.
        problems: What is wrong with the text as YAML.
    """

    file: str
    data: Yaml
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def key_place(self, path: Sequence[str | int]) -> Place:
        """Return line and column of a key, or of the nearest thing around it."""
        exact = tuple(path)
        return self.keys[exact] if exact in self.keys else self.place(exact)

    def place(self, path: Sequence[str | int]) -> Place:
        """Return line and column of a value, or of the nearest thing around it."""
        exact = tuple(path)
        while exact and exact not in self.values:
            if exact in self.keys:
                return self.keys[exact]
            exact = exact[:-1]
        return self.values.get(exact, (1, 1))


def parse_yaml(text: str, file: str, *, code: str, first_line: int = 1) -> YamlFile:
    r"""Read a YAML text; whatever is wrong with it is in `problems`, never raised.

    Args:
        text: The YAML text.
        file: The file as Problems shall name it.
        code: The code of the Problems found here.
        first_line: The line of the file on which the text starts.

    Example:
        >>> read = parse_yaml("name: mek\nolder: [1, 2]", "dataset.yaml", code="GK201")
        >>> read.data, read.place(("older", 1))
        ({'name': 'mek', 'older': [1, 2]}, (2, 12))
        >>> print(parse_yaml("a: *x", "f.yaml", code="GK201").problems[0])
        f.yaml:1:4: GK201 error: Not readable as YAML: found undefined alias 'x'.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    reader = YAML(typ="safe", pure=True)
    reader.allow_duplicate_keys = True
    collector = _Collector(file, code, first_line)
    try:
        node = reader.compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark is not None else (0, 0)
        what = " ".join(str(error.problem or error.context or "unreadable").split())
        what = re.sub(r" '[^']{60,}'", "", what)
        collector.complain((first_line + line, column + 1), f"Not readable as YAML: {what}.")
        return YamlFile(file, None, problems=tuple(collector.problems))
    except (YAMLError, ValueError, RecursionError) as error:
        what = "nested too deeply" if isinstance(error, RecursionError) else _first_line(error)
        place = _bad_character_place(text, first_line)
        collector.complain(place, f"Not readable as YAML: {what}.")
        return YamlFile(file, None, problems=tuple(collector.problems))
    data = None if node is None else collector.value(node, (), set())
    return YamlFile(file, data, collector.keys, collector.values, tuple(collector.problems))


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0].rstrip(".") if lines else "unreadable"


def _bad_character_place(text: str, first_line: int) -> Place:
    """Return where the first character stands that YAML does not allow."""
    found = re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    if found is None:
        return first_line, 1
    before = text[: found.start()]
    return first_line + before.count("\n"), found.start() - (before.rfind("\n") + 1) + 1


class _Collector:
    """Walks composed nodes once, gathering values, places and Problems."""

    def __init__(self, file: str, code: str, first_line: int) -> None:
        self.file = file
        self.code = code
        self.first_line = first_line
        self.keys: dict[Path, Place] = {}
        self.values: dict[Path, Place] = {}
        self.problems: list[Problem] = []

    def complain(self, place: Place, message: str) -> None:
        self.problems.append(Problem(self.file, *place, self.code, Severity.ERROR, message))

    def value(self, node: object, path: Path, seen: set[int]) -> Yaml:
        from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

        if not isinstance(node, Node):
            return None
        place = (self.first_line + node.start_mark.line, node.start_mark.column + 1)
        self.values[path] = place
        if id(node) in seen or node.anchor is not None:
            self.complain(place, "Anchors and aliases (& and *) are not read: write the value out.")
            return None
        seen.add(id(node))
        if len(path) > _DEEPEST:
            self.complain(place, f"Nested more than {_DEEPEST} levels deep.")
            return None
        if isinstance(node, ScalarNode):
            return self._scalar(node, place)
        if isinstance(node, SequenceNode):
            items = enumerate(node.value)
            return [self.value(item, (*path, index), seen) for index, item in items]
        result: dict[str, Yaml] = {}
        if isinstance(node, MappingNode):
            for key_node, value_node in node.value:
                self._entry(key_node, value_node, path, result, seen)
        return result

    def _entry(
        self,
        key_node: object,
        value_node: object,
        path: Path,
        result: dict[str, Yaml],
        seen: set[int],
    ) -> None:
        from ruamel.yaml.nodes import Node, ScalarNode

        if not isinstance(key_node, ScalarNode):
            mark = key_node.start_mark if isinstance(key_node, Node) else None
            line, column = (mark.line, mark.column) if mark is not None else (0, 0)
            self.complain((self.first_line + line, column + 1), "A key must be a plain word.")
            return
        key = str(key_node.value)
        place = (self.first_line + key_node.start_mark.line, key_node.start_mark.column + 1)
        if key in result:
            first = self.keys[(*path, key)][0]
            self.complain(place, f'"{key}" stands twice; first in line {first}.')
            return
        self.keys[(*path, key)] = place
        result[key] = self.value(value_node, (*path, key), seen)

    def _scalar(self, node: ScalarNode, place: Place) -> Yaml:
        tag = str(node.tag)
        text = str(node.value)
        known = tag.startswith("tag:yaml.org,2002:") and not tag.endswith((":binary", ":merge"))
        if not known:
            self.complain(place, f"Tags ({tag}) are not read: write the plain value.")
            return None
        if node.style in ("'", '"', "|", ">"):
            return text
        return plain_scalar(text)


def plain_scalar(text: str) -> bool | int | float | str | None:
    """Return what an unquoted YAML 1.2 scalar means; dates stay text.

    Example:
        >>> [plain_scalar(word) for word in ("true", "12", "1.5", "", "~", "no", "2014-01-01")]
        [True, 12, 1.5, None, None, 'no', '2014-01-01']
    """
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE"):
        return True
    if text in ("false", "False", "FALSE"):
        return False
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text
