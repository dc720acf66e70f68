"""Cypher texts for what `contents` says.

Labels, types and property names come from the schema, escaped; values are parameters, always.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graphkit.propertygraph.cypher import labels, name
from graphkit.propertygraph.groups import EdgeGroup, NodeGroup
from graphkit.propertygraph.marks import DATASETS, HASHES, OWNED
from graphkit.schema.names import CLAIM, ROOT

SCHEMA: Final = (
    f"CREATE CONSTRAINT graphkit_entity_id IF NOT EXISTS FOR (n:{ROOT}) REQUIRE n.id IS UNIQUE",
    f"CREATE CONSTRAINT graphkit_claim_id IF NOT EXISTS FOR (n:{CLAIM}) REQUIRE n.id IS UNIQUE",
    f"CREATE INDEX graphkit_claim_edge_key IF NOT EXISTS FOR (n:{CLAIM}) ON (n.edge_key)",
    "CALL db.awaitIndexes(300)",
)
"""What a load makes sure of first. The constraints are the keys that elements are found by."""

MARKED: Final = f"{{e}}.{DATASETS} = {{d}}, {{e}}.{HASHES} = {{h}}, {{e}}.{OWNED} = {{o}}"

ANY_FOREIGN: Final = f"MATCH (n) WHERE n.{DATASETS} IS NULL RETURN 1 LIMIT 1"
ANY_OF_DATASET: Final = f"MATCH (n:{ROOT}) WHERE $dataset IN n.{DATASETS} RETURN 1 LIMIT 1"
EDGE_TYPES: Final = "CALL db.relationshipTypes()"


def _lists(variable: str) -> str:
    return ", ".join(f"{variable}.{mark}" for mark in (DATASETS, HASHES, OWNED))


def _marks(variable: str, shared: bool) -> str:
    """Assignments of the three lists: the dataset's own, or as a row gives them."""
    if shared:
        return MARKED.format(e=variable, d="row.d", h="row.h", o="row.o")
    return MARKED.format(e=variable, d="[$dataset]", h="[row.h]", o="[row.o]")


def node_states(group: NodeGroup) -> str:
    """Ask which of `$ids` are there, who wrote them, and the hashes of what each says."""
    return (
        f"UNWIND $ids AS id MATCH (n{labels([group.root])} {{id: id}}) "
        f"RETURN id, n.{DATASETS}, n.{HASHES}"
    )


def node_details(group: NodeGroup) -> str:
    """Ask for all that stands on those of `$ids`."""
    return (
        f"UNWIND $ids AS id MATCH (n{labels([group.root])} {{id: id}}) "
        f"RETURN id, {_lists('n')}, properties(n)"
    )


def any_node(root: str) -> str:
    """Ask how many nodes stand under a root label, whoever wrote them."""
    return f"MATCH (n{labels([root])}) RETURN count(n)"


def node_count(root: str) -> str:
    """Ask how many nodes under a root label `$dataset` says."""
    return f"MATCH (n{labels([root])}) WHERE $dataset IN n.{DATASETS} RETURN count(n)"


def merge_nodes(group: NodeGroup, *, without: Sequence[str] = (), shared: bool = False) -> str:
    """Write `$rows`: `id`, `p` the properties, `h` the hash, `o` what is owned.

    Args:
        group: The nodes.
        without: Labels to take off.
        shared: Whether rows bring whole lists of datasets (`d`), hashes and what each owns.
    """
    text = f"UNWIND $rows AS row MERGE (n{labels([group.root])} {{id: row.id}}) "
    if without:
        text += f"REMOVE n{labels(without)} "
    if group.labels:
        text += f"SET n{labels(group.labels)} "
    return f"{text}SET n += row.p, {_marks('n', shared)}"


def _edge(group: EdgeGroup) -> str:
    """A pattern for an edge of a group, by ends and key: variables a, r, b."""
    keys = ", ".join(f"{name(key)}: row.k[{i}]" for i, key in enumerate(group.key))
    return f"(a)-[r{labels([group.type])}{f' {{{keys}}}' if keys else ''}]->(b)"


def _ends(group: EdgeGroup) -> str:
    source, target = labels([group.source_root]), labels([group.target_root])
    return f"MATCH (a{source} {{id: row.s}}) MATCH (b{target} {{id: row.t}}) "


def edge_states(group: EdgeGroup) -> str:
    """Ask for every edge of a type: ends, key, who wrote it, and the hashes of what each says."""
    source, target = labels([group.source_root]), labels([group.target_root])
    keys = "".join(f", r.{name(key)}" for key in group.key)
    return (
        f"MATCH (a{source})-[r{labels([group.type])}]->(b{target}) "
        f"RETURN a.id, b.id, r.{DATASETS}, r.{HASHES}{keys}"
    )


def edge_details(group: EdgeGroup) -> str:
    """Ask for all that stands on the edges in `$rows`, by their number `id`."""
    return (
        f"UNWIND $rows AS row {_ends(group)}MATCH {_edge(group)} "
        f"RETURN row.id, {_lists('r')}, properties(r)"
    )


def merge_edges(group: EdgeGroup, *, shared: bool = False) -> str:
    """Write `$rows`: `s` and `t` the ends' ids, `k` the key, `p`, `h` and `o` as for nodes."""
    return (
        f"UNWIND $rows AS row {_ends(group)}MERGE {_edge(group)} "
        f"SET r += row.p, {_marks('r', shared)}"
    )


def remove_edges(group: EdgeGroup) -> str:
    """Take `$dataset` off the edges in `$rows`; one that no other dataset says goes."""
    kept = f"[i IN range(0, size(r.{DATASETS}) - 1) WHERE r.{DATASETS}[i] <> $dataset]"
    lists = ", ".join(f"r.{mark} = [i IN kept | r.{mark}[i]]" for mark in (DATASETS, HASHES, OWNED))
    return (
        f"UNWIND $rows AS row {_ends(group)}MATCH {_edge(group)} "
        f"WITH r, {kept} AS kept "
        f"FOREACH (_ IN CASE WHEN size(kept) > 0 THEN [1] ELSE [] END | SET {lists}) "
        "FOREACH (_ IN CASE WHEN size(kept) = 0 THEN [1] ELSE [] END | DELETE r)"
    )
