"""PageRank, by powers of a sparse matrix."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from graphkit.analysis.numbered import Numbered

DAMPING: Final = 0.85
TOLERANCE: Final = 1e-10
"""PageRank ends when a step changes all shares together by less."""


def pagerank(arcs: Numbered) -> NDArray[np.float64]:
    """Return each node's share of a walk along the arcs; all together have 1.

    The walk takes an arc in proportion to its weight. With probability 0.15, and always from a
    node that no arc leaves, it jumps to any node.

    Args:
        arcs: A directed graph.

    References:
        Page, Brin, Motwani, Winograd, "The PageRank Citation Ranking" (1999).
    """
    size = len(arcs.ids)
    if not size:
        return np.empty(0)
    weights = arcs.matrix()
    leaving: NDArray[np.float64] = weights.sum(axis=1)
    stuck = np.flatnonzero(leaving == 0)
    leaving[stuck] = 1
    arriving = weights.T.tocsr()
    shares = np.full(size, 1 / size)
    while True:
        jumping = (1 - DAMPING + DAMPING * shares[stuck].sum()) / size
        after: NDArray[np.float64] = DAMPING * (arriving @ (shares / leaving)) + jumping
        # All shares together change by at most DAMPING times as much in each step: this ends.
        if np.abs(after - shares).sum() < TOLERANCE:
            return after
        shares = after
