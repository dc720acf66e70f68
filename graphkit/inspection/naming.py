"""Names of data → names that a schema may have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from graphkit.schema.declaration import is_name

_LONGEST: Final = 90


def near_name(text: str, otherwise: str) -> str:
    """Return the name that is most like a text.

    Args:
        text: The text.
        otherwise: What is taken where nothing of it can stand in a name.

    Example:
        >>> near_name("full name", "value"), near_name("age:int", "x"), near_name("`*/", "value")
        ('full_name', 'age', 'value')
        >>> near_name("2nd", "value"), near_name("_hash", "value")
        ('value_2nd', 'hash')
    """
    front = text.partition(":")[0] or text
    plain = re.sub(r"\W+", "_", unicodedata.normalize("NFKC", front)).strip("_")[:_LONGEST]
    if is_name(plain):
        return plain
    longer = f"{otherwise}_{plain}"
    return longer if plain and is_name(longer) else otherwise


def allowed_names(
    groups: Sequence[tuple[Iterable[str], Collection[str]]], otherwise: str
) -> dict[str, str]:
    """Return a name for each text, no two the same; itself where it may be one.

    Args:
        groups: Texts that are one name wherever they occur, each group with what none of it may be
            called.
        otherwise: What is taken where nothing of a text can stand in a name.

    Example:
        >>> allowed_names([(["name", "note"], []), (["note", "full name"], ["note"])], "value")
        {'name': 'name', 'note': 'note_value', 'full name': 'full_name'}
    """
    listed = [(list(texts), reserved) for texts, reserved in groups]
    every = list(dict.fromkeys(text for texts, _ in listed for text in texts))
    banned = {text: {*(r for texts, res in listed if text in texts for r in res)} for text in every}
    names = {text: text for text in every if is_name(text) and text not in banned[text]}
    taken = {*names.values()}
    forbidden = set().union(*banned.values()) | set(every)
    for text in every:
        if text in names:
            continue
        near = near_name(text, otherwise)
        free = near if near not in forbidden else f"{near}_{otherwise}"
        number = 1
        while free in taken or free in forbidden:
            number += 1
            free = f"{near}_{otherwise}_{number}"
        names[text] = free
        taken.add(free)
    return {text: names[text] for text in every}
