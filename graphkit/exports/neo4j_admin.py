"""Files for `neo4j-admin database import full`, which builds a whole database offline.

What stands in them is what a load writes, marks and all, so that a load after the import finds
nothing to write. Four things are told to the importer by the command alone, since its files have
no place for them: the delimiter of lists, whether a value has several lines, the longest value, and
the labels of each file. Two it cannot be told at all: that a list is empty, and that its only item
is an empty text. These are set by the Cypher that runs afterwards, with the constraints.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Literal

import polars as pl

from graphkit.errors import UsageError
from graphkit.exports.cypher import constraints, literal
from graphkit.exports.dataset import file_names
from graphkit.exports.report import ExportReport
from graphkit.exports.selection import kept
from graphkit.exports.texts import inner_type
from graphkit.exports.writing import GENERATOR, Progress, whole_folder
from graphkit.graph.filters import NO_FILTER, Filter
from graphkit.graph.graph import Graph
from graphkit.propertygraph.cypher import labels, name
from graphkit.propertygraph.groups import SOURCE, TARGET, EdgeGroup, NodeGroup
from graphkit.propertygraph.hashing import is_constant
from graphkit.propertygraph.marks import DATASETS, HASH, HASHES, OWNED, SAID, marked
from graphkit.propertygraph.rows import day_texts
from graphkit.propertygraph.tables import AnyTable, edge_tables, node_tables
from graphkit.schema.names import BOUNDS
from graphkit.schema.quoting import shown

COMMAND: Final = "import.sh"
"""The file with the command."""

AFTERWARDS: Final = "afterwards.cypher"
"""The file with what is to be run when the server has been started on the result."""

DATABASE: Final = "neo4j"
"""The database that is built where no other is named."""

ROWS: Final = 500_000
"""What one file is made of, at most: files are written side by side."""

_PART: Final = 250_000
"""What is made and written at once."""

_DELIMITERS: Final = "\x1f\x1e\x1d\x1c|^~\ue000\ue001\ue002\ue003"
"""What may stand between the items of a list: the first that no item holds."""

_BUFFER: Final = 2 * 1024 * 1024
"""Bytes of the longest value that the importer takes without being told."""

_NAME: Final = re.compile(r"\w+")
"""A name that is no more than that in a header, in an option and in a pattern of file names."""

_ONE_LINE: Final = ("id", "edge_key", SOURCE, TARGET, DATASETS, HASH, SAID, *BOUNDS)
"""Columns that hold no ends of lines: ids have no spaces."""

_OF_TYPE: Final = ("edge_type", "temporal")
"""Columns that a table's type alone decides."""

_TYPES: Final = ((pl.Boolean, "boolean"), (pl.Date, "date"), (pl.Datetime, "datetime"))

AnyGroup = NodeGroup | EdgeGroup


