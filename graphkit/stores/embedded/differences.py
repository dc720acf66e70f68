"""What the embedded engine would answer otherwise than a Neo4j, and is therefore refused.

The rules were found by running queries on both. Each names what to write instead; what it says
runs alike on both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from graphkit.errors import Refused
from graphkit.queries.clauses import AFTER_ITEMS, Clauses
from graphkit.queries.clauses import result_columns as result_columns
from graphkit.stores.base import Parameters

# fmt: off - a word a line would be a page
_AGGREGATES: Final = (
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
)
_PREDICATES: Final = frozenset(
    {"AND", "OR", "XOR", "NOT", "IS", "IN", "STARTS", "ENDS", "CONTAINS"}
)
# fmt: on
_SUBQUERIES: Final = frozenset({"COUNT", "COLLECT", "EXISTS"})
_KEYS: Final = frozenset({"id", "edge_key"})
_LESS: Final = ("<", ">", "<=", ">=")
_CLOCKS: Final = ("datetime", "localtime", "time")
_OF_ZONES: Final = frozenset(
    {"epochMillis", "epochSeconds", "offset", "offsetMinutes", "offsetSeconds", "timezone"}
)


def no_moments() -> frozenset[str]:
    """Return the names of properties that hold moments where there is no schema: none."""
    return frozenset()


def refuse_differences(
    cypher: str, parameters: Parameters, moments: Callable[[], frozenset[str]] = no_moments
) -> None:
    """Refuse a query that the embedded store would answer otherwise than a Neo4j.

    Args:
        cypher: The query.
        parameters: The values that go with it.
        moments: Gives the names of the properties that hold moments; called where they matter.

    Raises:
        Refused: With what in it is not answered alike, and what to write instead.

    Example:
        >>> refuse_differences("MATCH (n) RETURN n.name ORDER BY n.age", {})
        >>> refuse_differences("MATCH (n) RETURN max(n.age) IS NULL", {})
        Traceback (most recent call last):
        graphkit.errors.Refused: The embedded store does not answer IS beside max() as a Neo4j \
