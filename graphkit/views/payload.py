"""Everything a page knows, as plain values that JSON can hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

import polars as pl

from graphkit.graph.filters import NO_FILTER, Filter
from graphkit.graph.graph import Graph
from graphkit.schema.names import DOCUMENT
from graphkit.schema.values import ListType, UrlType
from graphkit.views import dates, style
from graphkit.views.cards import LEFT_OUT, claim_cards, plain
from graphkit.views.selection import Selection, select
from graphkit.views.words import say

Payload = dict[str, Any]

_HELD: Final = {
    "surely": "shown.holding",
    "possibly": "time.possibly",
    "unknown": "time.unknown",
}

_KEPT: Final = {
    "positive": "shown.positive",
    "negative": "shown.negative",
    "asserted": "manners.asserted",
    "alleged": "manners.alleged",
    "reputed": "manners.reputed",
    "presupposed": "manners.presupposed",
    "actual": "shown.actual",
    "attempted": "beside.attempted",
    "planned": "beside.planned",
    "promised": "beside.promised",
    "hoped": "shown.hoped",
}
"""The words for what a filter keeps."""


def build_payload(
    graph: Graph,
    chosen: Filter = NO_FILTER,
    *,
    title: str | None = None,
    focus: str | None = None,
    hops: int = 1,
    only: frozenset[str] | None = None,
) -> Payload:
    """Return everything a page knows about a graph.

    Args:
        graph: The graph.
        chosen: Which claims become edges.
        title: The headline; the graph's title, else its name, where none is given.
        focus: The id of a node; then only what is near it is shown.
        hops: How far from it, in edges.
        only: The ids of the nodes and claims to show; all where None.

    Returns:
        `title`, `shown` (what the line under it says), `types`, `edgeTypes`, `nodes`, `edges`
        (each with the ids of its claims), `claims` by id, `labels` of every node that a claim
        names, `documents` by id.

    Raises:
        UsageError: Where there is no such node, or the filter names what is not there.
    """
    selection = select(graph, chosen, focus, hops, only)
    cards = claim_cards(graph, selection)
    edges = _edges(graph, selection, cards)
    drawn = [edge for edge in edges if "beside" not in edge]
    degree = Counter(end for edge in drawn for end in {edge["source"], edge["target"]})
    nodes = _nodes(graph, selection.nodes, degree)
    labels = dict(graph.node_table().select("id", "label").iter_rows())
    mentioned = {
        name
        for card in cards.values()
        for name in (card["source"], card["target"], *card.get("says", ()))
    }
    documents = _documents(graph, cards)
    return {
        "title": title or graph.title or graph.name,
        "shown": _shown(graph, chosen, selection, len(drawn), labels, focus, hops),
        "asOf": chosen.as_of.isoformat() if chosen.as_of else None,
        "focus": focus,
        "types": _types(graph, selection.nodes),
        "edgeTypes": _edge_types(graph, cards),
        "nodes": nodes,
        "edges": edges,
        "claims": cards,
        "labels": {name: labels.get(name, name) for name in sorted(mentioned)},
        "documents": documents,
    }


def _types(graph: Graph, nodes: pl.DataFrame) -> list[Payload]:
    """The types that are there, in the schema's order, with their look and number."""
    number = dict(nodes["type"].value_counts().iter_rows())
    return [
        {
            "name": name,
            "label": spaced(name),
            "about": graph.schema.nodes[name].description,
            "count": number[name],
            "shape": look.shape,
            "filled": look.filled,
            "colors": [look.paper, look.night],
        }
        for name, look in style.node_styles(graph.schema).items()
        if name in number
    ]


def spaced(name: str) -> str:
    """Return a type's name as words.

    Example:
        >>> spaced("PublicBody"), spaced("NGO")
        ('Public body', 'NGO')
    """
    parts: list[str] = []
    for char in name:
        if parts and char.isupper() and parts[-1][-1].islower():
            parts.append(char)
        elif parts:
            parts[-1] += char
        else:
            parts.append(char)
    head, *tail = parts
    return " ".join([head, *(part if part.isupper() else part.lower() for part in tail)])


def _edge_types(graph: Graph, cards: Mapping[str, Payload]) -> dict[str, Payload]:
    used = {card["type"] for card in cards.values()}
    return {
        name: {
            "phrase": edge.phrase,
            "inverse": edge.inverse.replace("_", " ").lower() if edge.inverse else None,
            "symmetric": edge.symmetric,
            "temporal": edge.temporal,
            "balance": edge.balance,
            "about": edge.description,
        }
        for name, edge in graph.schema.edges.items()
        if name in used
    }


