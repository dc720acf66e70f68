"""Short ways to read one file's bytes, as the tests do over and over."""

from collections.abc import Mapping

from graphkit.errors import Problem
from graphkit.graph.dataset import Table
from graphkit.readers.folder import FORMATS
from graphkit.readers.source import Source, as_text


def read_table(
    data: bytes | str, suffix: str = ".csv", columns: Mapping[str, str] | None = None
) -> tuple[Table | None, list[Problem]]:
    """Read bytes as the file `t` with a suffix."""
    encoded = data.encode() if isinstance(data, str) else data
    text = as_text(encoded, f"t{suffix}")
    if isinstance(text, Problem):
        return None, [text]
    return FORMATS[suffix](Source(text, "node", "t", columns or {}))


def rows(data: bytes | str, suffix: str = ".csv") -> list[tuple[str | None, ...]]:
    """Return the rows of a table that has no Problems."""
    table, problems = read_table(data, suffix)
    assert problems == []
    assert table is not None
    return table.frame.rows()


def places(data: bytes | str, suffix: str = ".csv") -> list[tuple[int, int, str]]:
    """Return line, column and code of each Problem, in file order."""
    _, problems = read_table(data, suffix)
    return [(problem.line, problem.column, problem.code) for problem in sorted(problems)]


def sound_rows(data: bytes | str, suffix: str = ".csv") -> list[tuple[str | None, ...]]:
    """Return the rows that are left of a table with Problems."""
    table, problems = read_table(data, suffix)
    assert problems != []
    assert table is not None
    return table.frame.rows()
