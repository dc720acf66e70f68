"""Found contradictions: against a plain loop over all pairs, and one by one."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.graph.graph import Graph
from graphkit.schema import edtf
from graphkit.schema.load import parse_schema
from graphkit.schema.model import EdgeType

SCHEMA, PROBLEMS = parse_schema("""
schema: quarrel
version: 1.0.0
claims: reified
nodes: {Actor: {}}
edges:
  HELPS:
    source: [Actor]
    target: [Actor]
    temporal: state
    contradicts: [HARMS, ENEMY_OF]
    key: [way]
    properties: {way: {type: string}}
  HARMS:
    source: [Actor]
    target: [Actor]
    temporal: event
    key: [way]
    properties: {way: {type: string}}
  ENEMY_OF: {symmetric: true, between: [Actor], temporal: state}
  KNOWS: {source: [Actor], target: [Actor], contradicts: [ENEMY_OF]}
""")

Claim = dict[str, object]

CLAIMS = st.fixed_dictionaries(
    {
        "type": st.sampled_from(list(SCHEMA.edges)),
        "source": st.sampled_from("ab"),
        "target": st.sampled_from("ab"),
        "way": st.sampled_from(["money", "words"]),
        "polarity": st.sampled_from(["positive", "negative"]),
        "realization": st.sampled_from(["actual", "actual", "actual", "planned"]),
        "status": st.sampled_from(["normal", "normal", "normal", "deprecated"]),
        "retracted_at": st.sampled_from([None, None, None, "2024-01-01T00:00Z"]),
        "time": st.sampled_from(
            [None, "2014", "2014-06-01", "2013/2015", "2014/..", "../2014", "2015/", "201X"]
        ),
    }
)


def made(claims: list[Claim]) -> Graph:
    graph = Graph(SCHEMA)
    for node in "ab":
        graph.add_node("Actor", id=node)
    for number, claim in enumerate(claims):
        said = dict(claim)
        name, source, target = (str(said.pop(word)) for word in ("type", "source", "target"))
        if "way" not in SCHEMA.edges[name].properties:
            said.pop("way", None)
        graph.add_edge(name, source, target, id=f"c{number}", **said)
    return graph


def found(graph: Graph) -> dict[frozenset[str], str]:
    edges = graph.claim_edges
    assert set(edges["basis"]) <= {"found"}
    pairs = {(row["source"], row["target"]): row["certainty"] for row in edges.to_dicts()}
    assert {(two, one) for one, two in pairs} == set(pairs)
    return {frozenset(pair): certainty for pair, certainty in pairs.items()}


# --- the same by a plain loop --------------------------------------------------------------


def in_force(claim: Claim) -> bool:
    return (
        claim["realization"] == "actual"
        and claim["status"] == "normal"
        and claim["retracted_at"] is None
    )


def meet(one: Claim, two: Claim) -> bool:
    """Tell whether two claims are about the same ends, and the same shared keys."""
    first, second = SCHEMA.edges[str(one["type"])], SCHEMA.edges[str(two["type"])]
    ends = [(one["source"], one["target"]), (two["source"], two["target"])]
    if first.symmetric or second.symmetric:
        ends = [(min(map(str, pair)), max(map(str, pair))) for pair in ends]
    shared = set(first.key) & set(second.key)
    return ends[0] == ends[1] and all(one[key] == two[key] for key in shared)


def conflict(one: Claim, two: Claim) -> bool:
    if one["type"] == two["type"]:
        return one["polarity"] != two["polarity"]
    declared = SCHEMA.edges[str(one["type"])].contradicts
    return two["type"] in declared and one["polarity"] == two["polarity"] == "positive"


def sure_days(claim: Claim) -> tuple[date, date] | None:
    """Return the first and last day of the part of a state that is sure."""
    read = edtf.parse(str(claim["time"]))
    start = date.min if read.start_side == "open" else read.start_latest
    end = date.max if read.end_side == "open" else read.end_earliest
    return (start, end) if start is not None and end is not None and start <= end else None


def certainty(one: Claim, two: Claim) -> str | None:
    kinds = [SCHEMA.edges[str(claim["type"])].temporal for claim in (one, two)]
    if "none" in kinds:
        return "sure"
    if one["time"] is None or two["time"] is None:
        return "possible"
    # who denies an event denies it for the whole time
    states: list[Claim] = []
    events: list[Claim] = []
    for kind, claim in zip(kinds, (one, two), strict=True):
        is_event = kind == "event" and claim["polarity"] == "positive"
        (events if is_event else states).append(claim)
    solid = [sure_days(claim) for claim in states]
    if any(days is None for days in solid):
        return None
    periods = [days for days in solid if days is not None]
    for claim in events:
        read = edtf.parse(str(claim["time"]))
        first, last = read.start_earliest or date.min, read.end_latest or date.max
        if len(events) == 2 and first != last:
            return None
        periods.append((first, last))
    (a, b), (c, d) = periods
    if len(states) == 2 or len(events) == 2:
        return "sure" if max(a, c) <= min(b, d) else None
    return "sure" if a <= c and d <= b else None  # the event's whole range within the state


@given(st.lists(CLAIMS, max_size=9))
def test_found_contradictions_are_those_of_a_plain_loop(claims: list[Claim]) -> None:
    expected = {}
    for (i, one), (j, two) in combinations(enumerate(claims), 2):
        if in_force(one) and in_force(two) and meet(one, two) and conflict(one, two):
            how = certainty(one, two)
            if how is not None:
                expected[frozenset((f"c{i}", f"c{j}"))] = how
    graph = made(claims)
    assert found(graph) == expected
    contested = graph.claim_table().filter("contested")["id"].to_list()
    assert set(contested) == {name for pair in expected for name in pair}


# --- one by one ----------------------------------------------------------------------------


def claim(name: str, ends: str = "ab", **more: object) -> Claim:
    way = {"way": "money"} if "way" in SCHEMA.edges[name].properties else {}
    return {"type": name, "source": ends[0], "target": ends[1], **way, **more}


def test_the_schema_is_sound() -> None:
    assert PROBLEMS == []
    assert all(isinstance(edge, EdgeType) for edge in SCHEMA.edges.values())


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (claim("HELPS"), claim("HELPS", polarity="negative"), "possible"),
        (claim("HELPS", time="2014"), claim("HELPS", polarity="negative", time="2014"), "sure"),
        (claim("HELPS", time="2014"), claim("HELPS", polarity="negative", time="2015"), None),
        (claim("KNOWS"), claim("KNOWS", polarity="negative"), "sure"),
        (claim("HELPS"), claim("HELPS", "ba", polarity="negative"), None),
        (claim("ENEMY_OF"), claim("ENEMY_OF", "ba", polarity="negative"), "possible"),
        (claim("HELPS", time="2014"), claim("ENEMY_OF", "ba", time="2014"), "sure"),
        (claim("HELPS", time="2014"), claim("HARMS", "ba", time="2014"), None),
        (claim("HELPS", time="2014"), claim("HARMS", time="2014-05", way="words"), None),
        (claim("HELPS", time="2014"), claim("HARMS", time="2014-05"), "sure"),
        (claim("HELPS", time="2014-05-02"), claim("HARMS", time="2014-05"), None),
        (claim("HARMS", time="2014"), claim("HARMS", time="2014", polarity="negative"), "sure"),
        (claim("HELPS"), claim("HARMS", polarity="negative"), None),
        (claim("HELPS"), claim("HARMS", status="deprecated"), None),
        (claim("HELPS"), claim("HARMS", realization="hoped"), None),
        (claim("HELPS"), claim("HARMS", retracted_at="2024-01-01T00:00Z"), None),
        (claim("HELPS", modality="alleged"), claim("HARMS"), "possible"),
    ],
)
def test_a_contradiction_needs(one: Claim, two: Claim, expected: str | None) -> None:
    assert list(found(made([one, two])).values()) == ([expected] if expected else [])


def test_a_claim_that_ends_another_does_not_contradict_it() -> None:
    graph = made([claim("HELPS", time="2014/..")])
    graph.add_edge(
        "HELPS", "a", "b", way="money", polarity="negative", time="2015/..", closes="c0", id="end"
    )
    assert graph.claim_edges.select("source", "target", "type").rows() == [("end", "c0", "CLOSES")]


def test_a_contest_that_is_stated_stands_once_with_its_reason() -> None:
    graph = made([claim("HELPS")])
    graph.add_edge("HARMS", "a", "b", way="money", contests="c0", contests_reason="seen", id="x")
    rows = graph.claim_edges.select("source", "target", "basis", "certainty", "reason").rows()
    assert rows == [
        ("x", "c0", "stated", None, "seen"),
        ("c0", "x", "found", "possible", None),
    ]


def test_because_and_follows_lead_from_a_claim_to_another_without_a_basis() -> None:
    graph = made([claim("HELPS"), claim("KNOWS")])
    graph.add_edge("KNOWS", "b", "a", because=["c0", "c1"], follows=["c1"], id="x")
    assert graph.claim_edges.rows() == [
        ("x", "c0", "BECAUSE", None, None, None),
        ("x", "c1", "BECAUSE", None, None, None),
        ("x", "c1", "FOLLOWS", None, None, None),
    ]
