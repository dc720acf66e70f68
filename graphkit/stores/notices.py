"""What a server remarks on a query that it ran all the same: an unknown label, a costly pattern."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from graphkit.errors import printable


@dataclass(frozen=True)
class Notice:
    """A remark of a server on a query.

    Attributes:
        code: Its code in GQL, such as "01N50" for a label that does not exist.
        message: What it says, in one line.
        line: The 1-based line of the query; 0 where it is about the whole.
        column: The 1-based column, in code points; 0 where it is about the whole.
    """

    code: str
    message: str
    line: int = 0
    column: int = 0

    @property
    def place(self) -> str:
        """The place for people; empty where it is about the whole query.

        Example:
            >>> Notice("01N50", "No such label.", 1, 10).place
            'line 1, column 10'
        """
        return f"line {self.line}, column {self.column}" if self.line else ""


def notices(statuses: Iterable[Any]) -> tuple[Notice, ...]:
    """Return the remarks among what a server says of a query, each once, in its order.

    Args:
        statuses: The driver's GQL status objects.
    """
    found: dict[Notice, None] = {}
    for status in statuses:
        if not status.is_notification:
            continue
        _, _, message = status.status_description.partition(": ")
        place = status.position
        line, column = (place.line, place.column) if place is not None else (0, 0)
        told = printable(" ".join((message or status.status_description).split()))
        found[Notice(status.gql_status, told[:1].upper() + told[1:], line, column)] = None
    return tuple(found)
