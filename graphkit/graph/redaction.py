"""Nodes whose names, quotes and documents leave the files of a dataset nowhere.

Redaction works on what was stated, before anything is derived from it, so that nothing derived
can tell what is withheld either: no id, no offset, no digest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

import polars as pl

from graphkit.graph.assembly import complete, narrators
from graphkit.graph.graph import Graph
from graphkit.graph.identity import claim_ids
from graphkit.graph.mentions import Mentions
from graphkit.graph.namespaces import SEPARATOR
from graphkit.schema.model import EdgeType, NodeType, Property, Schema
from graphkit.schema.names import CLAIM_LINKS, DOCUMENT
from graphkit.schema.values import ListType, StringType, UrlType, ValueType

AnyGraph = TypeVar("AnyGraph", bound=Graph)

_TEXTS: Final = (
    "quote",
    "section",
    "time_text",
    "note",
    "status_reason",
    "contests_reason",
    "extractor",
)
"""The claim columns that hold free text."""

_PREFIX: Final = "redacted"


@dataclass(frozen=True)
class _Withheld:
    """What is withheld of a graph.

    Attributes:
        chosen: The ids of the redacted nodes.
        mentions: Tells what mentions one of them.
        nodes: The new id of each node that gets one.
        claims: The same for the ids that were given to claims.
        touched: For each stated claim, whether it touches a redacted node.
        silent: The ids of the documents whose text is withheld.
    """

    chosen: Sequence[str]
    mentions: Mentions
    nodes: Mapping[str, str]
    claims: Mapping[str, str]
    touched: pl.Series
    silent: Sequence[str]

    def node_id(self, id: pl.Expr) -> pl.Expr:
        """Return the ids of nodes as they are told."""
        return id.replace(list(self.nodes), list(self.nodes.values()))

    def claim_id(self, id: pl.Expr) -> pl.Expr:
        """Return given ids of claims as they are told."""
        return id.replace(list(self.claims), list(self.claims.values()))

    def value(self, prop: Property, hidden: pl.Expr) -> pl.Expr:
        """Return the values of a property: none where it is hidden, no text that mentions a name.

        Args:
            prop: The property.
            hidden: Where every value is withheld.
        """
        value = pl.col(prop.name)
        if not _is_text(prop.type):
            told = value
        elif isinstance(prop.type, ListType):
            harmless = value.list.eval(pl.element().filter(~self.mentions.within(pl.element())))
            left = pl.when(harmless.list.len() > 0).then(harmless)
            told = pl.when(self.mentions.in_list(value)).then(left).otherwise(value)
        else:
            told = pl.when(~self.mentions.within(value)).then(value)
        return pl.when(~hidden).then(told).alias(prop.name)


def redact(graph: AnyGraph, ids: Iterable[str]) -> AnyGraph:
    r"""Return a graph without what names some of its nodes.

    The nodes stay, under the ids `redacted-1`, `redacted-2`, … in the order given, and without
    properties. In claims that touch one, as an end, as a speaker or by their document, every free
    text is withheld; so is the text of each document that such a claim cites, or that mentions one
    of the names. Any other text that mentions one is withheld as well, and an id that does is
    replaced. What the schema requires and is withheld is not required any more.

    Args:
        graph: The graph.
        ids: The ids of the nodes; those that are no nodes are passed over, as in a graph that was
            redacted before it was stored.

    Example:
        >>> from graphkit.schema.load import parse_schema
        >>> text = "{Person: {properties: {name: {type: string}}}}"
        >>> schema, _ = parse_schema(f"schema: s\nversion: 1.0.0\nnodes: {text}")
        >>> graph = Graph(schema)
        >>> graph.add_node("Person", "jane", name="Jane Doe")
        >>> redact(graph, ["jane"]).nodes["Person"].row(0)
        ('redacted-1', None)
    """
    listed = list(dict.fromkeys(ids))
    there = set(graph.node_table()["id"].to_list()) if listed else set()
    chosen = [id for id in listed if id in there]
    if not chosen:
        return _with_loosened_schema(graph) if listed else graph
    withheld = _withheld(graph, chosen)
    nodes = {
        name: _told_nodes(graph.schema.nodes[name], frame, withheld)
        for name, frame in graph.nodes.items()
    }
    properties = {
        name: _told_properties(graph, graph.schema.edges[name], frame, withheld)
        for name, frame in graph.properties.items()
    }
    schema = _loosened(graph.schema, nodes, properties)
    texts = _told_texts(graph.documents, withheld)
    stated = _told_claims(graph.stated, withheld)
    says = withheld.mentions.in_text
    return type(graph)(
        schema,
        graph.name,
        "" if says(graph.title) else graph.title,
        license="" if says(graph.license) else graph.license,
        nodes=nodes,
        stated=_told_apart(schema, stated, properties, nodes.get(DOCUMENT)),
        properties=properties,
        documents=texts,
    )


def names_of(schema: Schema, nodes: Mapping[str, pl.DataFrame], ids: Iterable[str]) -> list[str]:
    """Return what names the nodes of some ids: the ids, and their texts."""
    chosen = list(ids)
    # a text may name a node as the files of its dataset do, without the namespace
    names = [part for id in chosen for part in (id, id.partition(SEPARATOR)[2]) if part]
    for name, frame in nodes.items():
        rows = frame.filter(pl.col("id").is_in(chosen))
        for prop in schema.nodes[name].properties.values():
            if _is_text(prop.type):
                is_list = isinstance(prop.type, ListType)
                values = rows[prop.name].explode() if is_list else rows[prop.name]
                names += values.drop_nulls().to_list()
    return names


def _is_text(value_type: ValueType) -> bool:
    """Tell whether values are anybody's words: not a number, a time, or a word of the schema."""
    item = value_type.item if isinstance(value_type, ListType) else value_type
    return isinstance(item, StringType | UrlType)


