"""What `graphkit load --quarantine` says and does before it loads."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.open import examined
from graphkit.cli.terminal import Terminal
from graphkit.errors import DataError

if TYPE_CHECKING:
    from graphkit.errors import Problem
    from graphkit.graph.dataset import Dataset
    from graphkit.pipeline import Graph, Sifted

QuarantineOption = Annotated[
    Path | None,
    typer.Option(
        "--quarantine",
        metavar="FOLDER",
        help="Load what is sound; write the rest into FOLDER, with reasons, to be mended.",
    ),
]

_MOST_FILES = 8


def set_aside(
    terminal: Terminal, folders: Sequence[Path], quarantine: Path
) -> tuple[Dataset, Graph, int]:
    """Write what is not sound in some folders into a quarantine.

    Returns:
        The dataset, the graph of what is sound, and how many rows and files are held back.

    Raises:
        Refused: Where the quarantine's folder holds other things, or rows that were mended.
        Exit: Where something is at fault that cannot be held back, or nothing is sound.
    """
    from graphkit.pipeline import obstacles, read, sift_and_build, write_quarantine

    try:
        dataset = read(*folders)
    except DataError as error:
        raise _nothing_held(terminal, error.problems, {p.file for p in error.problems}) from None
    try:
        sifted, graph = sift_and_build(dataset)
    except DataError as error:
        found = obstacles(dataset, error.problems)
        raise _nothing_held(terminal, error.problems, found) from None
    if not len(sifted):
        terminal.say(f"There is nothing to hold back, so {quarantine} is not made.")
        return dataset, examined(terminal, folders, list(sifted.warnings), graph), 0
    write_quarantine(sifted, quarantine)
    _tell(terminal, folders, sifted, quarantine)
    if not any(frame.height for frame in graph.nodes.values()):
        terminal.say("Nothing else is there, so nothing is loaded.")
        raise typer.Exit(1)
    return dataset, graph, len(sifted)


def _nothing_held(
    terminal: Terminal, problems: Iterable[Problem], obstacles: Iterable[str]
) -> typer.Exit:
    """Say what is at fault, and which files must be mended first; return how the command ends."""
    terminal.problems(problems)
    files = sorted(set(obstacles))
    named = ", ".join(files[:_MOST_FILES])
    if len(files) > _MOST_FILES:
        named += f" and {len(files) - _MOST_FILES:,} more"
    terminal.complain(
        f"Nothing is loaded and nothing held back, as a quarantine cannot take these: {named}. "
        "Mend them or move them away, then run this again."
        if files
        else "Nothing is loaded and nothing held back: what is at fault are no rows and files of "
        "nodes, edges and documents. Mend it, then run this again."
    )
    return typer.Exit(1)


def _tell(terminal: Terminal, folders: Sequence[Path], sifted: Sifted, quarantine: Path) -> None:
    """Say what is held back, where, and what to do next."""
    import polars as pl

    reasons = sifted.reasons
    units = reasons.group_by("file", "record", maintain_order=True).agg(
        own=pl.col("code").ne("").any()
    )
    files = units.group_by("file", maintain_order=True).agg(
        rows=pl.col("record").n_unique(), whole=pl.col("record").lt(0).any()
    )
    lines = [
        f"  {file}{'' if whole else f': {rows:,} row' + ('' if rows == 1 else 's')}"
        for file, rows, whole in files.head(_MOST_FILES).iter_rows()
    ]
    if files.height > _MOST_FILES:
        lines.append(f"  and {files.height - _MOST_FILES:,} more files")
    own = units["own"].sum()
    hanging = units.height - own
    what = f"{own:,} with errors"
    if hanging:
        what += (
            f", {hanging:,} that only {'hangs' if hanging == 1 else 'hang'} on what is held back"
        )
    together = shlex.join(["graphkit", "load", *map(str, folders), str(quarantine)])
    terminal.say(
        "\n".join(
            [
                f"Held back: {what}.",
                *lines,
                f"They are in {quarantine} as they came in; {quarantine / 'held.csv'} says why.",
                f"Mend them there, then: {together}",
            ]
        )
    )
