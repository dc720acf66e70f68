"""The graph as a pyvis Network: what the page draws, and what people can go on from."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from graphkit.graph.filters import NO_FILTER, Filter
from graphkit.graph.graph import Graph
from graphkit.views import style
from graphkit.views.arrangements import by_community, by_time
from graphkit.views.grouping import DRAWN, grouped
from graphkit.views.layout import positions
from graphkit.views.payload import Payload, build_payload
from graphkit.views.regions import regions

if TYPE_CHECKING:
    from pyvis.network import Network

OPTIONS: Final[dict[str, Any]] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "dragNodes": True,
        "hideEdgesOnDrag": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 3600000,
        "zoomSpeed": 0.6,
    },
    "nodes": {
        "borderWidth": 1.5,
        "borderWidthSelected": 1.5,
        "labelHighlightBold": False,
        "font": {"multi": False, "size": 13, "face": "system-ui, sans-serif"},
        "scaling": {"label": {"enabled": False}},
    },
    "edges": {
        "arrowStrikethrough": False,
        "hoverWidth": 0.6,
        "selectionWidth": 0.8,
        "labelHighlightBold": False,
        "font": {"multi": False, "size": 11},
        "selfReference": {"size": 16, "angle": 0.785},
        "smooth": {"enabled": False, "type": "continuous"},
    },
}
"""Options of vis-network: nothing moves by itself, nothing is shown as markup."""

_LINES: Final = tuple(style.LINES)

_SIGNS: Final = {"added": "+ ", "removed": "\N{MINUS SIGN} ", "changed": "~ "}
"""What stands before the name of a node that is not in both of two graphs alike."""

Places = Mapping[str, tuple[int, int]]

NO_PLACES: Final[Places] = {}

OVERVIEW: Final = 1_500
"""So many lines between groups are drawn first, before a large page is unpacked."""

LONGEST: Final = 34
"""So many characters of a label are drawn; a card shows all."""


def to_pyvis(graph: Graph, chosen: Filter = NO_FILTER) -> Network:
    """Return a graph as a pyvis Network, laid out and without physics.

    Its nodes have the ids of the graph's, its edges the `edge_key` of what is claimed. It has no
    tooltips: pyvis would show them as markup.

    Args:
        graph: The graph.
        chosen: Which claims become edges.
    """
    return draw(build_payload(graph, chosen))


def draw(payload: Payload, saved: Places = NO_PLACES) -> Network:
    """Return what a page knows as a pyvis Network, with nodes at their saved places."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    looks = {look["name"]: look for look in payload["types"]}
    boxes = _boxes(payload)
    drawn = [edge for edge in payload["edges"] if "beside" not in edge]
    pairs = [(edge["source"], edge["target"]) for edge in drawn]
    places = {**positions(list(boxes), pairs, boxes), **saved}
    for node in payload["nodes"]:
        look = looks[node["type"]]
        color = look["colors"][0]
        x, y = places[node["id"]]
        network.add_node(
            node["id"],
            label=_SIGNS.get(node.get("change"), "") + (shortened(node["label"]) or node["id"]),
            shape=look["shape"],
            size=style.node_size(node["degree"], look["shape"]),
            color={"background": color if look["filled"] else style.PAPER, "border": color},
            x=x,
            y=y,
        )
    bends = _bends(drawn)
    for edge in drawn:
        kind = payload["edgeTypes"][edge["type"]]
        claims = [payload["claims"][name] for name in edge["claims"]]
        shown = [claim for claim in claims if "beside" not in claim]
        line = min((claim.get("modality", "asserted") for claim in shown), key=_LINES.index)
        held = {claim.get("holds") for claim in shown}
        known = next((word for word in ("surely", "possibly", "unknown") if word in held), "")
        ended = all("ended" in claim for claim in shown)
        faded = known if known != "surely" else ""
        network.add_edge(
            edge["source"],
            edge["target"],
            id=edge["id"],
            width=2 + 0.6 * min(len(shown) - 1, 4),
            dashes=list(style.LINES[line]) or False,
            color={
                "color": style.SIGNS[edge["sign"]][0],
                "opacity": style.FADED[faded or ("closed" if ended and not known else "")],
            },
            arrows={"to": {"enabled": not kind["symmetric"], "scaleFactor": 0.5}},
            **bends[edge["id"]],
        )
    # `Network.set_options` strips every blank, also from font names; the attribute is the same.
    network.options = json.loads(json.dumps(OPTIONS))
    return network


