"""The files of a new project: small, complete, and about an invented town."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from graphkit.errors import Refused, UsageError


def write_starter(folder: Path) -> list[Path]:
    """Write a small complete project.

    Args:
        folder: A folder that is not there yet, or is empty.

    Returns:
        The files written.

    Raises:
        Refused: Where the folder holds something.
        UsageError: Where it cannot be made.
    """
    if folder.is_dir() and any(folder.iterdir()):
        message = f"{folder} is not empty."
        raise Refused(message, "Name a new folder: nothing is overwritten.")
    written = []
    try:
        for inside, source in _files(files("graphkit.starter").joinpath("project"), Path()):
            path = folder / inside
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(source.read_bytes())
            written.append(path)
    except OSError as error:
        message = f"{folder} cannot be written: {error.strerror or error}."
        raise UsageError(message) from error
    return written


def _files(folder: Traversable, inside: Path) -> Iterator[tuple[Path, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        # a file called .gitignore would act on graphkit's own checkout
        path = inside / entry.name.replace("dot.", ".", 1)
        if entry.is_dir():
            yield from _files(entry, path)
        elif not entry.name.endswith((".py", ".pyc")):
            yield path, entry
