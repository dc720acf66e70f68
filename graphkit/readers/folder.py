"""A dataset folder, or several → Dataset."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from graphkit.errors import DataError, Problem, UsageError, nearest
from graphkit.graph.dataset import Dataset, Kind, SourceDocument, Table
from graphkit.graph.namespaces import full_id
from graphkit.readers.codes import Code
from graphkit.readers.delimited import read_csv, read_tsv
from graphkit.readers.documents import read_document
from graphkit.readers.findings import error, shown, spoken, warning
from graphkit.readers.held import HeldBack, combined, given_up, lost, read_held
from graphkit.readers.jsonl import read_jsonl
from graphkit.readers.parquet import read_parquet
from graphkit.readers.settings import Settings, read_settings
from graphkit.readers.source import Source, TextFile, as_text, read_bytes
from graphkit.readers.together import Part, refuse_twice, together
from graphkit.schema.load import EMPTY, parse_schema
from graphkit.schema.model import Schema

Reader: TypeAlias = Callable[[Source], tuple[Table | None, list[Problem]]]

FORMATS: Mapping[str, Reader] = MappingProxyType(
    {".csv": read_csv, ".tsv": read_tsv, ".jsonl": read_jsonl, ".parquet": read_parquet}
)
"""How tables are read, by the suffix of their file."""

_NO_TEXT = frozenset({".parquet"})

SETTINGS = "dataset.yaml"

_FOLDERS: Mapping[str, Kind] = MappingProxyType({"nodes": "node", "edges": "edge"})
_DOCUMENTS = "documents"

DATA_FOLDERS = (*_FOLDERS, _DOCUMENTS)
"""The folders of a dataset that hold its tables and documents."""


def read(folder: str | Path, *beside: str | Path) -> Dataset:
    """Read a dataset folder, or several together: settings, schema, tables and documents.

    Folders of one dataset name are parts of one dataset. Those of other names are other datasets
    about what may be the same nodes. All go by one schema: each brings the same, or, but for the
    first, none.

    Args:
        folder: The folder that holds `dataset.yaml`.
        *beside: More such folders.

    Returns:
        The dataset as text with positions, called as the first folder says; what was wrong is in
        its `problems`. Rows with a broken structure are left out of the tables, each for a
        Problem.

    Raises:
        UsageError: If there is no such folder, or one is named twice.
        DataError: If a folder holds no `dataset.yaml` that can be opened.
    """
    roots = [Path(name) for name in (folder, *beside)]
    refuse_twice(roots)
    parts: list[Part] = []
    lost: list[Problem] = []
    readings: list[_Folder] = []
    for root in roots:
        reading = _Folder(root)
        try:
            reading.begin()
            readings.append(reading)
        except DataError as fault:
            lost += fault.problems
    for reading in readings:
        reading.stand_beside(readings)
        dataset = reading.read(parts[0].dataset.schema if parts else None)
        parts.append(Part(dataset, reading.said, reading.file(reading.root / SETTINGS)))
    if lost:
        raise DataError(sorted([*lost, *(p for part in parts for p in part.dataset.problems)]))
    return together(parts)


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


def settings_of(folder: str | Path) -> Settings:
    """Return what `dataset.yaml` says, faults left aside.

    Raises:
        UsageError: If there is no such folder.
        DataError: If `dataset.yaml` cannot be opened.
    """
    return _Folder(Path(folder)).settings()


def generation_of(folder: str | Path) -> int:
    """Return how many quarantines were made for a folder to come about; 0 for any other."""
    reading = _Folder(Path(folder))
    reading.begin()
    return reading.held.generation


def files_of(folder: str | Path) -> dict[str, Path]:
    """Return the tables and documents of a dataset folder, readable or not, by their names.

    The names are those that Problems call them by.
    """
    reading = _Folder(Path(folder))
    within = [reading.root / name for name in DATA_FOLDERS]
    return {reading.file(path): path for name in within for path in reading.entries(name)}


class _Folder:
    """One pass over a folder, gathering what it holds and what is wrong."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.digest = hashlib.sha256()
        self.said = Settings()
        self.held = HeldBack()
        self.held_elsewhere = HeldBack()
        self.known_inside: set[Path] = set()

    def begin(self) -> None:
        """Read what the folder says of itself, and what it holds back if it is a quarantine.

        Raises:
            DataError: If it holds no `dataset.yaml` that can be opened.
        """
        self.said = self.settings()
        if not self.said.holds:
            return
        source = self.open(self.root / self.said.holds)
        if isinstance(source, Problem):
            self.problems.append(source)
            return
        self.held, problems = read_held(source)
        self.problems += problems

    def stand_beside(self, readings: Iterable[_Folder]) -> None:
        """Take from the other folders of the dataset what they hold back of this one."""
        name = self.said.name
        parts = [each for each in readings if each.said.name == name]
        others = [other for other in parts if other is not self]
        later = [
            other.held.of(self.file(self.root), [each.file(each.root) for each in parts])
            for other in others
            if other.held.generation > self.held.generation
        ]
        self.held_elsewhere = combined(later)
        if self.said.holds and name and not others:
            message = "What is held back is read here without the rest of its dataset."
            hint = "Name the folder that it came from before this one."
            place = self.file(self.root / self.said.holds), (1, 1)
            self.problems.append(warning(*place, Code.HELD_ALONE, message, hint))

    def read(self, common: Schema | None = None) -> Dataset:
        """Read the rest of the folder.

        Args:
            common: The schema that it goes by where it has none of its own.
        """
        settings = self.said
        schema = self.schema(settings, common)
        self.misnamed()
        tables = [table for name in _FOLDERS for table in self.tables(name, settings)]
        documents = self.documents()
        self.given_up(tables)
        return Dataset(
            name=settings.name,
            schema=schema,
            folder=self.root,
            tables=tuple(sorted(tables, key=lambda table: table.file)),
            documents=tuple(documents),
            problems=tuple(sorted(self.problems)),
            title=settings.title,
            license=settings.license,
            redact={
                full_id(settings.namespace, id): (self.file(self.root / "dataset.yaml"), *place)
                for id, place in settings.redact.items()
            },
            checksum=self.digest.hexdigest(),
        )

    def settings(self) -> Settings:
        if not self.root.is_dir():
            what = "is a file" if self.root.exists() else "does not exist"
            message = f'The folder "{self.file(self.root)}" {what}.'
            raise UsageError(message, "Name a folder that holds a dataset.yaml.")
        path = self.root / SETTINGS
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

    def schema(self, settings: Settings, common: Schema | None) -> Schema:
        path = self.root / settings.schema
        if common is not None and settings.schema_place is None and not os.path.lexists(path):
            return common
        source = self.open(path)
        if isinstance(source, Problem) and settings.schema_place is not None:
            file = self.file(self.root / SETTINGS)
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
            is_table = path.suffix.lower() in FORMATS and path.name != self.said.holds
            if is_table and path.is_file():
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

    def tables(self, kind: str, settings: Settings) -> list[Table]:
        tables = []
        for path in self.entries(self.root / kind):
            if self.is_held_elsewhere(path):
                continue
            reader = FORMATS.get(path.suffix.lower())
            if reader is None:
                self.problems.append(self.unknown_format(path))
                continue
            open_it = self.take if path.suffix.lower() in _NO_TEXT else self.open
            text = open_it(path)
            if isinstance(text, Problem):
                self.problems.append(text)
                continue
            stem = os.fsencode(path.stem).decode(errors="replace")
            left = self.held_elsewhere.without(self.within(path), text)
            if left is None or self.held.is_emptied(self.within(path), text):
                continue
            table, problems = reader(Source(left, _FOLDERS[kind], stem, settings.columns))
            if table is not None and path.suffix.lower() in _NO_TEXT:
                table, problems = self.held_elsewhere.without_rows(
                    self.within(path), table, problems
                )
            self.problems += problems
            if table is not None:
                name, namespace = settings.name, settings.namespace
                tables.append(replace(table, dataset=name, namespace=namespace))
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
            if self.is_held_elsewhere(path):
                continue
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
                name, namespace = self.said.name, self.said.namespace
                documents.append(replace(document, dataset=name, namespace=namespace))
        return documents

    def is_held_elsewhere(self, path: Path) -> bool:
        """Tell whether a file is held back as a whole by another folder, as it stands."""
        if not self.held_elsewhere.files:
            return False
        digests = self.held_elsewhere.files.get(self.within(path))
        if not digests:
            return False
        taken = self.take(path)
        return isinstance(taken, TextFile) and hashlib.sha256(taken.data).hexdigest() in digests

    def given_up(self, tables: Iterable[Table]) -> None:
        """Say which of the rows that were held back here are not here any more."""
        here = {table.file: table for table in tables}
        for file, count in lost(self.held, self.root, lambda path: here.get(self.file(path))):
            place = self.file(self.root / self.said.holds), (1, 1)
            self.problems.append(warning(*place, Code.GIVEN_UP, *given_up(file, count)))

    def entries(self, folder: Path) -> list[Path]:
        """Return what a folder holds, hidden things left out, in the order of the names."""
        if not os.path.lexists(folder):
            return []
        if not self.is_inside(folder):
            self.problems.append(self.outside(folder))
            return []
        self.known_inside.add(folder)
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
        taken = self.take(path)
        return taken if isinstance(taken, Problem) else as_text(taken.data, taken.file)

    def take(self, path: Path) -> TextFile | Problem:
        """Return a file of the dataset byte for byte, and count it into the checksum."""
        if not self.is_inside(path):
            return self.outside(path)
        file = self.file(path)
        data = read_bytes(path, file)
        if isinstance(data, Problem):
            return data
        within = path.parts[len(self.root.parts) :] if path.is_relative_to(self.root) else ()
        name = os.fsencode("/".join(within))
        self.digest.update(b"%d %d %b" % (len(name), len(data), name))
        self.digest.update(data)
        return TextFile(file, data)

    def is_inside(self, path: Path) -> bool:
        """Tell whether a path, links followed, stays in the dataset's folder."""
        if path.parent in self.known_inside and not path.is_symlink():
            return True
        try:
            return path.resolve().is_relative_to(self.root.resolve())
        except (OSError, RuntimeError):
            return True  # a loop of links leads nowhere; opening it says so

    def outside(self, path: Path) -> Problem:
        message = "This leads out of the dataset's folder."
        hint = "Copy what it leads to into the folder."
        return error(self.file(path), (1, 1), Code.OUTSIDE, message, hint)

    def within(self, path: Path) -> str:
        """Return how a quarantine names a path: as Problems do, from the folder on."""
        return self.file(path.relative_to(self.root))

    def file(self, path: Path) -> str:
        """Return how Problems name a path."""
        return spoken(path)
