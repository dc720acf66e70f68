"""Rules on edges: their ends, their identity, how many there may be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from graphkit.errors import Problem, Severity, nearest
from graphkit.schema.model import EdgeType
from graphkit.schema.values import shown
from graphkit.validation.draft import Draft

_MOST_HINTS = 50


def known_ends(draft: Draft) -> Iterator[Problem]:
    """GK403: both ends of an edge are nodes of the dataset."""
    known = draft.node_index.select("id")
    for end in ("source", "target"):
        unknown = draft.stated.drop_nulls(end).join(
            known, left_on=end, right_on="id", how="anti", maintain_order="left"
        )
        words = unknown[end].unique(maintain_order=True).head(_MOST_HINTS)
        hints = {word: nearest_hint(word, known["id"]) for word in words}
        for row in unknown.iter_rows(named=True):
            word = row[end]
            message = f"The {end} of {row['edge_type']}, {shown(word)}, is no node of the dataset."
            yield draft.error(row, end, "GK403", message, hints.get(word, ""))


def nearest_hint(word: str, ids: pl.Series) -> str:
    """Return a hint with the nearest of some ids; empty where none is near."""
    candidate = nearest(word, ids.drop_nulls().to_list())
    return f'Did you mean "{candidate}"?' if candidate is not None else ""


def fitting_ends(draft: Draft) -> Iterator[Problem]:
    """GK402: each end of an edge is of a type that the edge type allows there."""
    types = draft.node_index.select("id", "type")
    source_types = types.rename({"id": "source", "type": "_source_type"})
    target_types = types.rename({"id": "target", "type": "_target_type"})
    rows = draft.stated.join(source_types, on="source", how="left", maintain_order="left").join(
        target_types, on="target", how="left", maintain_order="left"
    )
    allowed = {
        end: pl.DataFrame(
            [
                (name, node_type)
                for name, edge_type in draft.schema.edges.items()
                for node_type in getattr(edge_type, f"{end}_types")
            ],
            schema={"edge_type": pl.String, f"_{end}_type": pl.String},
            orient="row",
        ).with_columns(pl.lit(True).alias(f"_{end}_fits"))
        for end in ("source", "target")
    }
    for end, pairs in allowed.items():
        rows = rows.join(pairs, on=["edge_type", f"_{end}_type"], how="left", maintain_order="left")
    for end in ("source", "target"):
        misfit = pl.col(f"_{end}_type").is_not_null() & pl.col(f"_{end}_fits").is_null()
        for row in rows.filter(misfit).iter_rows(named=True):
            edge_type = draft.schema.edges[row["edge_type"]]
            message = _misfit(edge_type, row[end], row[f"_{end}_type"])
            yield draft.error(row, end, "GK402", message, _swap_hint(edge_type, row))


def _misfit(edge_type: EdgeType, node_id: str, node_type: str) -> str:
    article = "an" if node_type[0] in "AEIOU" else "a"
    found = f"but {shown(node_id)} is {article} {node_type}."
    if edge_type.symmetric:
        return f"{edge_type.name} is between {_either(edge_type.sources)}, {found}"
    sources, targets = _either(edge_type.sources), _either(edge_type.targets)
    return f"{edge_type.name} goes from {sources} to {targets}, {found}"


def _either(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _swap_hint(edge_type: EdgeType, row: dict[str, object]) -> str:
    fits_swapped = (
        row["_source_type"] in edge_type.target_types
        and row["_target_type"] in edge_type.source_types
    )
    if fits_swapped and not edge_type.symmetric:
        return "Swapped source and target?"
    return ""


def unique_claims(draft: Draft) -> Iterator[Problem]:
    """GK405: no two rows say the same, and no id stands twice, among claims or nodes."""
    first = draft.claim_index.select("id", _first_table="_table", _first_row="_row")
    rows = draft.claims.join(first, on="id", how="left", maintain_order="left")
    is_first = (pl.col("_table") == pl.col("_first_table")) & (
        pl.col("_row") == pl.col("_first_row")
    )
    for row in rows.filter(~is_first).iter_rows(named=True):
        before = {"_table": row["_first_table"], "_row": row["_first_row"]}
        if row["_given"] is not None:
            where = draft.spoken_place(before, "id", draft.place(row, "id")[0])
            message = f"The claim id {shown(row['id'])} stands twice; first in {where}."
            yield draft.error(row, "id", "GK405", message)
            continue
        where = draft.spoken_place(before, "source", draft.place(row, "source")[0])
        message = f"This {row['edge_type']} row says the same as {where}."
        hint = "Two rows may differ in who says it, when, or where it is written."
        yield draft.error(row, "source", "GK405", message, hint)
    nodes = draft.node_index.select("id")
    taken = draft.claims.drop_nulls("_given").join(nodes, on="id", how="semi")
    for row in taken.iter_rows(named=True):
        message = f"The claim id {shown(row['id'])} is the id of a node."
        yield draft.error(row, "id", "GK405", message)


def cardinality(draft: Draft) -> Iterator[Problem]:
    """GK408: no more partners at once than the edge type allows.

    Distinct partners count, and only those whose periods surely overlap. Inline it is an error;
    reified a warning, since speakers may disagree.
    """
    for name, edge_type in draft.schema.edges.items():
        if edge_type.max_sources_per_target is None and edge_type.max_targets_per_source is None:
            continue
        frame = draft.claims.filter(pl.col("edge_type") == name)
        for most, one, other in (
            (edge_type.max_sources_per_target, "target", "source"),
            (edge_type.max_targets_per_source, "source", "target"),
        ):
            if most is not None:
                yield from _too_many(draft, edge_type, frame, most, one, other)


def _too_many(
    draft: Draft, edge_type: EdgeType, frame: pl.DataFrame, most: int, one: str, other: str
) -> Iterator[Problem]:
    rows = frame.filter("projected").drop_nulls(["source", "target"])
    if edge_type.symmetric:
        # each end counts its partners, whichever way round a row is written
        flipped = rows.with_columns(source="target", target="source")
        rows = pl.concat([rows, flipped]).filter(pl.col("source") != pl.col("target"))
    crowded = (
        rows.group_by(one).agg(pl.col(other).n_unique().alias("_n")).filter(pl.col("_n") > most)
    )
    rows = rows.join(crowded.select(one), on=one, how="semi", maintain_order="left")
    if rows.is_empty():
        return
    periods = _sure_periods(rows, edge_type).drop_nulls(["_from", "_to"])
    merged = _merged(periods.filter(pl.col("_from") <= pl.col("_to")), one, other)
    severity = Severity.ERROR if edge_type.claims == "inline" else Severity.WARNING
    for row in _over(merged, one, most).iter_rows(named=True):
        day = "" if row["_from"] == date.min else f" on {row['_from'].isoformat()}"
        which = "partners" if edge_type.symmetric else f"{other}s"
        message = (
            f"{shown(row[one])} has {row['_depth']} {which} of {edge_type.name} at once{day}, "
            f"more than {most}: {row['_partners']}."
        )
        place = draft.place(row, other)
        yield Problem(*place, "GK408", severity, message)


def _sure_periods(rows: pl.DataFrame, edge_type: EdgeType) -> pl.DataFrame:
    """Add the days from `_from` to `_to` on which each edge surely holds; null where none."""
    first, last = pl.lit(date.min), pl.lit(date.max)
    if edge_type.temporal == "none":
        return rows.with_columns(_from=first, _to=last)
    if edge_type.temporal == "event":
        exact = pl.col("start_earliest") == pl.col("end_latest")
        day = pl.when(exact).then("start_earliest")
        return rows.with_columns(_from=day, _to=day)
    start = pl.when(pl.col("start_side") == "open").then(first).otherwise("start_latest")
    end = pl.when(pl.col("end_side") == "open").then(last).otherwise("end_earliest")
    return rows.with_columns(_from=start, _to=end)


def _merged(periods: pl.DataFrame, one: str, other: str) -> pl.DataFrame:
    """Join periods of the same pair that touch, so that a partner counts once on each day."""
    pair = [one, other]
    ordered = periods.sort(*pair, "_from", "_to")
    reached = pl.col("_to").cum_max().shift(1).over(pair)
    starts = (pl.col("_from") > reached).fill_null(True)
    blocks = ordered.with_columns(_block=starts.cum_sum().over(pair))
    return blocks.group_by(*pair, "_block", maintain_order=True).agg(
        pl.col("_from").min(), pl.col("_to").max(), pl.col("_table", "_row", "_swapped").first()
    )


def _over(periods: pl.DataFrame, one: str, most: int) -> pl.DataFrame:
    """Return, for each node with too many partners on some day, the period that begins it."""
    other = "source" if one == "target" else "target"
    begins = periods.with_columns(_day=pl.col("_from"), _step=pl.lit(1))
    ends = periods.with_columns(_day=pl.col("_to"), _step=pl.lit(-1))
    # on one day beginnings come before ends, as both days belong to a period
    steps = pl.concat([begins, ends]).sort(one, "_day", "_step", descending=[False, False, True])
    depths = steps.with_columns(_depth=pl.col("_step").cum_sum().over(one))
    over = depths.filter((pl.col("_depth") > most) & (pl.col("_step") == 1))
    first = over.unique(one, keep="first", maintain_order=True)
    present = first.select(one, "_day").join(
        periods.select(one, other, "_from", "_to"), on=one, how="inner", maintain_order="left"
    )
    names = (
        present.filter(pl.col("_day").is_between("_from", "_to"))
        .group_by(one)
        .agg(pl.col(other).unique().sort().head(5).str.join(", ").alias("_partners"))
    )
    return first.join(names, on=one, how="left", maintain_order="left")
