"""A schema that is proposed for data holds for that data."""

import json
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import graphkit as gk
from graphkit.errors import UsageError
from graphkit.inspection.sources import folder_tables, network_tables
from graphkit.inspection.tables import Tables
from graphkit.pipeline import inspect_schema
from graphkit.schema.dump import schema_text
from graphkit.stores import EmbeddedStore, Neo4jStore
from tests.neo4j_server import Neo4jServer
from tests.stores.asking import run
from tests.stores.conftest import (  # noqa: F401 - fixtures of another folder
    embedded_store,
    neo4j_2026_store,
    neo4j_store,
    store,
)

HOSTILE = ["`", '"', "'", "*/", "\\", "# no", "a: b", "{x}", "- y", "!!python", "ü", "x" * 300, ";"]
cells = st.one_of(
    st.sampled_from([*HOSTILE, "", "1", "007", "2.5", "true", "2014", "2014-05-01", "1;2", "[1]"]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6),
)
headers = st.one_of(
    st.sampled_from(["name", "time", "note", "full name", "2nd", "_x", "labels", "confidence"]),
    st.sampled_from(HOSTILE),
)


@st.composite
def rows(draw: st.DrawFn) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    columns = draw(st.lists(headers, unique=True, max_size=4))
    ids = [f"n{number}" for number in range(draw(st.integers(1, 8)))]
    nodes = [{"id": id, **{name: draw(cells) for name in columns}} for id in ids]
    end = st.sampled_from(ids)
    count = draw(st.integers(1, 8))
    edges = [
        {"source": draw(end), "target": draw(end), "id": f"e{number}"}
        | {name: draw(cells) for name in columns}
        for number in range(count)
    ]
    return nodes, edges


def lines(objects: list[dict[str, str]]) -> str:
    return "".join(json.dumps(each) + "\n" for each in objects)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=rows())
def test_tables_are_sound_under_their_proposal(
    tmp_path_factory: pytest.TempPathFactory, data: tuple[list[dict[str, str]], ...]
) -> None:
    folder = tmp_path_factory.mktemp("tables")
    for kind, objects, stem in zip(("nodes", "edges"), data, ("Person", "KNOWS"), strict=True):
        (folder / kind).mkdir()
        (folder / kind / f"{stem}.jsonl").write_text(lines(objects), encoding="utf-8")
    found = inspect_schema(folder)
    (folder / "schema.yaml").write_text(found.text, encoding="utf-8")
    columns = "".join(f"  {json.dumps(raw)}: {name}\n" for raw, name in found.columns.items())
    text = f"name: tables\n{'columns:' if columns else ''}\n{columns}"
    (folder / "dataset.yaml").write_text(text, encoding="utf-8")
    assert [each for each in gk.check(gk.read(folder)) if each.is_error] == []


@settings(deadline=None, max_examples=30)
@given(data=rows())
def test_a_graph_of_networkx_is_sound_under_its_proposal(
    tmp_path_factory: pytest.TempPathFactory, data: tuple[list[dict[str, str]], ...]
) -> None:
    nodes, edges = data
    links = [{**each, "key": each["id"]} for each in edges]
    whole = {"directed": True, "multigraph": True, "nodes": nodes, "edges": links, "graph": {}}
    path = tmp_path_factory.mktemp("graph") / "graph.json"
    path.write_text(json.dumps(whole), encoding="utf-8")
    found = inspect_schema(path)
    assert found.schema.own_types
    assert "no schema can mend" not in found.text


def test_graphml_is_read(tmp_path: Path) -> None:
    graph = nx.Graph()
    graph.add_edge("a", "b", weight=1.5)
    nx.write_graphml(graph, tmp_path / "g.graphml")
    found = inspect_schema(tmp_path / "g.graphml")
    assert found.schema.edges["LINKED_TO"].symmetric
    assert found.schema.edges["LINKED_TO"].properties["weight"].type.name == "float"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"nodes": 1, "links": 2}', "<x"])
def test_a_file_that_is_no_graph_is_told(tmp_path: Path, text: str) -> None:
    for suffix in ("json", "graphml"):
        path = tmp_path / f"bad.{suffix}"
        path.write_text(text)
        with pytest.raises(UsageError):
            network_tables(path)


def test_a_plain_folder_is_told_by_its_headers(tmp_path: Path) -> None:
    people = "".join(f"p{n},{('low', 'high')[n % 2]},{n}\n" for n in range(12))
    (tmp_path / "people.csv").write_text(":ID,level,age:int\n" + people)
    (tmp_path / "knows.csv").write_text(":START_ID,:END_ID,why\np1,p2,a\np1,p2,b\n")
    given_tables = folder_tables(tmp_path)
    assert isinstance(given_tables, Tables)
    found = inspect_schema(tmp_path)
    assert found.schema.enums == {"Level": ("high", "low")}
    assert found.schema.edges["knows"].key == ("why",)
    assert found.columns[":START_ID"] == "source"


def test_what_a_store_keeps_is_the_very_schema(store: EmbeddedStore | Neo4jStore) -> None:  # noqa: F811
    graph = gk.build(gk.read("data"))
    store.load(graph)
    from graphkit.pipeline.inspection import inspect_store

    found = inspect_store(store)
    assert schema_text(found.schema) == schema_text(graph.schema)


MOVIES = """
CREATE (k:Person:Actor {name: 'Keanu', born: date('1964-09-02')}),
  (c:Person:Actor:Director {name: 'Clint', seen: datetime('2014-05-01T12:30:00Z')}),
  (d:Person:Director {name: 'Lana'}),
  (m:Movie {title: 'The Matrix', at: point({x: 1, y: 2}), lasts: duration('PT2H')}),
  (w:`we``ird "label" */` {`a key`: 1}),
  (k)-[:ACTED_IN {roles: ['Neo'], time: 5}]->(m), (c)-[:ACTED_IN {roles: ['X', 'Y']}]->(m),
  (d)-[:DIRECTED]->(m)
"""


@pytest.mark.neo4j
def test_a_foreign_database_is_read_with_its_proposal(
    neo4j_store: Neo4jStore,  # noqa: F811
    clean_neo4j: Neo4jServer,
) -> None:
    from graphkit.pipeline.inspection import inspect_store

    run(clean_neo4j, MOVIES)
    found = inspect_store(neo4j_store)
    acted = found.schema.edges["ACTED_IN"]
    assert acted.properties["roles"].type.name == "list<string>"
    assert found.schema.nodes["Actor"].extends == "Person"
    assert '"Director" is no type' in found.text
    graph = gk.read_store(neo4j_store, found.schema, say=lambda _: None)
    assert graph.nodes["Actor"].height == 2
    assert graph.claims["DIRECTED"].height == 1
