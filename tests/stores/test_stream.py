"""Rows that are taken in lists, as every store gives them."""

import pytest

from graphkit.errors import QueryError, Refused
from tests.stores.asking import AnyStore, everything


def test_rows_come_in_lists_of_a_size(loaded: AnyStore) -> None:
    asked = "MATCH (n:Entity) RETURN n.id, $word ORDER BY n.id"
    lists = list(loaded.bolt.stream(asked, {"word": "a"}, size=2))
    assert lists == [
        [["albania", "a"], ["digest", "a"]],
        [["iraq", "a"], ["mek", "a"]],
        [["party", "a"]],
    ]
    assert list(loaded.bolt.stream("MATCH (n:Nothing) RETURN n.id")) == []


def test_whoever_has_enough_lets_go_of_the_rest(loaded: AnyStore) -> None:
    rows = loaded.bolt.stream("UNWIND range(1, 100000) AS i RETURN i", size=3)
    assert next(rows) == [[1], [2], [3]]
    rows.close()  # type: ignore[attr-defined]
    assert list(loaded.bolt.stream("RETURN 1")) == [[[1]]]


def test_what_cannot_run_or_writes_is_told(loaded: AnyStore) -> None:
    before = everything(loaded)
    with pytest.raises(QueryError):
        list(loaded.bolt.stream("MATCH (n RETURN n"))
    with pytest.raises(Refused, match="queries only read"):
        list(loaded.bolt.stream("MATCH (n) SET n.name = 'x' RETURN n.id"))
    assert everything(loaded) == before
