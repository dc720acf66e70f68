"""From the text of a Cypher file to a saved query: its header, and the parameters it uses.

The header is the comment lines before the query. Those that begin with `description` or `param`
declare; others are comments. Everything wrong is found at once, at its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from graphkit.errors import Problem, Severity, did_you_mean
from graphkit.queries.codes import Code
from graphkit.queries.places import Places
from graphkit.queries.saved import PARAMETER_TYPES, Parameter, SavedQuery, default_value
from graphkit.schema.quoting import shown
from graphkit.schema.values import StringType

_DECLARES: Final = re.compile(r"//[ \t]*(description|param)\b", re.IGNORECASE)
_DESCRIPTION: Final = re.compile(r"//[ \t]*description:[ \t]*(.*?)[ \t]*")
_PARAM: Final = re.compile(
    r"//[ \t]*param[ \t]+([^\W\d]\w*)[ \t]*:[ \t]*([^\s=]+)[ \t]*(?:=[ \t]*(.*?)[ \t]*)?"
)
_LEXEMES: Final = re.compile(
    r"""
    (?P<comment> //[^\n]* | /\*.*?(?:\*/|\Z) )
    | '(?:\\.|[^'\\])*(?:'|\\?\Z)
    | "(?:\\.|[^"\\])*(?:"|\\?\Z)
    | \$(?: (?P<name>\w+) | `(?P<quoted>[^`]+)` )
    | `[^`]*(?:`|\Z)
    | (?P<other>\S)
    """,
    re.DOTALL | re.VERBOSE,
)
_LONGEST: Final = 1 << 18
"""As many bytes has a query that somebody wrote; to take it apart needs many times as many."""

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def parse_query(data: bytes, name: str, file: str) -> tuple[SavedQuery | None, list[Problem]]:
    r"""Return the query that a file holds, and what is wrong with it.

    Args:
        data: The file's bytes, whatever they are.
        name: The query's name.
        file: The file, as Problems name it.

    Returns:
        The query, None where something is wrong that is more than a warning; and the Problems,
        in file order.

    Example:
        >>> text = b'// description: One node.\n// param id: string\nMATCH (n {id: $id}) RETURN n'
        >>> query, problems = parse_query(text, "one", "one.cypher")
        >>> query.description, [str(parameter) for parameter in query.parameters], problems
        ('One node.', ['id: string'], [])
    """
    if len(data) > _LONGEST:
        parsing = _Parsing("", file)
        message = f"The file has {len(data):,} bytes; a query has at most {_LONGEST:,}."
        parsing.error(0, Code.UNREADABLE, message, "Give it values by parameters.")
        return None, parsing.problems
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = _unix(data[: fault.start].decode("utf-8-sig", "replace"))
        byte = data[fault.start]
        parsing = _Parsing(before, file)
        parsing.error(
            len(before), Code.UNREADABLE, f"The byte {byte:#04x} is not UTF-8.", "Save it as UTF-8."
        )
        return None, parsing.problems
    parsing = _Parsing(_unix(text), file)
    query = parsing.query(name)
    return query, sorted(parsing.problems)


def unsaved_query(cypher: str, name: str = "the query") -> SavedQuery:
    """Return a query that was typed and not saved: each of its `$names` is a required text.

    Example:
        >>> query = unsaved_query("MATCH (n {id: $id}) RETURN n.name")
        >>> [str(parameter) for parameter in query.parameters]
        ['id: string']
    """
    used = dict.fromkeys(used for used, _ in _used(cypher))
    return SavedQuery(name, "", tuple(Parameter(each, StringType()) for each in used), cypher)


class _Parsing:
    """One pass over a text, gathering what it declares and what is wrong."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.problems: list[Problem] = []
        self.description: str | None = None
        self.declared: dict[str, tuple[Parameter | None, int]] = {}
        self.places = Places(text)

    def query(self, name: str) -> SavedQuery | None:
        for match in _CONTROL.finditer(self.text):
            message = f"The character {match[0]!a} has no place in a query."
            self.error(match.start(), Code.UNREADABLE, message, "Delete it.")
            break
        for offset, line in _header(self.text):
            self.header_line(offset, line)
        if self.description is None:
            message = "The query has no description."
            hint = "Begin the file with a line: // description: What it answers."
            self.error(0, Code.NO_DESCRIPTION, message, hint)
        if all(match["comment"] for match in _LEXEMES.finditer(self.text)):
            message = "There is no query here."
            self.error(len(self.text), Code.EMPTY, message, "Write it below the header.")
        self.compare()
        if any(problem.is_error for problem in self.problems):
            return None
        parameters = tuple(parameter for parameter, _ in self.declared.values() if parameter)
        return SavedQuery(name, self.description or "", parameters, self.text, self.file)

    def header_line(self, offset: int, line: str) -> None:
        declares = _DECLARES.match(line)
        if declares is None:
            return
        description = _DESCRIPTION.fullmatch(line)
        param = _PARAM.fullmatch(line)
        if description is not None:
            self.describe(offset, description)
        elif param is not None:
            self.declare(offset, param)
        else:
            forms = {
                "description": "// description: What it answers.",
                "param": '// param NAME: TYPE = DEFAULT, such as // param node: string = "mek"',
            }
            word = declares[1].lower()
            message = f"This line of the header does not declare a {word}."
            self.error(offset, Code.HEADER_LINE, message, f"Write {forms[word]}")

    def describe(self, offset: int, match: re.Match[str]) -> None:
        if self.description is not None:
            message = "There is a description already."
            self.error(offset, Code.HEADER_LINE, message, "Write it in one line.")
            return
        self.description = match[1]
        if not match[1]:
            self.error(offset, Code.NO_DESCRIPTION, "The description is empty.")
        elif not match[1].isprintable():
            message = f"The description {shown(match[1])} holds what cannot be printed."
            self.error(offset + match.start(1), Code.HEADER_LINE, message)

    def declare(self, offset: int, match: re.Match[str]) -> None:
        name, word, default = match.groups()
        at_name = offset + match.start(1)
        if name in self.declared:
            self.error(at_name, Code.HEADER_LINE, f'The parameter "{name}" is declared twice.')
            return
        self.declared[name] = (None, at_name)
        value_type = PARAMETER_TYPES.get(word)
        if value_type is None:
            message = f"There is no parameter type {shown(word)}."
            hint = did_you_mean(word, list(PARAMETER_TYPES))
            self.error(offset + match.start(2), Code.UNKNOWN_TYPE, message, hint)
            return
        if default is not None:
            _, fault = default_value(value_type, default)
            if fault:
                message = f'The default of "{name}" is to be a {word}, but {fault}.'
                self.error(offset + match.start(3), Code.DEFAULT, message)
                return
        self.declared[name] = (Parameter(name, value_type, default), at_name)

    def compare(self) -> None:
        """Hold what the header declares against what the query uses."""
        used: dict[str, int] = {}
        for name, offset in _used(self.text):
            used.setdefault(name, offset)
        for name, offset in used.items():
            if name not in self.declared:
                known = [other for other in self.declared if other not in used]
                message = f"The query uses ${name}, which its header does not declare."
                hint = did_you_mean(name, known) or f"Add a line: // param {name}: string"
                self.error(offset, Code.PARAMETER, message, hint)
        for name, (_, offset) in self.declared.items():
            if name not in used:
                message = f'The query does not use its parameter "{name}".'
                self.add(offset, Code.PARAMETER, Severity.WARNING, message)

    def error(self, offset: int, code: Code, message: str, hint: str = "") -> None:
        self.add(offset, code, Severity.ERROR, message, hint)

    def add(
        self, offset: int, code: Code, severity: Severity, message: str, hint: str = ""
    ) -> None:
        place = self.places.of(offset)
        self.problems.append(Problem(self.file, *place, code.value, severity, message, hint))


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _header(text: str) -> Iterator[tuple[int, str]]:
    """Yield the comment lines before the query, each with the offset of its `//`."""
    offset = 0
    for line in text.split("\n"):
        bare = line.strip(" \t")
        if bare.startswith("//"):
            yield offset + line.index("//"), bare
        elif bare:
            return
        offset += len(line) + 1


def _used(text: str) -> Iterator[tuple[str, int]]:
    """Yield the parameters that a query uses, with the offset of each `$`."""
    for match in _LEXEMES.finditer(text):
        name = match["name"] or match["quoted"]
        if name is not None:
            yield name, match.start()
