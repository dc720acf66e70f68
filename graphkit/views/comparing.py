"""Two graphs on one page: what was added, what is gone, what is said otherwise."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from graphkit.views.payload import Payload
from graphkit.views.words import say

_TOLD: Final = {
    "nodes": {
        "added": "changes.nodesAdded",
        "removed": "changes.nodesRemoved",
        "changed": "changes.nodesChanged",
    },
    "claims": {
        "added": "changes.claimsAdded",
        "removed": "changes.claimsRemoved",
        "changed": "changes.claimsChanged",
    },
}

_FOLLOWS: Final = frozenset(
    {
        *("contested", "contestedBy", "contradicts", "reasonFor", "followedBy", "closedBy"),
        *("ended", "endedOn", "holds", "place", "degree"),
    }
)
"""What follows from other claims, or from a text: it changes by itself."""


def compared(before: Payload, after: Payload) -> Payload:
    """Return what a page knows of two graphs: all that either says, each claim with its `change`.

    Nodes are the same where their ids are, and claims where theirs are. A claim without an id of
    its own that is said otherwise is another one: the one is removed, the other added. What
    follows from the rest, such as that a claim is contested, is as in the graph that says it.

    Args:
        before: What a page knows of the earlier one.
        after: What it knows of the later one.

    Returns:
        The same as `build_payload`, where every claim has `change`: "added", "removed", "changed"
        or "same", and so has every node of which it is one of the first three.
    """
    claims = _marked(before["claims"], after["claims"])
    nodes = _marked(_by_id(before["nodes"]), _by_id(after["nodes"]))
    edges = {edge["id"]: edge for edge in after["edges"]}
    for edge in before["edges"]:
        known = edges.get(edge["id"])
        if known is None:
            edges[edge["id"]] = edge
            continue
        more = [name for name in edge["claims"] if name not in after["claims"]]
        merged = {**known, "claims": [*known["claims"], *more]}
        if "beside" not in edge:
            merged.pop("beside", None)
        edges[edge["id"]] = merged
    for edge in edges.values():  # those that are drawn come first
        edge["claims"] = sorted(edge["claims"], key=lambda name: "beside" in claims[name])
    drawn = [edge for edge in edges.values() if "beside" not in edge]
    degree = Counter(end for edge in drawn for end in {edge["source"], edge["target"]})
    for name, node in nodes.items():
        node["degree"] = degree[name]
        if node["change"] == "same":
            del node["change"]
    return {
        **after,
        "shown": f"{_told(nodes, claims)} {after['shown']}",
        "types": _types(before, after, nodes),
        "edgeTypes": {**before["edgeTypes"], **after["edgeTypes"]},
        "nodes": list(nodes.values()),
        "edges": list(edges.values()),
        "claims": claims,
        "labels": {**before["labels"], **after["labels"]},
        "documents": {**before["documents"], **after["documents"]},
        "compared": True,
    }


def _by_id(rows: list[Payload]) -> dict[str, Payload]:
    return {row["id"]: row for row in rows}


def _marked(before: dict[str, Payload], after: dict[str, Payload]) -> dict[str, dict[str, Any]]:
    """Return all rows of both, each with its `change`; those that are gone come last."""
    found = {}
    for name, row in after.items():
        earlier = before.get(name)
        change = "added" if earlier is None else "same" if _own(earlier) == _own(row) else "changed"
        found[name] = {**row, "change": change}
    for name, row in before.items():
        if name not in after:
            found[name] = {**row, "change": "removed"}
    return found


def _own(row: Payload) -> Payload:
    return {key: value for key, value in row.items() if key not in _FOLLOWS}


def _types(before: Payload, after: Payload, nodes: dict[str, dict[str, Any]]) -> list[Payload]:
    number = Counter(node["type"] for node in nodes.values())
    looks: dict[str, Payload] = {}
    for look in (*after["types"], *before["types"]):
        looks.setdefault(look["name"], look)
    return [{**look, "count": number[name]} for name, look in looks.items() if number[name]]


def _told(nodes: dict[str, dict[str, Any]], claims: dict[str, dict[str, Any]]) -> str:
    """What has become of how many, in a sentence."""
    told = []
    for kind, rows in (("nodes", nodes), ("claims", claims)):
        number = Counter(row.get("change") for row in rows.values())
        told += [say(key, count=number[name]) for name, key in _TOLD[kind].items() if number[name]]
    return say("changes.since", changes=", ".join(told) or say("changes.none"))
