"""Graphs that hold whatever a graph can hold, and what makes two of them the same."""

from __future__ import annotations

import hashlib
from datetime import UTC
from functools import cache
from typing import TypeAlias

import polars as pl
from hypothesis import strategies as st

from graphkit.errors import UsageError
from graphkit.graph.frames import DOCUMENT_DTYPES, node_dtypes
from graphkit.graph.graph import Graph
from graphkit.pipeline import Graph as FullGraph
from graphkit.schema.load import parse_schema
from graphkit.schema.model import Schema
from graphkit.schema.names import DOCUMENT

SCHEMA_TEXT = """
schema: anything
version: 1.0.0
claims: reified
enums: {Kind: ["=x", "plain"]}
nodes:
  Actor: {abstract: true, properties: {name: {type: string}, aliases: {type: list<string>}}}
  Person:
    extends: Actor
    properties:
      size: {type: integer}
      share: {type: float}
      alive: {type: boolean}
      born: {type: date}
      seen: {type: datetime}
      kind: {type: Kind}
      when: {type: edtf}
      self: {type: string}
  PERSON: {extends: Actor, properties: {size: {type: string}}}
  "人名": {extends: Actor}
  CON:
    extends: Actor
    properties:
      numbers: {type: list<integer>}
      shares: {type: list<float>}
      flags: {type: list<boolean>}
      days: {type: list<date>}
      moments: {type: list<datetime>}
      kinds: {type: list<Kind>}
edges:
  LINKS: {source: [Entity], target: [Entity], temporal: state, contradicts: [links]}
  links:
    source: [Entity]
    target: [Entity]
    temporal: event
    key: [key, number]
    properties:
      key: {type: string}
      number: {type: float}
      label: {type: string}
      tags: {type: list<string>}
  TIES: {symmetric: true, between: [Entity], claims: inline, temporal: state}
"""


@cache
def schema() -> Schema:
    parsed, problems = parse_schema(SCHEMA_TEXT)
    assert problems == []
    return parsed


TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1),
    st.sampled_from(
        ["=1+1", "+x", "-x", "@x", "\tx", "\rx", "a;b", " a ", "[a]", "[", '"', "'", ",", "a\r\nb"]
    ),
    st.sampled_from(
        ["</data>", "<!--", "]]>", "&amp;", "\u2028", "\x85", "\x1b[31m", "\ufeff", "\uffff", "no"]
    ),
)
# whatever an id may be: no white space, no ; and no >
IDS = st.one_of(
    st.from_regex(r"\A[^\s;>\x00\x85\x1c-\x1f\ud800-\udfff]{1,8}\Z"),
    st.sampled_from(["a", "b", "c", "../x", "[", '"a', "=a", "-", "1", "a,b", "<a>"[:2]]),
)
Properties: TypeAlias = st.SearchStrategy[dict[str, object]]

FLOATS = st.floats(allow_nan=False, allow_infinity=False)
INTEGERS = st.integers(-(2**63), 2**63 - 1)
MOMENTS = st.datetimes(timezones=st.just(UTC))
PERSON: Properties = st.fixed_dictionaries(
    {},
    optional={
        "name": TEXTS,
        "aliases": st.lists(TEXTS | st.just(""), max_size=3),
        "size": INTEGERS,
        "share": FLOATS,
        "alive": st.booleans(),
        "born": st.dates(),
        "seen": MOMENTS,
        "kind": st.sampled_from(["=x", "plain"]),
        "when": st.sampled_from(["2014", "2014~/..", "199X"]),
        "self": TEXTS,
    },
)
LISTS: Properties = st.fixed_dictionaries(
    {},
    optional={
        "name": TEXTS,
        "numbers": st.lists(INTEGERS, max_size=3),
        "shares": st.lists(FLOATS, max_size=3),
        "flags": st.lists(st.booleans(), max_size=3),
        "days": st.lists(st.dates(), max_size=3),
        "moments": st.lists(MOMENTS, max_size=3),
        "kinds": st.lists(st.sampled_from(["=x", "plain"]), max_size=3),
    },
)
NODES: dict[str, Properties] = {
    "Person": PERSON,
    "PERSON": st.fixed_dictionaries({}, optional={"name": TEXTS, "size": TEXTS}),
    "人名": st.fixed_dictionaries({}, optional={"aliases": st.lists(TEXTS, max_size=2)}),
    "CON": LISTS,
}
DOCUMENT_TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1, max_size=20
) | st.sampled_from(["---\nx", "# One\nyes no yes\n", "yes yes", "\ufeffyes"])