def _withheld(graph: Graph, chosen: list[str]) -> _Withheld:
    mentions = Mentions(names_of(graph.schema, graph.nodes, chosen))
    stated, told_by = graph.stated, list(chosen)
    if DOCUMENT in graph.nodes:
        listed = graph.nodes[DOCUMENT]
        told_by += listed.filter(pl.col("reports").is_in(chosen))["id"].to_list()
    is_chosen = pl.element().is_in(chosen)
    touched = stated.select(
        touched=pl.col("source").is_in(chosen)
        | pl.col("target").is_in(chosen)
        | pl.col("claimed_by").list.eval(is_chosen).list.any().fill_null(False)
        | pl.col("document").is_in(told_by).fill_null(False)
    )["touched"]
    speaking = graph.documents.filter(mentions.within(pl.col("text")))["id"]
    cited = stated.filter(touched)["document"].drop_nulls()
    # a text that is elsewhere may mention anybody
    unread: list[str] = []
    if DOCUMENT in graph.nodes:
        summed = graph.nodes[DOCUMENT].filter(pl.col("sha256").is_not_null())["id"]
        unread = summed.filter(~summed.is_in(graph.documents["id"].implode())).to_list()
    ids = graph.node_table()["id"]
    others = ids.filter(~ids.is_in(chosen))
    named = others.to_frame().filter(mentions.within(pl.col("id")))["id"].to_list()
    given = stated["id"].drop_nulls().unique(maintain_order=True)
    said = given.to_frame().filter(mentions.within(pl.col("id")))["id"].to_list()
    return _Withheld(
        chosen=chosen,
        mentions=mentions,
        nodes=_opaque(_PREFIX, [*chosen, *named], ids.to_list()),
        claims=_opaque(f"{_PREFIX}-claim", said, given.to_list()),
        touched=touched,
        silent=list(dict.fromkeys([*told_by, *speaking, *cited, *unread])),
    )


