"""Gathers what is wrong with a schema, and leaves out what only follows from something else."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.errors import Problem, Severity, printable
from graphkit.schema.codes import Code
from graphkit.schema.yamlfile import Path, Place, YamlFile


class Complaints:
    """Problems at places of one schema file.

    Args:
        source: The file.
        doubtful: Paths where something is already known to be wrong: whatever is said of them, or
            because of them, would only follow from that.

    Attributes:
        problems: What was found so far.
    """

    def __init__(self, source: YamlFile, doubtful: Iterable[Path] = ()) -> None:
        self._source = source
        self._doubtful = set(doubtful)
        self.problems: list[Problem] = []

    def key(
        self, path: Path, code: Code, message: str, hint: str = "", because: Iterable[Path] = ()
    ) -> None:
        """Report a Problem at a key.

        Args:
            path: The key's path; where the file has none, the nearest thing around it is meant.
            code: The Problem's code.
            message: What is wrong.
            hint: The way out.
            because: Paths without which there would be no Problem: if one of them is doubtful,
                nothing is reported.
        """
        self._add(path, self._source.key_place(path), code, message, hint, because)

    def value(
        self, path: Path, code: Code, message: str, hint: str = "", because: Iterable[Path] = ()
    ) -> None:
        """Report a Problem at a value; the arguments are those of `key`."""
        self._add(path, self._source.place(path), code, message, hint, because)

    def doubt(self, path: Path) -> None:
        """Say no more of what stands at a path or follows from it."""
        self._doubtful.add(path)

    def is_doubtful(self, path: Path) -> bool:
        """Whether what stands at a path, or around it, is already known to be wrong."""
        return any(path[:end] in self._doubtful for end in range(len(path) + 1))

    def _add(
        self,
        path: Path,
        place: Place,
        code: Code,
        message: str,
        hint: str,
        because: Iterable[Path],
    ) -> None:
        if self.is_doubtful(path) or any(self.is_doubtful(cause) for cause in because):
            return
        text, way_out = printable(message), printable(hint)
        file = self._source.file
        self.problems.append(Problem(file, *place, code.value, Severity.ERROR, text, way_out))
