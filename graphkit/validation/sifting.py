"""Telling the sound rows of a dataset from those to hold back, each for every reason it has.

Errors hold rows back; what hangs on those is held back with them, and the rest is examined again,
until nothing is wrong with it. Rows become fewer each time, so that this ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final, TypeAlias, TypeVar

import numpy as np
import polars as pl

from graphkit.errors import DataError, Problem, Severity
from graphkit.graph.dataset import Dataset, Numbers, Records, Table
from graphkit.graph.graph import Graph
from graphkit.schema.values import shown
from graphkit.validation.check import findings_of, graph_of
from graphkit.validation.construction import draft
from graphkit.validation.draft import Draft
from graphkit.validation.finding import DOCUMENTS, Finding, problems_of
from graphkit.validation.hanging import hanging

AnyGraph = TypeVar("AnyGraph", bound=Graph)

REASONS: Final[Mapping[str, pl.DataType]] = MappingProxyType(
    {
        "file": pl.String(),
        "record": pl.Int64(),
        "line": pl.Int64(),
        "column": pl.String(),
        "code": pl.String(),
        "message": pl.String(),
        "hint": pl.String(),
    }
)
"""The columns of `Sifted.reasons`."""

WHOLE: Final = -1
"""The `record` of a file that is held back as a whole."""

_Reason: TypeAlias = tuple[str, int, int, str, str, str, str]

_FOLDERS: Final = ("nodes", "edges", "documents")
_UNKNOWN: Final = frozenset({"GK308", "GK403", "GK503", "GK508", "GK513", "GK520"})
_PERHAPS: Final = "Perhaps it stands in what could not be read and is held back."


@dataclass(frozen=True)
class Sifted:
    """A dataset taken apart: what is sound, and what is held back.

    Attributes:
        whole: The dataset.
        rest: What is left of it, without errors.
        problems: The Problems of the whole, in file order.
        warnings: Those of the rest.
        reasons: Why each record is held back, in file order, one row a reason: `file` as Problems
            name it; `record`, counted from 0 in the file, -1 for the whole file; `line`, `column`,
            `code`, `message` and `hint` as of a Problem. What hangs on others has no code.
    """

    whole: Dataset
    rest: Dataset
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    reasons: pl.DataFrame

    def __len__(self) -> int:
        """How many records and whole files are held back."""
        return self.reasons.select("file", "record").n_unique()


def sift(dataset: Dataset, graph_type: type[AnyGraph]) -> tuple[Sifted, AnyGraph]:
    """Tell the sound rows of a dataset from those to hold back, and build the graph of the sound.

    Raises:
        DataError: Where something is at fault that cannot be held back: the settings, the schema.
    """
    if not dataset.schema_is_usable:
        raise DataError(dataset.problems)
    sieve = _Sieve(dataset)
    sieve.hold_unread()
    told: list[Problem] = []
    while True:
        drafted = draft(sieve.rest)
        findings = findings_of(drafted)
        problems = sorted({*sieve.rest.problems, *problems_of(findings)})
        told = told or problems
        errors = [finding for finding in findings if finding.severity is Severity.ERROR]
        if not errors and not sieve.waits:
            break
        if not sieve.hold(drafted, errors):
            raise DataError({*told, *problems})
    sifted = Sifted(dataset, sieve.rest, tuple(told), tuple(problems), sieve.reasons())
    return sifted, graph_of(drafted, graph_type)


class _Sieve:
    """Takes rows out of a dataset, and keeps why.

    Attributes:
        rest: What is left of the dataset.
        waits: Whether something is held back that still stands in the rest.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.rest = dataset
        self.waits = False
        self._places = {table.file: _Places(table) for table in dataset.tables}
        self._rows = {table.file: np.arange(table.height) for table in dataset.tables}
        self._whole: set[str] = set()
        self._unread: list[pl.DataFrame] = []
        self._reasons: list[_Reason] = []
        self._hanging: list[pl.DataFrame] = []
        self._is_first = True
        self._can_help = True

    def reasons(self) -> pl.DataFrame:
        """Return why each record is held back, in file order."""
        rows = pl.DataFrame(self._reasons, schema=dict(REASONS), orient="row")
        every = pl.concat([rows, *self._hanging])
        is_whole = pl.col("file").is_in(list(self._whole))
        every = every.with_columns(record=pl.when(is_whole).then(WHOLE).otherwise("record"))
        return every.unique(maintain_order=True).sort("file", "record", "line", maintain_order=True)

    def hold_unread(self) -> None:
        """Hold back what the readers could not read.

        Raises:
            DataError: Where that is nothing that can be held back.
        """
        errors = sorted(problem for problem in self.rest.problems if problem.is_error)
        self.waits = bool(errors)
        documents = {document.file: at for at, document in enumerate(self.rest.documents)}
        for file, group in groupby(errors, lambda problem: problem.file):
            problems = list(group)
            if file in self._places:
                self._hold_unread_records(file, problems)
                continue
            if PurePosixPath(file).parent.name not in _FOLDERS:
                raise DataError(self.rest.problems)
            self._hold_whole(file, problems)
            if file in documents:
                self._unread.append(_rows(DOCUMENTS, [documents[file]]))

    def _hold_unread_records(self, file: str, problems: Sequence[Problem]) -> None:
        """Hold back the records that were left out of a table, or the file for its header."""
        places = self._places[file]
        if places.table.records is None:
            raise DataError(self.rest.problems)
        records = places.record_at([problem.line for problem in problems]).tolist()
        if any(record < 0 for record in records):
            self._hold_whole(file, problems)
            return
        own: set[tuple[int, str]] = set()
        for problem, record in zip(problems, records, strict=True):
            own.add((record, problem.code))
            self._reasons.append(_reason(problem, record))
        read = [record for record in records if record not in places.records.faults]
        at = np.searchsorted(places.record_of_row, read)
        self._unread.append(_rows(self._table(file), at.tolist()))
        last = {problem.code: problem for problem in problems}
        for record, codes in places.records.faults.items():
            for code in codes:
                if (record, code) not in own:
                    problem = last.get(code, problems[-1])
                    self._reasons.append(places.borrowed(problem, record))

    def hold(self, drafted: Draft, errors: Iterable[Finding]) -> bool:
        """Take the rows with errors out of the rest, and what hangs on them.

        Returns:
            Whether there was anything to take out, and no error that is no row's or file's.
        """
        direct = [_rows(0, []), *self._unread]
        for finding in errors:
            direct.append(finding.rows.select("_table", "_row"))
            self._tell(finding)
        for index, table in enumerate(self.rest.tables):
            if table.file in self._whole:
                direct.append(_rows(index, range(table.height)))
        held = pl.concat(direct).unique()
        hangs = hanging(drafted, held)
        self._tell_hanging(hangs)
        before, waited = self.rest, self.waits
        self._take_out(pl.concat([held, hangs.select("_table", "_row")]))
        self._unread, self.waits, self._is_first = [], False, False
        is_less = len(before.tables) > len(self.rest.tables) or not held.is_empty()
        return self._can_help and (waited or is_less)

    def _take_out(self, held: pl.DataFrame) -> None:
        by_table = held.partition_by("_table", as_dict=True)
        tables = []
        for index, table in enumerate(self.rest.tables):
            taken = by_table.get((index,))
            if table.file in self._whole:
                continue
            if taken is None:
                tables.append(table)
                continue
            stays = np.ones(table.height, np.bool_)
            stays[taken["_row"].to_numpy()] = False
            kept = np.flatnonzero(stays)
            self._rows[table.file] = self._rows[table.file][kept]
            if len(kept):
                tables.append(table.keeping(kept))
        gone = by_table.get((DOCUMENTS,))
        rows = set() if gone is None else set(gone["_row"].to_list())
        documents = [document for at, document in enumerate(self.rest.documents) if at not in rows]
        problems = [problem for problem in self.rest.problems if not problem.is_error]
        self.rest = replace(
            self.rest,
            tables=tuple(tables),
            documents=tuple(documents),
            problems=tuple(problems),
        )

    def _hold_whole(self, file: str, problems: Iterable[Problem]) -> None:
        self._whole.add(file)
        self._reasons += [_reason(problem, WHOLE) for problem in problems]

    def _tell(self, finding: Finding) -> None:
        """Keep why the rows of a finding are held back."""
        told: dict[str, list[Problem]] = {}
        for problem in finding.told:
            told.setdefault(problem.file, []).append(self._with_hint(problem))
        rests = {rest.first.file: rest.first for rest in finding.rests}
        for key, rows in finding.rows.partition_by("_table", as_dict=True).items():
            numbers = np.unique(rows["_row"].to_numpy())
            if key[0] == DOCUMENTS:
                for at in numbers.tolist():
                    file = self.rest.documents[at].file
                    self._hold_whole(file, told.pop(file, []) or [_moved(finding.told[0], file)])
                continue
            file = self.rest.tables[int(str(key[0]))].file
            here = told.pop(file, [])
            is_all = len(numbers) == len(self._rows[file])
            is_header = not any(self._places[file].record_at([p.line for p in here]) >= 0)
            if is_all and file not in rests and (len(here) < len(numbers) or is_header):
                self._hold_whole(file, here or [_moved(finding.told[0], file)])
            else:
                common = rests.get(file) or (here or [_moved(finding.told[0], file)])[-1]
                self._tell_records(file, numbers, here, common)
        for file, problems in told.items():
            # a fault of a header, or of a name, where no row stands below it
            self._can_help &= file in self._places
            self._hold_whole(file, problems)

    def _tell_records(
        self, file: str, rows: Numbers, told: Sequence[Problem], common: Problem
    ) -> None:
        places = self._places[file]
        records = places.record_of_row[self._rows[file][rows]]
        waiting = set(records.tolist())
        at = places.record_at([problem.line for problem in told]).tolist()
        for problem, record in zip(told, at, strict=True):
            if record in waiting:
                self._reasons.append(_reason(problem, record))
        for record in sorted(waiting.difference(at)):
            self._reasons.append(places.borrowed(common, record))

    def _with_hint(self, problem: Problem) -> Problem:
        if self._is_first or problem.code not in _UNKNOWN:
            return problem
        return replace(problem, hint=_PERHAPS)

    def _tell_hanging(self, hangs: pl.DataFrame) -> None:
        """Keep on what each row hangs."""
        if hangs.is_empty():
            return
        files, records, lines = self._places_of(hangs["_table"], hangs["_row"])
        others, _, places = self._places_of(hangs["_on_table"], hangs["_on_row"])
        messages = [
            f"Held back, as the {kind} {shown(name)} is ({other}:{line})."
            for kind, name, other, line in zip(
                hangs["kind"], hangs["name"], others, places, strict=True
            )
        ]
        rows = pl.DataFrame({"file": files, "record": records, "line": lines, "message": messages})
        ready = rows.with_columns(column=pl.lit("1"), code=pl.lit(""), hint=pl.lit(""))
        self._hanging.append(ready.select(list(REASONS)))
        named = {document.file for document in self.rest.documents}
        self._whole |= named.intersection(files)

    def _places_of(
        self, tables: pl.Series, rows: pl.Series
    ) -> tuple[list[str], list[int], list[int]]:
        """Return file, record and line of rows of the rest."""
        origins = pl.DataFrame({"_table": tables, "_row": rows}).with_row_index("_at")
        files, records, lines = [""] * len(rows), [WHOLE] * len(rows), [1] * len(rows)
        for key, group in origins.partition_by("_table", as_dict=True).items():
            at, numbers = group["_at"].to_list(), group["_row"].to_numpy()
            if key[0] == DOCUMENTS:
                for index, number in zip(at, numbers.tolist(), strict=True):
                    files[index] = self.rest.documents[number].file
                continue
            file = self.rest.tables[int(str(key[0]))].file
            places = self._places[file]
            found = places.record_of_row[self._rows[file][numbers]]
            for index, record, line in zip(
                at, found.tolist(), places.lines[found].tolist(), strict=True
            ):
                files[index], records[index], lines[index] = file, record, line
        return files, records, lines

    def _table(self, file: str) -> int:
        return next(at for at, table in enumerate(self.rest.tables) if table.file == file)


