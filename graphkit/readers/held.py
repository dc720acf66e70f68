"""What a quarantine holds back: records of another folder, which are left out where both are read.

A quarantine is a dataset folder with a file, `held.csv`, that names each record of another folder
that it holds, by the digest of its bytes. Where both folders are read together the record of the
other one is left out, and what has become of it in the quarantine takes its place.
"""

from __future__ import annotations

import glob
import io
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final, TypeAlias

import numpy as np
import polars as pl

from graphkit.errors import Problem
from graphkit.graph.dataset import Numbers, Records, Table
from graphkit.readers.codes import Code
from graphkit.readers.findings import error, spoken
from graphkit.readers.raw import TextRecords, delimited_records, line_records
from graphkit.readers.raw_rows import without_rows
from graphkit.readers.source import TextFile, as_text

COLUMNS: Final = (
    "file",
    "line",
    "column",
    "code",
    "message",
    "hint",
    "original",
    "original_line",
    "sha256",
    "generation",
)
"""The columns of `held.csv`: a reason a line. Without `original_line` the file is held whole."""

_DELIMITERS: Final[Mapping[str, str]] = MappingProxyType({".csv": ",", ".tsv": "\t"})
_LINE_END: Final = re.compile(rb"\r\n|\r|\n")

Held: TypeAlias = Mapping[str, tuple[int, ...]]
"""The lines at which records stood, by the digest of their bytes."""


@dataclass(frozen=True)
class HeldBack:
    """The records that quarantines hold of a dataset.

    Attributes:
        records: The records of each file, named within the dataset's folder.
        files: The digests of files held back as a whole.
        generation: 1 for the quarantine of a dataset, 2 for one made of a dataset and such a
            quarantine, and so on; what holds for the former has lost its say in the latter.
        parts: The same for each of the folders that it holds something of, by their paths when
            the quarantine was made.
    """

    records: Mapping[str, Held] = field(default_factory=dict)
    files: Mapping[str, frozenset[str]] = field(default_factory=dict)
    generation: int = 0
    parts: Mapping[str, HeldBack] = field(default_factory=dict, repr=False)

    def of(self, folder: str, folders: Sequence[str]) -> HeldBack:
        """Return what is held back of one of several folders.

        Paths are told from where somebody stands, so the folder that is meant is the one whose
        path ends most alike; of several that do each may be.

        Args:
            folder: The path of the folder.
            folders: The paths of all that may be meant.
        """
        meant = [
            part
            for path, part in self.parts.items()
            if _likeness(path, folder) == max(_likeness(path, other) for other in folders)
        ]
        return combined(meant)

    def left_out(self, file: str, records: Records) -> Numbers:
        """Return which records of a file are held back, by their numbers, ascending.

        A record is found at the line at which it stood; where its bytes stand elsewhere by now,
        the last ones that are the same.
        """
        held = self.records.get(file)
        if held is None or not len(records.lines):
            return np.zeros(0, np.int64)
        waiting = {digest: len(lines) for digest, lines in held.items()}
        stood = np.unique([line for lines in held.values() for line in lines])
        is_there = np.isin(records.lines, stood)
        found: list[int] = []
        for candidates in (np.flatnonzero(is_there), np.flatnonzero(~is_there)[::-1]):
            if not any(waiting.values()):
                break
            digests = records.digests(candidates)
            for record, digest in zip(candidates.tolist(), digests, strict=True):
                if waiting.get(digest, 0) > 0:
                    waiting[digest] -= 1
                    found.append(record)
        return np.array(sorted(found), np.int64)

    def without(self, file: str, text: TextFile) -> TextFile | None:
        """Return a text with empty lines in place of the records that are held back.

        Where they are all that it has, there is none.
        """
        if file not in self.records:
            return text
        records = text_records(file, text)
        if records is None:
            return text
        left_out = self.left_out(file, records)
        if 0 < len(left_out) == len(records):
            return None
        parts: list[bytes] = []
        end = 0
        for record in left_out.tolist():
            start = int(records.starts[record])
            parts.append(text.data[end:start])
            end = int(records.ends[record])
            parts.append(_blank(text.data, start, end))
        return replace(text, data=b"".join([*parts, text.data[end:]]))

    def is_emptied(self, file: str, text: TextFile) -> bool:
        """Tell whether no record is left of those that a quarantine's file held."""
        if file not in self.records:
            return False
        records = text_records(file, text)
        return records is not None and len(records) == 0

    def without_rows(
        self, file: str, table: Table, problems: Sequence[Problem]
    ) -> tuple[Table | None, list[Problem]]:
        """Return a table of typed columns without the rows held back, and what is wrong then."""
        if file not in self.records or table.records is None:
            return table, list(problems)
        records = table.records()
        left_out = self.left_out(file, records)
        if 0 < len(left_out) == len(records.lines):
            return None, []
        return without_rows(table, problems, left_out)


def _blank(data: bytes, start: int, end: int) -> bytes:
    """Return as many line ends as some bytes hold, such that they join with none around them."""
    ends = b"\r" * len(_LINE_END.findall(data, start, end))
    joins = ends or data[start - 1 : start] == b"\r"
    return ends + b"\r" if joins and data[end : end + 1] == b"\n" else ends


def text_records(file: str, text: TextFile) -> TextRecords | None:
    """Return the records of a file in a text format, going by its name; None in any other."""
    suffix = file[file.rfind(".") :].lower()
    if suffix == ".jsonl":
        return line_records(text, {})
    delimiter = _DELIMITERS.get(suffix)
    return None if delimiter is None else delimited_records(text, delimiter)


