"""Model: from a Schema to what other languages, readers and programs are told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphkit.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from graphkit.schema.model import Schema
    from graphkit.targets.told import Told

_LANGUAGES: Final = ("pg-schema", "json-schema", "pydantic")


def schema_in(schema: Schema, target: str, *, edge_ids: bool = False) -> Told:
    r"""Return a schema in another language.

    Args:
        schema: The schema.
        target: A kind of Neo4j (`neo4j-community`, `neo4j-enterprise`, `cypher25`), or `pg-schema`,
            `json-schema` or `pydantic`.
        edge_ids: Whether a Neo4j is also told to keep ids of edges unique.

    Raises:
        UsageError: Where there is no such target, or it knows no ids of edges.

    Example:
        >>> from graphkit.schema.load import parse_schema
        >>> schema, _ = parse_schema("schema: s\nversion: 1.0.0\nnodes: {Person: {}}")
        >>> "class Person(Entity):" in schema_in(schema, "pydantic").text
        True
    """
    from graphkit.propertygraph.ddl.choice import TARGETS, script
    from graphkit.targets.json_schema import json_schema
    from graphkit.targets.pg_schema import pg_schema
    from graphkit.targets.pydantic import pydantic
    from graphkit.targets.told import Told

    for server in TARGETS:
        if server.name == target:
            more = server.edge_ids(schema) if edge_ids else []
            return Told(script(server, schema, more=more), ())
    languages = dict(zip(_LANGUAGES, (pg_schema, json_schema, pydantic), strict=True))
    if target not in languages:
        message = f"There is no target {target!r}."
        known = [*(server.name for server in TARGETS), *languages]
        raise UsageError(message, did_you_mean(target, known))
    if edge_ids:
        message = f"--edge-ids is for a Neo4j, not for {target}."
        raise UsageError(message)
    return languages[target](schema)
