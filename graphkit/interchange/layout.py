"""Where types are drawn when nobody has placed them: in columns, neighbors beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

Places = dict[str, tuple[float, float]]

ACROSS: Final = 420.0
DOWN: Final = 240.0


def laid_out(names: Sequence[str], links: Sequence[tuple[str, str]]) -> Places:
    """Return a place for each type, always the same for the same types.

    A type with the most neighbors begins a column; its neighbors stand in the next one, theirs in
    the one after that, each near those that it is linked with. What is not linked with these comes
    below.

    Args:
        names: The types.
        links: Which are linked, in either direction.

    Example:
        >>> laid_out(["Person", "Town"], [("Person", "Town")])
        {'Person': (0.0, 0.0), 'Town': (420.0, 0.0)}
    """
    near: dict[str, dict[str, None]] = {name: {} for name in names}
    for source, target in links:
        if source != target and source in near and target in near:
            near[source][target] = near[target][source] = None
    places: Places = {}
    top = 0.0
    for start in sorted(names, key=lambda name: -len(near[name])):
        if start not in places:
            columns = _columns(start, near)
            height = max(map(len, columns))
            for rank, column in enumerate(columns):
                above = top + (height - len(column)) * DOWN / 2
                for row, name in enumerate(column):
                    places[name] = (rank * ACROSS, above + row * DOWN)
            top += height * DOWN
    return {name: places[name] for name in names}


def _columns(start: str, near: Mapping[str, Mapping[str, None]]) -> list[list[str]]:
    columns, seen = [[start]], {start}
    while True:
        row = {name: index for index, name in enumerate(columns[-1])}
        found = dict.fromkeys(other for name in row for other in near[name] if other not in seen)
        if not found:
            return columns
        seen |= set(found)

        def height(name: str, row: Mapping[str, int] = row) -> float:
            rows = [row[other] for other in near[name] if other in row]
            return sum(rows) / len(rows)

        columns.append(sorted(found, key=height))
