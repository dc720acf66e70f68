"""The words of the interface: one file for the script, the template, and what Python adds."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).parent / "template" / "script" / "words.js"
"""A module of the script whose one literal is strict JSON."""

_PLACE: Final = re.compile(r"\{(\w+)\}")


def say(key: str, **values: str | int) -> str:
    """Return a text of the interface, its places filled, as `say` does in the script.

    Args:
        key: Its name in the file.
        **values: What to put in each place. `count` also chooses the form of a text that has
            several: `one` for 1, else `other`, the only two that Python tells apart.

    Raises:
        KeyError: Where there is no such text, or a place has no value.

    Example:
        >>> say("counts.nodes", count=1), say("counts.nodes", count=1200)
        ('1 node', '1,200 nodes')
        >>> say("dates.fromTo", start="2014", end="2016")
        'from 2014 to 2016'
    """
    return "".join(parts(key, **values))


def parts(key: str, **values: str | int) -> list[str]:
    """Return the same in pieces, so that what stands in places may be markup, and the rest not.

    Example:
        >>> parts("foot.reporting", source="A digest", reported="A chronicle")
        ['', 'A digest', ', reporting ', 'A chronicle', '']
    """
    text = table()[key]
    if not isinstance(text, str):
        text = text.get("one" if values["count"] == 1 else "other", text["other"])
    pieces = enumerate(_PLACE.split(text))
    return [_shown(values[piece]) if at % 2 else piece for at, piece in pieces]


@cache
def table() -> dict[str, str | dict[str, str]]:
    """Return all texts by their names; those that have several forms as these."""
    text = FILE.read_text(encoding="utf-8")
    found: dict[str, str | dict[str, str]] = json.loads(
        text[text.index("{") : text.rindex("}") + 1]
    )
    return found


def _shown(value: str | int) -> str:
    """A number as it is written in the language; Python knows no languages, but the file does."""
    if isinstance(value, str):
        return value
    return f"{value:,}".replace(",", str(table()["thousands"]))
