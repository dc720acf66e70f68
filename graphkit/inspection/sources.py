"""Files that have no schema → tables under their own headers."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from graphkit.errors import Problem, UsageError
from graphkit.graph.dataset import Kind, SourceDocument, Table
from graphkit.inspection.tables import Tables, structure
from graphkit.readers.documents import read_document
from graphkit.readers.folder import FORMATS, SETTINGS
from graphkit.readers.networks import from_networkx
from graphkit.readers.settings import Settings, read_settings
from graphkit.readers.source import Source, TextFile, as_text, read_bytes
from graphkit.schema.model import Schema
from graphkit.schema.quoting import shown

NETWORKS: Final = (".graphml", ".json")
"""The suffixes of graphs of networkx."""

_KINDS: Final[tuple[tuple[str, Kind], ...]] = (("nodes", "node"), ("edges", "edge"))
_TOLD: Final = 5


def dataset_name(text: str) -> str:
    """Return the name that a dataset may have which is most like a text.

    Example:
        >>> dataset_name("My Data"), dataset_name("…")
        ('my-data', 'graph')
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60] or "graph"


def folder_tables(folder: Path) -> Tables:
    """Return the tables of a folder: those in `nodes` and `edges`, else all that lie in it.

    Raises:
        UsageError: Where there is no table of nodes or edges.
    """
    settings = _settings(folder)
    remarks: list[str] = []
    tables: list[Table] = []
    columns = dict(settings.columns)
    layout = [(folder / name, kind) for name, kind in _KINDS if (folder / name).is_dir()]
    places: list[tuple[Path, Kind | None]] = [*layout] or [(folder, None)]
    for place, kind in places:
        for path in _files(place):
            table = _table(path, kind or "node", settings, remarks)
            if table is None:
                continue
            found = structure([columns.get(name, name) for name in table.columns], kind)
            if found is None:
                needed = {"node": "an id", "edge": "a source and a target"}
                wanted = needed[kind] if kind else "an id, or a source and a target"
                remarks.append(f"{shown(str(path))} is left out: no column is {wanted}.")
                continue
            told = f"{found[0]}s"
            if kind is None:
                remarks.append(f"{shown(path.name)} holds {told}: it belongs into {told}/.")
            columns |= found[1]
            tables.append(replace(table, kind=found[0]))
    if not tables:
        message = f"{folder} holds no table of nodes or edges."
        hint = "Such a file has a column id, or columns source and target, and ends in "
        raise UsageError(
            message, f"{hint}{', '.join(FORMATS)}. {' '.join(remarks[:_TOLD])}".strip()
        )
    name = settings.name or dataset_name(folder.resolve().name)
    documents = tuple(_documents(folder))
    return Tables(name, str(folder), tuple(tables), documents, columns, tuple(remarks))


def _files(folder: Path) -> list[Path]:
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        message = f"The folder {folder} cannot be read: {error.strerror}."
        raise UsageError(message) from error
    paths = [folder / name for name in names if not name.startswith(".")]
    return [path for path in paths if path.suffix.lower() in FORMATS]


def _settings(folder: Path) -> Settings:
    path = folder / SETTINGS
    data = read_bytes(path, str(path)) if path.exists() else b""
    text = data if isinstance(data, Problem) else as_text(data, str(path))
    return Settings() if isinstance(text, Problem) or not text.data else read_settings(text)[0]


def _table(path: Path, kind: Kind, settings: Settings, remarks: list[str]) -> Table | None:
    data = read_bytes(path, str(path))
    if isinstance(data, Problem):
        remarks.append(str(data))
        return None
    is_text = path.suffix.lower() != ".parquet"
    text = as_text(data, str(path)) if is_text else TextFile(str(path), data)
    if isinstance(text, Problem):
        remarks.append(str(text))
        return None
    stem = os.fsencode(path.stem).decode(errors="replace")
    table, problems = FORMATS[path.suffix.lower()](Source(text, kind, stem, settings.columns))
    remarks += map(str, problems[:_TOLD])
    if len(problems) > _TOLD:
        remarks.append(f"{len(problems) - _TOLD:,} more problems in {shown(str(path))}.")
    return table


def _documents(folder: Path) -> Iterator[SourceDocument]:
    for path in sorted((folder / "documents").glob("*.md")):
        data = read_bytes(path, str(path))
        text = data if isinstance(data, Problem) else as_text(data, str(path))
        document = None if isinstance(text, Problem) else read_document(text)[0]
        if document is not None:
            yield document


def network_tables(path: Path) -> Tables:
    """Return the nodes and edges of a GraphML file or of node-link JSON.

    What names no type is of the type Node, or LINKED_TO.

    Raises:
        UsageError: Where the file is neither.
    """
    graph = _network(path)
    name = dataset_name(path.stem)
    empty = Schema("inspected")
    given = from_networkx(graph, empty, name=name)
    stems = {"node": "Node", "edge": "LINKED_TO"}
    tables = tuple(replace(table, stem=stems[table.kind]) for table in given.tables)
    if not tables:
        message = f"{path} holds no nodes."
        raise UsageError(message)
    remarks = tuple(map(str, given.problems[:_TOLD]))
    return Tables(name, str(path), tables, (), {}, remarks, not graph.is_directed())


def _network(path: Path) -> Any:
    import networkx as nx

    data = read_bytes(path, str(path))
    if isinstance(data, Problem):
        raise UsageError(str(data))
    try:
        if path.suffix.lower() == ".graphml":
            return nx.parse_graphml(data.decode())
        found = json.loads(data)
        edges = "links" if "links" in found and "edges" not in found else "edges"
        return nx.node_link_graph(found, edges=edges)
    except (
        # whatever the parsers of others find wrong with a file, it is the file's fault
        *(ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError),
        *(SyntaxError, nx.NetworkXException),
    ) as error:
        what = "GraphML" if path.suffix.lower() == ".graphml" else "node-link JSON"
        message = f"{path} is no {what} that networkx reads: {shown(str(error), 120)}."
        raise UsageError(message) from error
