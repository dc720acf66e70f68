"""The queries in cypher/: each gives the rows of its golden file, on every store."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from graphkit.queries import bind, find_queries
from graphkit.stores import EmbeddedStore, Neo4jStore, json_value

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
QUERIES, PROBLEMS = find_queries(ROOT / "data")

AnyStore = EmbeddedStore | Neo4jStore

OTHERWISE: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("about", {"node": "ncri"}),
    ("about", {"node": "nobody"}),
    ("allies", {"node": "saddam-hussein"}),
    ("as_of", {"as_of": "1979-06-30"}),
    ("as_of", {"as_of": "2014-12-31", "node": "mek"}),
    ("as_of", {"as_of": "2023-07-02", "node": "ashraf-3"}),
    ("by_section", {"section": "Headline"}),
    ("changed_sides", {"edges": "DESIGNATED; BASED_IN"}),
    ("changed_sides", {"edges": ""}),
    ("characterizations", {"node": "raid-ashraf-3"}),
    ("disputes", {"node": "camp-residents"}),
    ("evidence", {"edge": "c-supports-us-before"}),
    ("hosted_by", {"as_of": "2017-01-01"}),
    ("passage", {"first": "4500", "last": "4700"}),
    ("paths", {"hops": "3"}),
    ("paths", {"source": "mike-pence", "target": "tirana", "hops": "4"}),
    ("said_by", {"speaker": "albanian-police"}),
    ("stances", {"parties": '["iran", "albania"]'}),
    ("timeline", {"node": "albania"}),
)


def rows(store: AnyStore, name: str, **given: str) -> list[dict[str, Any]]:
    query = QUERIES[name]
    return store.query(query.cypher, bind(query, given)).to_dicts()


def test_every_query_of_the_case_is_sound() -> None:
    assert PROBLEMS == []
    assert sorted(QUERIES) == sorted(path.stem for path in (ROOT / "cypher").iterdir())
    assert len(QUERIES) >= 20


def test_every_query_runs_without_any_parameter_given() -> None:
    assert [str(p) for query in QUERIES.values() for p in query.parameters if p.required] == []


@pytest.mark.parametrize("name", QUERIES)
def test_it_gives_the_rows_of_its_golden_file(name: str, store: AnyStore) -> None:
    query = QUERIES[name]
    answer = store.query(query.cypher, bind(query, {}))
    assert len(answer) > 0
    lines = [list(answer.columns), *(json_value(row) for row in answer.rows)]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    assert text == (GOLDEN / f"{name}.jsonl").read_text("utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(QUERIES)


@pytest.mark.parametrize(
    ("name", "given"), [*((name, {}) for name in QUERIES), *OTHERWISE], ids=str
)
def test_both_stores_give_the_same_columns_and_rows(
    name: str, given: Mapping[str, str], case_embedded: EmbeddedStore, case_neo4j: Neo4jStore
) -> None:
    query = QUERIES[name]
    parameters = bind(query, given)
    theirs = case_neo4j.query(query.cypher, parameters)
    ours = case_embedded.query(query.cypher, parameters)
    assert ours == theirs
    assert [list(map(type, row)) for row in ours] == [list(map(type, row)) for row in theirs]


def test_a_host_is_told_with_the_day_that_is_asked_about(store: AnyStore) -> None:
    hosts = {
        day: {row["host"]: row["holds"] for row in rows(store, "hosted_by", as_of=day)}
        for day in ("2013-01-01", "2015-06-01", "2017-01-01")
    }
    assert hosts == {
        "2013-01-01": {"Iraq": "possibly", "Albania": "no", "Government of Albania": "unknown"},
        "2015-06-01": {
            "Iraq": "possibly",
            "Albania": "surely",
            "Government of Albania": "unknown",
        },
        "2017-01-01": {"Iraq": "no", "Albania": "surely", "Government of Albania": "unknown"},
    }


def test_a_node_that_is_not_there_has_no_rows(store: AnyStore) -> None:
    asked = [query.name for query in QUERIES.values() if "node" in _names(query.name)]
    assert asked
    assert [rows(store, name, node="nobody") for name in asked] == [[]] * len(asked)


def test_a_value_that_looks_like_cypher_stays_a_value(store: AnyStore) -> None:
    assert rows(store, "about", node="mek'}) DETACH DELETE n //") == []
    assert len(rows(store, "about", node="mek")) > 50


def test_a_symmetric_edge_is_found_from_either_end(store: AnyStore) -> None:
    (alliance,) = rows(store, "allies", node="saddam-hussein")
    assert (alliance["ally"], alliance["claim"]) == ("Mojahedin-e Khalq", "c-allied-saddam")


def test_a_path_visits_no_node_twice_and_is_no_longer_than_asked(store: AnyStore) -> None:
    found = rows(store, "paths", source="mike-pence", target="tirana", hops="4")
    stops = [row["path"].split(" \u2013 ") for row in found]
    assert all(len(set(path)) == len(path) <= 5 for path in stops)
    assert {len(path) for path in stops} == {4, 5}


def test_a_passage_gives_the_claims_quoted_within_it(store: AnyStore) -> None:
    found = rows(store, "passage", first="4570", last="4580")
    assert [row["claim"] for row in found] == ["c-force-residents"]


def _names(name: str) -> list[str]:
    return [parameter.name for parameter in QUERIES[name].parameters]


def test_the_docs_list_every_query_with_its_description() -> None:
    text = (ROOT / "docs" / "queries.md").read_text("utf-8")
    section = text.split("## The queries of the case")[1].split("\n## ")[0]
    listed = re.findall(r"^\| `(\w+)` \| (.+?) \| (.*?) \|$", section, re.MULTILINE)
    assert listed == [
        (query.name, query.description, ", ".join(f"`{p}`" for p in query.parameters))
        for query in QUERIES.values()
    ]
