"""Rows → what was seen of them, by types and properties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from graphkit.graph.claims import CLAIM_TYPES
from graphkit.inspection.columns import narrowest, see
from graphkit.inspection.hierarchy import Tree, arrange
from graphkit.inspection.observed import Observed, SeenEdges, SeenNodes, SeenValues
from graphkit.inspection.rows import EdgeRows, Material, NodeRows
from graphkit.schema.model import Temporal
from graphkit.schema.names import CLAIM_LINKS
from graphkit.schema.values import ListType, StringType, ValueType

_IDENTITY = (
    *("claimed_by", "polarity", "modality", "realization", "time"),
    *("document", "quote", "occurrence"),
)
_PLAIN = {"polarity": "positive", "realization": "actual", "status": "normal"}


def observe(material: Material) -> Observed:
    """Return what was seen of all that is looked at.

    A property stands at the widest label whose own nodes have it; at a label without nodes of its
    own where all labels right below have it, if these are several.
    """
    sets: dict[tuple[str, ...], int] = {}
    for rows in material.nodes:
        sets[rows.labels] = sets.get(rows.labels, 0) + rows.count
    tree = arrange(sets)
    owns: dict[str, list[NodeRows]] = {label: [] for label in tree.parents}
    for rows in material.nodes:
        if rows.labels in tree.own:
            owns[tree.own[rows.labels]].append(rows)
    return Observed(
        material.name,
        material.shown,
        material.count,
        material.looked_at,
        nodes=tuple(_nodes(tree, owns)),
        edges=tuple(_edges(material, tree)),
        overlaps=tree.overlaps,
        unlabelled=sum(count for labels, count in sets.items() if labels not in tree.own),
        remarks=material.remarks,
        claim_columns=material.claim_columns,
        renames_columns=material.renames_columns,
    )


def _nodes(tree: Tree, owns: dict[str, list[NodeRows]]) -> Iterable[SeenNodes]:
    below: dict[str, list[NodeRows]] = {label: [] for label in tree.parents}
    for label, rows in owns.items():
        for each in (label, *tree.above(label)):
            below[each] += rows
    had = {label: _names(rows) for label, rows in below.items()}
    declared: dict[str, set[str]] = {}
    for label, parent in tree.parents.items():
        inherited = {name for above in tree.above(label) for name in declared[above]}
        names = _names(owns[label])
        children = tree.children(label)
        if not names and not owns[label] and len(children) > 1:
            names = [n for n in had[children[0]] if all(n in had[other] for other in children)]
        own = [name for name in names if name not in inherited]
        declared[label] = set(own)
        yield SeenNodes(
            label,
            parent,
            tree.counts[label],
            sum(rows.count for rows in owns[label]),
            {name: _values(name, below[label]) for name in own},
        )


def _names(rows: Sequence[NodeRows]) -> list[str]:
    """Return the properties that some of the nodes have."""
    return list(
        dict.fromkeys(name for each in rows for name in each.frame.columns if _is_there(each, name))
    )


def _values(name: str, rows: Sequence[NodeRows | EdgeRows]) -> SeenValues:
    parts = []
    kinds: frozenset[str] = frozenset()
    present = 0
    for each in rows:
        empty = pl.Series(name, [None], pl.String).new_from_index(0, each.ids.len())
        cells = each.frame[name] if name in each.frame.columns else empty
        parts.append((cells, each.ids))
        kinds |= each.kinds.get(name, frozenset())
        is_whole = each.ids.len() == each.count and name not in each.present
        present += cells.len() - cells.null_count() if is_whole else each.present.get(name, 0)
    return see(name, parts, kinds, sum(each.count for each in rows), present)


def _edges(material: Material, tree: Tree) -> Iterable[SeenEdges]:
    keys = [
        pl.DataFrame(
            {"key": rows.keys, "label": pl.Series([own]).new_from_index(0, rows.keys.len())}
        )
        for rows in material.nodes
        if (own := tree.own.get(rows.labels)) is not None
    ]
    empty = pl.DataFrame(schema={"key": pl.String, "label": pl.String})
    index = pl.concat([empty, *keys]).unique("key", keep="first", maintain_order=True)
    for rows in material.edges:
        pairs, strays = _pairs(rows, tree, index)
        is_whole = rows.ids.len() == rows.count
        ends = pl.DataFrame({"source": rows.sources, "target": rows.targets}).drop_nulls().unique()
        columns = [name for name in rows.frame.columns if name not in material.claim_columns]
        values = {name: _values(name, [rows]) for name in columns if _is_there(rows, name)}
        key, repeated = _key(rows, values, material.claim_columns) if is_whole else ((), 0)
        yield SeenEdges(
            rows.type,
            rows.count,
            pairs,
            strays,
            _most(ends, "target") if is_whole else None,
            _most(ends, "source") if is_whole else None,
            ends["source"].n_unique(),
            ends["target"].n_unique(),
            key,
            repeated,
            values,
            rows.temporal or _temporal(rows, material.claim_columns),
            rows.is_reified or _needs_nodes(rows, material.claim_columns),
            rows.is_symmetric,
        )


def _is_there(rows: NodeRows | EdgeRows, name: str) -> bool:
    has = rows.frame[name].null_count() < rows.frame.height or rows.present.get(name, 0) > 0
    return has or name in rows.named


def _pairs(
    rows: EdgeRows, tree: Tree, index: pl.DataFrame
) -> tuple[tuple[tuple[str, str, int], ...], int]:
    counts: dict[tuple[str | None, str | None], int] = {}
    if rows.pairs is not None:
        for (source, target), count in rows.pairs.items():
            pair = tree.own.get(source), tree.own.get(target)
            counts[pair] = counts.get(pair, 0) + count
    else:
        ends = pl.DataFrame({"source": rows.sources, "target": rows.targets})
        for end in ("source", "target"):
            named = index.rename({"label": f"{end}_label"})
            ends = ends.join(named, left_on=end, right_on="key", how="left", maintain_order="left")
        found = ends.group_by("source_label", "target_label").len()
        counts = {(source, target): count for source, target, count in found.rows()}
    known = [(s, t, n) for (s, t), n in counts.items() if s is not None and t is not None]
    strays = sum(counts.values()) - sum(count for *_, count in known)
    return tuple(sorted(known, key=lambda pair: (-pair[2], pair[0], pair[1]))), strays


def _most(ends: pl.DataFrame, one: str) -> int:
    """Return how many distinct partners a node has at most."""
    return int(ends.group_by(one).len()["len"].max() or 0)  # type: ignore[arg-type]


def _temporal(rows: EdgeRows, claim_columns: frozenset[str]) -> Temporal | None:
    if "time" not in claim_columns or "time" not in rows.frame.columns:
        return None
    times = rows.frame["time"].drop_nulls()
    if times.is_empty():
        return None
    return "state" if times.str.contains("/", literal=True).any() else "event"


def _needs_nodes(rows: EdgeRows, claim_columns: frozenset[str]) -> bool:
    """Tell whether some claim denies, plans, is withdrawn, or speaks of others."""
    there = claim_columns & set(rows.frame.columns)
    unusual = [
        (rows.frame[name].drop_nulls() != plain).any()
        for name, plain in _PLAIN.items()
        if name in there
    ]
    linked = [
        rows.frame[name].null_count() < rows.frame.height
        for name in (*CLAIM_LINKS, "retracted_at")
        if name in there
    ]
    return any(unusual) or any(linked)


def _key(
    rows: EdgeRows, values: dict[str, SeenValues], claim_columns: frozenset[str]
) -> tuple[tuple[str, ...], int]:
    """Return the properties that tell rows without ids apart, and how many no property does."""
    same = [name for name in _IDENTITY if name in claim_columns and name in rows.frame.columns]
    columns = {name: _canonical(rows.frame[name], CLAIM_TYPES[name]) for name in same}
    for name, plain in (*_PLAIN.items(), ("modality", "asserted")):
        if name in columns:
            columns[name] = columns[name].replace("null", f'"{plain}"')
    known = pl.DataFrame({" source": rows.sources, " target": rows.targets, **columns})
    asked = rows.ids.is_null() & rows.sources.is_not_null() & rows.targets.is_not_null()
    if rows.is_symmetric:
        known = known.with_columns(
            pl.min_horizontal(" source", " target").alias(" source"),
            pl.max_horizontal(" source", " target").alias(" target"),
        )
    whole = [name for name, seen in values.items() if seen.present == rows.count]
    telling = known.hstack(
        [
            _canonical(rows.frame[name], narrowest(rows.frame[name].unique())).alias(f"p:{name}")
            for name in whole
        ]
    ).filter(asked)
    plain_columns = known.columns
    repeated = _repeated(telling, plain_columns)
    if not repeated:
        return (), 0
    kept = list(whole)
    if _repeated(telling, [*plain_columns, *(f"p:{name}" for name in kept)]) == repeated:
        return (), repeated
    best = _repeated(telling, telling.columns)
    for name in whole:
        fewer = [other for other in kept if other != name]
        if _repeated(telling, [*plain_columns, *(f"p:{other}" for other in fewer)]) == best:
            kept = fewer
    return tuple(kept), best


def _canonical(cells: pl.Series, value_type: ValueType) -> pl.Series:
    values = value_type.parse(cells)
    is_chain = isinstance(values.dtype, pl.List) and not isinstance(value_type, ListType)
    return (ListType(StringType()) if is_chain else value_type).canonical(values)


def _repeated(frame: pl.DataFrame, columns: Sequence[str]) -> int:
    return frame.height - frame.select(columns).unique().height
