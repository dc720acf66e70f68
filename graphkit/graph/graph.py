"""The Graph: typed frames of nodes, claims and documents that belong together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from graphkit.errors import UsageError, meant, nearest
from graphkit.graph.assembly import Assembled, assemble, narrators
from graphkit.graph.elements import Builder, Edge, Node
from graphkit.graph.filters import NO_FILTER, Filter, apply_filter
from graphkit.graph.frames import (
    DOCUMENT_DTYPES,
    MOMENT,
    PLACE_DTYPES,
    claim_dtypes,
    stated_dtypes,
)
from graphkit.graph.time import known_on
from graphkit.schema import edtf
from graphkit.schema.model import NodeType, Schema
from graphkit.schema.names import DOCUMENT
from graphkit.schema.values import ListType, shown


class Graph:
    """What a checked Dataset becomes, or what is built in code.

    A Graph keeps what was stated and derives the rest when it is first asked for: ids, bounds,
    contradictions, closings. Elements can be added at any time.

    Args:
        schema: What it may hold.
        name: The dataset's name.
        title: A title for people.
        license: The license of the data; empty where none is given.
        nodes: Nodes by own type, as frames with the columns of `node_dtypes`.
        stated: Stated claims of all types, with the columns of `stated_dtypes`.
        properties: The declared properties of the claims of each type that has any, in the order
            of `stated`.
        documents: The documents that have a text: `id`, `file`, `text`, `sha256`.
        places: Where quotes stand in documents whose text is elsewhere, as a store knows it.

    Example:
        >>> from graphkit.schema.load import parse_schema
        >>> schema, _ = parse_schema('''
        ... schema: small
        ... version: 1.0.0
        ... nodes: {Country: {properties: {name: {type: string}}}, Group: {}}
        ... edges: {HOSTS: {source: [Country], target: [Group], temporal: state}}
        ... ''')
        >>> graph = Graph(schema)
        >>> graph.add_node("Country", id="albania", name="Albania")
        >>> graph.add_node("Group", id="mek")
        >>> graph.add_edge("HOSTS", "albania", "mek", time="2014~/..")
        >>> graph
        <Graph graph: 2 nodes, 1 edge, 1 claim>
    """

    def __init__(
        self,
        schema: Schema,
        name: str = "graph",
        title: str = "",
        *,
        license: str = "",
        nodes: Mapping[str, pl.DataFrame] | None = None,
        stated: pl.DataFrame | None = None,
        properties: Mapping[str, pl.DataFrame] | None = None,
        documents: pl.DataFrame | None = None,
        places: pl.DataFrame | None = None,
    ) -> None:
        self.schema = schema
        self.name = name
        self.title = title
        self.license = license
        self._nodes = dict(nodes or {})
        self._stated = stated if stated is not None else pl.DataFrame(schema=stated_dtypes())
        self._properties = dict(properties or {})
        self._texts = documents if documents is not None else pl.DataFrame(schema=DOCUMENT_DTYPES)
        self._places = places if places is not None else pl.DataFrame(schema=PLACE_DTYPES)
        self._builder: Builder | None = None
        self._assembled: Assembled | None = None
        self._claims: dict[str, pl.DataFrame] | None = None

    # --- building -----------------------------------------------------------------------------

    def add_node(self, node_type: str, /, id: str, **properties: object) -> None:
        """Add a node.

        Args:
            node_type: Its own type.
            id: Its id, unique in the graph.
            **properties: Its properties, as Python values or as a cell would hold them.

        Raises:
            UsageError: Where the schema does not allow it.
        """
        self._pending().add_node(Node(id, node_type, properties))

    def add_edge(
        self,
        edge_type: str,
        source: str,
        target: str,
        /,
        id: str | None = None,
        **properties: object,
    ) -> None:
        """Add an edge: one claim that it holds.

        Args:
            edge_type: Its type, or the inverse name of one.
            source: The id of its source node.
            target: The id of its target node.
            id: The claim's id; derived from what it says where none is given.
            **properties: Its properties and claim columns.

        Raises:
            UsageError: Where the schema does not allow it.
        """
        self._pending().add_edge(Edge(edge_type, source, target, properties, id))

    def _pending(self) -> Builder:
        if self._builder is None:
            ids = self.claim_table()["id"]
            self._builder = Builder(self.schema, self._nodes, self._stated, ids, self._properties)
        return self._builder

    def _settle(self) -> None:
        """Take what was added into the frames."""
        if self._builder is None or self._builder.is_empty:
            return
        _append(self._nodes, self._builder.node_frames())
        _append(self._properties, self._builder.properties())
        self._stated = pl.concat([self._stated, self._builder.stated()])
        self._builder.clear()
        self._assembled = None
        self._claims = None

    # --- reading ------------------------------------------------------------------------------

    @property
    def nodes(self) -> Mapping[str, pl.DataFrame]:
        """Nodes by own type: `id` and the type's properties."""
        self._settle()
        return self._nodes

    @property
    def stated(self) -> pl.DataFrame:
        """Every claim as it was stated, before anything was derived; in the order of the others."""
        self._settle()
        return self._stated

    @property
    def properties(self) -> Mapping[str, pl.DataFrame]:
        """The declared properties of the claims of each type that has any, ordered as `stated`."""
        self._settle()
        return self._properties

    @property
    def claims(self) -> Mapping[str, pl.DataFrame]:
        """Every claim by edge type, with the columns of `claim_dtypes`."""
        table = self.claim_table()
        if self._claims is None:
            parts = table.partition_by("edge_type", as_dict=True, maintain_order=True)
            self._claims = {
                name: self._with_properties(name, parts[(name,)])
                for name in self.schema.edges
                if (name,) in parts
            }
        return self._claims

    def _with_properties(self, name: str, claims: pl.DataFrame) -> pl.DataFrame:
        declared = self._properties.get(name)
        whole = claims if declared is None else claims.hstack(declared)
        return whole.select(list(claim_dtypes(self.schema.edges[name])))

    @property
    def claim_edges(self) -> pl.DataFrame:
        """The edges between claims: source, target, type, basis, certainty, reason."""
        return self._complete().claim_edges

    @property
    def documents(self) -> pl.DataFrame:
        """The documents that have a text: id, file, text, sha256."""
        return self._texts

    @property
    def places(self) -> pl.DataFrame:
        """Places of quotes that are known of documents whose text is elsewhere.

        `document`, `quote`, `occurrence`, `quote_start`, `quote_end`: empty for what was read from
        files, whose quotes are found in the texts.
        """
        return self._places

    def _complete(self) -> Assembled:
        self._settle()
        if self._assembled is None:
            documents = self._nodes.get(DOCUMENT)
            self._assembled = assemble(
                self.schema,
                documents,
                self._stated,
                self._properties,
                self._texts,
                self._places,
            )
        return self._assembled

    def node_table(self, chosen: Filter = NO_FILTER) -> pl.DataFrame:
        """Return all nodes in one frame: `id`, `type` and `label`, the text to show.

        Args:
            chosen: Only its node types count.
        """
        chosen.check_types(self.schema)
        kept = self.schema.below(chosen.node_types) if chosen.node_types else None
        empty = pl.DataFrame(schema=dict.fromkeys(("id", "type", "label"), pl.String))
        parts = [
            frame.select("id", type=pl.lit(name), label=_label(self.schema.nodes[name]))
            for name, frame in self.nodes.items()
            if kept is None or name in kept
        ]
        return pl.concat([empty, *parts])

    def claim_table(self) -> pl.DataFrame:
        """Return all claims in one frame, without the properties that types declare."""
        return self._complete().table

    def edges(self, chosen: Filter = NO_FILTER) -> pl.DataFrame:
        """Return the claims to be shown as edges, in one frame.

        Args:
            chosen: Which; without it, every projected claim.

        Returns:
            Rows of `claim_table` with `holds` and `hops`.

        Raises:
            UsageError: Where the filter names a type or a speaker that is not there.
        """
        nodes = self.node_table(chosen)
        speakers = [name for name in (chosen.according_to, chosen.reported_by) if name is not None]
        if speakers:
            known = self.node_table()["id"].to_list()
            for speaker in speakers:
                if speaker not in known:
                    message = f"{shown(speaker)} is no node of {self.name}."
                    near = nearest(speaker, known)
                    raise UsageError(message, meant(near))
        day = chosen.known_on
        table = self.claim_table() if day is None else self._table_known_on(day)
        return apply_filter(table, chosen, nodes)

    def _table_known_on(self, day: date) -> pl.DataFrame:
        """Return the claims known on a day, as if nothing had been recorded since."""
        table = self.claim_table()
        dated = table.select("document", "recorded_at", "retracted_at").join(
            self._published(), on="document", how="left", maintain_order="left"
        )
        known = dated.select(known_on(day)).to_series()
        properties = {
            name: frame.filter(known.filter(table["edge_type"] == name))
            for name, frame in self._properties.items()
        }
        then = assemble(
            self.schema,
            self._nodes.get(DOCUMENT),
            self._stated.filter(known).with_columns(retracted_at=pl.lit(None, MOMENT)),
            {name: frame for name, frame in properties.items() if not frame.is_empty()},
            self._texts,
            self._places,
        )
        return then.table.with_columns(table["retracted_at"].filter(known))

    def _published(self) -> pl.DataFrame:
        listed = narrators(self.nodes.get(DOCUMENT))
        latest = edtf.bounds(listed["narrator_published"])["end_latest"]
        return listed.select("document").with_columns(published_latest=latest)

    def __repr__(self) -> str:
        nodes = sum(frame.height for frame in self.nodes.values())
        claims = self.claim_table()
        edges = claims.filter("projected")["edge_key"].n_unique()
        counts = (
            f"{count:,} {noun}{'' if count == 1 else 's'}"
            for count, noun in ((nodes, "node"), (edges, "edge"), (claims.height, "claim"))
        )
        return f"<Graph {self.name}: {', '.join(counts)}>"


def _label(node_type: NodeType) -> pl.Expr:
    """Return the text that names each node of a type: a list's first, and the id for want of it."""
    name = node_type.label_property
    if name == "id":
        return pl.col("id")
    value = pl.col(name)
    if isinstance(node_type.properties[name].type, ListType):
        value = value.list.first()
    return pl.coalesce(value.cast(pl.String), "id")


def _append(frames: dict[str, pl.DataFrame], more: Mapping[str, pl.DataFrame]) -> None:
    for name, frame in more.items():
        before = frames.get(name)
        frames[name] = frame if before is None else pl.concat([before, frame])
