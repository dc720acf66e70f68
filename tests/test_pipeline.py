"""The Python surface, from a folder to what comes out of it."""

from datetime import date
from pathlib import Path

import networkx as nx
import pytest
from pyvis.network import Network

import graphkit as gk
from graphkit.pipeline import Target, find_target, load_dataset

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def graph() -> gk.Graph:
    return gk.build(gk.read(ROOT / "data"))


def test_a_graph_becomes_a_multidigraph_keyed_by_claim(graph: gk.Graph) -> None:
    g = graph.to_networkx()
    assert isinstance(g, nx.MultiDiGraph)
    assert "c-hosts-albania" in g["albania"]["mek"]
    assert g["albania"]["mek"]["c-hosts-albania"]["time"] == "2014~/.."


@pytest.mark.parametrize("day", ["2013-01-01", date(2013, 1, 1)])
def test_a_day_can_be_text_or_a_date(graph: gk.Graph, day: date | str) -> None:
    held = graph.to_networkx(as_of=day)
    filtered = graph.to_networkx(gk.Filter(as_of=date(2013, 1, 1)))
    assert not held.has_edge("albania", "mek", key="c-hosts-albania")
    assert set(held.edges) == set(filtered.edges)


def test_what_is_no_day_is_told(graph: gk.Graph) -> None:
    with pytest.raises(gk.UsageError, match="no day written as 2013-01-01"):
        graph.to_networkx(as_of="2013")


def test_a_graph_becomes_a_pyvis_network(graph: gk.Graph) -> None:
    network = graph.to_pyvis()
    assert isinstance(network, Network)
    assert {node["id"] for node in network.nodes} >= {"mek", "albania"}


def test_a_graph_shows_itself_in_a_notebook_without_leaving_its_frame(graph: gk.Graph) -> None:
    shown = graph._repr_html_()
    assert shown.startswith('<iframe sandbox="allow-scripts"')
    assert "<script" not in shown


def test_faults_come_with_every_problem(tmp_path: Path) -> None:
    (tmp_path / "dataset.yaml").write_text("name: x\n")
    (tmp_path / "schema.yaml").write_text("schema: s\nversion: 1.0.0\nnodes: {A: {}}\n")
    (tmp_path / "nodes").mkdir()
    (tmp_path / "nodes/A.csv").write_text("id\na\na\nb c\n")
    dataset = gk.read(tmp_path)
    with pytest.raises(gk.DataError) as caught:
        gk.build(dataset)
    assert list(caught.value.problems) == gk.check(dataset)
    assert [problem.code for problem in caught.value.problems] == ["GK305", "GK304"]
    assert "2 errors in the data" in str(caught.value)


def test_the_store_is_the_one_named_then_the_environment_s_then_the_dataset_s() -> None:
    data = Path("data")
    server = {"NEO4J_URI": "bolt://localhost:7687", "NEO4J_USER": "neo4j", "NEO4J_PASSWORD": "pw"}
    assert find_target(None, data, {}).address == str(data / ".graphkit")
    assert find_target("other", data, server).address == "other"
    found = find_target(None, data, server)
    assert (found.address, found.username, found.password) == (server["NEO4J_URI"], "neo4j", "pw")


def test_of_two_datasets_made_in_code_the_later_one_stands_in_the_store(tmp_path: Path) -> None:
    schema = gk.load_schema(ROOT / "examples/ownership/schema.yaml")
    for names in (["ada"], ["ada", "bob"]):
        people = [{"id": name, "name": name} for name in names]
        made = gk.dataset(schema, nodes={"Person": people}, name="mine")
        with gk.connect(tmp_path / "store") as store:
            load_dataset(store, gk.build(made), made)
            rows = store.query("MATCH (p:Person) RETURN p.id ORDER BY p.id").rows
        assert [name for (name,) in rows] == names


def test_a_password_is_never_shown() -> None:
    target = Target("bolt://localhost", is_server=True, username="neo4j", password="secret")
    assert "secret" not in repr(target)


def test_a_filter_reads_days_and_single_words() -> None:
    given = {"as_of": "2013-01-01", "polarity": "negative", "edge_types": "HOSTS"}
    chosen = gk.Filter(**given)  # type: ignore[arg-type]  # as people write it in a notebook
    assert chosen == gk.Filter(
        as_of=date(2013, 1, 1), polarity=("negative",), edge_types=("HOSTS",)
    )
    with pytest.raises(gk.UsageError, match="no day written as"):
        gk.Filter(known_on="x")  # type: ignore[arg-type]
