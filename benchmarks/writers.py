"""Loads into a Neo4j beside other tools: how long they take, and what becomes of the graph."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import neo4j

from benchmarks import generate
from benchmarks.neo4j import JAVA, SETTINGS, login
from benchmarks.peers import formats
from benchmarks.peers.compare import HERE, environment
from benchmarks.table import Line
from benchmarks.timing import CACHE, ROOT, run, scratch
from tests import neo4j_server
from tests.neo4j_server import Neo4jServer

COMMAND = "python -m benchmarks writers"
DATA = "../data"


@dataclass(frozen=True)
class Writer:
    """Another tool that writes into a Neo4j.

    Attributes:
        name: The tool's, as its requirements are called.
        what: What it does.
        command: Its program in `peers` and what that is told: the dataset's folder is `../data`.
        rows: With how many edges: those of a slow one are fewer.
        write: Writes what its program wants in the folder that it is run in.
        before: What is run in the database first, since the tool is slow without it.
    """

    name: str
    what: str
    command: tuple[str, ...]
    rows: int
    write: Callable[[Path, Path], None] | None = None
    before: str | None = None


WRITERS = (
    Writer(
        "kgx",
        "KGX: transform from TSV, with a constraint made by hand",
        ("run_kgx_neo4j.py", "nodes.tsv", "edges.tsv"),
        100_000,
        formats.kgx,
        "CREATE CONSTRAINT FOR (n:`biolink:NamedThing`) REQUIRE n.id IS UNIQUE",
    ),
    Writer("neo4j-graphrag", "neo4j-graphrag: Neo4jWriter", ("run_graphrag.py", DATA), 100_000),
    Writer("neomodel", "neomodel: bulk_create and connect", ("run_neomodel.py", DATA), 3_000),
    Writer(
        "biocypher",
        "BioCypher: online mode",
        ("run_biocypher_neo4j.py", DATA),
        2_000,
        formats.biocypher,
        "CREATE CONSTRAINT FOR (n:Company) REQUIRE n.id IS UNIQUE",
    ),
)

Counted = tuple[int, int]
"""How many nodes and how many edges there are."""


@dataclass(frozen=True)
class Written:
    """What a tool wrote.

    Attributes:
        seconds: How long it took, into an empty database.
        first: What there was then.
        again: What there was when it had been run once more.
    """

    seconds: float
    first: Counted
    again: Counted


def loss(given: Counted, first: Counted, again: Counted) -> str:
    """Return in words what became of nodes and edges: what was lost, and what was doubled.

    Example:
        >>> loss((10, 100), (10, 90), (20, 90))
        'keeps 90 of 100 edges; after loading again: 20 nodes'
    """
    things = ("nodes", "edges")
    kept = [
        f"{there:,} of {wanted:,} {thing}"
        for wanted, there, thing in zip(given, first, things, strict=True)
        if there != wanted
    ]
    changed = [
        f"{now:,} {thing}"
        for there, now, thing in zip(first, again, things, strict=True)
        if now != there
    ]
    keeps = " and ".join(kept) if kept else "every node and edge"
    after = (
        f"after loading again: {', '.join(changed)}"
        if changed
        else "loading again changes no count"
    )
    return f"keeps {keeps}; {after}"


def lines(scale: float = 1) -> Iterator[Line]:
    """Measure on a server of our own, with the procedures of APOC, which two of the tools want."""
    with neo4j_server.temporary(settings=SETTINGS, java=JAVA, plugins=_apoc()) as server:
        for writer in WRITERS:
            yield _compare(server, writer, max(20, int(writer.rows * scale)))


def _compare(server: Neo4jServer, writer: Writer, rows: int) -> Line:
    nodes = max(4, rows // 10)
    given = (nodes, rows)
    with scratch() as folder:
        generate.edges(folder / "data", rows, nodes, parallel=rows // 10)
        theirs = folder / "theirs"
        theirs.mkdir()
        if writer.write is not None:
            writer.write(folder / "data", theirs)
        program, *words = writer.command
        python = environment(writer.name) / "python"
        command: list[str | Path] = [python, HERE / program, *words]
        other = _written(server, command, theirs, writer.before)
        own = ours(server, folder / "data")
    return Line(
        f"{writer.what}: {rows:,} edges, a tenth of them parallel, {nodes:,} nodes",
        _told(own, given),
        _told(other, given),
        f"{other.seconds / own.seconds:.1f} times as fast",
        "keeps all, also when loaded again",
        COMMAND,
    )


def _told(written: Written, given: Counted) -> str:
    rate = given[1] / written.seconds
    lost = loss(given, written.first, written.again)
    return f"{written.seconds:.1f} s, {rate:,.0f} edges/s; {lost}"


def ours(server: Neo4jServer, data: Path) -> Written:
    """Load a dataset folder by `graphkit load`, twice."""
    words: tuple[str | Path, ...] = (
        "-m",
        "graphkit",
        "--quiet",
        "load",
        data,
        "--to",
        server.uri,
        "--yes",
    )
    return _written(server, [sys.executable, *words], ROOT)


def _written(
    server: Neo4jServer, command: Sequence[str | Path], folder: Path, before: str | None = None
) -> Written:
    """Run a program twice, in a folder; count what there is after each time."""
    server.clear()
    if before is not None:
        with server.driver() as driver:
            driver.execute_query(before)
    done = run(command, folder, login(server))
    first = _count(server)
    run(command, folder, login(server))
    return Written(done.seconds, first, _count(server))


def _count(server: Neo4jServer) -> Counted:
    """Count the nodes that have a name, as all of the data do, and the edges."""
    asked = (
        "CALL () { MATCH (n) WHERE n.name IS NOT NULL RETURN count(n) AS nodes } "
        "MATCH ()-[r]->() RETURN nodes, count(r) AS edges"
    )
    with server.driver() as driver:
        rows = driver.execute_query(asked, result_transformer_=neo4j.Result.values)
    nodes, edges = rows[0] if rows else (0, 0)
    return nodes, edges


def _apoc() -> Path:
    """Return a folder with the jars of APOC, which Maven fetches once."""
    folder = CACHE / "apoc"
    if not (folder / ".complete").exists():
        copy = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
        words = ("-DincludeScope=runtime", f"-DoutputDirectory={folder}")
        subprocess.run(
            ["mvn", "-q", "-B", "-f", HERE / "apoc.xml", copy, *words], cwd=ROOT, check=True
        )
        (folder / ".complete").touch()
    return folder
