"""Objects of Python → Dataset: frames of Polars, pandas and Arrow, and rows as mappings."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeAlias

import polars as pl

from graphkit.errors import Problem, UsageError, did_you_mean
from graphkit.graph.dataset import Dataset, Kind, SourceDocument, Table
from graphkit.readers.codes import Code
from graphkit.readers.findings import error, shown
from graphkit.readers.pandas_frame import is_pandas, pandas_columns
from graphkit.readers.typed_table import Columns, frame_columns, typed_table
from graphkit.readers.values import object_cells
from graphkit.schema.model import Schema
from graphkit.schema.names import DOCUMENT, DOCUMENT_FIELDS

Frame: TypeAlias = Any
"""A Polars or pandas DataFrame, an object of the Arrow C stream interface, or rows as mappings.

pandas ships no types, and graphkit does not import it.
"""

_NAME: Final = re.compile(r"[a-z0-9-]+")
_DOCUMENTS: Final = "documents"
_TEXT: Final = "text"


def dataset(
    schema: Schema,
    nodes: Mapping[str, Frame] | None = None,
    edges: Mapping[str, Frame] | None = None,
    documents: Frame | None = None,
    *,
    name: str = "dataset",
    title: str = "",
    license: str = "",
    columns: Mapping[str, str] | None = None,
) -> Dataset:
    """Return frames as a Dataset, to be checked and built like one that was read.

    A frame is a Polars or pandas DataFrame, any object with the Arrow C stream interface, or a
    sequence of mappings, one a row. Its columns are those of a table in a folder, typed as they
    come: numbers, booleans, days, moments with an offset, lists and text. What is None or null is
    absent, as is empty text; in pandas also NaN, NaT and NA. Named levels of a pandas index are
    columns, an index without a name is not looked at.

    Args:
        schema: What the dataset may hold.
        nodes: Frames of nodes. The key is the type of rows that have none in a column `type`.
        edges: Frames of edges, with `source` and `target`; the key as for nodes.
        documents: The documents: the columns of a document's front matter, `id` and `title` at
            least, and `text`.
        name: The dataset's name, of `a-z`, `0-9` and `-`.
        title: A title for people.
        license: The license of the data.
        columns: Our column for a foreign name, in every table.

    Returns:
        The dataset. Its Problems stand at `nodes/KEY:row N:COLUMN`, rows counted from 1.

    Raises:
        UsageError: Where an argument is none of these.

    Example:
        >>> import graphkit as gk
        >>> schema = gk.load_schema("examples/ownership/schema.yaml")
        >>> people = [{"id": "ada", "name": "Ada", "born": 1815}, {"id": "bob", "born": "old"}]
        >>> for problem in gk.check(dataset(schema, nodes={"Person": people})):
        ...     print(problem)
        nodes/Person:row 2:name: GK313 error: name is required of each Person and is missing.
        nodes/Person:row 2:born: GK312 error: born is edtf, but "old" cannot be read as a time: ...
    """
    refuse_misuse(schema, name)
    renamed = columns or {}
    tables: list[Table] = []
    problems: list[Problem] = []
    given: list[tuple[str, Kind, Mapping[str, Frame]]]
    given = [("edges", "edge", edges or {}), ("nodes", "node", nodes or {})]
    for folder, kind, frames in given:
        if not isinstance(frames, Mapping):
            message = f"{folder} are frames by the type of their rows: {{TYPE: frame}}."
            raise UsageError(message)
        for key, frame in frames.items():
            file = f"{folder}/{shown(str(key))}"
            table, found = typed_table(_columns(frame, file), kind, file, str(key), renamed)
            problems += found
            if table is not None:
                tables.append(replace(table, dataset=name))
    listed, found = ([], []) if documents is None else _documents(documents, name, renamed)
    return Dataset(
        name,
        schema,
        tables=tuple(sorted(tables, key=lambda table: table.file)),
        documents=tuple(listed),
        problems=tuple(sorted([*problems, *found])),
        title=title,
        license=license,
    )


def refuse_misuse(schema: object, name: object) -> None:
    """Raise UsageError where a schema or a name is none."""
    if not isinstance(schema, Schema) or not schema.name:
        message = "The schema is none that was read without errors."
        raise UsageError(message, 'Read it first: gk.load_schema("schema.yaml").')
    if not is_name(name):
        message = f'"{shown(str(name))}" is not a name for a dataset.'
        raise UsageError(message, "Use a-z, 0-9 and -.")


def is_name(name: object) -> bool:
    """Tell whether a dataset can be called so."""
    return isinstance(name, str) and _NAME.fullmatch(name) is not None


def _columns(frame: Frame, what: str) -> Columns:
    """Return the columns of a frame of any kind as text."""
    if isinstance(frame, pl.DataFrame):
        return frame_columns(frame)
    if is_pandas(frame):
        return pandas_columns(frame)
    if isinstance(frame, Sequence) and not isinstance(frame, str | bytes):
        return row_columns(frame, what)
    if hasattr(frame, "__arrow_c_stream__"):
        try:
            return frame_columns(pl.DataFrame(frame))
        except (pl.exceptions.PolarsError, TypeError, ValueError) as fault:
            message = f"{what} cannot be read as a table: {shown(str(fault), most=200)}."
            raise UsageError(message) from None
    message = f"{what} is given as {type(frame).__name__}, which is no table."
    hint = "Give a Polars or pandas DataFrame, an Arrow table, or a list of dicts."
    if isinstance(frame, pl.LazyFrame):
        hint = "Collect it first: frame.collect()."
    raise UsageError(message, hint)


def row_columns(rows: Sequence[Any], what: str) -> Columns:
    """Return rows as columns of text, in the order in which their names come first.

    Raises:
        UsageError: If a row is no mapping.

    Example:
        >>> [(name, cells.text.to_list()) for name, cells in row_columns([{"a": 1}, {"b": 2}], "t")]
        [('a', ['1', None]), ('b', [None, '2'])]
    """
    names: dict[object, None] = {}
    for number, row in enumerate(rows, 1):
        if not isinstance(row, Mapping):
            message = f"Row {number} of {what} is {type(row).__name__}, not a mapping."
            raise UsageError(message, 'Rows are like {"id": "a", "name": "A"}.')
        names.update(dict.fromkeys(row))
    return [(str(name), object_cells([row.get(name) for row in rows])) for name in names]


def _documents(
    frame: Frame, name: str, renamed: Mapping[str, str]
) -> tuple[list[SourceDocument], list[Problem]]:
    """Return documents that are given as a table, as their files would be read."""
    columns = _columns(frame, _DOCUMENTS)
    table, problems = typed_table(columns, "node", _DOCUMENTS, DOCUMENT, renamed)
    if table is None:
        return [], problems
    known = (*DOCUMENT_FIELDS, _TEXT)
    for column in table.frame.columns:
        if column not in known:
            message = f'Documents have no "{shown(column)}".'
            place, hint = table.locate(-1, column), did_you_mean(column, known)
            problems.append(error(_DOCUMENTS, place, Code.FRONT_MATTER_KEY, message, hint))
    documents = []
    for number, row in enumerate(table.frame.iter_rows(named=True)):
        for key in ("id", "title"):
            if row.get(key) is None:
                message = f"A document needs {'an' if key == 'id' else 'a'} {key}."
                place = table.locate(number, key)
                problems.append(error(_DOCUMENTS, place, Code.FRONT_MATTER_VALUE, message))
        if row.get("id") is None:
            continue
        fields = {key: row[key] for key in DOCUMENT_FIELDS if row.get(key) is not None}
        text = (row.get(_TEXT) or "").replace("\r\n", "\n").replace("\r", "\n")
        documents.append(
            SourceDocument(
                file=_DOCUMENTS,
                fields=fields,
                places={key: table.locate(number, key) for key in fields},
                text=text,
                sha256=hashlib.sha256(text.encode()).hexdigest(),
                first_line=number + 1,
                dataset=name,
            )
        )
    return documents, problems