@st.composite
def graphs(draw: st.DrawFn) -> FullGraph:
    """Draw a graph: nodes of all types, documents with and without text, claims of all kinds."""
    graph = _with_documents(draw)
    ids = graph.node_table()["id"].to_list()
    for id in draw(st.lists(IDS, unique=True, min_size=1, max_size=5)):
        if id not in ids:
            name = draw(st.sampled_from(list(NODES)))
            graph.add_node(name, id, **draw(NODES[name]))
            ids.append(id)
    given: list[str] = []
    for _ in range(draw(st.integers(0, 5))):
        name = draw(st.sampled_from(["LINKS", "links", "TIES"]))
        columns = draw(_claim(graph, ids, given, name))
        source, target = draw(st.sampled_from(ids)), draw(st.sampled_from(ids))
        claim = draw(st.none() | IDS)
        try:
            graph.add_edge(name, source, target, id=claim, **columns)
        except UsageError:
            continue  # it is there already
        if claim is not None and name != "TIES":
            given.append(claim)
    return graph


def _with_documents(draw: st.DrawFn) -> FullGraph:
    texts = draw(st.dictionaries(IDS, DOCUMENT_TEXTS, max_size=2))
    sums = {id: hashlib.sha256(text.encode()).hexdigest() for id, text in texts.items()}
    dtypes = node_dtypes(schema().nodes[DOCUMENT])
    rows = [{"id": id, "title": draw(TEXTS), "sha256": sums[id]} for id in texts]
    graph = FullGraph(
        schema(),
        draw(st.sampled_from(["any", "a-1"])),
        draw(TEXTS | st.just("")),
        license=draw(TEXTS | st.just("")),
        nodes={DOCUMENT: pl.DataFrame(rows, schema=dtypes)} if rows else {},
        documents=pl.DataFrame(
            [(id, f"{id}.md", text, sums[id]) for id, text in texts.items()],
            schema=DOCUMENT_DTYPES,
            orient="row",
        ),
    )
    for other in draw(st.lists(IDS, unique=True, max_size=2)):
        if other not in texts:
            reports = draw(st.none() | st.sampled_from([*texts, None]))
            published = draw(st.sampled_from([None, "2020-05"]))
            author = draw(st.none() | TEXTS)
            more = {"author": author, "reports": reports, "published": published}
            graph.add_node(DOCUMENT, other, title=draw(TEXTS), **more)
    return graph


@st.composite
def _claim(
    draw: st.DrawFn, graph: Graph, ids: list[str], given: list[str], name: str
) -> dict[str, object]:
    columns: dict[str, object] = {}
    if name == "links":
        columns = {"key": draw(TEXTS), "number": draw(FLOATS)}
        columns |= {"label": draw(st.none() | TEXTS), "tags": draw(st.lists(TEXTS, max_size=2))}
    speakers: list[str] = draw(st.lists(st.sampled_from(ids), max_size=2))
    columns |= {"claimed_by": speakers, "note": draw(st.none() | TEXTS)}
    if draw(st.booleans()) and speakers:
        columns["cue"] = [draw(TEXTS) for _ in speakers]
    documents = graph.nodes.get(DOCUMENT)
    if documents is not None and draw(st.booleans()):
        document = draw(st.sampled_from(documents["id"].to_list()))
        columns["document"] = document
        texts = dict(graph.documents.select("id", "text").iter_rows())
        if document in texts:
            start = draw(st.integers(0, len(texts[document]) - 1))
            columns["quote"] = texts[document][start : start + draw(st.integers(1, 9))]
            columns["occurrence"] = 1
        else:
            columns["time_text"] = draw(st.sampled_from(["last year", "once", None]))
    if "time_text" not in columns:
        columns["time"] = draw(st.sampled_from([None, "2014", "2014/..", "../2013~"]))
    columns |= {"confidence": draw(st.none() | st.floats(0, 1)), "recorded_at": draw(MOMENTS)}
    if name == "TIES":
        return columns
    columns |= draw(
        st.fixed_dictionaries(
            {},
            optional={
                "polarity": st.just("negative"),
                "realization": st.just("planned"),
                "modality": st.sampled_from(["asserted", "alleged"]),
            },
        )
    )
    if given:
        columns["follows"] = draw(st.lists(st.sampled_from(given), max_size=2, unique=True))
        columns["contests"] = draw(st.lists(st.sampled_from(given), max_size=2, unique=True))
        if columns["contests"]:
            columns["contests_reason"] = draw(st.none() | TEXTS)
    return columns


def content(graph: Graph) -> dict[str, object]:
    """Return all that a graph says, in an order that does not depend on files."""
    claims = {name: frame.sort("id").rows() for name, frame in graph.claims.items()}
    return {
        "said": (graph.name, graph.title, graph.license),
        "nodes": {name: frame.sort("id").rows() for name, frame in graph.nodes.items()},
        "claims": claims,
        "between": sorted(graph.claim_edges.rows(), key=repr),
        "texts": sorted(graph.documents.select("id", "text", "sha256").rows()),
    }
