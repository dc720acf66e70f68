"""What a load would change in a store, what one did, and on what terms: plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final

ACTIONS: Final = ("create", "update", "unchanged", "remove", "release", "stale", "conflict")
"""What becomes of an element, in the order of the fields of `Counted`."""


@dataclass(frozen=True)
class Terms:
    """What a load may do beyond writing what its dataset says.

    Attributes:
        sync: It also takes out what the dataset alone said earlier and no longer says.
        adopt: It takes what people or other tools wrote for its own, and overwrites what differs.
        verify: It also looks for values of the dataset that somebody edited, and puts them right.
    """

    sync: bool = False
    adopt: bool = False
    verify: bool = False


AS_IT_SAYS: Final = Terms()
"""A load writes what its dataset says, and no more."""


@dataclass(frozen=True)
class Counted:
    """What becomes of the elements of one type.

    Attributes:
        created: Elements that were not there.
        updated: Elements that stood there otherwise.
        unchanged: Elements that stood there just so.
        removed: Elements taken out, as the dataset alone said them and no longer does.
        released: Elements that stay, without what the dataset alone said of them: another dataset
            says them, or others' edges or values are on them.
        stale: Elements that the dataset no longer says, and that stay as they are.
        conflicts: Elements that cannot be written, as others say them otherwise.

    Example:
        >>> (Counted(created=2) + Counted(updated=1, unchanged=40)).written
        3
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    released: int = 0
    stale: int = 0
    conflicts: int = 0

    @property
    def written(self) -> int:
        """Elements created or changed."""
        return self.created + self.updated

    @property
    def touched(self) -> int:
        """Elements that are written, taken out or released."""
        return self.written + self.removed + self.released

    @property
    def all(self) -> tuple[int, ...]:
        """The numbers, in the order of `ACTIONS`.

        Example:
            >>> dict(zip(ACTIONS, Counted(updated=2).all, strict=True))["update"]
            2
        """
        return tuple(getattr(self, each.name) for each in fields(self))

    def __add__(self, other: Counted) -> Counted:
        return Counted(*(mine + more for mine, more in zip(self.all, other.all, strict=True)))


@dataclass(frozen=True)
class Summary:
    """What becomes of all elements, type by type.

    Attributes:
        store: The store, as shown to a person: an address, or a folder.
        nodes: Counts by a node's own type.
        edges: Counts of the projected edges by type.
        claims: Counts of the Claim nodes by edge type.
        links: Counts of what ties claims to nodes and to each other, by type: SUBJECT, OBJECT,
            CLAIMED_BY, EVIDENCED_BY, CONTESTS, BECAUSE, FOLLOWS, CLOSES.
    """

    store: str
    nodes: Mapping[str, Counted] = field(default_factory=dict)
    edges: Mapping[str, Counted] = field(default_factory=dict)
    claims: Mapping[str, Counted] = field(default_factory=dict)
    links: Mapping[str, Counted] = field(default_factory=dict)

    def types(self) -> Iterator[tuple[str, str, Counted]]:
        """Yield the kind ("node", "edge", "claim" or "link"), the type and its counts.

        Example:
            >>> list(Summary("s", edges={"OWNS": Counted(created=2)}).types())
            [('edge', 'OWNS', Counted(created=2, ...))]
        """
        groups = (self.nodes, self.edges, self.claims, self.links)
        for kind, group in zip(("node", "edge", "claim", "link"), groups, strict=True):
            for name, counted in group.items():
                yield kind, name, counted

    @property
    def total(self) -> Counted:
        """The counts of all types."""
        return sum((counted for _, _, counted in self.types()), Counted())


@dataclass(frozen=True)
class LoadReport(Summary):
    """What a load did.

    Attributes:
        notes: What else a person should know, a sentence each.
        elapsed: Seconds.
    """

    notes: tuple[str, ...] = ()
    elapsed: float = 0.0

    @property
    def written(self) -> int:
        """Elements created, changed or taken out; 0 when the store already held the graph.

        Example:
            >>> LoadReport("a folder", nodes={"Person": Counted(created=2, removed=1)}).written
            3
        """
        return self.total.touched

    @property
    def unchanged(self) -> int:
        """Elements that needed no write."""
        return self.total.unchanged

    @property
    def removed(self) -> int:
        """Elements taken out: with `sync`, or edges whose claim changed."""
        return self.total.removed

    @property
    def stale(self) -> int:
        """Elements of an earlier load that the dataset no longer says, and that stay."""
        return self.total.stale


@dataclass(frozen=True)
class Change:
    """What becomes of one element.

    Attributes:
        kind: "node", "edge", "claim" or "link".
        type: Its type.
        action: One of `ACTIONS`.
        id: Its id; None for a link, which has none.
        source: The id of the node that an edge goes out from; None for a node.
        target: The same for the node that it goes to.
        reason: Why, in a few words.
        before: What stands there of the properties that differ; None is absent.
        after: What is to stand there of these.
    """

    kind: str
    type: str
    action: str
    id: str | None
    source: str | None = None
    target: str | None = None
    reason: str = ""
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Command:
    """A command that changes no data: it makes or drops a constraint or an index.

    Attributes:
        statement: The Cypher.
        reason: Why, a sentence.
    """

    statement: str
    reason: str


@dataclass(frozen=True)
class Plan(Summary):
    """What a load would do. Nothing of it is done yet.

    Attributes:
        dataset: The dataset's name.
        terms: What the load may do.
        commands: What it makes sure of first, in order.
        changes: Elements that change, with what they were and what they will be; of each type the
            first thousand.
        conflicts: Elements that cannot be written, of each type the first thousand. A load is
            refused where there are any.
        notes: What else a person should know, a sentence each.
    """

    dataset: str = ""
    terms: Terms = field(default_factory=Terms)
    commands: tuple[Command, ...] = ()
    changes: tuple[Change, ...] = field(default=(), repr=False)
    conflicts: tuple[Change, ...] = field(default=(), repr=False)
    notes: tuple[str, ...] = ()

    @property
    def unlisted(self) -> int:
        """How many changes are not among `changes`."""
        return self.total.touched - len(self.changes)
