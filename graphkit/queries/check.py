"""What a query asks that its schema can never answer: unknown names, impossible edges and values.

It looks at patterns, at `variable.property` and at comparisons with words, and says nothing of what
it cannot see through: computed labels, variables that are something else by then. No database is
asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from graphkit.errors import Problem, Severity, did_you_mean, meant, nearest
from graphkit.queries.clauses import Clauses
from graphkit.queries.codes import Code
from graphkit.queries.patterns import Element, LabelExpression, Name, Patterns, Step
from graphkit.queries.places import Places
from graphkit.queries.saved import SavedQuery
from graphkit.queries.vocabulary import Vocabulary, joins
from graphkit.schema.model import Schema
from graphkit.schema.quoting import shown
from graphkit.schema.values import ValueType

_WRITES: Final = frozenset({"CREATE", "MERGE", "SET", "DELETE", "REMOVE", "FOREACH", "INSERT"})
_DIFFERENT: Final = frozenset(
    {("integer", "string"), ("float", "string"), ("boolean", "string"), ("date", "string")}
)
_MOST: Final = 5_000
"""So many words has a query that somebody wrote by hand."""

_SEARCHES: Final = frozenset({"SHORTEST", "ANY", "ALL"})


@dataclass(frozen=True)
class Reading:
    """What a query reads.

    Attributes:
        labels: The node types that it names, in order.
        types: The edge types that it names, in order.
        problems: What can be said against it, in file order.
    """

    labels: tuple[str, ...]
    types: tuple[str, ...]
    problems: tuple[Problem, ...]


def check_query(query: SavedQuery, schema: Schema) -> Reading:
    """Hold a query against a schema.

    Args:
        query: The query.
        schema: The schema of the data that it asks.

    Returns:
        What it reads, and Problems at the words that are wrong; all of them are warnings, since a
        database may hold more than the schema knows.

    Example:
        >>> from graphkit.queries.header import unsaved_query
        >>> from graphkit.schema.load import parse_schema
        >>> schema, _ = parse_schema('''
        ... schema: small
        ... version: 1.0.0
        ... nodes: {Country: {}, Group: {}}
        ... edges: {HOSTS: {source: [Country], target: [Group]}}
        ... ''')
        >>> for problem in check_query(unsaved_query("MATCH (c:Contry) RETURN c"), schema).problems:
        ...     print(problem)
        the query:1:10: GK608 warning: No node is a Contry. Did you mean "Country"?
    """
    checking = _Checking(query, schema)
    if not checking.is_readable:
        checking.add(0, Code.UNCHECKED, "The query could not be read, so it is not checked.")
        return Reading((), (), tuple(checking.problems))
    checking.run()
    return Reading(
        tuple(dict.fromkeys(name.text for name in checking.labels)),
        tuple(dict.fromkeys(name.text for name in checking.types)),
        tuple(sorted(set(checking.problems))),
    )


class _Checking:
    """One pass over a query."""

    def __init__(self, query: SavedQuery, schema: Schema) -> None:
        self.schema = schema
        self.known = Vocabulary(schema)
        self.saved = query
        self.query = Clauses(query.cypher)
        self.problems: list[Problem] = []
        self.labels: list[Name] = []
        self.types: list[Name] = []
        self.places = Places(query.cypher)

    @property
    def is_readable(self) -> bool:
        """Whether every bracket has its other, and there are not too many to look at."""
        if len(self.query.tokens) > _MOST:
            return False
        signs = (token.text for token in self.query.tokens if token.kind == "sign")
        return sum(sign in "()[]{}" for sign in signs) == 2 * len(self.query.closing)

    def run(self) -> None:
        self.writes()
        self.patterns = Patterns(self.query)
        for node in self.patterns.nodes:
            self.node(node)
        for step in self.patterns.steps:
            self.edge(step)
        self.predicates()
        for step in self.patterns.steps:
            self.ends(step)
        self.values()
        self.products()

    def add(self, at: int, code: Code, message: str, hint: str = "") -> None:
        offset = self.query.tokens[at].start if self.query.tokens else 0
        place = self.places.of(offset)
        file = self.saved.file or "the query"
        told = Problem(file, *place, code.value, Severity.WARNING, message, hint)
        self.problems.append(told)

    # --- what there is ------------------------------------------------------------------------

    @cached_property
    def aliased(self) -> frozenset[str]:
        """Names that stand for what no pattern says: those behind AS, and of lists."""
        words = self.query.tokens
        named = {words[i + 1].text for i in range(len(words) - 1) if words[i].upper == "AS"}
        listed = {words[i - 1].text for i in range(1, len(words)) if words[i].upper == "IN"}
        return frozenset(named | listed)

    @cached_property
    def of_variables(self) -> dict[str, frozenset[str]]:
        """The kinds of node that each variable of a pattern may be."""
        found: dict[str, frozenset[str]] = {}
        for node in self.patterns.nodes:
            if node.variable and node.names:
                kinds = self.accepted(node)
                found[node.variable] = found.get(node.variable, frozenset()) | kinds
        for node in self.patterns.nodes:
            if node.variable:
                found.setdefault(node.variable, frozenset(self.known.kinds))
        return {name: kinds for name, kinds in found.items() if name not in self.aliased}

    @cached_property
    def of_edges(self) -> dict[str, frozenset[str]]:
        """The edge types that each variable of an edge may be."""
        found: dict[str, frozenset[str]] = {}
        for step in self.patterns.steps:
            edge = step.edge
            if edge.variable and not edge.is_path and edge.variable not in self.aliased:
                types = self.accepted_types(edge)
                found[edge.variable] = found.get(edge.variable, frozenset()) | types
        return found

    def accepted(self, node: Element) -> frozenset[str]:
        return frozenset(name for name, labels in self.known.kinds.items() if node.accepts(labels))

    def accepted_types(self, edge: Element) -> frozenset[str]:
        return frozenset(name for name in self.known.types if edge.accepts(frozenset({name})))

    def kinds_of(self, node: Element) -> frozenset[str]:
        """The kinds of node that a node of a pattern may be."""
        if node.names:
            return self.accepted(node)
        if node.variable in self.aliased:
            return frozenset(self.known.kinds)
        return self.of_variables.get(node.variable, frozenset(self.known.kinds))

    # --- names --------------------------------------------------------------------------------

    def node(self, node: Element) -> None:
        for name in node.names:
            self.label(name)
        for key, _ in node.keys:
            self.property(key, self.kinds_of(node), frozenset())

    def label(self, name: Name) -> None:
        self.labels.append(name)
        if name.text in self.known.labels or name.text.startswith(("_", "Graphkit")):
            return
        hint = did_you_mean(name.text, self.known.labels)
        if name.text in self.known.types:
            hint = f"It is an edge type: (a)-[:{name.text}]->(b)."
        self.add(name.at, Code.UNKNOWN_LABEL, f"No node is a {name.text}.", hint)

    def edge(self, step: Step) -> None:
        edge = step.edge
        for name in edge.names:
            self.types.append(name)
            if name.text in self.known.types or name.text.startswith("_"):
                continue
            hint = did_you_mean(name.text, self.known.types)
            if (stored := self.schema.inverses.get(name.text)) is not None:
                hint = f"It is the inverse of {stored}, which is stored: turn the arrow."
            self.add(name.at, Code.UNKNOWN_EDGE, f"No edge is a {name.text}.", hint)
        for key, _ in edge.keys:
            self.property(key, frozenset(), self.accepted_types(edge))
        if edge.is_endless and not self.is_search(step):
            message = "This path may be of any length: on a large graph it does not end."
            self.add(edge.start, Code.ENDLESS, message, "Give it a limit, as in [*1..6].")

    def is_search(self, step: Step) -> bool:
        """Whether a path is one that a search for the shortest limits."""
        words = self.query.tokens
        around = [i for i, end in self.query.closing.items() if i < step.left.start < end]
        called = any(words[i - 1].text.lower().endswith("shortestpath") for i in around if i)
        before = {words[i].upper for i in range(max(0, step.left.start - 6), step.left.start)}
        return called or not before.isdisjoint(_SEARCHES)

    def predicates(self) -> None:
        """Labels and types outside of patterns: `WHERE n:Label`."""
        within = {i for node in self.patterns.nodes for i in range(node.start, node.end)}
        within |= {i for s in self.patterns.steps for i in range(s.edge.start, s.edge.end)}
        for i, token in enumerate(self.query.tokens):
            is_variable = token.is_name and self.query.sign(i + 1, ":") and i not in within
            if not is_variable or self.query.sign(i - 1, "{") or self.query.sign(i - 1, ","):
                continue
            names = LabelExpression(self.query, i + 1).names
            if token.text in self.of_edges:
                continue
            if token.text in self.of_variables:
                for name in names:
                    self.label(name)

    def property(self, name: Name, kinds: Iterable[str], types: Iterable[str]) -> None:
        kinds, types = tuple(kinds), tuple(types)
        if name.text.startswith("_"):
            return
        known = dict.fromkeys(each for kind in kinds for each in self.known.of_node(kind))
        known |= dict.fromkeys(
            each for type_name in types for each in self.known.of_edge(type_name)
        )
        if not known or name.text in known:
            return
        whose = " or ".join([*kinds, *types][:3]) if len(kinds) + len(types) <= 3 else "what it is"
        message = f"The property {name.text} does not exist: {whose} never has it."
        self.add(name.at, Code.UNKNOWN_PROPERTY, message, meant(nearest(name.text, known)))

    # --- edges that cannot be -----------------------------------------------------------------

    def ends(self, step: Step) -> None:
        edge = step.edge
        types = [self.schema.edges[n.text] for n in edge.names if n.text in self.schema.edges]
        if edge.is_path or not edge.names or len(types) != len(edge.names):
            return
        left, right = self.kinds_of(step.left), self.kinds_of(step.right)
        if not left or not right:
            return  # a label that is unknown is told already
        forth = any(joins(each, left, right) for each in types)
        back = any(joins(each, right, left) for each in types)
        if (forth and step.leads != "<") or (back and step.leads != ">"):
            return
        at = edge.names[0].at
        told = " or ".join(
            f"{each.name} goes from {' or '.join(each.sources)} to {' or '.join(each.targets)}"
            for each in types[:2]
        )
        hint = "Turn the arrow." if forth or back else ""
        self.add(at, Code.IMPOSSIBLE, f"This pattern finds nothing: {told}.", hint)

    # --- values -------------------------------------------------------------------------------

    def values(self) -> None:
        """Hold properties of variables, and what they are compared with, against the schema."""
        words = self.query.tokens
        for node in self.patterns.nodes:
            for key, at in node.keys:
                self.value(key.text, at, self.kinds_of(node), frozenset())
        for step in self.patterns.steps:
            for key, at in step.edge.keys:
                self.value(key.text, at, frozenset(), self.accepted_types(step.edge))
        for i in range(len(words) - 2):
            name = words[i].text
            is_variable = words[i].is_name and not self.query.sign(i - 1, ".")
            if not (is_variable and self.query.sign(i + 1, ".") and words[i + 2].is_name):
                continue
            kinds = self.of_variables.get(name, frozenset())
            types = self.of_edges.get(name, frozenset())
            if not (kinds or types) or self.query.sign(i + 3, "("):
                continue
            self.property(Name(words[i + 2].text, i + 2), kinds, types)
            if self.query.sign(i + 3, "=") or self.query.sign(i + 3, "<>"):
                self.value(words[i + 2].text, i + 4, kinds, types)
            elif self.query.upper(i + 3) == "IN" and self.query.sign(i + 4, "["):
                for at in range(i + 5, self.query.closing[i + 4]):
                    self.value(words[i + 2].text, at, kinds, types)

    def value(self, name: str, at: int, kinds: frozenset[str], types: frozenset[str]) -> None:
        """Hold one value, which a property is compared with, against what it may be."""
        if at >= len(self.query.tokens):
            return
        token = self.query.tokens[at]
        declared = list(self.known.declared(name, kinds, types))
        if token.kind == "parameter":
            self.parameter(name, at, declared)
            return
        if token.kind != "string":
            return
        word = token.text[1:-1]
        allowed = self.known.allowed(name, declared, kinds, types)
        if allowed is None or word in allowed or "\\" in word:
            return
        message = f"{name} is never {shown(word)}."
        self.add(at, Code.IMPOSSIBLE_VALUE, message, did_you_mean(word, allowed))

    def parameter(self, name: str, at: int, declared: list[ValueType]) -> None:
        token = self.query.tokens[at]
        known = {each.name: each.type.name for each in self.saved.parameters}
        given = known.get(token.text[1:])
        if not self.saved.file or given is None or not declared:
            return
        wanted = {each.name for each in declared}
        if all((each, given) in _DIFFERENT or (given, each) in _DIFFERENT for each in wanted):
            message = f"{name} is of the type {' or '.join(sorted(wanted))}, "
            message += f"but {token.text} is declared as {given}: they are never equal."
            hint = f"Declare it: // param {token.text[1:]}: {sorted(wanted)[0]}"
            self.add(at, Code.PARAMETER_TYPE, message, hint)

    # --- the query as a whole -----------------------------------------------------------------

    def writes(self) -> None:
        for i in range(len(self.query.tokens)):
            word = self.query.upper(i)
            is_call = word == "SET" and self.query.sign(i + 1, "(")
            if self.query.is_keyword(i, _WRITES) and not is_call:
                message = f"{word} writes: `graphkit query` runs this with --write only."
                self.add(i, Code.WRITES, message)
                return

    def products(self) -> None:
        """Parts of one MATCH that have no node in common multiply their rows."""
        bound: set[str] = set()
        for i in range(len(self.query.tokens)):
            if not self.query.is_keyword(i, frozenset({"MATCH"})):
                continue
            parts = list(self.parts(i))
            groups: list[set[str]] = []
            for variables in parts:
                joined = set(variables)
                apart = [group for group in groups if group.isdisjoint(joined)]
                for group in groups:
                    joined |= group if not group.isdisjoint(joined) else set()
                groups = [*apart, joined]
            lone = [group for group in groups if bound.isdisjoint(group)]
            if len(lone) > 1:
                message = "Parts of this MATCH have nothing in common: every row of one is "
                message += "combined with every row of the other."
                self.add(i, Code.PRODUCT, message, "Connect them, or write two queries.")
            bound |= {name for variables in parts for name in variables}

    def parts(self, i: int) -> Iterator[set[str]]:
        """Yield the variables of each part of the MATCH at a position; none stays nameless."""
        within: list[set[str]] = [set()]
        for at in self.query.clause(i + 1):
            if self.query.upper(at) in ("WHERE", "USING"):
                break
            if self.query.sign(at, ","):
                within.append(set())
                continue
            end = self.query.closing.get(at, at)
            for node in self.patterns.nodes:
                if at <= node.start <= end:
                    within[-1].add(node.variable or f"({node.start}")
            for step in self.patterns.steps:
                if at <= step.edge.start <= end and step.edge.variable:
                    within[-1].add(step.edge.variable)
        yield from (part for part in within if part)
