"""Any sound dataset of CSV files gives the same graph as typed Parquet and as frames."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

import graphkit as gk
from graphkit.graph.claims import CLAIM_TYPES
from graphkit.graph.dataset import Dataset, Table
from graphkit.schema.model import Schema

SCHEMA = """
schema: any
version: 1.0.0
claims: reified
enums: {Kind: [x, y]}
nodes:
  Thing:
    properties:
      name: {type: string}
      size: {type: integer}
      weight: {type: float}
      real: {type: boolean}
      born: {type: date}
      seen: {type: datetime}
      lived: {type: edtf}
      site: {type: url}
      kind: {type: Kind}
      names: {type: list<string>}
      sizes: {type: list<integer>}
      weights: {type: list<float>}
      days: {type: list<date>}
edges:
  LINKS:
    source: [Thing]
    target: [Thing]
    temporal: state
    contradicts: [PARTS]
    key: [k]
    properties: {k: {type: integer}, share: {type: float}}
  PARTS: {source: [Thing], target: [Thing], temporal: event}
"""
DOCUMENT = "---\nid: doc\ntitle: Doc\npublished: 2020-05\n---\n# Head\nyes yes no\n"

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=8)
EXACT = st.integers(-(2**53) + 1, 2**53 - 1)
FLOAT = st.floats(allow_nan=False, allow_infinity=False)
DAY = st.dates().map(str)
MOMENT = st.sampled_from(
    ["2014-02-28T12:00Z", "1969-12-31T23:59:59.123456+05:30", "0001-01-02 00:00:00-01:00"]
)
LIFE = st.sampled_from(["1815", "1815-12~", "1815/..", "2004-06-11", "18XX"])


def listed(items: st.SearchStrategy[Any]) -> st.SearchStrategy[str]:
    return st.lists(items, max_size=3).map(lambda values: json.dumps(values, ensure_ascii=False))


def or_absent(values: st.SearchStrategy[Any]) -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), values.map(str))


THING = st.fixed_dictionaries(
    {
        "name": or_absent(TEXT),
        "size": or_absent(EXACT),
        "weight": or_absent(FLOAT),
        "real": st.sampled_from(["true", "false", ""]),
        "born": or_absent(DAY),
        "seen": or_absent(MOMENT),
        "lived": or_absent(LIFE),
        "site": st.sampled_from(["https://example.org/a?b=c", ""]),
        "kind": st.sampled_from(["x", "y", ""]),
        "names": or_absent(listed(TEXT)),
        "sizes": or_absent(listed(EXACT)),
        "weights": or_absent(listed(FLOAT)),
        "days": or_absent(listed(DAY)),
    }
)
CLAIM = st.fixed_dictionaries(
    {
        "source": st.sampled_from("abc"),
        "target": st.sampled_from("abc"),
        "share": or_absent(FLOAT),
        "polarity": st.sampled_from(["negative", "positive", ""]),
        "time": st.sampled_from(["2014", "2014/..", "2015-06-01", ""]),
        "claimed_by": st.sampled_from(["a", "a > b", ""]),
        "document": st.sampled_from(["doc", ""]),
        "confidence": st.sampled_from(["0.5", "1", ""]),
        "note": or_absent(TEXT),
        "recorded_at": or_absent(MOMENT),
    }
)
Rows = list[dict[str, str]]


def csv(rows: Rows) -> str:
    def cell(text: str) -> str:
        quoted = text.replace('"', '""')
        return f'"{quoted}"'

    names = list(rows[0])
    lines = [",".join(names), *(",".join(cell(row[name]) for name in names) for row in rows)]
    return "".join(f"{line}\n" for line in lines)


@st.composite
def tables(draw: st.DrawFn) -> dict[str, Rows]:
    things = [{"id": name, **draw(THING)} for name in "abc"]
    links = [{**row, "k": str(k)} for k, row in enumerate(draw(st.lists(CLAIM, max_size=4)))]
    parts = [
        {name: cell for name, cell in row.items() if name != "share"} | {"id": f"p{number}"}
        for number, row in enumerate(draw(st.lists(CLAIM, max_size=2)))
    ]
    named = {"nodes/Thing": things, "edges/LINKS": links, "edges/PARTS": parts}
    return {name: rows for name, rows in named.items() if rows}


def write(root: Path, files: Mapping[str, str | bytes]) -> Dataset:
    fixed = {"dataset.yaml": "name: any\n", "schema.yaml": SCHEMA, "documents/doc.md": DOCUMENT}
    for name, content in {**fixed, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return gk.read(root)


def typed(table: Table, schema: Schema) -> pl.DataFrame:
    """Return a table of text as its schema types it."""
    types = schema.nodes if table.kind == "node" else schema.edges
    properties = types[table.stem].properties
    columns = []
    for text in table.frame.iter_columns():
        prop = properties.get(text.name)
        value_type = CLAIM_TYPES.get(text.name) if prop is None else prop.type
        columns.append(text if value_type is None else value_type.parse(text))
    return pl.DataFrame(columns)


def assert_same(made: gk.Graph, graph: gk.Graph) -> None:
    assert made.nodes.keys() == graph.nodes.keys()
    for name, frame in graph.nodes.items():
        assert_frame_equal(made.nodes[name], frame, check_exact=True)
    assert_frame_equal(made.claim_table(), graph.claim_table(), check_exact=True)
    assert_frame_equal(made.claim_edges, graph.claim_edges, check_row_order=False)
    assert made.claims.keys() == graph.claims.keys()
    for name, claims in graph.claims.items():
        assert_frame_equal(made.claims[name], claims, check_exact=True)


def parquet(dataset: Dataset, root: Path) -> Dataset:
    files: dict[str, str | bytes] = {}
    for table in dataset.tables:
        path = root / "frame.parquet"
        typed(table, dataset.schema).write_parquet(path)
        files[f"{table.kind}s/{table.stem}.parquet"] = path.read_bytes()
    return write(root / "parquet", files)


def in_code(dataset: Dataset, convert: Callable[[pl.DataFrame], object]) -> Dataset:
    frames: dict[str, dict[str, object]] = {"node": {}, "edge": {}}
    for table in dataset.tables:
        frames[table.kind][table.stem] = convert(typed(table, dataset.schema))
    document = dataset.documents[0]
    return gk.dataset(
        dataset.schema,
        nodes=frames["node"],
        edges=frames["edge"],
        documents=[{**document.fields, "text": document.text}],
        name=dataset.name,
    )


@settings(max_examples=8)
@given(tables())
def test_typed_parquet_and_frames_give_the_graph_that_the_text_gives(
    chosen: dict[str, Rows],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        dataset = write(root / "csv", {f"{name}.csv": csv(rows) for name, rows in chosen.items()})
        graph = gk.build(dataset)
        assert_same(gk.build(parquet(dataset, root)), graph)
        assert_same(gk.build(in_code(dataset, lambda frame: frame)), graph)
        assert_same(gk.build(in_code(dataset, lambda frame: frame.to_dicts())), graph)
        assert_same(
            gk.build(in_code(dataset, lambda f: pd.DataFrame(f.to_dict(as_series=False)))), graph
        )
