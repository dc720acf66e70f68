"""Which process started a load, so that another on the same machine can tell that it is gone."""

from __future__ import annotations

import getpass
import os
import socket
from contextlib import suppress
from pathlib import Path


def user() -> str:
    """Return who runs this process, for people: the user and the machine."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # a container may run as a user without a name
        name = "somebody"
    return f"{name}@{socket.gethostname()}"


def this_process() -> str:
    """Return what this process is known by, or nothing where the system does not tell."""
    machine = _machine()
    return f"{machine} {os.getpid()} {_started(os.getpid())}" if machine else ""


def is_gone(process: str) -> bool:
    """Tell whether a process is surely no more: it ran on this machine, and does not any longer.

    Args:
        process: What `this_process` returned there.

    Example:
        >>> is_gone(this_process()), is_gone("elsewhere 1 1")
        (False, False)
    """
    machine, _, rest = process.partition(" ")
    number, _, started = rest.partition(" ")
    if not machine or machine != _machine() or not number.isdecimal():
        return False
    return _started(int(number)) != started


def _machine() -> str:
    """Return what numbers of processes are unique within: a start of a system, and its namespace.

    Containers on one machine number their processes on their own.
    """
    with suppress(OSError):
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        space = os.readlink("/proc/self/ns/pid")
        return f"{boot}/{space}"
    return ""


def _started(number: int) -> str:
    """Return when a process started, by the system's own count; nothing where there is none."""
    with suppress(OSError, IndexError):
        told = Path(f"/proc/{number}/stat").read_text()
        state, *fields = told.rpartition(")")[2].split()
        return "" if state in "ZX" else fields[18]  # a zombie does nothing any more
    return ""
