"""Plain values as YAML text that `yamlfile` reads back to the same values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from graphkit.schema.yamlfile import plain_scalar

Plain: TypeAlias = "bool | int | float | str | Sequence[Plain] | Mapping[str, Plain] | None"

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_<>-]*")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def yaml_text(value: Mapping[str, Plain]) -> str:
    r"""Return a mapping as YAML: a line for each key, lists of plain values within brackets.

    Words stand as they are; any other text stands between quotes, on one line, with what cannot be
    seen escaped. So no text can become a key, a tag or another value.

    Example:
        >>> print(yaml_text({"name": "mek", "count": 2, "enums": {"A": ["x", "no: y"]}}), end="")
        name: mek
        count: 2
        enums:
          A: [x, "no: y"]
    """
    return "".join(f"{line}\n" for line in _lines(value, ""))


def _lines(value: Mapping[str, Plain], indent: str) -> Iterator[str]:
    for key, item in value.items():
        name = f"{indent}{_scalar(key)}:"
        if isinstance(item, Mapping) and item:
            yield name
            yield from _lines(item, f"{indent}  ")
        else:
            yield f"{name} {yaml_inline(item)}"


def yaml_inline(value: Plain) -> str:
    """Return a value as YAML on one line, mappings and lists within brackets.

    Example:
        >>> print(yaml_inline({"type": "string", "pattern": "a: b", "required": True}))
        {type: string, pattern: "a: b", required: true}
    """
    if isinstance(value, Mapping):
        items = (f"{_scalar(key)}: {yaml_inline(item)}" for key, item in value.items())
        return f"{{{', '.join(items)}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(yaml_inline, value))}]"
    return _scalar(value)


def _scalar(value: bool | int | float | str | None) -> str:
    if isinstance(value, str):
        is_word = _WORD.fullmatch(value) is not None and plain_scalar(value) == value
        return value if is_word else f'"{"".join(map(_escaped, value))}"'
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return repr(value)


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable():
        return char
    code = ord(char)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
