"""Everything that can go wrong, in one tree.

::

    GraphkitError
    ├── UsageError             the call makes no sense: unknown name, wrong argument
    ├── DataError              the data has errors; carries every Problem
    ├── StoreError             a store failed
    │   ├── StoreUnreachable   no server, wrong address, wrong password, no such database
    │   ├── StoreLocked        another process holds the embedded store
    │   └── QueryError         the store refused or could not run a query
    └── Refused                graphkit will not do it, to protect what is there

A `Problem` is not an exception: it is one thing wrong at one place of a file. Readers and rules
return them; `DataError` carries them where a caller asked for a result that cannot be had.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Final

_MANY: Final = 2_000

MOST: Final = 1000
"""As many Problems of one code are told apart in one file; one more counts the rest."""


class Severity(StrEnum):
    """How much a Problem weighs: an error stops a load, a warning is shown."""

    ERROR = "error"
    WARNING = "warning"


class NamedColumn(int):
    """The number of a column in a table of typed values, with the column's name.

    Parquet files and frames of other libraries have rows and columns in place of lines and
    characters. The column of a Problem in them sorts and compares by its number, and knows its
    name for people.

    Args:
        number: Its 1-based number.
        name: Its name in the file, printable and on one line.

    Example:
        >>> column = NamedColumn(3, "share")
        >>> column, column.name
        (3, 'share')
    """

    name: str

    def __new__(cls, number: int, name: str) -> NamedColumn:
        """Return a number that knows a name."""
        column = super().__new__(cls, number)
        column.name = name
        return column

    def __reduce__(self) -> tuple[type[NamedColumn], tuple[int, str]]:
        """Return what copies are made of."""
        return NamedColumn, (int(self), self.name)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong, at a place.

    Problems sort in file order: by file, line, column and code.

    Attributes:
        file: The file as the user named it, with the dataset's folder in front.
        line: 1-based line of the file itself. Where `column` is a NamedColumn, the 1-based row,
            or 0 for what is wrong with the column as a whole.
        column: 1-based column, in Unicode code points, of the word or cell at fault; in a table
            of typed values, such as Parquet, a NamedColumn.
        code: A stable code such as `GK402`, documented in `docs/problems.md`.
        severity: Whether it stops a load.
        message: What is wrong, in one line.
        hint: The way out, in one line; may be empty.

    Example:
        >>> print(Problem("edges/HOSTS.csv", 14, 9, "GK402", Severity.ERROR, "No.", "Swapped?"))
        edges/HOSTS.csv:14:9: GK402 error: No. Swapped?
        >>> share = NamedColumn(3, "share")
        >>> print(Problem("edges/OWNS.parquet", 7, share, "GK412", Severity.ERROR, "No."))
        edges/OWNS.parquet:row 7:share: GK412 error: No.
    """

    file: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str
    hint: str = ""

    @property
    def is_error(self) -> bool:
        """Whether it stops a load."""
        return self.severity is Severity.ERROR

    @property
    def column_name(self) -> str:
        """The name of the column, where the place is a row and a column of typed values."""
        return self.column.name if isinstance(self.column, NamedColumn) else ""

    @property
    def place(self) -> str:
        """The place for people: `file:line:column`, or `file:row N:name`."""
        if not isinstance(self.column, NamedColumn):
            return f"{self.file}:{self.line}:{self.column}"
        row = f"row {self.line}:" if self.line else ""
        return f"{self.file}:{row}{self.column.name}"

    def __str__(self) -> str:
        text = f"{self.place}: {self.code} {self.severity.value}: {self.message}"
        return f"{text} {self.hint}" if self.hint else text


def unit_of(column: int) -> str:
    """Return what is counted in the place that a column belongs to: "line", or "row".

    Example:
        >>> unit_of(3), unit_of(NamedColumn(3, "share"))
        ('line', 'row')
    """
    return "row" if isinstance(column, NamedColumn) else "line"