def arranged(payload: Payload) -> Payload:
    """Return where the nodes of a page lie by time and by community.

    Returns:
        `time` and `communities`, each with `places`: x and y of every node, in their order. There
        is no `time` where nothing is dated, and nothing at all where nodes are drawn in groups.
    """
    ids = [node["id"] for node in payload["nodes"]]
    if not 1 < len(ids) <= DRAWN:
        return {}
    boxes = _boxes(payload)
    drawn = [edge for edge in payload["edges"] if "beside" not in edge]
    found: Payload = {}
    days: dict[str, int] = {}
    for edge in drawn:
        for claim in (payload["claims"][name] for name in edge["claims"]):
            dated = [
                day for side in claim.get("span", ()) if isinstance(side, list) for day in side
            ]
            known = [day for day in dated if day is not None]
            for end in (edge["source"], edge["target"]) if known else ():
                days[end] = min(days.get(end, known[0]), known[0])
    timed = by_time({node["id"]: node["type"] for node in payload["nodes"]}, days, boxes)
    if timed is not None:
        found["time"] = {
            "places": [xy for name in ids for xy in timed.places[name]],
            "lanes": [[lane.name, lane.top, lane.bottom] for lane in timed.lanes],
            "origin": timed.origin,
            "scale": timed.scale,
            "days": timed.days,
            "undated": timed.undated,
        }
    pairs = [(edge["source"], edge["target"]) for edge in drawn]
    places, communities = by_community(ids, pairs, boxes)
    if len(communities) > 1:
        found["communities"] = {
            "places": [xy for name in ids for xy in places[name]],
            "rooms": [
                [*each.center, *each.size, each.nodes[0] if each.is_linked else None]
                for each in communities
            ],
        }
    return found


def mapped(payload: Payload, saved: Places = NO_PLACES) -> Payload:
    """Return the map of a large page: its groups of nodes, and where these and the nodes lie.

    Returns:
        `list`: for each group the node after which it is called, x, y, radius, how many nodes it
        has, whether it is loose, and its name; `of`: the group of every node, in their order;
        `places`: x, y and size of every node; `lines`: pairs of groups with how many edges are
        drawn between them, those of most edges, and not all.
    """
    import numpy as np

    nodes = sorted(payload["nodes"], key=lambda node: str(node["id"]))
    ids = [node["id"] for node in nodes]
    at = {name: number for number, name in enumerate(ids)}
    drawn = [edge for edge in payload["edges"] if "beside" not in edge]
    ends = np.array([(at[edge["source"]], at[edge["target"]]) for edge in drawn], dtype=np.int64)
    ends = ends.reshape(-1, 2)
    grouping = grouped(ids, ends)
    degree = np.array([node["degree"] for node in nodes], dtype=np.int64)
    found, places = regions(ids, ends, degree, grouping)
    across, number = np.unique(np.sort(grouping.of[ends], axis=1), axis=0, return_counts=True)
    apart = across[:, 0] != across[:, 1]
    across, number = across[apart], number[apart]
    most = np.argsort(-number, kind="stable")[:OVERVIEW]
    shapes = {look["name"]: look["shape"] for look in payload["types"]}
    own = [at[node["id"]] for node in payload["nodes"]]
    labels = {node["id"]: node["label"] for node in payload["nodes"]}
    spots: list[float] = []
    for node, place in zip(payload["nodes"], own, strict=True):
        x, y = saved.get(node["id"], places[2 * place : 2 * place + 2])
        spots += (x, y, style.node_size(node["degree"], shapes[node["type"]]))
    return {
        "list": [
            [each.node, each.x, each.y, each.radius, each.count, each.is_loose, labels[each.node]]
            for each in found
        ],
        "of": grouping.of[own].tolist(),
        "places": spots,
        "lines": [
            [*pair, count]
            for pair, count in zip(across[most].tolist(), number[most].tolist(), strict=True)
        ],
    }


def _boxes(payload: Payload) -> dict[str, tuple[float, float]]:
    return {node["id"]: _box(node) for node in payload["nodes"]}


def shortened(label: str) -> str:
    """Return a label on one line, cut to what can be drawn.

    Example:
        >>> shortened("a" * 40)
        'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…'
    """
    line = " ".join(label[: 4 * LONGEST].split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def _box(node: Payload) -> tuple[float, float]:
    """The room a node takes up with its label below it."""
    size = style.node_size(node["degree"])
    # A long name is set in two lines.
    length = len(shortened(node["label"]))
    text = 6.6 * (length if length <= 17 else length * 0.58)
    return max(text, 2 * size) + 12, 2 * size + (20 if length <= 17 else 34)


def _bends(edges: list[Payload]) -> dict[str, dict[str, Any]]:
    """How parallel edges keep apart: a single one is straight, more fan out; loops turn around."""
    together: dict[tuple[str, str], list[Payload]] = defaultdict(list)
    for edge in edges:
        ends = sorted((edge["source"], edge["target"]))
        together[ends[0], ends[1]].append(edge)
    bends: dict[str, dict[str, Any]] = {}
    for (first, second), group in together.items():
        middle = (len(group) - 1) / 2
        for at, edge in enumerate(group):
            if first == second:
                bends[edge["id"]] = {
                    "selfReference": {"size": 14 + 5 * (at // 4), "angle": 0.785 + 1.571 * (at % 4)}
                }
                continue
            turn = (at - middle) * min(0.16, 0.6 / len(group))
            if edge["source"] != first:
                turn = -turn
            bend = {
                "enabled": True,
                "type": "curvedCW" if turn > 0 else "curvedCCW",
                "roundness": round(abs(turn), 3),
            }
            bends[edge["id"]] = {} if turn == 0 else {"smooth": bend}
    return bends
