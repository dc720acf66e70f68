"""The folder of an embedded store: which graph is the current one, and who may touch it.

::

    .graphkit/
    ├── manifest.json       names the current graph's folder and what it was made from
    ├── graph-3f9c0a51d2e4/ one graph
    │   ├── databases/      the engine's files of it
    │   ├── server/         what the engine's server needs while somebody reads
    │   └── lock            held by the process that reads it; names it
    ├── lock                held by the process that loads; names it
    └── .gitignore          keeps all this out of version control

A new graph is compiled in a folder of its own. Replacing the manifest, one rename, makes it the
current one; the older is removed after that. So whenever a load is interrupted, the store is
whole: the old graph before the rename, the new one after it. What an interrupted load leaves
behind is named by no manifest; the next load sweeps it out, or the next that opens the store.

A load needs nothing that a reader holds: who has the older graph open goes on reading it, and
sweeps it out when closing.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from graphkit.errors import Refused, StoreError, StoreLocked
from graphkit.stores.embedded.lock import Held, hold
from graphkit.stores.embedded.seal import Seal

FORMAT: Final = 3
"""Goes up when a graph is laid out otherwise; older folders are then made anew."""

_MANIFEST: Final = "manifest.json"
_NEW_MANIFEST: Final = "manifest.json.new"
_LOCK: Final = "lock"
_IGNORE: Final = ".gitignore"
_IGNORED: Final = "*\n"
_OURS: Final = frozenset({_MANIFEST, _NEW_MANIFEST, _LOCK, _IGNORE})
_GRAPH: Final = re.compile(r"graph-[0-9a-f]{12}")
_TRIES: Final = 20
"""How often the current graph is looked up: between looking and opening a load may replace it."""
ELSEWHERE: Final = (
    "What stood there is as it was. Mend that, or load elsewhere: graphkit load --to FOLDER."
)


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
        seal: What tells whether its files are as they were written.
        beside: The folders that were read with the dataset's, as paths from that one.
        schema: The text of its schema.
        title: Its title for people.
        license: The license of its data.
    """

    format: int
    graph: str
    dataset: str
    checksum: str | None
    created: str
    graphkit: str
    seal: Seal = field(repr=False)
    beside: tuple[str, ...] = ()
    schema: str = field(default="", repr=False)
    title: str = ""
    license: str = ""

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
            text = (self.path / _MANIFEST).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            message = f"{self.path / _MANIFEST} cannot be read: {error.strerror}."
            raise StoreError(message) from error
        manifest = _read(text)
        if manifest is None or not (self.path / manifest.graph).is_dir():
            return None
        return manifest

    def current(self) -> Manifest:
        """Return what the folder holds.

        Raises:
            StoreError: Where it holds nothing that can be used.
        """
        manifest = self.manifest()
        if manifest is None and (self.path / _MANIFEST).exists():
            message = f"{self.path} is damaged, or of another version of graphkit."
            raise StoreError(message, "Load it again: graphkit load.")
        if manifest is None:
            message = f"{self.path} holds no graph yet."
            raise StoreError(message, "Load one first: graphkit load.")
        return manifest

    def prepare(self) -> None:
        """Make the folder.

        Raises:
            Refused: Where something else is there.
            StoreError: Where it cannot be made.
        """
        if self.path.exists() and not self.path.is_dir():
            message = f"{self.path} is a file; a store needs a folder."
            raise Refused(message, "Name another.")
        with self.written():
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
            ignore = self.path / _IGNORE
            if not ignore.exists() or ignore.stat().st_size != len(_IGNORED):
                ignore.write_bytes(_IGNORED.encode())

    @contextmanager
    def written(self) -> Iterator[None]:
        """Tell what the system refuses as what happened to this store.

        Raises:
            StoreError: Where the block meets an error of the system, such as a full disk.
        """
        try:
            yield
        except OSError as error:
            message = f"{self.path} cannot be written: {error.strerror or error}."
            raise StoreError(message, ELSEWHERE) from error

    @contextmanager
    def loading(self) -> Iterator[None]:
        """Hold the folder for a load: no other process may load into it meanwhile.

        Raises:
            StoreLocked: Where another load is under way.
            StoreError: Where the folder cannot be written.
        """
        with ExitStack() as held:
            try:
                with self.written():
                    held.enter_context(hold(self.path / _LOCK))
            except Held as error:
                message = f"{self.path} is being loaded by {_process(error)}."
                raise StoreLocked(message, "Wait for that load, or end it.") from error
            yield

    @contextmanager
    def reading(self) -> Iterator[Manifest]:
        """Hold the current graph: no other process may open it, and none removes it meanwhile.

        Yields:
            What the folder holds.

        Raises:
            StoreLocked: Where another process has it open.
            StoreError: Where there is none, or the folder cannot be written.
        """
        with ExitStack() as held:
            manifest = self._hold_current(held)
            self.sweep_unless_loading()
            yield manifest
        self.sweep_unless_loading()

    def _hold_current(self, held: ExitStack) -> Manifest:
        for _ in range(_TRIES):
            manifest = self.current()
            try:
                with ExitStack() as holding:
                    holding.enter_context(hold(self.path / manifest.graph / _LOCK))
                    if self.current().graph == manifest.graph:
                        held.push(holding.pop_all())
                        return manifest
            except Held as error:
                message = f"{self.path} is open in {_process(error)}."
                hint = "One process at a time: end that one, or wait for it."
                raise StoreLocked(message, hint) from error
            except FileNotFoundError:
                continue  # a load has just replaced it and swept it out
            except OSError as error:
                raise self.cannot_open(error.strerror or str(error)) from error
        changing = "one load after the other replaces it"
        raise self.cannot_open(changing)

    def cannot_open(self, why: str) -> StoreError:
        """Return the error of a store that cannot be opened to read."""
        message = f"{self.path} cannot be opened: {why}."
        hint = "A store must be a folder that can be written, also to be read."
        return StoreError(message, hint)

    @contextmanager
    def fresh_graph(self) -> Iterator[Path]:
        """Yield a new folder for a graph; where that fails, the folder goes again.

        Raises:
            StoreError: Where it cannot be made.
        """
        graph = self.path / f"graph-{secrets.token_hex(6)}"
        try:
            with self.written():
                graph.mkdir()
            yield graph
        except BaseException:
            manifest = self.manifest()
            # it may have become the current one in the last moment
            if manifest is None or manifest.graph != graph.name:
                shutil.rmtree(graph, ignore_errors=True)
                with suppress(OSError):
                    (self.path / _NEW_MANIFEST).unlink(missing_ok=True)
            raise

    def replace(self, manifest: Manifest) -> None:
        """Make the graph that `manifest` names the current one. Whoever loads may do this.

        Raises:
            StoreError: Where the disk does not take it.
        """
        new = self.path / _NEW_MANIFEST
        with self.written():
            _flush_tree(self.path / manifest.graph)
            with new.open("w", encoding="utf-8") as file:
                json.dump(asdict(manifest), file, indent=1, ensure_ascii=False)
                file.write("\n")
                file.flush()
                os.fsync(file.fileno())
            new.replace(self.path / _MANIFEST)
            _flush(self.path)

    def sweep(self) -> list[str]:
        """Remove what the manifest does not name and nobody reads. Whoever loads may do this.

        Returns:
            The processes that have an older graph open.
        """
        readers = []
        for entry in self._litter():
            if entry.name == _NEW_MANIFEST:
                with suppress(OSError):
                    entry.unlink(missing_ok=True)
                continue
            try:
                with hold(entry / _LOCK):
                    pass
            except Held as error:
                readers.append(_process(error))
                continue
            except OSError:
                pass
            shutil.rmtree(entry, ignore_errors=True)
        return readers

    def sweep_unless_loading(self) -> None:
        """Sweep, unless somebody loads, who will, or nothing can be removed here."""
        with suppress(Held, OSError):
            if self._litter():
                with hold(self.path / _LOCK):
                    self.sweep()

    def _litter(self) -> list[Path]:
        manifest = self.manifest()
        if manifest is None and (self.path / _MANIFEST).exists():
            return []  # another version of graphkit may read it
        kept = None if manifest is None else manifest.graph
        return [
            entry
            for entry in sorted(self.path.iterdir())
            if entry.name == _NEW_MANIFEST or (_GRAPH.fullmatch(entry.name) and entry.name != kept)
        ]


def _read(text: bytes) -> Manifest | None:
    try:
        held = json.loads(text)
        manifest = Manifest(**{**held, "beside": tuple(map(str, held.get("beside", ())))})
        sealed = all(
            len(sums) == 3 and all(isinstance(number, int) for number in sums)
            for sums in manifest.seal.values()
        )
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    usable = manifest.format == FORMAT and sealed and _GRAPH.fullmatch(str(manifest.graph))
    return manifest if usable else None


def _process(error: Held) -> str:
    return f"the process {error.holder}" if error.holder.isdecimal() else "another process"


def _flush_tree(folder: Path) -> None:
    """Have the disk hold a folder with all its files before a manifest names it."""
    for entry in folder.rglob("*"):
        if entry.is_file() or entry.is_dir():
            _flush(entry)
    _flush(folder)


def _flush(path: Path) -> None:
    if os.name == "nt" and path.is_dir():  # Windows opens no folders
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
