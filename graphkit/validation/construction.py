"""From a Dataset to a Draft: rows told apart by type, cells read as their columns say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import polars as pl

from graphkit.graph.claims import CLAIM_TYPES
from graphkit.graph.dataset import Dataset, Kind, SourceDocument, Table
from graphkit.graph.frames import node_dtypes, property_dtypes, stated_dtypes
from graphkit.graph.namespaces import full_id, full_ids
from graphkit.schema.model import DOCUMENT_TYPE, Property, Schema
from graphkit.schema.names import CLAIM_LINKS, DOCUMENT
from graphkit.validation.draft import Column, Draft, Part
from graphkit.validation.finding import DOCUMENTS, ORIGIN
from graphkit.validation.origins import Piece
from graphkit.validation.union import united

_IDS = ("claimed_by", "document", *CLAIM_LINKS)
"""The claim columns that hold ids."""


def draft(
    dataset: Dataset,
    pieces: Sequence[Piece] | None = None,
    owners: Mapping[int, tuple[str, ...]] | None = None,
) -> Draft:
    """Type the rows of a dataset as far as that goes.

    Args:
        dataset: The dataset.
        pieces: The rows to type; None for everything.
        owners: The types that the rows of each table have, where `pieces` may not hold them all.
    """
    schema = dataset.schema
    kinds = {"kind": pl.String, "name": pl.String, "id": pl.String}
    untyped = [pl.DataFrame(schema={**ORIGIN, **kinds})]
    stated = [pl.DataFrame(schema={**stated_dtypes(), **ORIGIN})]
    parts: list[Part] = []
    if pieces is None:
        tables = [Piece(index, 0, table.frame) for index, table in enumerate(dataset.tables)]
        pieces = [documents_of(dataset), *tables]
    columns: list[Column] = []
    for piece in pieces:
        if piece.table == DOCUMENTS:
            parts.append(Part("node", DOCUMENT, DOCUMENTS, piece.rows))
            continue
        index, table = piece.table, dataset.tables[piece.table]
        typed, rest = _split(dataset, piece)
        untyped.append(rest)
        parts += [Part(table.kind, owner, index, rows) for owner, rows in _by_type(typed)]
        owner = _types(schema, table.kind).get(table.stem)
        if not table.height and table.columns and owner is not None:
            # its columns can be checked, though nothing stands in them
            parts.append(Part(table.kind, owner, index, typed))
        if table.kind == "edge":
            read = list(_claim_columns(typed, table.namespace))
            columns += read
            stated.append(_typed(typed, read, {**stated_dtypes(), **ORIGIN}))
    nodes: dict[str, list[pl.DataFrame]] = {}
    properties: dict[str, list[pl.DataFrame]] = {}
    for part in parts:
        if part.rows.is_empty():
            continue
        namespace = "" if part.table == DOCUMENTS else dataset.tables[part.table].namespace
        read = list(_declared_columns(part, schema, namespace))
        columns += read
        if part.kind == "node":
            dtypes = {**node_dtypes(schema.nodes[part.owner]), **ORIGIN}
            nodes.setdefault(part.owner, []).append(_typed(part.rows, read, dtypes))
        elif schema.edges[part.owner].properties:
            dtypes = property_dtypes(schema.edges[part.owner])
            properties.setdefault(part.owner, []).append(_typed(part.rows, read, dtypes))
    drafted = Draft(
        dataset=dataset,
        pieces=tuple(pieces),
        owners={**_owners(parts), **(owners or {})},
        untyped=pl.concat(untyped),
        parts=tuple(parts),
        columns=tuple(columns),
        nodes={name: pl.concat(nodes[name]) for name in schema.nodes if name in nodes},
        stated=_with_soundness(pl.concat(stated), columns, _without_key(parts, schema)),
        properties={name: pl.concat(frames) for name, frames in properties.items()},
    )
    return united(drafted)


def nodes_of(parts: Sequence[Draft]) -> Draft:
    """Return the draft of all nodes, put together of drafts of some each."""
    names = [name for name in parts[0].schema.nodes if any(name in some.nodes for some in parts)]
    nodes = {name: pl.concat([p.nodes[name] for p in parts if name in p.nodes]) for name in names}
    untyped = pl.concat([some.untyped for some in parts])
    return replace(parts[0], pieces=(), parts=(), columns=(), nodes=nodes, untyped=untyped)


def types_of(dataset: Dataset, piece: Piece) -> list[str]:
    """Return the types of some rows, in the order in which they come first."""
    return [owner for owner, _ in _by_type(_split(dataset, piece)[0])]


def _owners(parts: Iterable[Part]) -> dict[int, tuple[str, ...]]:
    owners: dict[int, list[str]] = {}
    for part in parts:
        owners.setdefault(part.table, []).append(part.owner)
    return {table: tuple(dict.fromkeys(names)) for table, names in owners.items()}


def _types(schema: Schema, kind: Kind) -> dict[str, str]:
    """Return the type that each name which a row may have stands for."""
    if kind == "node":
        return {name: name for name in schema.own_types}
    return {**schema.inverses, **{name: name for name in schema.edges}}


def _with_soundness(
    stated: pl.DataFrame, columns: Iterable[Column], without_key: Iterable[pl.DataFrame]
) -> pl.DataFrame:
    """Add `_sound`: whether a row has its ends and key, and no cell that cannot be read."""
    has_ends = pl.col("source").is_not_null() & pl.col("target").is_not_null()
    rows = stated.with_columns(_sound=has_ends)
    faulty = [*without_key, *(column.unreadable for column in columns if column.kind == "edge")]
    faulty = [frame.select("_table", "_row") for frame in faulty if not frame.is_empty()]
    if not faulty:
        return rows
    cells = pl.concat(faulty).unique().with_columns(_faulty=pl.lit(True))
    joined = rows.join(cells, on=["_table", "_row"], how="left", maintain_order="left")
    return joined.with_columns(pl.col("_sound") & pl.col("_faulty").is_null()).drop("_faulty")


def _without_key(parts: Iterable[Part], schema: Schema) -> Iterator[pl.DataFrame]:
    """Return the rows that lack a property of their type's key."""
    for part in parts:
        key = schema.edges[part.owner].key if part.kind == "edge" else ()
        if any(name not in part.rows.columns for name in key):
            yield part.rows
        elif key:
            yield part.rows.filter(pl.any_horizontal(pl.col(key).is_null()))


