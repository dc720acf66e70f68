"""What is written of a graph, table by table: the files of each, their columns and their header."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import polars as pl

from graphkit.errors import UsageError
from graphkit.exports.dataset import file_names
from graphkit.exports.texts import inner_type
from graphkit.propertygraph.groups import NodeGroup
from graphkit.propertygraph.hashing import is_alike
from graphkit.propertygraph.marks import DATASETS, HASHES, OWNED
from graphkit.propertygraph.tables import AnyTable
from graphkit.schema.quoting import shown

ROWS: Final = 500_000
"""What one file is made of, at most: files are written side by side."""

PART: Final = 250_000
"""What is made and written at once."""

_NAME: Final = re.compile(r"\w+")
"""A name that is no more than that in a header, in an option and in a pattern of file names."""

_OF_TYPE: Final = ("edge_type", "temporal")
"""Columns that a table's type alone decides."""

_TYPES: Final = ((pl.Boolean, "boolean"), (pl.Date, "date"), (pl.Datetime, "datetime"))


@dataclass
class Told:
    """What writing a file brought to light.

    Attributes:
        lines: Whether some value has several lines.
        longest: Bytes of the longest value.
        empty: The properties that are an empty list, or an empty text, where it is lost in the
            file, with that value in Cypher.
        blank: By property, the ids of elements whose list has one item, which is empty.
        texts: The properties whose items are written as text, with the Cypher function that reads
            them.
    """

    lines: bool = False
    longest: int = 0
    empty: dict[str, str] = field(default_factory=dict)
    blank: dict[str, list[str]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TableFiles:
    """The files of one table.

    Attributes:
        table: The table.
        stem: Their name, but for a number, from the folder on.
        columns: The properties in them that differ from row to row.
        fixed: The properties in them that all rows have alike.
        suffix: How their names end.
    """

    table: AnyTable
    stem: str
    columns: Sequence[str]
    fixed: Sequence[str]
    suffix: str

    @property
    def says_alike(self) -> bool:
        """Whether all rows say the same properties; an empty list may be said, or may not."""
        return self.table.empty.kind != "link" and all(
            column in _OF_TYPE
            or not (
                self.table.rows[column].null_count() or self.table.rows[column].dtype.is_nested()
            )
            for column in self.columns
        )

    @property
    def parts(self) -> list[str]:
        """The names of the files with the data."""
        count = -(-self.table.rows.height // ROWS)
        return [f"{self.stem}-{i + 1:03}.{self.suffix}" for i in range(count)]

    def part(self, at: int) -> AnyTable:
        """What a file is made of, the first one at 0."""
        return replace(self.table, rows=self.table.rows.slice(at * ROWS, ROWS))


def files_of(tables: Iterable[AnyTable], suffix: str) -> list[TableFiles]:
    """Return where each table is written, in files whose names end in `suffix`.

    Raises:
        UsageError: Where a name would mean something to the importer.
    """
    files = []
    stems: dict[str, list[str]] = {}
    for table in tables:
        like = table.empty
        words = [like.type, *like.properties]
        if isinstance(like, NodeGroup):
            words += like.labels
        for word in words:
            if _NAME.fullmatch(word) is None:
                message = f"The name {shown(word)} means something to Neo4j's importer."
                raise UsageError(message, "Names are letters, digits and _.")
        taken = stems.setdefault(like.kind, [])
        taken.append(like.type)
        fixed = [column for column in table.present if _is_fixed(table, column)]
        varied = [column for column in table.present if column not in fixed]
        stem = f"{like.kind}s/{file_names(taken)[-1]}"
        files.append(TableFiles(table, stem, varied, fixed, suffix))
    return files


def _is_fixed(table: AnyTable, column: str) -> bool:
    """Tell whether all rows of a table have the same value there; of links, it is not looked for.

    What links say is made of their rows: only the columns of other tables are those of their rows.
    """
    if table.empty.kind == "link" or column == "id":
        return False
    if column not in table.rows.columns:
        return column in _OF_TYPE
    return is_alike(table.rows[column])


def header_of(files: TableFiles, as_text: Collection[str] = ()) -> list[str]:
    """Return the fields of a header; the items of lists in `as_text` are texts.

    The dataset's name comes first: it begins with a letter, whatever an id begins with. What all
    rows have alike comes last.
    """
    like = files.table.empty
    typed = {
        column: f"{column}:string[]" if column in as_text else _field(column, dtype)
        for column, dtype in like.frame.schema.items()
        if column in (*files.columns, *files.fixed)
    }
    if isinstance(like, NodeGroup):
        ends = []
        typed["id"] = f"id:ID({like.root})"
    else:
        ends = [f":START_ID({like.source_root})", f":END_ID({like.target_root})"]
    datasets, hashes, owned = (f"{mark}:string[]" for mark in (DATASETS, HASHES, OWNED))
    return [
        *(datasets, *ends),
        *(typed[column] for column in files.columns),
        *(hashes, *([] if files.says_alike else [owned])),
        *(typed[column] for column in files.fixed),
        *([owned] if files.says_alike else []),
    ]


def _field(column: str, dtype: pl.DataType) -> str:
    if isinstance(dtype, pl.List):
        return f"{column}:{_word(inner_type(dtype))}[]"
    return f"{column}:{_word(dtype)}"


def _word(dtype: pl.DataType) -> str:
    if dtype.is_integer():
        return "long"
    if dtype.is_float():
        return "double"
    return next((word for kind, word in _TYPES if dtype == kind), "string")
