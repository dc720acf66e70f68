"""A dataset as read: text with positions, before anything is checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

import polars as pl

from graphkit.errors import Problem
from graphkit.schema.model import Schema

Kind = Literal["node", "edge"]


class Locator(Protocol):
    """Finds the place of a cell in the file that a table was read from."""

    def __call__(self, row: int, column: str) -> tuple[int, int]:
        """Return the 1-based line and column of a cell.

        Args:
            row: 0-based row of the table's frame; -1 is the header.
            column: The column's name in the frame. Where the row has no such cell (a JSON line
                without the key), the place of the row is returned.
        """
        ...


@dataclass(frozen=True)
class Table:
    """One file of nodes or edges, as text.

    Attributes:
        kind: Whether its rows are nodes or edges.
        file: The file as Problems name it.
        stem: The file's name without suffix: the type of rows that name none themselves.
        frame: All columns are `String`, null where a cell is absent; rows in file order.
        locate: Finds the place of a cell, for the few rows that have a Problem.
    """

    kind: Kind
    file: str
    stem: str
    frame: pl.DataFrame
    locate: Locator


@dataclass(frozen=True)
class SourceDocument:
    """One document file: its front matter and its text.

    Attributes:
        file: The file as Problems name it.
        fields: The front matter's values as text, by key; absent keys are missing.
        places: 1-based line and column of each value of `fields`.
        text: The text after the front matter; line ends are LF, nothing else is changed.
        sha256: Hex digest of the text's UTF-8 bytes.
        first_line: The line of the file on which `text` starts.
    """

    file: str
    fields: Mapping[str, str]
    places: Mapping[str, tuple[int, int]]
    text: str
    sha256: str
    first_line: int


@dataclass(frozen=True)
class Dataset:
    """A named folder of tables, documents and a schema, as read.

    Attributes:
        name: The dataset's name, `[a-z0-9-]+`.
        schema: The schema, or an empty one where `problems` says that it could not be read.
        folder: The folder it was read from; None for one built in code.
        tables: Node and edge tables, in the order of their paths.
        documents: The documents, in the order of their paths.
        problems: What was wrong while reading, in file order.
        title: A title for people; empty where none is given.
        license: The license of the data; empty where none is given.
        checksum: SHA-256 over every file that was read; empty for one built in code.
    """

    name: str
    schema: Schema
    folder: Path | None = None
    tables: tuple[Table, ...] = ()
    documents: tuple[SourceDocument, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    title: str = ""
    license: str = ""
    checksum: str = ""

    @property
    def schema_is_usable(self) -> bool:
        """Whether the schema was read without errors, so that rows can be checked against it."""
        return bool(self.schema.name)
