"""Data as Parquet, whose columns have types of their own: lists are lists, days are days.

Two things are mended by the Cypher that runs afterwards. Lists of days and of moments are written
as lists of texts, since the importer of Neo4j 5.26 drops them in silence; and every importer takes
an empty text for none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from graphkit.exports.neo4j_admin.tables import TableFiles, Told, header_of
from graphkit.exports.texts import inner_type, text_of
from graphkit.propertygraph.groups import SOURCE, TARGET, NodeGroup
from graphkit.propertygraph.marks import DATASETS, HASH, SAID, marked

_DELIMITER: Final = "\x1f"
"""What stands between the items of a list that is a text; marks are one item each."""


@dataclass(frozen=True)
class ParquetData:
    """How a graph's tables are written as Parquet.

    Attributes:
        dataset: The name of the dataset.
    """

    dataset: str

    def options(self, told: Sequence[Told]) -> list[str]:
        """Return what the importer has to be told of the files."""
        return ["--input-type=parquet", f"--array-delimiter=U+{ord(_DELIMITER):04X}"]

    def files(self, table: TableFiles) -> list[str]:
        """Return the names of a table's files."""
        return table.parts

    def write_header(self, folder: Path, table: TableFiles) -> None:
        """Write nothing: each file names its columns."""

    def write_part(self, folder: Path, table: TableFiles, at: int, told: Told) -> int:
        """Write one file; return how many rows it is made of."""
        part = table.part(at)
        (group,) = part.parts(part.rows.height)
        frame = marked(group)
        for name in (*table.columns, *table.fixed):
            if (function := _function(frame[name].dtype)) is not None:
                told.texts[name] = function
            if frame.schema[name] == pl.String and (frame[name] == "").any():
                told.empty[name] = "''"
        ends = () if isinstance(group, NodeGroup) else (SOURCE, TARGET)
        cells = frame.select(
            pl.lit(self.dataset).alias(DATASETS),
            *ends,
            *(_cell(frame[column]) for column in table.columns),
            HASH,
            *([] if table.says_alike else [SAID]),
            *(_cell(frame[column]) for column in table.fixed),
            *([SAID] if table.says_alike else []),
        )
        cells.columns = header_of(table, as_text=told.texts)
        # The importer reads all, so nobody asks for the least and the greatest of a column.
        cells.write_parquet(folder / table.parts[at], compression="snappy", statistics=False)
        return part.rows.height


def _function(dtype: pl.DataType) -> str | None:
    """Return what makes of a text the items of a list, where they are written as text."""
    if not isinstance(dtype, pl.List):
        return None
    inner = inner_type(dtype)
    return "date" if inner == pl.Date else "datetime" if isinstance(inner, pl.Datetime) else None


def _cell(column: pl.Series) -> pl.Expr:
    value, dtype = pl.col(column.name), column.dtype
    if isinstance(dtype, pl.List) and _function(dtype) is not None:
        return value.list.eval(text_of(pl.element(), inner_type(dtype)))
    return value.cast(pl.Int64) if dtype.is_integer() else value
