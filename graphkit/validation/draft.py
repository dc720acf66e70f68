"""A dataset typed as far as it goes: frames in which every row knows where it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import polars as pl

from graphkit.graph.assembly import complete, narrators, resolved_times
from graphkit.graph.dataset import Kind
from graphkit.graph.frames import DOCUMENT_DTYPES
from graphkit.graph.identity import claim_ids
from graphkit.graph.namespaces import full_id
from graphkit.schema.model import Property
from graphkit.schema.names import DOCUMENT
from graphkit.validation.ends import NodeNumbers
from graphkit.validation.finding import ORIGIN
from graphkit.validation.origins import Origins
from graphkit.validation.spans import spans
from graphkit.validation.suspicion import claim_marks, edge_marks

_OF_NODES = ("texts", "textless", "node_index", "first_nodes", "node_numbers", "narrators")


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
        if self.cells["text"].null_count() == self.cells["value"].null_count():
            return self.cells.clear()  # a text that is absent has no value either
        return self.cells.filter(pl.col("text").is_not_null() & pl.col("value").is_null())


@dataclass(frozen=True)
class Part:
    """The rows of one table that are of one type, as text."""

    kind: Kind
    owner: str
    table: int
    rows: pl.DataFrame


@dataclass(frozen=True)
class Draft(Origins):
    """A dataset, or some of its rows, on the way to a Graph. Nothing in it is checked yet.

    Attributes:
        dataset: Where it came from.
        pieces: The rows that were typed.
        owners: The types that the rows of each table have, also of rows that were not typed here.
        untyped: Rows whose type is not known or cannot be a node's own: origin, `kind`, `name`
            (the type as written; null where there is none), `id`.
        parts: The typed rows of each table and type, as text.
        columns: The declared columns of each part, and the claim columns of each table.
        nodes: Nodes by own type, typed, with their origin.
        stated: Claims of all types, typed, ends in the declared direction, with their origin and
            `_sound`: whether ends and key are there, and every cell could be read. What a cell at
            fault leaves open is not asked of the others.
        properties: The declared properties of the claims of each type that has any, in the order
            of `stated`.
    """

    owners: Mapping[int, tuple[str, ...]]
    untyped: pl.DataFrame
    parts: tuple[Part, ...]
    columns: tuple[Column, ...]
    nodes: Mapping[str, pl.DataFrame]
    stated: pl.DataFrame
    properties: Mapping[str, pl.DataFrame]

    @cached_property
    def texts(self) -> pl.DataFrame:
        """The documents that have a text: `id`, `file`, `text`, `sha256`."""
        rows = [
            (
                full_id(document.namespace, document.fields["id"]),
                document.file,
                document.text,
                document.sha256,
            )
            for document in self.dataset.documents
            if "id" in document.fields
        ]
        frame = pl.DataFrame(rows, schema=DOCUMENT_DTYPES, orient="row")
        return frame.unique(subset=["id"], keep="first", maintain_order=True)

    @cached_property
    def textless(self) -> pl.DataFrame:
        """The documents that have no text here: `id`."""
        documents = self.nodes.get(DOCUMENT)
        if documents is None:
            return pl.DataFrame(schema={"id": pl.String})
        return documents.join(self.texts, on="id", how="anti").select("id").drop_nulls()

    @cached_property
    def node_index(self) -> pl.DataFrame:
        """The first row of each node id: `id`, `type` (null where not known), and its origin."""
        return self._node_rows.unique(subset=["id"], keep="first", maintain_order=True)

    @cached_property
    def first_nodes(self) -> pl.DataFrame:
        """The first row of each node id in each dataset: as `node_index`, with `_dataset`."""
        rows = self.with_dataset(self._node_rows)
        return rows.unique(subset=["id", "_dataset"], keep="first", maintain_order=True)

    @property
    def has_unique_nodes(self) -> bool:
        """Whether every node id stands once."""
        return self.node_index.height == self._node_rows.height

    @cached_property
    def _node_rows(self) -> pl.DataFrame:
        origin = list(ORIGIN)
        parts = [
            frame.select("id", *origin, type=pl.lit(name)) for name, frame in self.nodes.items()
        ]
        unknown = self.untyped.filter(pl.col("kind") == "node").select(
            "id", *origin, type=pl.lit(None, pl.String)
        )
        return pl.concat([*parts, unknown]).drop_nulls("id").sort("_table", "_row")

    @cached_property
    def claims(self) -> pl.DataFrame:
        """Claims of all types with bounds, and what `stated` has.

        Digests are not needed to check: what makes two rows the same is compared itself. So an
        `id` that is not given (`_given` is null) is the row's number behind a space, which no id
        can hold.
        """
        rows = complete(self.schema, self.stated, self.properties, self.narrators)
        return rows.with_columns(_given="id", id=pl.coalesce("id", pl.format(" {}", "_index")))

    @cached_property
    def node_numbers(self) -> NodeNumbers:
        """The number of each node, its row in `node_index`; higher ones for what is no node."""
        return NodeNumbers(self.node_index["id"])

    @cached_property
    def ends(self) -> pl.DataFrame:
        """The numbers of the ends of each claim of `stated`: `source` and `target`."""
        numbers = self.node_numbers
        return pl.DataFrame(
            [numbers.of(self.stated[end]).alias(end) for end in ("source", "target")]
        )

    @cached_property
    def narrators(self) -> pl.DataFrame:
        """Who speaks in each document, and when it was published, as `narrators` says."""
        return narrators(self.nodes.get(DOCUMENT)).unique("document", keep="first")

    @cached_property
    def times(self) -> pl.Series:
        """The `time` of each claim, or what its `time_text` means."""
        stated = self.stated
        if stated["time_text"].null_count() == stated.height:
            return stated["time"]
        told = stated.select("time", "time_text", "document")
        return resolved_times(
            told.join(self.narrators, on="document", how="left", maintain_order="left")
        )

    @cached_property
    def edge_marks(self) -> pl.Series:
        """A number for each claim that is the same for all claims about one edge."""
        return edge_marks(self.schema, self.stated, self.properties)

    @cached_property
    def claim_marks(self) -> pl.Series:
        """A number for each claim that is the same for all rows that make one claim."""
        return claim_marks(self.stated, self.edge_marks, self.times)

    @cached_property
    def denied_marks(self) -> pl.Series:
        """The marks of the edges that some claim denies."""
        is_denied = (self.stated["polarity"] == "negative").fill_null(False)
        if not is_denied.any():
            return pl.Series([], dtype=pl.UInt64)
        return self.edge_marks.filter(is_denied).unique()

    @cached_property
    def value_marks(self) -> dict[tuple[str, str], pl.Series]:
        """A number for each value of a unique property of edges, by type and property.

        It is null where there is no value, or the row is not sound.
        """
        marks = {}
        for name, frame in self.properties.items():
            for prop in self.schema.edges[name].properties.values():
                if prop.unique:
                    is_sound = self.stated["_sound"].filter(self.stated["edge_type"] == name)
                    value = pl.when(pl.col(prop.name).is_not_null() & is_sound).then(prop.name)
                    hashed = pl.when(value.is_not_null()).then(value.hash(0))
                    marks[name, prop.name] = frame.select(hashed).to_series()
        return marks

    def where(self, name: str, rows: pl.Series) -> pl.Series:
        """Tell for each claim what is told for each of one type; False for the others."""
        told = pl.repeat(False, self.stated.height, dtype=pl.Boolean, eager=True)
        return told.scatter((self.stated["edge_type"] == name).arg_true(), rows.fill_null(False))

    @cached_property
    def spans(self) -> dict[str, pl.DataFrame]:
        """When the edges of each type surely hold that limits partners, as `spans` says."""
        limited = {
            name: edge_type
            for name, edge_type in self.schema.edges.items()
            if edge_type.max_sources_per_target or edge_type.max_targets_per_source
        }
        return {
            name: spans(edge_type, self.stated, self.ends, self.times)
            for name, edge_type in limited.items()
        }

    def keeping(self, rows: pl.Series) -> Draft:
        """Return the draft with some of its claims alone, told by a Boolean for each."""
        properties = {
            name: frame.filter(rows.filter(self.stated["edge_type"] == name))
            for name, frame in self.properties.items()
        }
        kept = replace(self, stated=self.stated.filter(rows), properties=properties)
        return kept.knowing(self)

    def beside(self, nodes: Draft) -> Draft:
        """Return the draft of some claims beside the draft of all nodes."""
        for name in _OF_NODES:
            getattr(nodes, name)  # once for all claims
        return replace(self, nodes=nodes.nodes).knowing(nodes)

    def knowing(self, other: Draft) -> Draft:
        """Take over what another draft, of the same nodes, has found out about them."""
        vars(self).update((name, vars(other)[name]) for name in _OF_NODES if name in vars(other))
        return self

    @cached_property
    def claim_index(self) -> pl.DataFrame:
        """The first row of each claim id that is given: `id`, `edge_type` and its origin.

        `edge_type` is null where it is not known.
        """
        return self._named_claims.unique("id", keep="first", maintain_order=True)

    @cached_property
    def first_claims(self) -> pl.DataFrame:
        """The first row of each claim id in each dataset: as `claim_index`, with `_dataset`."""
        rows = self.with_dataset(self._named_claims)
        return rows.unique(["id", "_dataset"], keep="first", maintain_order=True)

    @cached_property
    def _named_claims(self) -> pl.DataFrame:
        unknown = self.untyped.filter(pl.col("kind") == "edge").select(
            "id", *ORIGIN, edge_type=pl.lit(None, pl.String)
        )
        given = self.stated.select("id", *ORIGIN, "edge_type")
        return pl.concat([given, unknown]).drop_nulls("id").sort("_table", "_row")

    @cached_property
    def derived_ids(self) -> pl.Series:
        """The ids that rows without one of their own have by what they say."""
        return claim_ids(self.claims.filter(pl.col("_given").is_null()))
