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


def ddl(
    ctx: typer.Context,
    data: DataArgument = None,
    target: Annotated[
        DdlTarget, typer.Option("--target", help="The kind of server.")
    ] = DdlTarget.NEO4J_COMMUNITY,
    edge_ids: Annotated[
        bool, typer.Option("--edge-ids", help="Also keep ids of edges unique, which costs speed.")
    ] = False,
) -> None:
    """Show what a Neo4j is told of a schema, and in comments what it cannot enforce.

    A load tells it by itself, where it does not stand there yet: see `graphkit load --dry-run`.

    \b
    graphkit schema ddl
    graphkit schema ddl --target neo4j-enterprise
    graphkit schema ddl --target cypher25 --edge-ids
    """
    from graphkit.pipeline import find_schema, load_schema
    from graphkit.propertygraph.ddl.choice import TARGETS, script

    schema = load_schema(find_schema(data))
    chosen = next(each for each in TARGETS if each.name == target)
    more = chosen.edge_ids(schema) if edge_ids else []
    ctx.ensure_object(Terminal).result(script(chosen, schema, more=more).rstrip("\n"))
