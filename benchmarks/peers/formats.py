"""The inline edges of `generate` in the formats of other tools: the same rows, in other words.

Each function takes the dataset's folder and another one to write into.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final, TextIO

import polars as pl

PROPERTIES: Final = ("register", "share", "votes", "kind", "since", "time")

FOLLOWTHEMONEY: Final = {
    "register": "recordId",
    "share": "percentage",
    "votes": "sharesCount",
    "kind": "ownershipType",
    "since": "startDate",
    "time": "summary",
}
"""What it calls the properties."""

BIOCYPHER_SCHEMA: Final = """\
company:
  represented_as: node
  input_label: Company
  properties: {name: str}
owns:
  represented_as: edge
  input_label: OWNS
  source: company
  target: company
  properties: {register: str, share: float, votes: int, kind: str, since: str, time: str}
"""

# Headless: the ontology that it loads otherwise is fetched, and has no companies.
BIOCYPHER_SETTINGS: Final = """\
biocypher:
  dbms: csv
  offline: true
  strict_mode: false
  debug: false
  log_to_disk: false
  head_ontology: null
"""

LINKML_SCHEMA: Final = """\
id: https://example.org/registers
name: registers
prefixes: {linkml: "https://w3id.org/linkml/", ex: "https://example.org/"}
default_prefix: ex
imports: [linkml:types]
enums:
  Kind: {permissible_values: {direct: {}, indirect: {}, trust: {}}}
classes:
  Company:
    attributes:
      id: {identifier: true}
      name: {range: string, required: true}
  Owns:
    attributes:
      source: {range: Company, required: true}
      target: {range: Company, required: true}
      register: {range: string, required: true}
      share: {range: float, minimum_value: 0, maximum_value: 100}
      votes: {range: integer, minimum_value: 0}
      kind: {range: Kind}
      since: {range: date}
      time: {range: string}
  Registers:
    tree_root: true
    attributes:
      companies: {range: Company, multivalued: true, inlined_as_list: true}
      owns: {range: Owns, multivalued: true, inlined_as_list: true}
"""


def biocypher(data: Path, folder: Path) -> None:
    """Write the schema and the settings; the program reads the tables as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "schema_config.yaml").write_text(BIOCYPHER_SCHEMA)
    (folder / "biocypher_config.yaml").write_text(BIOCYPHER_SETTINGS)


def kgx(data: Path, folder: Path) -> None:
    """Write `nodes.tsv` and `edges.tsv`, with the categories and predicates of Biolink."""
    folder.mkdir(parents=True, exist_ok=True)
    nodes, edges = _tables(data)
    nodes.select(
        id=pl.format("EX:{}", "id"), category=pl.lit("biolink:NamedThing"), name="name"
    ).write_csv(folder / "nodes.tsv", separator="\t")
    edges.select(
        pl.format("EX:{}", "register").alias("id"),
        pl.format("EX:{}", "source").alias("subject"),
        pl.lit("biolink:related_to").alias("predicate"),
        pl.format("EX:{}", "target").alias("object"),
        pl.lit("biolink:Association").alias("category"),
        pl.lit("not_provided").alias("knowledge_level"),
        pl.lit("not_provided").alias("agent_type"),
        pl.lit("infores:registers").alias("primary_knowledge_source"),
        *PROPERTIES,
    ).write_csv(folder / "edges.tsv", separator="\t")


def linkml(data: Path, folder: Path) -> None:
    """Write an equivalent schema, and the rows as one JSON document."""
    folder.mkdir(parents=True, exist_ok=True)
    nodes, edges = _tables(data)
    typed = edges.with_columns(pl.col("share").cast(pl.Float64), pl.col("votes").cast(pl.Int64))
    (folder / "schema.yaml").write_text(LINKML_SCHEMA)
    content = {"companies": nodes.to_dicts(), "owns": typed.to_dicts()}
    (folder / "data.json").write_text(json.dumps(content))


def followthemoney(data: Path, folder: Path) -> None:
    """Write entities as JSON lines; of each edge one with its ends, and one with its properties."""
    folder.mkdir(parents=True, exist_ok=True)
    nodes, edges = _tables(data)
    with (folder / "entities.json").open("w") as file:
        for row in nodes.iter_rows(named=True):
            _entity(file, row["id"], "Company", {"name": row["name"]})
        for row in edges.iter_rows(named=True):
            ends = {"owner": row["source"], "asset": row["target"]}
            _entity(file, row["register"], "Ownership", ends)
            properties = {ours: row[name] for name, ours in FOLLOWTHEMONEY.items()}
            _entity(file, row["register"], "Ownership", properties)


def _tables(data: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the nodes and edges of a dataset as text."""
    tables = ("nodes/Company.csv", "edges/OWNS.csv")
    nodes, edges = (pl.read_csv(data / name, infer_schema=False) for name in tables)
    return nodes, edges


def _entity(file: TextIO, name: str, schema: str, properties: dict[str, str]) -> None:
    values = {key: [value] for key, value in properties.items()}
    file.write(json.dumps({"id": name, "schema": schema, "properties": values}) + "\n")
