"""Write a dataset folder into a Neo4j, which the environment names, by neo4j-graphrag's writer."""

import asyncio
import os
import sys
from pathlib import Path

import neo4j
from neo4j_graphrag.components.kg_writer import Neo4jWriter
from neo4j_graphrag.components.types import Neo4jGraph, Neo4jNode, Neo4jRelationship
from registers import companies, ownerships


def main() -> None:
    """Make the graph in memory, as its pipelines do, and write it in its batches of 1,000."""
    data = Path(sys.argv[1])
    graph = Neo4jGraph(
        nodes=[Neo4jNode(id=row["id"], label="Company", properties=row) for row in companies(data)],
        relationships=[
            Neo4jRelationship(start_node_id=source, end_node_id=target, type="OWNS", properties=row)
            for source, target, row in ownerships(data)
        ],
    )
    auth = (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
    with neo4j.GraphDatabase.driver(os.environ["NEO4J_URI"], auth=auth) as driver:
        done = asyncio.run(Neo4jWriter(driver).run(graph))
    if done.status != "SUCCESS":
        sys.exit(str(done.metadata))


if __name__ == "__main__":
    main()
