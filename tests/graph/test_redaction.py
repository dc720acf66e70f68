"""What redaction withholds of a graph, and what it leaves."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import graphkit as gk
from graphkit.graph.claims import CLAIM_TYPES
from graphkit.graph.redaction import redact
from graphkit.schema.load import parse_schema
from graphkit.schema.values import StringType
from tests.redacted import HARMLESS, SCHEMA, leaks, redacted
from tests.validation.datasets import write


@pytest.fixture
def graph(tmp_path: Path) -> gk.Graph:
    return gk.build(redacted(tmp_path, "zelda-q"))


def everything(graph: gk.Graph) -> str:
    """Return all that a graph holds, as text."""
    frames = [
        *graph.nodes.values(),
        *graph.claims.values(),
        graph.stated,
        graph.claim_edges,
        graph.documents,
        graph.node_table(),
    ]
    return "\n".join(
        [graph.title, graph.license, repr(graph), *(repr(frame.rows()) for frame in frames)]
    )


def test_nothing_in_the_graph_tells_a_name_a_quote_or_a_document(graph: gk.Graph) -> None:
    told = everything(graph)
    assert leaks(told.encode()) == []
    assert [word for word in HARMLESS if word not in told] == []


def test_without_redaction_the_same_data_tells_all(tmp_path: Path) -> None:
    told = everything(gk.build(redacted(tmp_path)))
    assert "zelda-q" in told
    assert len(leaks(told.encode())) > 10


def test_check_still_sees_everything(tmp_path: Path) -> None:
    hidden = [str(problem) for problem in gk.check(redacted(tmp_path / "a", "zelda-q"))]
    plain = [str(problem) for problem in gk.check(redacted(tmp_path / "b"))]
    assert hidden == [line.replace(str(tmp_path / "b"), str(tmp_path / "a")) for line in plain]


def test_the_node_stays_without_any_property(graph: gk.Graph) -> None:
    people = graph.nodes["Person"].rows(named=True)
    assert people[0] == {
        "id": "redacted-1",
        **dict.fromkeys(graph.schema.nodes["Person"].properties),
    }
    assert people[1]["aliases"] == ["Oskar"]
    assert people[1]["role"] == "member"


def test_other_nodes_keep_what_mentions_nobody(graph: gk.Graph) -> None:
    trust = graph.nodes["Group"].row(1, named=True)
    assert trust == {"id": "redacted-2", "name": None, "aliases": None, "size": 4}
    listed = graph.nodes["Document"].select("id", "title", "url", "sha256").rows()
    assert [row[:3] for row in listed if row[0] != "log"] == [
        ("letter", "A letter by Z. Q.", None),
        ("notes", "Notes", None),
        ("redacted-3", "A diary", None),
    ]
    assert [row[0] for row in listed if row[3] is not None] == ["log"]
    assert graph.documents["id"].to_list() == ["log"]


def test_claims_that_touch_the_node_say_only_what_is_no_text(graph: gk.Graph) -> None:
    lead = graph.claims["LEADS"].row(0, named=True)
    assert (lead["id"], lead["source"], lead["target"]) == (
        "redacted-claim-1",
        "redacted-1",
        "club",
    )
    assert (lead["votes"], str(lead["since"]), lead["confidence"]) == (12, "2019-01-01", 0.5)
    absent = ("office", "quote", "note", "document", "section", "time_text", "time", "quote_start")
    assert [lead[name] for name in absent] == [None] * len(absent)
    said = graph.claims["OWES"].filter(pl.col("claimed_by").list.contains("redacted-1"))
    assert said.select("source", "target", "cue", "quote").rows() == [("otto", "club", [], None)]


def test_ids_of_claims_are_replaced_wherever_they_stand(graph: gk.Graph) -> None:
    assert graph.claim_edges.select("target", "type").unique().rows() == [
        ("redacted-claim-1", "BECAUSE")
    ]


def test_claims_that_differ_only_in_what_is_withheld_stay_two(graph: gk.Graph) -> None:
    owes = graph.claims["OWES"]
    first, second = owes.filter(pl.col("claimed_by") == ["otto"])["id"].to_list()
    assert second == f"{first}-2"
    # and edges that differ in their key stay two edges, the same key one
    keys = owes.filter(pl.col("source") == "redacted-1")["edge_key"]
    assert (keys.len(), keys.n_unique()) == (3, 2)


def test_ids_tell_nothing_that_could_be_guessed_and_tried(tmp_path: Path) -> None:
    """No digest covers what is withheld, so that nobody can try names against it."""
    one = gk.build(redacted(tmp_path / "one", "zelda-q"))
    root = tmp_path / "two"
    redacted(root, "zelda-q")
    changes = {
        "Quillfeather": "Papageno",
        "QUILLFEATHER": "PAPAGENO",
        "Quill-Feather": "Papa-Geno",
        "a boat": "a barge",
        "She leads the": "They lead the",
    }
    for file in [root / "dataset.yaml", *root.rglob("*.csv"), *root.rglob("*.md")]:
        text = file.read_text()
        for old, new in changes.items():
            text = text.replace(old, new)
        file.write_text(text)
    two = gk.build(gk.read(root))
    for table in (one, two):
        assert leaks(everything(table).encode()) == []
    assert one.claim_table()["id"].to_list() == two.claim_table()["id"].to_list()
    assert one.claim_table()["edge_key"].to_list() == two.claim_table()["edge_key"].to_list()


def test_required_properties_that_are_withheld_are_not_required_any_more(graph: gk.Graph) -> None:
    schema = graph.schema
    assert not schema.nodes["Person"].properties["born"].required
    assert not schema.nodes["Actor"].properties["name"].required
    assert not schema.edges["LEADS"].properties["office"].required
    matter = schema.edges["OWES"].properties["matter"]
    assert (matter.pattern, matter.length) == (None, 40)
    assert schema.nodes["Document"].properties["title"].required


def test_a_redacted_document_takes_its_claims_and_its_digest_along(tmp_path: Path) -> None:
    files = {
        "dataset.yaml": "name: small\nredact: [paper]\n",
        "schema.yaml": "schema: s\nversion: 1.0.0\nclaims: reified\nnodes: {A: {}}\n"
        "edges: {KNOWS: {source: [A], target: [A]}}\n",
        "nodes/A.csv": "id\na\nb\n",
        "nodes/Document.csv": "id,title,publisher\npaper,The Daily Lantern,Lantern Press\n",
        "documents/digest.md": "---\nid: digest\ntitle: Digest\nreports: paper\n---\nA knows B.\n",
        "documents/other.md": "---\nid: other\ntitle: O\n---\nPrinted by LanternPress.\n",
        "edges/KNOWS.csv": "source,target,document,quote\na,b,digest,A knows B\na,b,paper,Seen\n",
    }
    write(tmp_path, files)
    graph = gk.build(gk.read(tmp_path))
    assert graph.nodes["Document"].select("id", "title", "publisher", "reports").rows() == [
        ("digest", "Digest", None, "redacted-1"),
        ("other", "O", None, None),
        ("redacted-1", "redacted-1", None, None),
    ]
    assert graph.documents.height == 0
    assert graph.claim_table().select("document", "quote", "claimed_by").unique().rows() == [
        (None, None, [])
    ]


def test_the_namespace_does_not_hide_a_name(tmp_path: Path) -> None:
    files = {
        "dataset.yaml": "name: small\nnamespace: n\nredact: [zelda]\n",
        "schema.yaml": "schema: s\nversion: 1.0.0\nnodes: {A: {properties: {t: {type: string}}}}\n",
        "nodes/A.csv": "id,t\nzelda,x\nother,Ask Zelda\n",
    }
    write(tmp_path, files)
    assert gk.build(gk.read(tmp_path)).nodes["A"].rows() == [
        ("redacted-1", None),
        ("n:other", None),
    ]


def test_an_id_that_is_taken_is_not_given_again() -> None:
    schema, _ = parse_schema("schema: s\nversion: 1.0.0\nnodes: {A: {}}\n")
    graph = gk.Graph(schema)
    for id in ("redacted-1", "zelda", "redacted-x-1"):
        graph.add_node("A", id)
    assert redact(graph, ["zelda"]).node_table()["id"].to_list() == [
        "redacted-1",
        "redacted-x-x-1",
        "redacted-x-1",
    ]


def test_ids_follow_the_list_and_those_that_are_no_nodes_are_passed_over() -> None:
    schema, _ = parse_schema("schema: s\nversion: 1.0.0\nnodes: {A: {}}\n")
    graph = gk.Graph(schema)
    for id in ("ann", "bob", "eve"):
        graph.add_node("A", id)
    assert redact(graph, ["eve", "nobody", "ann"]).node_table()["id"].to_list() == [
        "redacted-2",
        "bob",
        "redacted-1",
    ]
    assert redact(graph, ["nobody"]) is graph


def test_every_text_of_others_that_mentions_a_name_is_withheld(tmp_path: Path) -> None:
    """Column by column, also where a later one is added."""
    write(tmp_path, {"schema.yaml": SCHEMA})
    graph = gk.Graph(gk.load_schema(tmp_path / "schema.yaml"), "small")
    graph.add_node("Person", "zelda-q", name="Zelda Quillfeather", born="1970-01-01")
    graph.add_node("Person", "otto", name="Otto", born="1980-01-01")
    graph.add_node("Group", "club", name="Club")
    graph.add_node("Document", "paper", title="Paper")
    graph.add_edge("KNOWS", "otto", "club", id="other", note="Plain")
    graph.add_edge("OWES", "club", "otto", id="first", matter="rope", papers=["y"])
    secret = "Ask Zelda Quillfeather"
    texts = [
        name
        for name, value_type in CLAIM_TYPES.items()
        if isinstance(value_type, StringType) and name != "document"
    ]
    assert len(texts) > 6
    graph.add_edge(
        "OWES",
        "otto",
        "club",
        id="c-zelda-quillfeather",
        matter=secret,
        papers=["x", secret],
        claimed_by=["club"],
        cue=[secret],
        document="paper",
        status="deprecated",
        contests=["first"],
        occurrence=1,
        **dict.fromkeys(texts, secret),
    )
    told = redact(graph, ["zelda-q"])
    assert leaks(everything(told).encode()) == []
    claim = told.claims["OWES"].row(1, named=True)
    assert {name: claim[name] for name in texts} == dict.fromkeys(texts)
    assert (claim["id"], claim["document"]) == ("redacted-claim-1", "paper")
    assert (claim["matter"], claim["papers"]) == ("redacted-key-1", ["redacted-key-1"])
    assert told.claims["KNOWS"]["note"].to_list() == ["Plain"]
