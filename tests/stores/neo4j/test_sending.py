"""How prepared writes go out: side by side, again where it helps, and smaller where it must be."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from threading import Barrier, Thread

import polars as pl
import pytest

from graphkit.errors import GraphkitError, Refused, StoreError
from graphkit.stores.address import Address
from graphkit.stores.bolt import Bolt, Rows, Statement
from graphkit.stores.neo4j.sending import NotAlone, Pace, Step, send
from graphkit.stores.neo4j.setbacks import Setback, Trial, setback
from tests.neo4j_server import Neo4jServer
from tests.stores.asking import run


@pytest.fixture
def bolt(clean_neo4j: Neo4jServer) -> Iterator[Bolt]:
    server = clean_neo4j
    run(server, "CREATE CONSTRAINT FOR (n:Entity) REQUIRE n.id IS UNIQUE")
    found = Bolt(Address(server.uri, server.username, server.password, server.database))
    yield found
    found.close()


@dataclass
class Entries:
    """A ledger that keeps what it is told, in the transaction's own answer."""

    rows: dict[int, int] = field(default_factory=dict)
    batches: list[int] = field(default_factory=list)
    refuses_after: int = 1_000
    alone_for: int = 0

    def entry(self, session: int, batches: int, rows: int) -> Statement:
        return "RETURN $session, $batches, $rows", {
            "session": session,
            "batches": batches,
            "rows": rows,
        }

    def entry_alone(self, session: int, batches: int, rows: int) -> Statement | None:
        if self.alone_for == 0:
            return None
        return self.entry(session, batches, rows)

    def sign(self) -> Statement:
        return "RETURN 1", {}

    def accept(self, answer: Rows) -> None:
        if self.alone_for == len(self.batches) > 0:
            self.alone_for = 0
            raise NotAlone
        ((session, _, rows),) = answer
        if len(self.batches) >= self.refuses_after:
            message = "Somebody else is at it."
            raise Refused(message)
        self.batches.append(rows - self.rows.get(session, 0))
        self.rows[session] = rows


def nodes(count: int) -> Step:
    return Step(
        "Town",
        "UNWIND $rows AS row MERGE (n:Entity {id: row[0]}) SET n.number = row[1], n.by = $by",
        {"by": "us"},
        None,
        pl.DataFrame({"id": [f"n{number}" for number in range(count)], "number": range(count)}),
    )


def edges(ends: list[tuple[int, int]]) -> Step:
    frame = pl.DataFrame(
        {
            "source": [f"n{source}" for source, _ in ends],
            "target": [f"n{target}" for _, target in ends],
            "id": [f"e{number}" for number in range(len(ends))],
        }
    )
    text = (
        "UNWIND $rows AS row MATCH (a:Entity {id: row[0]}) MATCH (b:Entity {id: row[1]}) "
        "MERGE (a)-[r:ROAD {id: row[2]}]->(b)"
    )
    return Step("ROAD", text, {}, None, frame, ("source", "target"))


def ring(count: int, nodes: int) -> list[tuple[int, int]]:
    return [(number % nodes, (number * 7 + 1) % nodes) for number in range(count)]


# --- all of it, once ------------------------------------------------------------------------------


@pytest.mark.neo4j
@pytest.mark.parametrize("sessions", [1, 2])
def test_every_row_is_written_once_and_entered(
    bolt: Bolt, clean_neo4j: Neo4jServer, sessions: int
) -> None:
    ends = ring(700, 90)
    ledger, told = Entries(), []

    def progress(what: str, done: int, total: int) -> None:
        told.append((what, done, total))

    send(
        bolt,
        [nodes(90), edges(ends)],
        ledger,
        progress,
        total=790,
        pace=Pace(40),
        sessions=sessions,
    )
    asked = "MATCH (a)-[r:ROAD]->(b) RETURN r.id, a.id, b.id, a.number, b.by"
    found = {name: ends for name, *ends in run(clean_neo4j, asked)}
    assert found == {
        f"e{number}": [f"n{source}", f"n{target}", source, "us"]
        for number, (source, target) in enumerate(ends)
    }
    assert run(clean_neo4j, "MATCH ()-[r]->() RETURN count(r)") == [[700]]
    assert sum(ledger.rows.values()) == 790
    assert max(ledger.batches) <= 40
    assert told[-1] == ("ROAD", 790, 790)
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)


@pytest.mark.neo4j
def test_a_step_may_say_what_is_sent_of_its_rows(bolt: Bolt, clean_neo4j: Neo4jServer) -> None:
    def given(part: pl.DataFrame) -> dict[str, object]:
        return {"rows": [[f"{name}!", {"number": number}] for name, number in part.rows()]}

    text = "UNWIND $rows AS row MERGE (n:Entity {id: row[0]}) SET n += row[1]"
    send(bolt, [Step("Town", text, {}, given, nodes(5).rows)], Entries())
    found = run(clean_neo4j, "MATCH (n:Entity) RETURN n.id, n.number ORDER BY n.id")
    assert found == [[f"n{number}!", number] for number in range(5)]


