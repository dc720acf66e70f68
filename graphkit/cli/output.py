"""Rows in the form that is asked for: a table for people, JSON and CSV for programs."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Annotated, Any

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
    is_right = _numeric(columns, rows)
    if sys.stdout.isatty() and len(cells) <= _MOST_WRAPPED:
        return _wrapped(names, cells, is_right)
    return in_columns(names, cells, is_right)


def layout(columns: Sequence[str], rows: Rows) -> Callable[[Rows], str]:
    """Return what lays rows out in columns that are as wide as the names and some rows need.

    The texts that it returns have a line break at their end. Longer values move their own line.

    Args:
        columns: The names of the columns; the first text begins with them.
        rows: The rows that are measured.

    Example:
        >>> lines = layout(["name", "n"], [["a", 10]])
        >>> print(lines([["a", 10]]) + lines([["longer", 2]]), end="")
        name   n
        a     10
        longer   2
    """
    names = [printable(name) for name in columns]
    is_right = _numeric(columns, rows)
    widths = _widths(names, [[_shown(value) for value in row] for row in rows])
    waiting = [names]

    def lines(more: Rows) -> str:
        texts = [*waiting, *([_shown(value) for value in row] for row in more)]
        waiting.clear()
        return "".join(f"{line}\n" for line in _lines(texts, widths, is_right))

    return lines


def _numeric(columns: Sequence[str], rows: Rows) -> list[bool]:
    """Tell of each column whether it holds numbers alone, and so stands to the right."""
    return [
        bool(rows) and all(isinstance(row[index], int | float | None) for row in rows)
        for index in range(len(columns))
    ]


def in_columns(
    names: Sequence[str], cells: Sequence[Sequence[str]], is_right: Sequence[bool]
) -> str:
    """Lay texts out in columns, a line for each row, however wide it is."""
    return "\n".join(_lines([names, *cells], _widths(names, cells), is_right))


def _widths(names: Sequence[str], cells: Sequence[Sequence[str]]) -> list[int]:
    columns = (
        [_width(text) for text in (name, *(row[index] for row in cells))]
        for index, name in enumerate(names)
    )
    return [max((width for width in column if width <= _WIDEST), default=0) for column in columns]


def _width(text: str) -> int:
    from rich.cells import cell_len

    return len(text) if text.isascii() else cell_len(text)


def _lines(
    rows: Sequence[Sequence[str]], widths: Sequence[int], is_right: Sequence[bool]
) -> list[str]:
    columns = list(zip(widths, is_right, strict=True))
    lines = []
    for row in rows:
        cells = []
        for text, (width, right) in zip(row, columns, strict=True):
            space = " " * (width - _width(text))
            cells.append(space + text if right else text + space)
        lines.append("  ".join(cells).rstrip())
    return lines


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
        case {"nodes": [*nodes], "edges": [*edges], **others} if not others and nodes:
            return _path(nodes, edges)
        case dict():
            return printable(json.dumps(value, ensure_ascii=False))
        case _:
            return str(value)


def _path(nodes: Sequence[Any], edges: Sequence[Any]) -> str:
    """Show a path by its nodes and the types of its edges, each in its own direction."""
    shown = [str(nodes[0]["id"])] if isinstance(nodes[0], dict) else []
    for node, following, edge in zip(nodes, nodes[1:], edges, strict=False):
        ends = (edge["source"], edge["target"])
        is_along = ends == (node["id"], following["id"])
        shown.append(f"-{edge['type']}->" if is_along else f"<-{edge['type']}-")
        shown.append(str(following["id"]))
    return printable(" ".join(shown))
