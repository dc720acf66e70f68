"""Write a dataset folder into a Neo4j, which the environment names, by BioCypher's online mode.

Arguments: the dataset's folder. The settings are in the current one.
"""

import os
import sys
from pathlib import Path

from biocypher import BioCypher
from biocypher._config import config  # a password is nothing for a file of settings
from run_biocypher import edges, nodes


def main() -> None:
    """Add nodes, then edges; the database is not wiped."""
    data = Path(sys.argv[1])
    config(
        neo4j={
            "database_name": "neo4j",
            "uri": os.environ["NEO4J_URI"],
            "user": os.environ["NEO4J_USERNAME"],
            "password": os.environ["NEO4J_PASSWORD"],
            "wipe": False,
            "multi_db": False,
        }
    )
    graph = BioCypher(schema_config_path="schema_config.yaml", dbms="neo4j", offline=False)
    graph.write_nodes(nodes(data))
    graph.write_edges(edges(data))


if __name__ == "__main__":
    main()
