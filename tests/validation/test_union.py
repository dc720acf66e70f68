"""Several datasets about the same nodes and claims, and ids with a namespace.

Longer than 400 lines, as both are tried together and alone, on the same small datasets.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.graph.graph import Graph
from graphkit.readers.folder import read
from graphkit.validation.check import build, check
from tests.validation.datasets import relative, write

SCHEMA = """
schema: shared
version: 1.0.0
claims: reified
nodes:
  Actor: {abstract: true, properties: {name: {type: string}}}
  Person: {extends: Actor, properties: {aliases: {type: list<string>}, born: {type: edtf}}}
  Firm: {extends: Actor, properties: {size: {type: integer}, code: {type: string, unique: true}}}
edges:
  LEADS:
    source: [Person]
    target: [Firm]
    temporal: state
    inverse: LED_BY
    properties: {role: {type: string}}
  KNOWS: {symmetric: true, between: [Person]}
  OWNS: {source: [Firm], target: [Firm], claims: inline, max_sources_per_target: 1}
"""

Files = Mapping[str, str]
Rows = Sequence[tuple[str, ...]]


def folders(root: Path, parts: Mapping[str, Files]) -> list[Path]:
    """Write dataset folders; each is a dataset of its own name where it does not say another."""
    for name, files in parts.items():
        write(root / name, {"dataset.yaml": f"name: {name}\n", "schema.yaml": SCHEMA, **files})
    return [root / name for name in parts]


def told(root: Path, parts: Mapping[str, Files]) -> list[str]:
    return [relative(problem, root) for problem in check(read(*folders(root, parts)))]


def graph_of(root: Path, parts: Mapping[str, Files]) -> Graph:
    return build(read(*folders(root, parts)))


def node(graph: Graph, node_id: str) -> dict[str, object]:
    for frame in graph.nodes.values():
        for row in frame.filter(pl.col("id") == node_id).iter_rows(named=True):
            return row
    return {}


def content(graph: Graph) -> object:
    """Return what a graph says, whatever the order of its rows."""
    return (
        {name: frame.sort("id").rows() for name, frame in sorted(graph.nodes.items())},
        {name: frame.sort("id").rows() for name, frame in sorted(graph.claims.items())},
        sorted(graph.claim_edges.rows(), key=str),
        sorted(graph.documents.select("id", "text").rows()),
    )


PEOPLE = {"nodes/Person.csv": "id,name\nann,Ann\n"}
FIRMS = {"nodes/Firm.csv": "id,name,size\nacme,Acme,3\n"}
LEADS = {"edges/LEADS.csv": "source,target\nann,acme\n"}
NAMESPACE = {"dataset.yaml": "name: a\nnamespace: n.s\n"}


# --- namespaces ---------------------------------------------------------------------------------


def test_every_id_of_a_graph_has_the_namespace(tmp_path: Path) -> None:
    document = "---\nid: note\ntitle: Note\nreports: letter\n---\nAnn leads.\n"
    files = {
        **NAMESPACE,
        **PEOPLE,
        **FIRMS,
        "documents/note.md": document,
        "nodes/Document.csv": "id,title,reports\nletter,Letter,\ncopy,Copy,letter\n",
        "edges/LEADS.csv": (
            "id,type,source,target,claimed_by,document,quote,contests,because,follows,closes\n"
            "first,,ann,acme,,note,Ann leads.,,,,\n"
            "second,LED_BY,acme,ann,ann > acme,letter,,first,first,first,first\n"
            ",,ann,acme,acme,copy,,,,,\n"
        ),
    }
    graph = graph_of(tmp_path, {"a": files})
    ids = graph.node_table()["id"].sort().to_list()
    assert ids == ["n.s:acme", "n.s:ann", "n.s:copy", "n.s:letter", "n.s:note"]
    assert graph.documents["id"].to_list() == ["n.s:note"]
    assert node(graph, "n.s:note")["reports"] == "n.s:letter"
    assert node(graph, "n.s:copy")["reports"] == "n.s:letter"
    table = graph.claim_table()
    assert set(table["source"]) == {"n.s:ann"}
    assert set(table["target"]) == {"n.s:acme"}
    assert table["claimed_by"].to_list() == [
        ["n.s:letter"],
        ["n.s:ann", "n.s:acme"],
        ["n.s:acme"],
    ]
    assert table["document"].to_list() == ["n.s:note", "n.s:letter", "n.s:copy"]
    assert table["quote_start"].to_list() == [0, None, None]
    assert table["id"].to_list()[:2] == ["n.s:first", "n.s:second"]
    assert table["id"][2].startswith("c_")
    for column in ("contests", "because", "follows", "closes"):
        assert table[column].to_list() == [[], ["n.s:first"], []]


def test_derived_ids_are_those_of_full_ids_written_out(tmp_path: Path) -> None:
    short = graph_of(tmp_path / "1", {"a": {**NAMESPACE, **PEOPLE, **FIRMS, **LEADS}})
    files = {
        "nodes/Person.csv": "id,name\nn.s:ann,Ann\n",
        "nodes/Firm.csv": "id,name,size\nn.s:acme,Acme,3\n",
        "edges/LEADS.csv": "source,target\nn.s:ann,n.s:acme\n",
    }
    assert content(graph_of(tmp_path / "2", {"a": files})) == content(short)
    plain = graph_of(tmp_path / "3", {"a": {**PEOPLE, **FIRMS, **LEADS}})
    assert plain.claim_table()["edge_key"][0] != short.claim_table()["edge_key"][0]


def test_messages_and_hints_speak_of_ids_as_the_file_writes_them(tmp_path: Path) -> None:
    files = {
        **NAMESPACE,
        "documents/note.md": "---\nid: note\ntitle: Note\nreports: mema\n---\nAnn leads.\n",
        "documents/memo.md": "---\nid: memo\ntitle: Memo\n---\n",
        "nodes/Person.csv": "id,name\nanna,Anna\nb c,B\nanna,Anna\n",
        "nodes/Firm.csv": "id,name,code\nacme,Acme,x\nbest,Best,x\ncorp,Corp,y\n",
        "edges/LEADS.csv": (
            "id,source,target,claimed_by,document,quote,contests\n"
            "one,anne,acme,,,,\n"
            "one,acme,best,,,,\n"
            ",anna,acme,anne,,,\n"
            ",anna,acme,,not,,\n"
            ",anna,corp,,note,Ann leeds.,\n"
            ",anna,best,,,,onne\n"
            "o e,anna,best,anna,,,\n"
        ),
        "edges/OWNS.csv": "source,target\nacme,corp\nbest,corp\n",
    }
    lines = told(tmp_path, {"a": files})
    assert [line for line in lines if "n.s" in line] == []
    both = "\n".join(lines)
    for words in (
        'reports names "mema", no Document of the dataset. Did you mean "memo"?',
        'The node id "anna" stands twice',
        '"b c" is no id',
        '"o e" is no id',
        'The source of LEADS, "anne", is no node of the dataset. Did you mean "anna"?',
        'but "acme" is a Firm',
        'The claim id "one" stands twice',
        'The speaker "anne" is no node of the dataset. Did you mean "anna"?',
        'The document "not" is no Document of the dataset. Did you mean "note"?',
        'The quote "Ann leeds." does not stand in "note".',
        'contests names the claim "onne", which is not there. Did you mean "one"?',
        '"corp" has 2 sources of OWNS at once, more than 1: acme, best.',
    ):
        assert words in both


def test_a_claim_that_names_a_derived_id_is_told_so_in_a_namespace(tmp_path: Path) -> None:
    files = {**NAMESPACE, **PEOPLE, **FIRMS, **LEADS}
    derived = graph_of(tmp_path, {"a": files}).claim_table()["id"][0]
    header = "type,source,target,claimed_by,contests\n"
    more = {"edges/more.csv": f"{header}LEADS,ann,acme,ann,{derived}\n"}
    assert told(tmp_path, {"a": {**files, **more}}) == [
        f'a/edges/more.csv:2:20: GK514 error: contests names "{derived}", an id that is only '
        "derived. Give that row an id of its own."
    ]


def test_who_forgets_a_namespace_is_told(tmp_path: Path) -> None:
    leads = {"edges/LEADS.csv": "source,target\nann,n.s:acme\n"}
    parts = {"a": {**NAMESPACE, **PEOPLE, **FIRMS}, "b": leads}
    assert told(tmp_path, parts) == [
        'b/edges/LEADS.csv:2:1: GK403 error: The source of LEADS, "ann", is no node of the '
        'dataset. Did you mean "n.s:ann"?'
    ]


def test_what_another_dataset_has_cannot_be_named_from_within_a_namespace(tmp_path: Path) -> None:
    parts = {"b": {**PEOPLE, **FIRMS}, "a": {**NAMESPACE, **LEADS, **PEOPLE}}
    assert told(tmp_path, parts) == [
        'a/edges/LEADS.csv:2:5: GK403 error: The target of LEADS, "acme", is no node of the '
        'dataset. Another dataset has it, but ids in this file are of the namespace "n.s".'
    ]


def test_an_empty_id_stays_empty_in_a_namespace(tmp_path: Path) -> None:
    files = {
        **NAMESPACE,
        "nodes/Person.csv": "id,name\n,Ann\n",
        "edges/LEADS.csv": "source,target\n,\n",
    }
    assert [line.split(" error")[0] for line in told(tmp_path, {"a": files})] == [
        "a/edges/LEADS.csv:2:1: GK404",
        "a/edges/LEADS.csv:2:2: GK404",
        "a/nodes/Person.csv:2:1: GK303",
    ]


# --- one node in several datasets ---------------------------------------------------------------


def test_datasets_share_nodes_and_fill_in_what_the_other_leaves_out(tmp_path: Path) -> None:
    parts = {
        "a": {"nodes/Person.csv": "id,name,aliases\nann,Ann,\nbob,Bob,\n", **LEADS},
        "b": {**FIRMS, "nodes/Person.csv": "id,name,aliases,born\nann,,A; B,1980\ncyd,Cyd,,\n"},
        "c": {"nodes/Person.csv": "id,born\nann,1980\n"},
    }
    graph = graph_of(tmp_path, parts)
    assert graph.name == "a"
    assert graph.nodes["Person"]["id"].to_list() == ["ann", "bob", "cyd"]
    expected = {"id": "ann", "name": "Ann", "aliases": ["A", "B"], "born": "1980"}
    assert node(graph, "ann") == expected
    assert graph.claim_table()["target"].to_list() == ["acme"]


def test_a_value_that_datasets_tell_otherwise_is_told_at_the_second(tmp_path: Path) -> None:
    parts = {
        "a": {"nodes/Firm.csv": "id,name,size\nacme,Acme,\n"},
        "b": {"nodes/Firm.csv": "id,name,size\nacme,Acme,3\n"},
        "c": {"nodes/Firm.csv": "id,name,size\nacme,Acme Inc,4\n"},
    }
    other = "has another value in"
    hint = "The same id means the same node: mend one, or leave it out in one."
    assert told(tmp_path, parts) == [
        f'c/nodes/Firm.csv:2:6: GK307 error: name of "acme" {other} a/nodes/Firm.csv:2. {hint}',
        f'c/nodes/Firm.csv:2:15: GK307 error: size of "acme" {other} b/nodes/Firm.csv:2. {hint}',
    ]


def test_a_node_has_one_type_in_every_dataset(tmp_path: Path) -> None:
    parts = {"a": PEOPLE, "b": {"nodes/Firm.csv": "id,name\nann,Ann\n"}}
    assert told(tmp_path, parts) == [
        'b/nodes/Firm.csv:2:1: GK306 error: "ann" is of the type Firm here and of Person in '
        "a/nodes/Person.csv:2. The same id means the same node, in every dataset."
    ]


def test_within_one_dataset_an_id_stands_once_also_over_its_folders(tmp_path: Path) -> None:
    same = {"dataset.yaml": "name: same\n"}
    parts = {"a": {**same, **PEOPLE}, "b": {**same, **PEOPLE}}
    assert told(tmp_path, parts) == [
        'b/nodes/Person.csv:2:1: GK305 error: The node id "ann" stands twice; first in '
        "a/nodes/Person.csv:2."
    ]
    other = {"a": {**PEOPLE}, "b": {"nodes/Person.csv": "id,name\nann,Ann\nann,Ann\n"}}
    assert told(tmp_path / "other", other) == [
        'b/nodes/Person.csv:3:1: GK305 error: The node id "ann" stands twice; first in line 2.'
    ]


def test_unique_values_are_unique_over_datasets_but_for_one_node(tmp_path: Path) -> None:
    parts = {
        "a": {"nodes/Firm.csv": "id,code\nacme,x\n"},
        "b": {"nodes/Firm.csv": "id,code\nacme,x\nbest,x\n"},
    }
    lines = [line.split(" error")[0] for line in told(tmp_path, parts)]
    assert lines == ["b/nodes/Firm.csv:3:6: GK317"]


def test_a_document_is_one_where_its_text_is(tmp_path: Path) -> None:
    front = "---\nid: note\ntitle: Note\n{}---\n{}"
    header = "source,target,document,quote,time_text\n"
    parts = {
        "a": {"documents/n.md": front.format("", "Ann leads.\n")},
        "b": {
            **FIRMS,
            "documents/m.md": front.format("published: 2020\n", "Ann leads.\n"),
            "nodes/Person.csv": "id\nann\n",
            "edges/LEADS.csv": f"{header}ann,acme,note,Ann leads.,last year\n",
        },
    }
    graph = graph_of(tmp_path, parts)
    assert node(graph, "note")["published"] == "2020"
    assert graph.documents["id"].to_list() == ["note"]
    assert graph.claim_table().select("time", "quote_end").row(0) == ("2019", 10)
    parts["b"] = {**parts["b"], "documents/m.md": front.format("", "Ann leads. \n")}
    lines = told(tmp_path, parts)
    assert [line for line in lines if "error" in line] == [
        'b/documents/m.md:1:1: GK307 error: The document "note" has another text than in '
        "a/documents/n.md:1. Take the same text, or another id."
    ]


# --- one claim in several datasets --------------------------------------------------------------

SHARED = {**PEOPLE, **FIRMS}


def test_a_claim_that_two_datasets_make_is_one_claim(tmp_path: Path) -> None:
    first = "id,source,target,role,claimed_by\n,ann,acme,chief,\nx,ann,acme,,ann\n"
    second = (
        "id,type,source,target,role,claimed_by,polarity\n"
        "x,LED_BY,acme,ann,,ann,positive\n"
        ",LEADS,ann,acme,chief,,\n"
        ",LEADS,ann,acme,,acme,\n"
    )
    parts = {
        "a": {**SHARED, "edges/LEADS.csv": first},
        "b": {**SHARED, "edges/all.csv": second},
    }
    graph = graph_of(tmp_path, parts)
    assert graph.claim_table().height == 3
    assert graph.claims["LEADS"]["role"].to_list() == ["chief", None, None]
    assert check(read(*folders(tmp_path, parts))) == []


def test_the_derived_id_of_a_claim_may_be_given_to_it_by_another_dataset(tmp_path: Path) -> None:
    derived = graph_of(tmp_path, {"a": {**SHARED, **LEADS}}).claim_table()["id"][0]
    given = {"edges/LEADS.csv": f"id,source,target\n{derived},ann,acme\n"}
    graph = graph_of(tmp_path, {"a": {**SHARED, **LEADS}, "b": given})
    assert graph.claim_table()["id"].to_list() == [derived]


def test_another_claim_may_not_have_the_id_that_one_derives(tmp_path: Path) -> None:
    derived = graph_of(tmp_path, {"a": {**SHARED, **LEADS}}).claim_table()["id"][0]
    people = {"nodes/Person.csv": "id\nbob\n"}
    given = {**people, "edges/LEADS.csv": f"id,source,target\n{derived},bob,acme\n"}
    assert told(tmp_path, {"a": {**SHARED, **LEADS}, "b": given}) == [
        f'b/edges/LEADS.csv:2:24: GK405 error: The claim "{derived}" is told otherwise in '
        "a/edges/LEADS.csv:2: in source. Let both say the same, or give one an id of its own."
    ]


def test_a_claim_told_otherwise_by_another_dataset_is_told(tmp_path: Path) -> None:
    header = "id,source,target,role,note\n"
    parts = {
        "a": {**SHARED, "edges/LEADS.csv": f"{header}x,ann,acme,chief,\n,ann,acme,head,seen\n"},
        "b": {**SHARED, "edges/LEADS.csv": f"{header}x,ann,acme,boss,\n,ann,acme,head,read\n"},
    }
    hint = "Let both say the same, or give one an id of its own."
    assert told(tmp_path, parts) == [
        'b/edges/LEADS.csv:2:3: GK405 error: The claim "x" is told otherwise in '
        f"a/edges/LEADS.csv:2: in role. {hint}",
        "b/edges/LEADS.csv:3:2: GK405 error: This LEADS is the claim of a/edges/LEADS.csv:3, "
        f"but for note. {hint}",
    ]


def test_what_a_dataset_says_twice_is_told_beside_what_another_says(tmp_path: Path) -> None:
    twice = "id,source,target\nx,ann,acme\nx,ann,acme\n,ann,acme\n,ann,acme\n"
    parts = {
        "a": {**SHARED, "edges/LEADS.csv": "id,source,target\nx,ann,acme\n,ann,acme\n"},
        "b": {**SHARED, "edges/LEADS.csv": twice},
    }
    assert [line.split(" Two rows")[0] for line in told(tmp_path, parts)] == [
        'b/edges/LEADS.csv:3:1: GK405 error: The claim id "x" stands twice; first in line 2.',
        "b/edges/LEADS.csv:5:2: GK405 error: This LEADS row says the same as line 4.",
    ]


def test_claims_of_different_datasets_may_name_each_other(tmp_path: Path) -> None:
    parts = {
        "a": {**SHARED, "edges/LEADS.csv": "id,source,target\nx,ann,acme\n"},
        "b": {"edges/LEADS.csv": "source,target,polarity,contests\nann,acme,negative,x\n"},
    }
    graph = graph_of(tmp_path, parts)
    assert graph.claim_edges.filter(pl.col("basis") == "stated")["target"].to_list() == ["x"]


def test_a_symmetric_edge_written_the_other_way_round_is_the_same(tmp_path: Path) -> None:
    people = {"nodes/Person.csv": "id\nann\nbob\n"}
    parts = {
        "a": {**people, "edges/KNOWS.csv": "source,target\nann,bob\n"},
        "b": {"edges/KNOWS.csv": "source,target\nbob,ann\n"},
    }
    assert graph_of(tmp_path, parts).claim_table().height == 1


# --- parts of one dataset -----------------------------------------------------------------------

NODE_ROWS = [("Person", f"p{n}", f"P{n}") for n in range(3)] + [
    ("Firm", f"f{n}", f"F{n}") for n in range(3)
]
EDGE_ROWS = st.lists(
    st.tuples(
        st.sampled_from(["x", "y", ""]),
        st.sampled_from(["p0", "p1", "p2"]),
        st.sampled_from(["f0", "f1", "f2"]),
        st.sampled_from(["", "2014", "2015/.."]),
        st.sampled_from(["", "p0", "p1 > f1"]),
        st.sampled_from(["", "negative"]),
    ),
    unique_by=(lambda row: row[0] or row, lambda row: row[1:]),
    max_size=6,
)


def tables(nodes: Rows, edges: Rows) -> dict[str, str]:
    lines = ["type,id,name", *map(",".join, nodes)]
    claims = ["id,source,target,time,claimed_by,polarity", *map(",".join, edges)]
    return {
        "nodes/all.csv": "".join(f"{line}\n" for line in lines),
        "edges/LEADS.csv": "".join(f"{line}\n" for line in claims),
    }


@settings(max_examples=20)
@given(EDGE_ROWS, st.lists(st.integers(0, 2), min_size=12, max_size=12), st.sampled_from(["", "n"]))
def test_a_dataset_split_into_folders_is_the_same_graph(
    edges: list[tuple[str, ...]], homes: list[int], namespace: str
) -> None:
    name = {"dataset.yaml": f"name: same\n{f'namespace: {namespace}' if namespace else ''}\n"}
    with tempfile.TemporaryDirectory() as folder:
        whole = graph_of(Path(folder), {"whole": {**name, **tables(NODE_ROWS, edges)}})
        parts = {}
        for home in range(3):
            own_nodes = [row for row, at in zip(NODE_ROWS, homes[:6], strict=True) if at == home]
            own_edges = [row for row, at in zip(edges, homes[6:], strict=False) if at == home]
            parts[str(home)] = {**name, **tables(own_nodes, own_edges)}
        together = graph_of(Path(folder), parts)
    assert content(together) == content(whole)
    assert together.name == whole.name


@settings(max_examples=20)
@given(EDGE_ROWS, st.lists(st.integers(1, 3), min_size=12, max_size=12))
def test_datasets_that_say_some_of_the_same_are_the_same_graph(
    edges: list[tuple[str, ...]], homes: list[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        whole = graph_of(Path(folder), {"whole": tables(NODE_ROWS, edges)})
        parts = {}
        for home in (1, 2):  # 3 is in both
            own_nodes = [row for row, at in zip(NODE_ROWS, homes[:6], strict=True) if at & home]
            own_edges = [row for row, at in zip(edges, homes[6:], strict=False) if at & home]
            parts[f"part-{home}"] = tables(own_nodes, own_edges)
        together = graph_of(Path(folder), parts)
    assert content(together) == content(whole)


@pytest.mark.parametrize("namespace", ["", "n"])
def test_the_faults_of_a_part_stay_at_their_lines(tmp_path: Path, namespace: str) -> None:
    settings = {"dataset.yaml": f"name: b\n{f'namespace: {namespace}' if namespace else ''}\n"}
    faulty = {**settings, "nodes/Person.csv": "id,born\nann,soon\n"}
    lines = told(tmp_path, {"a": PEOPLE, "b": faulty})
    assert [line.split(" error")[0] for line in lines] == ["b/nodes/Person.csv:2:5: GK312"]
