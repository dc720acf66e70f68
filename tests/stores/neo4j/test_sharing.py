"""Which rows go out side by side: all of them once, and none that share a node."""

from collections.abc import Callable
from threading import Barrier, Lock, Thread

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.stores.neo4j import sharing
from graphkit.stores.neo4j.sharing import Share, Tournament, shares

ENDS = ("s", "t")


def edges(ends: list[tuple[int, int]]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "row": range(len(ends)),
            "s": [f"n{source}" for source, _ in ends],
            "t": [f"n{target}" for _, target in ends],
        },
        schema={"row": pl.Int64, "s": pl.String, "t": pl.String},
    )


def nodes_of(share: Share) -> set[str]:
    rows = share.part(0, share.height)
    return {*rows["s"], *rows["t"]}


some_edges = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=200)


@pytest.fixture
def small_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "WINDOW", 64)


@pytest.mark.usefixtures("small_windows")
def test_every_row_is_in_one_share_and_shares_without_a_common_bucket_have_no_common_node() -> None:
    @given(some_edges, st.integers(1, 50), st.booleans(), st.integers(1, 3))
    def check(ends: list[tuple[int, int]], batch: int, tied: bool, sessions: int) -> None:
        frame = edges(ends)
        dealt = list(shares(frame, ENDS if tied else None, batch, sessions))
        parts = [share.part(0, share.height) for window in dealt for share in window]
        assert sorted(row for part in parts for row in part["row"]) == list(range(len(ends)))
        if tied:
            every = [share for window in dealt for share in window]
            for one in every:
                for other in every:
                    if one.buckets.isdisjoint(other.buckets):
                        assert nodes_of(one).isdisjoint(nodes_of(other))

    check()


@pytest.mark.usefixtures("small_windows")
def test_parts_of_a_share_are_the_share() -> None:
    @given(some_edges, st.integers(1, 30))
    def check(ends: list[tuple[int, int]], size: int) -> None:
        for window in shares(edges(ends), ENDS, 5, 2):
            for share in window:
                parts = [share.part(at, size) for at in range(0, share.height, size)]
                assert pl.concat(parts).equals(share.part(0, share.height))

    check()


def test_few_rows_are_one_share() -> None:
    (window,) = shares(edges([(1, 2), (3, 4)]), ENDS, 10, 2)
    assert [share.height for share in window] == [2]


@pytest.mark.parametrize("count", [30, 400])
def test_edges_between_many_nodes_are_shared_out_evenly(count: int) -> None:
    frame = edges([(number, number * 7919 % 1009) for number in range(count * 10)])
    (window,) = shares(frame, ENDS, count * 10 // 200 if count > 100 else 100, 2)
    sizes = [share.height for share in window]
    assert max(sizes) < 3 * sum(sizes) / len(sizes)


def work(windows: list[list[Share]], sessions: int, act: Callable[[Share], None]) -> None:
    """Take shares in several threads until there are none."""
    tournament = Tournament(iter(windows))
    start = Barrier(sessions)

    def session() -> None:
        start.wait()
        while (share := tournament.take()) is not None:
            act(share)
            tournament.done(share)

    threads = [Thread(target=session) for _ in range(sessions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.usefixtures("small_windows")
def test_sessions_that_run_at_once_write_every_row_and_never_at_the_same_node() -> None:
    @given(some_edges, st.integers(2, 4))
    def check(ends: list[tuple[int, int]], sessions: int) -> None:
        frame = edges(ends)
        lock = Lock()
        busy: list[set[str]] = []
        written: list[int] = []
        clashes: list[set[str]] = []

        def act(share: Share) -> None:
            nodes = nodes_of(share)
            with lock:
                clashes.extend(nodes & other for other in busy if nodes & other)
                busy.append(nodes)
            rows = share.part(0, share.height)["row"].to_list()
            with lock:
                busy.remove(nodes)
                written.extend(rows)

        work(list(shares(frame, ENDS, 5, sessions)), sessions, act)
        assert clashes == []
        assert sorted(written) == list(range(len(ends)))

    check()


def test_two_sessions_do_work_at_the_same_time() -> None:
    frame = edges([(number % 97, number * 31 % 89) for number in range(1_000)])
    (window,) = shares(frame, ENDS, 10, 2)
    tournament = Tournament(iter([window]))
    one, other = tournament.take(), tournament.take()
    assert one is not None
    assert other is not None
    assert one.buckets.isdisjoint(other.buckets)


def test_who_waits_for_a_share_is_let_go_when_it_is_over() -> None:
    (window,) = shares(edges([(1, 2), (2, 3)]), ENDS, 10, 2)
    tournament = Tournament(iter([window, window]))
    first = tournament.take()
    assert first is not None
    found: list[Share | None] = []
    waiting = Thread(target=lambda: found.append(tournament.take()))
    waiting.start()
    tournament.stop()
    waiting.join()
    assert found == [None]
    assert tournament.take() is None
