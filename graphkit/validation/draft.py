"""A dataset typed as far as it goes: frames in which every row knows where it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

import polars as pl

from graphkit.errors import Problem, Severity
from graphkit.graph.assembly import complete, narrators
from graphkit.graph.claims import CLAIM_TYPES
from graphkit.graph.dataset import Dataset, Kind
from graphkit.graph.frames import DOCUMENT_DTYPES, node_dtypes, property_dtypes, stated_dtypes
from graphkit.schema.model import DOCUMENT_TYPE, Property, Schema
from graphkit.schema.names import DOCUMENT

DOCUMENTS = -1
"""The `_table` of rows that come from document files; their `_row` counts the documents."""

ORIGIN: dict[str, pl.DataType] = {
    "_table": pl.Int32(),
    "_row": pl.Int64(),
    "_swapped": pl.Boolean(),
}
"""Where a row came from, and whether its ends were swapped, as its type was an inverse name."""

_ENDS = {"source": "target", "target": "source"}


@dataclass(frozen=True)
class Column:
    """The cells of one column: of one type's property, or of a claim column of all types.

    Attributes:
        kind: Whether they describe nodes or edges.
        prop: The property, or the claim column as one.
        is_claim_column: Whether it is a claim column.
        cells: A frame of `_table`, `_row`, `_swapped`, `text` (as in the file) and `value` (typed;
            null where the text is no value).
    """

    kind: Kind
    prop: Property
    is_claim_column: bool
    cells: pl.DataFrame

    @cached_property
    def unreadable(self) -> pl.DataFrame:
        """The cells whose text is no value."""
        return self.cells.filter(pl.col("text").is_not_null() & pl.col("value").is_null())


@dataclass(frozen=True)
class Part:
    """The rows of one table that are of one type, as text."""

    kind: Kind
    owner: str
    table: int
    rows: pl.DataFrame


@dataclass(frozen=True)
class Draft:
    """A dataset on its way to a Graph. Nothing in it is checked yet.

    Attributes:
        dataset: Where it came from.
        untyped: Rows whose type is not known or cannot be a node's own: `_table`, `_row`, `kind`,
            `name` (the type as written; null where there is none), `id`.
        parts: The typed rows of each table and type, as text.
        columns: The declared columns of each part, and the claim columns of each table.
        nodes: Nodes by own type, typed, with their origin.
        stated: Claims of all types, typed, ends in the declared direction, with their origin and
            `_sound`: whether ends and key are there, and every cell could be read. What a cell at
            fault leaves open is not asked of the others.
        properties: The declared properties of the claims of each type that has any, in the order
            of `stated`.
    """

    dataset: Dataset
    untyped: pl.DataFrame
    parts: tuple[Part, ...]
    columns: tuple[Column, ...]
    nodes: Mapping[str, pl.DataFrame]
    stated: pl.DataFrame
    properties: Mapping[str, pl.DataFrame]

    @property
    def schema(self) -> Schema:
        """The dataset's schema."""
        return self.dataset.schema

    @cached_property
    def texts(self) -> pl.DataFrame:
        """The documents that have a text: `id`, `file`, `text`, `sha256`."""
        rows = [
            (document.fields["id"], document.file, document.text, document.sha256)
            for document in self.dataset.documents
            if "id" in document.fields
        ]
        frame = pl.DataFrame(rows, schema=DOCUMENT_DTYPES, orient="row")
        return frame.unique(subset=["id"], keep="first", maintain_order=True)

    @cached_property
    def node_index(self) -> pl.DataFrame:
        """The first row of each node id: `id`, `type` (null where not known), and its origin."""
        origin = list(ORIGIN)
        parts = [
            frame.select("id", *origin, type=pl.lit(name)) for name, frame in self.nodes.items()
        ]
        unknown = self.untyped.filter(pl.col("kind") == "node").select(
            "id", "_table", "_row", _swapped=pl.lit(False), type=pl.lit(None, pl.String)
        )
        every = pl.concat([*parts, unknown]).drop_nulls("id").sort("_table", "_row")
        return every.unique(subset=["id"], keep="first", maintain_order=True)

    @cached_property
    def claims(self) -> pl.DataFrame:
        """Claims of all types with bounds and places of quotes, and what `stated` has.

        Digests are not needed to check: what makes two rows the same is compared itself. So an
        `id` that is not given (`_given` is null) is the row's number behind a space, which no id
        can hold.
        """
        documents = narrators(self.nodes.get(DOCUMENT)).unique("document", keep="first")
        rows = complete(self.schema, self.stated, self.properties, documents, self.texts)
        return rows.with_columns(_given="id", id=pl.coalesce("id", pl.format(" {}", "_index")))

    @cached_property
    def claim_index(self) -> pl.DataFrame:
        """The first row of each claim id that is given: `id`, `edge_type` and its origin.

        `edge_type` is null where it is not known.
        """
        unknown = self.untyped.filter(pl.col("kind") == "edge").select(
            "id", "_table", "_row", _swapped=pl.lit(False), edge_type=pl.lit(None, pl.String)
        )
        given = self.stated.select("id", *ORIGIN, "edge_type")
        every = pl.concat([given, unknown]).drop_nulls("id")
        return every.sort("_table", "_row").unique("id", keep="first", maintain_order=True)

    def is_whole(self, kind: Kind) -> bool:
        """Tell whether all files of a kind were read, so that an unknown id is really unknown."""
        read = {table.file for table in self.dataset.tables}
        folders = {"nodes", "documents"} if kind == "node" else {"edges"}
        lost = any(
            problem.is_error
            and problem.file not in read
            and PurePosixPath(problem.file).parent.name in folders
            for problem in self.dataset.problems
        )
        nameless = kind == "node" and any(
            table.kind == "node" and table.frame.width and "id" not in table.frame.columns
            for table in self.dataset.tables
        )
        return not lost and not nameless

    def place(self, row: Mapping[str, object], column: str) -> tuple[str, int, int]:
        """Return file, line and column of a cell of a row that knows its origin."""
        table, number = row["_table"], row["_row"]
        if not isinstance(table, int) or not isinstance(number, int):
            message = f"a row without an origin: {row}"
            raise TypeError(message)
        if table == DOCUMENTS:
            document = self.dataset.documents[number]
            return (document.file, *document.places.get(column, (1, 1)))
        if row.get("_swapped"):
            column = _ENDS.get(column, column)
        source = self.dataset.tables[table]
        return (source.file, *source.locate(number, column))

    def error(
        self, row: Mapping[str, object], column: str, code: str, message: str, hint: str = ""
    ) -> Problem:
        """Return a Problem that stops a load, at a cell."""
        place = self.place(row, column)
        return Problem(*place, code, Severity.ERROR, message, hint)

    def warning(
        self, row: Mapping[str, object], column: str, code: str, message: str, hint: str = ""
    ) -> Problem:
        """Return a Problem that is only shown, at a cell."""
        place = self.place(row, column)
        return Problem(*place, code, Severity.WARNING, message, hint)

    def spoken_place(self, row: Mapping[str, object], column: str, file: str) -> str:
        """Return a place for the middle of a message: "line 3", or with its file if another."""
        other, line, _ = self.place(row, column)
        return f"line {line}" if other == file else f"{other}:{line}"


