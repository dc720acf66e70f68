"""From a Graph to a plan, and from a plan to what a Neo4j holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Final

from graphkit.errors import Refused, StoreError
from graphkit.graph.graph import Graph
from graphkit.schema.quoting import shown
from graphkit.stores.base import Progress
from graphkit.stores.bolt import Bolt
from graphkit.stores.neo4j import constraints
from graphkit.stores.neo4j.comparison import Comparison
from graphkit.stores.neo4j.differences import Difference
from graphkit.stores.neo4j.ledger import Lease, Say, lease
from graphkit.stores.neo4j.records import loads
from graphkit.stores.neo4j.sending import ROWS, send
from graphkit.stores.neo4j.setbacks import Setback, setback
from graphkit.stores.neo4j.steps import steps
from graphkit.stores.plan import Change, Command, Counted, LoadReport, Plan, Terms

SHOWN: Final = 3
"""How many conflicts a refusal names."""

Entries = frozenset[tuple[str, str, int]]
"""Loads as the ledger has them: which, in what state, and how far they came."""


@dataclass(frozen=True)
class Prepared:
    """A plan with what it takes to carry it out.

    Attributes:
        plan: The plan.
        differences: What it does to nodes and edges.
        preparation: What it does to constraints and indexes.
        ledger: The loads of the dataset that were known when it was made.
        others: How far loads of other datasets were then.
    """

    plan: Plan
    differences: Sequence[Difference] = field(repr=False)
    preparation: constraints.Preparation = field(repr=False)
    ledger: Entries = field(repr=False)
    others: frozenset[tuple[str, str, int]] = field(repr=False)


def prepare_load(bolt: Bolt, graph: Graph, terms: Terms) -> Prepared:
    """Say what a load would do. Nothing is written.

    Where the connection is cut in the midst of it, it begins anew, once.

    Args:
        bolt: The connection.
        graph: The graph; its name is the dataset's.
        terms: What the load may do.

    Raises:
        Refused: Where a constraint that is there is in the way.
        StoreError: Where the server fails.
    """
    try:
        return _prepared(bolt, graph, terms)
    except StoreError as error:
        if setback(error) is not Setback.LOST:
            raise
    return _prepared(bolt, graph, terms)


def _prepared(bolt: Bolt, graph: Graph, terms: Terms) -> Prepared:
    """See `prepare_load`."""
    ledger, others = _ledger(bolt, graph.name), _others(bolt, graph.name)
    preparation = constraints.planned(bolt, graph)
    differences = Comparison(bolt, graph, terms).differences()
    counts: dict[str, dict[str, Counted]] = {"node": {}, "edge": {}, "claim": {}, "link": {}}
    for difference in differences:
        if any(difference.counted.all):
            counts[difference.group.kind][difference.group.type] = difference.counted
    commands = [Command(step.statement, step.why) for step in preparation.planned]
    plan = Plan(
        store=bolt.name,
        nodes=counts["node"],
        edges=counts["edge"],
        claims=counts["claim"],
        links=counts["link"],
        dataset=graph.name,
        terms=terms,
        commands=tuple(commands),
        changes=tuple(change for each in differences for change in each.changes),
        conflicts=tuple(change for each in differences for change in each.conflicts),
        notes=tuple(preparation.summary),
    )
    return Prepared(plan, differences, preparation, ledger, others)


def run_load(
    bolt: Bolt,
    graph: Graph,
    terms: Terms,
    *,
    checksum: str = "",
    progress: Progress | None = None,
    say: Say = lambda _: None,
) -> LoadReport:
    """Make a database hold a graph.

    The plan is made before anything is written, the ledger included, so that a load that is
    refused leaves nothing behind. Where another load of the dataset wrote meanwhile, it is made
    anew.

    Args:
        bolt: The connection.
        graph: The graph; its name is the dataset's.
        terms: What the load may do.
        checksum: The checksum of what the graph was read from.
        progress: Called as the load goes on.
        say: Told what a person should know at once.

    Raises:
        Refused: Where an element cannot be written as it is said, or another load is at it.
        StoreError: Where the server fails.
    """
    started = perf_counter()
    prepared = prepare_load(bolt, graph, terms)
    _refuse_conflicts(prepared.plan)
    with lease(bolt, graph, checksum=checksum, say=say) as held:
        if _ledger(bolt, graph.name, held.id) != prepared.ledger:
            prepared = prepare_load(bolt, graph, terms)
            _refuse_conflicts(prepared.plan)
        notes = _carry_out(bolt, prepared, held, progress)
        if _others(bolt, graph.name) != prepared.others:
            # What another dataset has written since the plan was made was left as it stood, also
            # where this one says the same: now it is known, and this one's marks are put beside.
            rest = prepare_load(bolt, graph, terms)
            _refuse_conflicts(rest.plan, "What is in no conflict is written.")
            if any(_sizes(rest)):
                notes = _carry_out(bolt, rest, held, progress)
        total = prepared.plan.total
        held.count(
            created=total.created,
            updated=total.updated + total.released,
            removed=total.removed,
            unchanged=total.unchanged,
        )
    plan = prepared.plan
    return LoadReport(
        store=plan.store,
        nodes=plan.nodes,
        edges=plan.edges,
        claims=plan.claims,
        links=plan.links,
        notes=tuple(notes),
        elapsed=perf_counter() - started,
    )


def _carry_out(bolt: Bolt, prepared: Prepared, held: Lease, progress: Progress | None) -> list[str]:
    """Do what is planned; return what could not be done about constraints."""
    plan, differences = prepared.plan, prepared.differences
    constraints.prepare(bolt, prepared.preparation)
    sizes = _sizes(prepared)
    held.expect(sum(-(-size // ROWS) for size in sizes), sum(sizes))
    known = (*prepared.ledger, *prepared.others)
    held.alone(load for load, state, _ in known if state != "running")
    writes = steps(differences, plan.dataset, bolt.server)
    send(bolt, writes, held, progress, total=sum(sizes))
    return constraints.finish(bolt, prepared.preparation)


def _sizes(prepared: Prepared) -> list[int]:
    """Return how many rows each step of a plan writes."""
    return [
        frame.height
        for each in prepared.differences
        for frame in (each.removed, each.released, each.fresh, each.changed)
    ]


def _others(bolt: Bolt, dataset: str) -> frozenset[tuple[str, str, int]]:
    known = loads(bolt)
    return frozenset(
        (load.id, load.state, load.batches_done) for load in known if load.dataset != dataset
    )


def _ledger(bolt: Bolt, dataset: str, mine: str = "") -> Entries:
    """The loads of a dataset: where they are the same later, nobody wrote meanwhile."""
    return frozenset(
        (load.id, "failed" if load.is_interrupted else load.state, load.batches_done)
        for load in loads(bolt, dataset)
        if load.id != mine
    )


def _refuse_conflicts(plan: Plan, written: str = "Nothing was written.") -> None:
    count = plan.total.conflicts
    if not count:
        return
    named = "; ".join(f"{title(each)}: {each.reason}" for each in plan.conflicts[:SHOWN])
    more = f"; and {count - SHOWN:,} more" if count > SHOWN else ""
    message = f"{plan.store} holds {count:,} of these elements otherwise: {named}{more}."
    hint = f"{written} Use a database of its own, or change the ids."
    if not plan.terms.adopt and any("graphkit did not write" in c.reason for c in plan.conflicts):
        hint = (
            f"{written} --dry-run shows them all; --adopt takes over what people and "
            "other tools wrote."
        )
    raise Refused(message, hint)


def title(change: Change) -> str:
    """Name an element in a sentence.

    Example:
        >>> title(Change("node", "Country", "create", "iraq"))
        'the node "iraq"'
    """
    if change.source is None or change.target is None:
        return f"the {change.kind} {shown(change.id or '')}"
    return f"the edge {change.type} from {shown(change.source)} to {shown(change.target)}"
