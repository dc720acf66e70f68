"""Text from files as it may stand in a message or on a terminal."""

from __future__ import annotations

from graphkit.errors import printable


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
