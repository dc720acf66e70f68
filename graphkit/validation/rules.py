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

OF_PARTS: Final[tuple[Rule, ...]] = (
    types.known_types,
    types.declared_columns,
    types.present_ids,
    cells.readable_values,
    cells.required_values,
    cells.values_in_range,
    cells.values_of_pattern,
    cells.values_of_length,
)
"""Rules on what rows say by themselves. They need no others, so some rows are as good as all."""

OF_NODES: Final[tuple[Rule, ...]] = (
    types.sound_node_ids,
    types.unique_nodes,
    union.alike_nodes,
    redactions.known_redactions,
    redactions.untelling_name,
    cells.unique_node_values,
    evidence.reported_documents,
)
"""Rules on the nodes, all at once."""

OF_EACH_CLAIM: Final[tuple[Rule, ...]] = (
    types.sound_claim_ids,
    edges.known_ends,
    edges.fitting_ends,
    claims.inline_claims,
    claims.known_speakers,
    claims.cues_beside_speakers,
    claims.resolved_phrases,
    claims.times_of_timeless_types,
    claims.confidence_in_range,
    claims.retracted_after_recorded,
    claims.reasons_beside_links,
    evidence.known_documents,
    evidence.quotes_in_documents,
)
"""Rules on each claim beside the nodes. They need all nodes, but no other claims."""

OF_CLAIMS: Final[tuple[Rule, ...]] = (
    cells.unique_claim_values,
    edges.unique_claims,
    union.agreeing_claims,
    cardinality.cardinality,
    claims.known_claims,
    claims.contradictions,
    evidence.quotes_that_cannot_be_checked,
)
"""Rules on claims beside each other. `survey` tells which rows they need not see."""

RULES: Final = (*OF_PARTS, *OF_NODES, *OF_EACH_CLAIM, *OF_CLAIMS)
"""Every rule."""
