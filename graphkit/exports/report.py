"""What came of an export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class ExportReport:
    """What an export wrote, and what whoever opens it should know.

    Attributes:
        path: The file or folder.
        nodes: How many nodes it holds.
        claims: How many claims: as rows, or as edges.
        formulas: CSV: how many cells of a file a spreadsheet would take for formulas, by the file's
            path in the folder. Values are written as they are.
        replaced: GraphML: how many values hold a character that XML cannot hold; it was replaced
            by U+FFFD.
        command: neo4j-admin: the command that imports it, for a POSIX shell in any folder.
    """

    path: Path
    nodes: int
    claims: int
    formulas: Mapping[str, int] = field(default_factory=dict)
    replaced: int = 0
    command: str = ""
