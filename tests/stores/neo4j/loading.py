"""A program that runs graphkit's command line in children, which tests may kill.

It imports what a load needs once and runs none of it, so that a child that is forked from it
begins at once. It reads orders from stdin, one JSON object a line. It answers each with the child's
id and, when the child has ended, with how.
"""

import json
import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.neo4j_server import Neo4jServer
from tests.stores.embedded.processes import ROOT, unmeasured

IMPORTED = (
    "graphkit.cli",
    "graphkit.pipeline",
    "graphkit.stores.neo4j.store",
    "graphkit.validation",
    "neo4j",
    "rich.table",
)


@dataclass(frozen=True)
class Ended:
    """How a child ended.

    Attributes:
        status: Its exit code; the negative number of the signal that ended it.
        out: What it wrote to stdout.
        err: What it wrote to stderr.
    """

    status: int
    out: str
    err: str


@dataclass
class Child:
    """A command that runs.

    Attributes:
        process: The program that started it.
        pid: Its id.
        folder: Where it writes what it says.
    """

    process: "subprocess.Popen[str]"
    pid: int
    folder: Path

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def interrupt(self) -> None:
        """Send what Ctrl-C sends."""
        os.kill(self.pid, signal.SIGINT)

    def wait(self) -> Ended:
        assert self.process.stdout is not None
        status = json.loads(self.process.stdout.readline())["status"]
        out, err = ((self.folder / name).read_text() for name in ("out", "err"))
        return Ended(status, out, err)


class Loader:
    """The program, seen from a test."""

    def __init__(self, process: "subprocess.Popen[str]", folder: Path) -> None:
        self._process = process
        self._folder = folder

    def start(self, uri: str, server: Neo4jServer, *arguments: str, database: str = "") -> Child:
        """Run graphkit with the login of a server and an address that leads to it."""
        environment = {
            "NEO4J_URI": uri,
            "NEO4J_USERNAME": server.username,
            "NEO4J_PASSWORD": server.password,
            "NEO4J_DATABASE": database,
        }
        order = {
            "arguments": arguments,
            "environment": environment,
            "folder": str(self._folder),
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        pid = json.loads(self._process.stdout.readline())["pid"]
        return Child(self._process, pid, self._folder)

    def run(self, uri: str, server: Neo4jServer, *arguments: str, database: str = "") -> Ended:
        """Run graphkit to its end."""
        return self.start(uri, server, *arguments, database=database).wait()

    def load(self, server: Neo4jServer, dataset: Path) -> Ended:
        """Load a dataset and see that it was loaded."""
        ended = self.run(server.uri, server, "load", str(dataset), "--yes")
        assert ended.status == 0, ended.err
        return ended


@contextmanager
def loader(folder: Path) -> Iterator[Loader]:
    """Start the program, with a folder of its own."""
    folder.mkdir(exist_ok=True)
    with subprocess.Popen(
        [sys.executable, "-m", "tests.stores.neo4j.loading"],
        cwd=ROOT,
        env={**unmeasured(), "POLARS_MAX_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Loader(process, folder)
        process.communicate()


def main() -> None:
    """Do what is ordered until nothing more is."""
    for name in IMPORTED:
        __import__(name)
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            _run(**order)
        _tell(pid=child)
        _, status = os.waitpid(child, 0)
        _tell(status=os.waitstatus_to_exitcode(status))


def _tell(**told: int) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def _run(arguments: list[str], environment: Mapping[str, str], folder: str) -> None:
    """Run a command, in a child that ends here."""
    status: Any = 1
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for number, name in ((1, "out"), (2, "err")):
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
            os.dup2(os.open(os.path.join(folder, name), flags, 0o600), number)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.environ.update(environment)
        sys.argv = ["graphkit", *arguments]
        runpy.run_module("graphkit", run_name="__main__")
    except SystemExit as ended:
        status = ended.code or 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status if isinstance(status, int) else 1)


if __name__ == "__main__":
    main()
