"""What the types and properties of a schema were in the version before: as `was` declares it.

Nothing is guessed. What a schema says of an earlier change stays in it and does no harm: `was`
counts where the version before knows the former name and not the new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graphkit.errors import UsageError, did_you_mean
from graphkit.schema.model import EdgeType, NodeType, Property, Schema


@dataclass(frozen=True)
class History:
    """How two versions of a schema belong together.

    Attributes:
        old: The version before.
        new: The version after.
        nodes: For each node type of `new` the node types of `old` whose nodes it has.
        edges: For each edge type of `new` the edge types of `old` whose edges it has.
        reified: For each node type of `new` whose nodes were edges, the edge type of `old`.
        inlined: For each edge type of `new` whose edges were nodes: the node type of `old`, and
            its edge types that led to the source and to the target.
    """

    old: Schema
    new: Schema
    nodes: Mapping[str, tuple[str, ...]]
    edges: Mapping[str, tuple[str, ...]]
    reified: Mapping[str, str]
    inlined: Mapping[str, tuple[str, str, str]]

    @property
    def used(self) -> frozenset[str]:
        """The types of `old` that live on in `new`."""
        kept = {name for names in (*self.nodes.values(), *self.edges.values()) for name in names}
        changed = {name for names in self.inlined.values() for name in names}
        return frozenset(kept | changed | set(self.reified.values()))


def history(old: Schema, new: Schema) -> History:
    """Return how two versions of a schema belong together.

    Raises:
        UsageError: Where `was` names what the version before does not have.

    Example:
        >>> from graphkit.schema.load import parse_schema
        >>> old, _ = parse_schema("{schema: s, version: 1.0.0, nodes: {Firm: {}}}")
        >>> new, _ = parse_schema("{schema: s, version: 2.0.0, nodes: {Company: {was: Firm}}}")
        >>> history(old, new).nodes["Company"]
        ('Firm',)
    """
    nodes: dict[str, tuple[str, ...]] = {}
    edges: dict[str, tuple[str, ...]] = {}
    reified: dict[str, str] = {}
    inlined: dict[str, tuple[str, str, str]] = {}
    for name, node in new.nodes.items():
        former = _former(node, old.nodes, new.nodes)
        nodes[name] = former
        if not former and node.was:
            if node.was[0] not in old.edges:
                raise _unknown(name, node.was, [*old.nodes, *old.edges])
            reified[name] = node.was[0]
    for name, edge in new.edges.items():
        former = _former(edge, old.edges, new.edges)
        edges[name] = former
        if not former and edge.was:
            if edge.was[0] not in old.nodes:
                raise _unknown(name, edge.was, [*old.edges, *old.nodes])
            inlined[name] = _inlined(edge, old)
    return History(old, new, nodes, edges, reified, inlined)


def _former(
    now: NodeType | EdgeType, before: Mapping[str, object], after: Mapping[str, object]
) -> tuple[str, ...]:
    """Return the types of the version before that are one now: its own name, and what merged."""
    if now.name in before:
        merged = (name for name in now.was if name in before and name not in after)
        return (now.name, *merged)
    return tuple(name for name in now.was if name in before)


def _inlined(edge: EdgeType, old: Schema) -> tuple[str, str, str]:
    """Return the node type that became an edge type, and the edge types of its two ends."""
    node, *links = edge.was
    if len(links) != 2 or any(link not in old.edges for link in links):
        message = f"{edge.name} was the node type {node}: which edges led to its two ends?"
        known = [link.name for link in old.edges.values() if _touches(link, node, old)]
        hint = f"Write was: [{node}, EDGE_TO_SOURCE, EDGE_TO_TARGET], of {', '.join(known)}."
        raise UsageError(message, hint)
    return node, links[0], links[1]


def _touches(edge: EdgeType, node: str, schema: Schema) -> bool:
    return not schema.below((node,)).isdisjoint(edge.source_types | edge.target_types)


def _unknown(name: str, former: Iterable[str], known: list[str]) -> UsageError:
    named = ", ".join(former)
    message = f"{name} says that it was {named}, which the old schema does not have."
    return UsageError(message, did_you_mean(named, known))


def former_property(prop: Property, before: Mapping[str, Property]) -> str | None:
    """Return the name that a property had at the same element; None where it had none.

    Args:
        prop: A property now.
        before: The properties that the element had.
    """
    if prop.name in before:
        return prop.name
    return prop.was if prop.was in before else None