def _opaque(prefix: str, replaced: Sequence[str], taken: Iterable[str]) -> dict[str, str]:
    """Return a new id for each of some, which nothing else has."""
    kept = [id for id in set(taken).difference(replaced) if id.startswith(prefix)]
    while any(id.startswith(f"{prefix}-") for id in kept):
        prefix += "-x"
    return {id: f"{prefix}-{number}" for number, id in enumerate(replaced, 1)}


def _told_nodes(node_type: NodeType, frame: pl.DataFrame, withheld: _Withheld) -> pl.DataFrame:
    hidden = pl.col("id").is_in(withheld.chosen)
    columns = {name: withheld.value(prop, hidden) for name, prop in node_type.properties.items()}
    if node_type.name == DOCUMENT:
        columns["reports"] = pl.when(~hidden).then(withheld.node_id(pl.col("reports")))
        # a digest of a text tells it to whoever has the text
        is_silent = pl.col("id").is_in(withheld.silent)
        columns["sha256"] = pl.when(~is_silent).then("sha256")
        # every Document has a title
        columns["title"] = pl.coalesce(columns["title"], withheld.node_id(pl.col("id")))
    return frame.with_columns(**columns).with_columns(id=withheld.node_id(pl.col("id")))


def _told_texts(texts: pl.DataFrame, withheld: _Withheld) -> pl.DataFrame:
    file = pl.when(~withheld.mentions.within(pl.col("file"))).then("file").otherwise(pl.lit(""))
    return texts.filter(~pl.col("id").is_in(withheld.silent)).with_columns(
        file=file, id=withheld.node_id(pl.col("id"))
    )


def _told_claims(stated: pl.DataFrame, withheld: _Withheld) -> pl.DataFrame:
    """Return stated claims without what is withheld; a time stays where it was given as one."""
    says, touched = withheld.mentions, pl.col("_touched")
    texts = {
        name: pl.when(~(touched | says.within(pl.col(name)))).then(pl.col(name)) for name in _TEXTS
    }
    rows = stated.with_columns(_touched=withheld.touched).with_columns(
        **texts,
        cue=pl.when(~(touched | says.in_list(pl.col("cue")))).then("cue"),
        document=pl.when(~touched).then(withheld.node_id(pl.col("document"))),
        claimed_by=pl.col("claimed_by").list.eval(withheld.node_id(pl.element())),
        **{name: withheld.node_id(pl.col(name)) for name in ("source", "target")},
        id=withheld.claim_id(pl.col("id")),
        **{name: pl.col(name).list.eval(withheld.claim_id(pl.element())) for name in CLAIM_LINKS},
    )
    return rows.with_columns(
        occurrence=pl.when(pl.col("quote").is_not_null()).then("occurrence")
    ).drop("_touched")


def _told_properties(
    graph: Graph, edge_type: EdgeType, frame: pl.DataFrame, withheld: _Withheld
) -> pl.DataFrame:
    """Return the declared properties of the claims of a type without what is withheld.

    A text of a claim that touches a redacted node is free text too. One that belongs to the key
    becomes a word that stands for it, so that what were two edges are still two.
    """
    touched = withheld.touched.filter(graph.stated["edge_type"] == edge_type.name)
    rows = frame.with_columns(_touched=touched)
    columns = []
    for name, prop in edge_type.properties.items():
        hidden = pl.col("_touched") if _is_text(prop.type) else pl.lit(False)
        told = rows.select(withheld.value(prop, hidden)).to_series()
        if name in edge_type.key and _is_text(prop.type):
            told = _with_stand_ins(rows[name], told, prop.type)
        columns.append(told)
    return pl.DataFrame(columns)


