"""Ids: the vectors of docs/claims.md, and what they do not depend on."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.graph import identity
from graphkit.graph.graph import Graph
from graphkit.graph.identity import claim_id
from graphkit.schema.load import parse_schema

DOC = Path(__file__).parents[2] / "docs" / "claims.md"
VECTORS = re.findall(r'^(\{".*\})\n([ce]_[0-9a-f]{20})$', DOC.read_text(), re.MULTILINE)

SCHEMA, PROBLEMS = parse_schema("""
schema: vectors
version: 1.0.0
claims: reified
nodes: {Country: {}, Group: {}}
edges:
  HOSTS: {source: [Country], target: [Group], temporal: state, inverse: HOSTED_BY}
  ALLIED_WITH: {symmetric: true, between: [Country]}
  TREATY:
    source: [Country]
    target: [Country]
    key: [share, register, number]
    properties:
      register: {type: string}
      number: {type: integer}
      share: {type: float}
""")


def graph() -> Graph:
    graph = Graph(SCHEMA)
    graph.add_node("Country", id="albania")
    graph.add_node("Country", id="us")
    graph.add_node("Group", id="mek")
    graph.add_node("Document", id="digest", title="Digest")
    return graph


def ids(**columns: object) -> tuple[str, str]:
    """Return edge_key and id of one HOSTS claim."""
    whole = graph()
    whole.add_edge("HOSTS", "albania", "mek", **columns)  # type: ignore[arg-type]
    row = whole.claim_table().row(0, named=True)
    return row["edge_key"], row["id"]


def test_the_schema_of_the_vectors_is_sound() -> None:
    assert PROBLEMS == []
    assert len(VECTORS) == 6


@pytest.mark.parametrize(("text", "expected"), VECTORS)
def test_a_vector_is_the_digest_of_its_own_json(text: str, expected: str) -> None:
    assert expected[2:] == hashlib.sha256(text.encode()).hexdigest()[:20]


@pytest.mark.parametrize(("text", "expected"), VECTORS)
def test_a_graph_gives_each_vector_its_id(text: str, expected: str) -> None:
    said = json.loads(text)
    key, edge_type = said.pop("key"), said.pop("type")
    ends = said.pop("source"), said.pop("target")
    whole = graph()
    whole.add_edge(edge_type, *ends, **key, **said)
    row = whole.claim_table().row(0, named=True)
    assert row["edge_key" if expected.startswith("e_") else "id"] == expected


def test_the_ends_of_a_symmetric_type_have_no_order() -> None:
    whole = graph()
    whole.add_edge("ALLIED_WITH", "us", "albania")
    (expected,) = (vector for text, vector in VECTORS if "ALLIED_WITH" in text)
    assert whole.claim_table()["edge_key"].to_list() == [expected]
    assert whole.claim_table().select("source", "target").rows() == [("us", "albania")]


def test_an_inverse_name_makes_the_same_edge() -> None:
    whole = graph()
    whole.add_edge("HOSTED_BY", "mek", "albania")
    row = whole.claim_table().row(0, named=True)
    assert (row["edge_key"], row["id"]) == ids()
    assert (row["edge_type"], row["source"], row["target"]) == ("HOSTS", "albania", "mek")


def test_a_default_and_nothing_are_the_same() -> None:
    assert ids() == ids(polarity="positive", modality="asserted", realization="actual")


def test_the_record_of_a_claim_is_no_part_of_it() -> None:
    recorded = ids(
        note="seen", confidence=0.5, extractor="me", status="deprecated", section="One", cue=[]
    )
    assert recorded == ids()


@pytest.mark.parametrize(
    "columns",
    [
        {"claimed_by": "us"},
        {"polarity": "negative"},
        {"modality": "alleged"},
        {"realization": "planned"},
        {"time": "2014"},
        {"document": "digest"},
        {"document": "digest", "quote": "yes"},
        {"document": "digest", "quote": "yes", "occurrence": 2},
    ],
)
def test_what_is_said_changes_the_claim_and_never_the_edge(columns: dict[str, object]) -> None:
    edge_key, claim_id = ids(**columns)
    assert edge_key == ids()[0]
    assert claim_id != ids()[1]


def test_a_phrase_that_is_resolved_counts_as_its_time() -> None:
    whole = Graph(SCHEMA)
    whole.add_node("Country", id="albania")
    whole.add_node("Group", id="mek")
    whole.add_node("Document", id="digest", title="Digest", published="2023-06-20")
    whole.add_edge("HOSTS", "albania", "mek", document="digest", time_text="last year")
    assert whole.claim_table()["time"].to_list() == ["2022"]
    assert whole.claim_table()["id"].to_list() == [ids(document="digest", time="2022")[1]]


def test_integers_beyond_doubles_stay_apart() -> None:
    whole = graph()
    for number in (2**53, 2**53 + 1, -(2**63), 2**63 - 1):
        whole.add_edge("TREATY", "us", "albania", number=number, register="r", share=1)
    assert whole.claim_table()["edge_key"].n_unique() == 4


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)


@given(TEXTS, st.integers(-(2**63), 2**63 - 1), st.sampled_from([0.5, -1.0, 100.0, 1e21, 5e-324]))
def test_any_key_is_written_as_canonical_json(register: str, number: int, share: float) -> None:
    whole = graph()
    whole.add_edge("TREATY", "us", "albania", register=register, number=number, share=share)
    written = {0.5: "0.5", -1.0: "-1", 100.0: "100", 1e21: "1e+21", 5e-324: "5e-324"}[share]
    text = (
        f'{{"key":{{"number":{number},"register":{json.dumps(register, ensure_ascii=False)},'
        f'"share":{written}}},"source":"us","target":"albania","type":"TREATY"}}'
    )
    expected = "e_" + hashlib.sha256(text.encode()).hexdigest()[:20]
    assert whole.claim_table()["edge_key"].to_list() == [expected]


@settings(max_examples=25)
@given(st.permutations(range(6)))
def test_ids_do_not_depend_on_the_order_of_rows(order: list[int]) -> None:
    rows: list[tuple[str, str, dict[str, object]]] = [
        ("HOSTS", "albania mek", {}),
        ("HOSTS", "us mek", {"time": "2014"}),
        ("TREATY", "us albania", {"register": "a", "number": 1, "share": 2}),
        ("TREATY", "us albania", {"register": "b", "number": 1, "share": 2}),
        ("ALLIED_WITH", "us albania", {"claimed_by": "us > albania"}),
        ("ALLIED_WITH", "us us", {"polarity": "negative"}),
    ]

    def made(numbers: list[int]) -> set[tuple[object, ...]]:
        whole = graph()
        for number in numbers:
            name, ends, columns = rows[number]
            whole.add_edge(name, *ends.split(), **columns)  # type: ignore[arg-type]
        return set(whole.claim_table().select("id", "edge_key", "source", "target").rows())

    assert made(order) == made(list(range(6)))


CLAIMS = st.fixed_dictionaries(
    {},
    optional={
        "claimed_by": st.lists(st.sampled_from(["us", "albania"]), max_size=2),
        "polarity": st.sampled_from(["positive", "negative"]),
        "realization": st.sampled_from(["actual", "hoped"]),
        "modality": st.sampled_from(["asserted", "alleged"]),
        "time": st.sampled_from(["2014", "2014~/.."]),
        "quote": st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
        "occurrence": st.integers(1, 9),
    },
)


@settings(max_examples=25, deadline=None)
@given(
    claim=CLAIMS,
    share=st.floats(allow_nan=False, allow_infinity=False),
    number=st.integers(-(2**63), 2**63 - 1),
    register=st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
)
def test_one_claim_has_the_id_that_many_have(
    claim: dict[str, object], share: float, number: int, register: str
) -> None:
    if "quote" in claim:
        claim["document"] = "digest"
    else:
        claim.pop("occurrence", None)
    whole = graph()
    keys: dict[str, object] = {"share": share, "number": number, "register": register}
    whole.add_edge("TREATY", "us", "albania", **keys, **claim)  # type: ignore[arg-type]
    whole.add_edge("ALLIED_WITH", "us", "albania", **claim)  # type: ignore[arg-type]
    one = claim_id(SCHEMA.edges["TREATY"], "us", "albania", {**keys, **claim})
    other = claim_id(SCHEMA.edges["ALLIED_WITH"], "us", "albania", claim)
    assert whole.claim_table()["id"].to_list() == [one, other]


def test_ids_are_the_same_however_many_rows_are_hashed_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def made() -> pl.DataFrame:
        whole = graph()
        for year in range(2001, 2006):
            whole.add_edge("HOSTS", "albania", "mek", time=str(year), claimed_by=["us"])
        return whole.claim_table().select("id", "edge_key")

    at_once = made()
    monkeypatch.setattr(identity, "_ROWS", 2)
    assert made().equals(at_once)
    assert at_once["id"].n_unique() == 5