def rest(count: int, last: int, unit: str = "line") -> str:
    """Return the message of the Problem that counts those beyond `MOST`.

    Args:
        count: How many they are.
        last: The line of the last of them.
        unit: What that counts, of `unit_of`.

    Example:
        >>> rest(3, 4711)
        'The same is wrong in 3 more places of this file, the last in line 4711.'
    """
    places = "place" if count == 1 else "places"
    return f"The same is wrong in {count} more {places} of this file, the last in {unit} {last}."


class GraphkitError(Exception):
    """The root: whatever graphkit raises on purpose.

    Args:
        message: What went wrong, in one line, with its place.
        hint: What to do about it; may be empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}" if self.hint else self.message


class UsageError(GraphkitError):
    """The call makes no sense as it stands: an unknown name, a wrong argument."""


class DataError(GraphkitError):
    """The data has errors, so there is no result.

    Args:
        problems: Every Problem found, warnings too.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(problems))
        errors = [problem for problem in self.problems if problem.is_error]
        first = f" The first: {errors[0]}" if errors else ""
        noun = "error" if len(errors) == 1 else "errors"
        super().__init__(f"{len(errors)} {noun} in the data.{first}")


class StoreError(GraphkitError):
    """A store could not do what was asked."""


class StoreUnreachable(StoreError):
    """There is no way in: no server, wrong address or password, no such database."""


class StoreLocked(StoreError):
    """Another process holds the embedded store."""


class QueryError(StoreError):
    """A store refused a query or could not run it."""


class Refused(GraphkitError):
    """graphkit will not do this, because something would be lost or overwritten."""


def printable(text: str) -> str:
    r"""Return text on one line, with every character that cannot be seen written as an escape.

    Example:
        >>> print(printable("a\x1b[31m\n"))
        a\x1b[31m\n
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that `word` was most likely meant to be, or None.

    Case, `-` and `_` do not count, nor does a namespace that was left out; otherwise likeness is
    `difflib`'s ratio of at least 0.6. Among thousands of candidates only those of about the same
    length that begin or end alike are compared.

    Example:
        >>> nearest("Organisation", ["Organization", "Person"])
        'Organization'
        >>> nearest("mek", ["iran:mek", "mer"])
        'iran:mek'
        >>> nearest("xyz", ["Organization", "Person"]) is None
        True
    """
    folded: dict[str, str] = {}
    for candidate in candidates:
        folded.setdefault(_fold(candidate), candidate)
    key = _fold(word[:200])
    if key in folded:
        return folded[key]
    for name, candidate in folded.items():
        if name.endswith(f":{key}"):  # a namespace was forgotten
            return candidate
    likely: Iterable[str] = folded
    if len(folded) > _MANY:
        likely = (
            name
            for name in folded
            if abs(len(name) - len(key)) <= 2 and (name[:3] == key[:3] or name[-3:] == key[-3:])
        )
        likely = list(islice(likely, _MANY))
    found = difflib.get_close_matches(key, likely, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def _fold(word: str) -> str:
    return word.casefold().replace("-", "").replace("_", "").replace(" ", "")


def meant(candidate: str | None) -> str:
    r"""Return the hint that names what was meant; none where that is not known.

    Example:
        >>> print(meant("albania\x1b[2J"))
        Did you mean "albania\x1b[2J"?
    """
    return "" if candidate is None else f'Did you mean "{printable(candidate)}"?'


def did_you_mean(word: str, candidates: Sequence[str]) -> str:
    """Return a hint with the nearest candidate, or with all of them where none is near.

    Example:
        >>> did_you_mean("polarty", ["polarity", "time"])
        'Did you mean "polarity"?'
        >>> did_you_mean("zzz", ["polarity", "time"])
        'Known: polarity, time.'
    """
    candidate = nearest(word, candidates)
    if candidate is not None:
        return meant(candidate)
    if not candidates:
        return ""
    shown = printable(", ".join(candidates[:12]))
    return f"Known: {shown}{', …' if len(candidates) > 12 else '.'}"
