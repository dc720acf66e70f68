"""Rules on edges: their ends, their identity, how many there may be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from graphkit.errors import Problem, Severity, did_you_mean
from graphkit.schema.model import EdgeType
from graphkit.schema.values import shown
from graphkit.validation.draft import Draft

_MOST_HINTS = 50


def known_ends(draft: Draft) -> Iterator[Problem]:
    """GK403: both ends of an edge are nodes of the dataset."""
    known = draft.node_index.select("id")
    ids: list[str] | None = None
    hints: dict[str, str] = {}
    for name, frame in draft.stated.items():
        for end in ("source", "target"):
            unknown = frame.drop_nulls(end).join(
                known, left_on=end, right_on="id", how="anti", maintain_order="left"
            )
            for row in unknown.iter_rows(named=True):
                word = row[end]
                if word not in hints and len(hints) < _MOST_HINTS:
                    ids = known["id"].to_list() if ids is None else ids
                    hint = did_you_mean(word, ids)
                    hints[word] = hint if hint.startswith("Did") else ""
                message = f"The {end} of {name}, {shown(word)}, is no node of the dataset."
                yield draft.error(row, end, "GK403", message, hints.get(word, ""))


def fitting_ends(draft: Draft) -> Iterator[Problem]:
    """GK402: each end of an edge is of a type that the edge type allows there."""
    types = draft.node_index.select("id", _type="type")
    for name, frame in draft.stated.items():
        edge_type = draft.schema.edges[name]
        typed = frame.join(
            types.rename({"_type": "_source_type"}),
            left_on="source",
            right_on="id",
            how="left",
            maintain_order="left",
        ).join(
            types.rename({"_type": "_target_type"}),
            left_on="target",
            right_on="id",
            how="left",
            maintain_order="left",
        )
        bad_source = ~pl.col("_source_type").is_in(list(edge_type.source_types))
        bad_target = ~pl.col("_target_type").is_in(list(edge_type.target_types))
        rows = typed.with_columns(
            _bad_source=bad_source.fill_null(False), _bad_target=bad_target.fill_null(False)
        ).filter(pl.col("_bad_source") | pl.col("_bad_target"))
        for row in rows.iter_rows(named=True):
            for end in ("source", "target"):
                if row[f"_bad_{end}"]:
                    message = _misfit(edge_type, row[end], row[f"_{end}_type"])
                    hint = _ends_hint(edge_type, row, end)
                    yield draft.error(row, end, "GK402", message, hint)


def _misfit(edge_type: EdgeType, node_id: str, node_type: str) -> str:
    article = "an" if node_type[0] in "AEIOU" else "a"
    found = f"but {shown(node_id)} is {article} {node_type}."
    if edge_type.symmetric:
        return f"{edge_type.name} is between {_either(edge_type.sources)}, {found}"
    sources, targets = _either(edge_type.sources), _either(edge_type.targets)
    return f"{edge_type.name} goes from {sources} to {targets}, {found}"


def _either(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _ends_hint(edge_type: EdgeType, row: dict[str, object], end: str) -> str:
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
    nodes = draft.node_index.select("id", _node_type="type")
    for name, frame in draft.claims.items():
        rows = frame.join(first, on="id", how="left", maintain_order="left")
        same = (pl.col("_table") == pl.col("_first_table")) & (
            pl.col("_row") == pl.col("_first_row")
        )
        for row in rows.filter(~same).iter_rows(named=True):
            before = {"_table": row["_first_table"], "_row": row["_first_row"]}
            if row["_given"] is not None:
                where = draft.spoken_place(before, "id", draft.place(row, "id")[0])
                message = f"The claim id {shown(row['id'])} stands twice; first in {where}."
                yield draft.error(row, "id", "GK405", message)
                continue
            where = draft.spoken_place(before, "source", draft.place(row, "source")[0])
            message = f"This {name} row says the same as {where}."
            hint = "Two rows may differ in who says it, when, or where it is written."
            yield draft.error(row, "source", "GK405", message, hint)
        taken = frame.drop_nulls("_given").join(nodes, on="id", how="inner", maintain_order="left")
        for row in taken.iter_rows(named=True):
            message = f"The claim id {shown(row['id'])} is the id of a node."
            yield draft.error(row, "id", "GK405", message)


def cardinality(draft: Draft) -> Iterator[Problem]:
    """GK408: no more partners at once than the edge type allows.

    Distinct partners count, and only those whose periods surely overlap. Inline it is an error;
    reified a warning, since speakers may disagree.
    """
    for name, frame in draft.claims.items():
        edge_type = draft.schema.edges[name]
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
