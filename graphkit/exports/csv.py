"""CSV: a dataset folder for people and programs, every value exactly as it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import polars as pl

from graphkit.exports.dataset import write_dataset
from graphkit.exports.report import ExportReport
from graphkit.exports.texts import cell_of
from graphkit.exports.writing import Progress
from graphkit.graph.filters import NO_FILTER, Filter
from graphkit.graph.graph import Graph

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a text begins that a spreadsheet may take for a formula, also where it is quoted."""

WARNING_FILE: Final = "SPREADSHEETS.md"

_WARNING: Final = """\
# Before a spreadsheet opens these files

Some cells begin with =, +, -, @, a tab or a line break. A spreadsheet takes them for formulas and
would run them when it opens the file. They are values of the data and stand here exactly as they
are, since this folder can be read back. So import the files with all columns as text: in Excel by
Data > From Text/CSV > Transform Data, in LibreOffice with column type "Text" and without
"Evaluate formulas".

"""


def write_csv(
    graph: Graph, path: Path, filter: Filter = NO_FILTER, progress: Progress | None = None
) -> ExportReport:
    """Write a graph as a dataset folder of CSV files, which reads back to the same graph.

    Args:
        graph: The graph.
        path: The folder.
        filter: Which claims are written; every claim without one.
        progress: Told how far it is.

    Raises:
        Refused: Where something else is there already.
        UsageError: Where the graph cannot be a dataset, or the folder cannot be written.
    """
    formulas: dict[str, int] = {}

    def write_table(table: pl.DataFrame, file: Path) -> None:
        texts = table.select(_cell(name, dtype) for name, dtype in table.schema.items())
        name = f"{file.parent.name}/{file.name}.csv"
        if count := _formulas(table, texts):
            formulas[name] = count
            (file.parent.parent / WARNING_FILE).write_text(
                _warning(formulas), encoding="utf-8", newline="\n"
            )
        texts.write_csv(file.with_name(f"{file.name}.csv"))

    written = write_dataset(graph, path, filter, write_table, progress)
    return ExportReport(path, written.node_count, written.claim_count, formulas)


def _cell(name: str, dtype: pl.DataType) -> pl.Expr:
    separator = " > " if name == "claimed_by" else "; "
    return cell_of(name, dtype, separator)


def _formulas(table: pl.DataFrame, texts: pl.DataFrame) -> int:
    """Count the cells of texts that a spreadsheet may take for formulas; a number is none."""
    is_text = [
        name
        for name, dtype in table.schema.items()
        if dtype == pl.String or dtype == pl.List(pl.String)
    ]
    counts = texts.select(pl.col(name).str.head(1).is_in(FORMULA).sum() for name in is_text)
    return int(counts.sum_horizontal().sum())


def _warning(formulas: Mapping[str, int]) -> str:
    return _WARNING + "".join(
        f"- {name}: {count:,} cell{'' if count == 1 else 's'}\n"
        for name, count in sorted(formulas.items())
    )
