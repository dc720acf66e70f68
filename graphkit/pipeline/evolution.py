"""Compare: from two schemas, and a dataset, to what would change and which rows it would fail."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import DataError, Problem, UsageError
from graphkit.pipeline.datasets import find_schema
from graphkit.schema.load import load_schema, parse_schema
from graphkit.schema.model import Schema

if TYPE_CHECKING:
    from graphkit.migration.changes import Change

_REVISION = re.compile(r"[^-:\s\0][^:\s\0]*:[^:\0]+")


@dataclass(frozen=True)
class Comparison:
    """What differs between two schemas.

    Attributes:
        old: The version before.
        new: The version after.
        changes: What is different, with what it means to data.
        least: The least version that the new one may have.
    """

    old: Schema
    new: Schema
    changes: tuple[Change, ...]
    least: str

    @property
    def is_too_low(self) -> bool:
        """Whether the new schema's version is lower than its changes ask for."""
        from graphkit.migration.changes import version_of

        return version_of(self.new.version) < version_of(self.least)


def compare_schemas(old: Schema, new: Schema) -> Comparison:
    """Return what differs between two schemas.

    Raises:
        UsageError: Where `was` names what the version before does not have.

    Example:
        >>> old, _ = parse_schema("{schema: s, version: 1.0.0, nodes: {A: {}}}")
        >>> new, _ = parse_schema("{schema: s, version: 1.0.0, nodes: {A: {}, B: {}}}")
        >>> found = compare_schemas(old, new)
        >>> [str(change) for change in found.changes], found.least, found.is_too_low
        (['nodes.B: safe: The node type B is new.'], '1.1.0', True)
    """
    from graphkit.migration.changes import next_version
    from graphkit.migration.diff import diff

    changes = tuple(diff(old, new))
    return Comparison(old, new, changes, next_version(old.version, changes))


def read_revision(given: str) -> Schema:
    """Return a schema: of a file, of a dataset's folder, or as it was in a revision of git.

    Args:
        given: `schema.yaml`, `data`, or `HEAD~1:data/schema.yaml`.

    Raises:
        UsageError: Where there is no such thing.
        DataError: Where the schema has errors.
    """
    if Path(given).exists() or not _REVISION.fullmatch(given):
        if not Path(given).exists():
            message = f"There is no schema {given}."
            raise UsageError(message, "Name a file, a dataset, or HEAD~1:data/schema.yaml.")
        return load_schema(find_schema(given))
    revision, _, path = given.partition(":")
    shown = _git(f"{revision}:./{path}")
    if isinstance(shown, str):
        shown = _git(given)
    if isinstance(shown, str):
        message = f"git has no {given}: {shown}"
        raise UsageError(message, "Name a revision and a file, as in HEAD~1:data/schema.yaml.")
    try:
        text = shown.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        message = f"{given} is not UTF-8."
        raise UsageError(message) from fault
    schema, problems = parse_schema(text, given)
    if problems:
        raise DataError(problems)
    return schema


def _git(name: str) -> bytes | str:
    """Return what git has under a name, or why it has nothing."""
    command = ["git", "--no-pager", "show", "--no-textconv", "--end-of-options", name]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60
        )
    except FileNotFoundError:
        return "git is not installed"
    except subprocess.TimeoutExpired:
        return "it gave no answer"
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"]
        return told[0].removeprefix("fatal: ")
    return done.stdout


def new_problems(data: str | Path, new: Schema) -> list[Problem]:
    """Return the errors that a dataset has under another schema and does not have under its own.

    Args:
        data: The dataset's folder.
        new: The other schema.

    Raises:
        DataError: Where the dataset cannot be read.
    """
    from graphkit.readers.folder import read
    from graphkit.validation.check import check

    dataset = read(data)
    before = set(check(dataset))
    after = check(replace(dataset, schema=new))
    return [problem for problem in after if problem.is_error and problem not in before]
