"""Files and folders that are written whole or not at all, and replace only their own kind.

What is written is written beside its place first and then renamed, so that whoever looks sees the
old or the new.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Final

from graphkit import __version__
from graphkit.errors import Refused, UsageError

GENERATOR: Final = f"graphkit {__version__}"
"""Who wrote a file, as it says itself."""

BEGINNINGS: Final = (
    b'{"generator": "graphkit ',
    b"<?xml version='1.0' encoding='utf-8'?>\n<!-- graphkit ",
    b"// graphkit ",
)
"""How the files begin that graphkit writes: in JSON, in GraphML and in Cypher."""

MANIFEST: Final = ".graphkit-export"
"""In an exported folder: what was written there, in the form of `sha256sum`."""

LEFT_BEHIND: Final = ("import.report",)
"""What Neo4j's importer leaves in a folder where it is run."""

Progress = Callable[[str, int, int], None]
"""Called with what is being written, how much of it is done, and how much there is in all."""

_HINT: Final = "Name another place, or move it away."


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a path beside `path` to write to; what is there when all went well takes its place.

    Raises:
        Refused: Where something else than a file that graphkit wrote is there already.
        UsageError: Where it cannot be written.
    """
    target = _followed(path)
    with _told(path):
        if os.path.lexists(target) and not (target.is_file() and _is_marked(target)):
            message = f"{path} is there already, and graphkit did not write it."
            raise Refused(message, _HINT)
        beside = _beside(target)
        try:
            yield beside
            os.replace(beside, target)
        finally:
            with suppress(OSError):
                beside.unlink()


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """Give a path beside `path` to write to; what is there when all went well takes its place.

    For files that do not tell who wrote them: they replace nothing.

    Raises:
        Refused: Where something is there already, or came meanwhile.
        UsageError: Where it cannot be written.
    """
    target = _followed(path)
    with _told(path):
        _refuse_existing(path, target)
        beside = _beside(target)
        try:
            yield beside
            _refuse_existing(path, target)
            os.replace(beside, target)
        finally:
            with suppress(OSError):
                beside.unlink()


def _refuse_existing(path: Path, target: Path) -> None:
    if os.path.lexists(target):
        message = f"{path} is there already."
        raise Refused(message, _HINT)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Give a folder beside `path` to write to, which takes its place when all went well.

    Raises:
        Refused: Where there is something already that `graphkit export` did not write, or that
            was changed since.
        UsageError: Where it cannot be written.
    """
    target = _followed(path)
    with _told(path):
        old = _own_files(path, target)
        beside = _beside(target)
        beside.mkdir()
        try:
            yield beside
            _write_manifest(beside)
            _exchange(beside, target, old)
        finally:
            _remove(beside, _files(beside))


def _followed(path: Path) -> Path:
    """Return where a path leads, links followed, in a folder that exists."""
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        message = f"There is no folder {path.parent}."
        raise UsageError(message, "Make it, or name another.")
    return target


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name[:100]}.{secrets.token_hex(6)}")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}."
        raise UsageError(message) from error


def _is_marked(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(100).startswith(BEGINNINGS)


def _files(folder: Path) -> list[str]:
    """Return everything below a folder that is no folder, as paths from there on."""
    if not folder.is_dir():
        return []
    found = []
    for root, folders, files in os.walk(folder):
        links = [name for name in folders if os.path.islink(os.path.join(root, name))]
        below = PurePosixPath(Path(root).relative_to(folder).as_posix())
        found += [str(below / name) for name in (*files, *links)]
    return sorted(found)


def _write_manifest(folder: Path) -> None:
    names = _files(folder)
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        digests = pool.map(lambda name: _digest(folder / name), names)
        lines = [f"{digest}  {name}\n" for digest, name in zip(digests, names, strict=True)]
    (folder / MANIFEST).write_text("".join(lines), encoding="utf-8", newline="\n")


def _read_manifest(folder: Path) -> Mapping[str, str]:
    try:
        lines = (folder / MANIFEST).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def _own_files(path: Path, target: Path) -> list[str]:
    """Return the files of an earlier export, which may be replaced."""
    if not os.path.lexists(target):
        return []
    if target.is_dir() and not os.listdir(target):
        return []
    written = _read_manifest(target) if target.is_dir() else {}
    if not written:
        message = f"{path} is there already, and graphkit export did not write it."
        raise Refused(message, _HINT)
    found = _files(target)
    for name in found:
        if name == MANIFEST or name in LEFT_BEHIND:
            continue
        if name not in written:
            message = f"{path} holds {name}, which graphkit export did not write."
            raise Refused(message, _HINT)
        if os.path.islink(target / name) or _digest(target / name) != written[name]:
            message = f"{path} holds {name}, which was changed since graphkit export wrote it."
            raise Refused(message, _HINT)
    return found


def _exchange(beside: Path, target: Path, old: list[str]) -> None:
    """Put a folder in the place of another, of which only the files named are deleted."""
    if not target.is_dir():
        os.rename(beside, target)
        return
    aside = _beside(target)
    os.rename(target, aside)
    try:
        os.rename(beside, target)
    except OSError:
        os.rename(aside, target)
        raise
    _remove(aside, old)


def _remove(folder: Path, files: list[str]) -> None:
    """Delete the files named, and the folders that are empty then."""
    for name in files:
        with suppress(OSError):
            (folder / name).unlink()
    for root, _, _ in os.walk(folder, topdown=False):
        with suppress(OSError):
            os.rmdir(root)


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