@pytest.mark.neo4j
def test_nothing_to_write_is_nothing_sent(bolt: Bolt) -> None:
    ledger = Entries()
    send(bolt, [nodes(0), edges([])], ledger)
    assert ledger.batches == []


@pytest.mark.neo4j
def test_the_faster_statement_is_taken_as_long_as_the_load_is_alone(
    bolt: Bolt, clean_neo4j: Neo4jServer
) -> None:
    given = nodes(100)
    alone = "UNWIND $rows AS row CREATE (:Entity {id: row[0], by: 'us alone'})"
    step = Step(given.what, given.statement, given.parameters, None, given.rows, alone=alone)
    send(bolt, [step], Entries(alone_for=3), pace=Pace(10), sessions=1)
    asked = "MATCH (n:Entity) RETURN n.by, count(n) ORDER BY n.by"
    assert run(clean_neo4j, asked) == [["us", 70], ["us alone", 30]]


# --- what goes wrong ------------------------------------------------------------------------------


@pytest.mark.neo4j
def test_a_batch_that_is_not_accepted_is_not_kept_and_ends_it(
    bolt: Bolt, clean_neo4j: Neo4jServer
) -> None:
    ledger = Entries(refuses_after=2)
    with pytest.raises(Refused, match="Somebody else"):
        send(bolt, [nodes(100)], ledger, pace=Pace(10))
    assert run(clean_neo4j, "MATCH (n:Entity) RETURN count(n)") == [[20]]


@pytest.mark.neo4j
def test_a_statement_that_the_server_refuses_is_told_and_not_tried_again(bolt: Bolt) -> None:
    broken = Step("Town", "UNWIND $rows AS row RETURN nothing", {}, None, nodes(3).rows)
    with pytest.raises(StoreError, match="nothing") as raised:
        send(bolt, [broken], Entries())
    assert setback(raised.value) is Setback.FINAL
    assert "\n" not in str(raised.value)


@pytest.mark.neo4j
def test_who_watches_may_stop_it(bolt: Bolt, clean_neo4j: Neo4jServer) -> None:
    def progress(what: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    ledger = Entries()
    with pytest.raises(KeyboardInterrupt):
        send(bolt, [nodes(400)], ledger, progress, pace=Pace(10))
    # What is entered is written, and what is written is entered, although it was broken off.
    assert run(clean_neo4j, "MATCH (n:Entity) RETURN count(n)") == [[sum(ledger.batches)]]
    assert sum(ledger.batches) < 400


@pytest.mark.neo4j
def test_two_loads_at_the_same_nodes_both_end(bolt: Bolt, clean_neo4j: Neo4jServer) -> None:
    send(bolt, [nodes(30)], Entries())
    start = Barrier(2)
    failures: list[BaseException] = []

    def load(prefix: str) -> None:
        step = edges(ring(1_500, 30))
        rows = step.rows.with_columns(id=pl.concat_str(pl.lit(prefix), "id"))
        mine = Step(step.what, step.statement, {}, None, rows, step.ends)
        start.wait()
        try:
            send(bolt, [mine], Entries(), pace=Pace(60))
        except GraphkitError as error:
            failures.append(error)

    threads = [Thread(target=load, args=(prefix,)) for prefix in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert run(clean_neo4j, "MATCH ()-[r:ROAD]->() RETURN count(r), count(DISTINCT r.id)") == [
        [3_000, 3_000]
    ]


# --- how large ------------------------------------------------------------------------------------


def test_batches_grow_again_step_by_step() -> None:
    pace = Pace(80)
    pace.refused(80)
    pace.refused(40)
    assert pace.rows == 20
    sizes = []
    for _ in range(24):
        pace.went_well()
        sizes.append(pace.rows)
    assert sizes[6:9] == [20, 40, 40]
    assert sizes[-1] == 80
    for _ in range(100):
        pace.went_well()
    assert pace.rows == 80


def test_a_size_that_was_too_large_is_tried_more_seldom() -> None:
    pace = Pace(80)
    for _ in range(2):
        pace.refused(pace.rows)
    tries = []
    for number in range(200):
        if pace.rows > 20:
            tries.append(number)
            pace.refused(pace.rows)
        else:
            pace.went_well()
    first, *later = (after - before for before, after in pairwise(tries))
    assert later == sorted(later)
    assert first < later[-1]


def test_what_two_sessions_find_at_once_halves_once() -> None:
    pace = Pace(80)
    pace.refused(80)
    pace.refused(80)
    assert pace.rows == 40


def test_a_batch_has_at_least_a_row() -> None:
    pace = Pace(2)
    for _ in range(5):
        pace.refused(pace.rows)
    assert pace.rows == 1


def test_a_trial_is_another_one_when_it_is_smaller() -> None:
    trial = Trial()
    trial.pause(Setback.SMALLER, 4)
    trial.pause(Setback.SMALLER, 4)
    assert trial.count == 2
    trial.pause(Setback.SMALLER, 2)
    assert trial.count == 1
