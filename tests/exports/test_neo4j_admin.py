"""neo4j-admin: the importer builds from it what a load writes."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

import graphkit as gk
from graphkit.errors import Refused, UsageError
from graphkit.exports import ExportReport, neo4j_admin
from graphkit.exports.neo4j_admin import csv, tables
from graphkit.graph.filters import Filter
from graphkit.graph.graph import Graph
from graphkit.queries import bind, find_queries
from graphkit.schema.model import NodeType, Property, Schema
from graphkit.schema.values import StringType
from tests import neo4j_server
from tests.exports import servers
from tests.neo4j_server import Neo4jServer
from tests.stores import graphs

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Imported:
    """A server on a database that was imported, and what it was imported from."""

    server: Neo4jServer
    graph: Graph
    report: ExportReport


@pytest.fixture(
    scope="module",
    params=[("case", "neo4j-admin"), ("nasty", "neo4j-admin"), ("nasty", "neo4j-admin-parquet")],
    ids="-".join,
)
def imported(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Imported]:
    release = neo4j_server.version()
    if (reason := neo4j_server.missing(release)) is not None:
        pytest.skip(reason)
    content, form = request.param
    graph = gk.build(gk.read(ROOT / "data")) if content == "case" else servers.nasty()
    # A folder that means something to a shell, to a list of files and to a regular expression.
    folder = tmp_path_factory.mktemp("exported") / "it's $HOME, a+b (c)"
    report = gk.export(graph, folder, format=form)
    home = tmp_path_factory.mktemp("home") / "neo4j"
    server = neo4j_server.installed(home, release)
    servers.run_import(folder, home, release)
    with neo4j_server.started(home, server):
        servers.run_shell(server, folder / neo4j_admin.AFTERWARDS)
        yield Imported(server, graph, report)


@pytest.mark.neo4j
def test_the_database_is_the_one_that_a_load_makes_and_answers_as_it_does(
    imported: Imported, clean_neo4j: Neo4jServer
) -> None:
    queries, _ = find_queries(ROOT / "data")
    with servers.connected(clean_neo4j) as loaded, servers.connected(imported.server) as store:
        loaded.load(imported.graph)
        nodes, edges = servers.elements(imported.server)
        expected_nodes, expected_edges = servers.elements(clean_neo4j)
        assert nodes == expected_nodes
        assert edges == expected_edges
        for query in queries.values():
            parameters = bind(query, {})
            theirs = store.query(query.cypher, parameters)
            assert theirs == loaded.query(query.cypher, parameters), query.name


@pytest.mark.neo4j
def test_a_load_after_the_import_writes_nothing(imported: Imported) -> None:
    before = servers.elements(imported.server)
    with servers.connected(imported.server) as store:
        report = store.load(imported.graph)
    assert (report.written, report.removed, report.stale) == (0, 0, 0)
    assert report.unchanged == len(before[0]) + len(before[1])
    assert servers.elements(imported.server) == before


def test_the_command_is_the_one_in_the_folder_whatever_that_is_called(tmp_path: Path) -> None:
    folder = tmp_path / "it's $HOME; a+b"
    report = gk.export(graphs.small(), folder, format="neo4j-admin")
    admin = tmp_path / "neo4j-admin"
    admin.write_text('#!/bin/sh\npwd\nprintf "%s\\n" "$@"\n')
    admin.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"

    def said(*command: str) -> list[str]:
        done = subprocess.run(
            command,
            env=os.environ | {"PATH": path, "CDPATH": "/"},
            cwd="/",
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.splitlines()

    by_hand = said("sh", "-c", report.command)
    assert by_hand[:5] == [str(folder), "database", "import", "full", "neo4j"]
    assert said("sh", str(folder / neo4j_admin.COMMAND)) == by_hand
    other = said("sh", str(folder / neo4j_admin.COMMAND), "mine", "--overwrite-destination")
    assert other == [*by_hand[:4], "mine", *by_hand[5:], "--overwrite-destination"]
    files = [file for word in by_hand[6:] for file in word.rpartition("=")[2].split(",")]
    written = {str(path.relative_to(folder)) for path in folder.glob("*/*")}
    assert set(files) == written
    assert shlex.quote(str(folder)) in report.command


def test_a_large_table_is_written_in_several_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = graphs.many(1_000)
    whole = gk.export(graph, tmp_path / "whole", format="neo4j-admin").path
    monkeypatch.setattr(tables, "ROWS", 300)
    monkeypatch.setattr(csv, "PART", 70)
    seen: list[tuple[str, int, int]] = []
    parts = gk.export(
        graph,
        tmp_path / "parts",
        format="neo4j-admin",
        progress=lambda *told: seen.append(told),
    ).path
    assert len(list(parts.glob("edges/OWNS-0*.csv"))) == 4
    for table in ("nodes/Country", "edges/OWNS"):
        written = [path.read_bytes() for path in sorted(parts.glob(f"{table}-0*.csv"))]
        assert b"".join(written) == (whole / f"{table}-001.csv").read_bytes()
    assert [told[1:] for told in seen][-1] == (2_000, 2_000)
    assert [told[1] for told in seen] == sorted(told[1] for told in seen)


def test_a_filter_keeps_what_it_keeps_elsewhere(tmp_path: Path) -> None:
    chosen = Filter(edge_types=("OWNS",))
    report = gk.export(graphs.small(), tmp_path / "out", format="neo4j-admin", filter=chosen)
    assert (report.nodes, report.claims) == (5, 1)
    assert [path.name for path in sorted(report.path.glob("edges/*"))] == [
        "OWNS-001.csv",
        "OWNS-header.csv",
    ]
    header = (report.path / "edges/OWNS-header.csv").read_text().strip()
    rows = pl.read_csv(report.path / "edges/OWNS-001.csv", has_header=False)
    assert len(header.split(",")) == rows.width
    assert rows.height == 1


def test_what_the_importer_leaves_is_no_hindrance(tmp_path: Path) -> None:
    folder = gk.export(graphs.small(), tmp_path / "out", format="neo4j-admin").path
    (folder / "import.report").write_text("")
    gk.export(graphs.small(), folder, format="neo4j-admin")
    assert not (folder / "import.report").exists()
    (folder / "mine.txt").write_text("")
    with pytest.raises(Refused, match=r"holds mine\.txt"):
        gk.export(graphs.small(), folder, format="neo4j-admin")


def test_lists_are_delimited_by_what_none_of_them_holds(tmp_path: Path) -> None:
    graph = graphs.empty()
    graph.add_node("Country", id="a", aliases=["\x1f\x1e", "\x1d", "x"])
    assert (
        "--array-delimiter=U+001C"
        in gk.export(graph, tmp_path / "some", format="neo4j-admin").command
    )
    graph.add_node("Country", id="b", aliases=["\x1c|^~\ue000\ue001\ue002\ue003"])
    with pytest.raises(UsageError, match="every character"):
        gk.export(graph, tmp_path / "all", format="neo4j-admin")
    assert not (tmp_path / "all").exists()


def test_a_long_value_makes_room_for_itself(tmp_path: Path) -> None:
    graph = graphs.empty()
    graph.add_node("Country", id="a", name="é" * 3_000_000)
    command = gk.export(graph, tmp_path / "out", format="neo4j-admin").command
    assert "--read-buffer-size=12001024" in command


def test_a_name_that_means_something_to_the_importer_is_refused(tmp_path: Path) -> None:
    text = Property("a:long", StringType())
    odd = NodeType("A", labels=("A", "Entity"), properties={"a:long": text})
    graph = Graph(Schema("s", nodes={"A": odd}))
    graph.add_node("A", id="a")
    with pytest.raises(UsageError, match='"a:long" means something'):
        gk.export(graph, tmp_path / "out", format="neo4j-admin")
