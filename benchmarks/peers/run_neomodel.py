"""Write a dataset folder into a Neo4j, which the environment names, by classes of neomodel."""

import os
import sys
from pathlib import Path
from typing import Any

import neo4j
from neomodel import (
    FloatProperty,
    IntegerProperty,
    RelationshipTo,
    StringProperty,
    StructuredNode,
    StructuredRel,
    db,
)
from registers import companies, ownerships


class Owns(StructuredRel):  # type: ignore[misc]  # neomodel is not installed here
    """An edge."""

    register = StringProperty(required=True)
    share = FloatProperty()
    votes = IntegerProperty()
    kind = StringProperty()
    since = StringProperty()
    time = StringProperty()


class Company(StructuredNode):  # type: ignore[misc]  # as above
    """A node; its id, which neomodel lets nobody call so, is unique, which makes an index."""

    uid = StringProperty(unique_index=True, required=True)
    name = StringProperty()
    owns = RelationshipTo("Company", "OWNS", model=Owns)


def main() -> None:
    """Write all nodes at once; then connect edge by edge, as it has no other way."""
    data = Path(sys.argv[1])
    auth = (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
    db.set_connection(driver=neo4j.GraphDatabase.driver(os.environ["NEO4J_URI"], auth=auth))
    db.install_labels(Company)
    rows = [{"uid": row["id"], "name": row["name"]} for row in companies(data)]
    found: list[Any] = Company.nodes.bulk_create_or_update(*rows)
    nodes = {node.uid: node for node in found}
    for source, target, row in ownerships(data):
        nodes[source].owns.connect(nodes[target], row)
    db.close_connection()


if __name__ == "__main__":
    main()
