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

_MOST_WRAPPED = 2_000  # rows; to wrap so many takes seconds, and nobody reads them on a screen
_WIDEST = 1_000  # columns of text; what is longer moves its own line, and not all others


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
    names = [printable(name) for name in columns]
    cells = [[_shown(value) for value in row] for row in rows]
    is_right = [
        bool(rows) and all(isinstance(row[index], int | float | None) for row in rows)
        for index in range(len(names))
    ]
    if sys.stdout.isatty() and len(cells) <= _MOST_WRAPPED:
        return _wrapped(names, cells, is_right)
    return _in_columns(names, cells, is_right)


def _in_columns(
    names: Sequence[str], cells: Sequence[Sequence[str]], is_right: Sequence[bool]
) -> str:
    """Lay texts out in columns, a line for each row, however wide it is."""
    from rich.cells import cell_len

    laid_out = []
    for index, name in enumerate(names):
        texts = [name, *(row[index] for row in cells)]
        lengths = [len(text) if text.isascii() else cell_len(text) for text in texts]
        width = max((length for length in lengths if length <= _WIDEST), default=0)
        spaces = [" " * (width - length) for length in lengths]
        laid_out.append(
            [
                space + text if is_right[index] else text + space
                for text, space in zip(texts, spaces, strict=True)
            ]
        )
    return "\n".join("  ".join(line).rstrip() for line in zip(*laid_out, strict=True))


def _wrapped(names: Sequence[str], cells: Sequence[Sequence[str]], is_right: Sequence[bool]) -> str:
    """Lay texts out in columns that are no wider than the terminal."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name, right in zip(names, is_right, strict=True):
        table.add_column(Text(name), justify="right" if right else "left", overflow="fold")
    for row in cells:
        table.add_row(*map(Text, row))
    out = io.StringIO()
    width = shutil.get_terminal_size().columns
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
