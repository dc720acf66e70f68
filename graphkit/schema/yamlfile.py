"""YAML as plain values that know where they stand.

Only mappings, sequences and plain scalars are read: null, true, false, decimal numbers and text, as
in YAML 1.2's core schema. Anchors, aliases and tags are Problems: nothing in a file may build
objects or repeat itself without end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from graphkit.errors import Problem, Severity, printable
from graphkit.schema.quoting import shown

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError, StringMark
    from ruamel.yaml.events import Event, ScalarEvent

Yaml: TypeAlias = "bool | int | float | str | list[Yaml] | dict[str, Yaml] | None"
Path: TypeAlias = tuple[str | int, ...]
Place: TypeAlias = tuple[int, int]

_INTEGER = re.compile(r"[-+]?[0-9]{1,100}")
_FLOAT = re.compile(
    r"[-+]?(?=.*[.eE])(\.[0-9]{1,40}|[0-9]{1,40}(\.[0-9]{0,40})?)([eE][-+]?[0-9]{1,3})?"
)
_DEEPEST: Final = 50
_UNREADABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    r"|\\U(?!000[0-9A-Fa-f]|0010)[0-9A-Fa-f]{8}"
)
_LINE_END = re.compile(r"\r\n|\n|\r")
_SURROGATE = re.compile("[\ud800-\udfff]")
_HINTS: Final = (
    ("character '\\t'", "Indent with spaces, not with tabs."),
    ("that cannot start any token", "Write the text in quotes."),
    ("mapping values are not allowed", 'Write a text with ": " in it in quotes.'),
    ("block end", "Keys of one mapping begin in one column."),
)


@dataclass(frozen=True)
class YamlFile:
    """A YAML text as plain values, with the place of every key and value.

    Attributes:
        file: The file as Problems name it.
        data: The value of the whole text; None where it is empty or could not be read.
        keys: Line and column of each key, by its path.
        values: Line and column of each value, by its path.
        problems: What is wrong with the text as YAML.
        unread: The paths where something was not read, because of one of the problems.
    """

    file: str
    data: Yaml
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    unread: frozenset[Path] = frozenset()

    def key_place(self, path: Sequence[str | int]) -> Place:
        """Return line and column of a key; of the key around it where it is not there."""
        exact = tuple(path)
        while exact and exact not in self.keys:
            if exact in self.values:  # an item of a list
                return self.values[exact]
            exact = exact[:-1]
        return self.keys[exact] if exact else self.place(())

    def place(self, path: Sequence[str | int]) -> Place:
        """Return line and column of a value, or of the nearest thing around it."""
        exact = tuple(path)
        while exact and exact not in self.values:
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
        >>> print(parse_yaml("a: *b", "f.yaml", code="GK201").problems[0])
        f.yaml:1:4: GK201 error: Anchors and aliases (& and *) are not read. Write the value out.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    collector = _Collector(file, text, code, first_line)
    try:
        data = collector.document(YAML(typ="safe", pure=True).parse(text))
    except _TooDeep:
        return YamlFile(file, None, problems=tuple(collector.problems))
    except MarkedYAMLError as error:
        collector.unreadable(error)
        return YamlFile(file, None, problems=tuple(collector.problems))
    except (YAMLError, ValueError, OverflowError):
        # ruamel refuses characters before it knows where they stand, or stumbles over "\UFFFFFFFF".
        collector.bad_character(text)
        return YamlFile(file, None, problems=tuple(collector.problems))
    return YamlFile(
        file,
        data,
        collector.keys,
        collector.values,
        tuple(collector.problems),
        frozenset(collector.unread),
    )


class _TooDeep(Exception):
    """Nothing is read any more: deep nesting would take ruamel.yaml minutes."""


class _Collector:
    """Walks the events of a text once, gathering values, places and Problems."""

    def __init__(self, file: str, text: str, code: str, first_line: int) -> None:
        self.file = file
        # the file's own lines: YAML 1.1 also ended them at U+0085, U+2028 and U+2029
        self.lines = [0, *(found.end() for found in _LINE_END.finditer(text))]
        self.code = code
        self.first_line = first_line
        self.keys: dict[Path, Place] = {}
        self.values: dict[Path, Place] = {}
        self.problems: list[Problem] = []
        self.unread: set[Path] = set()

    def complain(self, place: Place, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.file, *place, self.code, Severity.ERROR, message, hint))

    def unreadable(self, error: MarkedYAMLError) -> None:
        what = printable(" ".join(str(error.problem or error.context or "unreadable").split()))
        mark, opened = error.problem_mark or error.context_mark, error.context_mark
        if opened is not None and ("end of stream" in what or "<stream end>" in what):
            line, column = self.at(opened)
            what = f"what begins in line {line}, column {column}, is not ended"
        place = self.at(mark) if mark is not None else (self.first_line, 1)
        hint = next((hint for part, hint in _HINTS if part in what), "")
        what = re.sub(r" '[^']{60,}'", "", what).rstrip(".")
        self.complain(place, f"Not readable as YAML: {what}.", hint)

    def bad_character(self, text: str) -> None:
        found = _UNREADABLE.search(text)
        place = self.place(len(text) if found is None else found.start())
        what = "" if found is None else f" {printable(found[0])}"
        self.complain(place, f"Not readable as YAML: the character{what} is not allowed.")

    def document(self, events: Iterator[Event]) -> Yaml:
        from ruamel.yaml.events import DocumentStartEvent, StreamEndEvent

        next(events)
        if isinstance(next(events), StreamEndEvent):
            return None
        data = self.value(next(events), events, ())
        for event in events:
            if isinstance(event, DocumentStartEvent):
                message = "A second document begins here, and only one is read."
                self.complain(self.start(event), message)
                break
        return data

    def start(self, event: Event) -> Place:
        return self.at(event.start_mark)

    def at(self, mark: StringMark) -> Place:
        return self.place(int(mark.index))

    def place(self, offset: int) -> Place:
        """Return line and column of a character by its offset in the text."""
        number = bisect_right(self.lines, offset)
        return self.first_line + number - 1, offset - self.lines[number - 1] + 1

    def value(self, event: Event, events: Iterator[Event], path: Path) -> Yaml:
        from ruamel.yaml.events import AliasEvent, ScalarEvent, SequenceStartEvent

        place = self.values[path] = self.start(event)
        if isinstance(event, AliasEvent):
            self.unread.add(path)
            self.decorated(event, place)
            return None
        self.decorated(event, place)
        if isinstance(event, ScalarEvent):
            return self.scalar(event, path)
        if len(path) >= _DEEPEST:
            self.complain(place, f"Nested more than {_DEEPEST} levels deep.")
            raise _TooDeep
        if isinstance(event, SequenceStartEvent):
            return self.sequence(events, path)
        return self.mapping(events, path)

    def decorated(self, event: Event, place: Place) -> None:
        """Complain of an anchor, an alias or a tag; the value beside it is read all the same."""
        if getattr(event, "anchor", None) is not None:
            message = "Anchors and aliases (& and *) are not read."
            self.complain(place, message, "Write the value out.")
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.complain(place, f"Tags are not read, here {shown(str(tag))}.")

    def skip(self, events: Iterator[Event]) -> None:
        """Leave out the rest of a mapping or sequence that was begun."""
        from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent

        depth = 1
        while depth:
            event = next(events)
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            if depth > _DEEPEST:
                self.complain(self.start(event), f"Nested more than {_DEEPEST} levels deep.")
                raise _TooDeep

    def sequence(self, events: Iterator[Event], path: Path) -> Yaml:
        from ruamel.yaml.events import SequenceEndEvent

        items: list[Yaml] = []
        while not isinstance(event := next(events), SequenceEndEvent):
            items.append(self.value(event, events, (*path, len(items))))
        return items

    def mapping(self, events: Iterator[Event], path: Path) -> Yaml:
        from ruamel.yaml.events import MappingEndEvent

        entries: dict[str, Yaml] = {}
        while not isinstance(event := next(events), MappingEndEvent):
            self.entry(event, events, path, entries)
        return entries

    def entry(
        self, event: Event, events: Iterator[Event], path: Path, entries: dict[str, Yaml]
    ) -> None:
        from ruamel.yaml.events import AliasEvent, ScalarEvent

        place = self.start(event)
        if not isinstance(event, ScalarEvent):
            self.complain(place, "A key must be a plain word.")
            if not isinstance(event, AliasEvent):
                self.skip(events)
            self.leave_out(events)
            return
        self.decorated(event, place)
        key = self.text(event)
        if key is None:
            self.leave_out(events)
        elif key in entries:
            line = self.keys[(*path, key)][0]
            self.complain(place, f"{shown(key)} stands twice; first in line {line}.")
            self.unread.add((*path, key))
            self.leave_out(events)
        else:
            self.keys[(*path, key)] = place
            entries[key] = self.value(next(events), events, (*path, key))

    def leave_out(self, events: Iterator[Event]) -> None:
        from ruamel.yaml.events import CollectionStartEvent

        if isinstance(next(events), CollectionStartEvent):
            self.skip(events)

    def scalar(self, event: ScalarEvent, path: Path) -> Yaml:
        text = self.text(event)
        if text is None:
            self.unread.add(path)
            return None
        return text if event.style in ("'", '"', "|", ">") else plain_scalar(text)

    def text(self, event: ScalarEvent) -> str | None:
        """Return a scalar's text, or None where an escape in it stands for no text."""
        text = str(event.value)
        found = _SURROGATE.search(text)
        if found is None:
            return text
        message = f"{printable(found[0])} is half of a surrogate pair and no character."
        self.complain(self.start(event), message)
        return None


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
