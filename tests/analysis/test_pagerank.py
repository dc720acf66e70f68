import networkit as nk
import networkx as nx
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.analysis.numbered import numbered
from graphkit.analysis.pagerank import DAMPING, TOLERANCE, pagerank

from .graphs import as_networkit, as_networkx, random_arcs

SHAPES = [(2, 1), (40, 60), (300, 900), (300, 200)]


@pytest.mark.parametrize(("nodes", "edges"), SHAPES)
def test_the_shares_are_those_of_networkx(nodes: int, edges: int) -> None:
    arcs = random_arcs(nodes, edges, seed=1)
    expected = nx.pagerank(as_networkx(arcs, nx.DiGraph), alpha=DAMPING, tol=1e-14, max_iter=10_000)
    assert pagerank(arcs) == pytest.approx(list(expected.values()), abs=1e-9)


@pytest.mark.parametrize(("nodes", "edges"), SHAPES)
def test_the_shares_are_those_of_networkit(nodes: int, edges: int) -> None:
    arcs = random_arcs(nodes, edges, seed=2)
    sinks = nk.centrality.SinkHandling.DistributeSinks
    oracle = nk.centrality.PageRank(
        as_networkit(arcs, directed=True), DAMPING, TOLERANCE, distributeSinks=sinks
    )
    oracle.norm = nk.centrality.Norm.l1norm
    assert pagerank(arcs) == pytest.approx(oracle.run().scores(), abs=1e-9)


@settings(max_examples=30)
@given(edges=st.integers(1, 60), seed=st.integers(0, 1000))
def test_one_more_step_changes_nothing(edges: int, seed: int) -> None:
    arcs = random_arcs(12, edges, seed)
    shares = pagerank(arcs)
    size = len(shares)
    leaving = np.bincount(arcs.first, arcs.weight, size)
    flow = np.where(leaving > 0, shares / np.where(leaving > 0, leaving, 1), 0)
    arriving = np.bincount(arcs.second, flow[arcs.first] * arcs.weight, size)
    stuck = shares[leaving == 0].sum()
    again = DAMPING * (arriving + stuck / size) + (1 - DAMPING) / size
    assert again == pytest.approx(shares, abs=1e-9)
    assert shares.sum() == pytest.approx(1)


def test_heavier_arcs_carry_more() -> None:
    rows = [("a", "b", 3), ("a", "c", 1), ("b", "a", 1), ("c", "a", 1)]
    _, much, little = pagerank(numbered(pl.DataFrame(rows, orient="row")))
    assert much - 0.05 == pytest.approx(3 * (little - 0.05))
