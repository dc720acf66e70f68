"""Claims, as the cards of a page show them: plain values, absent ones left out."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from graphkit.graph.graph import Graph
from graphkit.graph.sentences import MARKS
from graphkit.views import dates
from graphkit.views.selection import Selection
from graphkit.views.words import say

LEFT_OUT: Final = ("withdrawn", "outside")
"""What of a graph cannot be drawn on a page: what is not said any more, and what lies outside."""

REFERENCES: Final = {
    "CONTESTS": ("contests", "contestedBy"),
    "BECAUSE": ("because", "reasonFor"),
    "FOLLOWS": ("follows", "followedBy"),
    "CLOSES": ("closes", "closedBy"),
}


def claim_cards(graph: Graph, selection: Selection) -> dict[str, dict[str, Any]]:
    """Return every claim that a card may show, by id.

    Args:
        graph: The graph.
        selection: What is shown of it.

    Returns:
        For each claim its words, its marks ("alleged", "not so", "promised"), speakers, time,
        evidence, and references to other claims as lists of `[id, note]`; `beside` where it is
        no part of the drawing: `denied`, `attempted`, `planned`, `promised`, `hoped` and
        `deprecated` ones until somebody asks for them, those of `LEFT_OUT` never.
    """
    cards: dict[str, dict[str, Any]] = {}
    for row in selection.drawn.to_dicts():
        cards[row["id"]] = _card(row)
    for row in selection.beside.to_dicts():
        cards[row["id"]] = {**_card(row), "beside": _beside(row)}
    for name, frame in graph.claims.items():
        declared = list(graph.schema.edges[name].properties)
        if declared:
            shown = frame.select("id", *declared).filter(pl.col("id").is_in(list(cards)))
            for row in shown.to_dicts():
                found = [[key, plain(row[key])] for key in declared if row[key] is not None]
                if found:
                    cards[row["id"]]["props"] = found
    found_last = graph.claim_edges.sort(pl.col("basis").eq_missing("found"), maintain_order=True)
    for row in found_last.to_dicts():
        if row["source"] not in cards or row["target"] not in cards:
            continue
        source, target = cards[row["source"]], cards[row["target"]]
        if row["basis"] == "found":
            # Found ones stand in both directions already; a stated one says more than a found one.
            stated = [*source.get("contests", ()), *source.get("contestedBy", ())]
            if row["target"] not in {other for other, _ in stated}:
                source.setdefault("contradicts", []).append([row["target"], _note(row)])
            continue
        forth, back = REFERENCES[row["type"]]
        source.setdefault(forth, []).append([row["target"], row["reason"]])
        target.setdefault(back, []).append([row["source"], row["reason"]])
    return cards


def plain(value: object) -> str:
    """Return a property's value as text.

    Example:
        >>> plain(["a", "b"]), plain(True), plain(2.5)
        ('a; b', 'yes', '2.5')
    """
    if isinstance(value, list):
        return "; ".join(plain(item) for item in value)
    if isinstance(value, bool):
        return say("values.yes") if value else say("values.no")
    return str(value)


def _card(row: dict[str, Any]) -> dict[str, Any]:
    marks = [texts[row[name]] for name, texts in MARKS if row[name] in texts]
    time = row["time"]
    card = {
        "type": row["edge_type"],
        "source": row["source"],
        "target": row["target"],
        "marks": marks,
        "says": row["claimed_by"],
        "cue": row["cue"],
        "time": time,
        "when": dates.words(time) if time else None,
        "timeText": row["time_text"],
        "quote": row["quote"],
        "document": row["document"],
        "place": None if row["quote_end"] is None else [row["quote_start"], row["quote_end"]],
        "section": row["section"],
        "status": row["status_reason"]
        or (say("facts.deprecated") if row["status"] != "normal" else None),
        "contested": row["contested"],
        "modality": row["modality"] if row["modality"] != "asserted" else None,
        "denied": row["polarity"] == "negative",
        "span": claim_span(row),
        "ended": row["closed_by"] is not None,
        "endedOn": dates.number(row["closed_on"]),
        "confidence": row["confidence"],
        "note": row["note"],
        "extractor": row["extractor"],
        "holds": row.get("holds"),
    }
    return {key: value for key, value in card.items() if value not in (None, [], False)}


def claim_span(row: dict[str, Any]) -> list[Any] | None:
    """Return what is known of the start and of the end of a claim's time; None without one.

    Args:
        row: A row of `Graph.claim_table`.

    Returns:
        Each side as `[earliest, latest]` in days since 1970-01-01, or as "open" or "unknown".
    """
    if row["start_side"] is None:
        return None
    return [
        [dates.number(row[f"{side}_earliest"]), dates.number(row[f"{side}_latest"])]
        if row[f"{side}_side"] == "dated"
        else row[f"{side}_side"]
        for side in ("start", "end")
    ]


def _beside(row: dict[str, Any]) -> str:
    """Why a claim is no part of the drawing."""
    if row["retracted_at"] is not None:
        return "withdrawn"
    if row["status"] != "normal":
        return "deprecated"
    if row["polarity"] == "negative":
        return "denied"
    if row["realization"] != "actual":
        realization: str = row["realization"]
        return realization
    return "outside"


def _note(row: dict[str, Any]) -> str:
    """How a contradiction was found."""
    return say("facts.found") if row["certainty"] == "sure" else say("facts.foundPerhaps")
