"""What the embedded engine would answer otherwise than a Neo4j, and is therefore refused.

The rules were found by running queries on both. Each names what to write instead; what it says
runs alike on both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from graphkit.errors import Refused
from graphkit.stores.base import Parameters
from graphkit.stores.embedded.tokens import Token, tokens

# fmt: off - a word a line would be a page
_CLAUSES: Final = frozenset(
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
_AFTER_ITEMS: Final = frozenset(
    {
        "ORDER",
        "SKIP",
        "OFFSET",
        "LIMIT",
        "WHERE",
    }
)
_NO_VARIABLE: Final = frozenset(
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
        "WITH",
        "XOR",
    }
)
_AGGREGATES: Final = frozenset(
    {
        "avg",
        "collect",
        "count",
        "max",
        "min",
        "percentilecont",
        "percentiledisc",
        "stdev",
        "stdevp",
        "sum",
    }
)
_PREDICATES: Final = frozenset(
    {
        "AND",
        "OR",
        "XOR",
        "NOT",
        "IS",
        "IN",
        "STARTS",
        "ENDS",
        "CONTAINS",
    }
)
# fmt: on
_SUBQUERIES: Final = frozenset({"COUNT", "COLLECT", "EXISTS"})
_KEYS: Final = frozenset({"id", "edge_key"})
_PAIRS: Final = {")": "(", "]": "[", "}": "{"}


def refuse_differences(cypher: str, parameters: Parameters) -> None:
    """Refuse a query that the embedded store would answer otherwise than a Neo4j.

    Args:
        cypher: The query.
        parameters: The values that go with it.

    Raises:
        Refused: With what in it is not answered alike, and what to write instead.

    Example:
        >>> refuse_differences("MATCH (n) RETURN n.name ORDER BY n.age", {})
        >>> refuse_differences("MATCH (n) RETURN max(n.age) IS NULL", {})
        Traceback (most recent call last):
        graphkit.errors.Refused: The embedded store does not answer IS beside max() as a Neo4j \
