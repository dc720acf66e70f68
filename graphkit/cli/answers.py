"""Rows of an answer while they come, in the form that is asked for."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from graphkit.cli.output import Format, formula_cells, layout, render

if TYPE_CHECKING:
    from graphkit.stores.streaming import Batch

SHOWN: Final = 1_000
"""Rows of a table that a terminal shows; the others are counted."""

MEASURED: Final = 2_000
"""Rows whose texts say how wide the columns of a table are that goes into a file."""

Write = Callable[[str], object]
"""Takes a part of a text."""


@dataclass
class Written:
    """What was written of an answer.

    Attributes:
        rows: How many rows came.
        shown: How many of them were written.
        formulas: How many cells of a CSV a spreadsheet would take for formulas.
    """

    rows: int = 0
    shown: int = 0
    formulas: int = 0


def write_rows(
    write: Write,
    columns: Sequence[str],
    batches: Iterable[Batch],
    form: Format,
    most: int | None = None,
) -> Written:
    """Write rows as they come; no more of them are held than a table needs to lay out its columns.

    Args:
        write: Takes the text, part by part.
        columns: The names of the columns.
        batches: The rows.
        form: The form.
        most: How many rows of a table are written; None for all. The others are counted.

    Example:
        >>> parts = []
        >>> write_rows(parts.append, ["a"], [[(1,)], [(None,)]], Format.JSONL)
        Written(rows=2, shown=2, formulas=0)
        >>> print("".join(parts), end="")
        {"a": 1}
        {"a": null}
    """
    written = Written()
    plain = _counted(_plain(batches), written)
    match form:
        case Format.TABLE:
            _write_table(write, columns, plain, written, most)
        case Format.CSV:
            write(_csv([columns]))
            for rows in plain:
                written.formulas += formula_cells(rows)
                write(_csv([[_cell(value) for value in row] for row in rows]))
        case Format.JSON:
            _write_json(write, columns, plain)
        case Format.JSONL:
            for rows in plain:
                records = (dict(zip(columns, row, strict=True)) for row in rows)
                write("".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in records))
    if form is not Format.TABLE:
        written.shown = written.rows
    return written


def _plain(batches: Iterable[Batch]) -> Iterator[list[list[object]]]:
    from graphkit.stores.base import json_value

    for batch in batches:
        yield [[json_value(value) for value in row] for row in batch]


def _counted(
    batches: Iterable[list[list[object]]], written: Written
) -> Iterator[list[list[object]]]:
    for rows in batches:
        written.rows += len(rows)
        yield rows


def _write_json(
    write: Write, columns: Sequence[str], batches: Iterable[list[list[object]]]
) -> None:
    """Write one array, laid out as `json.dumps` does it with an indent of two."""
    is_first = True
    for rows in batches:
        for row in rows:
            record = json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, indent=2)
            inner = record.replace("\n", "\n  ")
            write(f"{'[' if is_first else ','}\n  {inner}")
            is_first = False
    write("[]\n" if is_first else "\n]\n")


def _csv(rows: Iterable[Iterable[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _cell(value: object) -> object:
    if value is None or isinstance(value, int | float | str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _write_table(
    write: Write,
    columns: Sequence[str],
    batches: Iterator[list[list[object]]],
    written: Written,
    most: int | None,
) -> None:
    """Write a table whose columns are as wide as its first rows need."""
    first: list[list[object]] = []
    limit = MEASURED if most is None else most
    for rows in batches:
        first.extend(rows)
        if len(first) >= limit:
            break
    if most is not None:
        written.shown = min(len(first), most)
        write(render(columns, first[:most], Format.TABLE) + "\n")
        for _ in batches:
            pass  # they are counted
        return
    lines = layout(columns, first)
    for rows in chain([first], batches):
        written.shown += len(rows)
        write(lines(rows))
