"""Opening what a command works on, and saying what is wrong with it."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.cli.options import environment
from graphkit.cli.terminal import Terminal, counted

if TYPE_CHECKING:
    from graphkit.errors import Problem
    from graphkit.pipeline import Graph


def open_graph(terminal: Terminal, data: str | None, source: str | None) -> Graph:
    """Return the graph of a dataset, or the one that a store holds.

    Args:
        terminal: Where warnings are counted.
        data: The dataset's folder as given.
        source: The store as given; None where the dataset's files are meant.

    Raises:
        DataError: Where the dataset has errors.
    """
    from graphkit.pipeline import find_dataset, find_target, read_store

    if source is None:
        return build_graph(terminal, find_dataset(data))
    folder = find_dataset(data)
    target = find_target(source, folder, environment())
    if target.is_server:
        terminal.say(f"Reading from {target.address}")
    return read_store(target, folder)


def build_graph(terminal: Terminal, folder: Path) -> Graph:
    """Return the graph of a dataset folder; say how many warnings there are."""
    from graphkit.pipeline import examine, read

    return examined(terminal, [folder], *examine(read(folder)))


def examined(
    terminal: Terminal, folders: Sequence[Path], problems: list[Problem], graph: Graph
) -> Graph:
    """Say how many warnings the folders of a dataset have, and return its graph."""
    if problems:
        terminal.detail("\n".join(map(str, problems)))
        named = ", ".join(map(str, folders))
        check = shlex.join(["graphkit", "check", *map(str, folders)])
        terminal.say(f"{named}: {counted(problems)} `{check}` shows them.")
    return graph
