"""Foreign JSON, part by part: what is not as expected is told with its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from graphkit.errors import UsageError
from graphkit.schema.quoting import shown

_WORD: Final = re.compile(r"[A-Za-z_$][A-Za-z0-9_$-]{0,59}")
_TORN: Final = re.compile("[\ud800-\udfff]")
_PLACE: Final = "a number that can be a place"
_KINDS: Final = {
    dict: "an object",
    list: "a list",
    str: "text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "nothing",
}


@dataclass(frozen=True)
class Part:
    """A value of a JSON file that knows where it stands.

    Attributes:
        value: The value; None where it is null or absent.
        path: Its place in the file, such as `nodes[3].properties.name`.
        file: How messages name the file.
    """

    value: Any
    path: str
    file: str

    def field(self, name: str) -> Part:
        """Return a field of an object; one of null where it is absent.

        Raises:
            UsageError: Where this is no object.
        """
        return Part(self._as(dict).get(name), self._below(name), self.file)

    def fields(self) -> Iterator[tuple[str, Part]]:
        """Yield the fields of an object; none where it is absent.

        Raises:
            UsageError: Where this is no object.
        """
        for name, value in self._as(dict).items():
            yield sound_text(name), Part(value, self._below(name), self.file)

    def items(self) -> list[Part]:
        """Return the items of a list; none where it is absent.

        Raises:
            UsageError: Where this is no list.
        """
        values = enumerate(self._as(list))
        return [Part(value, f"{self.path}[{index}]", self.file) for index, value in values]

    def text(self) -> str:
        """Return a text, or a number or truth value as text; an empty one where it is absent.

        Raises:
            UsageError: Where this is a list or an object.
        """
        if isinstance(self.value, dict | list):
            raise self.should_be(_KINDS[str])
        if self.value is None:
            return ""
        if isinstance(self.value, str):
            return sound_text(self.value)
        return json.dumps(self.value)

    def number(self) -> float:
        """Return a finite number; 0 where it is absent.

        Raises:
            UsageError: Where this is no number.
        """
        if self.value is None:
            return 0.0
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self.should_be(_KINDS[float])
        if not -1e12 < self.value < 1e12:  # a place on a canvas; NaN is caught, too
            raise self.should_be(_PLACE)
        return float(self.value)

    def should_be(self, expected: str) -> UsageError:
        """Return the error that says what was expected here, and what was found."""
        found = _KINDS[type(self.value)]
        place = self.path or "the file"
        return UsageError(f"{self.file}: {place} should be {expected}, and is {found}.")

    def _as(self, kind: type) -> Any:
        if self.value is None:
            return kind()
        if not isinstance(self.value, kind):
            raise self.should_be(_KINDS[kind])
        return self.value

    def _below(self, name: str) -> str:
        if _WORD.fullmatch(name) is None:
            return f"{self.path}[{shown(name)}]"
        return f"{self.path}.{name}" if self.path else name


def parse_json(text: str, file: str) -> Part:
    """Return the whole of a JSON file.

    Args:
        text: Its text.
        file: How messages name it.

    Raises:
        UsageError: Where it is no JSON object.

    Example:
        >>> parse_json('{"nodes": [{"id": 1}]}', "a.json").field("nodes").items()[0].path
        'nodes[0]'
        >>> parse_json("{", "a.json")
        Traceback (most recent call last):
        graphkit.errors.UsageError: a.json:1:2: This is no JSON: Expecting property name enclosed in double quotes.
    """  # noqa: E501 - the message stands on one line
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        message = f"{file}:{error.lineno}:{error.colno}: This is no JSON: {error.msg}."
        raise UsageError(message) from None
    except RecursionError:
        message = f"{file}: This JSON is nested too deeply."
        raise UsageError(message) from None
    except ValueError:  # a number of thousands of digits
        message = f"{file}: This JSON holds a number that is too long."
        raise UsageError(message) from None
    whole = Part(value, "", file)
    if not isinstance(value, dict):
        raise whole.should_be(_KINDS[dict])
    return whole


def sound_text(text: str) -> str:
    r"""Return a text without halves of characters, which JSON can hold and UTF-8 cannot.

    Example:
        >>> sound_text("a\ud800")
        'a\ufffd'
    """
    return _TORN.sub("\ufffd", text)
