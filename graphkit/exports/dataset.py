"""A graph as a dataset folder: settings, schema, tables and documents that read back to it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import polars as pl

from graphkit.errors import UsageError
from graphkit.exports.selection import Selection, select
from graphkit.exports.writing import GENERATOR, Progress, whole_folder
from graphkit.graph.filters import Filter
from graphkit.graph.frames import CLAIM_DTYPES, TEXTS
from graphkit.graph.graph import Graph
from graphkit.schema.dump import schema_text
from graphkit.schema.names import DOCUMENT, DOCUMENT_FIELDS
from graphkit.schema.quoting import shown
from graphkit.schema.yamltext import Plain, yaml_text

TableWriter = Callable[[pl.DataFrame, Path], None]
"""Writes a typed table to a file whose name has no suffix yet."""

_DATASET_NAME: Final = re.compile(r"[a-z0-9-]+")
_LONGEST: Final = 100
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def write_dataset(
    graph: Graph,
    path: Path,
    chosen: Filter,
    write_table: TableWriter,
    progress: Progress | None = None,
) -> Selection:
    """Write what a filter keeps of a graph as a dataset folder.

    Args:
        graph: The graph.
        path: The folder; it may replace an earlier export, and nothing else.
        chosen: Which claims are written; all of them without it, also those that deny or plan.
        write_table: Writes one table.
        progress: Told how far it is.

    Returns:
        What was written.

    Raises:
        Refused: Where there is something else already.
        UsageError: Where the graph has no name that a dataset may have, a document's text is none
            that a file can hold, or the folder cannot be written.
    """
    if _DATASET_NAME.fullmatch(graph.name) is None:
        message = f"{shown(graph.name)} is not a name for a dataset."
        raise UsageError(message, "Give the graph a name of a-z, 0-9 and -.")
    selection = select(graph, chosen)
    with whole_folder(path) as folder:
        (folder / "dataset.yaml").write_text(_settings(graph), encoding="utf-8", newline="\n")
        (folder / "schema.yaml").write_text(
            schema_text(graph.schema), encoding="utf-8", newline="\n"
        )
        _write_documents(selection, folder / "documents")
        tables = list(_tables(selection, folder))
        for number, (file, table) in enumerate(tables):
            if progress is not None:
                progress("tables", number, len(tables))
            _check_texts(table, f"{file.parent.name}/{file.name}")
            file.parent.mkdir(exist_ok=True)
            write_table(table, file)
        if progress is not None:
            progress("tables", len(tables), len(tables))
    return selection


def _settings(graph: Graph) -> str:
    said = {"name": graph.name, "title": graph.title, "license": graph.license}
    settings: dict[str, Plain] = {key: text for key, text in said.items() if text}
    return f"# Written by {GENERATOR} (graphkit export).\n{yaml_text(settings)}"


def _tables(selection: Selection, folder: Path) -> Iterator[tuple[Path, pl.DataFrame]]:
    """Yield each table with its file, without suffix; absent columns and types are left out."""
    nodes = dict(selection.nodes)
    if DOCUMENT in nodes:
        with_text = selection.documents["id"].implode()
        nodes[DOCUMENT] = nodes[DOCUMENT].filter(~pl.col("id").is_in(with_text))
    for kind, frames in (("nodes", nodes), ("edges", selection.claims)):
        there = {name: frame for name, frame in frames.items() if not frame.is_empty()}
        for (name, frame), stem in zip(there.items(), file_names(there), strict=True):
            table = frame
            if kind == "edges":
                optional = ("id", *CLAIM_DTYPES)
                absent = [c for c in optional if frame[c].null_count() == frame.height]
                table = frame.drop(absent)
            if stem != name:
                table = table.select(pl.lit(name).alias("type"), pl.all())
            yield folder / kind / stem, table


def _check_texts(table: pl.DataFrame, file: str) -> None:
    """Raise UsageError where a text is none that a dataset can hold."""
    for name, dtype in table.schema.items():
        if dtype not in (pl.String, TEXTS):
            continue
        values = table[name].explode() if dtype == TEXTS else table[name]
        if values.str.contains("\0", literal=True).any():
            message = f"A value of {name} in {file} would hold a NUL, which is no text."
            raise UsageError(message, "Take it out of the data.")


def _write_documents(selection: Selection, folder: Path) -> None:
    texts = selection.documents
    if texts.is_empty():
        return
    folder.mkdir()
    listed = selection.nodes[DOCUMENT].select(DOCUMENT_FIELDS)
    rows = texts.select("id", "text").join(listed, on="id", maintain_order="left")
    for row, stem in zip(rows.iter_rows(named=True), file_names(rows["id"]), strict=True):
        text = row["text"]
        if "\r" in text or "\0" in text:
            message = f"The text of the document {shown(row['id'])} has a CR or a NUL in it."
            raise UsageError(message, "Lines of a document end with LF.")
        fields = {name: row[name] for name in DOCUMENT_FIELDS if row[name] is not None}
        whole = f"---\n{yaml_text(fields)}---\n{text}"
        (folder / f"{stem}.md").write_text(whole, encoding="utf-8", newline="\n")


def file_names(names: Iterable[str]) -> list[str]:
    r"""Return a file's name, without suffix, for each name: itself where every system can hold it.

    Whatever a name holds, its file lies in the folder that it is meant for, and no two names have
    one file, not even where upper and lower case are the same.

    Example:
        >>> file_names(["HOSTS", "hosts", "../../etc/passwd", "nul", ".hidden", "a:b"])
        ['HOSTS', 'hosts-2', 'etc-passwd', 'nul-', 'hidden', 'a-b']
    """
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    found = []
    for name in names:
        plain = re.sub(r"[^\w.-]+", "-", unicodedata.normalize("NFC", name))
        short = plain.encode()[:_LONGEST].decode(errors="ignore").strip(".-") or "unnamed"
        stem = f"{short}-" if _RESERVED.fullmatch(short) else short
        free = stem
        while free.casefold() in taken:
            number = numbers[stem.casefold()] = numbers.get(stem.casefold(), 1) + 1
            free = f"{stem}-{number}"
        taken.add(free.casefold())
        found.append(free)
    return found
