"""The constraints and indexes of a load: what elements are found by, and what a Schema rules.

What is there is only read to plan them. What other people and tools made is recognized under
whatever name and never dropped. Keys come before the data, since they make the load fast and
sound. The rules of the schema come after it: what an earlier load wrote under other rules is then
mended, a value may move from one node to another, and an index is built at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from graphkit.errors import Refused, StoreError
from graphkit.graph.graph import Graph
from graphkit.propertygraph.cypher import name as escaped
from graphkit.propertygraph.ddl.choice import (
    COMMUNITY5,
    CYPHER25,
    ENTERPRISE5,
    Target,
    Unenforced,
    summary,
    target_for,
    unenforced,
)
from graphkit.propertygraph.ddl.constraint import Constraint
from graphkit.propertygraph.ddl.rules import ALWAYS, CLAIM_KEY, ENTITY_KEY, Rule, agreed, rules_of
from graphkit.propertygraph.marks import DATASETS
from graphkit.propertygraph.rows import slices
from graphkit.schema.load import parse_schema
from graphkit.schema.model import Schema
from graphkit.schema.quoting import shown
from graphkit.stores.bolt import Bolt
from graphkit.stores.neo4j.existing import existing, is_kept
from graphkit.stores.neo4j.violations import named, violations

ASKED: Final = 10_000
AWAIT: Final = "CALL db.awaitIndexes(300)"
RIGHTS: Final = "Making constraints needs rights of its own: see docs/neo4j.md."

_OTHER_SCHEMAS: Final = (
    "MATCH (l:GraphkitLoad) WHERE l.dataset <> $dataset AND l.schema_text IS NOT NULL "
    "RETURN DISTINCT l.schema_text"
)


@dataclass(frozen=True)
class Planned:
    """A statement about constraints and indexes that a load runs.

    Attributes:
        name: The constraint or index that it makes or drops.
        statement: The Cypher.
        why: The reason, a sentence.
        when: Whether it comes before the data is written, or after.
        enforces: The rules that the server then enforces; none where one is dropped.
    """

    name: str
    statement: str
    why: str
    when: Literal["before", "after"]
    enforces: tuple[Rule, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True)
class Preparation:
    """What a load does about constraints and indexes, and what is left to graphkit.

    Attributes:
        planned: The statements to run, in order; none where all is there already.
        standing: The names of what is wanted and there already, as the server calls it.
        unenforced: The rules of the schema that the server does not enforce.
    """

    planned: tuple[Planned, ...] = ()
    standing: tuple[str, ...] = ()
    unenforced: tuple[Unenforced, ...] = field(default=(), repr=False)

    @property
    def sentences(self) -> list[str]:
        """What the server does not enforce, a sentence a rule, with graphkit's own check."""
        return [missing.sentence for missing in self.unenforced]

    @property
    def summary(self) -> list[str]:
        """The same in few lines, one for all rules of a kind."""
        return summary(self.unenforced)


def planned(bolt: Bolt, graph: Graph) -> Preparation:
    """Say what a load of a graph does about constraints and indexes. Nothing is written.

    Args:
        bolt: The connection.
        graph: The graph; its name is the dataset's.

    Raises:
        Refused: Where something that is there keeps a constraint from being made: an index, another
            thing of that name, or nodes that share an id.
        StoreError: Where the server fails.
    """
    return _Planner(bolt, graph).preparation()


def prepare(bolt: Bolt, preparation: Preparation) -> None:
    """Run what comes before the data, and wait until elements are found by it.

    Raises:
        Refused: Where nodes share an id.
        StoreError: Where the server fails, or does not let this user make constraints.
    """
    steps = [step for step in preparation.planned if step.when == "before"]
    for step in steps:
        try:
            bolt.command(step.statement)
        except StoreError as error:
            found = [line for rule in step.enforces for line in violations(bolt, rule)]
            if found:
                raise _in_the_way(bolt, found) from error
            if error.hint:  # it is about the server, and says it all
                raise
            reason = error.message.removeprefix(f"{bolt.name} did not take it: ")
            message = f"{bolt.name} cannot make {step.name}: {reason}"
            raise StoreError(message, RIGHTS) from error
    if steps:
        bolt.command(AWAIT)