does. Compute max() in a WITH first, and use its result in the next clause.
    """
    query = Clauses(cypher)
    _refuse_prefixes(query)
    _refuse_conditions_after_limits(query)
    _refuse_dropped_order(query)
    _refuse_aggregates(query)
    _refuse_percentiles(query)
    _refuse_conditions_on_shortest_paths(query)
    _refuse_durations_that_compare(query)
    _refuse_moments(query, moments)
    _refuse_maps_without_a_name(query)
    _refuse_numbers_as_keys(query, parameters)


def _refuse(message: str, hint: str) -> None:
    raise Refused(message, hint)


def _refuse_prefixes(query: Clauses) -> None:
    if query.upper(0) == "CYPHER":
        _refuse("The embedded store knows no CYPHER prefix.", "Leave it out: it speaks Cypher 5.")
    for i in range(len(query.tokens)):
        if query.is_keyword(i, frozenset({"SHORTEST"})):
            _refuse(
                "The embedded store knows no SHORTEST.",
                "Write shortestPath((a)-[*]-(b)) or allShortestPaths((a)-[*]-(b)).",
            )


# --- order and limits -----------------------------------------------------------------------------


def _refuse_conditions_after_limits(query: Clauses) -> None:
    for at in query.projections():
        limit = ""
        for i in query.clause(at + 1):
            if query.is_keyword(i, frozenset({"SKIP", "OFFSET", "LIMIT"})):
                limit = query.upper(i)
            elif limit and query.is_keyword(i, frozenset({"WHERE"})):
                _refuse(
                    f"The embedded store would apply WHERE before the {limit} in front of it.",
                    f"Put WITH * between them: … {limit} 3 WITH * WHERE …",
                )


def _refuse_dropped_order(query: Clauses) -> None:
    for at in query.projections():
        if query.upper(at) != "WITH":
            continue
        items = query.items(at)
        if any(query.sign(item[0], "*") for item in items):
            continue
        passed_on = {query.alias(item) for item in items}
        for i in _order_by(query, at):
            name = query.tokens[i].text
            if name not in passed_on:
                _refuse(
                    f"The embedded store cannot order by {name}, which this WITH does not pass on.",
                    f"Let the WITH pass on {name}, or order by what it does pass on.",
                )


def _order_by(query: Clauses, at: int) -> Iterator[int]:
    """The positions of variables in the ORDER BY of the WITH at a position."""
    ordering = False
    for i in query.clause(at + 1):
        if query.is_keyword(i, AFTER_ITEMS) and query.ends_items(i):
            ordering = query.upper(i) == "ORDER"
        elif ordering:
            within = [inner for inner in query.inner([i]) if query.is_variable(inner)]
            own = {query.tokens[inner].text for inner in within if _is_own(query, inner)}
            yield from (inner for inner in within if query.tokens[inner].text not in own)


def _is_own(query: Clauses, i: int) -> bool:
    """Whether a name is made here, by a comprehension, a predicate over a list or a reduce."""
    if query.upper(i + 1) == "IN":
        return any(query.sign(i - 1, sign) for sign in "[(,")
    return query.sign(i + 1, "=") and query.upper(i - 2) == "REDUCE"


# --- aggregates -----------------------------------------------------------------------------------


def _refuse_aggregates(query: Clauses) -> None:
    aggregates = set(query.calls(*_AGGREGATES))
    for at in query.projections():
        for item in query.items(at):
            calls = [i for i in item if i in aggregates]
            if calls:
                _refuse_predicates(query, item, calls)
                _refuse_properties(query, item, calls)


def _refuse_predicates(query: Clauses, item: Sequence[int], calls: Sequence[int]) -> None:
    hidden = _hidden(query, item, calls)
    for i in item:
        is_sign = query.sign(i, "=~") or query.sign(i, "::")
        if i not in hidden and (is_sign or query.is_keyword(i, _PREDICATES)):
            _refuse_beside(query, query.tokens[i].text, calls[0])


def _hidden(query: Clauses, item: Sequence[int], calls: Sequence[int]) -> set[int]:
    """What lies within an aggregate, a comprehension or a subquery, where all is well."""
    hidden: set[int] = set()
    for i in item:
        if i not in query.closing:
            continue
        before = query.upper(i - 1)
        comprehension = query.upper(i + 2) == "IN" and query.tokens[i + 1].is_name
        subquery = query.sign(i, "{") and before in _SUBQUERIES
        if comprehension or subquery or before == "REDUCE" or i - 1 in calls:
            hidden.update(query.inner([i]))
    return hidden


def _refuse_properties(query: Clauses, item: Sequence[int], calls: Sequence[int]) -> None:
    for i in item:
        if not query.sign(i, "."):
            continue
        # Back over `head(collect(n))` or `collect(n)[0]` to where the value begins.
        start = i - 1
        while start in query.opening:
            start = query.opening[start] - 1
        start += 1 if start < 0 or not query.tokens[start].is_name else 0
        for call in calls:
            if start <= call < i:
                _refuse_beside(query, f".{query.tokens[i + 1].text}", call)


def _refuse_beside(query: Clauses, what: str, call: int) -> None:
    name = query.tokens[call].text
    _refuse(
        f"The embedded store does not answer {what} beside {name}() as a Neo4j does.",
        f"Compute {name}() in a WITH first, and use its result in the next clause.",
    )


def _refuse_percentiles(query: Clauses) -> None:
    for i in query.calls("percentilecont"):
        if query.upper(i + 2) != "TOFLOAT":
            _refuse(
                "The embedded store gives every percentileCont() as a float, a Neo4j not those "
                "that fall on a whole number.",
                "Write percentileCont(toFloat(…), …), which is a float on both.",
            )


# --- paths ----------------------------------------------------------------------------------------


def _refuse_conditions_on_shortest_paths(query: Clauses) -> None:
    for call in query.calls("shortestpath", "allshortestpaths"):
        end = query.closing.get(call + 1)
        if end is None:
            continue
        names = {query.tokens[call - 2].text} if query.sign(call - 1, "=") else set()
        for i in range(call + 2, end):
            if query.sign(i, "[") and query.tokens[i + 1].is_name:
                names.add(query.tokens[i + 1].text)
        after = list(query.clause(end + 1))
        where = next((n for n, i in enumerate(after) if query.upper(i) == "WHERE"), len(after))
        for i in query.inner(after[where:]):
            if query.is_variable(i) and query.tokens[i].text in names:
                _refuse(
                    f"The embedded store would find a shortest path first, and then look at what "
                    f"WHERE says of {query.tokens[i].text}.",
                    "Write MATCH p = (a)-[*..9]-(b) WHERE … WITH p ORDER BY length(p) LIMIT 1.",
                )


# --- times ----------------------------------------------------------------------------------------


def _refuse_durations_that_compare(query: Clauses) -> None:
    """A Neo4j knows no order of durations: a month is not so many days."""
    begins = {i for i, token in enumerate(query.tokens) if _is_call_of_duration(query, i)}
    names = {
        query.alias(item)
        for at in query.projections()
        for item in query.items(at)
        if item[0] in begins and not _is_part(query, item[0])
    }
    for i, token in enumerate(query.tokens):
        if token.kind != "sign" or token.text not in _LESS:
            continue
        before = query.opening.get(i - 1, i - 1)
        start = next((b for b in (before - 1, before - 3) if b in begins), -1)
        is_duration = (
            (start >= 0 and not query.sign(i - 2, "."))
            or (i + 1 in begins and not _is_part(query, i + 1))
            or any(
                query.is_variable(n)
                and query.tokens[n].text in names
                and not query.sign(n + 1, ".")
                for n in (i - 1, i + 1)
                if 0 <= n < len(query.tokens)
            )
        )
        if is_duration:
            _refuse(
                f"The embedded store would compare durations by {token.text}; to a Neo4j none is "
                "longer than another.",
                "Compare their days or seconds, such as duration.inDays(a, b).days.",
            )


def _is_call_of_duration(query: Clauses, i: int) -> bool:
    if query.upper(i) != "DURATION" or query.sign(i - 1, "."):
        return False
    return query.sign(i + 1, "(") or (query.sign(i + 1, ".") and query.sign(i + 3, "("))


def _is_part(query: Clauses, i: int) -> bool:
    """Whether of a duration that begins at a position only a part is taken, such as its days."""
    bracket = i + 1 if query.sign(i + 1, "(") else i + 3
    return query.sign(query.closing.get(bracket, bracket) + 1, ".")


def _refuse_moments(query: Clauses, moments: Callable[[], frozenset[str]]) -> None:
    """A moment that is stored has no zone of its own there, and is written in another way."""
    for i, token in enumerate(query.tokens):
        is_called = query.sign(i + 1, "(") or query.sign(i + 1, ".")
        if token.upper == "LOCALDATETIME" and is_called and not query.sign(i - 1, "."):
            _refuse(
                "The embedded store would answer a moment without zone as one in UTC.",
                "Write datetime(…) with a zone, such as datetime('2014-05-01T12:30:00Z').",
            )
        if query.sign(i, ".") and query.sign(i + 2, ".") and i + 3 < len(query.tokens):
            part, name = query.tokens[i + 3].text, query.tokens[i + 1].text
            if part in _OF_ZONES and name in moments():
                _refuse(
                    f"The embedded store keeps no zone with {name}, and answers no {part}.",
                    f"Write datetime(….{name}).{part}, which is in UTC."
                    if part.startswith("epoch")
                    else "Leave it out: what is stored is in UTC.",
                )
    for call in query.calls("tostring"):
        for i in query.inner([call + 1]):
            token = query.tokens[i]
            is_clock = token.text.lower() in _CLOCKS and query.sign(i + 1, "(")
            if is_clock or (query.sign(i - 1, ".") and _ends(query, i) and token.text in moments()):
                _refuse(
                    "The embedded store writes a moment or a time in another way than a Neo4j.",
                    "Return it as it is, or write its parts: n.seen.year, n.seen.month, ….",
                )


def _ends(query: Clauses, i: int) -> bool:
    """Whether a property's value is taken whole: neither a part of it nor its date."""
    is_date = query.sign(i - 3, "(") and query.upper(i - 4) == "DATE"
    return not is_date and not query.sign(i + 1, ".") and not query.sign(i + 1, "(")


