"""Inspect: from data that has no schema to one that is proposed for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graphkit import __version__
from graphkit.errors import StoreError, UsageError
from graphkit.inspection.draft import Draft
from graphkit.inspection.observe import observe
from graphkit.inspection.propose import propose
from graphkit.inspection.rows import EdgeRows, Material, NodeRows
from graphkit.inspection.sources import (
    NETWORKS,
    dataset_name,
    folder_tables,
    network_tables,
)
from graphkit.inspection.tables import (
    Tables,
    all_columns,
    faults,
    kept_claim_columns,
    material,
    shown_columns,
)
from graphkit.inspection.write import comment, draft_text
from graphkit.pipeline.storage import STORE_FOLDER, Target, open_target
from graphkit.schema.load import parse_schema
from graphkit.schema.model import Schema

if TYPE_CHECKING:
    from graphkit.stores.base import Store

SAMPLE: Final = 1_000_000
"""The values of so many elements are all looked at."""


@dataclass(frozen=True)
class Inspection:
    """A schema that is proposed for data.

    Attributes:
        text: The text of a `schema.yaml`, with what was seen as its comments.
        schema: The schema itself.
        columns: What `columns:` of `dataset.yaml` must say, by header.
        types: The names of types that the data calls otherwise, by what it calls them.
        looked_at: The values of how many elements were looked at.
        count: How many elements there are.
    """

    text: str = field(repr=False)
    schema: Schema = field(repr=False)
    columns: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    looked_at: int = 0
    count: int = 0


def inspect_schema(
    source: str | Path | Target,
    *,
    sample: int = SAMPLE,
    dataset: str | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Inspection:
    """Propose a schema for data.

    What a store keeps as the schema of a dataset that graphkit loaded is that schema. For all
    other data it is made of what stands there.

    Args:
        source: A store, the folder of an embedded one, a folder of tables, or a graph of networkx
            in GraphML or node-link JSON.
        sample: The values of how many elements are looked at.
        dataset: The dataset in a store that is meant, where it holds several.
        say: Told what a person should know at once.

    Raises:
        StoreError: Where a store fails or is empty.
        UsageError: Where there is no data of any of these kinds.

    Example:
        >>> "HOSTS" in inspect_schema("data").schema.edges
        True
    """
    if isinstance(source, Target) and source.is_server:
        return _store(source, sample, dataset, say)
    path = Path(source.address if isinstance(source, Target) else source)
    within = path / STORE_FOLDER
    if path.name == STORE_FOLDER or within.is_dir() or (path / "manifest.json").is_file():
        return _store(Target(str(path), is_server=False), sample, dataset, say)
    if path.is_dir():
        return _tables(folder_tables(path), sample, say)
    if path.suffix.lower() in NETWORKS and path.is_file():
        return _tables(network_tables(path), sample, say)
    message = f"{path} is no folder, no GraphML and no JSON file."
    raise UsageError(message, "Name a folder of tables, a store, or a graph of networkx.")


def _tables(given: Tables, sample: int, say: Callable[[str], None]) -> Inspection:
    """Propose, check the data under the proposal, and propose again where claims misfit."""
    seen = material(given, sample)
    while True:
        draft = propose(observe(seen))
        schema = _parsed(draft_text(draft))
        wrong = faults(given, draft, schema)
        kept = kept_claim_columns(seen.claim_columns, wrong)
        if kept == seen.claim_columns:
            break
        seen = material(given, sample, kept)
    columns = all_columns(given, draft)
    more = [f"{problem.code}: {problem.message}" for problem in wrong[:3]]
    if wrong:
        more.insert(0, f"{len(wrong):,} errors stay that no schema can mend, such as:")
    if columns:
        more += [
            "dataset.yaml needs this:",
            "columns:",
            *(f"  {c}" for c in shown_columns(columns)),
        ]
    return _inspection(replace(draft, remarks=(*draft.remarks, *more)), seen, columns, say)


def _store(
    target: Target, sample: int, dataset: str | None, say: Callable[[str], None]
) -> Inspection:
    with open_target(target) as store:
        return inspect_store(store, sample=sample, dataset=dataset, say=say)


def inspect_store(
    store: Store,
    *,
    sample: int = SAMPLE,
    dataset: str | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Inspection:
    """Propose a schema for what stands in an open store. See `inspect_schema`."""
    from graphkit.stores import EmbeddedStore, Neo4jStore
    from graphkit.stores.observing import observe as take
    from graphkit.stores.reading import datasets, held

    if not isinstance(store, EmbeddedStore | Neo4jStore):
        message = f"{store.name} is no store that can be inspected."
        raise UsageError(message)
    there = datasets(store)
    if dataset is None and len(there) > 1:
        message = f"{store.name} holds {len(there)} datasets: {', '.join(there)}."
        raise UsageError(message, "Say which one is meant: --dataset NAME.")
    name = dataset if dataset is not None else there[0] if there else None
    kept = held(store, name) if name is not None else None
    if kept is not None and kept.schema_text:
        told = f"The schema that {store.name} keeps of the dataset {kept.dataset}."
        text = f"{_head()}{comment(told)}\n{kept.schema_text}"
        return Inspection(text, _parsed(text))
    if name is not None:
        message = f"{store.name} does not keep the schema of {name}."
        raise StoreError(message, "Load the dataset again: graphkit load.")
    nodes, edges = take(store.bolt, sample)
    if not nodes:
        message = f"{store.name} is empty."
        raise StoreError(message, "Load something first: graphkit load.")
    database = store.bolt.address.database or ""
    seen = Material(
        dataset_name(database),
        store.name,
        tuple(NodeRows(r.name, r.count, r.keys, r.ids, r.frame, r.kinds, r.present) for r in nodes),
        tuple(
            EdgeRows(
                *(r.name[0], r.count, r.keys, r.targets, r.ids),
                *(r.frame, r.kinds, r.present, r.pairs),
            )
            for r in edges
        ),
        claim_columns=frozenset({"time"}),
    )
    return _inspection(propose(observe(seen)), seen, {}, say)


def _inspection(
    draft: Draft, seen: Material, columns: Mapping[str, str], say: Callable[[str], None]
) -> Inspection:
    if seen.looked_at < seen.count:
        say(f"Sampled: the values of {seen.looked_at:,} of {seen.count:,} elements were looked at.")
    text = _head() + draft_text(draft)
    return Inspection(text, _parsed(text), columns, draft.types, seen.looked_at, seen.count)


def _head() -> str:
    return f"# Proposed by graphkit {__version__} (graphkit schema inspect).\n"


def _parsed(text: str) -> Schema:
    schema, problems = parse_schema(text)
    if problems:  # a fault of ours, told as one line
        message = f"The proposal is no sound schema: {problems[0]}"
        raise UsageError(message, "Please report this.")
    return schema
