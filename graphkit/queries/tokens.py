"""The words of a Cypher query, as far as it takes to see what a query does."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
      (?P<space>\s+|//[^\n]*|/\*.*?\*/)
    | (?P<string>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")
    | (?P<quoted>`(?:``|[^`])*`)
    | (?P<parameter>\$(?:\w+|`(?:``|[^`])*`))
    | (?P<number>\d[\w]*(?:\.\d+(?:[eE][-+]?\d+)?)?|\.\d+)
    | (?P<word>[^\W\d]\w*)
    | (?P<sign>=~|<>|<=|>=|\.\.|->|<-|::|\|\||.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Token:
    """A word of a query.

    Attributes:
        kind: string, quoted (a name in backticks), parameter, number, word or sign.
        text: As it stands there; a quoted name without its backticks.
        start: Its offset.
        end: The offset behind it.
    """

    kind: str
    text: str
    start: int
    end: int

    @property
    def upper(self) -> str:
        """The word in capitals, empty for what is no word: keywords have no case."""
        return self.text.upper() if self.kind == "word" else ""

    @property
    def is_name(self) -> bool:
        """Whether it can be a variable, a type or a property."""
        return self.kind in ("word", "quoted")

    def is_sign(self, text: str) -> bool:
        """Whether it is this sign."""
        return self.kind == "sign" and self.text == text


def tokens(cypher: str) -> tuple[Token, ...]:
    """Return the words of a query, without space and comments.

    Example:
        >>> [token.text for token in tokens("RETURN n.`a b` // all")]
        ['RETURN', 'n', '.', 'a b']
    """
    found = []
    for match in _TOKEN.finditer(cypher):
        kind = match.lastgroup or ""
        if kind == "space":
            continue
        text = match.group()
        if kind == "quoted":
            text = text[1:-1].replace("``", "`")
        found.append(Token(kind, text, match.start(), match.end()))
    return tuple(found)
