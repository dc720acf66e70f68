"""Regular expressions that mean the same in Rust, where graphkit runs them, and in ECMAScript."""

from __future__ import annotations

import re
from typing import Final

_ATOM: Final = re.compile(
    r"""
      (?P<any>\.)
    | \[\^?(?:[^\]\[\\&~\-^]|\\[.*+?()\[\]{}|^$\\/\-])(?:(?:-(?:[^\]\[\\&~\-^]))?
        |[^\]\[\\&~\-^]|\\[.*+?()\[\]{}|^$\\/\-])*\]
    | \\[.*+?()\[\]{}|^$\\/]
    | [^.*+?()\[\]{}|^$\\]
    """,
    re.VERBOSE,
)
_QUANTIFIER: Final = re.compile(r"(?:[*+?]|\{[0-9]+(?:,[0-9]*)?\})\??")


def portable(pattern: str) -> str | None:
    r"""Return a pattern for a whole text in ECMAScript; None where it may differ there.

    Literals, sets without classes, groups, alternation, anchors and quantifiers are the same in
    both, and `.` is put as what Rust means by it. `\d`, flags and named groups are not.

    Example:
        >>> print(portable("^Q[1-9][0-9]*$"), portable("a.b|c"), portable(r"\d+"))
        ^(?:^Q[1-9][0-9]*$)$ ^(?:a[^\n]b|c)$ None
    """
    parts = []
    at, depth, can_repeat = 0, 0, False
    while at < len(pattern):
        if pattern.startswith("(?:", at) or (
            pattern[at] == "(" and pattern[at + 1 : at + 2] != "?"
        ):
            size, depth, can_repeat = (3 if pattern[at + 1] == "?" else 1), depth + 1, False
        elif pattern[at] == ")":
            size, depth, can_repeat = 1, depth - 1, True
        elif pattern[at] in "|^$":
            size, can_repeat = 1, False
        elif can_repeat and (found := _QUANTIFIER.match(pattern, at)):
            size, can_repeat = len(found.group()), False
        elif found := _ATOM.match(pattern, at):
            size, can_repeat = len(found.group()), True
            if found["any"]:
                parts.append(r"[^\n]")
                at += size
                continue
        else:
            return None
        parts.append(pattern[at : at + size])
        at += size
    return f"^(?:{''.join(parts)})$" if depth == 0 else None
