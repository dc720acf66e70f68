"""A dataset as read: text with positions, before anything is checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from graphkit.errors import Problem
from graphkit.schema.model import Schema

Kind = Literal["node", "edge"]

Numbers: TypeAlias = npt.NDArray[np.signedinteger[Any]]
"""An array of whole numbers."""


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


class Records(Protocol):
    """The records of a table's file as they came in: those of its rows, and those left out.

    A record is known by its number: 0 is the first after the header, in file order.
    """

    @property
    def rows(self) -> Numbers:
        """For each record the row of the table's frame; -1 where it was left out."""
        ...

    @property
    def lines(self) -> Numbers:
        """For each record its first line in the file, from 1; ascending."""
        ...

    @property
    def faults(self) -> Mapping[int, tuple[str, ...]]:
        """The codes of what is wrong with each record that was left out."""
        ...

    def digests(self, records: Numbers) -> list[str]:
        """Return the SHA-256 of each of these records as it came in, without its line end."""
        ...

    def write(self, path: Path, records: Numbers) -> Numbers:
        """Write these records as they came in, the header before them; return their lines.

        Where the file is there already, and of the same header, they are written after what it
        holds.

        Raises:
            ValueError: Where the file is there with another header.
        """
        ...


class Rows(Protocol):
    """The rows of a table that is too large to be held as text, read part by part."""

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        ...

    @property
    def height(self) -> int:
        """How many rows there are."""
        ...

    def parts(self, names: Sequence[str] | None = None) -> Iterator[pl.DataFrame]:
        """Read the rows once more, as frames of some rows each; all `String`, in file order.

        Args:
            names: The columns to read; None for all.
        """
        ...


@dataclass(frozen=True)
class KeptRows:
    """Finds the places of the rows of a table from which others were taken out.

    Attributes:
        locate: Finds them in the whole table.
        rows: The row of the whole table that each row is.
    """

    locate: Locator
    rows: Numbers

    def __call__(self, row: int, column: str) -> tuple[int, int]:
        """Return the 1-based line and column of a cell."""
        return self.locate(int(self.rows[row]) if row >= 0 else row, column)


@dataclass(frozen=True)
class Table:
    """One file of nodes or edges, as text.

    Attributes:
        kind: Whether its rows are nodes or edges.
        file: The file as Problems name it.
        stem: The file's name without suffix: the type of rows that name none themselves.
        rows: Its rows, or what reads them part by part. All columns are `String`, null where a
            cell is absent; rows in file order.
        locate: Finds the place of a cell, for the few rows that have a Problem.
        dataset: The name of the dataset that it belongs to; several may be read together.
        namespace: That dataset's namespace; its ids are written without it.
        records: Gives the records of its file as they came in; None where it has none, as it was
            built in code.
        has_header: Whether its columns are named once for all rows, and not by each row anew.
    """

    kind: Kind
    file: str
    stem: str
    rows: pl.DataFrame | Rows
    locate: Locator
    dataset: str = ""
    namespace: str = ""
    records: Callable[[], Records] | None = None
    has_header: bool = True

    @property
    def columns(self) -> list[str]:
        """The names of its columns."""
        return self.rows.columns

    @property
    def height(self) -> int:
        """How many rows it has."""
        return self.rows.height

    @cached_property
    def frame(self) -> pl.DataFrame:
        """All its rows at once; what only looks at each row goes through `parts`."""
        if isinstance(self.rows, pl.DataFrame):
            return self.rows
        return pl.concat(self.rows.parts())

    def parts(self, most: int, names: Sequence[str] | None = None) -> Iterator[pl.DataFrame]:
        """Yield its rows as frames of some rows each, in file order; one at least.

        Args:
            most: How many rows a frame has at most, where the table is held as a whole.
            names: The columns that are asked for; None for all.
        """
        if isinstance(self.rows, pl.DataFrame):
            rows = self.rows if names is None else self.rows.select(names)
            yield from rows.iter_slices(most) if rows.height > most else [rows]
        else:
            yield from self.rows.parts(names)

    def keeping(self, rows: Numbers) -> Table:
        """Return the table with some of its rows alone, which keep their places.

        Args:
            rows: The rows of its frame to keep, ascending.
        """
        kept = KeptRows(self.locate, rows)
        return replace(self, rows=self.frame[rows], locate=kept, records=None)


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
        dataset: The name of the dataset that it belongs to; several may be read together.
        namespace: That dataset's namespace; its ids are written without it.
    """

    file: str
    fields: Mapping[str, str]
    places: Mapping[str, tuple[int, int]]
    text: str
    sha256: str
    first_line: int
    dataset: str = ""
    namespace: str = ""


@dataclass(frozen=True)
class Dataset:
    """A named folder of tables, documents and a schema, as read; or several, read together.

    Attributes:
        name: The dataset's name, `[a-z0-9-]+`; the first's of several.
        schema: The schema, or an empty one where `problems` says that it could not be read.
        folder: The folder it was read from, the first of several; None for one built in code.
        tables: Node and edge tables, folder by folder in the order of their paths.
        documents: The documents, folder by folder in the order of their paths.
        problems: What was wrong while reading, in file order.
        title: A title for people; empty where none is given.
        license: The license of the data; empty where none is given.
        redact: The ids, as they are known everywhere, of the nodes whose names, quotes and
            documents no Graph of it tells; with file, line and column where that is asked for.
        checksum: SHA-256 over every file that was read; empty for one built in code.
        beside: The other folders that were read with it.
    """

    name: str
    schema: Schema
    folder: Path | None = None
    tables: tuple[Table, ...] = ()
    documents: tuple[SourceDocument, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    title: str = ""
    license: str = ""
    redact: Mapping[str, tuple[str, int, int]] = field(default_factory=dict)
    checksum: str = ""
    beside: tuple[Path, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the datasets that its tables and documents belong to."""
        of_tables = [table.dataset for table in self.tables]
        of_documents = [document.dataset for document in self.documents]
        return tuple(dict.fromkeys([*of_tables, *of_documents]))

    @property
    def schema_is_usable(self) -> bool:
        """Whether the schema was read without errors, so that rows can be checked against it."""
        return bool(self.schema.name)
