"""The command that imports the files, and the Cypher that is run after it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import Final

from graphkit.exports.cypher import constraints, literal
from graphkit.exports.neo4j_admin.tables import TableFiles, Told
from graphkit.exports.writing import GENERATOR
from graphkit.graph.graph import Graph
from graphkit.propertygraph.cypher import labels, name
from graphkit.propertygraph.groups import NodeGroup
from graphkit.propertygraph.marks import OWNED

COMMAND: Final = "import.sh"
"""The file with the command."""

AFTERWARDS: Final = "afterwards.cypher"
"""The file with what is to be run when the server has been started on the result."""

DATABASE: Final = "neo4j"
"""The database that is built where no other is named."""


def command_of(
    tables: Sequence[tuple[TableFiles, Sequence[str]]], options: Sequence[str]
) -> list[str]:
    """Return the words of the command, to be run in the folder.

    Args:
        tables: Each table, with the names of its files.
        options: What the importer has to be told of them.
    """
    words = ["neo4j-admin", "database", "import", "full", DATABASE, *options]
    for table, files in tables:
        like = table.table.empty
        names = ",".join(files)
        if isinstance(like, NodeGroup):
            words.append(f"--nodes={':'.join((like.root, *like.labels))}={names}")
        else:
            words.append(f"--relationships={like.type}={names}")
    return words


def script_of(command: Sequence[str]) -> str:
    """Return a shell script that runs a command of `command_of` for any database."""
    options = "".join(f" \\\n    {shlex.quote(word)}" for word in command[5:])
    return f"""\
#!/bin/sh
# Written by {GENERATOR} (graphkit export).
# Builds a new database of these files, on the machine of a server that is stopped or does not
# hold that database:    sh {COMMAND} [DATABASE [OPTION...]]
# Start the server then, and run the rest there:    cypher-shell -d DATABASE -f {AFTERWARDS}
set -eu
CDPATH='' cd -- "$(dirname -- "$0")"
database=${{1:-{DATABASE}}}
[ "$#" -eq 0 ] || shift
exec "${{NEO4J_ADMIN:-neo4j-admin}}" database import full "$database"{options} \\
    "$@"
"""


def afterwards(graph: Graph, tables: Sequence[TableFiles], told: Sequence[Told]) -> Iterator[str]:
    """Yield what is run on the server: constraints, then lists that files do not hold."""
    yield from constraints(graph.schema)
    for each, about in zip(tables, told, strict=True):
        like = each.table.empty
        if isinstance(like, NodeGroup):
            own = f" {{edge_type: {literal(like.type)}}}" if like.kind == "claim" else ""
            pattern = f"(e{labels((like.root, *like.labels))}{own})"
        else:
            pattern = f"({labels([like.source_root])})-[e{labels([like.type])}]->()"
        for column, value in sorted(about.empty.items()):
            has = f"{literal(column)} IN split(e.{OWNED}[0], ';')"
            yield (
                f"MATCH {pattern} WHERE e.{name(column)} IS NULL AND {has} "
                f"CALL (e) {{ SET e.{name(column)} = {value} }} IN TRANSACTIONS OF 10000 ROWS"
            )
        for column, function in sorted(about.texts.items()):
            own_name = name(column)
            yield (
                f"MATCH {pattern} WHERE size(e.{own_name}) > 0 CALL (e) "
                f"{{ SET e.{own_name} = [item IN e.{own_name} | {function}(item)] }} "
                "IN TRANSACTIONS OF 10000 ROWS"
            )
        for column, ids in sorted(about.blank.items()):
            listed = ", ".join(literal(id) for id in ids)
            yield f"MATCH {pattern} WHERE e.id IN [{listed}] SET e.{name(column)} = ['']"
