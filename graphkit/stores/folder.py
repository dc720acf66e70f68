"""The folder of an embedded store: which graph is the current one, and who may touch it.

::

    .graphkit/
    ├── manifest.json       names the current graph's folder and what it was made from
    ├── graph-3f9c0a51d2e4/ the engine's files of one graph
    ├── lock                held by the process that has the store open; names it
    └── .gitignore          keeps all this out of version control

A new graph is compiled in a folder of its own. Replacing the manifest, one rename, makes it the
current one; the older is removed after that. So whenever a load is interrupted, the store is
whole: the old graph before the rename, the new one after it. What an interrupted load leaves
behind is named by no manifest, and the next load sweeps it out.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO, Final

from graphkit.errors import Refused, StoreError, StoreLocked

FORMAT: Final = 1
"""Goes up when a graph is laid out otherwise; older folders are then made anew."""

_MANIFEST: Final = "manifest.json"
_NEW_MANIFEST: Final = "manifest.json.new"
_LOCK: Final = "lock"
_IGNORE: Final = ".gitignore"
_OURS: Final = frozenset({_MANIFEST, _NEW_MANIFEST, _LOCK, _IGNORE})
_GRAPH: Final = re.compile(r"graph-[0-9a-f]{12}")


@dataclass(frozen=True)
class Manifest:
    """What a store's folder holds.

    Attributes:
        format: The layout it is written in.
        graph: The name of the current graph's folder.
        dataset: The name of the dataset it was made from.
        checksum: What its maker gave to tell whether it is up to date; None without.
        created: When it was made, ISO 8601 in UTC.
        graphkit: The version that made it.
        beside: The folders that were read with the dataset's, as paths from that one.
    """

    format: int
    graph: str
    dataset: str
    checksum: str | None
    created: str
    graphkit: str
    beside: tuple[str, ...] = ()

    @property
    def made_from(self) -> tuple[str, str | None, str, tuple[str, ...]]:
        """What decides whether it would be made again just so."""
        return self.dataset, self.checksum, self.graphkit, self.beside


class StoreFolder:
    """The folder of an embedded store.

    Args:
        path: Where it is, or will be.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def manifest(self) -> Manifest | None:
        """Return what the folder holds; None where it holds nothing that can be used.

        Raises:
            StoreError: Where the folder cannot be read.
        """
        try:
            text = (self.path / _MANIFEST).read_text("utf-8")
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, UnicodeDecodeError) as error:
            message = f"{self.path / _MANIFEST} cannot be read: {error}"
            raise StoreError(message) from error
        try:
            held = json.loads(text)
            manifest = Manifest(**{**held, "beside": tuple(map(str, held.get("beside", ())))})
        except (ValueError, TypeError, AttributeError):
            return None
        usable = manifest.format == FORMAT and _GRAPH.fullmatch(str(manifest.graph))
        return manifest if usable and (self.path / manifest.graph).is_dir() else None

    def graph(self) -> Path:
        """Return the folder of the current graph.

        Raises:
            StoreError: Where there is none.
        """
        manifest = self.manifest()
        if manifest is None:
            message = f"{self.path} holds no graph yet."
            raise StoreError(message, "Load one first: graphkit load.")
        return self.path / manifest.graph

    def prepare(self) -> None:
        """Make the folder.

        Raises:
            Refused: Where something else is there.
            StoreError: Where it cannot be made.
        """
        if self.path.exists() and not self.path.is_dir():
            message = f"{self.path} is a file; a store needs a folder."
            raise Refused(message, "Name another.")
        try:
            present = (
                sorted(entry.name for entry in self.path.iterdir()) if self.path.exists() else []
            )
            strange = [name for name in present if name not in _OURS and not _GRAPH.fullmatch(name)]
            if strange:
                message = f"{self.path} holds {strange[0]!r}, which graphkit did not write."
                raise Refused(
                    message,
                    "Name a folder that is new, empty, or a store already.",
                )
            self.path.mkdir(parents=True, exist_ok=True)
            (self.path / _IGNORE).write_text("*\n", "utf-8")
        except OSError as error:
            message = f"{self.path} cannot be written: {error.strerror}."
            raise StoreError(message) from error

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder: no other process may have it open meanwhile.

        Raises:
            StoreLocked: Where another holds it.
            StoreError: Where the folder cannot be written.
        """
        try:
            file = (self.path / _LOCK).open("a+b")
        except OSError as error:
            message = f"{self.path} cannot be opened: {error.strerror}."
            raise StoreError(message, "The store must be a folder that can be written.") from error
        with file:
            if not _take(file):
                file.seek(0)
                holder = file.read(40).decode("ascii", "replace").strip() or "unknown"
                message = f"{self.path} is open in the process {holder}."
                raise StoreLocked(
                    message,
                    "One process at a time: end that one, or wait for it.",
                )
            file.truncate(0)
            file.write(str(os.getpid()).encode("ascii"))
            file.flush()
            try:
                yield
            finally:
                file.truncate(0)
                _release(file)

    @contextmanager
    def fresh_graph(self) -> Iterator[Path]:
        """Yield a new folder for a graph; where that fails, the folder goes again."""
        graph = self.path / f"graph-{secrets.token_hex(6)}"
        try:
            graph.mkdir()
            yield graph
        except BaseException:
            shutil.rmtree(graph, ignore_errors=True)
            raise

    def replace(self, manifest: Manifest) -> None:
        """Make the graph that `manifest` names the current one, and remove every other."""
        _flush_tree(self.path / manifest.graph)
        new = self.path / _NEW_MANIFEST
        with new.open("w", encoding="utf-8") as file:
            json.dump(asdict(manifest), file, indent=2, ensure_ascii=False)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.path / _MANIFEST)
        _flush(self.path)
        self.sweep()

    def sweep(self) -> None:
        """Remove the graphs that the manifest does not name."""
        manifest = self.manifest()
        current = manifest.graph if manifest is not None else None
        for entry in self.path.iterdir():
            if _GRAPH.fullmatch(entry.name) and entry.name != current:
                shutil.rmtree(entry)


def _flush_tree(folder: Path) -> None:
    """Have the disk hold all files of a folder before a manifest names it."""
    for entry in folder.rglob("*"):
        if entry.is_file():
            _flush(entry)


def _flush(path: Path) -> None:
    if os.name == "nt" and path.is_dir():  # Windows opens no folders
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _take(file: BinaryIO) -> bool:
    """Take the lock of an open file; the system gives it back when the process ends."""
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(1_000_000)  # beyond the text, which others must be able to read
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _release(file: BinaryIO) -> None:
    if os.name == "nt":
        import msvcrt

        file.seek(1_000_000)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined, unused-ignore]
