"""The tables in README.md, which only a run writes."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

README = Path(__file__).with_name("README.md")
FRONT = Path(__file__).parents[1] / "README.md"
"""The project's own, which shows what the tables come to."""


@dataclass(frozen=True)
class Line:
    """One line of a table.

    Attributes:
        what: What is done, to how much.
        graphkit: What graphkit took.
        beside: What the other took, by name.
        ratio: The one by the other.
        wanted: What is asked of it.
        command: What measures it again.
    """

    what: str
    graphkit: str
    beside: str
    ratio: str
    wanted: str
    command: str


HEADS = ("what", "graphkit", "beside it", "ratio", "wanted", "command")


def markdown(lines: Sequence[Line]) -> str:
    """Return lines as a table.

    Example:
        >>> print(markdown([Line("a", "1 s", "2 s", "2 times", "-", "x")]))
        | what | graphkit | beside it | ratio | wanted | command |
        |---|---|---|---|---|---|
        | a | 1 s | 2 s | 2 times | - | `x` |
    """
    rows = [
        (line.what, line.graphkit, line.beside, line.ratio, line.wanted, f"`{line.command}`")
        for line in lines
    ]
    head = [f"| {' | '.join(HEADS)} |", "|---" * len(HEADS) + "|"]
    return "\n".join([*head, *(f"| {' | '.join(row)} |" for row in rows)])


def machine() -> str:
    """Return what the numbers were measured on: cores, memory, system and Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = f"{platform.system()} ({platform.machine()})"
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{os.cpu_count()} cores, {memory:.0f} GiB of memory, {system}, {python}"


def replaced(text: str, name: str, content: str) -> str:
    r"""Return a text with other content between the marks of a name.

    Raises:
        ValueError: The text has no such marks.

    Example:
        >>> replaced("<!-- x -->old<!-- /x -->", "x", "new")
        '<!-- x -->\n\nnew\n\n<!-- /x -->'
    """
    pattern = rf"(<!-- {re.escape(name)} -->).*?(<!-- /{re.escape(name)} -->)"
    after, count = re.subn(
        pattern, lambda found: f"{found[1]}\n\n{content}\n\n{found[2]}", text, flags=re.DOTALL
    )
    if count != 1:
        message = f"README.md has no place for {name}."
        raise ValueError(message)
    return after


def summary(text: str) -> str:
    r"""Return what the tables of a README come to: all their lines, with what a reader asks first.

    Example:
        >>> table = markdown([Line("a", "1 s", "2 s", "2 times", "-", "x")])
        >>> print(summary(f"{table}\n\nMeasured on a desk."))
        | what | graphkit | beside it | ratio |
        |---|---|---|---|
        | a | 1 s | 2 s | 2 times |
        <BLANKLINE>
        Measured on a desk.
    """
    shown = HEADS[:4]
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    told = [f"| {' | '.join(row[: len(shown)])} |" for row in rows if row != list(HEADS)]
    measured = dict.fromkeys(line for line in text.splitlines() if line.startswith("Measured on"))
    head = [f"| {' | '.join(shown)} |", "|---" * len(shown) + "|"]
    return "\n".join([*head, *told, "", *measured])


def write(name: str, lines: Sequence[Line]) -> None:
    """Put a table into README.md, with the machine that it was measured on; the project's, too."""
    content = f"{markdown(lines)}\n\nMeasured on {machine()}."
    README.write_text(replaced(README.read_text(), name, content))
    FRONT.write_text(replaced(FRONT.read_text(), "speed", summary(README.read_text())))
