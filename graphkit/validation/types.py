"""Rules on types and columns: what a row is, and what it may have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

import polars as pl

from graphkit.errors import Problem, Severity, did_you_mean, nearest
from graphkit.graph.dataset import Kind, Table
from graphkit.schema.names import CLAIM_COLUMNS, DOCUMENT, EDGE_COLUMNS, NODE_COLUMNS, ROOT
from graphkit.schema.values import shown
from graphkit.validation.draft import Draft
from graphkit.validation.finding import DOCUMENTS, ORIGIN, Finding, Row, always

_NEEDED: Final[Mapping[Kind, tuple[str, ...]]] = MappingProxyType(
    {"node": ("id",), "edge": ("source", "target")}
)


def known_types(draft: Draft) -> Iterator[Finding]:
    """GK301, GK401: every row is of a type that the schema declares."""
    for index, table in draft.tables.items():
        rows = draft.untyped.filter(pl.col("_table") == index)
        code = "GK301" if table.kind == "node" else "GK401"
        if "type" in table.columns:

            def describe(row: Row) -> tuple[str, str]:
                return _unknown_type(draft, row["kind"], row["name"])

            yield from draft.errors(rows, "type", code, describe)
        elif rows.height or (not table.height and not _is_type(draft, table.stem, table.kind)):
            why, hint = _unknown_type(draft, table.kind, table.stem)
            message = f"The file's name is the type of its rows: {why}"
            problem = Problem(table.file, 1, 1, code, Severity.ERROR, message, hint)
            yield draft.error_of_table(index, problem)


def _is_type(draft: Draft, name: str, kind: str) -> bool:
    schema = draft.schema
    return name in (schema.own_types if kind == "node" else (*schema.edges, *schema.inverses))


def _unknown_type(draft: Draft, kind: str, name: str | None) -> tuple[str, str]:
    """Say why a name is no type that a node or an edge can have, and what may have been meant."""
    schema = draft.schema
    known = list(schema.own_types) if kind == "node" else [*schema.edges, *schema.inverses]
    if name is None:
        return f"The {kind} has no type: neither in this cell nor by the file's name.", ""
    if kind == "node" and (name == ROOT or name in schema.nodes):
        below = sorted(schema.below([name]))
        hint = f"Types below it: {', '.join(below)}." if below and name != ROOT else ""
        return f"{name} is abstract: no node is just that.", hint
    message = f"{shown(name)} is no {kind} type."
    if name in (list(schema.edges) if kind == "node" else list(schema.own_types)):
        return message, "It is an edge type." if kind == "node" else "It is a node type."
    return message, did_you_mean(name, known)


def declared_columns(draft: Draft) -> Iterator[Finding]:
    """GK311, GK411: every column, and every cell of it, is declared for the row's type."""
    for index, table in draft.tables.items():
        parts = [part for part in draft.parts if part.table == index]
        if not parts:
            continue
        is_node = table.kind == "node"
        code = "GK311" if is_node else "GK411"
        types = draft.schema.nodes if is_node else draft.schema.edges
        built_in = set(NODE_COLUMNS if is_node else EDGE_COLUMNS)
        for name in table.columns:
            if name in built_in or name in _misnamed(draft, table).values():
                continue
            owners = draft.owners[index]
            strangers = [owner for owner in owners if name not in types[owner].properties]
            having = sorted(set(owners) - set(strangers))
            if not having and "type" in table.columns:
                # rows of the types that have it may be at fault, or held back elsewhere
                having = sorted(other.name for other in types.values() if name in other.properties)
            if not having:
                properties = [p for owner in owners for p in types[owner].properties]
                hint = _column_hint(name, list(dict.fromkeys(properties)), is_node)
                place = (table.file, *table.locate(-1, name))
                message = f"The column {shown(name)} is not declared for {', '.join(owners)}."
                problem = Problem(*place, code, Severity.ERROR, message, hint)
                yield from _undeclared(draft, index, name, problem)
                continue
            hint = f"It is one of {', '.join(having)}."
            for part in parts:
                if part.owner not in strangers:
                    continue
                said = always(f"{part.owner} has no property {shown(name)}.", hint)
                filled = part.rows.filter(pl.col(name).is_not_null())
                yield from draft.errors(filled, name, code, said)


def _undeclared(draft: Draft, index: int, name: str, problem: Problem) -> Iterator[Finding]:
    """Yield the Finding of a column that nothing declares.

    A header has it for all rows. Where each row names its own columns, those with a value have it,
    and the first of them is told.
    """
    if draft.tables[index].has_header:
        yield draft.error_of_table(index, problem)
        return
    rows = pl.concat(
        part.rows.filter(pl.col(name).is_not_null()).select(list(ORIGIN))
        for part in draft.parts
        if part.table == index
    )
    said = always(problem.message, problem.hint)
    yield from draft.errors(rows.sort("_row").head(1), name, problem.code, said, held=rows)


