"""Answers in a form that compares values with their types."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from graphkit.stores import EdgeValue, NodeValue, PathValue
from tests.stores.asking import AnyStore
from tests.stores.conformance.queries import Question

Typed = tuple[str, Any]


def typed(value: Any) -> Typed:
    """A value with the name of its type, so that 1 is neither 1.0 nor true, nor a date a text."""
    match value:
        case NodeValue():
            return ("node", (value.id, value.labels, typed(dict(value.properties))))
        case EdgeValue():
            ends = (value.id, value.type, value.source, value.target)
            return ("edge", (*ends, typed(dict(value.properties))))
        case PathValue():
            steps = [typed(part) for part in (*value.nodes, *value.edges)]
            return ("path", tuple(steps))
        case dict():
            return ("map", tuple((key, typed(value[key])) for key in sorted(value)))
        case list() | tuple():
            return ("list", tuple(typed(item) for item in value))
        case float():
            return ("float", format(value, ".12g"))  # sums depend on the order of their parts
        case datetime() | date() | time():
            return (type(value).__name__, value.isoformat())
    return (type(value).__name__, str(value))


def answer(store: AnyStore, question: Question) -> tuple[tuple[str, ...], list[Typed]]:
    """The columns and rows that a store answers with; rows sorted where they have no order."""
    result = store.query(question.cypher, question.parameters)
    return in_columns(result.columns, result.rows, question)


def in_columns(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], question: Question
) -> tuple[tuple[str, ...], list[Typed]]:
    """Columns and rows in the form in which `answer` gives them."""
    found = [typed(list(row)) for row in rows]
    return tuple(columns), found if question.ordered else sorted(found, key=repr)


def in_order(rows: list[list[Any]], question: Question) -> list[Typed]:
    """Golden rows in the form in which `answer` gives them."""
    return in_columns((), rows, question)[1]
