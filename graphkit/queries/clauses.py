"""A query in its clauses, as far as it takes to see what it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from graphkit.queries.tokens import tokens

# fmt: off - a word a line would be a page
CLAUSES: Final = frozenset(
    {
        "CALL",
        "CREATE",
        "DELETE",
        "DETACH",
        "FILTER",
        "FINISH",
        "FOREACH",
        "INSERT",
        "LET",
        "LOAD",
        "MATCH",
        "MERGE",
        "NODETACH",
        "OPTIONAL",
        "REMOVE",
        "RETURN",
        "SET",
        "UNION",
        "UNWIND",
        "USE",
        "WITH",
    }
)
AFTER_ITEMS: Final = frozenset(
    {
        "ORDER",
        "SKIP",
        "OFFSET",
        "LIMIT",
        "WHERE",
    }
)
NO_VARIABLE: Final = frozenset(
    {
        "AND",
        "AS",
        "ASC",
        "ASCENDING",
        "BY",
        "CASE",
        "CONTAINS",
        "DESC",
        "DESCENDING",
        "DISTINCT",
        "ELSE",
        "END",
        "ENDS",
        "EXISTS",
        "FALSE",
        "IN",
        "IS",
        "NOT",
        "NULL",
        "OR",
        "ORDER",
        "STARTS",
        "THEN",
        "TRUE",
        "WHEN",
        "WHERE",
        "WITH",
        "XOR",
    }
)
# fmt: on
_PAIRS: Final = {")": "(", "]": "[", "}": "{"}


def result_columns(cypher: str) -> tuple[str, ...]:
    """Return the names of the columns that a query's last RETURN gives; none for `RETURN *`.

    Example:
        >>> result_columns("MATCH (n) RETURN n.name AS name, count( * ) LIMIT 3")
        ('name', 'count( * )')
    """
    query = Clauses(cypher)
    last = [i for i, token in enumerate(query.tokens) if token.upper == "RETURN"]
    if not last:
        return ()
    names = []
    for item in query.items(last[-1]):
        if query.tokens[item[0]].is_sign("*"):
            return ()
        alias = query.alias(item)
        start, end = query.tokens[item[0]].start, query.tokens[item[-1]].end
        names.append(alias if alias is not None else cypher[start:end])
    return tuple(names)


class Clauses:
    """The words of a query with their brackets matched.

    Args:
        cypher: The query.
    """

    def __init__(self, cypher: str) -> None:
        self.tokens = words = tokens(cypher)
        self.closing: dict[int, int] = {}
        self.opening: dict[int, int] = {}
        open_brackets: list[int] = []
        for i, token in enumerate(words):
            if token.kind != "sign":
                continue
            if token.text in "([{":
                open_brackets.append(i)
            elif token.text in _PAIRS and open_brackets:
                start = open_brackets.pop()
                self.closing[start] = i
                self.opening[i] = start

    def sign(self, i: int, text: str) -> bool:
        """Whether this sign stands at a position."""
        return 0 <= i < len(self.tokens) and self.tokens[i].is_sign(text)

    def upper(self, i: int) -> str:
        """The word at a position in capitals; empty where there is none."""
        return self.tokens[i].upper if 0 <= i < len(self.tokens) else ""

    def is_keyword(self, i: int, words: frozenset[str]) -> bool:
        """Whether a word is a keyword here, and no property, label, type or key of a map."""
        if self.upper(i) not in words:
            return False
        named = any(self.sign(i - 1, sign) for sign in (".", ":", "|", "&", "!"))
        return not named and not self.sign(i + 1, ":")

    def level(self, i: int) -> Iterator[int]:
        """The positions from `i` on at its own depth; a bracket stands for what is in it."""
        while i < len(self.tokens):
            if i in self.opening:
                return
            yield i
            i = self.closing.get(i, i) + 1

    def projections(self) -> Iterator[int]:
        """The positions of each WITH and RETURN that passes values on."""
        for i in range(len(self.tokens)):
            if self.is_keyword(i, frozenset({"RETURN", "WITH"})) and self.upper(i - 1) not in (
                "STARTS",
                "ENDS",
            ):
                yield i

    def items(self, at: int) -> list[list[int]]:
        """The items of the WITH or RETURN at a position, each as the positions of its words."""
        found: list[list[int]] = [[]]
        start = at + 2 if self.upper(at + 1) == "DISTINCT" else at + 1
        for i in self.level(start):
            if self.is_keyword(i, AFTER_ITEMS | CLAUSES) and self.ends_items(i):
                break
            if self.sign(i, ",") or self.sign(i, ";"):
                found.append([])
            else:
                found[-1].extend(range(i, self.closing.get(i, i) + 1))
        return [item for item in found if item]

    def ends_items(self, i: int) -> bool:
        """`STARTS WITH` ends nothing, and neither does a subquery such as `COLLECT {…}`."""
        if self.upper(i) == "WITH":
            return self.upper(i - 1) not in ("STARTS", "ENDS")
        if self.upper(i) == "ORDER":
            return self.upper(i + 1) == "BY"
        return True

    def alias(self, item: Sequence[int]) -> str | None:
        """The name that an item gets by AS, or is; None where the item's own text is its name."""
        if len(item) > 2 and self.upper(item[-2]) == "AS":
            return self.tokens[item[-1]].text
        if len(item) == 1 and self.tokens[item[0]].is_name:
            return self.tokens[item[0]].text
        return None

    def clause(self, i: int) -> Iterator[int]:
        """The positions from `i` on at its own depth, up to the next clause."""
        for at in self.level(i):
            if self.is_keyword(at, CLAUSES) and self.ends_items(at):
                return
            yield at

    def inner(self, at: Iterable[int]) -> Iterator[int]:
        """The positions given and those within the brackets that begin there."""
        for i in at:
            yield from range(i, self.closing.get(i, i) + 1)

    def calls(self, *names: str) -> Iterator[int]:
        """The positions of calls of functions by these names, in small letters."""
        for i, token in enumerate(self.tokens):
            called = self.sign(i + 1, "(") and not self.sign(i - 1, ".")
            if token.kind == "word" and token.text.lower() in names and called:
                yield i

    def is_variable(self, i: int) -> bool:
        """Whether a name stands for a variable here."""
        if not self.tokens[i].is_name or self.tokens[i].upper in NO_VARIABLE:
            return False
        if self.sign(i - 1, ".") or self.sign(i - 1, ":"):
            return False
        return not any(self.sign(i + 1, sign) for sign in ("(", "{", ":"))
