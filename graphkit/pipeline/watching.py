"""Watch: say when something that a check reads has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from graphkit.errors import GraphkitError

_WAKING: Final = 100
"""Milliseconds after which a quiet folder is looked at anew: for the first time, and Ctrl-C."""

_SETTLING: Final = 1_000
"""Milliseconds over which changes that come together are taken as one."""


def changes(folders: Sequence[Path]) -> Iterator[None]:
    """Yield once at the start, and then each time that something in dataset folders changes.

    What happens while the caller is at work is not missed: it leads to the next turn. Hidden files
    and folders, and what editors leave behind, do not count, so neither does an embedded store.
    The folders `cypher` beside the datasets count where they are there at the start.

    Args:
        folders: The datasets' folders.

    Raises:
        GraphkitError: Where the system cannot watch.
        KeyboardInterrupt: When somebody presses Ctrl-C.
    """
    from watchfiles import watch

    roots = [root.resolve() for root in _watched(folders) if root.is_dir()]
    if not roots:  # whoever checks says what is wrong with the folders
        yield
        return
    watching = watch(
        *roots,
        watch_filter=lambda _, path: is_noticed(Path(path), roots),
        debounce=_SETTLING,
        rust_timeout=_WAKING,
        yield_on_timeout=True,
    )
    is_first = True
    while True:
        try:
            changed = next(watching)
        except (OSError, RuntimeError) as error:
            message = f"The folder {folders[0]} cannot be watched: {error}."
            hint = "WATCHFILES_FORCE_POLLING=1 looks for changes again and again instead."
            raise GraphkitError(message, hint) from None
        if changed or is_first:
            is_first = False
            yield


def is_noticed(path: Path, roots: Sequence[Path]) -> bool:
    """Return whether a change of a file may change what a check finds.

    Args:
        path: The file.
        roots: The folders that are watched.

    Example:
        >>> roots = [Path("/x/.hidden/data")]
        >>> [
        ...     is_noticed(roots[0] / name, roots)
        ...     for name in ("nodes/City.csv", ".graphkit/store", "nodes/City.csv~")
        ... ]
        [True, False, False]
    """
    from watchfiles import Change, DefaultFilter

    root = next((root for root in roots if path.is_relative_to(root)), None)
    if root is None:
        return False
    hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
    # what editors leave behind; all kinds of changes are one to it
    return not hidden and DefaultFilter()(Change.modified, str(path.relative_to(root)))


def _watched(folders: Sequence[Path]) -> Iterator[Path]:
    from graphkit.queries.folder import query_folders

    for folder in folders:
        yield folder
        yield from query_folders(folder)
