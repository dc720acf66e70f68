"""CSV: a dataset folder that reads back to the same graph, whatever its values hold."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings

import graphkit as gk
from graphkit.errors import UsageError
from graphkit.exports.csv import write_csv
from graphkit.graph.graph import Graph
from tests.exports.graphs import content, graphs, schema

ROOT = Path(__file__).parents[2]


@settings(max_examples=20, phases=[Phase.generate])  # shrinking takes minutes
@given(graphs())
def test_any_graph_reads_back_the_same(graph: Graph) -> None:
    with tempfile.TemporaryDirectory() as folder:
        report = write_csv(graph, Path(folder) / "out")
        assert content(gk.build(gk.read(report.path))) == content(graph)


@pytest.mark.parametrize("folder", ["data", "examples/ownership"])
def test_a_dataset_reads_back_the_same_and_is_then_written_the_same(
    folder: str, tmp_path: Path
) -> None:
    graph = gk.build(gk.read(ROOT / folder))
    first, second = tmp_path / "first", tmp_path / "second"
    write_csv(graph, first)
    again = gk.build(gk.read(first))
    assert content(again) == content(graph)
    write_csv(again, second)
    files = [path for path in first.rglob("*") if path.is_file()]
    assert len(files) > 8
    for file in files:
        assert file.read_bytes() == (second / file.relative_to(first)).read_bytes()


def small(**columns: object) -> gk.Graph:
    graph = gk.Graph(schema(), "small")
    graph.add_node("Person", "ann", name="Ann")
    graph.add_node("Person", "bob", name="=1+1", aliases=["-x", "y"], size=-3)
    graph.add_node("CON", "nul")
    graph.add_edge("LINKS", "ann", "bob", id="one", claimed_by=["bob"], **columns)
    graph.add_edge("LINKS", "bob", "ann", id="two", polarity="negative", contests=["one"])
    graph.add_edge("links", "ann", "nul", id="three", key="k", number=1, contests=["two", "one"])
    return graph


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_cells_that_a_spreadsheet_would_run_stay_as_they_are_and_are_told(tmp_path: Path) -> None:
    report = gk.export(small(note="\tx", confidence=0.5), tmp_path / "out")
    assert report.formulas == {"nodes/Person.csv": 2, "edges/LINKS.csv": 1}
    table = (report.path / "nodes/Person.csv").read_text()
    assert "bob,=1+1,-x; y,-3," in table
    told = (report.path / "SPREADSHEETS.md").read_text()
    assert told.endswith("- edges/LINKS.csv: 1 cell\n- nodes/Person.csv: 2 cells\n")
    assert gk.check(gk.read(report.path)) == []


def test_where_no_cell_is_a_formula_nothing_is_told(tmp_path: Path) -> None:
    report = gk.export(gk.build(gk.read(ROOT / "data")), tmp_path / "out")
    assert report.formulas == {}
    assert "SPREADSHEETS.md" not in files(report.path)


def test_types_that_a_file_system_would_confuse_have_files_of_their_own(tmp_path: Path) -> None:
    graph = small()
    graph.add_node("PERSON", "eve")
    graph.add_node("人名", "li")
    folder = gk.export(graph, tmp_path / "out").path
    names = {name for name in files(folder) if name.endswith(".csv")}
    assert names == {
        "nodes/Person.csv",
        "nodes/PERSON-2.csv",
        "nodes/人名.csv",
        "nodes/CON-.csv",
        "edges/LINKS.csv",
        "edges/links-2.csv",
    }
    assert (
        folder / "nodes/PERSON-2.csv"
    ).read_text() == "type,id,name,aliases,size\nPERSON,eve,,,\n"
    assert content(gk.build(gk.read(folder))) == content(graph)


def test_ids_of_documents_lead_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "in/documents").mkdir(parents=True)
    (tmp_path / "in/dataset.yaml").write_text("name: small\n")
    (tmp_path / "in/schema.yaml").write_text("schema: s\nversion: 1.0.0\nnodes: {A: {}}\n")
    for number, name in enumerate(["../../up", "/etc/passwd", ".hidden", "x" * 300]):
        text = f"---\nid: {name}\ntitle: One\n---\nText {number}\n"
        (tmp_path / f"in/documents/{number}.md").write_text(text)
    graph = gk.build(gk.read(tmp_path / "in"))
    folder = gk.export(graph, tmp_path / "out").path
    assert files(folder) - {"dataset.yaml", "schema.yaml", ".graphkit-export"} == {
        "documents/up.md",
        "documents/etc-passwd.md",
        "documents/hidden.md",
        f"documents/{'x' * 100}.md",
    }
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]
    assert content(gk.build(gk.read(folder))) == content(graph)


def test_a_filter_leaves_a_dataset_that_stands_on_its_own(tmp_path: Path) -> None:
    graph = small()
    folder = gk.export(graph, tmp_path / "out", filter=gk.Filter(polarity=("positive",))).path
    again = gk.build(gk.read(folder))
    assert again.claim_table()["id"].sort().to_list() == ["one", "three"]
    assert again.claim_edges.select("source", "target", "basis").rows() == [
        ("three", "one", "stated")
    ]
    only = gk.Filter(node_types=("CON",), polarity=("positive", "negative"))
    gk.export(graph, tmp_path / "out", filter=only)
    assert gk.build(gk.read(folder)).node_table()["id"].to_list() == ["nul"]


def test_who_speaks_and_what_is_cited_is_kept_whatever_its_type(tmp_path: Path) -> None:
    graph = gk.Graph(schema(), "small")
    graph.add_node("Document", "told", title="Told")
    graph.add_node("Document", "digest", title="Digest", reports="told")
    graph.add_node("Document", "other", title="Other")
    graph.add_node("CON", "a")
    graph.add_node("Person", "ann")
    graph.add_node("Person", "bob")
    graph.add_edge("LINKS", "a", "a", claimed_by=["ann"], document="digest")
    folder = gk.export(graph, tmp_path / "out", filter=gk.Filter(node_types=("CON",))).path
    again = gk.build(gk.read(folder))
    assert sorted(again.node_table()["id"]) == ["a", "ann", "digest", "told"]


@pytest.mark.parametrize("name", ["My graph", "", "a/b", "../x"])
def test_a_graph_needs_a_name_that_a_dataset_can_have(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not a name for a dataset"):
        gk.export(gk.Graph(schema(), name), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_value_that_no_table_can_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="NUL"):
        gk.export(small(note="a\0b"), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
