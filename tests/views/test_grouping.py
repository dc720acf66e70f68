"""Large graphs: which nodes are drawn together, and where they lie."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from graphkit.views.grouping import LARGEST, grouped
from graphkit.views.packing import in_columns, table
from graphkit.views.regions import SPACING, regions

Ends = NDArray[np.int64]


def cliques(number: int, size: int) -> tuple[list[str], Ends]:
    """Cliques in a row, each tied to the next by one edge."""
    ids = [f"n{at}" for at in range(number * size)]
    inside = [
        (size * part + one, size * part + other)
        for part in range(number)
        for one in range(size)
        for other in range(one)
    ]
    between = [(size * part, size * part + size) for part in range(number - 1)]
    return ids, np.array(inside + between, dtype=np.int64)


def parts(ids: list[str], of: Ends) -> set[frozenset[str]]:
    return {frozenset(ids[at] for at in np.flatnonzero(of == number)) for number in np.unique(of)}


def test_what_hangs_together_comes_together() -> None:
    ids, ends = cliques(30, 20)
    of = grouped(ids, ends).of
    inside = (of[ends[:, 0]] == of[ends[:, 1]]).mean()
    assert inside > 0.9


def test_the_order_of_nodes_and_edges_does_not_matter() -> None:
    ids, ends = cliques(20, 10)
    luck = np.random.default_rng(4)
    order = luck.permutation(len(ids))
    place = np.argsort(order)
    mixed = luck.permutation(place[ends])[:, ::-1]
    again = [ids[at] for at in order]
    assert parts(ids, grouped(ids, ends).of) == parts(again, grouped(again, mixed).of)


def test_one_more_node_moves_little() -> None:
    ids, ends = cliques(30, 20)
    before = parts(ids, grouped(ids, ends).of)
    after = parts([*ids, "new"], grouped([*ids, "new"], np.vstack([ends, [0, len(ids)]])).of)
    assert len(before & after) > len(before) / 2


@pytest.mark.parametrize("count", [1, 2, 500, 20_000])
@pytest.mark.parametrize("shape", ["star", "none", "ring", "pairs", "loops"])
def test_groups_are_few_and_none_is_too_large(count: int, shape: str) -> None:
    every = np.arange(count)
    ends = {
        "star": np.stack([np.zeros(count, dtype=np.int64), every], axis=1),
        "none": np.zeros((0, 2), dtype=np.int64),
        "ring": np.stack([every, (every + 1) % count], axis=1),
        "pairs": np.stack([every // 2 * 2, np.minimum(every // 2 * 2 + 1, count - 1)], axis=1),
        "loops": np.stack([every, every], axis=1),
    }[shape]
    found = grouped([f"n{at}" for at in range(count)], ends)
    sizes = np.bincount(found.of, minlength=found.count)
    assert sizes.sum() == count
    assert sizes.min() >= 1
    assert sizes.max() <= LARGEST
    assert found.count <= 4 * math.isqrt(count) + 4


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=60))
def test_every_node_lies_in_the_region_of_its_group(pairs: list[tuple[int, int]]) -> None:
    ids = [f"n{at}" for at in range(31)]
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    found = grouped(ids, ends)
    degree = np.bincount(ends.ravel(), minlength=31)
    areas, places = regions(ids, ends, degree, found)
    assert len({area.node for area in areas}) == found.count
    for at, number in enumerate(found.of.tolist()):
        area = areas[number]
        away = math.hypot(places[2 * at] - area.x, places[2 * at + 1] - area.y)
        assert away <= area.radius
    for one in areas:
        for other in areas:
            if one is not other:
                apart = math.hypot(one.x - other.x, one.y - other.y)
                assert apart >= one.radius + other.radius - SPACING


def test_columns_hold_what_rows_held() -> None:
    payload = {
        "nodes": [{"id": "a", "label": "A"}, {"id": "b", "label": "B", "names": ["Bé"]}],
        "edges": [
            {"id": "e", "type": "T", "source": "b", "target": "a", "claims": ["c2", "c1"]},
        ],
        "claims": {
            "c0": {"type": "U", "source": "x", "target": "a", "beside": "outside"},
            "c1": {"type": "T", "source": "a", "target": "b"},
            "c2": {"type": "T", "source": "b", "target": "a", "quote": "…"},
        },
    }
    made = in_columns(payload)
    assert made["edges"]["columns"] == {
        "id": ["e"],
        "type": ["T"],
        "source": [1],
        "target": [0],
        "claims": [2],
    }
    assert made["claims"]["columns"]["id"] == ["c2", "c1", "c0"]
    assert made["claims"]["columns"]["source"] == {"at": [1, 2], "is": ["a", "x"]}
    assert made["nodes"]["columns"]["names"] == {"at": [1], "is": [["Bé"]]}
    assert json.loads(json.dumps(table([]))) == {"rows": 0, "columns": {}}
