"""Rows in the form that is asked for: a table for people, JSON and CSV for programs."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer

from graphkit.cli.terminal import printable


class Format(StrEnum):
    """The forms of a result."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


FormatOption = Annotated[Format, typer.Option("--format", help="The form of the result.")]

Rows = Sequence[Sequence[object]]


def render(columns: Sequence[str], rows: Rows, form: Format) -> str:
    """Return rows as text, without a line break at the end.

    Args:
        columns: The names of the columns.
        rows: As many plain values each: None, text, numbers, or lists and mappings of them.
        form: The form.

    Example:
        >>> print(render(["a", "b"], [[1, None]], Format.CSV))
        a,b
        1,
    """
    match form:
        case Format.TABLE:
            return _table(columns, rows)
        case Format.CSV:
            return _csv(columns, rows)
        case Format.JSON:
            return json.dumps(_records(columns, rows), ensure_ascii=False, indent=2)
        case Format.JSONL:
            lines = (json.dumps(row, ensure_ascii=False) for row in _records(columns, rows))
            return "\n".join(lines)


def formula_cells(rows: Rows) -> int:
    """Count the cells of a CSV that a spreadsheet would take for formulas; a number is none.

    Example:
        >>> formula_cells([["=1+1", -1], ["a", "-1"]])
        2
    """
    from graphkit.exports.csv import FORMULA

    cells = (_cell(value) for row in rows for value in row)
    return sum(isinstance(cell, str) and cell.startswith(FORMULA) for cell in cells)


def _records(columns: Sequence[str], rows: Rows) -> list[dict[str, object]]:
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _csv(columns: Sequence[str], rows: Rows) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().rstrip("\n")


def _cell(value: object) -> object:
    if value is None or isinstance(value, int | float | str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _table(columns: Sequence[str], rows: Rows) -> str:
    """Lay rows out in columns; on a terminal long texts are wrapped to its width."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    wide = sys.stdout.isatty()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for index, name in enumerate(columns):
        numeric = all(isinstance(row[index], int | float | None) for row in rows)
        table.add_column(
            Text(printable(name)),
            justify="right" if numeric and rows else "left",
            no_wrap=not wide,
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(Text(_shown(value)) for value in row))
    width = shutil.get_terminal_size().columns if wide else 100_000
    out = io.StringIO()
    Console(file=out, width=width, color_system=None, emoji=False).print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def _shown(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return f"{value:.4g}"
        case str():
            return printable(" ".join(value.split()))
        case list():
            return "; ".join(_shown(item) for item in value)
        case {"id": str(name), "labels": _} | {"id": str(name), "type": _}:
            return printable(name)
        case dict():
            return printable(json.dumps(value, ensure_ascii=False))
        case _:
            return str(value)