class _Places:
    """Where the records of a table stand, computed when it is first asked for."""

    def __init__(self, table: Table) -> None:
        self.table = table

    @cached_property
    def records(self) -> Records:
        """The table's records as they came in."""
        if self.table.records is None:
            message = f"{self.table.file} has no records"
            raise TypeError(message)
        return self.table.records()

    @cached_property
    def record_of_row(self) -> Numbers:
        """The record of each row of the whole table."""
        if self.table.records is None:
            return np.arange(self.table.height)
        return np.flatnonzero(self.records.rows >= 0)

    @cached_property
    def lines(self) -> Numbers:
        """The first line of each record."""
        if self.table.records is None:
            rows = range(self.table.height)
            return np.array([self.table.locate(row, "")[0] for row in rows], np.int64)
        return self.records.lines

    def record_at(self, lines: Sequence[int]) -> Numbers:
        """Return the record that each of some lines belongs to; -1 for those of the header."""
        found: Numbers = np.searchsorted(self.lines, np.array(lines, np.int64), "right") - 1
        return found

    def borrowed(self, problem: Problem, record: int) -> _Reason:
        """Return as the reason for a record what a Problem says of another."""
        return (
            self.table.file, record, int(self.lines[record]), "1",
            problem.code, problem.message, problem.hint,
        )  # fmt: skip


def _reason(problem: Problem, record: int) -> _Reason:
    column = problem.column_name or str(problem.column)
    return (
        problem.file, record, problem.line, column,
        problem.code, problem.message, problem.hint,
    )  # fmt: skip


def _moved(problem: Problem, file: str) -> Problem:
    return replace(problem, file=file, line=1, column=1)


def _rows(table: int, rows: Iterable[int]) -> pl.DataFrame:
    columns = {"_row": list(rows)}
    frame = pl.DataFrame(columns, schema={"_row": pl.Int64})
    return frame.select(pl.lit(table, pl.Int32).alias("_table"), "_row")
