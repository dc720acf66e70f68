"""Cardinality: against counting partners on every single day."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.schema import edtf
from tests.validation.datasets import codes, messages

SCHEMA = """
schema: partners
version: 1.0.0
nodes: {{Node: {{}}}}
edges:
  HAS:
    {ends}
    temporal: {temporal}
    claims: {claims}
    max_targets_per_source: {most}
"""
NODES = {"nodes/Node.csv": "id\na\nb\nc\nd\n"}
DAYS = [date(2014, 1, 1) + timedelta(n) for n in range(6)]

TIMES = st.one_of(
    st.sampled_from(["", "2014", "2014-01-0X".replace("X", "1"), "2014-01-XX", "../2014-01-03"]),
    st.sampled_from(["2014-01-02/..", "2014-01-02/", "/2014-01-04", "2014-01-01/2014-01"]),
    st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)).map(
        lambda days: f"{min(days).isoformat()}/{max(days).isoformat()}"
    ),
    st.sampled_from(DAYS).map(date.isoformat),
)
ROWS = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("abcd"), TIMES), max_size=8)


def sure_on(day: date, time: str, temporal: str) -> bool:
    if temporal == "none":
        return True
    if not time:
        return False
    read = edtf.parse(time)
    if temporal == "event":
        return read.start_earliest == read.end_latest == day
    begun = read.start_side == "open" or (
        read.start_latest is not None and read.start_latest <= day
    )
    lasts = read.end_side == "open" or (read.end_earliest is not None and day <= read.end_earliest)
    return begun and lasts


def crowded(
    rows: list[tuple[str, str, str]], temporal: str, most: int, *, symmetric: bool
) -> set[str]:
    """Return the nodes that surely have too many partners on some day."""
    links = list(rows)
    if symmetric:
        links = [row for row in (*rows, *((b, a, t) for a, b, t in rows)) if row[0] != row[1]]
    ends = {day for _, _, time in rows if time for day in _bounds(time)}
    days = {*DAYS, *ends, *(day + timedelta(1) for day in ends if day < date.max)}
    found = set()
    for node in "abcd":
        for day in days:
            partners = {b for a, b, time in links if a == node and sure_on(day, time, temporal)}
            if len(partners) > most:
                found.add(node)
    return found


def _bounds(time: str) -> list[date]:
    read = edtf.parse(time)
    days = [read.start_earliest, read.start_latest, read.end_earliest, read.end_latest]
    return [day for day in days if day is not None]


@given(
    ROWS,
    st.sampled_from(["state", "event", "none"]),
    st.integers(1, 2),
    st.booleans(),
    st.sampled_from(["inline", "reified"]),
)
def test_it_finds_whoever_has_too_many_partners_on_some_day(
    rows: list[tuple[str, str, str]], temporal: str, most: int, symmetric: bool, claims: str
) -> None:
    ends = (
        "symmetric: true\n    between: [Node]"
        if symmetric
        else "source: [Node]\n    target: [Node]"
    )
    schema = SCHEMA.format(ends=ends, temporal=temporal, claims=claims, most=most)
    lines = [f"i{number},{','.join(row)}\n" for number, row in enumerate(rows)]
    files = {**NODES, "edges/HAS.csv": "id,source,target,time\n" + "".join(lines)}
    with tempfile.TemporaryDirectory() as folder:
        found = [line for line in messages(Path(folder), schema, files) if "GK408" in line]
    named = [line.split('"')[1] for line in found]
    assert set(named) == crowded(rows, temporal, most, symmetric=symmetric)
    assert len(named) == len(set(named))
    severity = "error" if claims == "inline" else "warning"
    assert all(f"GK408 {severity}: " in line for line in found)


def one(tmp_path: Path, rows: str, most: int = 1, temporal: str = "state") -> list[str]:
    schema = SCHEMA.format(
        ends="source: [Node]\n    target: [Node]", temporal=temporal, claims="inline", most=most
    )
    return messages(tmp_path, schema, {**NODES, "edges/HAS.csv": f"source,target,time\n{rows}"})


def test_the_message_names_the_day_and_the_partners(tmp_path: Path) -> None:
    assert one(tmp_path, "a,b,2014\na,c,2014-03-01/..\na,d,2014-03-01\n") == [
        'edges/HAS.csv:3:3: GK408 error: "a" has 3 targets of HAS at once on 2014-03-01, '
        "more than 1: b, c, d."
    ]


def test_a_partner_since_ever_and_a_timeless_one_have_no_day(tmp_path: Path) -> None:
    assert one(tmp_path, "a,b,../2014\na,c,../2015\n") == [
        'edges/HAS.csv:3:3: GK408 error: "a" has 2 targets of HAS at once, more than 1: b, c.'
    ]


def test_of_many_partners_the_first_are_named(tmp_path: Path) -> None:
    schema = SCHEMA.format(
        ends="source: [Node]\n    target: [Node]", temporal="none", claims="inline", most=2
    )
    names = "bcdefgh"
    files = {
        "nodes/Node.csv": "id\na\n" + "".join(f"{name}\n" for name in names),
        "edges/HAS.csv": "source,target\n" + "".join(f"a,{name}\n" for name in names),
    }
    assert messages(tmp_path, schema, files) == [
        'edges/HAS.csv:4:3: GK408 error: "a" has 7 targets of HAS at once, more than 2: '
        "b, c, d, e, f, …"
    ]


@pytest.mark.parametrize("limit", ["max_sources_per_target", "max_targets_per_source"])
def test_each_side_has_its_own_limit(limit: str, tmp_path: Path) -> None:
    schema = SCHEMA.format(
        ends="source: [Node]\n    target: [Node]", temporal="none", claims="inline", most=1
    ).replace("max_targets_per_source", limit)
    files = {**NODES, "edges/HAS.csv": "source,target\na,b\na,c\nd,c\n"}
    place = "3:3" if limit == "max_targets_per_source" else "4:1"
    assert codes(tmp_path, schema, files) == [f"edges/HAS.csv:{place} GK408"]
