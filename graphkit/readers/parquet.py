"""Parquet: typed columns, found again by row and column."""

from __future__ import annotations

import io
import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import polars as pl

from graphkit.errors import Problem
from graphkit.graph.dataset import Table
from graphkit.readers.codes import Code
from graphkit.readers.findings import error, shown
from graphkit.readers.raw_rows import with_rows
from graphkit.readers.source import Source
from graphkit.readers.typed_table import frame_columns, typed_table

_MAGIC: Final = b"PAR1"
_ENCRYPTED: Final = b"PARE"
_ROWS: Final = 1_000_000
_ROWS_PER_BYTE: Final = 16
"""No sound table comes near: each row has its own id, or its own ends."""

_ONE_AT_A_TIME: Final = threading.Lock()
"""There is one stderr."""


def read_parquet(source: Source) -> tuple[Table | None, list[Problem]]:
    """Read a Parquet file: each value as the text that a cell would hold.

    Args:
        source: The file; its bytes are no text.
    """
    file = source.text.file
    frame = _decode(source.text.data, file)
    if isinstance(frame, Problem):
        return None, [frame]
    if frame.width == 0:
        hint = "Write its columns, or delete the file."
        return None, [error(file, (1, 1), Code.EMPTY_FILE, "The file has no columns.", hint)]
    columns = frame_columns(frame)
    table, problems = typed_table(columns, source.kind, file, source.stem, source.columns)
    return table and with_rows(table, frame, problems), problems


def _decode(data: bytes, file: str) -> pl.DataFrame | Problem:
    """Return the typed frame that a file holds, or why there is none."""
    outside = _outer_fault(data)
    if outside is not None:
        code = Code.NOT_PARQUET if data else Code.EMPTY_FILE
        return error(file, (1, 1), code, *outside)
    try:
        with _ONE_AT_A_TIME, _without_traces():
            rows = pl.scan_parquet(io.BytesIO(data)).select(pl.len()).collect().item()
            if rows <= _ROWS + _ROWS_PER_BYTE * len(data):
                return pl.read_parquet(data)
    except pl.exceptions.DuplicateError as fault:
        message = f"Two columns have one name: {_said(fault)}."
        hint = "Rename one of them where the file is made."
        return error(file, (1, 1), Code.DUPLICATE_COLUMN, message, hint)
    except (
        pl.exceptions.PolarsError,
        # Polars panics on some broken files, and its panics are no Exceptions: nothing else that
        # is raised there, such as KeyboardInterrupt, is meant.
        pl.exceptions.PanicException,
        # what it has no error of its own for: a size beyond all memory, a broken name
        OverflowError,
        MemoryError,
        ValueError,
    ) as fault:
        message = f"The file is broken, or no Parquet that can be read: {_said(fault)}."
        return error(file, (1, 1), Code.NOT_PARQUET, message, "Write it anew.")
    message = f"The file says that it has {rows:,} rows, which {len(data):,} bytes hardly hold."
    return error(file, (1, 1), Code.NOT_PARQUET, message, "Write it anew.")


def _outer_fault(data: bytes) -> tuple[str, str] | None:
    """Return message and hint for what is seen from outside: not Parquet, cut off, encrypted."""
    if not data:
        return "The file is empty.", "Write its columns, or delete the file."
    if _ENCRYPTED in (data[:4], data[-4:]):
        return "The file is encrypted.", "Write it without encryption."
    if not data.startswith(_MAGIC):
        return "The file is no Parquet: it does not begin with PAR1.", "Is its suffix right?"
    if len(data) < 12 or not data.endswith(_MAGIC):
        return "The file is cut off: it does not end with PAR1.", "Copy or write it anew."
    return None


def _said(fault: BaseException) -> str:
    """Return what Polars says of a file, on one line and as far as it helps."""
    text = " ".join(str(fault).split()).removeprefix("parquet: ")
    return shown(text.removeprefix("File out of specification: "), most=120).rstrip(".")


@contextmanager
def _without_traces() -> Iterator[None]:
    """Keep off stderr what the body writes there before it panics.

    A panic writes a trace, past Python's `sys.stderr`, before it can be caught. What is written
    where nothing panics is written afterwards.
    """
    try:
        stderr = os.dup(2)
    except OSError:  # there is none
        yield
        return
    with tempfile.TemporaryFile() as held:
        os.dup2(held.fileno(), 2)
        try:
            yield
        except pl.exceptions.PanicException:
            held.truncate(0)
            raise
        finally:
            os.dup2(stderr, 2)
            os.close(stderr)
            held.seek(0)
            for line in held:
                os.write(2, line)
