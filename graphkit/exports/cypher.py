"""A script for cypher-shell that makes the same graph, marks and all, as a load does.

It merges, so it may be run again. Values are written as literals, and no character of one can end
it: what is not plain is written as an escape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TextIO

import polars as pl

from graphkit.exports.report import ExportReport
from graphkit.exports.selection import kept
from graphkit.exports.texts import inner_type
from graphkit.exports.writing import GENERATOR, Progress, whole_file
from graphkit.graph.filters import NO_FILTER, Filter
from graphkit.graph.graph import Graph
from graphkit.propertygraph.cypher import labels, name
from graphkit.propertygraph.ddl.choice import COMMUNITY5
from graphkit.propertygraph.ddl.rules import rules_of
from graphkit.propertygraph.groups import SOURCE, TARGET, EdgeGroup, NodeGroup
from graphkit.propertygraph.marks import DATASETS, HASH, HASHES, OWNED, SAID, marked
from graphkit.propertygraph.tables import AnyTable, edge_tables, node_tables
from graphkit.schema.model import Schema

ROWS: Final = 1_000
"""Rows in one statement, which is one transaction."""

_PART: Final = 50_000
"""Rows that are made at once."""

_UNSAFE: Final = r"[^\x20-\x21\x23-\x5b\x5d-\x7e\xa0-\u1fff\u2c00-\ud7ff\uf900-\ufdff]"
"""What is written as an escape: quotes, backslashes, controls, and what is a space or invisible."""

_LEAST: Final = -(2**63)


def write_cypher(
    graph: Graph, path: Path, filter: Filter = NO_FILTER, progress: Progress | None = None
) -> ExportReport:
    """Write a graph as a script of Cypher, which cypher-shell and Neo4j's Browser run.

    Args:
        graph: The graph; its name is that of the dataset in the database.
        path: The file.
        filter: Which claims are written; every claim without one.
        progress: Told how far it is.

    Raises:
        Refused: Where something else is there already.
        UsageError: Where the graph cannot be stored, or the file cannot be written.
    """
    chosen = kept(graph, filter)
    nodes, edges = node_tables(chosen), edge_tables(chosen)
    tables: list[AnyTable] = [*nodes, *edges]
    done, total = 0, sum(table.rows.height for table in tables)
    with whole_file(path) as beside, beside.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"// {GENERATOR} export: run it by cypher-shell -f, or in Neo4j's Browser.\n")
        for statement in constraints(chosen.schema):
            file.write(f"{statement};\n")
        for table in tables:
            rows_done = 0
            for group in table.parts(_PART):
                _write(file, group, chosen.name)
                rows_done = min(rows_done + _PART, table.rows.height)
                if progress is not None:
                    progress("elements", done + rows_done, total)
            done += table.rows.height
    node_count = sum(table.rows.height for table in nodes if table.empty.kind == "node")
    return ExportReport(path, node_count, chosen.stated.height)


def constraints(schema: Schema) -> Iterator[str]:
    """Yield what tells a server of a schema, and waits until its indexes are there.

    It is what every edition takes.
    """
    for constraint in COMMUNITY5.constraints(rules_of(schema)):
        yield constraint.statement
    yield "CALL db.awaitIndexes(300)"


def literal(text: str) -> str:
    r"""Return a text as it stands in a query.

    Example:
        >>> print(literal("it's"), literal('a"b'), literal("\\u0022"))
        "it's" "a\"b" "\\u0022"
    """
    return str(pl.select(_literal(pl.lit(text), pl.String())).item())


def _write(file: TextIO, group: NodeGroup | EdgeGroup, dataset: str) -> None:
    frame = marked(group)
    if isinstance(group, NodeGroup):
        keys = ["id"]
        merge = f"MERGE (e{labels([group.root])} {{id: row[0]}}) "
        if group.labels:
            merge += f"SET e{labels(group.labels)} "
    else:
        keys = [SOURCE, TARGET, *group.key]
        parts = ", ".join(f"{name(key)}: row[{number}]" for number, key in enumerate(group.key, 2))
        key = f" {{{parts}}}" if parts else ""
        merge = (
            f"MATCH (a{labels([group.source_root])} {{id: row[0]}}) "
            f"MATCH (b{labels([group.target_root])} {{id: row[1]}}) "
            f"MERGE (a)-[e{labels([group.type])}{key}]->(b) "
        )
    place = len(keys)
    merge += (
        f"SET e += row[{place}], e.{DATASETS} = [{literal(dataset)}], "
        f"e.{HASHES} = [row[{place + 1}]], e.{OWNED} = [row[{place + 2}]];\n"
    )
    properties = [column for column in group.properties if column not in keys]
    written = frame.select(_row(frame, keys, properties).alias("row"))["row"]
    for start in range(0, len(written), ROWS):
        file.write("UNWIND [\n")
        file.write(",\n".join(written.slice(start, ROWS).to_list()))
        file.write(f"\n] AS row {merge}")


def _row(frame: pl.DataFrame, keys: list[str], properties: list[str]) -> pl.Expr:
    """Write rows as lists: keys, a map of the properties, the hash, and what is owned."""
    columns = [pl.concat_str(_of(frame, key), pl.lit(", ")) for key in keys]
    members = [
        pl.concat_str(pl.lit(f", {name(column)}: "), _of(frame, column))
        for column in properties
        if frame[column].null_count() < frame.height
    ]
    inner = pl.concat_str(members, ignore_nulls=True).str.strip_prefix(", ") if members else ""
    inside = inner if isinstance(inner, pl.Expr) else pl.lit(inner)
    marks = (pl.lit("}, "), _of(frame, HASH), pl.lit(", "), _of(frame, SAID), pl.lit("]"))
    return pl.concat_str(pl.lit("["), *columns, pl.lit("{"), inside, *marks)


def _of(frame: pl.DataFrame, column: str) -> pl.Expr:
    return _literal(pl.col(column), frame.schema[column])


def _literal(value: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """Write values as Cypher; null where absent."""
    if isinstance(dtype, pl.List):
        items = value.list.eval(_literal(pl.element(), inner_type(dtype)).fill_null("null"))
        return pl.concat_str(pl.lit("["), items.list.join(", "), pl.lit("]"))
    if isinstance(dtype, pl.Datetime):
        clock = value.dt.strftime("%Y-%m-%dT%H:%M:%S%.6f")
        return pl.concat_str(pl.lit('datetime("'), clock, pl.lit('Z")'))
    if dtype == pl.Date:
        return pl.concat_str(pl.lit('date("'), value.cast(pl.String), pl.lit('")'))
    if dtype.is_integer():  # the least one has no literal of its own
        least = pl.lit(f"({_LEAST + 1} - 1)")
        return pl.when(value == _LEAST).then(least).otherwise(value.cast(pl.String))
    if dtype.is_float():
        infinite = pl.when(value > 0).then(pl.lit("(1.0 / 0.0)")).otherwise(pl.lit("(-1.0 / 0.0)"))
        odd = pl.when(value.is_nan()).then(pl.lit("(0.0 / 0.0)")).otherwise(infinite)
        finite = pl.when(value.is_finite()).then(value.cast(pl.String))
        return finite.when(value.is_not_null()).then(odd)
    if dtype == pl.String:
        escaped = value.map_batches(_escaped, return_dtype=pl.String)
        return pl.concat_str(pl.lit('"'), escaped, pl.lit('"'))
    return value.cast(pl.String)


def _escaped(texts: pl.Series) -> pl.Series:
    """Escape what is not plain; only those texts that hold any of it are looked at by Python."""
    unsafe = texts.str.contains(_UNSAFE).fill_null(False)
    if not unsafe.any():
        return texts
    written = pl.Series([_SIGN.sub(_escape, text) for text in texts.filter(unsafe)])
    return texts.scatter(unsafe.arg_true(), written)


_SIGN: Final = re.compile(_UNSAFE)


def _escape(found: re.Match[str]) -> str:
    sign = found[0]
    if sign in '\\"':
        return f"\\{sign}"
    units = sign.encode("utf-16-be").hex()
    return "".join(f"\\u{units[place : place + 4]}" for place in range(0, len(units), 4))
