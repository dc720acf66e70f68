"""Several dataset folders, read one by one → one Dataset."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from graphkit.errors import Problem, UsageError
from graphkit.graph.dataset import Dataset
from graphkit.readers.codes import Code
from graphkit.readers.findings import error
from graphkit.readers.settings import Settings
from graphkit.schema.comparison import first_difference
from graphkit.schema.quoting import shown


@dataclass(frozen=True)
class Part:
    """One folder of several.

    Attributes:
        dataset: What was read from it.
        settings: What its `dataset.yaml` says.
        file: Its `dataset.yaml`, as Problems name it.
    """

    dataset: Dataset
    settings: Settings
    file: str


def refuse_twice(roots: Iterable[Path]) -> None:
    """Raise UsageError where two paths, links followed, are one folder."""
    seen: dict[Path, Path] = {}
    for root in roots:
        before = seen.setdefault(root.resolve(), root)
        if before is root:
            continue
        message = f"{shown(str(before))} and {shown(str(root))} are one folder."
        if before == root:
            message = f"The folder {shown(str(root))} is named twice."
        raise UsageError(message, "Name each folder once.")


def together(parts: Sequence[Part]) -> Dataset:
    """Return one Dataset of what several folders hold, called as the first one says.

    Args:
        parts: The folders, one at least. A single one stays as it is.
    """
    first = parts[0].dataset
    if len(parts) == 1:
        return first
    datasets = [part.dataset for part in parts]
    problems = [problem for dataset in datasets for problem in dataset.problems]
    for index, part in enumerate(parts):
        problems += [*_other_schema(parts[0], part), *_other_namespace(parts[:index], part)]
    checksums = " ".join(dataset.checksum for dataset in datasets)
    return replace(
        first,
        tables=tuple(table for dataset in datasets for table in dataset.tables),
        documents=tuple(document for dataset in datasets for document in dataset.documents),
        problems=tuple(sorted(problems)),
        redact={id: place for dataset in datasets for id, place in dataset.redact.items()},
        checksum=hashlib.sha256(checksums.encode()).hexdigest(),
        beside=tuple(dataset.folder for dataset in datasets[1:] if dataset.folder is not None),
    )


def _other_schema(first: Part, part: Part) -> list[Problem]:
    """Return what keeps a folder from going by the schema of the first one."""
    ours, theirs = first.dataset.schema, part.dataset.schema
    if not (ours.name and theirs.name):
        return []  # what cannot be read is reported
    difference = first_difference(ours, theirs)
    if difference is None:
        return []
    message = f"This is not the same as {ours.file}: {difference}."
    hint = "Folders that are read together go by one schema."
    return [error(theirs.file, (1, 1), Code.APART, message, hint)]


def _other_namespace(before: Sequence[Part], part: Part) -> list[Problem]:
    """Return what keeps a folder from being a part of the dataset whose name it has."""
    settings = part.settings
    for other in before:
        said = other.settings
        if said.name and said.name == settings.name and said.namespace != settings.namespace:
            what = f"the namespace {shown(said.namespace)}" if said.namespace else "no namespace"
            message = f"The dataset {shown(said.name)} has {what} in {other.file}."
            hint = "Folders of one name are parts of one dataset: write the same in each."
            place = settings.namespace_place or (1, 1)
            return [error(part.file, place, Code.APART, message, hint)]
    return []
