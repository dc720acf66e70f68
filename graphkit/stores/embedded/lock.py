"""A lock on a file, which names the process that holds it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_BEYOND: Final = 1_000_000
"""Where Windows locks a byte: beyond the text, which others must be able to read."""


class Held(Exception):
    """Somebody else holds a lock.

    Attributes:
        holder: The number of their process, as text; empty where it cannot be told yet.
    """

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Hold the lock of a file, which is made; the system gives it back when the process ends.

    Raises:
        Held: Where somebody else holds it, in this process or another.
        OSError: Where the file cannot be written.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if not _take(handle):
            os.lseek(handle, 0, os.SEEK_SET)
            text = os.read(handle, 40)
            raise Held(text.decode("ascii", "replace").strip())
        with suppress(OSError):  # a full disk: who holds it then goes without a name
            os.ftruncate(handle, 0)
            os.write(handle, str(os.getpid()).encode("ascii"))
        try:
            yield
        finally:
            with suppress(OSError):
                os.ftruncate(handle, 0)
            _release(handle)
    finally:
        os.close(handle)


def _take(handle: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            os.lseek(handle, _BEYOND, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _release(handle: int) -> None:
    if os.name == "nt":
        import msvcrt

        os.lseek(handle, _BEYOND, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined, unused-ignore]
