"""Read back: from a store to a Graph."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import DataError, UsageError
from graphkit.graph.dataset import Dataset
from graphkit.graph.filters import NO_FILTER, Filter
from graphkit.graph.redaction import redact
from graphkit.pipeline.graph import Graph
from graphkit.pipeline.storage import STORE_FOLDER, Target, folders_beside, open_target
from graphkit.readers.folder import read
from graphkit.schema.model import Schema

if TYPE_CHECKING:
    from graphkit.stores import EmbeddedStore, Neo4jStore
    from graphkit.stores.base import Store


@dataclass(frozen=True)
class Wanted:
    """What is to be read from a store.

    Attributes:
        data: The dataset's folder as given; None where none is.
        dataset: The dataset's name; None for that of the folder, else the only one there.
        schema: The schema; None for that of the folder, else the one that the store keeps.
        filter: Its types limit what is read.
        limit: How many claims are read at most; None for all.
    """

    data: Path | None = None
    dataset: str | None = None
    schema: Schema | None = None
    filter: Filter = NO_FILTER
    limit: int | None = None


def read_store(
    store: Store,
    schema: Schema | None = None,
    dataset: str | None = None,
    *,
    filter: Filter = NO_FILTER,
    limit: int | None = None,
    say: Callable[[str], None] | None = None,
) -> Graph:
    """Return the graph that a store holds: what a dataset put there, or what fits a schema.

    A dataset that graphkit loaded comes back as it went in, but for the texts of its documents,
    which are in no store. Of an element that others say something of as well, only what the
    dataset says is read. In a Neo4j that graphkit loaded nothing into, the labels decide the type
    of a node, and what does not fit the schema is left out and counted.

    Args:
        store: The store.
        schema: The schema; the one that the store keeps where None.
        dataset: The dataset's name; not needed where the store holds one.
        filter: Its `node_types` and `edge_types` limit what is read; what of other claims decides
            whether one is contested or closed is read, too. All the rest of a filter is for
            whoever shows the graph.
        limit: How many claims are read at most, each with its ends, speakers and document.
        say: Told what is left out, a sentence each; Python's `warnings` where None.

    Raises:
        DataError: Where a database that graphkit did not load does not fit the schema; with every
            Problem.
        StoreError: Where the store fails, holds nothing of the dataset, or holds what the
            dataset's schema does not know.
        UsageError: Where the store holds several datasets and none is named, there is no schema,
            or the filter names what is not in it.

    Example:
        >>> import graphkit as gk
        >>> import tempfile
        >>> graph = gk.build(gk.read("data"))
        >>> with tempfile.TemporaryDirectory() as folder, gk.connect(folder) as store:
        ...     _ = store.load(graph)
        ...     gk.read_store(store)
        <Graph mek-article: 79 nodes, 106 edges, 129 claims>
    """
    from graphkit.stores.part import Part
    from graphkit.stores.reading import read_graph

    return read_graph(
        _known(store),
        Graph,
        schema=schema,
        dataset=dataset,
        part=Part(filter, limit),
        say=say if say is not None else _warn,
    )


def read_target(
    target: Target, wanted: Wanted, say: Callable[[str], None] = lambda _: None
) -> Graph:
    """Return the graph that a target holds, as the folder of its dataset wants it told.

    Where there is a folder of the dataset, its schema and its list of what is redacted count: it
    may have been loaded before the dataset asked for that. The folder is the one given, the one
    that an embedded store lies in, or the one that is found here, if it is the dataset's.

    Raises:
        DataError: Where the dataset's settings or schema cannot be read, or a database that
            graphkit did not load does not fit the schema.
        StoreError: Where the store holds none of it.
        UsageError: Where it is not clear what is meant, or a folder that the store was made of is
            gone.
    """
    from graphkit.stores.reading import holds

    with open_target(target) as store:
        folder = wanted.data or _own_folder(target)
        dataset = None if folder is None else _settings(store, folder)
        if folder is None and (near := _near_folder()) is not None:
            found = _sound(read(near))
            if wanted.dataset in (None, found.name) and holds(_known(store), found.name):
                folder, dataset = near, _settings(store, near)
        if dataset is not None and wanted.dataset not in (None, dataset.name):
            message = f"{folder} is the dataset {dataset.name}, not {wanted.dataset}."
            raise UsageError(message, "Leave out the one or the other.")
        schema, name = wanted.schema, wanted.dataset
        if dataset is not None:
            schema, name = schema or dataset.schema, dataset.name
        graph = read_store(store, schema, name, filter=wanted.filter, limit=wanted.limit, say=say)
    # it may have been loaded before the dataset asked for this
    return graph if dataset is None else redact(graph, dataset.redact)


def _known(store: Store) -> Neo4jStore | EmbeddedStore:
    from graphkit.stores import EmbeddedStore, Neo4jStore

    if not isinstance(store, Neo4jStore | EmbeddedStore):
        message = f"{type(store).__name__} is no store that a graph can be read from."
        raise UsageError(message, "Open one with graphkit.connect.")
    return store


def _warn(text: str) -> None:
    warnings.warn(text, stacklevel=3)


def _own_folder(target: Target) -> Path | None:
    """Return the folder of the dataset that an embedded store is the own one of."""
    if target.is_server:
        return None
    path = Path(target.address)
    for folder in (path, path.parent):
        is_own = folder == path or path.name == STORE_FOLDER
        if is_own and (folder / "dataset.yaml").is_file():
            return folder
    return None


def _near_folder() -> Path | None:
    from graphkit.pipeline.datasets import find_dataset

    try:
        return find_dataset()
    except UsageError:
        return None


def _settings(store: Store, folder: Path) -> Dataset:
    """Return the dataset of a folder; what it withholds must be known before anything is told."""
    from graphkit.stores import EmbeddedStore

    beside = folders_beside(store, folder) if isinstance(store, EmbeddedStore) else []
    return _sound(read(folder, *beside))


def _sound(dataset: Dataset) -> Dataset:
    if not dataset.schema_is_usable or any(
        problem.is_error and problem.file.endswith("dataset.yaml") for problem in dataset.problems
    ):
        raise DataError(dataset.problems)
    return dataset
