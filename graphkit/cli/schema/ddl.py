"""`graphkit schema ddl`: a schema in the language of others."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from graphkit.cli.options import DataArgument
from graphkit.cli.terminal import Terminal


class DdlTarget(StrEnum):
    """What a schema can be told to."""

    NEO4J_COMMUNITY = "neo4j-community"
    NEO4J_ENTERPRISE = "neo4j-enterprise"
    CYPHER25 = "cypher25"
    PG_SCHEMA = "pg-schema"
    JSON_SCHEMA = "json-schema"
    PYDANTIC = "pydantic"


def ddl(
    ctx: typer.Context,
    data: DataArgument = None,
    target: Annotated[
        DdlTarget,
        typer.Option(
            "--target",
            help="neo4j-community, neo4j-enterprise, cypher25: a Neo4j; pg-schema: PG-Schema; "
            "json-schema: of what `graphkit export --format json` writes; pydantic: a module.",
        ),
    ] = DdlTarget.NEO4J_COMMUNITY,
    edge_ids: Annotated[
        bool,
        typer.Option(
            "--edge-ids", help="For a Neo4j: also keep ids of edges unique, which costs speed."
        ),
    ] = False,
) -> None:
    """Show a schema in another language, and in comments what that cannot express.

    \b
    graphkit schema ddl
    graphkit schema ddl --target neo4j-enterprise
    graphkit schema ddl --target cypher25 --edge-ids
    graphkit schema ddl --target json-schema > graph.schema.json
    graphkit schema ddl my-project/data/schema.yaml --target pydantic > models.py

    \b
    A load tells a Neo4j by itself, where it does not stand there yet: see
    `graphkit load --dry-run`. What PG-Schema, JSON Schema and pydantic leave out is told on
    stderr, too.
    """
    from graphkit.pipeline import find_schema, load_schema, schema_in

    terminal = ctx.ensure_object(Terminal)
    told = schema_in(load_schema(find_schema(data)), target.value, edge_ids=edge_ids)
    terminal.result(told.text.rstrip("\n"))
    for sentence in told.missing:
        terminal.say(f"Warning: not in {target.value}: {sentence}")
