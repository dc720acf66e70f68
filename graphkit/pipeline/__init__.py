"""The verbs: read, check, build, load, query, view, export: steps of the way of the data."""

from __future__ import annotations

from graphkit.pipeline.datasets import build, examine, find_dataset, find_datasets, find_schema
from graphkit.pipeline.evolution import (
    Comparison,
    compare_schemas,
    new_problems,
    read_revision,
)
from graphkit.pipeline.files import export
from graphkit.pipeline.graph import Graph
from graphkit.pipeline.inspection import Inspection, inspect_schema
from graphkit.pipeline.interchange import (
    export_schema,
    import_schema,
    write_drawing,
    write_imported,
)
from graphkit.pipeline.ledger import recorded_loads
from graphkit.pipeline.modelling import schema_in
from graphkit.pipeline.pages import saved_places, saved_views, write_page, write_schema_page
from graphkit.pipeline.quarantine import obstacles, sift, sift_and_build, write_quarantine
from graphkit.pipeline.questions import (
    found_ids,
    query_in_file,
    query_problems,
    query_reading,
    saved_queries,
    saved_query,
    schema_of_queries,
)
from graphkit.pipeline.reading import Wanted, read_store, read_target
from graphkit.pipeline.storage import (
    Target,
    connect,
    find_target,
    holds_other_data,
    load_dataset,
    open_current,
    open_embedded,
    open_target,
    plan_dataset,
    wait_for_interrupt,
)
from graphkit.pipeline.unloading import plan_unload, unload
from graphkit.readers.folder import read
from graphkit.schema.load import load_schema
from graphkit.validation.check import check
from graphkit.validation.sifting import Sifted

__all__ = [
    "Comparison",
    "Graph",
    "Inspection",
    "Sifted",
    "Target",
    "Wanted",
    "build",
    "check",
    "compare_schemas",
    "connect",
    "examine",
    "export",
    "export_schema",
    "find_dataset",
    "find_datasets",
    "find_schema",
    "find_target",
    "found_ids",
    "holds_other_data",
    "import_schema",
    "inspect_schema",
    "load_dataset",
    "load_schema",
    "new_problems",
    "obstacles",
    "open_current",
    "open_embedded",
    "open_target",
    "plan_dataset",
    "plan_unload",
    "query_in_file",
    "query_problems",
    "query_reading",
    "read",
    "read_revision",
    "read_store",
    "read_target",
    "recorded_loads",
    "saved_places",
    "saved_queries",
    "saved_query",
    "saved_views",
    "schema_in",
    "schema_of_queries",
    "sift",
    "sift_and_build",
    "unload",
    "wait_for_interrupt",
    "write_drawing",
    "write_imported",
    "write_page",
    "write_quarantine",
    "write_schema_page",
]
