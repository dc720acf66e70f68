"""One line of JSON → the cells of a row, values as they are written."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import islice

from graphkit.readers.codes import Code
from graphkit.readers.findings import shown

_SPACE = re.compile(r"[ \t\r\n]*")


class _Number(str):
    """A number as it is written."""

    __slots__ = ()


class _Constant(str):
    """NaN, Infinity or -Infinity, which Python would read though JSON has none of them."""

    __slots__ = ()


class _Object(list[tuple[str, object]]):
    """An object with the keys that stand twice, too."""

    __slots__ = ()


_DECODER = json.JSONDecoder(
    object_pairs_hook=_Object,
    parse_int=_Number,
    parse_float=_Number,
    parse_constant=_Constant,
)


class RowFault(Exception):
    """Something wrong in a line, at a 0-based offset of it."""

    def __init__(self, code: Code, offset: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.offset, self.message, self.hint = code, offset, message, hint


def entries(line: str) -> Iterator[tuple[str, int, int]]:
    """Yield key, offset of the key and offset of the value, for a line known to be an object.

    Example:
        >>> list(entries('{"id": "a", "n": 1}'))
        [('id', 1, 7), ('n', 12, 17)]
    """
    at = skip_space(line, skip_space(line, 0) + 1)
    while line[at] != "}":
        key_at = at
        key, at = _DECODER.raw_decode(line, at)
        value_at = skip_space(line, skip_space(line, at) + 1)
        yield key, key_at, value_at
        at = skip_space(line, _DECODER.raw_decode(line, value_at)[1])
        if line[at] == ",":
            at = skip_space(line, at + 1)


def cells_of(line: str, columns: Mapping[str, str]) -> dict[str, str | None]:
    """Return a line's cells by our column names.

    Args:
        line: The line, without its end.
        columns: Our column name for foreign keys.

    Raises:
        RowFault: The first thing that is wrong.

    Example:
        >>> cells_of('{":ID": "a", "share": 1.50, "names": ["x", 2], "note": ""}', {":ID": "id"})
        {'id': 'a', 'share': '1.50', 'names': '["x", 2]', 'note': None}
    """
    try:
        value = _DECODER.decode(line)
    except json.JSONDecodeError as fault:
        why = fault.msg.removesuffix(" at").removesuffix(" starting")
        message = f"Not readable as JSON: {why[:1].lower()}{why[1:]}."
        raise RowFault(Code.JSON_SYNTAX, fault.pos, message) from None
    except RecursionError:
        raise RowFault(Code.JSON_SYNTAX, 0, "Nested too deeply to be read.") from None
    if not isinstance(value, _Object):
        message = "A line must be one object, {…}."
        raise RowFault(Code.NOT_AN_OBJECT, skip_space(line, 0), message)
    row: dict[str, str | None] = {}
    escapes = "\\u" in line
    for index, (key, item) in enumerate(value):
        name = columns.get(key, key)
        if not name or name in row or (escapes and not _is_text(name)):
            raise _key_fault(name, row, _entry(line, index)[1])
        if type(item) is str and not escapes:
            row[name] = item or None
        else:
            row[name] = _cell(item, partial(_value_offset, line, index))
    return row


def _key_fault(name: str, row: Mapping[str, object], offset: int) -> RowFault:
    if not name:
        return RowFault(Code.UNNAMED_COLUMN, offset, "A key is empty.", "Name it, or delete it.")
    if name in row:
        message = f'"{shown(name)}" stands twice in this line.'
        return RowFault(Code.DUPLICATE_KEY, offset, message, "Delete one of the two.")
    return RowFault(Code.BAD_CHARACTER, offset, _NO_TEXT)


_NO_TEXT = "An escape stands for NUL or for half a character, which is no text."


def _cell(value: object, place: Callable[[], int]) -> str | None:
    """Return a value as the text of a cell; `place` gives its offset for a fault."""
    if value is None or value == "":
        return None
    if isinstance(value, list) and not isinstance(value, _Object):
        return f"[{', '.join(_item(item, place) for item in value)}]"
    return _scalar(value, place)


def _item(value: object, place: Callable[[], int]) -> str:
    """Return an item of a list as JSON, a number as it is written."""
    if value is None:
        return "null"
    text = _scalar(value, place)
    plain = isinstance(value, _Number | bool)
    return text if plain else json.dumps(text, ensure_ascii=False)


def _scalar(value: object, place: Callable[[], int]) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, _Constant):
        message = f"JSON has no {value}."
        raise RowFault(Code.JSON_SYNTAX, place(), message, "Write null, or leave the key out.")
    if not isinstance(value, str):
        what = "An object" if isinstance(value, _Object) else "A list"
        message = f"{what} within a value cannot be a cell."
        hint = "Values are text, numbers, true, false, null, or lists of these."
        raise RowFault(Code.NESTED_VALUE, place(), message, hint)
    if not _is_text(value):
        raise RowFault(Code.BAD_CHARACTER, place(), _NO_TEXT)
    return str(value)


def _is_text(value: str) -> bool:
    r"""Tell whether a string has neither NUL nor lone surrogates, which `\u` can write."""
    try:
        return b"\0" not in value.encode()
    except UnicodeEncodeError:
        return False


def _entry(line: str, index: int) -> tuple[str, int, int]:
    return next(islice(entries(line), index, None))


def _value_offset(line: str, index: int) -> int:
    return _entry(line, index)[2]


def skip_space(line: str, at: int) -> int:
    """Return the offset of the first character at or after `at` that is not white space."""
    found = _SPACE.match(line, at)
    return at if found is None else found.end()
