"""A program that loads graphs in children and kills them, for the tests of crashes.

It reads orders from stdin, one JSON object a line, and answers each with one line. It imports
what a load needs once, and runs none of it: a child that is forked from it begins at once, and with
libraries that have started no threads yet.
"""

import json
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any, Literal

from graphkit.graph.graph import Graph
from graphkit.schema.load import parse_schema
from graphkit.schema.model import Schema
from graphkit.stores import EmbeddedStore
from graphkit.stores.embedded.engine import load_engine
from tests.stores.embedded.processes import ROOT, unmeasured

STEPS = tuple(
    f"stores/embedded/{name}.py" for name in ("folder", "lock", "compilation", "engine", "store")
)
"""The files whose lines are the steps of a load."""

SCHEMA = """
schema: towns
version: 1.0.0
nodes:
  Town: {properties: {name: {type: string}, people: {type: integer}, founded: {type: date}}}
edges:
  TWINNED: {source: [Town], target: [Town], properties: {since: {type: date}, by: {type: string}}}
  NEAR: {source: [Town], target: [Town], claims: reified, properties: {km: {type: float}}}
"""


End = Literal["itself", "killed", "killed at step", "interrupted at step"]


@dataclass(frozen=True)
class Order:
    """One load.

    Attributes:
        folder: The store.
        name: The graph to load: see `town_graph`.
        end: How it ends: by itself, killed from outside after `after` seconds, killed right before
            its step number `step`, or interrupted there as by Ctrl-C.
    """

    folder: str
    name: str
    end: End = "itself"
    after: float = 0.0
    step: int = 0


@cache
def town_schema() -> Schema:
    schema, problems = parse_schema(SCHEMA)
    assert problems == []
    return schema


def town_graph(name: str) -> Graph:
    """A graph no element of which is as in a graph of another name."""
    graph = Graph(town_schema(), name="towns")
    for i in range(12):
        town = f"t{i}"
        graph.add_node("Town", id=town, name=f"{name} {i}", people=i, founded="1900-01-01")
    for i in range(30):
        ends = f"t{i % 12}", f"t{i * 5 % 12}"
        graph.add_edge("TWINNED", *ends, id=f"{name}-e{i}", since="2001-02-03", by=name)
        graph.add_edge("NEAR", *ends, id=f"{name}-n{i}", km=i / 7, note=name)
    return graph


class Killer:
    """The program, seen from a test."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def run(self, order: Order) -> Any:
        """Run a load; return its exit status, its seconds and its steps."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asdict(order)) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@contextmanager
def killer(temporary: Path) -> Iterator[Killer]:
    """Start the program, with a folder of its own for what is temporary."""
    one_thread = {"POLARS_MAX_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    environment = {**unmeasured(), **one_thread, "TMPDIR": str(temporary)}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.stores.embedded.killing"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Killer(process)
        process.communicate()


def main() -> None:
    """Do what is ordered until nothing more is."""
    load_engine()
    town_schema()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_run(Order(**json.loads(line)))) + "\n")
        sys.stdout.flush()


def _run(order: Order) -> dict[str, Any]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _load(order, writing)
    os.close(writing)
    with os.fdopen(reading) as told:
        assert told.readline() == "begins\n"
        begun = time.perf_counter()
        if order.end == "killed":
            time.sleep(order.after)  # the moment at which it happens to be killed
            os.kill(child, signal.SIGKILL)
        steps = told.read()
        _, status = os.waitpid(child, 0)
    return {
        "status": os.waitstatus_to_exitcode(status),
        "seconds": time.perf_counter() - begun,
        "steps": [line for line in steps.splitlines() if line],
    }


def _load(order: Order, writing: int) -> None:
    """Load, in a child that ends here."""
    try:
        store = EmbeddedStore(Path(order.folder))
        graph = town_graph(order.name)
        os.write(writing, b"begins\n")
        steps: list[str] = []
        if order.end != "killed":
            sys.settrace(_tracer(order, steps))
        try:
            store.load(graph, checksum=order.name)
        except KeyboardInterrupt:
            os._exit(130)
        sys.settrace(None)
        os.write(writing, "\n".join(steps).encode())
    except BaseException:  # noqa: BLE001 - it must not go on in what it was forked from
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _tracer(order: Order, steps: list[str]) -> Callable[[FrameType, str, Any], Any]:
    def called(frame: FrameType, event: str, value: Any) -> Any:
        return stepped if frame.f_code.co_filename.endswith(STEPS) else None

    def stepped(frame: FrameType, event: str, value: Any) -> Any:
        if event == "line":
            steps.append(f"{frame.f_code.co_name} {frame.f_lineno}")
            if len(steps) == order.step and order.end == "killed at step":
                os.kill(os.getpid(), signal.SIGKILL)
            if len(steps) == order.step and order.end == "interrupted at step":
                sys.settrace(None)
                raise KeyboardInterrupt
        return stepped

    return called


if __name__ == "__main__":
    main()
