"""A parser of PG-Schema graph types, after the grammar of the paper, with GQL's quoted names.

graph type  CREATE GRAPH TYPE name (STRICT | LOOSE) { element (, element)* }
element     [ABSTRACT] node | edge | key
node        ( name : spec )
edge        ( ends ) - [ name : spec ] -> ( ends )
ends        : name (| name)*
spec        name (& name)* [OPEN] [{ property (, property)* }]
property    [OPTIONAL] name type [ARRAY]
key         FOR pattern EXCLUSIVE [MANDATORY] SINGLETON name . name
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

TOKEN = re.compile(
    r"\s+|//[^\n]*\n|(?P<quoted>`(?:``|\\.|[^`\\\n])*`)|(?P<word>[A-Za-z][A-Za-z0-9_]*)"
    r"|(?P<sign>->|[-()\[\]{}:,|&.])"
)
ESCAPE = re.compile(r"``|\\(?:x(..)|u(....)|U(........)|(.))")
PLAIN = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
BASE = {"STRING", "INT64", "FLOAT64", "BOOL", "DATE", "ZONED DATETIME"}


@dataclass
class GraphType:
    name: str
    nodes: dict[str, tuple[bool, tuple[str, ...], dict[str, str]]] = field(default_factory=dict)
    edges: dict[str, tuple[tuple[str, ...], tuple[str, ...], dict[str, str]]] = field(
        default_factory=dict
    )
    keys: list[tuple[str, str, bool]] = field(default_factory=list)


def unquoted(text: str) -> str:
    def plain(match: re.Match[str]) -> str:
        if match.group() == "``":
            return "`"
        digits = match[1] or match[2] or match[3]
        return chr(int(digits, 16)) if digits else PLAIN[match[4]]

    return ESCAPE.sub(plain, text[1:-1])


class Parser:
    def __init__(self, text: str) -> None:
        self.words: list[tuple[str, str]] = []
        at = 0
        while at < len(text):
            match = TOKEN.match(text, at)
            assert match is not None, text[at : at + 40]
            at = match.end()
            if match.lastgroup is not None:
                self.words.append((match.lastgroup, match.group()))
        self.words.append(("end", ""))

    def take(self, *texts: str) -> None:
        for text in texts:
            assert self.next(text), (text, self.words[:5])

    def next(self, text: str) -> bool:
        kind, word = self.words[0]
        if kind == "quoted" or word != text:
            return False
        self.words.pop(0)
        return True

    def name(self) -> str:
        kind, word = self.words.pop(0)
        assert kind in ("quoted", "word"), (kind, word)
        return unquoted(word) if kind == "quoted" else word

    def many(self, sign: str) -> tuple[str, ...]:
        found = [self.name()]
        while self.next(sign):
            found.append(self.name())
        return tuple(found)

    def graph_type(self) -> GraphType:
        self.take("CREATE", "GRAPH", "TYPE")
        made = GraphType(self.name())
        self.take("STRICT", "{")
        self.element(made)
        while self.next(","):
            self.element(made)
        self.take("}")
        assert self.words == [("end", "")]
        return made

    def element(self, made: GraphType) -> None:
        if self.next("FOR"):
            self.key(made)
            return
        is_abstract = self.next("ABSTRACT")
        self.take("(")
        if not self.next(":"):
            name = self.name()
            self.take(":")
            assert name not in made.nodes
            made.nodes[name] = (is_abstract, *self.spec())
            self.take(")")
            return
        sources = self.many("|")
        self.take(")", "-", "[")
        name = self.name()
        self.take(":")
        _, properties = self.spec()
        self.take("]", "->", "(", ":")
        assert name not in made.edges
        made.edges[name] = (sources, self.many("|"), properties)
        self.take(")")

    def spec(self) -> tuple[tuple[str, ...], dict[str, str]]:
        labels = self.many("&")
        self.next("OPEN")
        properties: dict[str, str] = {}
        if self.next("{"):
            self.property(properties)
            while self.next(","):
                self.property(properties)
            self.take("}")
        return labels, properties

    def property(self, properties: dict[str, str]) -> None:
        optional = "OPTIONAL " if self.next("OPTIONAL") else ""
        name, base = self.name(), self.name()
        base += f" {self.name()}" if base == "ZONED" else ""
        assert base in BASE
        assert name not in properties
        properties[name] = f"{optional}{base}{' ARRAY' if self.next('ARRAY') else ''}"

    def key(self, made: GraphType) -> None:
        self.take("(")
        is_edge = self.next(")")
        if is_edge:
            self.take("-", "[")
        self.take("x", ":")
        name = self.name()
        self.take(*(("]", "->", "(", ")") if is_edge else (")",)))
        self.take("EXCLUSIVE")
        is_mandatory = self.next("MANDATORY")
        self.take("SINGLETON", "x", ".")
        made.keys.append((name, self.name(), is_mandatory))