def finish(bolt: Bolt, preparation: Preparation) -> list[str]:
    """Run what comes after the data.

    Returns:
        What the server would not make, a sentence each: the data is loaded all the same.
    """
    failed = []
    for step in preparation.planned:
        if step.when == "before":
            continue
        try:
            bolt.command(step.statement)
        except StoreError as error:
            found = [line for rule in step.enforces for line in violations(bolt, rule)]
            failed.append(f"{step.name} was not made: {named(found) or error.message}.")
    return failed


class _Planner:
    """Compares what a schema wants with what a store has."""

    def __init__(self, bolt: Bolt, graph: Graph) -> None:
        self._bolt = bolt
        self._graph = graph
        self._there = existing(bolt)
        self._others = self._other_schemas()
        self._left: list[Unenforced] = []
        self._lifted: set[Rule] = set()
        self._shared: dict[tuple[str, str], bool] = {}
        self._labels = set(bolt.columns("CALL db.labels()")[0])
        self._types = set(bolt.columns("CALL db.relationshipTypes()")[0])

    def preparation(self) -> Preparation:
        mine = rules_of(self._graph.schema)
        kept = agreed(mine, self._others)
        self._leave(set(mine) - set(kept), "not kept by another dataset here")
        target = target_for(self._bolt.server)
        kept = [rule for rule in kept if self._is_free(rule, target)]
        if target is CYPHER25:
            target = self._graph_type_or_less(kept)
        makes = self._missing(target, kept)
        left = [*self._left, *unenforced(target, kept)]
        order = {rule: number for number, rule in enumerate(mine)}
        return Preparation(
            (*self._drops(kept), *makes),
            tuple(
                found.name for found in self._there if found.serves(kept) and found.kind != "owned"
            ),
            tuple(sorted(left, key=lambda each: order[each.rule])),
        )

    def _other_schemas(self) -> list[Schema]:
        """The schemas of the other datasets that the store's ledger tells of."""
        texts = self._bolt.columns(_OTHER_SCHEMAS, {"dataset": self._graph.name})[0]
        return [parse_schema(text)[0] for text in texts]

    def _leave(self, rules: Iterable[Rule], why: str) -> None:
        self._left.extend(Unenforced(rule, why) for rule in rules if rule.kind != "labels")

    def _is_free(self, rule: Rule, target: Target) -> bool:
        """Whether a rule may be enforced; what is not graphkit's is left as free as it was."""
        if rule in ALWAYS or not target.constraints([rule]):
            return True
        if rule.kind == "unique" and (holder := self._holder(rule)):
            self._lift(rule, holder)
            return True
        if not is_kept(rule, self._there) and self._is_shared(rule):
            self._leave([rule], f"graphkit did not write all {rule.about}s of {rule.type} here")
            return False
        return True

    def _is_shared(self, rule: Rule) -> bool:
        """Whether other people or tools have nodes of a label, or edges of a type."""
        known = (rule.about, rule.type)
        if known not in self._shared:
            self._shared[known] = self._has_others(rule)
        return self._shared[known]

    def _has_others(self, rule: Rule) -> bool:
        kind = escaped(rule.type)
        if rule.about == "node":
            pattern, is_there = f"(e:{kind})", rule.type in self._labels
        else:
            pattern, is_there = f"()-[e:{kind}]->()", rule.type in self._types
        if not is_there:
            return False
        asked = f"MATCH {pattern} WHERE e.{DATASETS} IS NULL RETURN 1 LIMIT 1"
        return bool(self._bolt.columns(asked)[0])

    def _holder(self, rule: Rule) -> str:
        """The node that has a unique value which the graph gives to another node; or nothing."""
        if not any(found.is_index_of(rule) for found in self._there):
            return ""  # no constraint that could be broken
        label, prop = escaped(rule.type), rule.properties[0]
        asked = (
            f"UNWIND $rows AS row MATCH (n:{label} {{{escaped(prop)}: row[0]}}) "
            "WHERE n.id IS NULL OR n.id <> row[1] "
            "RETURN coalesce(n.id, elementId(n)) LIMIT 1"
        )
        for name in sorted(self._graph.schema.below([rule.type])):
            if name not in self._graph.nodes:
                continue
            for part in slices(self._graph.nodes[name].select(prop, "id").drop_nulls(), ASKED):
                rows = [list(row) for row in part.rows()]
                for holder in self._bolt.columns(asked, {"rows": rows})[0]:
                    return str(holder)
        return ""

    def _lift(self, rule: Rule, holder: str) -> None:
        """Have a constraint lifted during the load, in whose course two nodes share a value."""
        self._lifted.add(rule)
        for found in self._there:
            if found.is_constraint and found.serves([rule]) and not found.is_ours:
                message = (
                    f"The node {shown(holder)} of {self._bolt.name} holds a {rule.properties[0]} "
                    f"that now is another's, and the constraint {shown(found.name)}, which is not "
                    "graphkit's, lets no two share one."
                )
                raise Refused(message, "Change that node, or drop the constraint for this load.")

    def _graph_type_or_less(self, rules: Sequence[Rule]) -> Target:
        """A graph type replaces all that is there, so it is set only where all of that is ours."""
        ours = [*rules, *(rule for other in self._others for rule in rules_of(other))]
        is_foreign = any(
            found.is_constraint and not found.is_ours and not found.serves(ours)
            for found in self._there
        )
        if is_foreign or any(self._is_shared(rule) for rule in (ENTITY_KEY, CLAIM_KEY)):
            called = (
                "Neo4j Enterprise without a graph type, which would replace constraints of others"
            )
            return replace(ENTERPRISE5, called=called)
        return CYPHER25

    def _missing(self, target: Target, rules: Sequence[Rule]) -> Iterator[Planned]:
        """Yield what makes that which rules want and a store does not have."""
        keys = [rule for rule in rules if rule in ALWAYS]
        for rule in keys:
            # A key demands that all nodes have an id, also those that others gave the label.
            is_less = target is COMMUNITY5 or self._is_shared(rule)
            made = (COMMUNITY5 if is_less else ENTERPRISE5).constraints([rule])[0]
            if not is_kept(rule, self._there):
                self._refuse_conflicts(made)
                found = violations(self._bolt, rule, bounded=True)
                if found:
                    raise _in_the_way(self._bolt, found)
                yield Planned(made.name, made.statement, f"{rule.says}.", "before", made.enforces)
        if target is CYPHER25:
            wanted = self._with_others(rules)
        else:
            wanted = [rule for rule in rules if rule not in ALWAYS]
        for made in target.constraints(wanted):
            lacking = [
                rule
                for rule in made.enforces
                if rule in self._lifted or not is_kept(rule, self._there)
            ]
            if any(rule not in ALWAYS for rule in lacking):
                self._refuse_conflicts(made)
                why = f"{lacking[0].says}."
                if len(lacking) > 1:
                    why = f"{len(lacking)} rules of the schema, the first: {why}"
                yield Planned(made.name, made.statement, why, "after", made.enforces)

    def _with_others(self, rules: Sequence[Rule]) -> list[Rule]:
        """The rules of all datasets here: a graph type is set as a whole."""
        schemas = [*self._others, self._graph.schema]
        theirs = [rule for other in self._others for rule in agreed(rules_of(other), schemas)]
        return list({rule.identity: rule for rule in (*theirs, *rules)}.values())

    def _drops(self, rules: Sequence[Rule]) -> Iterator[Planned]:
        """Yield what takes away constraints that graphkit made for rules that no longer hold."""
        types = {*self._graph.schema.nodes, *self._graph.schema.edges}
        for found in self._there:
            is_old = found.is_constraint and found.is_ours and found.type in types
            if is_old and found.serves(self._lifted):
                why = f"A value moves from one node to another: {found.says}."
                yield Planned(found.name, f"{found.drop} IF EXISTS", why, "before")
            elif is_old and not found.serves(rules):
                why = f"Not all that this load writes would be let in by it, {found.says}."
                yield Planned(found.name, f"{found.drop} IF EXISTS", why, "before")

    def _refuse_conflicts(self, made: Constraint) -> None:
        """Refuse what cannot be made beside what is there."""
        for found in self._there:
            told = f"{self._bolt.name} has {found.what} {shown(found.name)}, {found.says}"
            is_same = any(found.is_about(rule) for rule in made.enforces)
            if found.name == made.name and not (is_same and found.is_ours):
                message = f"{told}, and graphkit needs that name."
                raise Refused(message, f"Give it another: {found.drop}, then make it anew.")
            for rule in made.enforces:
                if found.bars(rule) and not (found.is_ours and found.is_constraint):
                    message = f"{told}, which is in the way of {made.name}."
                    raise Refused(
                        message, f"Drop it, what comes instead serves as well: {found.drop}"
                    )


def _in_the_way(bolt: Bolt, found: Sequence[str]) -> Refused:
    message = f"{bolt.name} cannot keep ids unique: {named(found)}."
    return Refused(message, "Change or remove all but one of them. Nothing was written.")
