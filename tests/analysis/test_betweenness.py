from random import Random

import networkit as nk
import networkx as nx
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.analysis import betweenness as module
from graphkit.analysis.betweenness import betweenness
from graphkit.analysis.numbered import Numbered

from .graphs import as_networkit, as_networkx, random_ties

SHAPES = [(3, 3), (40, 60), (200, 900), (200, 100)]


@pytest.mark.parametrize(("nodes", "edges"), SHAPES)
def test_exact_shares_are_those_of_networkx(nodes: int, edges: int) -> None:
    ties = random_ties(nodes, edges, seed=1)
    expected = nx.betweenness_centrality(as_networkx(ties, nx.Graph))
    assert betweenness(ties) == pytest.approx(list(expected.values()), abs=1e-12)


@pytest.mark.parametrize(("nodes", "edges"), SHAPES)
def test_exact_shares_are_those_of_networkit(nodes: int, edges: int) -> None:
    ties = random_ties(nodes, edges, seed=2)
    graph = nk.graphtools.toUnweighted(as_networkit(ties, directed=False))
    graph.removeSelfLoops()
    expected = nk.centrality.Betweenness(graph, normalized=True).run().scores()
    assert betweenness(ties) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_the_same_pivots_give_the_estimate_of_networkx(seed: int) -> None:
    ties = random_ties(150, 300, seed)
    expected = nx.betweenness_centrality(as_networkx(ties, nx.Graph), k=20, seed=seed)
    pivots = Random(seed).sample(range(len(ties.ids)), 20)
    assert betweenness(ties, pivots) == pytest.approx(list(expected.values()), abs=1e-12)


@settings(max_examples=50)
@given(edges=st.integers(1, 25), seed=st.integers(0, 1000))
def test_any_small_graph_has_the_shares_of_networkx(edges: int, seed: int) -> None:
    ties = random_ties(9, edges, seed)
    expected = nx.betweenness_centrality(as_networkx(ties, nx.Graph))
    assert betweenness(ties) == pytest.approx(list(expected.values()), abs=1e-12)


def test_a_long_line_is_gone_along_to_its_end() -> None:
    size = 5_000
    ids = pl.Series("id", [f"n{number:04}" for number in range(size)])
    line = Numbered(ids, np.arange(size - 1), np.arange(1, size), np.ones(size - 1))
    # From either end, all nodes behind a node are reached through it.
    through = betweenness(line, [0, size - 1])
    assert through[1:-1] == pytest.approx((size - 1) / (2 * (size - 2)))


def test_how_many_pivots_are_taken_at_a_time_does_not_matter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ties = random_ties(60, 120, seed=3)
    together = betweenness(ties)
    monkeypatch.setattr(module, "BATCH", 1)
    assert betweenness(ties) == pytest.approx(together, abs=1e-12)


@pytest.mark.parametrize("size", [0, 1, 2])
def test_nothing_leads_through_a_node_without_two_others(size: int) -> None:
    ids = pl.Series("id", [str(number) for number in range(size)], dtype=pl.String)
    ends = np.zeros(min(size, 1), dtype=np.int64)
    ties = Numbered(ids, ends, ends + size - 1, np.ones(len(ends)))
    assert betweenness(ties).tolist() == [0.0] * size
