"""How a store goes about a query: the tree of its operators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Operator:
    """A step of a query, with those that give it rows.

    Attributes:
        name: What it is, such as "NodeByLabelScan".
        details: What it works on; of the embedded engine, its whole plan as text.
        estimated_rows: How many rows the store expects of it.
        rows: How many it gave; None where the query was not run.
        db_hits: How often it looked into the database; None where that is not told.
        memory: How many bytes it took; None where that is not told.
        children: Where its rows come from.
    """

    name: str
    details: str = ""
    estimated_rows: float | None = None
    rows: int | None = None
    db_hits: int | None = None
    memory: int | None = None
    children: tuple[Operator, ...] = ()

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Operator]]:
        """Yield this operator and all below it, each with its depth.

        Example:
            >>> tree = Operator("ProduceResults", children=(Operator("AllNodesScan"),))
            >>> [(depth, operator.name) for depth, operator in tree.walk()]
            [(0, 'ProduceResults'), (1, 'AllNodesScan')]
        """
        waiting = [(depth, self)]
        while waiting:
            depth, operator = waiting.pop()
            yield depth, operator
            waiting.extend((depth + 1, child) for child in reversed(operator.children))

    def to_dict(self) -> dict[str, Any]:
        """Return the tree as JSON can hold it; what is not told is left out.

        Example:
            >>> Operator("AllNodesScan", "n", 3.0).to_dict()
            {'operator': 'AllNodesScan', 'details': 'n', 'estimated_rows': 3.0}
        """
        told = {
            "operator": self.name,
            "details": self.details or None,
            "estimated_rows": self.estimated_rows,
            "rows": self.rows,
            "db_hits": self.db_hits,
            "memory": self.memory,
            "children": [child.to_dict() for child in self.children] or None,
        }
        return {name: value for name, value in told.items() if value is not None}


def operators(plan: Mapping[str, Any]) -> Operator:
    """Return the tree of a plan as the driver has it."""
    told = plan.get("args", {})
    children = tuple(operators(child) for child in plan.get("children", ()))
    details = told.get("Details")
    if details is None and not children:
        # the embedded engine writes its plan as text, in one operator
        details = told.get("string-representation", "") if "EstimatedRows" not in told else ""
    is_whole = details is not None and details == told.get("string-representation")
    return Operator(
        name=str(plan["operatorType"]).partition("@")[0],
        details=str(details or ""),
        estimated_rows=told.get("EstimatedRows"),
        rows=None if is_whole else plan.get("rows"),
        db_hits=None if is_whole else plan.get("dbHits"),
        memory=told.get("Memory"),
        children=children,
    )