def _with_stand_ins(values: pl.Series, told: pl.Series, value_type: ValueType) -> pl.Series:
    """Put a word in the place of each value that is withheld, the same for the same value."""
    is_list = isinstance(value_type, ListType)
    text = pl.col("value").list.join("\0") if is_list else pl.col("value")
    rows = pl.DataFrame({"value": values, "told": told}).with_columns(text=text)
    hidden = rows.filter(pl.col("value").ne_missing(pl.col("told")))
    distinct = hidden["text"].unique(maintain_order=True)
    item = value_type.item if isinstance(value_type, ListType) else value_type
    form = "https://redacted.invalid/{}" if isinstance(item, UrlType) else f"{_PREFIX}-key-{{}}"
    words = [form.format(number) for number in range(1, distinct.len() + 1)]
    stand_in = pl.col("text").replace_strict(
        distinct, pl.Series(words, dtype=pl.String), default=None, return_dtype=pl.String
    )
    word = pl.concat_list(stand_in) if is_list else stand_in
    is_hidden = pl.col("value").ne_missing(pl.col("told"))
    chosen = pl.when(is_hidden).then(word).otherwise("told")
    return rows.select(chosen.alias(told.name)).to_series()


def _with_loosened_schema(graph: AnyGraph) -> AnyGraph:
    """Return a graph that was redacted before, under a schema that it meets."""
    schema = _loosened(graph.schema, graph.nodes, graph.properties)
    if schema == graph.schema:
        return graph
    return type(graph)(
        schema,
        graph.name,
        graph.title,
        license=graph.license,
        nodes=graph.nodes,
        stated=graph.stated,
        properties=graph.properties,
        documents=graph.documents,
        places=graph.places,
    )


def _loosened(
    schema: Schema, nodes: Mapping[str, pl.DataFrame], properties: Mapping[str, pl.DataFrame]
) -> Schema:
    """Return a schema that asks for nothing that is withheld."""
    lacking = set()
    for name, frame in nodes.items():
        for prop in schema.nodes[name].properties.values():
            if prop.required and frame[prop.name].null_count():
                labels = schema.nodes[name].labels[:-1]
                declarer = [t for t in labels if prop.name in schema.nodes[t].properties][-1]
                lacking.add((declarer, prop.name))
    changed: dict[str, NodeType] = {}
    for name, node in schema.nodes.items():
        loose = {prop for declarer, prop in lacking if declarer in node.labels}
        kept = {
            key: replace(prop, required=False) if key in loose else prop
            for key, prop in node.properties.items()
        }
        changed[name] = replace(node, properties=kept)
    edges = {
        name: _loosened_edge(edge, properties.get(name)) for name, edge in schema.edges.items()
    }
    return replace(schema, nodes=changed, edges=edges)


def _loosened_edge(edge_type: EdgeType, frame: pl.DataFrame | None) -> EdgeType:
    if frame is None:
        return edge_type
    kept = {}
    for name, prop in edge_type.properties.items():
        kept[name] = prop
        if name in edge_type.key and _is_text(prop.type):
            kept[name] = _loosened_key(prop, frame[name])
        elif prop.required and frame[name].null_count():
            kept[name] = replace(prop, required=False)
    return replace(edge_type, properties=kept)


def _loosened_key(prop: Property, values: pl.Series) -> Property:
    """Let words that stand for texts look as they do."""
    texts = values.explode() if isinstance(prop.type, ListType) else values
    if prop.pattern is not None and not texts.str.contains(f"^(?:{prop.pattern})$").all():
        prop = replace(prop, pattern=None)
    sizes = values.list.len() if isinstance(prop.type, ListType) else values.str.len_chars()
    if prop.length is not None and (sizes > prop.length).any():
        prop = replace(prop, length=None)
    return prop


def _told_apart(
    schema: Schema,
    stated: pl.DataFrame,
    properties: Mapping[str, pl.DataFrame],
    documents: pl.DataFrame | None,
) -> pl.DataFrame:
    """Give an id to claims that differ from another only in what is withheld."""
    rows = complete(schema, stated, properties, narrators(documents))
    ids = rows.select(id=pl.coalesce("id", claim_ids(rows).alias("derived")))
    numbered = ids.with_columns(_number=pl.int_range(1, pl.len() + 1).over("id"))
    again = (pl.col("_number") > 1) & pl.col("given").is_null()
    told = numbered.with_columns(given=stated["id"]).select(
        id=pl.when(again).then(pl.format("{}-{}", "id", "_number")).otherwise("given")
    )
    return stated.with_columns(told["id"])
