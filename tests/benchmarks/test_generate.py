import json
from pathlib import Path

import polars as pl

import graphkit as gk
from benchmarks import generate
from benchmarks.peers import formats
from benchmarks.peers.compare import PEERS


def test_the_edges_are_sound_and_no_two_have_the_same_ends(tmp_path: Path) -> None:
    generate.edges(tmp_path, 300, 20, most=300)
    graph = gk.build(gk.read(tmp_path))
    assert gk.check(gk.read(tmp_path)) == []
    assert graph.edges().select("source", "target").n_unique() == graph.edges().height == 300


def test_the_claims_are_sound_and_stand_in_their_documents(tmp_path: Path) -> None:
    generate.claims(tmp_path, 200, 4, 60, 50)
    problems = gk.check(gk.read(tmp_path))
    assert [problem for problem in problems if problem.is_error] == []
    graph = gk.build(gk.read(tmp_path))
    claims = graph.claim_table()
    assert (claims.height, claims["document"].n_unique()) == (200, 4)
    assert claims["quote_start"].null_count() == 0
    assert len(set(generate._edtf(20_000))) == 20_000


def test_the_same_seed_draws_the_same(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        generate.edges(tmp_path / folder, 50, 10)
    tables = [(tmp_path / folder / "edges" / "OWNS.csv").read_bytes() for folder in ("one", "two")]
    assert tables[0] == tables[1]
    assert generate.arcs(50, 200).equals(generate.arcs(50, 200))


def test_a_random_graph_is_simple_and_has_its_size(tmp_path: Path) -> None:
    pairs = generate.pairs(50, 200)
    assert pairs.height == pairs.select("a", "b").n_unique() == 200
    assert pairs.filter(pl.col("a") >= pl.col("b")).is_empty()
    assert generate.arcs(50, 200).height == 200


def test_every_peer_gets_the_same_rows(tmp_path: Path) -> None:
    generate.edges(tmp_path / "data", 40, 10)
    for peer in PEERS:
        peer.write(tmp_path / "data", tmp_path / peer.name)
    shares = pl.read_csv(tmp_path / "data" / "edges" / "OWNS.csv")["share"].to_list()
    table = pl.read_csv(tmp_path / "kgx" / "edges.tsv", separator="\t")
    assert table["share"].to_list() == shares
    document = json.loads((tmp_path / "linkml" / "data.json").read_text())
    assert [row["share"] for row in document["owns"]] == shares
    lines = (tmp_path / "followthemoney" / "entities.json").read_text().splitlines()
    fragments = [json.loads(line)["properties"] for line in lines]
    told = [float(row["percentage"][0]) for row in fragments if "percentage" in row]
    assert told == shares
    assert len(fragments) == 10 + 2 * 40
    assert "Company" in formats.BIOCYPHER_SCHEMA
