"""Hold back: the rows of a dataset with errors become a dataset folder of their own, to be mended.

What is written is what came in, byte for byte, with the reasons in `held.csv`. Read together with
the dataset that it came from, it stands for the rows that it holds.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl

from graphkit.errors import DataError, Problem, Refused, UsageError
from graphkit.exports.csv import FORMULA
from graphkit.graph.dataset import Dataset, Numbers, Table
from graphkit.pipeline.graph import Graph
from graphkit.readers.findings import spoken
from graphkit.readers.folder import (
    DATA_FOLDERS,
    SETTINGS,
    files_of,
    generation_of,
    settings_of,
)
from graphkit.readers.held import COLUMNS
from graphkit.readers.settings import Settings, read_settings
from graphkit.readers.source import TextFile
from graphkit.schema.dump import schema_text
from graphkit.schema.yamlfile import parse_yaml
from graphkit.schema.yamltext import yaml_text
from graphkit.validation import sifting
from graphkit.validation.check import check
from graphkit.validation.sifting import WHOLE, Sifted

HELD: Final = "held.csv"
"""The file that says what is held back, and why."""

_SEAL: Final = ".quarantine.json"


def sift(dataset: Dataset) -> Sifted:
    """Tell the sound rows of a dataset from those to hold back, each for every reason it has.

    Args:
        dataset: A dataset, with errors or without.

    Returns:
        What is sound, as a Dataset (`rest`), and what is held back (`reasons`); `len()` of it is
        the number of records and files held back.

    Raises:
        DataError: Where something is at fault that cannot be held back: the settings, the schema,
            a file that cannot be read at all.

    Example:
        >>> import graphkit as gk
        >>> sifted = gk.sift(gk.read("data"))
        >>> len(sifted), gk.build(sifted.rest).name
        (0, 'mek-article')
    """
    return sift_and_build(dataset)[0]


def sift_and_build(dataset: Dataset) -> tuple[Sifted, Graph]:
    """Tell the sound rows of a dataset from those to hold back; return the sound ones' graph too.

    Raises:
        DataError: As of `sift`; with every Problem.
    """
    try:
        sifted, graph = sifting.sift(dataset, Graph)
    except DataError as fault:
        raise DataError({*fault.problems, *check(dataset)}) from None
    whole = sifted.reasons.filter(pl.col("record") == WHOLE)["file"].unique().to_list()
    found = _Found.of(dataset)
    if not all(found.is_copyable(file) for file in whole):
        raise DataError(sifted.problems)
    return sifted, graph


def obstacles(dataset: Dataset, problems: Iterable[Problem]) -> list[str]:
    """Return the files with errors that no quarantine can take, each once.

    They are the settings and the schema, folders among the tables, and what cannot be opened or
    leads out of the dataset's folder.
    """
    found = _Found.of(dataset)
    files = sorted({problem.file for problem in problems if problem.is_error})
    return [file for file in files if not found.is_copyable(file)]


def write_quarantine(sifted: Sifted, folder: str | Path) -> Path:
    """Write what is held back as a dataset folder of the same name, with the reasons.

    Its tables hold the records as they came in, below the header of their file. `held.csv` gives
    every reason: `file` and `line` in the folder, `column`, `code`, `message` and `hint` as of a
    Problem, the `original` file and its line, and the `sha256` of the record. What only hangs on
    other rows has no `code`, and nothing to mend. Read together with the dataset that it came
    from, the folder stands for the records that it holds.

    Args:
        sifted: What `sift` found; something must be held back.
        folder: A new folder, an empty one, or an earlier quarantine in which nothing was changed.

    Returns:
        The folder.

    Raises:
        Refused: Where the folder holds anything else, such as rows that were mended.
        UsageError: Where datasets of several names were read together, or two tables of one name
            have other headers; or where nothing is held back.
    """
    folder = Path(folder)
    _refuse_several(sifted)
    if folder.exists() and not folder.is_dir():
        message = f"{folder} is a file."
        raise Refused(message, "Name a new folder.")
    for root in _roots(sifted.whole):
        if folder.resolve().parent in [(root / name).resolve() for name in DATA_FOLDERS]:
            message = f"{folder} would be read as a table or document of {root}."
            raise UsageError(message, f"Name a folder beside it, such as {root}-held.")
    if not _may_be_replaced(folder):
        message = f"{folder} holds files that graphkit did not write, or that were changed since."
        hint = f"Read it with the data and hold the rest back elsewhere: {folder}-2."
        raise Refused(message, hint)
    folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    with _beside(folder) as place:
        _Writing(sifted, place).write()
        _seal(place)
        _put(place, folder)
    return folder


def _refuse_several(sifted: Sifted) -> None:
    if not len(sifted):
        message = "Nothing is held back."
        raise UsageError(message)
    names = [name for name in sifted.whole.names if name]
    if len(names) > 1:
        message = f"These are several datasets: {', '.join(names)}. A quarantine holds one."
        raise UsageError(message, "Hold rows back from each alone, then load all together.")


def _roots(dataset: Dataset) -> list[Path]:
    return [] if dataset.folder is None else [dataset.folder, *dataset.beside]


@dataclass(frozen=True)
class _Found:
    """The files of a dataset's folders: the folder and the path of each, as Problems name it."""

    paths: Mapping[str, tuple[Path, Path]]

    @classmethod
    def of(cls, dataset: Dataset) -> _Found:
        roots = [] if dataset.folder is None else [dataset.folder, *dataset.beside]
        return cls({name: (root, path) for root in roots for name, path in files_of(root).items()})

    def is_copyable(self, file: str) -> bool:
        if file not in self.paths:
            return False
        root, path = self.paths[file]
        return (
            path.is_file()
            and path.resolve().is_relative_to(root.resolve())
            and os.access(path, os.R_OK)
        )

    def within(self, file: str) -> Path:
        root, path = self.paths[file]
        return path.relative_to(root)


