"""A dataset folder → Dataset."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from graphkit.errors import DataError, Problem, UsageError, nearest
from graphkit.graph.dataset import Dataset, Kind, SourceDocument, Table
from graphkit.readers.codes import Code
from graphkit.readers.delimited import read_csv, read_tsv
from graphkit.readers.documents import read_document
from graphkit.readers.findings import error, shown, warning
from graphkit.readers.jsonl import read_jsonl
from graphkit.readers.settings import Settings, read_settings
from graphkit.readers.source import Source, TextFile, as_text, read_bytes
from graphkit.schema.load import EMPTY, parse_schema
from graphkit.schema.model import Schema

Reader: TypeAlias = Callable[[Source], tuple[Table | None, list[Problem]]]

FORMATS: Mapping[str, Reader] = MappingProxyType(
    {".csv": read_csv, ".tsv": read_tsv, ".jsonl": read_jsonl}
)
"""How tables are read, by the suffix of their file."""

_FOLDERS: Mapping[str, Kind] = MappingProxyType({"nodes": "node", "edges": "edge"})
_DOCUMENTS = "documents"


def read(folder: str | Path) -> Dataset:
    """Read a dataset folder: its settings, schema, tables and documents.

    Args:
        folder: The folder that holds `dataset.yaml`.

    Returns:
        The dataset as text with positions; what was wrong is in its `problems`. Rows with a
        broken structure are left out of the tables, each for a Problem.

    Raises:
        UsageError: If there is no such folder.
        DataError: If the folder holds no `dataset.yaml` that can be opened.
    """
    return _Folder(Path(folder)).read()


def schema_path(folder: str | Path) -> Path:
    """Return the schema file of a dataset folder.

    Raises:
        UsageError: If there is no such folder.
        DataError: If `dataset.yaml` cannot be read, or names a schema outside the folder.
    """
    reading = _Folder(Path(folder))
    path = reading.root / reading.settings().schema
    source = reading.open(path)
    if reading.problems or isinstance(source, Problem):
        found = [source] if isinstance(source, Problem) else []
        raise DataError([*reading.problems, *found])
    return path


class _Folder:
    """One pass over a folder, gathering what it holds and what is wrong."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.digest = hashlib.sha256()

    def read(self) -> Dataset:
        settings = self.settings()
        schema = self.schema(settings)
        self.misnamed()
        tables = [table for name in _FOLDERS for table in self.tables(name, settings)]
        documents = self.documents()
        return Dataset(
            name=settings.name,
            schema=schema,
            folder=self.root,
            tables=tuple(sorted(tables, key=lambda table: table.file)),
            documents=tuple(documents),
            problems=tuple(sorted(self.problems)),
            title=settings.title,
            license=settings.license,
            checksum=self.digest.hexdigest(),
        )

    def settings(self) -> Settings:
        if not self.root.is_dir():
            what = "is a file" if self.root.exists() else "does not exist"
            message = f'The folder "{self.file(self.root)}" {what}.'
            raise UsageError(message, "Name a folder that holds a dataset.yaml.")
        path = self.root / "dataset.yaml"
        if not os.path.lexists(path):
            message = "There is no dataset.yaml in this folder."
            hint = 'Write one that says at least "name: …".'
            other = nearest(path.name, [entry.name for entry in self.entries(self.root)])
            if other is not None:
                hint = f'Is it "{shown(other)}"? Rename it.'
            raise DataError([error(self.file(path), (1, 1), Code.NO_DATASET, message, hint)])
        source = self.open(path)
        if isinstance(source, Problem):
            raise DataError([source])
        settings, problems = read_settings(source)
        self.problems += problems
        return settings

    def schema(self, settings: Settings) -> Schema:
        path = self.root / settings.schema
        source = self.open(path)
        if isinstance(source, Problem) and settings.schema_place is not None:
            file = self.file(self.root / "dataset.yaml")
            message = f'The schema "{shown(settings.schema)}" is not usable. {source.message}'
            problem = error(file, settings.schema_place, Code(source.code), message, source.hint)
            self.problems.append(problem)
            return EMPTY
        if isinstance(source, Problem):
            self.problems.append(source)
            return EMPTY
        problems = source.byte_problems()
        schema = EMPTY
        if not problems:
            schema, problems = parse_schema(source.data.decode(), source.file)
        self.problems += problems
        return schema

    def misnamed(self) -> None:
        """Warn of what is not read though it looks like ours: `node`, `Edges`, a table on top."""
        for path in self.entries(self.root):
            if path.suffix.lower() in FORMATS and path.is_file():
                message = f'The table "{shown(path.name)}" is not read.'
                hint = f"Move it to {' or '.join(_FOLDERS)}."
                place = self.file(path), (1, 1)
                self.problems.append(warning(*place, Code.NOT_READ, message, hint))
        for known in (*_FOLDERS, _DOCUMENTS):
            if os.path.lexists(self.root / known):
                continue
            for path in self.entries(self.root):
                if path.name.casefold().rstrip("s") == known.rstrip("s") and path.is_dir():
                    message = f'The folder "{shown(path.name)}" is not read.'
                    hint = f'Name it "{known}".'
                    self.problems.append(
                        warning(self.file(path), (1, 1), Code.NOT_READ, message, hint)
                    )

    def tables(self, name: str, settings: Settings) -> list[Table]:
        tables = []
        for path in self.entries(self.root / name):
            reader = FORMATS.get(path.suffix.lower())
            if reader is None:
                self.problems.append(self.unknown_format(path))
                continue
            text = self.open(path)
            if isinstance(text, Problem):
                self.problems.append(text)
                continue
            stem = os.fsencode(path.stem).decode(errors="replace")
            table, problems = reader(Source(text, _FOLDERS[name], stem, settings.columns))
            self.problems += problems
            if table is not None:
                tables.append(table)
        return tables

    def unknown_format(self, path: Path) -> Problem:
        if path.is_dir():
            message = "Folders in here are not read: tables are files."
        elif path.suffix:
            message = f'Tables of the format "{shown(path.suffix)}" are not read.'
        else:
            message = "The file's name does not say its format."
        hint = f"Known: {', '.join(FORMATS)}."
        return error(self.file(path), (1, 1), Code.UNKNOWN_FORMAT, message, hint)

    def documents(self) -> list[SourceDocument]:
        documents = []
        for path in self.entries(self.root / _DOCUMENTS):
            if path.suffix.lower() != ".md":
                message, hint = "This is not read as a document.", "Documents end in .md."
                self.problems.append(warning(self.file(path), (1, 1), Code.NOT_READ, message, hint))
                continue
            source = self.open(path)
            if isinstance(source, Problem):
                self.problems.append(source)
                continue
            document, problems = read_document(source)
            self.problems += problems
            if document is not None:
                documents.append(document)
        return documents

    def entries(self, folder: Path) -> list[Path]:
        """Return what a folder holds, hidden things left out, in the order of the names."""
        if not os.path.lexists(folder):
            return []
        if not self.is_inside(folder):
            self.problems.append(self.outside(folder))
            return []
        try:
            names = sorted(os.listdir(folder))
        except OSError as fault:
            why = (fault.strerror or "unknown reason").lower()
            message = f"The folder cannot be read: {why}."
            self.problems.append(error(self.file(folder), (1, 1), Code.UNREADABLE, message))
            return []
        return [folder / name for name in names if not name.startswith(".")]

    def open(self, path: Path) -> TextFile | Problem:
        """Return the text of a file of the dataset, and count it into the checksum."""
        if not self.is_inside(path):
            return self.outside(path)
        file = self.file(path)
        data = read_bytes(path, file)
        if isinstance(data, Problem):
            return data
        name = os.fsencode(path.relative_to(self.root)) if path.is_relative_to(self.root) else b""
        self.digest.update(b"%d %d %b" % (len(name), len(data), name))
        self.digest.update(data)
        return as_text(data, file)

    def is_inside(self, path: Path) -> bool:
        """Tell whether a path, links followed, stays in the dataset's folder."""
        try:
            return path.resolve().is_relative_to(self.root.resolve())
        except (OSError, RuntimeError):
            return True  # a loop of links leads nowhere; opening it says so

    def outside(self, path: Path) -> Problem:
        message = "This leads out of the dataset's folder."
        hint = "Copy what it leads to into the folder."
        return error(self.file(path), (1, 1), Code.OUTSIDE, message, hint)

    def file(self, path: Path) -> str:
        """Return how Problems name a path, whatever bytes its name is made of."""
        return shown(os.fsencode(path.as_posix()).decode(errors="backslashreplace"), most=4096)