def combined(several: Iterable[HeldBack]) -> HeldBack:
    """Return what several quarantines hold.

    Of the same bytes as many are held as the one says that holds the most: a quarantine made of a
    folder and an older quarantine names again what was in the older one.
    """
    records: dict[str, dict[str, tuple[int, ...]]] = {}
    files: dict[str, frozenset[str]] = {}
    for one in several:
        for file, held in one.records.items():
            known = records.setdefault(file, {})
            for digest, lines in held.items():
                known[digest] = max(known.get(digest, ()), lines, key=len)
        for file, digests in one.files.items():
            files[file] = files.get(file, frozenset()) | digests
    return HeldBack(records, files)


def read_held(source: TextFile) -> tuple[HeldBack, list[Problem]]:
    r"""Read `held.csv`.

    Example:
        >>> text = b"file,original,original_line,sha256\nnodes/City.csv,data/nodes/City.csv,4,ab\n"
        >>> read_held(TextFile("held.csv", text))
        (HeldBack(records={'nodes/City.csv': {'ab': (4,)}}, files={}, generation=1), [])
    """
    problems = source.byte_problems()
    if problems:
        return HeldBack(), problems
    try:
        frame = pl.read_csv(io.BytesIO(source.data), infer_schema=False)
        if "generation" not in frame.columns:
            frame = frame.with_columns(generation=pl.lit("1"))
        numbers = pl.col("generation", "original_line").cast(pl.Int64)
        frame = frame.select(numbers, "file", "original", "sha256")
    except pl.exceptions.PolarsError:
        message = "This is not as graphkit wrote it: a line for each reason to hold a row back."
        hint = "Take it from the quarantine as it was written; rows are mended in their own files."
        return HeldBack(), [error(source.file, (1, 1), Code.HELD_FILE, message, hint)]
    generation = int(frame.select(pl.max("generation").fill_null(1)).item() or 1)
    distinct = frame.drop("generation").drop_nulls(["file", "sha256"]).unique(maintain_order=True)
    folder = pl.col("original").fill_null("").str.strip_suffix(pl.col("file"))
    of_folders = distinct.with_columns(folder=folder).partition_by("folder", as_dict=True)
    parts = {str(key[0]): _held(rows) for key, rows in of_folders.items()}
    return replace(_held(distinct), generation=generation, parts=parts), []


def _held(rows: pl.DataFrame) -> HeldBack:
    records: dict[str, dict[str, tuple[int, ...]]] = {}
    files: dict[str, set[str]] = {}
    for line, file, digest in rows.select("original_line", "file", "sha256").iter_rows():
        if line is None:
            files.setdefault(file, set()).add(digest)
        else:
            lines = records.setdefault(file, {})
            lines[digest] = (*lines.get(digest, ()), line)
    return HeldBack(records, {file: frozenset(digests) for file, digests in files.items()})


def _likeness(path: str, other: str) -> tuple[bool, int]:
    """Tell whether two paths are one, and how many parts they have in common at their ends."""
    ours, theirs = PurePosixPath(path).parts, PurePosixPath(other).parts
    ends = zip(reversed(ours), reversed(theirs), strict=False)
    return ours == theirs, sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], ends))


def lost(
    held: HeldBack, root: Path, table_of: Callable[[Path], Table | None]
) -> Iterator[tuple[str, int]]:
    """Yield what a quarantine no longer holds: the file, and how many rows; 0 for a whole file.

    Args:
        held: What it held.
        root: Its folder.
        table_of: Gives the table that was read from a path, where there is one.
    """
    for file in sorted({*held.records, *held.files}):
        path = root / file
        if not path.resolve().is_relative_to(root.resolve()):
            continue
        count = sum(map(len, held.records.get(file, {}).values()))
        table = table_of(path)
        if table is not None and table.records is not None:
            missing = count - len(table.records().lines)
            if missing > 0:
                yield file, missing
        elif count:
            # where it is there all the same, what is wrong with it is told
            if not os.path.lexists(path) or _is_emptied(held, file, path):
                yield file, count
        elif not _is_there(path, file):
            # a file that could not be read may have come back in another format
            again = path.parent.glob(f"{glob.escape(path.stem)}.*")
            if not any(again):
                yield file, 0


def _is_there(path: Path, file: str) -> bool:
    """Tell whether a file is there, also one whose name is spoken otherwise than it is."""
    if os.path.lexists(path) or not path.parent.is_dir():
        return os.path.lexists(path)
    name = PurePosixPath(file).name
    return any(spoken(Path(entry)) == name for entry in os.listdir(path.parent))


def _is_emptied(held: HeldBack, file: str, path: Path) -> bool:
    text = as_text(path.read_bytes(), file) if path.is_file() else None
    return isinstance(text, TextFile) and held.is_emptied(file, text)


def given_up(file: str, count: int) -> tuple[str, str]:
    """Return message and hint for rows that a quarantine no longer holds; 0 for a whole file."""
    message = f"{count} rows of {file} that are held back stand here no more, and are given up."
    if count == 1:
        message = f"A row of {file} that is held back stands here no more, and is given up."
    if count == 0:
        message = f"{file}, which is held back as a whole, is here no more, and given up."
    return message, "What is given up still stands in the file that it came from."
