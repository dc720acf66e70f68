"""Whatever a dataset holds: no traceback, each Problem at a place, and order never matters."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.readers.folder import read
from graphkit.validation.check import build
from tests.fuzz.targets import SCHEMA, is_sound
from tests.validation.datasets import write

IDS = st.sampled_from(["a", "b", "c", "d", "doc", "", "a b"])
CELLS = {
    "id": st.sampled_from(["a", "b", "c", "d", "e", "", "x y"]),
    "type": st.sampled_from(["One", "Two", "", "Thing", "Nope", "LINKS"]),
    "name": st.sampled_from(["n", "m", ""]),
    "kind": st.sampled_from(["x", "z", ""]),
    "size": st.sampled_from(["1", "0", "one", "", "99999999999999999999"]),
    "tags": st.sampled_from(["1; 2", "[3]", "[", "a", ""]),
    "when": st.sampled_from(["2014", "2014-02-30", ""]),
    "stranger": st.sampled_from(["", "?"]),
}
EDGE_CELLS = {
    "id": st.sampled_from(["p", "q", "r", "", "", "", "a;b"]),
    "type": st.sampled_from(["LINKS", "LINKED_BY", "PARTS", "PLAIN", "", "One"]),
    "source": IDS,
    "target": IDS,
    "k": st.sampled_from(["1", "1.0", "-0", "0", "k", ""]),
    "u": st.sampled_from(["u", "v", ""]),
    "time": st.sampled_from(["2014", "2014/..", "../2013", "soon", ""]),
    "time_text": st.sampled_from(["last year", "once", ""]),
    "polarity": st.sampled_from(["negative", "", "", "none"]),
    "realization": st.sampled_from(["planned", "", ""]),
    "status": st.sampled_from(["deprecated", "", ""]),
    "claimed_by": st.sampled_from(["a", "a > b", "a >", "zz", ""]),
    "cue": st.sampled_from(["said", "said; said", ""]),
    "document": st.sampled_from(["doc", "nodoc", "a", ""]),
    "quote": st.sampled_from(["yes", "no", "yes yes", "absent", ""]),
    "occurrence": st.sampled_from(["1", "2", "0", "", "x"]),
    "contests": st.sampled_from(["p", "q; r", "zz", ""]),
    "closes": st.sampled_from(["p", "q", ""]),
    "contests_reason": st.sampled_from(["why", ""]),
    "confidence": st.sampled_from(["0.5", "2", "nan", ""]),
    "recorded_at": st.sampled_from(["2024-01-01T00:00Z", "2024", ""]),
    "retracted_at": st.sampled_from(["2023-01-01T00:00Z", ""]),
    "edge_type": st.sampled_from(["", "x"]),
}


@st.composite
def tables(draw: st.DrawFn, cells: dict[str, st.SearchStrategy[str]]) -> tuple[str, list[str]]:
    """Draw a header and some rows below it."""
    names = draw(st.lists(st.sampled_from(list(cells)), unique=True, max_size=8))
    if draw(st.integers(0, 5)):
        needed = [name for name in ("id", "source", "target", "type") if name in cells]
        names = list(dict.fromkeys([*needed[-3:], *names]))
    count = draw(st.integers(0, 6))
    rows = [",".join(draw(cells[name]) for name in names) for _ in range(count)]
    return ",".join(names), rows


DATASETS = st.fixed_dictionaries(
    {
        "nodes/One.csv": tables(CELLS),
        "nodes/Two.csv": tables(CELLS),
        "edges/LINKS.csv": tables(EDGE_CELLS),
        "edges/all.csv": tables(EDGE_CELLS),
    }
)
DOCUMENT = "---\nid: doc\ntitle: Doc\npublished: 2020-05\n---\n# H\nyes yes no\n"


def text(table: tuple[str, list[str]]) -> str:
    header, rows = table
    return "".join(f"{line}\n" for line in (header, *rows))


def written(root: Path, files: dict[str, str]) -> None:
    write(root, {"dataset.yaml": "name: any\n", "schema.yaml": SCHEMA, **files})
    write(root, {"documents/doc.md": DOCUMENT})


@settings(max_examples=60)
@given(DATASETS)
def test_any_faults_are_problems_at_places_that_exist(
    chosen: dict[str, tuple[str, list[str]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        written(root, {name: text(table) for name, table in chosen.items()})
        is_sound(root)


SOUND_NODES = {
    "nodes/One.csv": "id,name\na,n\nb,m\n",
    "nodes/Two.csv": "id,tags\nc,1\nd,2\n",
}
SOUND_ROWS = st.lists(
    st.tuples(
        st.sampled_from(["LINKS", "PARTS", "PLAIN"]),
        st.sampled_from("ab"),
        st.sampled_from("cd"),
        st.sampled_from(["1", "2.5"]),
        st.sampled_from(["2014", "2015/..", ""]),
        st.sampled_from(["a", "a > b", ""]),
    ),
    unique=True,
    max_size=6,
)


@settings(max_examples=25)
@given(SOUND_ROWS.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_rows_changes_neither_ids_nor_content(
    orders: tuple[list[tuple[str, ...]], list[tuple[str, ...]]],
) -> None:
    contents = []
    for rows in orders:
        # a type without the key leaves it empty
        lines = [
            f"{','.join(row[:3])},{row[3] if row[0] == 'LINKS' else ''},{','.join(row[4:])}"
            for row in rows
        ]
        if len(set(lines)) < len(lines):
            return
        lines.append("LINKS,a,d,9,,")
        header = "type,source,target,k,time,claimed_by"
        with tempfile.TemporaryDirectory() as folder:
            written(Path(folder), {**SOUND_NODES, "edges/all.csv": text((header, lines))})
            graph = build(read(folder))
        claims = graph.claim_table().sort("id")
        edges = graph.claim_edges.sort("source", "target", "type")
        properties = {name: frame.sort("id").rows() for name, frame in graph.claims.items()}
        contents.append((claims.rows(), edges.rows(), properties))
    assert contents[0] == contents[1]
