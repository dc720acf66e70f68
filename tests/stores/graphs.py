"""Small graphs that the tests of the stores load."""

from collections.abc import Mapping

import polars as pl

from graphkit.graph.frames import node_dtypes, stated_dtypes
from graphkit.graph.graph import Graph
from graphkit.schema.load import parse_schema
from graphkit.schema.model import Schema

SCHEMA_TEXT = """
schema: small
version: 1.0.0
claims: reified
nodes:
  Actor:
    abstract: true
    properties:
      name: {type: string}
      aliases: {type: list<string>}
  Organization:
    extends: Actor
    properties:
      founded: {type: date}
      seen: {type: datetime}
      members: {type: integer}
      share: {type: float}
      active: {type: boolean}
      counts: {type: list<integer>}
      days: {type: list<date>}
  Party: {extends: Organization}
  Country: {extends: Actor}
edges:
  HOSTS:
    source: [Country]
    target: [Organization]
    temporal: state
    contradicts: [REFUSES]
    properties: {terms: {type: string}}
  REFUSES: {source: [Country], target: [Organization], temporal: state}
  LEFT: {source: [Organization], target: [Country], temporal: event}
  ALLIED_WITH: {symmetric: true, between: [Actor], temporal: state}
  OWNS:
    source: [Actor]
    target: [Actor]
    claims: inline
    temporal: state
    properties: {share: {type: float}}
"""


def schema() -> Schema:
    parsed, problems = parse_schema(SCHEMA_TEXT)
    assert problems == []
    return parsed


def empty(name: str = "small") -> Graph:
    return Graph(schema(), name=name)


def small(name: str = "small", *, terms: str | None = "none", left: bool = True) -> Graph:
    """Two countries, two organizations, a document; claims of every kind."""
    graph = empty(name)
    graph.add_node("Country", id="albania", name="Albania")
    graph.add_node("Country", id="iraq", name="Iraq", aliases=["Irak", "al-ʿIrāq"])
    graph.add_node(
        "Organization",
        id="mek",
        name="日本 `'\"{}\\ \u2028",
        founded="1965-09-05",
        seen="2014-05-01T12:30:00.123456+02:00",
        members=2**53 + 1,
        share=1.0,
        active=True,
        counts=[1, 2],
        days=["2014-01-01", "2015-02-02"],
    )
    graph.add_node("Party", id="party")
    graph.add_node("Document", id="digest", title="A digest")
    graph.add_edge(
        "HOSTS",
        "albania",
        "mek",
        id="c1",
        time="2014/..",
        terms=terms,
        claimed_by="iraq > albania",
        cue="says;agrees",
    )
    graph.add_edge("HOSTS", "iraq", "mek", id="c2", time="1986/2003", document="digest")
    graph.add_edge(
        "REFUSES",
        "albania",
        "mek",
        id="c3",
        time="2015/2016",
        contests="c1",
        contests_reason="It says otherwise.",
        because="c2",
        follows="c1",
    )
    if left:
        graph.add_edge("LEFT", "mek", "iraq", id="c4", time="2003-05-10", closes="c2")
    graph.add_edge("HOSTS", "iraq", "party", id="c5", polarity="negative")
    graph.add_edge("ALLIED_WITH", "mek", "iraq", id="c6", modality="alleged")
    graph.add_edge("OWNS", "mek", "party", id="c7", share=12.5, note="by the register")
    return graph


def many(nodes: int, *, edge_type: str = "OWNS", **columns: object) -> Graph:
    """A ring of countries, each tied to the next, built from frames that nobody has checked."""
    types = schema()
    numbers = pl.DataFrame({"i": range(nodes)})
    countries = numbers.select(id=pl.format("n{}", "i"), name=pl.format("Country {}", "i"))
    ring = numbers.select(
        id=pl.format("e{}", "i"),
        edge_type=pl.lit(edge_type),
        source=pl.format("n{}", "i"),
        target=pl.format("n{}", (pl.col("i") + 1) % nodes),
    ).with_columns(**{name: pl.lit(value) for name, value in columns.items()})
    return Graph(
        types,
        name="many",
        nodes={"Country": _filled(countries, node_dtypes(types.nodes["Country"]))},
        stated=_filled(ring, stated_dtypes()),
        properties={"OWNS": numbers.select(share=pl.col("i") / 4)} if edge_type == "OWNS" else {},
    )


def _filled(frame: pl.DataFrame, dtypes: Mapping[str, pl.DataType]) -> pl.DataFrame:
    missing = [pl.lit(None).alias(name) for name in dtypes if name not in frame.columns]
    return frame.with_columns(missing).select(pl.col(n).cast(t) for n, t in dtypes.items())
