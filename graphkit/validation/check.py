"""The two things that are done with a dataset: checking it, and building its Graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final, TypeVar, overload

from graphkit.errors import DataError, Problem
from graphkit.graph.dataset import Dataset
from graphkit.graph.graph import Graph
from graphkit.graph.redaction import redact
from graphkit.validation.construction import draft, nodes_of
from graphkit.validation.draft import Draft
from graphkit.validation.finding import ORIGIN, Finding, problems_of
from graphkit.validation.rules import OF_CLAIMS, OF_EACH_CLAIM, OF_NODES, OF_PARTS, RULES, Rule
from graphkit.validation.survey import Survey, owners, pieces

AnyGraph = TypeVar("AnyGraph", bound=Graph)

MOST_ROWS: Final = 500_000
"""So many rows are typed at a time; more would need memory, and gain no speed."""


def check(dataset: Dataset) -> list[Problem]:
    """Return every Problem of a dataset, warnings too, in file order."""
    return check_in_parts(dataset, MOST_ROWS)


def check_in_parts(dataset: Dataset, most: int) -> list[Problem]:
    """Return every Problem of a dataset, of whose rows only some are typed at a time.

    Args:
        dataset: The dataset.
        most: How many rows are typed at a time, about.
    """
    if not dataset.schema_is_usable:
        return sorted(dataset.problems)
    return sorted({*dataset.problems, *problems_of(_findings(dataset, most))})


def _findings(dataset: Dataset, most: int) -> Iterator[Finding]:
    rows = sum(table.height for table in dataset.tables)
    if rows <= most or len(dataset.names) > 1:
        yield from findings_of(draft(dataset))
        return
    known_owners = owners(dataset, most)
    parts = []
    for some in pieces(dataset, "node", most):
        drafted = draft(dataset, some, known_owners)
        yield from _found(OF_PARTS, drafted)
        parts.append(replace(drafted, pieces=(), parts=(), columns=()))
    nodes = nodes_of(parts)
    yield from _found(OF_NODES, nodes)
    survey = Survey(nodes)

    def claims() -> Iterator[Draft]:
        for some in pieces(dataset, "edge", most):
            yield draft(dataset, some, known_owners).beside(nodes)

    for claimed in claims():
        yield from _found((*OF_PARTS, *OF_EACH_CLAIM), claimed)
        survey.add(claimed)
    yield from _found(OF_CLAIMS, survey.suspects(claims()))


def _found(rules: Iterable[Rule], drafted: Draft) -> Iterator[Finding]:
    for rule in rules:
        yield from rule(drafted)


@overload
def build(dataset: Dataset) -> Graph: ...


@overload
def build(dataset: Dataset, graph_type: type[AnyGraph]) -> AnyGraph: ...


def build(dataset: Dataset, graph_type: type[Graph] = Graph) -> Graph:
    """Return the Graph of a dataset.

    Args:
        dataset: The dataset.
        graph_type: The class to build: Graph, or one that can do more.

    Raises:
        DataError: Where it has errors; with every Problem. Warnings do not hinder.
    """
    problems, graph = examine(dataset, graph_type)
    if graph is None:
        raise DataError(problems)
    return graph


def examine(dataset: Dataset, graph_type: type[AnyGraph]) -> tuple[list[Problem], AnyGraph | None]:
    """Return every Problem of a dataset in file order, and its Graph where none is an error."""
    if not dataset.schema_is_usable:
        return sorted(dataset.problems), None
    drafted = draft(dataset)
    problems = sorted({*dataset.problems, *problems_of(findings_of(drafted))})
    if any(problem.is_error for problem in problems):
        return problems, None
    return problems, graph_of(drafted, graph_type)


def findings_of(drafted: Draft) -> list[Finding]:
    """Return what every rule finds."""
    return list(_found(RULES, drafted))


def graph_of(drafted: Draft, graph_type: type[AnyGraph]) -> AnyGraph:
    """Return the Graph of a draft in which no rule finds an error; it tells what may be told."""
    origin = list(ORIGIN)
    graph = graph_type(
        drafted.schema,
        drafted.dataset.name,
        drafted.dataset.title,
        license=drafted.dataset.license,
        nodes={name: frame.drop(origin) for name, frame in drafted.nodes.items()},
        stated=drafted.stated.drop(*origin, "_sound"),
        properties=drafted.properties,
        documents=drafted.texts,
    )
    return redact(graph, drafted.dataset.redact)
