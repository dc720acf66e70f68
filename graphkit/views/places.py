"""Where somebody put nodes by hand: a file beside a dataset, as a page saves it."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Final

from graphkit.errors import UsageError
from graphkit.views.handmade import read_text

FILE: Final = "places.json"
"""Its name in a dataset's folder."""

FARTHEST: Final = 1_000_000
"""Nothing lies farther from the middle."""


def read_places(path: Path) -> dict[str, tuple[int, int]]:
    """Read where nodes lie: a JSON object of `[x, y]` by id, y pointing down.

    Args:
        path: The file. Ids that a graph does not know are of no account.

    Raises:
        UsageError: Where it cannot be read, or holds something else.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "places.json")
        ...     _ = path.write_text('{"albania": [10, -20.4]}')
        ...     read_places(path)
        {'albania': (10, -20)}
    """
    text = read_text(path)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        message = f"{path} is no JSON: {error}."
        raise UsageError(message, _WAY_OUT) from error
    if not isinstance(found, dict):
        message = f"{path} holds no object of places by id."
        raise UsageError(message, _WAY_OUT)
    for name, place in found.items():
        if not (isinstance(place, list) and len(place) == 2 and all(map(_is_place, place))):
            message = f"{path}: the place of {name!r} is not two numbers up to {FARTHEST:,}."
            raise UsageError(message, _WAY_OUT)
    return {name: (round(x), round(y)) for name, (x, y) in found.items()}


_WAY_OUT: Final = "Save it from a page again, or move it away."


def _is_place(value: object) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and math.isfinite(value)
        and abs(value) <= FARTHEST
    )
