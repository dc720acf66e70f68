"""A large page's data as columns: they are read faster than rows, and compressed to less."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Sequence
from typing import Any, Final

Rows = Sequence[dict[str, Any]]

OF_EDGES: Final = ("type", "source", "target", "denied")
"""What a claim most often has as its edge has it."""


def in_columns(payload: dict[str, Any]) -> dict[str, Any]:
    """Return what a page knows with its nodes, edges and claims as columns.

    An edge has the places of its ends among the nodes, and the number of its claims, which stand
    in the order of the edges, before those that no edge has. What a claim has as its edge has it is
    left out.
    """
    at = {node["id"]: number for number, node in enumerate(payload["nodes"])}
    left = dict(payload["claims"])
    claims, edges = [], []
    for edge in payload["edges"]:
        number = {"source": at[edge["source"]], "target": at[edge["target"]]}
        edges.append({**edge, **number, "claims": len(edge["claims"])})
        for name in edge["claims"]:
            card = left.pop(name)
            same = {key for key in OF_EDGES if card.get(key) == edge.get(key)}
            claims.append({"id": name, **{key: card[key] for key in card if key not in same}})
    claims += [{"id": name, **card} for name, card in left.items()]
    tables = {"nodes": payload["nodes"], "edges": edges, "claims": claims}
    return {**payload, **{name: table(rows) for name, rows in tables.items()}}


def table(rows: Rows) -> dict[str, Any]:
    """Return rows as columns; of one that few rows have, the places of these and their values.

    Example:
        >>> table([{"id": "a", "note": "x"}, {"id": "b"}, {"id": "c"}])
        {'rows': 3, 'columns': {'id': ['a', 'b', 'c'], 'note': {'at': [0], 'is': ['x']}}}
    """
    columns: dict[str, Any] = {}
    for name in dict.fromkeys(key for row in rows for key in row):
        at = [number for number, row in enumerate(rows) if name in row]
        values = [rows[number][name] for number in at]
        columns[name] = values if len(at) == len(rows) else {"at": at, "is": values}
    return {"rows": len(rows), "columns": columns}


def packed(text: str) -> str:
    """Return a text compressed, in letters that can stand in a script element.

    Example:
        >>> gzip.decompress(base64.b64decode(packed("many"))).decode()
        'many'
    """
    return base64.b64encode(gzip.compress(text.encode(), compresslevel=6, mtime=0)).decode()
