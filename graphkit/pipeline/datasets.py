"""Read, check, build: from a folder to a Graph."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graphkit.errors import DataError, Problem, UsageError
from graphkit.graph.dataset import Dataset
from graphkit.pipeline.graph import Graph
from graphkit.readers.folder import schema_path
from graphkit.validation import check as validation


def build(dataset: Dataset) -> Graph:
    """Return the Graph of a dataset.

    Raises:
        DataError: Where the dataset has errors; with every Problem.
    """
    return validation.build(dataset, Graph)


def examine(dataset: Dataset) -> tuple[list[Problem], Graph]:
    """Return the Graph of a dataset with its warnings.

    Raises:
        DataError: Where the dataset has errors; with every Problem.
    """
    problems, graph = validation.examine(dataset, Graph)
    if graph is None:
        raise DataError(problems)
    return problems, graph


def find_dataset(folder: str | Path | None = None) -> Path:
    """Return the dataset folder that is meant.

    Args:
        folder: The folder given; without one `data`, else the current folder.

    Raises:
        UsageError: Where none is given and neither holds a `dataset.yaml`.
    """
    if folder is not None:
        return Path(folder)
    for candidate in (Path("data"), Path()):
        if (candidate / "dataset.yaml").is_file():
            return candidate
    message = "There is no dataset here: neither data/dataset.yaml nor dataset.yaml."
    raise UsageError(message, "Name its folder, or make one with `graphkit init FOLDER`.")


def find_datasets(folders: Sequence[str | Path] | None = None) -> list[Path]:
    """Return the dataset folders that are meant: those given, or the one of `find_dataset`."""
    return [Path(folder) for folder in folders] if folders else [find_dataset()]


def find_schema(given: str | Path | None = None) -> Path:
    """Return the schema file that is meant: the one named, or that of a dataset.

    Raises:
        UsageError: Where there is none.
    """
    if given is not None and Path(given).is_file():
        return Path(given)
    return schema_path(find_dataset(given))
