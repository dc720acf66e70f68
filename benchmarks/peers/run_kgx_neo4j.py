"""Write KGX's tables into a Neo4j, which the environment names, by its Transformer.

Its command line wants the password as a word. Arguments: the tables, from the current folder.
"""

import os
import sys

import run_kgx  # it brings the Biolink model, so that nothing is fetched
from kgx.transformer import Transformer


def main() -> None:
    """Read the tables, and write them as a stream, as its command does."""
    assert run_kgx.MODEL.is_dir()
    Transformer(stream=True).transform(
        {"filename": sys.argv[1:], "format": "tsv"},
        {
            "format": "neo4j",
            "uri": os.environ["NEO4J_URI"],
            "username": os.environ["NEO4J_USERNAME"],
            "password": os.environ["NEO4J_PASSWORD"],
        },
    )


if __name__ == "__main__":
    main()