# --- names and keys -------------------------------------------------------------------------------


def _refuse_maps_without_a_name(query: Clauses) -> None:
    for at in query.projections():
        for item in query.items(at):
            first = query.tokens[item[0]]
            is_map = len(item) > 2 and first.is_name and query.sign(item[1], "{")
            if is_map and first.upper not in _SUBQUERIES and query.closing.get(item[1]) == item[-1]:
                _refuse(
                    f"The embedded store would name the column of {first.text} {{…}} by its text.",
                    f"Give it a name: {first.text} {{…}} AS {first.text}.",
                )


def _refuse_numbers_as_keys(query: Clauses, parameters: Parameters) -> None:
    for i, token in enumerate(query.tokens):
        if token.text not in _KEYS or not token.is_name:
            continue
        after = i + 2 if query.sign(i + 1, ":") or query.sign(i + 1, "=") else 0
        if query.upper(i + 1) == "IN":
            after = i + 2
        before = i - 4 if query.sign(i - 1, ".") and query.sign(i - 3, "=") else -1
        for value in (after, before):
            if value > 0 and _is_number(query, value, parameters):
                _refuse(
                    f"An {token.text} is text, and the embedded store would take a number for one.",
                    'Put it in quotes, such as "1".',
                )


def _is_number(query: Clauses, i: int, parameters: Parameters) -> bool:
    if i >= len(query.tokens):
        return False
    token = query.tokens[i]
    if token.is_sign("["):
        return any(query.tokens[j].kind == "number" for j in query.inner([i]))
    if token.kind == "parameter":
        value = parameters.get(token.text[1:].strip("`"))
        values = value if isinstance(value, (list, tuple)) else [value]
        return any(isinstance(each, (int, float)) for each in values)
    return token.kind == "number"