def draft(dataset: Dataset) -> Draft:
    """Type the rows of a dataset as far as that goes."""
    schema = dataset.schema
    kinds = {"kind": pl.String, "name": pl.String, "id": pl.String}
    untyped = [pl.DataFrame(schema={"_table": pl.Int32, "_row": pl.Int64, **kinds})]
    stated = [pl.DataFrame(schema={**stated_dtypes(), **ORIGIN})]
    parts: list[Part] = [*_documents(dataset)]
    columns: list[Column] = []
    for index, table in enumerate(dataset.tables):
        typed, rest = _split(dataset, index)
        untyped.append(rest)
        by_type = typed.partition_by("_type", maintain_order=True, as_dict=True)
        parts += [Part(table.kind, str(key[0]), index, rows) for key, rows in by_type.items()]
        owner = _types(schema, table.kind).get(table.stem)
        if table.frame.is_empty() and owner is not None:
            # its columns can be checked, though nothing stands in them
            parts.append(Part(table.kind, owner, index, typed))
        if table.kind == "edge":
            read = list(_claim_columns(typed))
            columns += read
            stated.append(_typed(typed, read, {**stated_dtypes(), **ORIGIN}))
    nodes: dict[str, list[pl.DataFrame]] = {}
    properties: dict[str, list[pl.DataFrame]] = {}
    for part in parts:
        if part.rows.is_empty():
            continue
        read = list(_declared_columns(part, schema))
        columns += read
        if part.kind == "node":
            dtypes = {**node_dtypes(schema.nodes[part.owner]), **ORIGIN}
            nodes.setdefault(part.owner, []).append(_typed(part.rows, read, dtypes))
        elif schema.edges[part.owner].properties:
            dtypes = property_dtypes(schema.edges[part.owner])
            properties.setdefault(part.owner, []).append(_typed(part.rows, read, dtypes))
    return Draft(
        dataset=dataset,
        untyped=pl.concat(untyped),
        parts=tuple(parts),
        columns=tuple(columns),
        nodes={name: pl.concat(nodes[name]) for name in schema.nodes if name in nodes},
        stated=_with_soundness(pl.concat(stated), columns, _without_key(parts, schema)),
        properties={name: pl.concat(frames) for name, frames in properties.items()},
    )


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


