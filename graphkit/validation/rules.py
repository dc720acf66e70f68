"""Every rule, in the order in which they are asked. A rule is a function from Draft to Findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from graphkit.validation import (
    cardinality,
    cells,
    claims,
    edges,
    evidence,
    redactions,
    types,
    union,
)
from graphkit.validation.draft import Draft
from graphkit.validation.finding import Finding

Rule = Callable[[Draft], Iterable[Finding]]

RULES: Final[tuple[Rule, ...]] = (
    types.known_types,
    types.declared_columns,
    types.present_ids,
    types.sound_ids,
    types.unique_nodes,
    union.alike_nodes,
    redactions.known_redactions,
    redactions.untelling_name,
    cells.readable_values,
    cells.required_values,
    cells.values_in_range,
    cells.values_of_pattern,
    cells.values_of_length,
    cells.unique_values,
    edges.known_ends,
    edges.fitting_ends,
    edges.unique_claims,
    union.agreeing_claims,
    cardinality.cardinality,
    claims.inline_claims,
    claims.known_speakers,
    claims.cues_beside_speakers,
    claims.resolved_phrases,
    claims.times_of_timeless_types,
    claims.confidence_in_range,
    claims.retracted_after_recorded,
    claims.reasons_beside_links,
    claims.known_claims,
    claims.contradictions,
    evidence.known_documents,
    evidence.reported_documents,
    evidence.quotes_in_documents,
    evidence.quotes_that_cannot_be_checked,
)
