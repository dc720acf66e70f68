"""Opening what a command works on, and saying what is wrong with it."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.cli.options import Source, environment
from graphkit.cli.terminal import Terminal, counted

if TYPE_CHECKING:
    from graphkit.errors import Problem
    from graphkit.graph.filters import Filter
    from graphkit.pipeline import Graph


def open_graph(terminal: Terminal, data: str | None, origin: Source, chosen: Filter) -> Graph:
    """Return the graph of a dataset, or the one that a store holds.

    Args:
        terminal: Where warnings are counted.
        data: The dataset's folder as given.
        origin: Where the graph comes from.
        chosen: What of it is shown; its types limit what is read from a store.

    Raises:
        DataError: Where the dataset has errors.
    """
    from graphkit.pipeline import Wanted, find_dataset, find_target, load_schema, read_target

    if origin.store is None:
        return build_graph(terminal, find_dataset(data))
    folder = None if data is None else Path(data)
    target = find_target(origin.store, folder, environment())
    if target.is_server:
        terminal.say(f"Reading from {target.address}")
    schema = None if origin.schema is None else load_schema(origin.schema)
    wanted = Wanted(folder, origin.dataset, schema, chosen, origin.limit)
    return read_target(target, wanted, terminal.say)


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
