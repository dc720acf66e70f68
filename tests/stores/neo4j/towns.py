"""A dataset of about 5,000 elements in files, and what a Neo4j holds of it, element by element."""

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.neo4j_server import Neo4jServer

SCHEMA = """
schema: towns
version: 1.0.0
nodes:
  Place: {abstract: true, properties: {name: {type: string}}}
  Town: {extends: Place, properties: {people: {type: integer}, founded: {type: date}}}
edges:
  TWINNED: {source: [Town], target: [Town], properties: {since: {type: date}, by: {type: string}}}
  NEAR: {source: [Town], target: [Town], claims: reified, properties: {km: {type: float}}}
"""

TOWNS = 800
TWINNED = 1_400
NEAR = 700
COUNTS = {
    "Town": TOWNS,
    "Claim": NEAR,
    "TWINNED": TWINNED,
    "NEAR": NEAR,
    "SUBJECT": NEAR,
    "OBJECT": NEAR,
}
"""How many elements of each kind a store holds of one dataset: 5,000 in all."""


def write_dataset(folder: Path, words: str, *, name: str = "towns", prefix: str = "") -> Path:
    """Write a dataset of which every value, but no id, follows from `words`.

    Args:
        folder: Where, a new folder.
        words: What its texts say; other words also tie other towns together.
        name: The dataset's name.
        prefix: What the ids of its edges begin with; the towns are the same ones for all.
    """
    shift = sum(words.encode()) % TOWNS
    (folder / "nodes").mkdir(parents=True)
    (folder / "edges").mkdir()
    (folder / "schema.yaml").write_text(SCHEMA)
    (folder / "dataset.yaml").write_text(f"name: {name}\nschema: schema.yaml\n")
    towns = [
        (f"t{i}", f"{words} {i}", i + shift, f"{1100 + (i + shift) % 800}-01-02")
        for i in range(TOWNS)
    ]
    _table(folder / "nodes" / "Town.csv", ("id", "name", "people", "founded"), towns)
    twinned = [
        (f"{prefix}w{i}", f"t{i % TOWNS}", f"t{(i * 7 + shift) % TOWNS}", "2001-02-03", words)
        for i in range(TWINNED)
    ]
    columns = ("id", "source", "target", "since", "by")
    _table(folder / "edges" / "TWINNED.csv", columns, twinned)
    near = [
        (
            f"{prefix}n{i}",
            f"t{(i + shift) % TOWNS}",
            f"t{(i * 3 + 1 + shift) % TOWNS}",
            i / 8,
            words,
        )
        for i in range(NEAR)
    ]
    _table(folder / "edges" / "NEAR.csv", ("id", "source", "target", "km", "note"), near)
    return folder


def _table(path: Path, columns: tuple[str, ...], rows: list[Any]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)


MARKS: Final = ("_datasets", "_hashes", "_properties")
LEDGER: Final = "GraphkitLoad"
NODES: Final = "MATCH (n) RETURN labels(n), properties(n)"
EDGES: Final = "MATCH (n)-[r]->(m) RETURN type(r), n.id, m.id, properties(r)"


@dataclass(frozen=True)
class Held:
    """What a database holds but for the ledger: each element as text, and how often it is there."""

    elements: Counter[str]
    counts: Counter[str]
    ids: Counter[str]

    def differs(self, other: "Held") -> str:
        """What is lost or too much, compared with what ought to be there; empty where nothing."""
        lost, more = other.elements - self.elements, self.elements - other.elements
        if not lost and not more:
            return ""
        return (
            f"{lost.total()} lost, such as {list(lost)[:3]}; "
            f"{more.total()} too much, such as {list(more)[:3]}"
        )


def held(server: Neo4jServer) -> Held:
    """Read every node and edge, with labels, properties and marks."""
    with server.driver() as driver, driver.session(database=server.database) as session:
        nodes = [row for row in session.run(NODES).values() if LEDGER not in row[0]]
        edges = session.run(EDGES).values()
    elements = [repr((sorted(labels), _plain(properties))) for labels, properties in nodes]
    elements += [repr((*ends, _plain(properties))) for *ends, properties in edges]
    kinds = ["Claim" if "Claim" in labels else "Town" for labels, _ in nodes]
    ids = Counter(str(properties.get("id")) for _, properties in nodes)
    return Held(Counter(elements), Counter([*kinds, *(edge[0] for edge in edges)]), ids)


def _plain(properties: dict[str, Any]) -> list[tuple[str, str]]:
    """Properties in an order of their own, marks in that of the datasets' names."""
    marks = zip(*(properties.pop(mark, ()) for mark in MARKS), strict=True)
    plain = sorted((key, repr(value)) for key, value in properties.items())
    return [*plain, *(("mark", repr(mark)) for mark in sorted(marks))]


def check_whole(server: Neo4jServer, expected: Held) -> None:
    """Compare all that a database holds with what it ought to hold, by number and by element."""
    found = held(server)
    assert found.counts == expected.counts
    assert found.differs(expected) == ""
    assert max(found.ids.values()) == 1


def check_parts(server: Neo4jServer, *stages: Held) -> Held:
    """Check that nothing is half-written: each element is as in one of the stages, and there once.

    Args:
        server: A server that a load was interrupted on.
        stages: What it held before, and what it will hold after.

    Returns:
        What it holds.
    """
    found = held(server)
    known = Counter[str]()
    for stage in stages:
        known |= stage.elements
    strange = found.elements - known
    assert not strange, f"{strange.total()} half-written or doubled, such as {list(strange)[:3]}"
    assert all(count == 1 for count in found.ids.values())
    return found
