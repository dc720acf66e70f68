"""Rules on what a dataset withholds."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from graphkit.errors import Problem, Severity, did_you_mean
from graphkit.graph.mentions import Mentions
from graphkit.graph.redaction import names_of
from graphkit.schema.values import shown
from graphkit.validation.draft import Draft
from graphkit.validation.finding import ORIGIN, Finding


def known_redactions(draft: Draft) -> Iterator[Finding]:
    """GK308: what is redacted is a node, as otherwise its names would be told."""
    ids = draft.node_index["id"]
    if not draft.is_whole("node"):
        return
    for id, place in draft.dataset.redact.items():
        if id not in ids:
            message = f"{shown(id)} is redacted, but no node of the dataset."
            yield _error(place, "GK308", message, did_you_mean(id, ids.to_list()))


def untelling_name(draft: Draft) -> Iterator[Finding]:
    """GK309: the dataset's own name, which stands in every store, tells no redacted one."""
    name = draft.dataset.name
    for id, place in draft.dataset.redact.items():
        names = names_of(draft.schema, draft.nodes, [id])
        if Mentions(names).in_text(name):
            message = f"{shown(id)} is redacted, but the dataset is called {shown(name)}."
            yield _error(place, "GK309", message, "Rename the dataset.")


def _error(place: tuple[str, int, int], code: str, message: str, hint: str) -> Finding:
    problem = Problem(*place, code, Severity.ERROR, message, hint)
    return Finding(Severity.ERROR, pl.DataFrame(schema=ORIGIN), (problem,))
