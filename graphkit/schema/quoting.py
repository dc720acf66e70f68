"""Text from files as it may stand in a message or on a terminal."""

from __future__ import annotations


def printable(text: str) -> str:
    r"""Return text on one line, with every character that cannot be seen written as an escape.

    Example:
        >>> print(printable("a\x1b[31m\n"))
        a\x1b[31m\n
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def shown(text: str, most: int = 60) -> str:
    r"""Return a value for a message: quoted, shortened, control characters made visible.

    Args:
        text: The value.
        most: As many code points are shown.

    Example:
        >>> print(shown("a\x1b[31m"), shown("x" * 70))
        "a\x1b[31m" "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…"
    """
    cut = text if len(text) <= most else text[: most - 1] + "…"
    return f'"{printable(cut)}"'
