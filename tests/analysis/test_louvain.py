import sys

import networkit as nk
import networkx as nx
import numpy as np
import pytest
from numpy.typing import NDArray

from graphkit.analysis import louvain as module
from graphkit.analysis.communities import communities
from graphkit.analysis.louvain import Engine, by_networkit, by_networkx, engine_for
from graphkit.analysis.numbered import Numbered
from graphkit.graph.graph import Graph

from .graphs import as_networkx, grouped_ties, random_ties


def modularity(ties: Numbered, found: NDArray[np.int64]) -> float:
    groups = [set(np.flatnonzero(found == number).tolist()) for number in np.unique(found)]
    return float(nx.community.modularity(as_networkx(ties, nx.Graph), groups))


@pytest.mark.parametrize(
    "ties",
    [grouped_ties(12, 50, seed=1), grouped_ties(60, 20, seed=2), random_ties(800, 2400, seed=3)],
    ids=["few groups", "many groups", "no groups"],
)
def test_networkit_groups_as_well_as_networkx_within_two_in_a_hundred(ties: Numbered) -> None:
    ours = modularity(ties, by_networkit(ties, seed=0))
    assert ours >= 0.98 * modularity(ties, by_networkx(ties, seed=0))


def test_the_same_seed_gives_the_same_groups_and_another_seed_others() -> None:
    ties = random_ties(400, 1200, seed=4)
    first = by_networkit(ties, seed=1)
    assert by_networkit(ties, seed=1).tolist() == first.tolist()
    assert by_networkit(ties, seed=2).tolist() != first.tolist()


@pytest.mark.parametrize("threads", [1, 2])
def test_threads_change_no_groups_and_stay_as_they_were(threads: int) -> None:
    ties = random_ties(400, 1200, seed=4)
    expected = by_networkit(ties, seed=1).tolist()
    before = nk.getMaxNumberOfThreads()
    nk.setNumberOfThreads(threads)
    try:
        assert by_networkit(ties, seed=1).tolist() == expected
        assert nk.getMaxNumberOfThreads() == threads
    finally:
        nk.setNumberOfThreads(before)


@pytest.mark.parametrize(
    ("nodes", "installed", "engine"),
    [(3, True, "networkx"), (4, True, "networkit"), (4, False, "networkx")],
)
def test_large_graphs_go_to_networkit_where_it_is_installed(
    nodes: int, installed: bool, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LARGE", 3)
    if not installed:
        monkeypatch.setitem(sys.modules, "networkit", None)
    assert engine_for(nodes) == engine


def test_a_large_graph_without_networkit_says_what_would_be_faster(
    quarrel: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert communities(quarrel).advice is None
    monkeypatch.setattr(module, "LARGE", 3)
    fast = communities(quarrel)
    assert (fast.engine, fast.advice) == ("networkit", None)
    assert "by NetworKit, seed 0" in fast.table().notes[0]
    monkeypatch.setitem(sys.modules, "networkit", None)
    slow = communities(quarrel)
    assert slow.engine == "networkx"
    assert slow.advice == (
        "Of 4 nodes, NetworKit finds communities many times faster: pip install 'graphkit[fast]'"
    )
