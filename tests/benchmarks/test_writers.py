"""What a writer loses is counted, and told in words; graphkit's own load loses nothing."""

from pathlib import Path

import polars as pl
import pytest

from benchmarks import generate, writers
from tests.neo4j_server import Neo4jServer


@pytest.mark.parametrize(
    ("first", "again", "told"),
    [
        ((10, 100), (10, 100), "keeps every node and edge; loading again changes no count"),
        ((10, 90), (10, 90), "keeps 90 of 100 edges; loading again changes no count"),
        ((9, 100), (9, 101), "keeps 9 of 10 nodes; after loading again: 101 edges"),
        (
            (10, 100),
            (20, 2_000),
            "keeps every node and edge; after loading again: 20 nodes, 2,000 edges",
        ),
    ],
)
def test_counts_become_words(first: tuple[int, int], again: tuple[int, int], told: str) -> None:
    assert writers.loss((10, 100), first, again) == told


def test_parallel_edges_have_the_ends_of_others_and_differ(tmp_path: Path) -> None:
    generate.edges(tmp_path, 100, 20, parallel=10)
    edges = pl.read_csv(tmp_path / "edges" / "OWNS.csv")
    assert edges.select("source", "target").n_unique() == 90
    assert edges["register"].n_unique() == 100


@pytest.mark.neo4j
def test_graphkit_keeps_parallel_edges_and_doubles_nothing(
    clean_neo4j: Neo4jServer, tmp_path: Path
) -> None:
    generate.edges(tmp_path, 100, 20, parallel=10)
    written = writers.ours(clean_neo4j, tmp_path)
    assert (written.first, written.again) == ((20, 100), (20, 100))
