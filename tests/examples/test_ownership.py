"""The second dataset: inline, with keys and cardinality, in three formats."""

import shutil
from pathlib import Path

import pytest

import graphkit as gk

ROOT = Path(__file__).parents[2]


@pytest.fixture
def ownership(tmp_path: Path) -> Path:
    folder = tmp_path / "ownership"
    shutil.copytree(ROOT / "examples/ownership", folder, ignore=shutil.ignore_patterns(".graphkit"))
    return folder


def test_it_has_no_problems(ownership: Path) -> None:
    assert gk.check(gk.read(ownership)) == []


def test_its_edges_are_inline_and_know_their_period(ownership: Path) -> None:
    graph = gk.build(gk.read(ownership))
    with gk.connect(ownership / ".graphkit") as store:
        store.load(graph)
        assert store.query("MATCH (c:Claim) RETURN count(c)").rows == ((0,),)
        owned = store.query(
            "MATCH ()-[r:OWNS]->() RETURN count(r), count(r.start_latest), count(r.share)"
        )
    edges, dated, shares = owned.rows[0]
    assert edges == graph.claims["OWNS"].height > 5
    assert dated > 0
    assert shares > 0


def test_a_register_is_part_of_what_an_edge_is(ownership: Path) -> None:
    owns = gk.build(gk.read(ownership)).claims["OWNS"]
    pairs = owns.select("source", "target").unique().height
    assert pairs < owns["edge_key"].n_unique()


def test_one_director_too_many_is_told(ownership: Path) -> None:
    schema = ownership / "schema.yaml"
    text = schema.read_text(encoding="utf-8")
    lowered = text.replace("max_sources_per_target: 3", "max_sources_per_target: 1")
    assert lowered != text
    schema.write_text(lowered, encoding="utf-8")
    codes = [problem.code for problem in gk.check(gk.read(ownership))]
    assert "GK408" in codes
