"""Programs that hold a store, in processes of their own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]

LOADING = """
import sys
from pathlib import Path
from tests.stores import graphs
from graphkit.stores import EmbeddedStore

def told(label, done, total):
    print(label, flush=True)
    sys.stdin.readline()

EmbeddedStore(Path(sys.argv[1])).load(graphs.many(3), progress=told, checksum="other")
"""
"""Loads three countries in a ring, and waits in the midst of it for a line."""

READING = """
import sys
from itertools import chain
from pathlib import Path
from graphkit.stores import EmbeddedStore

with EmbeddedStore(Path(sys.argv[1])) as store:
    for line in chain([""], sys.stdin):
        print(store.query("MATCH (n) RETURN count(n)").rows[0][0], flush=True)
"""
"""Opens a store and counts its nodes, and again for each line."""


CONFINED = """
import ctypes, os, resource, sys

size = int(sys.argv.pop(1))
if size >= 0:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
if os.geteuid() == 0:
    # Root may write anywhere as long as it has the capabilities for it.
    class Sets(ctypes.Structure):
        _fields_ = [(name, ctypes.c_uint32) for name in ("effective", "permitted", "inheritable")]

    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.capset(header, (Sets * 2)()) == 0

from graphkit.cli import main

main()
"""
"""Runs graphkit without the rights of root, where no file grows beyond a size, if it is not -1."""


def confined(*arguments: str, size: int = -1) -> "subprocess.CompletedProcess[str]":
    """Run graphkit as a program that has not all that it wants."""
    return subprocess.run(
        [sys.executable, "-c", CONFINED, str(size), *arguments],
        cwd=ROOT,
        env=unmeasured(),
        check=False,
        capture_output=True,
        text=True,
    )


def unmeasured() -> dict[str, str]:
    """The environment of a program that could not write how much of it was covered."""
    measured = ("COVERAGE_", "COV_CORE_")
    return {name: value for name, value in os.environ.items() if not name.startswith(measured)}


def started(program: str, folder: str) -> subprocess.Popen[str]:
    """Run a program in a process of its own, up to the first line that it prints."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, folder],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    answered(process)
    return process


def ask(process: subprocess.Popen[str]) -> str:
    """Send a program a line and return the one that it answers with."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()
    return answered(process)


def answered(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line != ""
    return line.strip()
