"""A database that graphkit did not load, as far as it fits a schema.

Nodes and edges are taken as tables, whose values become text and go the way of every dataset: what
is wrong with one is a Problem at its row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, Final, TypeVar

import polars as pl

from graphkit.errors import DataError, Problem, StoreError
from graphkit.graph.graph import Graph
from graphkit.propertygraph.cypher import name as escaped
from graphkit.readers.objects import dataset
from graphkit.readers.values import cell_text
from graphkit.schema.model import Schema
from graphkit.schema.quoting import shown
from graphkit.schema.values import EdtfType
from graphkit.stores.bolt import Bolt
from graphkit.stores.contents import ROWS, own_type
from graphkit.stores.part import Part
from graphkit.validation.check import examine

AnyGraph = TypeVar("AnyGraph", bound=Graph)
Say = Callable[[str], None]

NAMED: Final = 3
"""How many kinds of what is left out are named."""

LABELS: Final = "MATCH (n) WHERE NOT n:GraphkitLoad RETURN labels(n), count(*)"
_NAME: Final = re.compile(r"[a-z0-9-]+")
_ENDS: Final = ("source", "target")


def read_foreign(
    bolt: Bolt,
    name: str,
    graph_type: type[AnyGraph],
    schema: Schema,
    part: Part,
    say: Say,
) -> AnyGraph:
    """Return what of a database fits a schema as a Graph.

    The labels of a node decide its type. The id is the property `id` of a node or an edge, or the
    database's own where it has none. Of the properties those are taken that the schema declares,
    and `time` of an edge.

    Args:
        bolt: The connection.
        name: The database, as shown to a person.
        graph_type: The class to build.
        schema: The schema.
        part: What of it is read.
        say: Told what fits no type and is left out, a sentence each.

    Raises:
        DataError: Where a value does not fit, or another rule is broken; with every Problem.
        StoreError: Where no node fits.
    """
    part.filter.check_types(schema)
    nodes, strange = _node_types(bolt, schema, part)
    if not nodes:
        message = f"{name} holds no node of a type of the schema {schema.name}."
        raise StoreError(message, "Labels decide the type: does the schema have them?")
    tables = {own: _table(bolt, asked, columns) for own, (asked, columns) in nodes.items()}
    types = pl.concat([t.select("id", type=pl.lit(own)) for own, t in tables.items()])
    edges, unfit = _edges(bolt, schema, part, types, say)
    if part.most is not None:
        ends = pl.concat([pl.Series("id", [], pl.String), *_ends(edges.values())]).unique()
        tables = {own: t.filter(pl.col("id").is_in(ends.implode())) for own, t in tables.items()}
    _tell(say, name, schema, "node", strange)
    _tell(say, name, schema, "edge", unfit)
    database = bolt.address.database or ""
    given = dataset(
        schema,
        {own: table for own, table in tables.items() if table.height},
        {kind: table for kind, table in edges.items() if table.height},
        name=database if _NAME.fullmatch(database) else "graph",
    )
    problems, graph = examine(given, graph_type)
    if graph is None:
        raise DataError([_placed(problem, name, tables, edges) for problem in problems])
    return graph


def _node_types(
    bolt: Bolt, schema: Schema, part: Part
) -> tuple[dict[str, tuple[str, list[str]]], Counter[str]]:
    """Return how to ask for the nodes of each type, and how many nodes are of none, by labels."""
    seen: dict[str, set[str]] = {}
    strange: Counter[str] = Counter()
    chosen = part.filter.node_types
    wanted = schema.below(chosen) if chosen else frozenset(schema.own_types)
    for rows in bolt.stream(LABELS):
        for labels, count in rows:
            own = own_type(schema, labels)
            if own is None:
                strange[":".join(sorted(labels)) or "no label"] += count
            elif own in wanted:
                seen.setdefault(own, set()).add(own)
    found = {}
    for own in schema.nodes:
        if own in seen:
            node_type = schema.nodes[own]
            others = [f"NOT n:{escaped(t)}" for t in schema.nodes if t not in node_type.labels]
            where = f" WHERE {' AND '.join(others)}" if others else ""
            told = ", ".join(f"n.{escaped(p)}" for p in node_type.properties)
            comma = ", " if told else ""
            asked = f"MATCH (n:{escaped(own)}){where} RETURN {_id('n')}{comma}{told}"
            found[own] = asked, ["id", *node_type.properties]
    return found, strange


def _edges(
    bolt: Bolt, schema: Schema, part: Part, types: pl.DataFrame, say: Say
) -> tuple[dict[str, pl.DataFrame], Counter[str]]:
    """Return the edges that fit, by type or inverse name, and how many do not, by type."""
    chosen = part.filter.edge_types or tuple(schema.edges)
    tables: dict[str, pl.DataFrame] = {}
    unfit: Counter[str] = Counter()
    left, there = part.most, 0
    for rows in bolt.stream("MATCH ()-[r]->() RETURN type(r), count(*)"):
        for kind, count in rows:
            declared = schema.inverses.get(kind, kind)
            if declared not in schema.edges:
                unfit[kind] += count
            if declared not in chosen:
                continue
            edge_type = schema.edges[declared]
            columns = [*_ENDS, "id", "time", *edge_type.properties]
            told = ", ".join(f"r.{escaped(p)}" for p in columns[3:])
            asked = f"MATCH (a)-[r:{escaped(kind)}]->(b) RETURN "
            asked += f"{_id('a')}, {_id('b')}, {_id('r')}, {told}"
            table = _table(bolt, asked, columns)
            # what others keep under this name need not be a time of graphkit's
            times = EdtfType().parse(table["time"])
            lost = times.null_count() - table["time"].null_count()
            if lost:
                told = f"{lost:,} edge{'' if lost == 1 else 's'} {shown(kind)}"
                say(f"Without their time, which is no EDTF: {told}.")
            table = table.with_columns(times)
            allowed = [edge_type.source_types, edge_type.target_types]
            if kind in schema.inverses:
                allowed.reverse()
            fits = table
            for end, ends in zip(_ENDS, allowed, strict=True):
                fitting = types.filter(pl.col("type").is_in(list(ends)))
                fits = fits.join(fitting, left_on=end, right_on="id", how="semi")
            # what the filter leaves out is no misfit
            if not part.filter.node_types and fits.height < table.height:
                unfit[kind] += table.height - fits.height
            there += fits.height
            if left is not None:
                fits = fits.sort("id").head(left)
                left -= fits.height
            tables[kind] = fits
    read = sum(table.height for table in tables.values())
    if read < there:
        say(f"Read {read:,} of {there:,} edges, each with its ends.")
    return tables, unfit


def _id(element: str) -> str:
    return f"coalesce(toStringOrNull({element}.id), elementId({element}))"


def _table(bolt: Bolt, asked: str, columns: Sequence[str]) -> pl.DataFrame:
    """Return an answer as a table of text."""
    dtypes = dict.fromkeys(columns, pl.String)
    parts = [pl.DataFrame(schema=dtypes)]
    for rows in bolt.stream(asked, size=ROWS):
        texts = [[cell(value) for value in values] for values in zip(*rows, strict=True)]
        parts.append(pl.DataFrame(dict(zip(columns, texts, strict=True)), schema=dtypes))
    return pl.concat(parts).sort("id")


def cell(value: Any) -> str | None:
    """Return a value of the driver as the text of a cell."""
    if isinstance(value, list):
        value = [_native(item) for item in value]
    try:
        return cell_text(_native(value))
    except ValueError:
        return str(value)


def _native(value: Any) -> Any:
    if not hasattr(value, "to_native"):
        return value
    try:
        native = value.to_native()
    except ValueError:  # before the year 1, or after 9999
        return value.iso_format()
    if isinstance(native, datetime | date | time):
        return native.isoformat()
    return str(value)


def _ends(tables: Iterator[pl.DataFrame] | Any) -> list[pl.Series]:
    return [table[end].rename("id") for table in tables for end in _ENDS]


def _tell(say: Say, name: str, schema: Schema, what: str, left_out: Counter[str]) -> None:
    total = sum(left_out.values())
    if not total:
        return
    kinds = [f"{count:,} {shown(kind, most=60)}" for kind, count in left_out.most_common(NAMED)]
    more = len(left_out) - NAMED
    others = f", and {more:,} more kinds" if more > 0 else ""
    whats = f"{what} that does" if total == 1 else f"{what}s that do"
    say(
        f"Left out {total:,} {whats} not fit the schema {schema.name}, in {name}: "
        f"{', '.join(kinds)}{others}."
    )


def _placed(
    problem: Problem,
    name: str,
    nodes: Mapping[str, pl.DataFrame],
    edges: Mapping[str, pl.DataFrame],
) -> Problem:
    """Return a Problem that tells the element, by its id, and the database."""
    folder, _, kind = problem.file.partition("/")
    table = (nodes if folder == "nodes" else edges).get(kind)
    hint = problem.hint
    if table is not None and 0 < problem.line <= table.height:
        whose = f"It is the {kind} {shown(table['id'][problem.line - 1])}."
        hint = f"{hint} {whose}" if hint else whose
    return replace(problem, file=f"{name}/{kind}", hint=hint)
