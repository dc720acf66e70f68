"""graphkit beside other tools: whole processes on the same rows, and the same graph in the end."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import generate
from benchmarks.peers import formats
from benchmarks.table import Line
from benchmarks.timing import CACHE, ROOT, Run, middle, run, scratch

HERE = Path(__file__).parent
RUNS = 3
Counted = tuple[int, int]
"""How many nodes and how many edges there are."""


@dataclass(frozen=True)
class Peer:
    """One thing that another tool does, beside what comes nearest in graphkit.

    Attributes:
        name: The tool's, as its requirements are called.
        what: What it does.
        rows: With how many edges.
        write: Writes the rows in its format.
        command: Its program and arguments, from the folder that holds the rows in its format;
            the program is looked for in its environment.
        program: What of `benchmarks.process` comes nearest.
        count: Counts nodes and edges of what it made, in that folder; None where it makes nothing.
    """

    name: str
    what: str
    rows: int
    write: Callable[[Path, Path], None]
    command: tuple[str, ...]
    program: str
    count: Callable[[Path], Counted] | None


def count_lines(nodes: str, edges: str) -> Callable[[Path], Counted]:
    """Return what counts the rows of two tables that have a header."""

    def count(folder: Path) -> Counted:
        found = [sum(1 for _ in (folder / name).open()) - 1 for name in (nodes, edges)]
        return found[0], found[1]

    return count


def count_entities(folder: Path) -> Counted:
    """Count companies and ownerships; each with all that its fragments told."""
    schemas = [
        entity["schema"]
        for entity in map(json.loads, (folder / "out.json").open())
        if entity["schema"] == "Company" or {"owner", "recordId"} <= entity["properties"].keys()
    ]
    return schemas.count("Company"), schemas.count("Ownership")


KGX = ("python", f"{HERE}/run_kgx.py")

PEERS = (
    Peer(
        "kgx",
        "KGX: validate",
        100_000,
        formats.kgx,
        (*KGX, "validate", "-i", "tsv", "nodes.tsv", "edges.tsv"),
        "check",
        None,
    ),
    Peer(
        "kgx",
        "KGX: transform to TSV",
        100_000,
        formats.kgx,
        (*KGX, "transform", "-i", "tsv", "-f", "tsv", "-o", "out", "nodes.tsv", "edges.tsv"),
        "export",
        count_lines("out_nodes.tsv", "out_edges.tsv"),
    ),
    Peer(
        "linkml",
        "LinkML: validate against an equivalent schema",
        100_000,
        formats.linkml,
        ("linkml-validate", "-s", "schema.yaml", "-C", "Registers", "data.json"),
        "check",
        None,
    ),
    Peer(
        "followthemoney",
        "followthemoney: aggregate two fragments for each edge",
        100_000,
        formats.followthemoney,
        ("ftm", "aggregate", "-i", "entities.json", "-o", "out.json"),
        "build",
        count_entities,
    ),
    Peer(
        "biocypher",
        "BioCypher: write nodes and edges as CSV, without an ontology",
        500_000,
        formats.biocypher,
        ("python", f"{HERE}/run_biocypher.py", "../data"),
        "export",
        count_lines("out/company.csv", "out/owns.csv"),
    ),
)


def environment(name: str) -> Path:
    """Return the programs of a tool's environment, made where it is missing or out of date."""
    listed = HERE / f"{name}.txt"
    folder = CACHE / "environments" / name
    stamp = folder / "installed"
    digest = hashlib.sha256(listed.read_bytes() + sys.version.encode()).hexdigest()
    if not stamp.exists() or stamp.read_text() != digest:
        venv.create(folder, with_pip=True, clear=True)
        install = ("-m", "pip", "--disable-pip-version-check", "install", "--quiet")
        subprocess.run([folder / "bin" / "python", *install, "-r", listed], check=True)
        stamp.write_text(digest)
    return folder / "bin"


def lines(scale: float = 1) -> Iterator[Line]:
    """Measure; a scale below 1 takes fewer rows."""
    for peer in PEERS:
        yield compare(peer, max(10, int(peer.rows * scale)), RUNS if scale == 1 else 1)


def compare(peer: Peer, rows: int, times: int) -> Line:
    """Measure one tool beside graphkit.

    Raises:
        RuntimeError: What it made is not the same graph.
    """
    nodes = max(4, rows // 10)
    program = environment(peer.name) / peer.command[0]
    with scratch() as folder:
        data, work, own = folder / "data", folder / "theirs", folder / "ours"
        own.mkdir()
        generate.edges(data, rows, nodes)
        peer.write(data, work)
        theirs = _fresh(work, [program, *peer.command[1:]])
        mine = ("env", f"PYTHONPATH={ROOT}", sys.executable, "-m", "benchmarks.process")
        ours = middle(lambda: _fresh(own, [*mine, peer.program, data]), times)
        found = peer.count(work) if peer.count is not None else None
    same = ""
    if found is not None and ours.told is not None:
        if found != (ours.told["nodes"], ours.told["edges"]) or found != (nodes, rows):
            message = f"{peer.what}: {found} nodes and edges of {nodes, rows}."
            raise RuntimeError(message)
        same = ", the same nodes and edges"
    share = ours.seconds / theirs.seconds
    return Line(
        f"{peer.what}: {rows:,} edges, {nodes:,} nodes",
        f"{peer.program}: {ours.seconds:.2f} s",
        f"{theirs.seconds:.1f} s, {rows / theirs.seconds:,.0f} edges/s",
        f"{1 / share:.0f} times as fast{same}",
        "≥ 10 times as fast",
        "python -m benchmarks peers",
    )


def _fresh(folder: Path, command: Sequence[str | Path]) -> Run:
    for made in folder.glob("out*"):
        shutil.rmtree(made) if made.is_dir() else made.unlink()
    return run(command, folder)
