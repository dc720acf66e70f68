"""Saved views of a page, which together are a guided tour: `views.yaml` beside a dataset."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl

from graphkit.errors import UsageError, did_you_mean
from graphkit.schema.yamlfile import YamlFile, parse_yaml
from graphkit.views.handmade import read_text

FILE: Final = "views.yaml"
"""Its name in a dataset's folder."""

KEYS: Final = ("title", "text", "view")

NAMES: Final = (
    *("node", "edge", "claim", "types", "kinds", "signs", "lines", "beside", "said", "reported"),
    *("firsthand", "contested", "document", "section", "time", "sure", "versus", "path", "which"),
    *("reading", "away", "only", "view", "layout", "center", "pins", "changes", "group", "open"),
)
"""What a link to a page may say behind its #; `state.js` reads it."""

_FORM: Final = "It is a list of title, text, and view, the part of a page's address from # on."


@dataclass(frozen=True)
class Step:
    """A saved view.

    Attributes:
        title: What it shows.
        text: What a reader should know of it; paragraphs are parted by empty lines.
        view: The part of a page's address from `#` on; empty for everything.
    """

    title: str
    text: str = ""
    view: str = ""


def read_tour(path: Path) -> list[Step]:
    r"""Read the saved views of a dataset.

    Args:
        path: The file: a list of `title`, `text` and `view`.

    Raises:
        UsageError: Where it cannot be read, or says something else.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "views.yaml")
        ...     _ = path.write_text("- title: In 2013\n  view: '#time=2013-01-01'")
        ...     read_tour(path)
        [Step(title='In 2013', text='', view='#time=2013-01-01')]
    """
    read = parse_yaml(read_text(path), str(path), code="GK102")
    for problem in sorted(read.problems):
        message = f"{path}:{problem.line}:{problem.column}: {problem.message}"
        raise UsageError(message, problem.hint)
    if read.data is None:
        return []
    if not isinstance(read.data, list):
        raise _wrong(read, (), "is no list of views")
    return [_step(read, at) for at in range(len(read.data))]


def _step(read: YamlFile, at: int) -> Step:
    row = read.data[at] if isinstance(read.data, list) else None
    if not isinstance(row, dict):
        raise _wrong(read, (at,), "is no view")
    for key, value in row.items():
        if key not in KEYS:
            raise _wrong(read, (at, key), f'has an unknown key "{key}"', did_you_mean(key, KEYS))
        if not isinstance(value, str):
            raise _wrong(read, (at, key), f"{key} is no text")
    if not row.get("title"):
        raise _wrong(read, (at,), "a view needs a title")
    view = str(row.get("view", ""))
    if view and not view.startswith("#"):
        raise _wrong(read, (at, "view"), "a view begins with #")
    for name, _ in parse_qsl(view[1:], keep_blank_values=True):
        if name not in NAMES:
            what = f'a view says nothing of "{name}"'
            raise _wrong(read, (at, "view"), what, did_you_mean(name, NAMES))
    return Step(str(row["title"]), str(row.get("text", "")), view)


def _wrong(
    read: YamlFile, path: Sequence[str | int], what: str, hint: str | None = None
) -> UsageError:
    line, column = read.place(path)
    return UsageError(f"{read.file}:{line}:{column}: {what}.", hint or _FORM)