def _column_hint(name: str, properties: list[str], is_node: bool) -> str:
    known = [*properties, *(NODE_COLUMNS if is_node else EDGE_COLUMNS)]
    if is_node and name in CLAIM_COLUMNS:
        return "It is a column of edges."
    if nearest(name, known) is None:
        listed = ", ".join(properties) if properties else "none"
        return f"Its properties: {listed}."
    return did_you_mean(name, known)


def present_ids(draft: Draft) -> Iterator[Finding]:
    """GK303, GK404: a node has an id, an edge both its ends."""
    for index, table in draft.tables.items():
        needed = _NEEDED[table.kind]
        code = "GK303" if table.kind == "node" else "GK404"
        absent = [name for name in needed if name not in table.columns]
        if absent and table.columns:
            noun = "column" if len(absent) == 1 else "columns"
            named = " and ".join(f'"{name}"' for name in absent)
            message = f"The file has no {noun} {named}."
            hint = "Where it has another name, say so in dataset.yaml, under columns."
            for ours, theirs in _misnamed(draft, table).items():
                hint = f"Is {ours} the column {shown(theirs)}? Rename it, or use `columns:`."
            place = table.file, *table.locate(-1, absent[0])
            problem = Problem(*place, code, Severity.ERROR, message, hint)
            yield draft.error_of_table(index, problem)
            continue
        for part in draft.parts:
            if part.table != index:
                continue
            for name in needed:
                # a file of objects without keys has rows, but no columns
                is_there = name in part.rows.columns
                absent_here = part.rows.filter(pl.col(name).is_null()) if is_there else part.rows
                said = always(f"This {part.owner} has no {name}.")
                yield from draft.errors(absent_here, name, code, said)


def _misnamed(draft: Draft, table: Table) -> dict[str, str]:
    """Return the undeclared column that each column which is needed and not there may be."""
    types = draft.schema.nodes if table.kind == "node" else draft.schema.edges
    always = NODE_COLUMNS if table.kind == "node" else EDGE_COLUMNS
    declared = {name for node_or_edge in types.values() for name in node_or_edge.properties}
    strangers = [name for name in table.columns if name not in {*declared, *always}]
    found = {
        name: nearest(name, strangers) for name in _NEEDED[table.kind] if name not in table.columns
    }
    return {name: theirs for name, theirs in found.items() if theirs is not None}


def sound_node_ids(draft: Draft) -> Iterator[Finding]:
    """GK304: ids of nodes have no white space, no semicolon and no >."""
    for nodes in draft.nodes.values():
        yield from _sound_ids(draft, nodes, "GK304")


def sound_claim_ids(draft: Draft) -> Iterator[Finding]:
    """GK406: ids of claims have no white space, no semicolon and no >."""
    return _sound_ids(draft, draft.stated, "GK406")


def _sound_ids(draft: Draft, rows: pl.DataFrame, code: str) -> Iterator[Finding]:
    if rows["id"].null_count() == rows.height:
        return

    def describe(row: Row) -> str:
        word = draft.spoken_id(row, row["id"])
        return f"{word} is no id: no white space, no ; and no > in it."

    bad = rows.filter(pl.col("id").str.contains(r"[\s;>]|^$"))
    yield from draft.errors(bad, "id", code, describe)


def unique_nodes(draft: Draft) -> Iterator[Finding]:
    """GK305: a node id stands once, over all types."""
    if draft.has_unique_nodes:
        return
    by = ["id", "_dataset"] if draft.is_of_several else ["id"]
    index = draft.first_nodes if draft.is_of_several else draft.node_index
    first = index.select(*by, _first_table="_table", _first_row="_row")
    for name, frame in draft.nodes.items():
        rows = draft.with_dataset(frame) if draft.is_of_several else frame
        joined = rows.join(first, on=by, how="inner", maintain_order="left")
        same = (pl.col("_table") == pl.col("_first_table")) & (
            pl.col("_row") == pl.col("_first_row")
        )

        def describe(row: Row, name: str = name) -> tuple[str, str]:
            before = {"_table": row["_first_table"], "_row": row["_first_row"]}
            where = draft.spoken_place(before, "id", draft.place(row, "id")[0])
            is_own = name == DOCUMENT and row["_first_table"] == DOCUMENTS
            hint = "A document's own file is its node." if is_own else ""
            word = draft.spoken_id(row, row["id"])
            return f"The node id {word} stands twice; first in {where}.", hint

        yield from draft.errors(joined.filter(~same), "id", "GK305", describe)
