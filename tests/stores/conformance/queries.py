"""The questions of the suite: text files beside this one, one folder for each graph.

Blocks stand apart by an empty line. Each begins with its name; lines of comment say the rest:

    // name: the first that is no null
    // with: {id: aro}           parameters, as YAML
    // order: kept               rows are compared in order, else as multisets
    // golden: [[aro], [bel]]    the rows, beside what the reference answers
    // embedded: …               the engine refuses it or fails; why
    // neo4j_2026: …             that server answers otherwise; why
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FOLDER = Path(__file__).parent
ENGINES = ("embedded", "neo4j_2026")
_HEADER = re.compile(r"^// (name|with|order|golden|embedded|neo4j_2026): (.*)$")


@dataclass(frozen=True)
class Question:
    """A query, and what is known of its answers."""

    file: str
    name: str
    cypher: str
    parameters: dict[str, Any] = field(default_factory=dict)
    ordered: bool = False
    golden: list[list[Any]] | None = None
    differs: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"{self.file}: {self.name}"


def questions(graph: str) -> list[Question]:
    """All questions to one graph."""
    found = []
    for path in sorted((FOLDER / graph).glob("*.cypher")):
        text = path.read_text(encoding="utf-8").strip()
        found += [_question(path.stem, block) for block in re.split(r"\n\s*\n", text)]
    assert len({question.id for question in found}) == len(found)
    return found


def _question(file: str, block: str) -> Question:
    head: dict[str, str] = {}
    body = []
    for line in block.splitlines():
        if stated := _HEADER.match(line):
            assert stated[1] not in head, block
            head[stated[1]] = stated[2]
        else:
            body.append(line)
    yaml = YAML(typ="safe")
    assert head.get("order", "kept") == "kept", block
    return Question(
        file=file,
        name=head["name"],
        cypher="\n".join(body),
        parameters=yaml.load(head.get("with", "{}")),
        ordered="order" in head,
        golden=yaml.load(head["golden"]) if "golden" in head else None,
        differs={engine: head[engine] for engine in ENGINES if engine in head},
    )
