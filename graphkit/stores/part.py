"""What of a graph is read from a store."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.errors import UsageError
from graphkit.graph.filters import NO_FILTER, Filter


@dataclass(frozen=True)
class Part:
    """What of a graph is read.

    Attributes:
        filter: Only its `node_types` and `edge_types` count here: whoever shows the graph applies
            all of it.
        most: How many claims at most, with their ends and those who say them; None for all.
    """

    filter: Filter = NO_FILTER
    most: int | None = None

    def __post_init__(self) -> None:
        if self.most is not None and self.most < 0:
            message = f"{self.most} is no number of claims to read at most."
            raise UsageError(message)

    @property
    def is_whole(self) -> bool:
        """Whether every claim is read."""
        chosen = self.filter
        return self.most is None and not chosen.node_types and not chosen.edge_types
