"""What only the embedded store does: replacing as a whole, and locking."""

import json
import sys
from pathlib import Path

import pytest

from graphkit.errors import Refused, StoreError, UsageError
from graphkit.graph.graph import Graph
from graphkit.schema.dump import schema_text
from graphkit.schema.model import NodeType, Schema
from graphkit.stores import EmbeddedStore, connect
from tests.stores import graphs
from tests.stores.asking import everything, only


def graph_folders(store: EmbeddedStore) -> list[str]:
    return sorted(entry.name for entry in Path(store.name).glob("graph-*"))


# --- replacing ------------------------------------------------------------------------------------


def test_a_load_replaces_the_graph_as_a_whole(embedded_store: EmbeddedStore) -> None:
    embedded_store.load(graphs.small())
    before = graph_folders(embedded_store)
    report = embedded_store.load(graphs.many(3))
    assert (report.written, report.unchanged) == (6, 0)
    assert only(embedded_store, "MATCH (n) RETURN count(n)") == 3
    assert len(graph_folders(embedded_store)) == 1
    assert graph_folders(embedded_store) != before


def test_a_store_remembers_what_it_was_made_from(embedded_store: EmbeddedStore) -> None:
    assert embedded_store.checksum() is None
    embedded_store.load(graphs.empty(), checksum="one")
    assert embedded_store.checksum() == "one"
    embedded_store.load(graphs.empty(), checksum="two")
    assert embedded_store.checksum() == "two"
    embedded_store.load(graphs.empty())
    assert embedded_store.checksum() is None


def test_a_folder_says_what_it_holds(embedded_store: EmbeddedStore) -> None:
    embedded_store.load(graphs.small("mine"), checksum="abc")
    folder = Path(embedded_store.name)
    manifest = json.loads((folder / "manifest.json").read_text())
    assert "schema.json" in manifest.pop("seal")
    assert manifest == {
        "format": 3,
        "graph": graph_folders(embedded_store)[0],
        "dataset": "mine",
        "checksum": "abc",
        "created": manifest["created"],
        "graphkit": manifest["graphkit"],
        "beside": [],
        "schema": schema_text(graphs.schema()),
        "title": "",
        "license": "",
    }
    assert (folder / ".gitignore").read_text() == "*\n"


def test_a_dataset_s_folder_stands_for_the_store_in_it(tmp_path: Path) -> None:
    (tmp_path / "dataset.yaml").write_text("name: x\n")
    with connect(tmp_path) as store:
        assert store.name == str(tmp_path / ".graphkit")
        store.load(graphs.small())
    assert (tmp_path / ".graphkit" / "manifest.json").is_file()


def test_a_store_without_graph_says_so(embedded_store: EmbeddedStore) -> None:
    with pytest.raises(StoreError, match="holds no graph yet") as raised:
        embedded_store.query("RETURN 1")
    assert raised.value.hint == "Load one first: graphkit load."


NO_MANIFESTS = ["", "{", "[]", '{"format": 3}', "\udcff", "\0" * 100, "null", "1e999", "[" * 9999]


@pytest.mark.parametrize("text", NO_MANIFESTS)
def test_a_manifest_that_is_damaged_is_named_and_mended(
    embedded_store: EmbeddedStore, text: str
) -> None:
    embedded_store.load(graphs.small(), checksum="x")
    (Path(embedded_store.name) / "manifest.json").write_bytes(
        text.encode("utf-8", "surrogateescape")
    )
    with pytest.raises(StoreError, match="is damaged, or of another version") as raised:
        embedded_store.query("RETURN 1")
    assert raised.value.hint == "Load it again: graphkit load."
    assert embedded_store.checksum() is None
    embedded_store.load(graphs.small(), checksum="y")
    assert embedded_store.checksum() == "y"
    assert len(graph_folders(embedded_store)) == 1


def test_a_load_that_fails_leaves_what_another_version_wrote(
    embedded_store: EmbeddedStore,
) -> None:
    embedded_store.load(graphs.small())
    before = graph_folders(embedded_store)
    path = Path(embedded_store.name) / "manifest.json"
    text = json.dumps({**json.loads(path.read_text()), "format": 99})
    path.write_text(text)

    def stop(label: str, done: int, total: int) -> None:
        raise RuntimeError(label)

    with pytest.raises(RuntimeError, match="Country"):
        embedded_store.load(graphs.many(3), progress=stop)
    assert graph_folders(embedded_store) == before
    assert path.read_text() == text
    embedded_store.load(graphs.many(3))
    assert len(graph_folders(embedded_store)) == 1


