"""What all results have in common: a table that can be read, and values that go into JSON."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graphkit.analysis.asof import AsOf
from graphkit.analysis.balance import balance
from graphkit.analysis.centrality import central
from graphkit.analysis.communities import communities
from graphkit.analysis.disputes import disputes
from graphkit.analysis.paths import paths
from graphkit.analysis.summary import summary
from graphkit.analysis.timeline import timeline
from graphkit.graph.filters import Filter
from graphkit.graph.graph import Graph

GOLDEN = Path(__file__).parent / "golden"

MEASURES: dict[str, Callable[[Graph], Any]] = {
    "balance": balance,
    "central": central,
    "communities": communities,
    "disputes": disputes,
    "paths": lambda graph: paths(graph, "guest", "west"),
    "summary": summary,
    "timeline": timeline,
}
each_measure = pytest.mark.parametrize("name", sorted(MEASURES))


@each_measure
def test_the_table_reads_as_it_should(name: str, quarrel: Graph) -> None:
    text = MEASURES[name](quarrel).table().text()
    assert text + "\n" == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@each_measure
def test_the_value_goes_into_json_as_it_is(name: str, quarrel: Graph) -> None:
    value = asdict(MEASURES[name](quarrel))
    assert json.loads(json.dumps(value)).keys() == value.keys()


@each_measure
def test_asking_twice_gives_the_same(name: str, quarrel: Graph) -> None:
    measure = MEASURES[name]
    assert measure(quarrel) == measure(quarrel)


@pytest.mark.parametrize(
    "measure", [balance, central, communities, lambda g, f: paths(g, "guest", "south", f)]
)
def test_as_of_a_day_a_measure_says_how_sure_its_claims_are(
    measure: Callable[[Graph, Filter], Any], quarrel: Graph
) -> None:
    result = measure(quarrel, Filter(as_of=date(2014, 6, 1)))
    assert result.as_of == AsOf("2014-06-01", surely=1, possibly=1, unknown=2)
    assert result.table().notes[-1] == result.as_of.note()
    sure = measure(quarrel, Filter(as_of=date(2014, 6, 1), sure=True))
    assert sure.as_of == AsOf("2014-06-01", surely=1, possibly=0, unknown=0)
