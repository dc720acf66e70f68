"""The patterns of a query: its nodes and edges, with the types that they may be of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from graphkit.queries.clauses import Clauses

Labels = frozenset[str]
Expression = Callable[[Labels], bool]

_ARROWS: Final = ("-", "<-", "->")
_DEEPEST: Final = 50
"""So many brackets of a label expression are looked into."""


@dataclass(frozen=True)
class Name:
    """A word of a query that names something.

    Attributes:
        text: The name.
        at: The position of its word.
    """

    text: str
    at: int


@dataclass(frozen=True)
class Element:
    """A node or an edge of a pattern.

    Attributes:
        start: The position of its bracket; of an edge without one, of its arrow.
        end: The position of the bracket's end, or of the arrow's.
        variable: The name of its variable; empty where it has none.
        names: The labels or types that it names.
        accepts: Whether something with these labels, or of this type, may be it.
        keys: The properties that its map names, each with the position of the value.
        is_path: Whether it stands for any number of edges.
        is_endless: Whether that number has no limit.
    """

    start: int
    end: int
    variable: str = ""
    names: tuple[Name, ...] = ()
    accepts: Expression = field(default=lambda _: True)
    keys: tuple[tuple[Name, int], ...] = ()
    is_path: bool = False
    is_endless: bool = False


@dataclass(frozen=True)
class Step:
    """An edge of a pattern between two nodes.

    Attributes:
        left: The node before it.
        edge: The edge.
        right: The node behind it.
        leads: `>` from left to right, `<` the other way; empty where the pattern does not say.
    """

    left: Element
    edge: Element
    right: Element
    leads: str


class Patterns:
    """What the patterns of a query say.

    Args:
        query: The query, in its clauses.

    Example:
        >>> found = Patterns(Clauses("MATCH (a:Country)-[r:HOSTS]->(b) RETURN b"))
        >>> [name.text for node in found.nodes for name in node.names]
        ['Country']
        >>> [(step.edge.names[0].text, step.leads) for step in found.steps]
        [('HOSTS', '>')]
    """

    def __init__(self, query: Clauses) -> None:
        self.query = query
        self.nodes: list[Element] = []
        self.steps: list[Step] = []
        by_start: dict[int, Element] = {}
        for at in sorted(query.closing):
            if query.sign(at, "(") and self._is_node(at):
                by_start[at] = self._node(at)
        self.nodes = list(by_start.values())
        by_end = {node.end: node for node in self.nodes}
        for node in self.nodes:
            for edge, leads, start in self._edge(node.end + 1):
                right = by_start.get(start)
                if right is not None:
                    self.steps.append(Step(by_end[node.end], edge, right, leads))

    def _is_node(self, at: int) -> bool:
        """Whether a bracket holds a node: beside an arrow, or where a clause expects a pattern."""
        query, end = self.query, self.query.closing[at]
        if any(query.sign(end + 1, arrow) for arrow in _ARROWS) and self._is_arrow(end + 1):
            return self._looks_like_node(at)
        before = self._before_quantifier(at - 1)
        if any(query.sign(before, arrow) for arrow in _ARROWS) and self._is_arrow_end(before):
            return self._looks_like_node(at)
        if query.upper(at - 1) in ("MATCH", "MERGE", "CREATE"):
            return self._looks_like_node(at)
        is_next = query.sign(at - 1, ",") or query.sign(at - 1, "{") or query.sign(at - 1, "=")
        return is_next and self._looks_like_node(at) and self._is_of_match(at)

    def _before_quantifier(self, i: int) -> int:
        """Return the position before `+`, `*` or `{1,3}`, where one ends here."""
        if self.query.sign(i, "+") or self.query.sign(i, "*"):
            return i - 1
        return self.query.opening[i] - 1 if self.query.sign(i, "}") else i

    def _looks_like_node(self, at: int) -> bool:
        """Whether it holds nothing, a variable, labels or a map, and no expression."""
        query, i = self.query, at + 1
        if i < len(query.tokens) and query.tokens[i].is_name and not query.sign(i + 1, "("):
            i += 1
        end = query.closing[at]
        if query.sign(i, ":") or query.upper(i) == "IS":
            return True
        if query.sign(i, "{") or query.tokens[i].kind == "parameter":
            i = query.closing.get(i, i) + 1
        return i == end or query.upper(i) == "WHERE"

    def _is_of_match(self, at: int) -> bool:
        """Whether the clause around a bracket is a MATCH, before its WHERE."""
        for i in range(at - 1, -1, -1):
            word = self.query.upper(i)
            if word in ("MATCH", "MERGE", "CREATE"):
                return True
            if word in ("WHERE", "WITH", "RETURN", "UNWIND", "SET", "CALL"):
                return False
        return False

    def _is_arrow(self, i: int) -> bool:
        """Whether an edge of a pattern begins here: `-[`, `<-[`, `--`, `-->`, `<--`."""
        query = self.query
        behind = i + 1
        if query.sign(behind, "["):
            end = query.closing.get(behind, behind)
            return query.sign(end + 1, "-") or query.sign(end + 1, "->")
        return query.sign(behind, "-") or query.sign(behind, "->")

    def _is_arrow_end(self, i: int) -> bool:
        query = self.query
        if query.sign(i - 1, "]"):
            start = query.opening.get(i - 1, i - 1)
            return query.sign(start - 1, "-") or query.sign(start - 1, "<-")
        return query.sign(i - 1, "-") or query.sign(i - 1, "<-")

    def _node(self, at: int) -> Element:
        variable, names, accepts, keys, _ = self._filler(at)
        return Element(at, self.query.closing[at], variable, names, accepts, keys)

    def _edge(self, i: int) -> Iterator[tuple[Element, str, int]]:
        """Yield the edge that begins at a position, where it leads, and what stands behind it."""
        query = self.query
        if not any(query.sign(i, arrow) for arrow in ("-", "<-")) or not self._is_arrow(i):
            return
        if query.sign(i + 1, "["):
            end = query.closing[i + 1]
            variable, names, accepts, keys, rest = self._filler(i + 1)
            is_path, is_endless = self._length(rest, end)
            last = end + 1
        else:
            variable, names, accepts, keys = "", (), (lambda _: True), ()
            is_path = is_endless = False
            last = i + 1
        after = last + 1
        if query.sign(after, "+") or query.sign(after, "*"):
            is_path = is_endless = True
            after += 1
        elif query.sign(after, "{"):
            is_path = True
            is_endless = query.sign(query.closing[after] - 1, ",")
            after = query.closing[after] + 1
        left, right = query.sign(i, "<-"), query.sign(last, "->")
        leads = "" if left == right else "<" if left else ">"
        edge = Element(i, last, variable, names, accepts, keys, is_path, is_endless)
        yield edge, leads, after

    def _length(self, i: int, end: int) -> tuple[bool, bool]:
        """Return whether an edge stands for a path, and for one without a limit."""
        query = self.query
        if not query.sign(i, "*"):
            return False, False
        words = [token.text for token in query.tokens[i + 1 : end] if token.text != "{"]
        text = "".join(words[: words.index("}")] if "}" in words else words)
        bounds = text.split("..")
        return True, (not text[:1].isdigit() and not text.startswith("..")) or (
            len(bounds) == 2 and not bounds[1][:1].isdigit()
        )

    def _filler(
        self, at: int
    ) -> tuple[str, tuple[Name, ...], Expression, tuple[tuple[Name, int], ...], int]:
        """Return what stands in a bracket: variable, names, what they accept, keys, the rest."""
        query, i = self.query, at + 1
        variable = ""
        if query.tokens[i].is_name and query.upper(i) != "WHERE":
            variable = query.tokens[i].text
            i += 1
        reading = LabelExpression(query, i)
        i = reading.end
        keys = tuple(self._keys(i)) if query.sign(i, "{") else ()
        if not keys:
            for j in range(i, query.closing[at]):  # behind the length of a path
                if query.sign(j, "{"):
                    keys = tuple(self._keys(j))
                    break
                if query.upper(j) == "WHERE":
                    break
        return variable, tuple(reading.names), reading.accepts, keys, i

    def _keys(self, at: int) -> Iterator[tuple[Name, int]]:
        """Yield the keys of a map, each with the position of its value."""
        query, i, end = self.query, at + 1, self.query.closing[at]
        is_key = True
        while i < end:
            if is_key and query.tokens[i].is_name and query.sign(i + 1, ":"):
                yield Name(query.tokens[i].text, i), i + 2
                is_key = False
            if query.sign(i, ","):
                is_key = True
            i = query.closing.get(i, i) + 1


class LabelExpression:
    """The labels or types behind a `:`, and what they accept: `:A|B`, `:A&!B`, `:A:B`, `:%`.

    Args:
        query: The query.
        i: The position of the `:`; where there is none, everything is accepted.
    """

    def __init__(self, query: Clauses, i: int) -> None:
        self._query = query
        self.names: list[Name] = []
        self.accepts: Expression = lambda _: True
        self.end = i
        self._depth = 0
        if query.sign(i, ":"):
            self.end = i + 1
            self.accepts = self._any()

    def _any(self) -> Expression:
        parts = [self._all()]
        while self._query.sign(self.end, "|"):
            self.end += 1
            if self._query.sign(self.end, ":"):
                self.end += 1
            parts.append(self._all())
        return lambda labels: any(part(labels) for part in parts)

    def _all(self) -> Expression:
        parts = [self._one()]
        while self._query.sign(self.end, "&") or self._query.sign(self.end, ":"):
            self.end += 1
            parts.append(self._one())
        return lambda labels: all(part(labels) for part in parts)

    def _one(self) -> Expression:
        query, i = self._query, self.end
        if query.sign(i, "!"):
            while query.sign(self.end, "!"):
                self.end += 1
            is_even = (self.end - i) % 2 == 0
            inner = self._one()
            return lambda labels: inner(labels) == is_even
        if query.sign(i, "(") or query.sign(i, "$"):
            if query.sign(i, "$"):  # a label that is computed may be any
                self.end = query.closing.get(i + 1, i) + 1
                return lambda _: True
            if self._depth == _DEEPEST:
                self.end = query.closing.get(i, i) + 1
                return lambda _: True
            self._depth += 1
            self.end += 1
            inner = self._any()
            self.end += 1
            return inner
        self.end += 1
        if i < len(query.tokens) and query.tokens[i].is_name:
            name = query.tokens[i].text
            self.names.append(Name(name, i))
            return lambda labels: name in labels
        return lambda _: True
