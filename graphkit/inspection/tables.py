"""Tables of a folder or of a graph of networkx → rows to look at, and a Dataset to check them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import polars as pl

from graphkit.errors import NamedColumn, Problem
from graphkit.graph.claims import CLAIM_TYPES
from graphkit.graph.dataset import Dataset, Kind, SourceDocument, Table
from graphkit.inspection.draft import Draft
from graphkit.inspection.rows import EdgeRows, Material, NodeRows
from graphkit.readers.typed_table import RowPlaces
from graphkit.schema.model import Schema
from graphkit.schema.names import CLAIM_COLUMNS, DOCUMENT
from graphkit.schema.quoting import shown
from graphkit.validation.check import check

_ID: Final = re.compile(r"(?i)(.*:id(\(.*\))?|_?id)")
_ENDS: Final = (
    (r"source", r"target"),
    (r"(?i).*:start_id(\(.*\))?", r"(?i).*:end_id(\(.*\))?"),
    (r"(?i)source", r"(?i)target"),
    (r"(?i)from", r"(?i)to"),
    (r"(?i)subject", r"(?i)object"),
)
_TYPES: Final[Mapping[Kind, str]] = {"node": ":LABEL", "edge": ":TYPE"}
_STRUCTURE: Final = ("id", "type", "source", "target")


@dataclass(frozen=True)
class Tables:
    """Tables under their own headers.

    Attributes:
        name: What they are called together, as a dataset may be.
        shown: What they are called in messages.
        tables: The tables.
        documents: The documents beside them.
        columns: Which columns say what a row is, by their own names.
        remarks: What a person should know, a sentence each.
        is_symmetric: Whether edges have no direction.
    """

    name: str
    shown: str
    tables: tuple[Table, ...]
    documents: tuple[SourceDocument, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    is_symmetric: bool = False


def structure(
    headers: Sequence[str], kind: Kind | None = None
) -> tuple[Kind, dict[str, str]] | None:
    """Return whether a table is of nodes or of edges, and which columns say what its rows are.

    Args:
        headers: The names of its columns.
        kind: What it is, where its folder says so.

    Example:
        >>> structure([":START_ID", "since", ":END_ID"])
        ('edge', {':START_ID': 'source', ':END_ID': 'target'})
        >>> structure(["name", "ID"]), structure(["name"])
        (('node', {'ID': 'id'}), None)
    """
    if kind != "node":
        for patterns in _ENDS:
            found = [_first(headers, pattern) for pattern in patterns]
            if all(name is not None for name in found):
                ends = zip(found, ("source", "target"), strict=True)
                columns = {name: end for name, end in ends if name is not None and name != end}
                return "edge", columns | _type_column(headers, "edge")
        if kind == "edge":
            return None
    id = "id" if "id" in headers else _first(headers, _ID.pattern)
    if id is None:
        return None
    return "node", ({} if id == "id" else {id: "id"}) | _type_column(headers, "node")


def _first(headers: Sequence[str], pattern: str) -> str | None:
    return next((name for name in headers if re.fullmatch(pattern, name, re.DOTALL)), None)


def _type_column(headers: Sequence[str], kind: Kind) -> dict[str, str]:
    foreign = _TYPES[kind]
    return {foreign: "type"} if foreign in headers and "type" not in headers else {}


def named(table: Table, columns: Mapping[str, str]) -> Table:
    """Return a table under other names of columns; the first of two of one name counts."""
    kept: dict[str, str] = {}
    for name in table.columns:
        kept.setdefault(columns.get(name, name), name)
    frame = table.frame.select(pl.col(raw).alias(name) for name, raw in kept.items())
    places = {name: NamedColumn(number, name) for number, name in enumerate(kept, 1)}
    return replace(table, rows=frame, locate=RowPlaces(places), records=None)


def material(given: Tables, sample: int, claim_columns: frozenset[str] | None = None) -> Material:
    """Return tables as rows to look at.

    Args:
        given: The tables.
        sample: The values of how many rows are looked at, about.
        claim_columns: The columns of edges that are columns of claims; all that may be where None.
    """
    tables = [named(table, given.columns) for table in given.tables]
    total = sum(table.height for table in tables)
    share = min(1.0, sample / max(total, 1))
    edges = [table for table in tables if table.kind == "edge"]
    if claim_columns is None:
        claim_columns = frozenset(filter(lambda name: _is_of_claims(name, edges), CLAIM_COLUMNS))
    seen_nodes: dict[str, list[pl.DataFrame]] = {}
    seen_edges: dict[str, list[pl.DataFrame]] = {}
    bare: dict[tuple[Kind, str], frozenset[str]] = {}
    for table in tables:
        into = seen_nodes if table.kind == "node" else seen_edges
        parts = _by_type(table)
        for name, frame in parts.items():
            into.setdefault(name, []).append(frame)
        for name in list(parts)[:1]:  # a column must be some type's, though it holds nothing
            bare[table.kind, name] = bare.get((table.kind, name), frozenset()) | _empty(table)
    nodes = [
        replace(_node_rows(name, frames, share), named=bare.get(("node", name), frozenset()))
        for name, frames in seen_nodes.items()
    ]
    if given.documents:
        ids = pl.Series("id", [each.fields.get("id") for each in given.documents], pl.String)
        empty = pl.DataFrame({"title": ids}).clear()
        nodes.append(NodeRows((DOCUMENT,), ids.len(), ids, ids, empty))
    return Material(
        given.name,
        given.shown,
        tuple(nodes),
        tuple(
            replace(
                _edge_rows(name, frames, share, given.is_symmetric),
                named=bare.get(("edge", name), frozenset()),
            )
            for name, frames in seen_edges.items()
        ),
        given.remarks,
        claim_columns,
        renames_columns=True,
    )


def _empty(table: Table) -> frozenset[str]:
    """Return the columns that a table's header names and no row fills."""
    return frozenset(
        name
        for name in table.columns
        if name not in _STRUCTURE and table.frame[name].null_count() == table.height
    )


