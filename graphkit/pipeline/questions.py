"""Query: saved questions, and what their answers speak of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import DataError, GraphkitError, Problem, UsageError, did_you_mean
from graphkit.graph.graph import Graph
from graphkit.schema.load import EMPTY, read_schema

if TYPE_CHECKING:
    from graphkit.queries import Reading, SavedQuery
    from graphkit.schema.model import Schema
    from graphkit.stores.base import QueryResult


def saved_queries(folder: Path | None) -> dict[str, SavedQuery]:
    """Return the saved queries of a dataset by name; the sound ones where others have faults."""
    from graphkit.queries import find_queries

    return find_queries(folder)[0]


def query_problems(folder: Path, schema: Schema | None = None) -> list[Problem]:
    """Return what is wrong with the saved queries of a dataset, in file order.

    Args:
        folder: The dataset's folder.
        schema: What they are held against; where None, the dataset's schema is read. An empty one
            says nothing of them.
    """
    from graphkit.queries import find_queries

    queries, problems = find_queries(folder)
    if schema is None:
        schema = schema_of_queries(folder)
    if schema.name:
        for query in queries.values():
            problems += query_reading(query, schema).problems
    return sorted(problems)


def query_reading(query: SavedQuery, schema: Schema) -> Reading:
    """Return what a query reads, and what a schema has against it."""
    from graphkit.queries import check_query

    return check_query(query, schema)


def schema_of_queries(folder: Path | None) -> Schema:
    """Return the schema that the queries of a dataset go by; an empty one where it has none."""
    from graphkit.readers.folder import schema_path

    if folder is None:
        return EMPTY
    try:
        path = schema_path(folder)
    except GraphkitError:
        return EMPTY
    return read_schema(path, str(path))[0]


def saved_query(name: str, folder: Path | None) -> SavedQuery:
    """Return a saved query of a dataset.

    Raises:
        DataError: Where it has faults.
        UsageError: Where there is none of that name.
    """
    from graphkit.queries import find_queries

    queries, problems = find_queries(folder)
    if name in queries:
        return queries[name]
    own = [problem for problem in problems if Path(problem.file).stem == name]
    if own:
        raise DataError(own)
    message = f'There is no saved query "{name}".'
    raise UsageError(message, did_you_mean(name, list(queries)) or "`graphkit query --list`.")


def query_in_file(file: Path) -> SavedQuery:
    """Return the query that a file holds.

    Raises:
        DataError: Where it has faults.
        UsageError: Where there is no such file.
    """
    from graphkit.queries import read_query

    if not file.is_file():
        message = f"There is no file {file}."
        raise UsageError(message)
    query, problems = read_query(file)
    if query is None:
        raise DataError(problems)
    return query


def found_ids(answer: QueryResult, graph: Graph) -> frozenset[str]:
    """Return the ids of nodes and claims that an answer speaks of.

    Nodes, edges and paths in it count, and every text that is the id of a node or a claim.
    """
    from graphkit.stores.base import json_value

    known = {*graph.node_table()["id"], *graph.claim_table()["id"]}
    found: set[str] = set()
    waiting: list[object] = [json_value(value) for row in answer.rows for value in row]
    while waiting:
        match waiting.pop():
            case str(text) if text in known:
                found.add(text)
            case dict(mapping):
                waiting += [mapping["id"]] if "id" in mapping else mapping.values()
            case list(items):
                waiting += items
    return frozenset(found)
