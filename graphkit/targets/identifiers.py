"""Names and texts as they stand in Python source: never code, and each name once."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Iterable

from graphkit.errors import printable


def literal(text: str) -> str:
    r"""Return a text as a string of Python in double quotes, on one line.

    Example:
        >>> print(literal('a"\n\\'), literal("Åsby\u202e"))
        "a\"\n\\" "Åsby\u202e"
    """
    return f'"{escaped(text)}"'


def escaped(text: str) -> str:
    """Return a text as it stands between any kind of double quotes; see `literal`."""
    return printable(text.replace("\\", "\\\\").replace('"', '\\"'))


def comment(text: str) -> str:
    """Return a text as one line behind `# `."""
    return f"# {printable(text)}"


class Identifiers:
    """The names of one scope: a class, or a module.

    Args:
        taken: Names that stand there already.

    Example:
        >>> names = Identifiers(["Field"])
        >>> [names.give(name) for name in ("class", "Field", "a-b", "2", "_x")]
        ['class_', 'Field_', 'a_b', 'n2', 'n_x']
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {*keyword.kwlist, *taken}

    def give(self, name: str) -> str:
        """Return a name that is free here and as near to `name` as Python allows.

        Python reads names in the normal form NFKC, so two that fall together there are told apart.
        """
        plain = unicodedata.normalize("NFKC", name)
        free = re.sub(r"\W", "_", plain)
        if not free.isidentifier() or free.startswith("_"):
            free = f"n{free}"
        if not free.isidentifier():  # letters that \w knows and identifiers do not
            free = "n" + re.sub(r"[^0-9A-Za-z_]", "_", plain)
        free = unicodedata.normalize("NFKC", free)
        while free in self._taken:
            free += "_"
        self._taken.add(free)
        return free
