"""Rules on types and columns: what a row is, and what it may have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

import polars as pl

from graphkit.errors import Problem, Severity, did_you_mean, nearest
from graphkit.graph.dataset import Kind, Table
from graphkit.schema.names import CLAIM_COLUMNS, EDGE_COLUMNS, NODE_COLUMNS, ROOT
from graphkit.schema.values import shown
from graphkit.validation.draft import DOCUMENTS, Draft

_NEEDED: Final[Mapping[Kind, tuple[str, ...]]] = MappingProxyType(
    {"node": ("id",), "edge": ("source", "target")}
)


def known_types(draft: Draft) -> Iterator[Problem]:
    """GK301, GK401: every row is of a type that the schema declares."""
    for index, table in enumerate(draft.dataset.tables):
        rows = draft.untyped.filter(pl.col("_table") == index)
        if "type" in table.frame.columns:
            for row in rows.iter_rows(named=True):
                yield _unknown_type(draft, row["kind"], row["name"], draft.place(row, "type"))
        elif rows.height or (
            table.frame.is_empty() and not _is_type(draft, table.stem, table.kind)
        ):
            problem = _unknown_type(draft, table.kind, table.stem, (table.file, 1, 1))
            message = f"The file's name is the type of its rows: {problem.message}"
            yield replace(problem, message=message)


def _is_type(draft: Draft, name: str, kind: str) -> bool:
    schema = draft.schema
    return name in (schema.own_types if kind == "node" else (*schema.edges, *schema.inverses))


def _unknown_type(
    draft: Draft, kind: str, name: str | None, place: tuple[str, int, int]
) -> Problem:
    code = "GK301" if kind == "node" else "GK401"
    schema = draft.schema
    known = list(schema.own_types) if kind == "node" else [*schema.edges, *schema.inverses]
    if name is None:
        message = f"The {kind} has no type: neither in this cell nor by the file's name."
        return Problem(*place, code, Severity.ERROR, message)
    if kind == "node" and (name == ROOT or name in schema.nodes):
        below = sorted(schema.below([name]))
        hint = f"Types below it: {', '.join(below)}." if below and name != ROOT else ""
        message = f"{name} is abstract: no node is just that."
        return Problem(*place, code, Severity.ERROR, message, hint)
    others = list(schema.edges) if kind == "node" else list(schema.own_types)
    message = f"{shown(name)} is no {kind} type."
    if name in others:
        other = "edge" if kind == "node" else "node"
        hint = f"It is an {other} type." if other == "edge" else "It is a node type."
        return Problem(*place, code, Severity.ERROR, message, hint)
    return Problem(*place, code, Severity.ERROR, message, did_you_mean(name, known))


def declared_columns(draft: Draft) -> Iterator[Problem]:
    """GK311, GK411: every column, and every cell of it, is declared for the row's type."""
    for index, table in enumerate(draft.dataset.tables):
        parts = [part for part in draft.parts if part.table == index]
        if not parts:
            continue
        is_node = table.kind == "node"
        code = "GK311" if is_node else "GK411"
        types = draft.schema.nodes if is_node else draft.schema.edges
        always = set(NODE_COLUMNS if is_node else EDGE_COLUMNS)
        for name in table.frame.columns:
            if name in always or name in _misnamed(draft, table).values():
                continue
            strangers = [part for part in parts if name not in types[part.owner].properties]
            if len(strangers) == len(parts):
                owners = ", ".join(dict.fromkeys(part.owner for part in parts))
                properties = [p for part in parts for p in types[part.owner].properties]
                hint = _column_hint(name, list(dict.fromkeys(properties)), is_node)
                place = (table.file, *table.locate(-1, name))
                message = f"The column {shown(name)} is not declared for {owners}."
                yield Problem(*place, code, Severity.ERROR, message, hint)
                continue
            having = {part.owner for part in parts} - {part.owner for part in strangers}
            hint = f"It is one of {', '.join(sorted(having))}."
            for part in strangers:
                for row in part.rows.filter(pl.col(name).is_not_null()).iter_rows(named=True):
                    message = f"{part.owner} has no property {shown(name)}."
                    yield draft.error(row, name, code, message, hint)