class _Writing:
    """Writes a quarantine into a new folder."""

    def __init__(self, sifted: Sifted, place: Path) -> None:
        self.sifted = sifted
        self.place = place
        self.found = _Found.of(sifted.whole)
        self.tables = {table.file: table for table in sifted.whole.tables}

    def write(self) -> None:
        settings = self._write_settings()
        parts = [
            self._write_file(str(key[0]), reasons)
            for key, reasons in self.sifted.reasons.partition_by(
                "file", as_dict=True, maintain_order=True
            ).items()
        ]
        generation = 1 + max(map(generation_of, _roots(self.sifted.whole)), default=0)
        rows = pl.concat(parts).with_columns(generation=pl.lit(generation))
        held = rows.select(
            harmless(name) if rows.schema[name] == pl.String else pl.col(name) for name in COLUMNS
        )
        held.write_csv(self.place / (settings.holds or HELD))

    def _write_settings(self) -> Settings:
        """Copy the settings and the schema, adding what makes the folder a quarantine."""
        dataset = self.sifted.whole
        path = self.place / SETTINGS
        if dataset.folder is None:
            said = {"name": dataset.name, "title": dataset.title, "license": dataset.license}
            text = yaml_text({key: value for key, value in said.items() if value})
            path.write_text(f"{text}holds: {HELD}\n", "utf-8")
            (self.place / Settings.schema).write_text(schema_text(dataset.schema), "utf-8")
            return Settings(holds=HELD)
        settings = settings_of(dataset.folder)
        data = (dataset.folder / SETTINGS).read_bytes()
        path.write_bytes(data if settings.holds else _held_by(data))
        schema = self.place / settings.schema
        schema.parent.mkdir(parents=True, exist_ok=True)
        schema.write_bytes((dataset.folder / settings.schema).read_bytes())
        return settings

    def _write_file(self, file: str, reasons: pl.DataFrame) -> pl.DataFrame:
        """Write what is held back of one file; return its part of `held.csv`."""
        table = self.tables.get(file)
        if reasons["record"][0] == WHOLE:
            within, digest = self._copy(file)
            return reasons.select(
                *(pl.col(name) for name in ("line", "column", "code", "message", "hint")),
                file=pl.lit(within),
                original=pl.lit(file),
                original_line=pl.lit(None, pl.Int64),
                sha256=pl.lit(digest),
            ).select(COLUMNS[:-1])
        if table is None:
            message = f"{file} is no table"
            raise TypeError(message)
        records = reasons["record"].unique().sort().to_numpy()
        within, lines, first_lines, digests = self._write_records(table, records)
        places = pl.DataFrame(
            {
                "record": records,
                "original_line": first_lines,
                "_line": lines,
                "sha256": digests,
            },
            schema_overrides={"original_line": pl.Int64, "_line": pl.Int64},
        )
        joined = reasons.join(places, on="record", maintain_order="left")
        return joined.with_columns(
            line=pl.col("_line") + pl.col("line") - pl.col("original_line"),
            file=pl.lit(within),
            original=pl.lit(file),
        ).select(COLUMNS[:-1])

    def _copy(self, file: str) -> tuple[str, str]:
        """Copy a whole file; return its path within the folder, and its digest."""
        source, within = self.found.paths[file][1], self.found.within(file)
        data = source.read_bytes()
        target = self.place / within
        if target.exists() and target.read_bytes() != data:
            raise _two_headers(within)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        return spoken(within), hashlib.sha256(data).hexdigest()

    def _write_records(
        self, table: Table, numbers: Numbers
    ) -> tuple[str, Numbers, Numbers, list[str]]:
        """Write records of a table; return their file, lines, original lines and digests."""
        if table.records is None:
            return self._write_frame(table, numbers)
        records, within = table.records(), self.found.within(table.file)
        target = self.place / within
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            lines = records.write(target, numbers)
        except ValueError:
            raise _two_headers(within) from None
        return spoken(within), lines, records.lines[numbers], records.digests(numbers)

    def _write_frame(
        self, table: Table, numbers: Numbers
    ) -> tuple[str, Numbers, Numbers, list[str]]:
        """Write rows of a table that was built in code, as CSV."""
        within = Path(f"{table.kind}s") / f"{table.stem}.csv"
        target = self.place / within
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            raise _two_headers(within)
        rows = table.frame[numbers]
        rows.write_csv(target)
        digests = [
            hashlib.sha256(json.dumps(row, ensure_ascii=False).encode()).hexdigest()
            for row in rows.iter_rows()
        ]
        return within.as_posix(), np.arange(len(numbers)) + 2, numbers + 1, digests