def _is_of_claims(name: str, edges: Iterable[Table]) -> bool:
    having = [table.frame[name] for table in edges if name in table.columns]
    fits = [CLAIM_TYPES[name].parse(cells).null_count() == cells.null_count() for cells in having]
    return all(fits)


def _by_type(table: Table) -> dict[str, pl.DataFrame]:
    """Return the rows of a table by their type: what a column says, else the file's name."""
    frame = table.frame
    if "type" not in frame.columns:
        return {table.stem: frame}
    typed = frame.with_columns(pl.col("type").fill_null(table.stem))
    parts = typed.partition_by("type", as_dict=True, maintain_order=True, include_key=False)
    return {str(key[0]): part for key, part in parts.items()}


def _whole(
    frames: Sequence[pl.DataFrame], share: float
) -> tuple[pl.DataFrame, pl.DataFrame, dict[str, int]]:
    """Return all rows, the properties of those that are looked at, and how many have each."""
    whole = pl.concat(frames, how="diagonal")
    properties = whole.drop(_STRUCTURE, strict=False)
    if share >= 1:
        return whole, properties, {}
    present = {cells.name: cells.len() - cells.null_count() for cells in properties}
    return whole, properties.head(max(1, int(whole.height * share))), present


def _column(frame: pl.DataFrame, name: str) -> pl.Series:
    if name in frame.columns:
        return frame[name]
    return pl.Series(name, [None], pl.String).new_from_index(0, frame.height)


def _node_rows(name: str, frames: Sequence[pl.DataFrame], share: float) -> NodeRows:
    whole, seen, present = _whole(frames, share)
    ids = _column(whole, "id")
    return NodeRows((name,), whole.height, ids, ids.head(_height(seen, whole)), seen, {}, present)


def _edge_rows(
    name: str, frames: Sequence[pl.DataFrame], share: float, is_symmetric: bool
) -> EdgeRows:
    whole, seen, present = _whole(frames, share)
    sources, targets = _column(whole, "source"), _column(whole, "target")
    ids = _column(whole, "id").head(_height(seen, whole))
    return EdgeRows(
        name, whole.height, sources, targets, ids, seen, {}, present, is_symmetric=is_symmetric
    )


def _height(seen: pl.DataFrame, whole: pl.DataFrame) -> int:
    return seen.height if seen.width else whole.height


def proposed_dataset(given: Tables, draft: Draft, schema: Schema) -> Dataset:
    """Return the very tables as a Dataset under a schema, with its names for types and columns."""
    tables = []
    for table in given.tables:
        columns = {
            name: draft.columns.get(given.columns.get(name, name), given.columns.get(name, name))
            for name in table.columns
        }
        called = named(table, columns)
        frame = called.frame
        if "type" in frame.columns:
            frame = frame.with_columns(pl.col("type").replace(draft.types))
        stem = draft.types.get(table.stem, table.stem)
        tables.append(replace(called, rows=frame, stem=stem, dataset=given.name))
    documents = tuple(replace(each, dataset=given.name) for each in given.documents)
    return Dataset(given.name, schema, tables=tuple(tables), documents=documents)


def faults(given: Tables, draft: Draft, schema: Schema) -> list[Problem]:
    """Return the errors that tables have under a proposed schema."""
    return [each for each in check(proposed_dataset(given, draft, schema)) if each.is_error]


def kept_claim_columns(claims: frozenset[str], problems: Iterable[Problem]) -> frozenset[str]:
    """Return the columns of claims without those that problems stand at."""
    return claims - {problem.column_name for problem in problems}


def all_columns(given: Tables, draft: Draft) -> dict[str, str]:
    """Return what `columns:` of `dataset.yaml` must say, by the header."""
    found = {}
    for table in given.tables:
        for name in table.columns:
            ours = given.columns.get(name, name)
            ours = draft.columns.get(ours, ours)
            if ours != name:
                found[name] = ours
    return found


def shown_columns(columns: Mapping[str, str]) -> list[str]:
    """Return the lines that a person copies to `dataset.yaml`."""
    return [f"{shown(raw, 200)}: {name}" for raw, name in columns.items()]