def _edges(graph: Graph, selection: Selection, cards: Mapping[str, Payload]) -> list[Payload]:
    """One edge for each thing claimed or denied, with its claims, those that are drawn first.

    Edges of which no claim is drawn are `beside`: a page draws them where somebody asks for it.
    """
    shown = set(selection.nodes["id"])
    grouped: dict[tuple[str, bool], list[str]] = {}
    columns = ["id", "edge_key", "polarity", "source", "target"]
    for frame in (selection.drawn, selection.beside):
        for name, key, polarity, source, target in frame.select(columns).iter_rows():
            if cards[name].get("beside") in LEFT_OUT or not {source, target} <= shown:
                continue
            grouped.setdefault((key, polarity == "negative"), []).append(name)
    edges = []
    for (key, denied), names in grouped.items():
        first = cards[names[0]]
        edge = {
            "id": f"{key}-not" if denied else key,
            "type": first["type"],
            "source": first["source"],
            "target": first["target"],
            "claims": names,
            "sign": graph.schema.edges[first["type"]].balance,
            "denied": denied,
            "beside": "beside" in first,
        }
        edges.append({name: value for name, value in edge.items() if value is not False})
    return edges


def _nodes(graph: Graph, shown: pl.DataFrame, degree: Mapping[str, int]) -> list[Payload]:
    nodes = []
    for (name,), part in shown.partition_by("type", as_dict=True, maintain_order=True).items():
        node_type = graph.schema.nodes[str(name)]
        frame = part.select("id", "label").join(
            graph.nodes[str(name)], on="id", how="left", maintain_order="left"
        )
        for row in frame.to_dicts():
            given = {
                key: prop
                for key, prop in node_type.properties.items()
                if row.get(key) not in (None, []) and key != node_type.label_property
            }
            node: Payload = {
                "id": row["id"],
                "type": name,
                "label": row["label"],
                "degree": degree.get(row["id"], 0),
            }
            names = [
                text
                for key, prop in given.items()
                if isinstance(prop.type, ListType)
                for text in row[key]
                if isinstance(text, str)
            ]
            if names:
                node["names"] = names
            props = [
                [key, plain(row[key]), isinstance(prop.type, UrlType)]
                for key, prop in given.items()
            ]
            if props:
                node["props"] = props
            nodes.append(node)
    return nodes


def _documents(graph: Graph, cards: Mapping[str, Payload]) -> dict[str, Payload]:
    """The documents that the shown claims are read from, and those that these report."""
    known = {row["id"]: row for row in graph.nodes.get(DOCUMENT, pl.DataFrame()).to_dicts()}
    texts = dict(graph.documents.select("id", "text").iter_rows())
    used = {card["document"] for card in cards.values() if "document" in card}
    used |= {known[name]["reports"] for name in used if name in known and known[name]["reports"]}
    found = {}
    for name in sorted(used & known.keys()):
        row = known[name]
        fields = ("title", "publisher", "author", "url", "reports")
        found[name] = {key: row[key] for key in fields if row[key] is not None}
        if row["published"]:
            found[name]["published"] = dates.words(row["published"])
        if name in texts:
            found[name]["text"] = texts[name]
    return found


def _shown(
    graph: Graph,
    chosen: Filter,
    selection: Selection,
    edges: int,
    labels: Mapping[str, str],
    focus: str | None,
    hops: int,
) -> str:
    """The line under the headline: how much of how much, as of when, by whom."""
    drawn = selection.drawn
    every = graph.claim_table().height
    speakers = drawn["claimed_by"].list.explode(keep_nulls=False, empty_as_null=False).n_unique()
    said = (
        say("counts.someClaims", some=drawn.height, count=every)
        if drawn.height < every
        else say("counts.claims", count=every)
    )
    if speakers:
        said = say("shown.claimsBy", claims=said, speakers=say("counts.speakers", count=speakers))
    nodes = say("counts.nodes", count=selection.nodes.height)
    parts = [say("shown.all", nodes=nodes, edges=say("counts.edges", count=edges), claims=said)]
    if selection.beside.height:
        parts.append(say("shown.beside", count=selection.beside.height))
    if focus is not None:
        parts.append(say("shown.near", count=hops, node=labels[focus]))
    if chosen.as_of is not None:
        held = dict(drawn["holds"].value_counts().iter_rows())
        told = ", ".join(say(key, count=held[name]) for name, key in _HELD.items() if name in held)
        day = dates.words(chosen.as_of.isoformat())
        parts.append(say("shown.asOf", day=day, claims=told or say("shown.nothing")))
    if chosen.known_on is not None:
        parts.append(say("shown.knownOn", day=dates.words(chosen.known_on.isoformat())))
    if chosen.according_to is not None:
        speaker = labels.get(chosen.according_to, chosen.according_to)
        parts.append(say("shown.accordingTo", speaker=speaker))
    if chosen.reported_by is not None:
        speaker = labels.get(chosen.reported_by, chosen.reported_by)
        parts.append(say("shown.reportedBy", speaker=speaker))
    if chosen.first_hand:
        parts.append(say("shown.firstHand"))
    if chosen.contested is not None:
        parts.append(say("shown.contested") if chosen.contested else say("shown.uncontested"))
    words = [say(_KEPT[name]) for name in (*chosen.polarity, *chosen.modality, *chosen.realization)]
    words += [spaced(name) for name in chosen.node_types]
    words += [graph.schema.edges[name].phrase for name in chosen.edge_types]
    if words:
        parts.append(say("shown.only", what=", ".join(words)))
    return " ".join(parts)
