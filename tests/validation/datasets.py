"""Small dataset folders, written and read as a user would write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from graphkit.errors import Problem
from graphkit.graph.dataset import Dataset
from graphkit.graph.graph import Graph
from graphkit.readers.folder import read
from graphkit.validation.check import build, check


def write(root: Path, files: Mapping[str, str]) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode())


def dataset(root: Path, schema: str, files: Mapping[str, str]) -> Dataset:
    """Write a dataset and read it."""
    write(root, {"dataset.yaml": "name: small\n", "schema.yaml": schema, **files})
    return read(root)


def relative(problem: Problem, root: Path) -> str:
    return str(problem).replace(f"{root.as_posix()}/", "")


def messages(root: Path, schema: str, files: Mapping[str, str]) -> list[str]:
    """Return every Problem as a line, files from the dataset's folder on."""
    return [relative(problem, root) for problem in check(dataset(root, schema, files))]


def codes(root: Path, schema: str, files: Mapping[str, str]) -> list[str]:
    """Return place and code of every Problem: `edges/HOSTS.csv:2:1 GK402`."""
    pattern = re.compile(r"^(.*:\d+:\d+): (GK\d+) .*$", re.DOTALL)
    return [pattern.sub(r"\1 \2", line) for line in messages(root, schema, files)]


def built(root: Path, schema: str, files: Mapping[str, str]) -> Graph:
    return build(dataset(root, schema, files))