@dataclass
class _Told:
    """What writing a file brought to light.

    Attributes:
        lines: Whether some value has several lines.
        longest: Bytes of the longest value.
        empty: The properties that are an empty list somewhere.
        blank: By property, the ids of elements whose list has one item, which is empty.
    """

    lines: bool = False
    longest: int = 0
    empty: set[str] = field(default_factory=set)
    blank: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Files:
    """The files of one table.

    Attributes:
        table: The table.
        stem: Their name, but for a number, from the folder on.
        columns: The properties in them that differ from row to row.
        fixed: The properties in them that all rows have alike.
    """

    table: AnyTable
    stem: str
    columns: Sequence[str]
    fixed: Sequence[str]

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
    def names(self) -> list[str]:
        """The header's, then those of the data."""
        count = -(-self.table.rows.height // ROWS)
        return [f"{self.stem}-header.csv", *(f"{self.stem}-{i + 1:03}.csv" for i in range(count))]


def write_neo4j_admin(
    graph: Graph, path: Path, filter: Filter = NO_FILTER, progress: Progress | None = None
) -> ExportReport:
    """Write a graph as a folder of files for Neo4j's importer, with the command that reads them.

    Args:
        graph: The graph; its name is that of the dataset in the database.
        path: The folder.
        filter: Which claims are written; every claim without one.
        progress: Told how far it is.

    Raises:
        Refused: Where something else is there already.
        UsageError: Where the graph cannot be imported, or the folder cannot be written.
    """
    chosen = kept(graph, filter)
    nodes, edges = node_tables(chosen), edge_tables(chosen)
    files = _files([*nodes, *edges])
    delimiter = _delimiter(files)
    with whole_folder(path) as folder:
        for kind in {each.table.empty.kind for each in files}:
            (folder / f"{kind}s").mkdir()
        told = _write_data(folder, files, _Values(chosen.name, delimiter), progress)
        command = _command(files, delimiter, told)
        (folder / COMMAND).write_text(_script(command), encoding="utf-8", newline="\n")
        (folder / COMMAND).chmod(0o755)
        after = "".join(f"{statement};\n" for statement in _afterwards(chosen, files, told))
        (folder / AFTERWARDS).write_text(after, encoding="utf-8", newline="\n")
    return ExportReport(
        path,
        sum(table.rows.height for table in nodes if table.empty.kind == "node"),
        chosen.stated.height,
        command=f"cd {shlex.quote(str(path.absolute()))} && {shlex.join(command)}",
    )


def _files(tables: Iterable[AnyTable]) -> list[_Files]:
    """Return where each table is written.

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
        files.append(_Files(table, f"{like.kind}s/{file_names(taken)[-1]}", varied, fixed))
    return files


def _is_fixed(table: AnyTable, column: str) -> bool:
    """Tell whether all rows of a table have the same value there; of links, it is not looked for.

    What links say is made of their rows: only the columns of other tables are those of their rows.
    """
    if table.empty.kind == "link" or column == "id":
        return False
    if column not in table.rows.columns:
        return column in _OF_TYPE
    values = table.rows[column]
    if values.null_count() or values.is_empty():
        return False
    if isinstance(values.dtype, pl.List):
        return not values.list.len().max()
    return is_constant(values)


def _delimiter(files: Sequence[_Files]) -> str:
    """Return a character that stands in no text of a list."""
    free = list(_DELIMITERS)
    for each in files:
        for column in each.table.rows:
            if column.dtype == pl.List(pl.String):
                items = column.drop_nulls().explode()
                while free and items.str.contains(free[0], literal=True).any():
                    free.pop(0)
    if not free:
        message = "The lists hold every character that could stand between their items."
        raise UsageError(message, "Use --format cypher.")
    return free[0]


def _write_data(
    folder: Path, files: Sequence[_Files], values: _Values, progress: Progress | None
) -> list[_Told]:
    """Write all tables, several files at once; return what came to light of each table."""
    told = [_Told() for _ in files]
    work = [
        (each, number, about)
        for each, about in zip(files, told, strict=True)
        for number in range(1, len(each.names))
    ]
    for each in files:
        header = pl.DataFrame(schema=dict.fromkeys(_header(each), pl.String))
        header.write_csv(folder / each.names[0])
    done, total = 0, sum(each.table.rows.height for each in files)
    pool = ThreadPoolExecutor(max_workers=os.cpu_count())
    try:
        for rows in pool.map(
            lambda each: _write_file(folder, each[0], each[1], each[2], values), work
        ):
            done += rows
            if progress is not None:
                progress("elements", done, total)
    finally:
        pool.shutdown(cancel_futures=True)
    return told


def _write_file(folder: Path, files: _Files, number: int, told: _Told, values: _Values) -> int:
    """Write one file, part by part; return how many rows it is made of."""
    rows = files.table.rows.slice((number - 1) * ROWS, ROWS)
    with (folder / files.names[number]).open("wb") as file:
        for group in replace(files.table, rows=rows).parts(_PART):
            _look(group, [*files.columns, *files.fixed], told)
            cells, rest = values.cells(group, files)
            told.longest = max(told.longest, _longest(cells), _longest(rest))
            # Where it is not quoted, a CR alone ends a line; Polars does not count it.
            has_cr = _holds(cells, "\r") or _holds(rest, "\r")
            told.lines = told.lines or has_cr or _holds(cells, "\n") or _holds(rest, "\n")
            quotes: Literal["non_numeric", "necessary"] = "non_numeric" if has_cr else "necessary"
            # What all rows have alike is made once, and ends each of them.
            ending = rest.write_csv(include_header=False, quote_style=quotes)
            line_end = f",{ending}" if rest.width else "\n"
            cells.write_csv(
                file, include_header=False, quote_style=quotes, line_terminator=line_end
            )
    return rows.height


def _holds(cells: pl.DataFrame, sign: str) -> bool:
    """Tell whether some text holds a sign. All of a column are searched as one."""
    texts = [name for name, dtype in cells.schema.items() if dtype == pl.String]
    searched = [name for name in texts if name not in _ONE_LINE]
    joined = cells.select(pl.col(searched).str.join("")) if searched else pl.DataFrame()
    return any(sign in (text or "") for text in (joined.row(0) if joined.width else ()))


def _longest(cells: pl.DataFrame) -> int:
    """Return how many bytes the longest text has."""
    lengths = cells.select(pl.col(pl.String).str.len_bytes().max())
    return max((length or 0 for length in lengths.row(0)), default=0) if lengths.width else 0


def _look(group: AnyGroup, columns: Sequence[str], told: _Told) -> None:
    """Note the lists that the importer cannot be told of."""
    for column in columns:
        values = group.frame[column]
        if not isinstance(values.dtype, pl.List):
            continue
        lengths = values.list.len()
        if (lengths == 0).any():
            told.empty.add(column)
        if values.dtype.inner == pl.String:
            blank = group.frame.filter((lengths == 1) & (values.list.first() == ""))
            if blank.height:
                told.blank.setdefault(column, []).extend(blank["id"])


@dataclass(frozen=True)
class _Values:
    """How values are written.

    Attributes:
        dataset: The name of the dataset.
        delimiter: What stands between the items of a list.
    """

    dataset: str
    delimiter: str

    def cells(self, group: AnyGroup, files: _Files) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return the rows of a group as they stand in a file, columns as `_header` says.

        Returns:
            What differs from row to row, and one row of what is the same in all.
        """
        frame = marked(group)
        ends = () if isinstance(group, NodeGroup) else (SOURCE, TARGET)
        cells = frame.select(
            pl.lit(self.dataset).alias(DATASETS),
            *ends,
            *(self._cell(frame[column]) for column in files.columns),
            HASH,
            *([] if files.says_alike else [SAID]),
        )
        first = frame.head(1)
        rest = first.select(
            *(self._cell(first[column]) for column in files.fixed),
            *([SAID] if files.says_alike else []),
        )
        return cells, rest

    def _cell(self, column: pl.Series) -> pl.Expr:
        value = pl.col(column.name)
        if column.dtype.is_float() and column.is_finite().all():
            return value  # absent ones do not count: Polars writes the others as they are
        if column.dtype == pl.Date:
            return pl.lit(day_texts(column))
        if not isinstance(column.dtype, pl.List):
            return _text(value, column.dtype)
        if not column.list.len().max():
            return pl.when(value.is_not_null()).then(pl.lit("")).alias(column.name)
        inner = inner_type(column.dtype)
        texts = value.list.eval(_text(pl.element(), inner).cast(pl.String))
        return texts.list.join(self.delimiter)


def _text(value: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    if isinstance(dtype, pl.Datetime):
        return value.dt.strftime("%Y-%m-%dT%H:%M:%S%.6fZ")
    if not dtype.is_float():
        return value
    infinite = pl.when(value > 0).then(pl.lit("Infinity")).otherwise(pl.lit("-Infinity"))
    odd = pl.when(value.is_nan()).then(pl.lit("NaN")).otherwise(infinite)
    return (
        pl.when(value.is_finite()).then(value.cast(pl.String)).when(value.is_not_null()).then(odd)
    )


def _header(files: _Files) -> list[str]:
    """Return the fields of a header.

    The dataset's name comes first: it begins with a letter, whatever an id begins with. What all
    rows have alike comes last.
    """
    like = files.table.empty
    typed = {
        column: _field(column, dtype)
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


def _command(files: Sequence[_Files], delimiter: str, told: Sequence[_Told]) -> list[str]:
    """Return the words of the command, to be run in the folder."""
    options = [f"--array-delimiter=U+{ord(delimiter):04X}"]
    if any(each.lines for each in told):
        options.append("--multiline-fields=true")
    longest = max((each.longest for each in told), default=0)
    if longest > _BUFFER:
        options.append(f"--read-buffer-size={2 * longest + 1024}")
    for each in files:
        like = each.table.empty
        names = ",".join(each.names)
        if isinstance(like, NodeGroup):
            options.append(f"--nodes={':'.join((like.root, *like.labels))}={names}")
        else:
            options.append(f"--relationships={like.type}={names}")
    return ["neo4j-admin", "database", "import", "full", DATABASE, *options]


def _script(command: Sequence[str]) -> str:
    start = len(command) - len(command[5:])
    options = "".join(f" \\\n    {shlex.quote(word)}" for word in command[start:])
    return f"""\
#!/bin/sh
# Written by {GENERATOR} (graphkit export).
# Builds a new database of these files, on the machine of a server that is stopped or does not
# hold that database:    sh {COMMAND} [DATABASE [OPTION...]]
# Start the server then, and run the rest there:    cypher-shell -d DATABASE -f {AFTERWARDS}
set -eu
CDPATH='' cd -- "$(dirname -- "$0")"
database=${{1:-{DATABASE}}}
[ "$#" -eq 0 ] || shift
exec "${{NEO4J_ADMIN:-neo4j-admin}}" database import full "$database"{options} \\
    "$@"
"""


def _afterwards(graph: Graph, files: Sequence[_Files], told: Sequence[_Told]) -> Iterator[str]:
    """Yield what is run on the server: constraints, then the lists that files cannot hold."""
    yield from constraints(graph.schema)
    for each, about in zip(files, told, strict=True):
        like = each.table.empty
        if isinstance(like, NodeGroup):
            own = f" {{edge_type: {literal(like.type)}}}" if like.kind == "claim" else ""
            pattern = f"(e{labels((like.root, *like.labels))}{own})"
        else:
            pattern = f"({labels([like.source_root])})-[e{labels([like.type])}]->()"
        for column in sorted(about.empty):
            has = f"{literal(column)} IN split(e.{OWNED}[0], ';')"
            yield (
                f"MATCH {pattern} WHERE e.{name(column)} IS NULL AND {has} "
                f"CALL (e) {{ SET e.{name(column)} = [] }} IN TRANSACTIONS OF 10000 ROWS"
            )
        for column, ids in sorted(about.blank.items()):
            listed = ", ".join(literal(id) for id in ids)
            yield f"MATCH {pattern} WHERE e.id IN [{listed}] SET e.{name(column)} = ['']"
