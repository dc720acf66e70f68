"""On what day a result stands, and how sure the claims it rests on are."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.analysis.edges import projected
from graphkit.graph.filters import Filter
from graphkit.graph.graph import Graph


@dataclass(frozen=True)
class AsOf:
    """The claims that a result as of a day counts, by whether they hold on it.

    Attributes:
        day: The day, `YYYY-MM-DD`.
        surely: Claims that surely hold, or have surely happened.
        possibly: Claims that hold as far as can be known.
        unknown: Claims without a time.
    """

    day: str
    surely: int
    possibly: int
    unknown: int

    def note(self) -> str:
        """Return the counts as a sentence.

        Example:
            >>> AsOf("2013-01-01", 4, 1, 2).note()
            'As of 2013-01-01, of the claims counted 4 surely hold, 1 possibly, 2 have no time.'
        """
        return (
            f"As of {self.day}, of the claims counted {self.surely} surely hold, "
            f"{self.possibly} possibly, {self.unknown} have no time."
        )


def as_of(graph: Graph, filter: Filter) -> AsOf | None:
    """Return how sure the counted claims are on the filter's day; None where it names no day."""
    if filter.as_of is None:
        return None
    counts = dict(projected(graph, filter)["holds"].value_counts().iter_rows())
    words = ("surely", "possibly", "unknown")
    return AsOf(filter.as_of.isoformat(), *(counts.get(word, 0) for word in words))


def notes(found: AsOf | None) -> tuple[str, ...]:
    """Return the notes that a table needs for it: one, or none where no day was asked about."""
    return () if found is None else (found.note(),)
