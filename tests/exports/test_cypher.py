"""cypher: the script makes what a load writes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import neo4j
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import graphkit as gk
from graphkit.errors import Refused
from graphkit.exports.cypher import _literal, literal
from graphkit.graph.filters import Filter
from tests.exports import servers
from tests.neo4j_server import Neo4jServer
from tests.stores import graphs

ROOT = Path(__file__).parents[2]

SIGNS = st.sampled_from("\\\\\\\"'`u0022{}$;\n\r\x00\x1f\x85\u2028\ufeff\U0001f600n/*")
TEXTS = st.text(SIGNS, max_size=12) | st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.neo4j
@pytest.mark.parametrize("name", ["case", "nasty"])
def test_the_script_makes_what_a_load_makes_and_may_run_again(
    name: str, clean_neo4j: Neo4jServer, tmp_path: Path
) -> None:
    graph = gk.build(gk.read(ROOT / "data")) if name == "case" else servers.nasty()
    script = gk.export(graph, tmp_path / "graph.cypher", format="cypher").path
    with servers.connected(clean_neo4j) as store:
        store.load(graph)
        expected = servers.elements(clean_neo4j)
        clean_neo4j.clear()
        servers.run_shell(clean_neo4j, script)
        assert servers.elements(clean_neo4j) == expected
        report = store.load(graph)
        assert (report.written, report.removed, report.stale) == (0, 0, 0)
        servers.run_shell(clean_neo4j, script)
        assert servers.elements(clean_neo4j) == expected


@pytest.fixture(scope="module")
def asking(neo4j_server: Neo4jServer) -> Iterator[neo4j.Session]:
    with neo4j_server.driver() as driver, driver.session() as session:
        yield session


@pytest.mark.neo4j
@pytest.mark.parametrize("prefix", ["CYPHER 5 ", ""])
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(TEXTS, min_size=30, max_size=30))
def test_any_text_is_read_as_it_is(prefix: str, texts: list[str], asking: neo4j.Session) -> None:
    listed = ", ".join(literal(text) for text in texts)
    found = asking.run(neo4j.Query(f"{prefix}RETURN [{listed}]")).single(strict=True)
    assert found[0] == texts


def test_a_script_is_plain_lines_whatever_it_holds(tmp_path: Path) -> None:
    path = gk.export(servers.nasty(), tmp_path / "graph.cypher", format="cypher").path
    lines = path.read_text("utf-8").split("\n")
    assert lines == [*path.read_text("utf-8").splitlines(), ""]
    assert all(line.isprintable() for line in lines)
    ends = [line for line in lines[1:] if line.startswith(("]", "C"))]
    assert all(line.endswith(";") for line in ends)
    inner = [line for line in lines[1:-1] if not line.startswith(("]", "C"))]
    assert all(line == "UNWIND [" or line.startswith("[") for line in inner)


def test_large_tables_become_several_statements(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, int, int]] = []
    monkeypatch.setattr("graphkit.exports.cypher._PART", 2_000)
    path = gk.export(
        graphs.many(4_500),
        tmp_path / "graph.cypher",
        format="cypher",
        progress=lambda *told: seen.append(told),
    ).path
    assert path.read_text("utf-8").count("UNWIND [") == 10
    assert [told[1] for told in seen] == [2_000, 4_000, 4_500, 6_500, 8_500, 9_000]
    assert {told[2] for told in seen} == {9_000}


def test_it_replaces_its_own_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "graph.cypher"
    gk.export(graphs.small(), path, format="cypher")
    gk.export(graphs.small(), path, format="cypher", filter=Filter(edge_types=("OWNS",)))
    assert "HOSTS" not in path.read_text("utf-8").replace(":`HOSTS`", "")
    path.write_text("MATCH (n) RETURN n")
    with pytest.raises(Refused):
        gk.export(graphs.small(), path, format="cypher")


def test_numbers_have_literals_that_are_read_exactly() -> None:
    frame = pl.DataFrame(
        {
            "whole": [-(2**63), 2**63 - 1, None, 0],
            "double": [float("inf"), float("-inf"), float("nan"), 1e-7],
        }
    )
    written = frame.select(
        _literal(pl.col(name), dtype).alias(name) for name, dtype in frame.schema.items()
    )
    assert written.to_dict(as_series=False) == {
        "whole": ["(-9223372036854775807 - 1)", "9223372036854775807", None, "0"],
        "double": ["(1.0 / 0.0)", "(-1.0 / 0.0)", "(0.0 / 0.0)", "1e-7"],
    }
