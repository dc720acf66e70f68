"""What becomes of an embedded store on a disk that is full, read-only or damaged."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graphkit.errors import StoreError
from graphkit.stores import EmbeddedStore
from graphkit.stores.embedded.seal import broken, ends_broken, take_seal
from tests.stores import graphs
from tests.stores.asking import everything, only
from tests.stores.embedded.processes import confined

FILES = (".gitignore", "graph", "lock", "manifest.json")
HINT = "What stood there is as it was. Mend that, or load elsewhere: graphkit load --to FOLDER."
COUNT = "MATCH (n) RETURN count(n)"


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """A dataset of two nodes, loaded, to which a third came since."""
    (tmp_path / "dataset.yaml").write_text("name: letters\n")
    (tmp_path / "schema.yaml").write_text("{schema: x, version: 1.0.0, nodes: {A: {}}, edges: {}}")
    (tmp_path / "nodes").mkdir()
    (tmp_path / "nodes" / "A.csv").write_text("id\na\nb\n")
    assert confined("load", str(tmp_path)).returncode == 0
    (tmp_path / "nodes" / "A.csv").write_text("id\na\nb\nc\n")
    return tmp_path


def count(dataset: Path) -> int:
    """The nodes in the store of a dataset, which holds nothing but one graph."""
    with EmbeddedStore(dataset) as store:
        number = only(store, COUNT)
    names = sorted(entry.name.partition("-")[0] for entry in (dataset / ".graphkit").iterdir())
    assert names == sorted(FILES)
    assert isinstance(number, int)
    return number


def error_of(run: subprocess.CompletedProcess[str]) -> str:
    """The one line that a command ends with, which is no traceback."""
    assert run.returncode == 3, run.stderr
    assert "Traceback" not in run.stderr
    assert "\tat " not in run.stderr  # as the engine's own traces have
    (line,) = [line for line in run.stderr.splitlines() if line.startswith("Error: ")]
    return line


# --- full -----------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="limits no sizes of files")
@pytest.mark.parametrize("size", [0, 70_000, 200_000])
def test_a_load_for_which_there_is_no_room_leaves_the_old_graph(dataset: Path, size: int) -> None:
    run = confined("load", str(dataset), size=size)
    assert f"{dataset / '.graphkit'} cannot be written: File too large. {HINT}" in error_of(run)
    assert count(dataset) == 2
    assert confined("load", str(dataset)).returncode == 0
    assert count(dataset) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="limits no sizes of files")
def test_a_first_load_for_which_there_is_no_room_leaves_no_graph(dataset: Path) -> None:
    elsewhere = dataset.parent / f"{dataset.name}-elsewhere"
    run = confined("load", str(dataset), "--to", str(elsewhere), size=0)
    assert run.returncode == 3
    assert f"{elsewhere} cannot be written: File too large." in run.stderr
    assert confined("load", str(dataset), "--to", str(elsewhere)).returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="limits no sizes of files")
def test_a_store_that_cannot_be_opened_for_want_of_room_says_so(dataset: Path) -> None:
    store = str(dataset / ".graphkit")
    run = confined("query", "-e", COUNT, "--from", store, "--data", str(dataset), size=0)
    assert error_of(run).count("File too large.") == 1
    assert count(dataset) == 2


@pytest.mark.parametrize("name", ["manifest.json.new", "lock"])
def test_what_the_system_refuses_is_told_wherever_it_is_met(
    embedded_store: EmbeddedStore, name: str
) -> None:
    embedded_store.load(graphs.small(), checksum="old")
    path = Path(embedded_store.name) / name
    path.unlink(missing_ok=True)
    path.mkdir()
    with pytest.raises(StoreError, match="cannot be written: ") as raised:
        embedded_store.load(graphs.many(3), checksum="new")
    assert raised.value.hint == HINT
    assert embedded_store.checksum() == "old"
    assert len(list(Path(embedded_store.name).glob("graph-*"))) == 1


# --- read-only ------------------------------------------------------------------------------------


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Take the right to write from a folder and all in it."""
    entries = [folder, *folder.rglob("*")]
    modes = {entry: stat.S_IMODE(entry.stat().st_mode) for entry in entries}
    for entry, mode in modes.items():
        entry.chmod(mode & 0o555)
    try:
        yield
    finally:
        for entry, mode in modes.items():
            entry.chmod(mode)


@pytest.mark.skipif(os.name == "nt", reason="has no such modes")
def test_a_folder_that_is_read_only_is_named_and_left_alone(dataset: Path) -> None:
    store = dataset / ".graphkit"
    before = sorted(store.rglob("*"))
    with read_only(store):
        load = confined("load", str(dataset))
        (dataset / "nodes" / "A.csv").write_text("id\na\nb\n")  # as it was loaded
        query = confined("query", "-e", COUNT, "--from", str(store), "--data", str(dataset))
    assert f"{store} cannot be written: Permission denied. {HINT}" in error_of(load)
    assert f"{store} cannot be opened: Permission denied." in error_of(query)
    assert sorted(store.rglob("*")) == before
    assert count(dataset) == 2


# --- damaged --------------------------------------------------------------------------------------


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def zero(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("damage", "kind"),
    [
        (cut, "Country_0.*.bucket"),
        (empty, "*idx"),
        (zero, "dictionary.*"),
        (flip, "OWNS_0.*.bucket"),
        (Path.unlink, "schema.json"),
    ],
)
def test_a_file_that_is_damaged_is_named_and_a_load_mends_it(
    embedded_store: EmbeddedStore, kind: str, damage: Callable[[Path], object]
) -> None:
    embedded_store.load(graphs.small(), checksum="x")
    whole = everything(embedded_store)
    embedded_store.close()
    path = max(Path(embedded_store.name).rglob(kind), key=lambda found: found.stat().st_size)
    damage(path)
    with pytest.raises(StoreError) as raised:
        embedded_store.query(COUNT)
    assert str(raised.value).startswith(
        f"The graph in {embedded_store.name} is damaged: {path.name} is not as it was written."
    )
    assert raised.value.hint == "Load it again: graphkit load."
    assert embedded_store.load(graphs.small(), checksum="x").unchanged == 0
    assert everything(embedded_store) == whole


def test_damage_in_the_midst_of_a_large_file_is_found_by_a_load(tmp_path: Path) -> None:
    (tmp_path / "a.bucket").write_bytes(b"x" * 5_000_000)
    seal = take_seal(tmp_path)
    assert broken(tmp_path, seal) is None
    flip(tmp_path / "a.bucket")
    assert ends_broken(tmp_path, seal) is None
    assert broken(tmp_path, seal) == "a.bucket"


def test_what_reading_writes_is_not_sealed(embedded_store: EmbeddedStore) -> None:
    embedded_store.load(graphs.small(), checksum="x")
    everything(embedded_store)
    embedded_store.close()
    assert embedded_store.load(graphs.small(), checksum="x").written == 0
