"""Labels that occur together → a tree of labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphkit.inspection.observed import Overlap

Labels = tuple[str, ...]


@dataclass(frozen=True)
class Tree:
    """Labels, each with the next wider one.

    Attributes:
        parents: The next wider label of each, None where there is none; wider ones come first.
        counts: How many nodes have each.
        own: The narrowest label of each set of labels; sets without one that is kept have none.
        overlaps: The labels that no tree can hold beside those that are kept.
    """

    parents: Mapping[str, str | None] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    own: Mapping[Labels, str] = field(default_factory=dict)
    overlaps: tuple[Overlap, ...] = ()

    def above(self, label: str) -> list[str]:
        """Return the wider labels of one, from near to far."""
        found = []
        parent = self.parents[label]
        while parent is not None:
            found.append(parent)
            parent = self.parents[parent]
        return found

    def children(self, label: str) -> list[str]:
        """Return the labels right below one."""
        return [name for name, parent in self.parents.items() if parent == label]


def arrange(sets: Mapping[Labels, int]) -> Tree:
    """Return the tree of some labels.

    A label is above another where every node with the other has it, too. Two labels that some
    nodes have both, and that others have each without the other, stand in no tree: the one that
    more nodes have is kept, of two that as many have the first by name. Two that the very same
    nodes have stand one above the other, the first by name above.

    Args:
        sets: How many nodes have just these labels.

    Example:
        >>> tree = arrange({("Actor", "Person"): 8, ("Director", "Person"): 3, ("Person",): 5,
        ...                 ("Actor", "Director", "Person"): 2, ("Movie",): 4})
        >>> tree.parents
        {'Person': None, 'Actor': 'Person', 'Movie': None}
        >>> tree.own[("Actor", "Director", "Person")], tree.own[("Director", "Person")]
        ('Actor', 'Person')
        >>> tree.overlaps
        (Overlap(label='Director', count=5, other='Actor', both=2),)
    """
    counts: dict[str, int] = {}
    having: dict[str, set[Labels]] = {}
    for labels, count in sets.items():
        for label in labels:
            counts[label] = counts.get(label, 0) + count
            having.setdefault(label, set()).add(labels)
    parents: dict[str, str | None] = {}
    overlaps = []
    for label in sorted(counts, key=lambda name: (-counts[name], name)):
        wider = [kept for kept in parents if having[kept] >= having[label]]
        crossing = [
            kept
            for kept in parents
            if kept not in wider and not having[kept].isdisjoint(having[label])
        ]
        if crossing:
            other = crossing[0]
            both = sum(sets[labels] for labels in having[label] & having[other])
            overlaps.append(Overlap(label, counts[label], other, both))
        else:
            parents[label] = wider[-1] if wider else None
    order = {label: number for number, label in enumerate(parents)}
    own = {}
    for labels in sets:
        kept = [label for label in labels if label in parents]
        if kept:
            own[labels] = max(kept, key=order.__getitem__)
    return Tree(parents, {label: counts[label] for label in parents}, own, tuple(overlaps))
