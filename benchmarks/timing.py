"""Timing: within a process, and of whole processes with their memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TypeVar

ROOT = Path(__file__).parents[1]
CACHE = ROOT / ".cache" / "benchmarks"
"""Where data and the peers' environments are made."""

T = TypeVar("T")


@contextmanager
def scratch() -> Iterator[Path]:
    """Give an empty folder, which is removed at the end."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=CACHE) as folder:
        yield Path(folder)


@dataclass(frozen=True)
class Run:
    """One process that was waited for.

    Attributes:
        seconds: From its start to its end.
        peak: The most memory that it held, in bytes.
        told: What it wrote to stdout as its last line, read as JSON; None for anything else.
    """

    seconds: float
    peak: int
    told: dict[str, float] | None


def run(
    command: Sequence[str | Path], cwd: Path = ROOT, variables: Mapping[str, str] | None = None
) -> Run:
    """Run a program to its end, with more variables in its environment.

    Raises:
        RuntimeError: It failed; with the end of what it wrote.
    """
    started = time.perf_counter()
    process = subprocess.Popen(
        [str(word) for word in command],
        cwd=cwd,
        env=os.environ | dict(variables or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    written = process.stdout.read()
    # wait4 tells the memory of this child alone
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.stdout.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        message = f"{' '.join(map(str, command))} failed:\n{written[-2000:]}"
        raise RuntimeError(message)
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(seconds, used.ru_maxrss * unit, _told(written))


def _told(written: str) -> dict[str, float] | None:
    lines = written.strip().splitlines()
    try:
        value = json.loads(lines[-1]) if lines else None
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def middle(once: Callable[[], Run], times: int) -> Run:
    """Run several times; return the run of median length, with the highest peak of all."""
    return _ranked(once, times, times // 2)


def fastest(once: Callable[[], Run], times: int) -> Run:
    """Run several times; return the shortest run: what else the machine did only adds to it."""
    return _ranked(once, times, 0)


def _ranked(once: Callable[[], Run], times: int, rank: int) -> Run:
    runs = sorted((once() for _ in range(times)), key=lambda run: run.seconds)
    return Run(runs[rank].seconds, max(run.peak for run in runs), runs[rank].told)


def timed(work: Callable[[], T], times: int = 1) -> tuple[float, T]:
    """Return the median of the seconds that some work takes in this process, and its result."""
    seconds = []
    for _ in range(times):
        started = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - started)
    return median(seconds), result