def _split(dataset: Dataset, index: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the rows of a table that are of a known type, as `_type`, and those that are not."""
    table, schema = dataset.tables[index], dataset.schema
    known = _types(schema, table.kind)
    rows = table.frame.with_columns(
        _table=pl.lit(index, pl.Int32), _row=pl.int_range(pl.len(), dtype=pl.Int64)
    )
    stem = pl.lit(table.stem)
    if "type" not in rows.columns:
        name = stem
    elif table.stem in known:
        name = pl.coalesce("type", stem)
    else:
        name = pl.col("type")
    rows = rows.with_columns(_name=name)
    rows = rows.with_columns(
        _type=pl.col("_name").replace_strict(known, default=None, return_dtype=pl.String)
    )
    # an inverse name is read from target to source
    swapped = pl.col("_name") != pl.col("_type")
    ends = {"source", "target"} <= set(rows.columns)
    if table.kind == "edge" and schema.inverses and ends:
        rows = rows.with_columns(
            _swapped=swapped.fill_null(False),
            source=pl.when(swapped).then("target").otherwise("source"),
            target=pl.when(swapped).then("source").otherwise("target"),
        )
    else:
        rows = rows.with_columns(_swapped=pl.lit(False))
    rest = rows.filter(pl.col("_type").is_null()).select(
        "_table",
        "_row",
        kind=pl.lit(table.kind),
        name="_name",
        id="id" if "id" in rows.columns else pl.lit(None, pl.String),
    )
    return rows.drop_nulls("_type").drop("_name"), rest


def _documents(dataset: Dataset) -> Iterator[Part]:
    """Return the documents' front matter as rows of the built-in node type."""
    if not dataset.documents:
        return
    names = ["id", *(name for name in DOCUMENT_TYPE.properties if name != "sha256")]
    rows = pl.DataFrame(
        [[document.fields.get(name) for name in names] for document in dataset.documents],
        schema=dict.fromkeys(names, pl.String),
        orient="row",
    )
    origin = {
        "_table": pl.lit(DOCUMENTS, pl.Int32),
        "_row": pl.int_range(pl.len(), dtype=pl.Int64),
        "_swapped": pl.lit(False),
    }
    sums = pl.Series("sha256", [document.sha256 for document in dataset.documents], pl.String)
    yield Part("node", DOCUMENT, DOCUMENTS, rows.with_columns(sums, **origin))


def _declared_columns(part: Part, schema: Schema) -> Iterator[Column]:
    """Return the columns of a part that its type declares, read as their types say."""
    types = schema.nodes if part.kind == "node" else schema.edges
    for prop in types[part.owner].properties.values():
        if prop.name in part.rows.columns:
            yield Column(part.kind, prop, False, _cells(part.rows, prop))


def _claim_columns(rows: pl.DataFrame) -> Iterator[Column]:
    """Return the claim columns of the rows of a table, read."""
    for name, value_type in CLAIM_TYPES.items():
        if name in rows.columns:
            prop = Property(name, value_type)
            yield Column("edge", prop, True, _cells(rows, prop))


def _cells(rows: pl.DataFrame, prop: Property) -> pl.DataFrame:
    text = rows[prop.name]
    return rows.select(*ORIGIN, text=text, value=prop.type.parse(text).cast(prop.type.dtype))


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