def test_a_manifest_of_another_format_is_as_none(embedded_store: EmbeddedStore) -> None:
    embedded_store.load(graphs.small(), checksum="x")
    path = Path(embedded_store.name) / "manifest.json"
    manifest = json.loads(path.read_text())
    path.write_text(json.dumps({**manifest, "format": 99}))
    assert embedded_store.checksum() is None


@pytest.mark.parametrize(
    "changed",
    [{"seal": [1]}, {"seal": {"schema.json": 1}}, {"seal": {"schema.json": ["a", 1, 2]}}, {"x": 1}],
)
def test_a_manifest_with_members_of_another_form_is_as_none(
    embedded_store: EmbeddedStore, changed: dict[str, object]
) -> None:
    embedded_store.load(graphs.small(), checksum="x")
    path = Path(embedded_store.name) / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changed}))
    assert embedded_store.checksum() is None


@pytest.mark.parametrize("graph", ["../outside", "graph-000000000000", "/etc"])
def test_a_manifest_never_leads_out_of_its_folder(
    embedded_store: EmbeddedStore, graph: str
) -> None:
    embedded_store.load(graphs.small(), checksum="x")
    path = Path(embedded_store.name) / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "graph": graph}))
    assert embedded_store.checksum() is None


def test_a_folder_with_other_files_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_text("x")
    with connect(tmp_path) as store, pytest.raises(Refused, match=r"photo\.jpg"):
        store.load(graphs.small())
    assert [entry.name for entry in tmp_path.iterdir()] == ["photo.jpg"]


def test_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with connect(tmp_path / "file") as store, pytest.raises(Refused, match="is a file"):
        store.load(graphs.small())
    assert (tmp_path / "file").read_text() == "x"


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with (
        connect(tmp_path / "file" / "store") as store,
        pytest.raises(StoreError, match="cannot be written"),
    ):
        store.load(graphs.small())


def test_a_load_that_fails_leaves_the_old_graph(embedded_store: EmbeddedStore) -> None:
    embedded_store.load(graphs.small(), checksum="old")
    before = everything(embedded_store)

    def stop(label: str, done: int, total: int) -> None:
        raise RuntimeError(label)

    with pytest.raises(RuntimeError, match="Country"):
        embedded_store.load(graphs.many(3), progress=stop, checksum="new")
    assert embedded_store.checksum() == "old"
    assert everything(embedded_store) == before
    assert len(graph_folders(embedded_store)) == 1


def test_two_stores_are_open_at_once(tmp_path: Path) -> None:
    with connect(tmp_path / "a") as a, connect(tmp_path / "b") as b:
        a.load(graphs.small())
        b.load(graphs.many(3))
        assert only(a, "MATCH (n:Country) RETURN count(n)") == 2
        assert only(b, "MATCH (n:Country) RETURN count(n)") == 3


def test_a_system_without_the_engine_is_led_to_neo4j(
    embedded_store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "arcadedb", None)
    with pytest.raises(StoreError, match="not made for this system") as raised:
        embedded_store.load(graphs.small())
    assert "bolt://localhost:7687" in raised.value.hint
    assert not Path(embedded_store.name).exists()


def test_one_name_for_a_node_type_and_an_edge_type_is_refused(
    embedded_store: EmbeddedStore,
) -> None:
    schema = graphs.schema()
    node = NodeType("HOSTS", labels=("HOSTS", "Entity"))
    both = Schema("both", nodes={**schema.nodes, "HOSTS": node}, edges=schema.edges)
    with pytest.raises(UsageError, match="HOSTS is a node type and an edge type"):
        embedded_store.load(Graph(both))


@pytest.mark.parametrize("name", ["a`; DROP TYPE Entity", "a b", "a.b", "../x", "'\"{}"])
def test_a_type_with_a_name_that_is_none_is_refused(
    embedded_store: EmbeddedStore, name: str
) -> None:
    schema = Schema("hostile", nodes={name: NodeType(name, labels=(name, "Entity"))})
    with pytest.raises(UsageError, match="no type with the name"):
        embedded_store.load(Graph(schema))


def test_names_in_any_script_are_types(embedded_store: EmbeddedStore) -> None:
    names = ["Größe", "国", "Страна", "Order", "Select", "V", "Index", "x" * 100]
    schema = Schema("s", nodes={name: NodeType(name, labels=(name, "Entity")) for name in names})
    graph = Graph(schema)
    for name in names:
        graph.add_node(name, id=name)
    embedded_store.load(graph)
    for name in names:
        assert only(embedded_store, f"MATCH (n:`{name}`) RETURN n.id") == name


def test_a_failure_names_the_folder_not_the_door_that_nobody_opened(
    embedded_store: EmbeddedStore,
) -> None:
    embedded_store.load(graphs.small())
    with pytest.raises(StoreError) as caught:
        embedded_store.query("CALL no.such.procedure()")
    assert "127.0.0.1" not in str(caught.value)
