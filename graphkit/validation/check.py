"""The two things that are done with a dataset: checking it, and building its Graph."""

from __future__ import annotations

from graphkit.errors import DataError, Problem
from graphkit.graph.dataset import Dataset
from graphkit.graph.graph import Graph
from graphkit.validation.draft import ORIGIN, Draft, draft
from graphkit.validation.rules import RULES


def check(dataset: Dataset) -> list[Problem]:
    """Return every Problem of a dataset, warnings too, in file order."""
    return _check(dataset)[0]


def build(dataset: Dataset) -> Graph:
    """Return the Graph of a dataset.

    Raises:
        DataError: Where it has errors; with every Problem. Warnings do not hinder.
    """
    problems, drafted = _check(dataset)
    if drafted is None or any(problem.is_error for problem in problems):
        raise DataError(problems)
    origin = list(ORIGIN)
    return Graph(
        dataset.schema,
        dataset.name,
        dataset.title,
        nodes={name: frame.drop(origin) for name, frame in drafted.nodes.items()},
        stated=drafted.stated.drop(origin),
        properties=drafted.properties,
        documents=drafted.texts,
    )


def _check(dataset: Dataset) -> tuple[list[Problem], Draft | None]:
    found = list(dataset.problems)
    if not dataset.schema_is_usable:
        return sorted(found), None
    drafted = draft(dataset)
    for rule in RULES:
        found.extend(rule(drafted))
    return sorted(set(found)), drafted
