"""What a rule finds: rows with one fault, and Problems for as many as a person can read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias

import polars as pl

from graphkit.errors import MOST, Problem, Severity, rest, unit_of

ORIGIN: dict[str, pl.DataType] = {
    "_table": pl.Int32(),
    "_row": pl.Int64(),
    "_swapped": pl.Boolean(),
}
"""Where a row came from, and whether its ends were swapped, as its type was an inverse name."""

DOCUMENTS = -1
"""The `_table` of rows that come from document files; their `_row` counts the documents."""

Row: TypeAlias = Mapping[str, Any]
Describe: TypeAlias = Callable[[Row], str | tuple[str, str]]
"""Gives the message for a row, or message and hint."""


def always(message: str, hint: str = "") -> Describe:
    """Return what gives the same message and hint for every row."""
    return lambda _: (message, hint)


@dataclass(frozen=True)
class Rest:
    """Rows of one file with one fault, beyond those that are told apart.

    Attributes:
        first: The Problem that stands for all of them, where the first of them stands.
        count: How many they are.
        last_line: The line of the last of them.
    """

    first: Problem
    count: int
    last_line: int


@dataclass(frozen=True)
class Finding:
    """Rows with one fault: all of them, and a Problem for as many as a person can read.

    Attributes:
        severity: Whether the fault stops a load.
        rows: The `ORIGIN` columns of every row at fault; for a fault of a header, or of a file's
            name, all rows of the table. A row may stand more than once.
        told: The Problems of the rows that are told apart, at most `MOST` in one file.
        rests: What counts the other rows of each file.
    """

    severity: Severity
    rows: pl.DataFrame
    told: tuple[Problem, ...]
    rests: tuple[Rest, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The Problems told apart, and one more that counts the rest of each file."""
        return (*self.told, *(found.first for found in self.rests))


def first_of_each_table(rows: pl.DataFrame, most: int = MOST) -> pl.DataFrame:
    """Return the rows that are told apart: the first of each table, all that are documents'."""
    if rows.height <= most:
        return rows
    ordered = rows.sort("_table", "_row", maintain_order=True)
    number = pl.int_range(pl.len()).over("_table")
    return ordered.filter((number < most) | (pl.col("_table") == DOCUMENTS))


def rest_of_each_table(rows: pl.DataFrame, most: int = MOST) -> Iterator[tuple[Row, Row, int]]:
    """Yield the first and the last origin of the rows not told apart, and how many they are."""
    if rows.height <= most:
        return
    origins = rows.select(list(ORIGIN)).filter(pl.col("_table") != DOCUMENTS)
    for of_table in origins.partition_by("_table"):
        if of_table.height > most:
            ordered = of_table.sort("_row", maintain_order=True)
            count = ordered.height - most
            yield ordered.row(most, named=True), ordered.row(-1, named=True), count


def problems_of(findings: Iterable[Finding]) -> list[Problem]:
    """Return the Problems of several findings: distinct, in file order, `MOST` of a code and file.

    Example:
        >>> rows = pl.DataFrame(schema=ORIGIN)
        >>> one = Problem("a.csv", 2, 1, "GK413", Severity.ERROR, "share is missing.")
        >>> other = Problem("a.csv", 9, 1, "GK413", Severity.ERROR, rest(3, 12))
        >>> found = Finding(Severity.ERROR, rows, (one,), (Rest(other, 3, 12),))
        >>> [problem.message[:32] for problem in problems_of([found, found])]
        ['share is missing.', 'The same is wrong in 6 more plac']
    """
    told: set[Problem] = set()
    rests: dict[tuple[object, ...], list[Rest]] = {}
    for finding in findings:
        told.update(finding.told)
        for found in finding.rests:
            rests.setdefault(_kind(found.first), []).append(found)
    problems: list[Problem] = []
    for kind, group in groupby(sorted(told, key=lambda found: (_kind(found), found)), _kind):
        listed = list(group)
        problems += listed[:MOST]
        beyond = [Rest(found, 1, found.line) for found in listed[MOST:]]
        if beyond:
            rests.setdefault(kind, []).extend(beyond)
    for untold in rests.values():
        first = min(found.first for found in untold)
        count, last = sum(found.count for found in untold), max(found.last_line for found in untold)
        message = rest(count, last, unit_of(first.column))
        place = (first.file, first.line, first.column)
        problems.append(Problem(*place, first.code, first.severity, message))
    return sorted(problems)


def _kind(problem: Problem) -> tuple[str, str, str]:
    return (problem.file, problem.code, problem.severity.value)