does. Compute max() in a WITH first, and use its result in the next clause.
    """
    query = _Query(tokens(cypher))
    query.refuse_prefixes()
    query.refuse_dropped_order()
    query.refuse_aggregates()
    query.refuse_numbers_as_keys(parameters)


def result_columns(cypher: str) -> tuple[str, ...]:
    """Return the names of the columns that a query's last RETURN gives; none for `RETURN *`.

    Example:
        >>> result_columns("MATCH (n) RETURN n.name AS name, count( * ) LIMIT 3")
        ('name', 'count( * )')
    """
    query = _Query(tokens(cypher))
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


class _Query:
    """The words of a query with their brackets matched."""

    def __init__(self, words: Sequence[Token]) -> None:
        self.tokens = words
        self._closing: dict[int, int] = {}
        self._opening: dict[int, int] = {}
        open_brackets: list[int] = []
        for i, token in enumerate(words):
            if token.kind != "sign":
                continue
            if token.text in "([{":
                open_brackets.append(i)
            elif token.text in _PAIRS and open_brackets:
                start = open_brackets.pop()
                self._closing[start] = i
                self._opening[i] = start

    # --- reading ------------------------------------------------------------------------------

    def _sign(self, i: int, text: str) -> bool:
        return 0 <= i < len(self.tokens) and self.tokens[i].is_sign(text)

    def _upper(self, i: int) -> str:
        return self.tokens[i].upper if 0 <= i < len(self.tokens) else ""

    def _is_keyword(self, i: int, words: frozenset[str]) -> bool:
        """Whether a word is a keyword here, and no property, label, type or key of a map."""
        if self._upper(i) not in words:
            return False
        named = any(self._sign(i - 1, sign) for sign in (".", ":", "|", "&", "!"))
        return not named and not self._sign(i + 1, ":")

    def _level(self, i: int) -> Iterator[int]:
        """The positions from `i` on at its own depth; a bracket stands for what is in it."""
        while i < len(self.tokens):
            if i in self._opening:
                return
            yield i
            i = self._closing.get(i, i) + 1

    def projections(self) -> Iterator[int]:
        """The positions of each WITH and RETURN that passes values on."""
        for i in range(len(self.tokens)):
            if self._is_keyword(i, frozenset({"RETURN", "WITH"})) and self._upper(i - 1) not in (
                "STARTS",
                "ENDS",
            ):
                yield i

    def items(self, at: int) -> list[list[int]]:
        """The items of the WITH or RETURN at a position, each as the positions of its words."""
        found: list[list[int]] = [[]]
        start = at + 2 if self._upper(at + 1) == "DISTINCT" else at + 1
        for i in self._level(start):
            if self._is_keyword(i, _AFTER_ITEMS | _CLAUSES) and self._ends_items(i):
                break
            if self._sign(i, ",") or self._sign(i, ";"):
                found.append([])
            else:
                found[-1].extend(range(i, self._closing.get(i, i) + 1))
        return [item for item in found if item]

    def _ends_items(self, i: int) -> bool:
        """`STARTS WITH` ends nothing, and neither does a subquery such as `COLLECT {…}`."""
        if self._upper(i) == "WITH":
            return self._upper(i - 1) not in ("STARTS", "ENDS")
        if self._upper(i) == "ORDER":
            return self._upper(i + 1) == "BY"
        return True

    def alias(self, item: Sequence[int]) -> str | None:
        """The name that an item gets by AS, or is; None where the item's own text is its name."""
        if len(item) > 2 and self._upper(item[-2]) == "AS":
            return self.tokens[item[-1]].text
        if len(item) == 1 and self.tokens[item[0]].is_name:
            return self.tokens[item[0]].text
        return None

    # --- the rules ----------------------------------------------------------------------------

    def refuse_prefixes(self) -> None:
        if self._upper(0) == "CYPHER":
            message = "The embedded store knows no CYPHER prefix."
            raise Refused(message, "Leave it out: it speaks Cypher 5.")
        for i in range(len(self.tokens)):
            if self._is_keyword(i, frozenset({"SHORTEST"})):
                message = "The embedded store knows no SHORTEST."
                raise Refused(
                    message,
                    "Write shortestPath((a)-[*]-(b)) or allShortestPaths((a)-[*]-(b)).",
                )

    def refuse_dropped_order(self) -> None:
        for at in self.projections():
            if self._upper(at) != "WITH":
                continue
            items = self.items(at)
            if any(self._sign(item[0], "*") for item in items):
                continue
            passed_on = {self.alias(item) for item in items}
            for i in self._order_by(at):
                name = self.tokens[i].text
                if name not in passed_on:
                    message = (
                        f"The embedded store cannot order by {name}, which this WITH does not "
                        "pass on."
                    )
                    raise Refused(
                        message,
                        f"Let the WITH pass on {name}, or order by what it does pass on.",
                    )

    def _order_by(self, at: int) -> Iterator[int]:
        """The positions of variables in the ORDER BY of the WITH at a position."""
        ordering = False
        for i in self._level(at + 1):
            if self._is_keyword(i, _CLAUSES) and self._ends_items(i):
                return
            if self._is_keyword(i, _AFTER_ITEMS) and self._ends_items(i):
                ordering = self._upper(i) == "ORDER"
            elif ordering:
                for inner in range(i, self._closing.get(i, i) + 1):
                    if self._is_variable(inner):
                        yield inner

    def _is_variable(self, i: int) -> bool:
        if not self.tokens[i].is_name or self.tokens[i].upper in _NO_VARIABLE:
            return False
        if self._sign(i - 1, ".") or self._sign(i - 1, ":"):
            return False
        return not any(self._sign(i + 1, sign) for sign in ("(", "{", ":"))

    def refuse_aggregates(self) -> None:
        for at in self.projections():
            for item in self.items(at):
                calls = [i for i in item if self._is_aggregate(i)]
                if calls:
                    self._refuse_predicates(item, calls[0])
                    self._refuse_properties(item, calls)

    def _is_aggregate(self, i: int) -> bool:
        token = self.tokens[i]
        called = self._sign(i + 1, "(") and not self._sign(i - 1, ".")
        return token.kind == "word" and token.text.lower() in _AGGREGATES and called

    def _refuse_predicates(self, item: Sequence[int], call: int) -> None:
        hidden = self._hidden(item)
        for i in item:
            if i not in hidden and (
                self._is_keyword(i, _PREDICATES) or self._sign(i, "=~") or self._sign(i, "::")
            ):
                self._refuse_beside(self.tokens[i].text, call)

    def _hidden(self, item: Sequence[int]) -> set[int]:
        """What lies within an aggregate, a comprehension or a subquery, where all is well."""
        hidden: set[int] = set()
        for i in item:
            if i not in self._closing:
                continue
            before = self._upper(i - 1)
            comprehension = self._upper(i + 2) == "IN" and self.tokens[i + 1].is_name
            subquery = self._sign(i, "{") and before in _SUBQUERIES
            if comprehension or subquery or before == "REDUCE" or self._is_aggregate(i - 1):
                hidden.update(range(i, self._closing[i] + 1))
        return hidden

    def _refuse_properties(self, item: Sequence[int], calls: Sequence[int]) -> None:
        for i in item:
            if not self._sign(i, "."):
                continue
            # Back over `head(collect(n))` or `collect(n)[0]` to where the value begins.
            start = i - 1
            while start in self._opening:
                start = self._opening[start] - 1
            start += 1 if not self._is_word(start) else 0
            for call in calls:
                if start <= call < i:
                    self._refuse_beside(f".{self.tokens[i + 1].text}", call)

    def _is_word(self, i: int) -> bool:
        return i >= 0 and self.tokens[i].is_name

    def _refuse_beside(self, what: str, call: int) -> None:
        name = self.tokens[call].text
        message = f"The embedded store does not answer {what} beside {name}() as a Neo4j does."
        raise Refused(
            message,
            f"Compute {name}() in a WITH first, and use its result in the next clause.",
        )

    def refuse_numbers_as_keys(self, parameters: Parameters) -> None:
        for i, token in enumerate(self.tokens):
            if token.text not in _KEYS or not token.is_name:
                continue
            after = i + 2 if self._sign(i + 1, ":") or self._sign(i + 1, "=") else 0
            if self._upper(i + 1) == "IN":
                after = i + 2
            before = i - 4 if self._sign(i - 1, ".") and self._sign(i - 3, "=") else -1
            for value in (after, before):
                if value > 0 and self._is_number(value, parameters):
                    message = (
                        f"An {token.text} is text, and the embedded store would take a number "
                        "for one."
                    )
                    raise Refused(
                        message,
                        'Put it in quotes, such as "1".',
                    )

    def _is_number(self, i: int, parameters: Parameters) -> bool:
        if i >= len(self.tokens):
            return False
        token = self.tokens[i]
        if token.is_sign("["):
            inner = range(i + 1, self._closing.get(i, i))
            return any(self.tokens[j].kind == "number" for j in inner)
        if token.kind == "parameter":
            value = parameters.get(token.text[1:].strip("`"))
            values = value if isinstance(value, (list, tuple)) else [value]
            return any(isinstance(each, (int, float)) for each in values)
        return token.kind == "number"
