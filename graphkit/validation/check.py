"""The two things that are done with a dataset: checking it, and building its Graph."""

from __future__ import annotations

from typing import TypeVar, overload

from graphkit.errors import DataError, Problem
from graphkit.graph.dataset import Dataset
from graphkit.graph.graph import Graph
from graphkit.graph.redaction import redact
from graphkit.validation.construction import draft
from graphkit.validation.draft import Draft
from graphkit.validation.finding import ORIGIN, Finding, problems_of
from graphkit.validation.rules import RULES

AnyGraph = TypeVar("AnyGraph", bound=Graph)


def check(dataset: Dataset) -> list[Problem]:
    """Return every Problem of a dataset, warnings too, in file order."""
    return examine(dataset, Graph)[0]


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
    return [finding for rule in RULES for finding in rule(drafted)]


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