def _column_hint(name: str, properties: list[str], is_node: bool) -> str:
    known = [*properties, *(NODE_COLUMNS if is_node else EDGE_COLUMNS)]
    if is_node and name in CLAIM_COLUMNS:
        return "It is a column of edges."
    if nearest(name, known) is None:
        listed = ", ".join(properties) if properties else "none"
        return f"Its properties: {listed}."
    return did_you_mean(name, known)


def present_ids(draft: Draft) -> Iterator[Problem]:
    """GK303, GK404: a node has an id, an edge both its ends."""
    for index, table in enumerate(draft.dataset.tables):
        needed = _NEEDED[table.kind]
        code = "GK303" if table.kind == "node" else "GK404"
        absent = [f'"{name}"' for name in needed if name not in table.frame.columns]
        if absent and table.frame.width:
            noun = "column" if len(absent) == 1 else "columns"
            message = f"The file has no {noun} {' and '.join(absent)}."
            hint = "Where it has another name, say so in dataset.yaml, under columns."
            for ours, theirs in _misnamed(draft, table).items():
                hint = f"Is {ours} the column {shown(theirs)}? Rename it, or use `columns:`."
            yield Problem(table.file, 1, 1, code, Severity.ERROR, message, hint)
            continue
        for part in draft.parts:
            if part.table != index:
                continue
            for name in needed:
                for row in part.rows.filter(pl.col(name).is_null()).iter_rows(named=True):
                    yield draft.error(row, name, code, f"This {part.owner} has no {name}.")


def _misnamed(draft: Draft, table: Table) -> dict[str, str]:
    """Return the undeclared column that each column which is needed and not there may be."""
    types = draft.schema.nodes if table.kind == "node" else draft.schema.edges
    always = NODE_COLUMNS if table.kind == "node" else EDGE_COLUMNS
    declared = {name for node_or_edge in types.values() for name in node_or_edge.properties}
    strangers = [name for name in table.frame.columns if name not in {*declared, *always}]
    found = {
        name: nearest(name, strangers)
        for name in _NEEDED[table.kind]
        if name not in table.frame.columns
    }
    return {name: theirs for name, theirs in found.items() if theirs is not None}


def sound_ids(draft: Draft) -> Iterator[Problem]:
    """GK304, GK406: ids have no white space, no semicolon and no >."""
    frames = [("GK304", frame) for frame in draft.nodes.values()]
    frames.append(("GK406", draft.stated))
    for code, frame in frames:
        bad = frame.filter(pl.col("id").str.contains(r"[\s;>]|^$"))
        for row in bad.iter_rows(named=True):
            message = f"{shown(row['id'])} is no id: no white space, no ; and no > in it."
            yield draft.error(row, "id", code, message)


def unique_nodes(draft: Draft) -> Iterator[Problem]:
    """GK305: a node id stands once, over all types."""
    index = draft.node_index
    first = index.select("id", _first_table="_table", _first_row="_row")
    for name, frame in draft.nodes.items():
        joined = frame.join(first, on="id", how="inner", maintain_order="left")
        same = (pl.col("_table") == pl.col("_first_table")) & (
            pl.col("_row") == pl.col("_first_row")
        )
        for row in joined.filter(~same).iter_rows(named=True):
            before = {"_table": row["_first_table"], "_row": row["_first_row"]}
            file = draft.place(row, "id")[0]
            where = draft.spoken_place(before, "id", file)
            message = f"The node id {shown(row['id'])} stands twice; first in {where}."
            hint = "A document's own file is its node." if row["_first_table"] == DOCUMENTS else ""
            if name != "Document":
                hint = ""
            yield draft.error(row, "id", "GK305", message, hint)
