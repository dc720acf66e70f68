"""`graphkit view`."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_view_writes_graph_html(project: Path, run: Run) -> None:
    outcome = run("view")
    assert (outcome.code, outcome.out) == (0, "graph.html\n")
    assert "Who wants the bridge" in (project / "graph.html").read_text(encoding="utf-8")
    assert run("view").code == 0


def test_view_replaces_no_file_of_somebody_else(project: Path, run: Run) -> None:
    (project / "graph.html").write_text("<p>mine")
    outcome = run("view")
    assert outcome.code == 4
    assert (project / "graph.html").read_text() == "<p>mine"


def test_view_shows_what_is_near_a_node(project: Path, run: Run) -> None:
    assert run("view", "-o", "near.html", "--node", "anglers", "--hops", "1").code == 0
    near = (project / "near.html").read_text(encoding="utf-8")
    assert "Ben Okoro" in near
    unknown = run("view", "--node", "angler")
    assert unknown.code == 2
    assert 'Did you mean "anglers"?' in unknown.err


def test_view_takes_a_headline_and_a_filter(project: Path, run: Run) -> None:
    assert run("view", "--title", "As it was", "--as-of", "2022-06-01").code == 0
    assert "As it was" in (project / "graph.html").read_text(encoding="utf-8")
    assert run("view", "--as-of", "yesterday").code == 2


def test_view_shows_what_a_saved_query_finds(project: Path, run: Run) -> None:
    query = project / "cypher/leaders.cypher"
    query.write_text(
        "// description: Who leads what.\nMATCH (a)-[r:LEADS]->(b) RETURN a, r, b ORDER BY r.id"
    )
    outcome = run("view", "-o", "leaders.html", "--query", "leaders")
    assert outcome.code == 0
    page = (project / "leaders.html").read_text(encoding="utf-8")
    assert "Ada Lund" in page
    assert "The new bridge" not in page


def test_view_reads_a_store(project: Path, run: Run) -> None:
    run("load")
    assert run("view", "--from", "data/.graphkit").code == 0


def test_a_file_that_cannot_be_written_is_told(project: Path, run: Run) -> None:
    outcome = run("view", "-o", "nowhere/graph.html")
    assert outcome.code == 2
    assert "cannot be written" in outcome.err


def test_a_query_s_page_asks_where_its_graph_comes_from(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:9")
    assert run("view", "--query", "who_says").code == 0


def test_a_query_without_anything_to_show_is_told(project: Path, run: Run) -> None:
    outcome = run("view", "--query", "disputes")
    assert outcome.code == 2
    assert "finds no node and no claim" in outcome.err


def test_view_compares_with_an_earlier_dataset_and_with_a_store(project: Path, run: Run) -> None:
    run("load")
    shutil.copytree(project / "data", project / "earlier")
    nodes = next((project / "data").glob("nodes/Person.csv"))
    nodes.write_text(nodes.read_text("utf-8").replace("Ada Lund", "Ada Lundgren"), "utf-8")
    for earlier in ("earlier", "data/.graphkit"):
        out = f"{earlier.partition('/')[0]}.html"
        outcome = run("view", "-o", out, "--compare", earlier)
        assert outcome.code == 0
        page = (project / out).read_text("utf-8")
        assert "Since the earlier one: 1 node changed." in page
        assert "~ Ada Lundgren" in page


def test_graphs_are_compared_whole(project: Path, run: Run) -> None:
    outcome = run("view", "--compare", "data", "--node", "anglers")
    assert outcome.code == 2
    assert "--compare shows graphs whole." in outcome.err
    assert run("view", "--compare", "nowhere").code == 2
