"""What is left of the embedded store when a load is killed or interrupted."""

import os
import random
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graphkit.stores import EmbeddedStore
from tests.stores.asking import everything
from tests.stores.embedded.killing import End, Killer, Order, killer, town_graph

pytestmark = pytest.mark.skipif(os.name == "nt", reason="has neither SIGKILL nor fork")

KILLS = 200 if os.environ.get("GRAPHKIT_TEST_NIGHTLY") == "1" else 40
IN_MEMORY = Path("/dev/shm")
"""Nothing here asks whether a disk keeps what it took, so none needs to be waited for."""

Contents = tuple[list[str], list[str]]


@pytest.fixture
def workplace() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as folder:
        (Path(folder) / "temporary").mkdir()
        yield Path(folder)


@pytest.fixture
def kill(workplace: Path) -> Iterator[Killer]:
    with killer(workplace / "temporary") as program:
        yield program


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Contents]:
    """What a store holds of each of two graphs."""
    held = {}
    with EmbeddedStore(tmp_path_factory.mktemp("whole")) as store:
        for name in ("a", "b"):
            store.load(town_graph(name))
            held[name] = everything(store)
    assert held["a"] != held["b"]
    return held


def other(name: str) -> str:
    return "b" if name == "a" else "a"


def found(folder: Path, graphs: dict[str, Contents]) -> str:
    """The name of the graph that a store holds, whole, without litter once it was opened."""
    with EmbeddedStore(folder) as store:
        contents = everything(store)
        (name,) = [name for name, whole in graphs.items() if whole == contents]
        assert store.checksum() == name
    (graph,) = folder.glob("graph-*")
    assert {entry.name for entry in folder.iterdir()} == {
        ".gitignore",
        "lock",
        "manifest.json",
        graph.name,
    }
    assert {entry.name for entry in graph.iterdir()} == {"databases", "lock"}
    return name


def test_a_load_that_is_killed_at_a_random_moment_leaves_the_old_graph_or_the_new_one(
    workplace: Path, graphs: dict[str, Contents]
) -> None:
    def kills(seed: int) -> None:
        chance, folder, name = random.Random(seed), workplace / str(seed), "a"
        with killer(workplace / "temporary") as program:
            for name in ("a", "b", "a"):  # the first is slower than those that follow
                whole = program.run(Order(str(folder), name))
                assert whole["status"] == 0
            for _ in range(KILLS // 2):
                moment = chance.uniform(0, 1.1 * whole["seconds"])
                program.run(Order(str(folder), other(name), "killed", after=moment))
                name = found(folder, graphs)

    with ThreadPoolExecutor() as threads:
        list(threads.map(kills, (1, 2)))
    assert list((workplace / "temporary").iterdir()) == []


@pytest.mark.parametrize("end", ["killed at step", "interrupted at step"])
def test_a_load_that_ends_between_two_steps_leaves_the_old_graph_or_the_new_one(
    workplace: Path, graphs: dict[str, Contents], kill: Killer, end: End
) -> None:
    folder, name = workplace / "store", "a"
    for name in ("b", "a"):
        kill.run(Order(str(folder), name))
    steps = kill.run(Order(str(folder), other(name)))["steps"]
    name = other(name)
    first = {step: number for number, step in reversed(list(enumerate(steps, 1)))}
    replacing = next(number for number, step in enumerate(steps, 1) if step.startswith("replace "))
    before: list[int] = []
    after: list[int] = []
    for number in sorted(first.values()):
        (before if number < replacing else after).append(number)
    ends = set()
    for number in [*before[::20], *after]:
        ended = kill.run(Order(str(folder), other(name), end, step=number))
        assert ended["status"] == (-9 if end == "killed at step" else 130)
        now = found(folder, graphs)
        ends.add(now != name)
        name = now
    assert ends == {False, True}
    assert list((workplace / "temporary").iterdir()) == []
