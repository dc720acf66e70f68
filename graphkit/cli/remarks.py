"""What a server tells of a query beside its rows: remarks at their place, and the plan."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from graphkit.cli.output import Format, in_columns
from graphkit.cli.terminal import Terminal, printable
from graphkit.errors import UsageError

if TYPE_CHECKING:
    from graphkit.stores.notices import Notice
    from graphkit.stores.operators import Operator

UNKNOWN: Final = "01N52"
"""The code of a remark on a property that no element of the database has."""

_PROPERTY: Final = re.compile(r"property `(\w+)` does not exist")

_OF_LINKS: Final = ("basis", "certainty", "reason", "cue", "ordinal", "start", "end")

_BEFORE: Final = 60
_WIDEST: Final = 100

_NUMBERS: Final = ("estimated rows", "rows", "db hits", "memory (bytes)")


def warn(terminal: Terminal, notices: Iterable[Notice], cypher: str, file: str = "") -> None:
    """Tell on stderr what a server remarks on a query, with the words that it is about.

    Args:
        terminal: Where it is told.
        notices: The remarks.
        cypher: The query.
        file: The file that holds it; empty for one that was typed.
    """
    lines = cypher.splitlines()
    for notice in notices:
        if not 0 < notice.line <= len(lines):
            terminal.say(f"Warning: {notice.message}")
            continue
        place = f"{file}:{notice.line}:{notice.column}" if file else notice.place
        terminal.say(f"Warning: {place}: {notice.message}")
        line = lines[notice.line - 1].replace("\t", " ")
        start = max(notice.column - 1 - _BEFORE, 0)
        terminal.say(f"    {line[start : start + _WIDEST]}")
        terminal.say(f"    {' ' * (notice.column - 1 - start)}^")


def surprising(notices: Iterable[Notice]) -> Iterator[Notice]:
    """Leave out that a property is absent which any claim or link may have: none has it here.

    Example:
        >>> from graphkit.stores.notices import Notice
        >>> texts = [f"The property `{name}` does not exist." for name in ("retracted_at", "nam")]
        >>> [found.message for found in surprising(Notice(UNKNOWN, text) for text in texts)]
        ['The property `nam` does not exist.']
    """
    from graphkit.graph.frames import table_dtypes

    known = {*table_dtypes(), *_OF_LINKS}
    for notice in notices:
        named = _PROPERTY.search(notice.message) if notice.code == UNKNOWN else None
        if named is None or named[1] not in known:
            yield notice


def check_plan_form(form: Format | None) -> None:
    """Refuse the forms that a plan does not come in.

    Raises:
        UsageError: Where it is neither a table nor JSON.
    """
    if form not in (Format.TABLE, Format.JSON):
        message = "A plan is shown as a table or as JSON."
        raise UsageError(message, "--format table|json.")


def plan_text(plan: Operator, form: Format) -> str:
    """Return a plan as text, without a line break at the end.

    Args:
        plan: Its last operator, with all below it.
        form: A table, in which each operator stands above those that give it rows, or JSON.

    Example:
        >>> from graphkit.stores.operators import Operator
        >>> scan = Operator("NodeByLabelScan", "n:City", 12.0)
        >>> print(plan_text(Operator("ProduceResults", "n", 12.0, children=(scan,)), Format.TABLE))
        operator            details  estimated rows
        ProduceResults      n                    12
        └─ NodeByLabelScan  n:City               12
    """
    if form is Format.JSON:
        return json.dumps(plan.to_dict(), ensure_ascii=False, indent=2)
    if not plan.children and "\n" in plan.details:
        return plan.details.rstrip("\n")  # the embedded engine's own text
    steps = list(plan.walk())
    numbers = [
        (
            None if step.estimated_rows is None else round(step.estimated_rows),
            step.rows,
            step.db_hits,
            step.memory,
        )
        for _, step in steps
    ]
    told = [index for index in range(4) if any(row[index] is not None for row in numbers)]
    cells = [
        [
            f"{'   ' * (depth - 1)}└─ {step.name}" if depth else step.name,
            printable(" ".join(step.details.split())),
            *("" if row[index] is None else f"{row[index]:,}" for index in told),
        ]
        for (depth, step), row in zip(steps, numbers, strict=True)
    ]
    names = ["operator", "details", *(_NUMBERS[index] for index in told)]
    return in_columns(names, cells, [index > 1 for index in range(len(names))])
