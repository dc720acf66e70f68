"""A simple graph as numbers, the form in which large ones are measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray


@dataclass(frozen=True)
class Numbered:
    """A simple graph whose nodes are the numbers from 0.

    Attributes:
        ids: The nodes' ids in sorted order; a node's place is its number.
        first: The number of one end of each edge, of the source where edges are directed.
        second: The number of the other end.
        weight: How much each edge weighs.
    """

    ids: pl.Series
    first: NDArray[np.int64]
    second: NDArray[np.int64]
    weight: NDArray[np.float64]

    def matrix(self) -> Any:
        """Return the weights as a sparse matrix of scipy: a row for `first`, a column for `second`.

        Weights of parallel edges add up.
        """
        from scipy.sparse import csr_array

        size = len(self.ids)
        return csr_array((self.weight, (self.first, self.second)), shape=(size, size))

    def frame(self, **columns: NDArray[Any]) -> pl.DataFrame:
        """Return `id` beside columns that have a value for each node, in order."""
        return pl.DataFrame({"id": self.ids, **columns})


def numbered(edges: pl.DataFrame) -> Numbered:
    """Return a simple graph as numbers.

    Args:
        edges: One row an edge: the ids of both ends, and a weight, whatever the columns' names.

    Example:
        >>> graph = numbered(pl.DataFrame({"a": ["x", "y"], "b": ["z", "z"], "weight": [1, 2]}))
        >>> list(graph.ids), graph.first.tolist(), graph.second.tolist()
        (['x', 'y', 'z'], [0, 1], [2, 2])
    """
    first, second, weight = edges.get_columns()
    ids = pl.concat([first, second.rename(first.name)]).unique().sort().rename("id")
    places = pl.Enum(ids)
    return Numbered(
        ids,
        first.cast(places).to_physical().cast(pl.Int64).to_numpy(),
        second.cast(places).to_physical().cast(pl.Int64).to_numpy(),
        weight.cast(pl.Float64).to_numpy(),
    )
