"""What the exports for Neo4j are tried on: graphs that are hard to write, and whole databases."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from typing import Any

import neo4j
import pytest

from graphkit.graph.graph import Graph
from graphkit.stores import Neo4jStore, connect
from tests import neo4j_server, system
from tests.neo4j_server import Neo4jServer
from tests.stores import graphs

TEXTS = (
    "",
    " ",
    " a ",
    "a\rb",
    "\r",
    "a\nb\r\nc",
    '"',
    '""',
    "'",
    "`",
    "\\",
    '\\"',
    "\\u0022",
    "\\\\u0022",
    "a\\",
    ";",
    "a;\nb",
    "//",
    "/*",
    "$x {x}",
    ",",
    "\x1f",
    "a\x1fb",
    "\x1e|",
    "\t",
    "\x01\x7f\x85",
    "\ufeff",
    "\u2028\u2029",
    "\U0001f600",
    "\U0010ffff",
    "日本",
    "e\u0301",
    ":begin",
    ":param x => 1",
    "null",
    "true",
    "NaN",
    "}) DETACH DELETE n //",
)


def nasty() -> Graph:
    """The small graph, and with it texts, numbers and lists that mean something to a reader."""
    graph = graphs.small()
    for number, text in enumerate(TEXTS):
        graph.add_node("Organization", id=f"t{number}", name=text, aliases=[text])
        if number:
            graph.add_node("Party", id=f"l{number}", aliases=[text, TEXTS[number - 1], text])
            graph.add_edge("OWNS", f"t{number}", f"l{number}", id=f"o{number}", note=text)
        graph.add_edge(
            "HOSTS",
            "iraq",
            f"t{number}",
            id=f"h{number}",
            terms=text,
            claimed_by="iraq",
            cue=[text],
        )
    graph.add_node("Organization", id="least", members=-(2**63), share=-0.0, days=[], counts=[])
    graph.add_node("Organization", id="most", members=2**63 - 1, share=1.7976931348623157e308)
    graph.add_node("Organization", id="tiny", members=0, share=5e-324, active=False, counts=[0])
    graph.add_node(
        "Organization",
        id="days",
        founded="0001-01-01",
        seen="0001-01-01T00:00Z",
        days=["9999-12-31", "0001-01-01"],
    )
    graph.add_node("Organization", id="late", seen="9999-12-31T23:59:59.999999Z")
    graph.add_node("Organization", id='\ufeff"`\\', name="an id")
    for number in range(3):  # parallel, and loops
        graph.add_edge("OWNS", "mek", "party", id=f"p{number}", share=float(number))
        graph.add_edge("OWNS", "mek", "mek", id=f"s{number}", recorded_at="2014-05-01T10:30:00.5Z")
    return graph


def connected(server: Neo4jServer) -> Neo4jStore:
    store = connect(server.uri, username=server.username, password=server.password)
    assert isinstance(store, Neo4jStore)
    return store


def elements(server: Neo4jServer) -> tuple[list[str], list[str]]:
    """Every node and edge of data with everything on it, so that two databases can be compared.

    An empty list is that, whatever type of array it is kept as: they are equal in Cypher.
    """
    told = (
        "[k IN keys(e) | [k, CASE WHEN e[k] = [] THEN 'LIST' ELSE valueType(e[k]) END, "
        "CASE WHEN valueType(e[k]) STARTS WITH 'ZONED' THEN toString(e[k]) ELSE e[k] END]]"
    )
    with server.driver() as driver, driver.session(database=server.database) as session:
        nodes = session.run(
            neo4j.Query(f"MATCH (e) WHERE NOT e:GraphkitLoad RETURN labels(e) AS l, {told} AS p")
        )
        found = [repr((sorted(row["l"]), sorted(row["p"], key=repr))) for row in nodes]
        edges = session.run(
            neo4j.Query(f"MATCH (a)-[e]->(b) RETURN a.id, type(e), b.id, {told} AS p")
        )
        tied = [repr((*row.values()[:3], sorted(row["p"], key=repr))) for row in edges]
    return sorted(found), sorted(tied)


def run_shell(server: Neo4jServer, script: Path) -> None:
    """Run a script by cypher-shell, as a person does."""
    jars = neo4j_server.jars("shell")
    java = system.JAVA.find()
    if java is None or not (jars / ".complete").exists():
        pytest.skip("needs cypher-shell, which is not there: run `make neo4j-jars`")
    done = subprocess.run(
        [java, "-cp", f"{jars}/*", "org.neo4j.shell.Main", "-a", server.uri, "-f", str(script)],
        env=os.environ | {"NEO4J_USERNAME": server.username, "NEO4J_PASSWORD": server.password},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def run_import(folder: Path, home: Path, release: str, *words: str) -> str:
    """Run the script of an export, by the importer of a release, from a folder elsewhere."""
    admin = home / "neo4j-admin"
    command = neo4j_server.java_command(release, "org.neo4j.cli.AdminTool")
    admin.write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n')
    admin.chmod(0o755)
    surroundings: dict[str, Any] = {
        "NEO4J_HOME": str(home),
        "NEO4J_CONF": str(home / "conf"),
        "NEO4J_ADMIN": str(admin),
    }
    done = subprocess.run(
        ["sh", str(folder / "import.sh"), *words],
        env=os.environ | surroundings,
        cwd=home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    return done.stdout
