"""Queries against a schema: what is wrong is told at its word, what is right is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.pipeline import find_schema, load_schema
from graphkit.queries import check_query, find_queries, unsaved_query
from graphkit.schema.load import parse_schema
from tests.queries.test_problem_docs import SCHEMA

ROOT = Path(__file__).parents[2]
GUESTS, _ = parse_schema(SCHEMA)


def told(cypher: str) -> list[str]:
    return [
        f"{p.line}:{p.column} {p.code} {p.message} {p.hint}".rstrip()
        for p in check_query(unsaved_query(cypher), GUESTS).problems
    ]


def codes(cypher: str) -> list[str]:
    return [line.split(" ")[1] for line in told(cypher)]


@pytest.mark.parametrize("data", ["data", "examples/ownership"])
def test_nothing_is_said_of_queries_that_are_right(data: str) -> None:
    schema = load_schema(find_schema(ROOT / data))
    queries, _ = find_queries(ROOT / data)
    assert queries
    for query in queries.values():
        assert check_query(query, schema).problems == ()


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (a:Country)-[:HOSTS]->(b:Organization) RETURN a.name, b.founded",
        "MATCH (b)<-[r:HOSTS {modality: 'alleged'}]-(a) RETURN r.claimed_by, r.time",
        "MATCH (a:Country)--(b) WHERE b:Organization RETURN b",
        "MATCH (a:!Country&!Document) RETURN a.sector",
        "MATCH (a:Country|Organization) RETURN a.sector",
        "MATCH (c:Claim {edge_type: 'HOSTS'})-[:SUBJECT]->(a) RETURN c.polarity, a.id",
        "MATCH (n) WITH n AS country WHERE country.whatever = 1 RETURN country",
        "MATCH (n) RETURN {kind: 'x', Contry: n.name}",
        "MATCH (n) WHERE EXISTS { (n)-[:HOSTS]->(:Organization) } RETURN n.name",
        "MATCH (a:Country) MATCH (b:Organization) RETURN a, b",
        "MATCH (a)-[:HOSTS]->(b), (b)<-[:HOSTS]-(c) RETURN a, c",
        "MATCH p = shortestPath((a:Country)-[*]-(b:Organization)) RETURN p",
        "MATCH p = SHORTEST 1 (a:Country)-[:HOSTS]-+(b) RETURN p",
        "MATCH (a)-[:HOSTS*1..3]->(b) RETURN b",
        "MATCH (o:Organization) WHERE o.sector IN ['media', 'arms'] RETURN o",
        "MATCH (n:$($label)) RETURN n",
        "MATCH (n) WHERE n.name = 'MATCH (x:Contry)' RETURN n // (y:Contry)",
        "UNWIND [1, 2] AS n RETURN n",
        "MATCH (a:_Staging)-[:_LINK]->(b) RETURN a._mark",
    ],
)
def test_what_can_be_answered_is_left_alone(cypher: str) -> None:
    assert told(cypher) == []


@pytest.mark.parametrize(
    ("cypher", "expected"),
    [
        ("MATCH (a:Contry) RETURN a", ['1:10 GK608 No node is a Contry. Did you mean "Country"?']),
        (
            "MATCH (n:HOSTS) RETURN n",
            ["1:10 GK608 No node is a HOSTS. It is an edge type: (a)-[:HOSTS]->(b)."],
        ),
        (
            "MATCH (a)-[:HOSTED_BY]->(b) RETURN a",
            [
                "1:13 GK609 No edge is a HOSTED_BY. It is the inverse of HOSTS, which is stored: "
                "turn the arrow."
            ],
        ),
        (
            "MATCH (a:Country)\nWHERE a.nmae = 'x'\nRETURN a",
            [
                "2:9 GK610 The property nmae does not exist: Country never has it. "
                'Did you mean "name"?'
            ],
        ),
        (
            "MATCH (a:Country)<-[:HOSTS]-(b:Organization) RETURN a",
            [
                "1:22 GK611 This pattern finds nothing: HOSTS goes from Country to Organization. "
                "Turn the arrow."
            ],
        ),
        (
            "MATCH (o:Organization {sector: 'pres'}) RETURN o",
            ['1:32 GK612 sector is never "pres". Known: media, arms.'],
        ),
        (
            "MATCH ()-[r:HOSTS]->() WHERE r.polarity = 'negativ' RETURN r",
            ['1:43 GK612 polarity is never "negativ". Did you mean "negative"?'],
        ),
        (
            "MATCH (c:Claim {edge_type: 'HOST'}) RETURN c",
            ['1:28 GK612 edge_type is never "HOST". Did you mean "HOSTS"?'],
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_word(cypher: str, expected: list[str]) -> None:
    assert told(cypher) == expected


@pytest.mark.parametrize(
    ("cypher", "code"),
    [
        ("MATCH (a:Country {nam: 'x'}) RETURN a", "GK610"),
        ("MATCH (a)-[r:HOSTS {modalty: 'x'}]->(b) RETURN r", "GK610"),
        ("MATCH (n) WHERE n:Contry RETURN n", "GK608"),
        ("MATCH (n) WHERE EXISTS { MATCH (n)-[:HOST]->() } RETURN n", "GK609"),
        ("MATCH (a), (b) RETURN a, b", "GK615"),
        ("MATCH (a)-[*]->(b) RETURN b", "GK616"),
        ("MATCH (a)-[*2..]->(b) RETURN b", "GK616"),
        ("MATCH (a)-[:HOSTS]->{2,}(b) RETURN b", "GK616"),
        ("MATCH (a) SET a.name = 'x'", "GK614"),
        ("CREATE (a:Country)", "GK614"),
        ("MATCH (a RETURN a", "GK617"),
        ("RETURN " + "1 + " * 3000 + "1", "GK617"),
    ],
)
def test_each_fault_has_its_code(cypher: str, code: str) -> None:
    assert codes(cypher) == [code]


def test_what_a_query_reads_is_told() -> None:
    read = check_query(
        unsaved_query("MATCH (a:Country)-[:HOSTS]->(:Organization) RETURN a"), GUESTS
    )
    assert (read.labels, read.types) == (("Country", "Organization"), ("HOSTS",))


WORDS = re.findall(
    r"\S+",
    """
    ( ) [ ] { } - -> <- : | & ! , . * + $p 'x' ` 1 .. = <> n m Country HOSTS MATCH WHERE RETURN
    WITH AS IN SET EXISTS // /* SHORTEST name $ %
    """,
)


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_whatever_is_typed_is_read_without_failing(words: list[str]) -> None:
    check_query(unsaved_query(" ".join(words)), GUESTS)


def test_nothing_is_too_deep() -> None:
    for text in ("!" * 2000 + "A", "(" * 1500 + "A" + ")" * 1500):
        check_query(unsaved_query(f"MATCH (n:{text}) RETURN n"), GUESTS)
