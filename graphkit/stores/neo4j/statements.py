"""Cypher texts: what a load asks a database, and what it writes into one.

Labels, types and property names come from the schema, escaped; values are parameters, always.
Rows are lists; of what is new, columns are. It is only written where nothing stood, and
marks are put together on the server: so a load never overwrites what another one wrote since its
plan was made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graphkit.propertygraph.cypher import labels, name
from graphkit.propertygraph.groups import EdgeGroup
from graphkit.propertygraph.marks import DATASETS, HASH, HASHES, OWNED
from graphkit.schema.names import CLAIM, ROOT
from graphkit.stores.neo4j.records import LABEL as LEDGER

ANY_FOREIGN: Final = f"MATCH (n) WHERE n.{DATASETS} IS NULL AND NOT n:{LEDGER} RETURN 1 LIMIT 1"
ANY_OF_DATASET: Final = f"MATCH (n:{ROOT}) WHERE $dataset IN n.{DATASETS} RETURN 1 LIMIT 1"
NAMES: Final = "_names"
"""The column of what a row says, by name."""

EDGE_TYPES: Final = "CALL db.relationshipTypes()"
NODES_OF_DATASETS: Final = (
    f"MATCH (n:{ROOT}|{CLAIM}) UNWIND n.{DATASETS} AS dataset RETURN dataset, count(*)"
)

_SAYS: Final = f"$dataset IN {{e}}.{DATASETS}"
_SAYS_NOT: Final = f"NOT coalesce({_SAYS}, false)"
_HASH: Final = (
    f"coalesce(CASE WHEN {{e}}.{DATASETS}[0] = $dataset THEN {{e}}.{HASHES}[0] ELSE "
    f"[i IN range(0, size({{e}}.{DATASETS}) - 1) WHERE {{e}}.{DATASETS}[i] = $dataset "
    f"| {{e}}.{HASHES}[i]][0] END, '')"
)


@dataclass(frozen=True)
class Question:
    """A question to which there may be very many answers.

    Attributes:
        found: What is looked for, up to `RETURN`.
        columns: What is asked of it: texts, no nulls.
    """

    found: str
    columns: tuple[str, ...]

    @property
    def rows(self) -> str:
        """Ask for a row each."""
        return f"{self.found} RETURN {', '.join(self.columns)}"

    @property
    def lists(self) -> str:
        """Ask for one row of lists: for each row the driver needs 30 µs, for an item 0.2."""
        return f"{self.found} RETURN {', '.join(f'collect({each})' for each in self.columns)}"


def _lists(variable: str) -> str:
    return ", ".join(f"{variable}.{mark}" for mark in (DATASETS, HASHES, OWNED))


# --- questions ------------------------------------------------------------------------------------


def node_number(root: str) -> str:
    """Ask how many nodes stand under a root label, whoever wrote them: the server has counted."""
    return f"MATCH (n{labels([root])}) RETURN count(n)"


EDGE_NUMBER: Final = "MATCH ()-[r]->() RETURN count(r)"
"""Asks how many edges there are, whoever wrote them: the server has counted."""

EDGE_NUMBERS: Final = "MATCH ()-[r]->() RETURN type(r), count(r)"
"""Asks the same by type, for which the server goes through all of them."""


def edge_numbers(edge_types: Sequence[str]) -> str:
    """Ask the same by type, of the types that are named; this, too, the server has counted.

    To plan it takes longer than to go through some ten thousand edges.
    """
    return " UNION ALL ".join(
        f"MATCH ()-[r{labels([edge_type])}]->() RETURN {at} AS at, count(r) AS number"
        for at, edge_type in enumerate(edge_types)
    )


def nodes_said(root: str) -> Question:
    """Ask for the id and the hash of each node that `$dataset` says."""
    says, digest = _SAYS.format(e="n"), _HASH.format(e="n")
    return Question(f"MATCH (n{labels([root])}) WHERE {says}", ("coalesce(n.id, '')", digest))


def nodes_of_others(root: str) -> Question:
    """Ask for the ids of the nodes that `$dataset` does not say."""
    says_not = _SAYS_NOT.format(e="n")
    return Question(f"MATCH (n{labels([root])}) WHERE {says_not}", ("coalesce(n.id, '')",))


def node_details(root: str, *, by_id: bool) -> str:
    """Ask for all that stands on nodes: those of `$ids`, or all that `$dataset` says."""
    chosen = "n.id IN $ids" if by_id else _SAYS.format(e="n")
    return (
        f"MATCH (n{labels([root])}) WHERE {chosen} "
        f"RETURN n.id, {_lists('n')}, properties(n), labels(n)"
    )


def nodes_held(root: str) -> str:
    """Ask which of `$ids` have edges that `$dataset` does not say alone."""
    return (
        f"MATCH (n{labels([root])}) WHERE n.id IN $ids AND EXISTS {{ MATCH (n)-[r]-() "
        f"WHERE NOT coalesce(r.{DATASETS}, []) = [$dataset] }} RETURN n.id"
    )


def edges_said(group: EdgeGroup, *, near: bool) -> Question:
    """Ask for the hash of each edge of a type that `$dataset` says."""
    says, digest = _SAYS.format(e="r"), _HASH.format(e="r")
    return Question(f"{_scan(group, near)} WHERE {says}", (digest,))


def any_edges_said(edge_types: Sequence[str]) -> str:
    """Ask for the hashes of the edges of some types that `$dataset` says, in a list for each."""
    says, digest = _SAYS.format(e="r"), _HASH.format(e="r")
    alternatives = "|".join(map(name, edge_types))
    return f"MATCH ()-[r:{alternatives}]->() WHERE {says} RETURN type(r), collect({digest})"


def edges_of_others(group: EdgeGroup) -> Question:
    """Ask for the handles of the edges of a type that `$dataset` does not say."""
    says_not = _SAYS_NOT.format(e="r")
    return Question(f"{_scan(group, False)} WHERE {says_not}", (f"coalesce({_handle(group)}, '')",))


def edge_details(
    group: EdgeGroup, *, near: bool, by_hash: bool, others: bool, by_handle: bool
) -> str:
    """Ask for all that stands on edges of a type.

    Args:
        group: The edges.
        near: Whether to look for them from the nodes that `$dataset` says.
        by_hash: Whether only those that it says with one of `$hashes` are meant, or all of these.
        others: Whether those that it does not say are meant, too.
        by_handle: Whether of the others only those with one of `$handles` are meant.
    """
    chosen = f"{_HASH.format(e='r')} IN $hashes" if by_hash else _SAYS.format(e="r")
    if others:
        more = f"{_handle(group)} IN $handles" if by_handle else _SAYS_NOT.format(e="r")
        chosen = f"({chosen}) OR ({more})"
    keys = "".join(f", r.{name(key)}" for key in group.key)
    source, target = labels([group.source_root]), labels([group.target_root])
    start = _near(group) if near else "MATCH "
    return (
        f"{start}(a{source})-[r{labels([group.type])}]->(b{target}) WHERE {chosen} "
        f"RETURN a.id, b.id{keys}, {_lists('r')}, properties(r)"
    )


def _handle(group: EdgeGroup) -> str:
    """What edges are asked for by: their id, or that of the claim that a link begins at."""
    return "r.id" if "id" in group.key else "startNode(r).id"


def _near(group: EdgeGroup) -> str:
    root = labels([group.source_root])
    return f"MATCH (a{root}) WHERE {_SAYS.format(e='a')} WITH a MATCH "


def _scan(group: EdgeGroup, near: bool) -> str:
    edge_type = labels([group.type])
    return f"{_near(group)}(a)-[r{edge_type}]->()" if near else f"MATCH ()-[r{edge_type}]->()"


_EACH: Final = "UNWIND range(0, $last) AS row"

# --- writes ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Columns:
    """Where the values of new elements stand: in `$c0`, `$c1`, …, or once for all in `$same`.

    Each of `$c0`, `$c1`, … is a column, and `row` the number of an element in it, up to `$last`.
    A column of few values may hold their numbers in a list of `$values`.

    Attributes:
        rows: The columns behind those of the key, one of them HASH, and NAMES where it is none of
            `same`.
        same: The columns of `$same`.
        numbered: Which of `rows` hold numbers of values, in the order of `$values`.
        makers: The function that makes a value of its text, for columns that need one.
    """

    rows: Sequence[str]
    same: Sequence[str]
    numbered: Sequence[str]
    makers: Mapping[str, str]

    def values(self, key: int) -> dict[str, str]:
        """Return by escaped name what stands on an element beside its key, as Cypher.

        Args:
            key: How many columns the key has, with the ends of an edge.
        """
        places = {column: f"$c{i}[row]" for i, column in enumerate(self.rows, key)}
        for i, column in enumerate(self.numbered):
            places[column] = f"$values[{i}][{places[column]}]"
        places |= {column: f"$same[{i}]" for i, column in enumerate(self.same)}
        marks = {
            DATASETS: "[$dataset]",
            HASHES: f"[{places.pop(HASH)}]",
            OWNED: f"[{places.pop(NAMES)}]",
        }
        made = {
            name(column): f"{self.makers[column]}({place})" if column in self.makers else place
            for column, place in places.items()
        }
        return marks | made


def create_nodes(root: str, own: Sequence[str], columns: Columns) -> str:
    """Write columns `id, *columns` where no node stands.

    Args:
        root: The label that ids are unique under.
        own: The other labels.
        columns: What stands on them.
    """
    label = f"n{labels(own)}, " if own else ""
    return (
        f"{_EACH} MERGE (n{labels([root])} {{id: $c0[row]}}) "
        f"ON CREATE SET {label}{_new('n', columns.values(1))}"
    )


def create_edges(group: EdgeGroup, columns: Columns) -> str:
    """Write columns `source, target, *key, *columns` where no such edge stands."""
    source, target = labels([group.source_root]), labels([group.target_root])
    return (
        f"{_EACH} MATCH (a{source} {{id: $c0[row]}}) MATCH (b{target} {{id: $c1[row]}}) "
        f"MERGE (a)-[r{labels([group.type])}{_key(group, '$c{}[row]')}]->(b) "
        f"ON CREATE SET {_new('r', columns.values(2 + len(group.key)))}"
    )


def create_edges_alone(group: EdgeGroup, columns: Columns) -> str:
    """Write the same rows without looking whether such edges stand: half the server's work.

    For a load that is surely alone since its plan was made, and edges that no two rows give.
    """
    source, target = labels([group.source_root]), labels([group.target_root])
    keys = {name(key): f"$c{i}[row]" for i, key in enumerate(group.key, 2)}
    said = keys | columns.values(2 + len(group.key))
    properties = ", ".join(f"{key}: {value}" for key, value in said.items())
    return (
        f"{_EACH} MATCH (a{source} {{id: $c0[row]}}) MATCH (b{target} {{id: $c1[row]}}) "
        f"CREATE (a)-[:{name(group.type)} {{{properties}}}]->(b)"
    )


def create_any_nodes(root: str) -> str:
    """Write rows `[id, labels, properties]` where no node stands, of any types under a root."""
    return (
        f"UNWIND $rows AS row MERGE (n{labels([root])} {{id: row[0]}}) "
        "ON CREATE SET n += row[2], n:$(row[1])"
    )


def create_any_edges(group: EdgeGroup) -> str:
    """Write rows `[source, target, *key, [type], properties]` where no such edge stands.

    The edges may be of any types whose ends and keys are as those of `group`.
    """
    source, target = labels([group.source_root]), labels([group.target_root])
    first = 2 + len(group.key)
    return (
        f"UNWIND $rows AS row MATCH (a{source} {{id: row[0]}}) MATCH (b{target} {{id: row[1]}}) "
        f"MERGE (a)-[r:$(row[{first}][0]){_key(group)}]->(b) ON CREATE SET r += row[{first + 1}]"
    )


def _new(variable: str, values: Mapping[str, str]) -> str:
    return ", ".join(f"{variable}.{key} = {value}" for key, value in values.items())


def _key(group: EdgeGroup, place: str = "row[{}]") -> str:
    keys = ", ".join(f"{name(key)}: {place.format(i)}" for i, key in enumerate(group.key, 2))
    return f" {{{keys}}}" if keys else ""


def update_nodes(root: str, own: Sequence[str], without: Sequence[str]) -> str:
    """Write rows `[id, hash, names, properties]` onto nodes that are there; null takes one off."""
    more = f"SET n{labels(own)} " if own else ""
    return (
        f"UNWIND $rows AS row MATCH (n{labels([root])} {{id: row[0]}}) WITH n, row "
        f"{_without(without)}{more}{_said('n', 1)}"
    )


def update_edges(group: EdgeGroup) -> str:
    """Write rows `[source, target, *key, hash, names, properties]` onto edges that are there."""
    return f"UNWIND $rows AS row {_there(group)} {_said('r', 2 + len(group.key))}"


def release_nodes(root: str, without: Sequence[str]) -> str:
    """Take `$dataset` off the nodes of rows `[id, properties]`, and what it alone said of them."""
    return (
        f"UNWIND $rows AS row MATCH (n{labels([root])} {{id: row[0]}}) "
        f"WHERE {_SAYS.format(e='n')} WITH n, row {_without(without)}{_unsaid('n', 1)}"
    )


def release_edges(group: EdgeGroup) -> str:
    """Take `$dataset` off the edges of rows `[source, target, *key, properties]`."""
    says = _SAYS.format(e="r")
    return f"UNWIND $rows AS row {_there(group)} WHERE {says} {_unsaid('r', 2 + len(group.key))}"


def remove_nodes(root: str) -> str:
    """Remove the nodes of rows `[id]` that `$dataset` alone says, and that no edge hangs on."""
    return (
        f"UNWIND $rows AS row MATCH (n{labels([root])} {{id: row[0]}}) "
        f"WHERE n.{DATASETS} = [$dataset] AND NOT EXISTS {{ (n)--() }} DELETE n"
    )


def remove_edges(group: EdgeGroup) -> str:
    """Remove the edges of rows `[source, target, *key]` that `$dataset` alone says."""
    return f"UNWIND $rows AS row {_there(group)} WHERE r.{DATASETS} = [$dataset] DELETE r"


def _there(group: EdgeGroup) -> str:
    source, target = labels([group.source_root]), labels([group.target_root])
    return (
        f"MATCH (a{source} {{id: row[0]}}) MATCH (b{target} {{id: row[1]}}) "
        f"MATCH (a)-[r{labels([group.type])}{_key(group)}]->(b)"
    )


def _without(gone: Sequence[str]) -> str:
    return f"REMOVE n{labels(gone)} " if gone else ""


def _kept(variable: str) -> str:
    lists = f"coalesce({variable}.{DATASETS}, [])"
    return (
        f"WITH {variable}, row, [i IN range(0, size({lists}) - 1) "
        f"WHERE {variable}.{DATASETS}[i] <> $dataset] AS kept "
    )


def _said(variable: str, first: int) -> str:
    lists = ", ".join(
        f"{variable}.{mark} = [i IN kept | {variable}.{mark}[i]] + {value}"
        for mark, value in (
            (DATASETS, "$dataset"),
            (HASHES, f"row[{first}]"),
            (OWNED, f"row[{first + 1}]"),
        )
    )
    return f"{_kept(variable)}SET {variable} += row[{first + 2}], {lists}"


def _unsaid(variable: str, first: int) -> str:
    lists = ", ".join(
        f"{variable}.{mark} = [i IN kept | {variable}.{mark}[i]]"
        for mark in (DATASETS, HASHES, OWNED)
    )
    return f"{_kept(variable)}SET {variable} += row[{first}], {lists}"
