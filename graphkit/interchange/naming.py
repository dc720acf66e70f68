"""Names from elsewhere as names that a schema may declare."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import Enum
from typing import Final

from graphkit.schema.declaration import is_name
from graphkit.schema.names import RESERVED_EDGE_PROPERTIES, RESERVED_PROPERTIES, RESERVED_TYPES

_MOST: Final = 100


class Kind(Enum):
    """What a name is for: the words graphkit keeps for itself, what stands behind one, or alone."""

    NODE_TYPE = (RESERVED_TYPES, "Node", "Unnamed")
    EDGE_TYPE = (RESERVED_TYPES, "_EDGE", "RELATED_TO")
    NODE_PROPERTY = (RESERVED_PROPERTIES, "_value", "unnamed")
    EDGE_PROPERTY = (RESERVED_EDGE_PROPERTIES, "_value", "unnamed")


def allowed_name(text: str, kind: Kind, taken: Collection[str]) -> str:
    r"""Return the name that comes nearest to a text: the text itself where that may be declared.

    Args:
        text: The name as it was given.
        kind: What it is for.
        taken: The names that stand for something else already.

    Example:
        >>> allowed_name("Belongs to", Kind.EDGE_TYPE, [])
        'BELONGS_TO'
        >>> allowed_name("__proto__", Kind.NODE_PROPERTY, [])
        'proto'
        >>> allowed_name("Document", Kind.NODE_TYPE, [])
        'DocumentNode'
        >>> allowed_name("Town", Kind.NODE_TYPE, ["Town"])
        'Town_2'
    """
    reserved, behind, alone = kind.value
    name = text if is_name(text) else _built(text, kind) or alone
    if name in reserved:
        name += behind
    number, candidate = 1, name
    while candidate in taken or candidate in reserved:
        number += 1
        ending = f"_{number}"
        candidate = name[: _MOST - len(ending)] + ending
    return candidate


def _built(text: str, kind: Kind) -> str:
    kept = "".join(char if is_name(f"a{char}") else " " for char in text)
    words = [word for word in re.split(r"[\s_]+", kept) if word]
    match kind:
        case Kind.NODE_TYPE:
            joined = "".join(word[0].upper() + word[1:] for word in words)
        case Kind.EDGE_TYPE:
            joined = "_".join(words).upper()
        case _:
            joined = "_".join(words).lower()
    if joined and not is_name(joined[0]):  # a digit, or what is no letter
        joined = f"{'N' if kind in (Kind.NODE_TYPE, Kind.EDGE_TYPE) else 'n'}{joined}"
    name = joined[:_MOST]
    return name if is_name(name) else ""
