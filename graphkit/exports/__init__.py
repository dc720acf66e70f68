"""A graph as files for other programs, one module a format."""

from __future__ import annotations

from graphkit.exports.csv import write_csv
from graphkit.exports.cypher import write_cypher
from graphkit.exports.graphml import write_graphml
from graphkit.exports.json import write_json
from graphkit.exports.neo4j_admin import write_neo4j_admin, write_neo4j_admin_parquet
from graphkit.exports.parquet import write_parquet
from graphkit.exports.report import ExportReport

__all__ = [
    "ExportReport",
    "write_csv",
    "write_cypher",
    "write_graphml",
    "write_json",
    "write_neo4j_admin",
    "write_neo4j_admin_parquet",
    "write_parquet",
]
