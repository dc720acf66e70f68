"""What tells whether the files of a graph are as they were written."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

Seal = Mapping[str, tuple[int, int, int]]
"""By file name: its size, the CRC-32 of its ends, and the CRC-32 of all of it."""

_LASTING: Final = (".bucket", "idx", ".dict", "schema.json")
"""How the names of files end that a load writes and that reading leaves alone."""

_END: Final = 1 << 20
"""Bytes at either end that `ends_broken` reads: so it takes no longer for a larger graph."""


def take_seal(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Return the seal of a folder's files.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as name:
        ...     size = (Path(name) / "a.bucket").write_bytes(b"123456789")
        ...     print(take_seal(Path(name)))
        {'a.bucket': (9, 3421780262, 3421780262)}
    """
    return {
        path.name: (path.stat().st_size, _ends(path), _whole(path))
        for path in sorted(folder.iterdir())
        if path.name.endswith(_LASTING)
    }


def ends_broken(folder: Path, seal: Seal) -> str | None:
    """Return the name of a file that is gone, or has another size or other ends than sealed."""
    for name, (size, ends, _) in seal.items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != size or _ends(path) != ends:
            return name
    return None


def broken(folder: Path, seal: Seal) -> str | None:
    """Return the name of a file that differs anywhere from what was sealed."""
    differs = ends_broken(folder, seal)
    if differs is None:
        return next(
            (name for name, sealed in seal.items() if _whole(folder / name) != sealed[2]), None
        )
    return differs


def _ends(path: Path) -> int:
    with path.open("rb") as file:
        checksum = zlib.crc32(file.read(_END))
        if path.stat().st_size > _END:
            file.seek(max(_END, path.stat().st_size - _END))
            checksum = zlib.crc32(file.read(), checksum)
        return checksum


def _whole(path: Path) -> int:
    checksum = 0
    with path.open("rb") as file:
        while part := file.read(_END):
            checksum = zlib.crc32(part, checksum)
    return checksum