def harmless(name: str) -> pl.Expr:
    """Return a column of text in which no cell is a formula where a spreadsheet opens it."""
    text = pl.col(name)
    return (
        pl.when(text.str.head(1).is_in(FORMULA))
        .then(pl.concat_str(pl.lit("'"), text))
        .when(text != "")
        .then(text)
        .alias(name)
    )


def _two_headers(within: Path) -> UsageError:
    message = f"Two of the folders have a table {within.as_posix()}, and their headers differ."
    return UsageError(message, "Rename one of them, with a column `type` in it.")


def _held_by(data: bytes) -> bytes:
    """Return the text of `dataset.yaml` with the line that makes a folder a quarantine."""
    line = f"holds: {HELD}\n".encode()
    lead = data if data.endswith(b"\n") else data + b"\n"
    said, _ = read_settings(TextFile(SETTINGS, lead + line))
    if said.holds == HELD and said.name:
        return lead + line
    # a mapping between braces, or one that is ended: no line can be added below it
    read = parse_yaml(data.decode(), SETTINGS, code="").data
    whole = {**read, "holds": HELD} if isinstance(read, dict) else {"holds": HELD}
    return json.dumps(whole, ensure_ascii=False, default=str).encode() + b"\n"


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """Yield a new folder beside another one; it goes again if it is not renamed."""
    whole = folder.absolute()
    place = whole.with_name(f".{whole.name}-{secrets.token_hex(6)}")
    try:
        place.mkdir()
        yield place
    except OSError as error:
        message = f"{folder} cannot be written: {(error.strerror or 'unknown reason').lower()}."
        raise Refused(message, "Name another folder.") from error
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _put(place: Path, folder: Path) -> None:
    """Make a complete folder the one that is named; what stood there goes when it is."""
    if not folder.exists():
        place.rename(folder)
        return
    aside = place.with_name(f"{place.name}-old")
    folder.rename(aside)
    place.rename(folder)
    shutil.rmtree(aside)


def _digests(folder: Path) -> dict[str, str]:
    """Return the digest of every file of a folder, but for the seal."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / _SEAL
    }


def _seal(folder: Path) -> None:
    (folder / _SEAL).write_text(json.dumps(_digests(folder), indent=1), "utf-8")


def _may_be_replaced(folder: Path) -> bool:
    """Tell whether a folder is not there, empty, or a quarantine in which nothing was changed."""
    if not folder.exists() or not any(folder.iterdir()):
        return True
    try:
        sealed = json.loads((folder / _SEAL).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return bool(sealed == _digests(folder))
