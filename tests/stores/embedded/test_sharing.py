"""Who may load and who may read an embedded store at the same time."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graphkit.errors import StoreError, StoreLocked
from graphkit.stores import EmbeddedStore, connect
from tests.stores import graphs
from tests.stores.asking import everything, only
from tests.stores.embedded.processes import LOADING, READING, ask, started

COUNT = "MATCH (n) RETURN count(n)"


def names(folder: str) -> list[str]:
    """What stands in a store's folder, but for the numbers of graphs."""
    return sorted(entry.name.partition("-")[0] for entry in Path(folder).iterdir())


ONE_GRAPH = [".gitignore", "graph", "lock", "manifest.json"]


def test_a_second_load_is_told_which_process_loads(embedded_store: EmbeddedStore) -> None:
    with started(LOADING, embedded_store.name) as process:
        held = rf"{embedded_store.name} is being loaded by the process {process.pid}\."
        with pytest.raises(StoreLocked, match=held) as raised:
            embedded_store.load(graphs.small())
        assert raised.value.hint == "Wait for that load, or end it."
        process.communicate("\n" * 9)
    assert process.returncode == 0
    assert embedded_store.checksum() == "other"
    assert only(embedded_store, COUNT) == 3


def test_of_two_loads_on_the_command_line_one_wins_and_the_other_ends_with_3(
    tmp_path: Path,
) -> None:
    (tmp_path / "dataset.yaml").write_text("name: x\n")
    (tmp_path / "schema.yaml").write_text("{schema: x, version: 1.0.0, nodes: {A: {}}, edges: {}}")
    (tmp_path / "nodes").mkdir()
    (tmp_path / "nodes" / "A.csv").write_text("id\na\n")
    with started(LOADING, str(tmp_path / ".graphkit")) as process:
        second = subprocess.run(
            [sys.executable, "-m", "graphkit", "load", str(tmp_path)],
            check=False,
            capture_output=True,
            text=True,
        )
        process.communicate("\n" * 9)
    assert second.returncode == 3
    assert f"is being loaded by the process {process.pid}." in second.stderr
    assert "Traceback" not in second.stderr
    with EmbeddedStore(tmp_path) as store:
        assert only(store, COUNT) == 3


def test_who_reads_goes_on_reading_while_another_loads(embedded_store: EmbeddedStore) -> None:
    embedded_store.load(graphs.small(), checksum="old")
    before = everything(embedded_store)
    with started(LOADING, embedded_store.name) as process:
        assert everything(embedded_store) == before
        embedded_store.close()
        assert everything(embedded_store) == before  # opened in the midst of the load
        process.communicate("\n" * 9)
    assert process.returncode == 0
    assert everything(embedded_store) == before
    embedded_store.close()
    assert only(embedded_store, COUNT) == 3
    assert names(embedded_store.name) == ONE_GRAPH


def test_a_load_tells_who_goes_on_reading_the_older_graph(embedded_store: EmbeddedStore) -> None:
    embedded_store.load(graphs.small())
    with started(READING, embedded_store.name) as process:
        report = embedded_store.load(graphs.many(3))
        assert report.notes == (
            f"The process {process.pid} goes on answering from the older graph.",
        )
        assert ask(process) == "11"
        assert only(embedded_store, COUNT) == 3
        process.communicate()
    assert process.returncode == 0
    assert names(embedded_store.name) == ONE_GRAPH


def test_a_second_reader_is_told_which_process_reads(embedded_store: EmbeddedStore) -> None:
    embedded_store.load(graphs.small())
    with started(READING, embedded_store.name) as process:
        held = rf"{embedded_store.name} is open in the process {process.pid}\."
        with pytest.raises(StoreLocked, match=held):
            embedded_store.query("RETURN 1")
        process.communicate()
    assert only(embedded_store, "RETURN 1") == 1


def test_a_second_store_in_one_process_is_told_so_too(embedded_store: EmbeddedStore) -> None:
    embedded_store.load(graphs.small())
    embedded_store.query("RETURN 1")
    with (
        connect(embedded_store.name) as second,
        pytest.raises(StoreLocked, match=str(os.getpid())),
    ):
        second.query("RETURN 1")


@pytest.mark.skipif(os.name == "nt", reason="has no SIGKILL")
def test_a_killed_reader_leaves_the_graph_whole_and_nothing_else(
    embedded_store: EmbeddedStore,
) -> None:
    embedded_store.load(graphs.small(), checksum="x")
    whole = everything(embedded_store)
    embedded_store.close()
    for _ in range(3):
        with started(READING, embedded_store.name) as process:
            os.kill(process.pid, signal.SIGKILL)
            process.communicate()
    assert everything(embedded_store) == whole
    embedded_store.close()
    (graph,) = Path(embedded_store.name).glob("graph-*")
    assert sorted(entry.name for entry in graph.iterdir()) == ["databases", "lock"]
    assert embedded_store.load(graphs.small(), checksum="x").written == 0


@pytest.mark.skipif(os.name == "nt", reason="has no SIGKILL")
def test_who_opens_a_store_sweeps_what_a_killed_load_left(embedded_store: EmbeddedStore) -> None:
    embedded_store.load(graphs.small())
    with started(LOADING, embedded_store.name) as process:
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
    assert names(embedded_store.name) == [".gitignore", "graph", *ONE_GRAPH[1:]]
    assert only(embedded_store, COUNT) == 11
    assert names(embedded_store.name) == ONE_GRAPH


def test_a_lock_that_is_a_folder_is_named(embedded_store: EmbeddedStore) -> None:
    embedded_store.load(graphs.small())
    (graph,) = Path(embedded_store.name).glob("graph-*")
    (graph / "lock").unlink(missing_ok=True)
    (graph / "lock").mkdir()
    with pytest.raises(StoreError, match="cannot be opened") as raised:
        embedded_store.query("RETURN 1")
    assert "\n" not in str(raised.value)