def _by_type(typed: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    """Return the rows of each type, in the order in which the types come first."""
    types = typed["_type"].unique(maintain_order=True).to_list()
    if len(types) == 1:
        return [(types[0], typed)]
    by_type = typed.partition_by("_type", maintain_order=True, as_dict=True)
    return [(str(key[0]), rows) for key, rows in by_type.items()]


def _split(dataset: Dataset, piece: Piece) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the rows of a table that are of a known type, as `_type`, and those that are not."""
    table, schema = dataset.tables[piece.table], dataset.schema
    known = _types(schema, table.kind)
    rows = _with_full_ids(table.namespace, piece.rows).with_columns(
        _table=pl.lit(piece.table, pl.Int32),
        _row=pl.int_range(piece.first, piece.first + pl.len(), dtype=pl.Int64),
    )
    stem = pl.lit(table.stem)
    if "type" not in rows.columns:
        return _split_by_stem(table, rows, known)
    name = pl.coalesce("type", stem) if table.stem in known else pl.col("type")
    rows = rows.with_columns(_name=name)
    rows = rows.with_columns(
        _type=pl.col("_name").replace_strict(known, default=None, return_dtype=pl.String)
    )
    swapped = (pl.col("_name") != pl.col("_type")).fill_null(False)
    if table.kind == "edge" and schema.inverses:
        rows = _with_swapped_ends(rows, swapped)
    else:
        rows = rows.with_columns(_swapped=pl.lit(False))
    rest = rows.filter(pl.col("_type").is_null())
    typed = rows if rest.is_empty() else rows.drop_nulls("_type")
    return typed.drop("_name"), _untyped(table, rest)


def _split_by_stem(
    table: Table, rows: pl.DataFrame, known: Mapping[str, str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Do what `_split` does for a table whose name says what type all its rows are of."""
    owner = known.get(table.stem)
    if owner == table.stem or owner is None:
        rows = rows.with_columns(_swapped=pl.lit(False))
    else:
        rows = _with_swapped_ends(rows, pl.lit(True))
    typed = rows.with_columns(_type=pl.lit(owner, pl.String))
    rest = rows.with_columns(_name=pl.lit(table.stem))
    if owner is None:
        return typed.clear(), _untyped(table, rest)
    return typed, _untyped(table, rest.clear())


def _with_swapped_ends(rows: pl.DataFrame, swapped: pl.Expr) -> pl.DataFrame:
    """Read the rows whose type is an inverse name from target to source."""
    if not {"source", "target"} <= set(rows.columns):
        return rows.with_columns(_swapped=pl.lit(False))
    return rows.with_columns(
        _swapped=swapped,
        source=pl.when(swapped).then("target").otherwise("source"),
        target=pl.when(swapped).then("source").otherwise("target"),
    )


def _untyped(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        *ORIGIN,
        kind=pl.lit(table.kind),
        name="_name",
        id="id" if "id" in rows.columns else pl.lit(None, pl.String),
    )


def _with_full_ids(namespace: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Return a table's rows with the ids of nodes and edges as they are known everywhere."""
    if not namespace:
        return rows
    names = [name for name in ("id", "source", "target") if name in rows.columns]
    return rows.with_columns(full_ids(namespace, rows[name]) for name in names)


def documents_of(dataset: Dataset) -> Piece:
    """Return the documents' front matter as rows of the built-in node type."""
    names = ["id", *(name for name in DOCUMENT_TYPE.properties if name != "sha256")]
    rows = pl.DataFrame(
        [_front_matter(document, names) for document in dataset.documents],
        schema=dict.fromkeys(names, pl.String),
        orient="row",
    )
    origin = {
        "_table": pl.lit(DOCUMENTS, pl.Int32),
        "_row": pl.int_range(pl.len(), dtype=pl.Int64),
        "_swapped": pl.lit(False),
    }
    sums = pl.Series("sha256", [document.sha256 for document in dataset.documents], pl.String)
    return Piece(DOCUMENTS, 0, rows.with_columns(sums, **origin))


def _front_matter(document: SourceDocument, names: Iterable[str]) -> list[str | None]:
    """Return the values of a document's front matter, ids as they are known everywhere."""
    ids = {
        name: full_id(document.namespace, document.fields[name])
        for name in ("id", "reports")
        if name in document.fields
    }
    return [ids.get(name, document.fields.get(name)) for name in names]


def _declared_columns(part: Part, schema: Schema, namespace: str) -> Iterator[Column]:
    """Return the columns of a part that its type declares, read as their types say."""
    types = schema.nodes if part.kind == "node" else schema.edges
    for prop in types[part.owner].properties.values():
        if prop.name in part.rows.columns:
            is_id = part.owner == DOCUMENT and part.kind == "node" and prop.name == "reports"
            cells = _cells(part.rows, prop, namespace if is_id else "")
            yield Column(part.kind, prop, False, cells)


def _claim_columns(rows: pl.DataFrame, namespace: str) -> Iterator[Column]:
    """Return the claim columns of the rows of a table, read."""
    for name, value_type in CLAIM_TYPES.items():
        if name in rows.columns:
            prop = Property(name, value_type)
            cells = _cells(rows, prop, namespace if name in _IDS else "")
            yield Column("edge", prop, True, cells)


def _cells(rows: pl.DataFrame, prop: Property, namespace: str) -> pl.DataFrame:
    text = rows[prop.name]
    value = full_ids(namespace, prop.type.parse(text).cast(prop.type.dtype))
    return rows[list(ORIGIN)].hstack([text.alias("text"), value.alias("value")])


def _typed(
    rows: pl.DataFrame, columns: Iterable[Column], dtypes: Mapping[str, pl.DataType]
) -> pl.DataFrame:
    """Return rows as values: columns that were read, ids and origin as they are, others null."""
    values = {column.prop.name: column.cells["value"] for column in columns}
    for name in ("id", "source", "target", *ORIGIN):
        if name in rows.columns:
            values.setdefault(name, rows[name])
    if "edge_type" in dtypes:
        values.setdefault("edge_type", rows["_type"])
    # a frame of literals alone would have one row, whatever the number of rows
    return rows.with_columns(
        values[name].alias(name) if name in values else pl.lit(None, dtype).alias(name)
        for name, dtype in dtypes.items()
    ).select(list(dtypes))
