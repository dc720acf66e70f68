"""Rules on edges: their ends, their identity, how many there may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import polars as pl

from graphkit.errors import Problem, nearest
from graphkit.graph.assembly import with_index
from graphkit.graph.identity import CLAIM_IDENTITY, DERIVED, claim_ids
from graphkit.schema.model import EdgeType
from graphkit.schema.values import shown
from graphkit.validation.draft import ORIGIN, Draft

_MOST_HINTS: Final = 100
_MANY: Final = 2_000


def known_ends(draft: Draft) -> Iterator[Problem]:
    """GK403: both ends of an edge are nodes of the dataset."""
    if not draft.is_whole("node"):
        return
    known = draft.node_index.select("id")
    for end in ("source", "target"):
        unknown = draft.stated.drop_nulls(end).join(
            known, left_on=end, right_on="id", how="anti", maintain_order="left"
        )
        hints = nearest_hints(unknown[end], known["id"])
        for row in unknown.iter_rows(named=True):
            word = row[end]
            message = f"The {end} of {row['edge_type']}, {shown(word)}, is no node of the dataset."
            yield draft.error(row, end, "GK403", message, hints.get(word, ""))


def nearest_hints(words: pl.Series, ids: pl.Series) -> dict[str, str]:
    """Return a hint with the nearest id for the first of some words, where one is near."""
    hints = {}
    names = pl.DataFrame({"id": ids}).with_columns(
        folded=pl.col("id").str.to_lowercase().str.replace_all("[-_]", "")
    )
    for word in words.unique(maintain_order=True).head(_MOST_HINTS).to_list():
        likely = names
        if ids.len() > _MANY:
            # among very many only those that begin or end alike, so that it does not take minutes
            folded = word.lower().replace("-", "").replace("_", "")
            alike = pl.col("folded").str.starts_with(folded[:3]) | pl.col("folded").str.ends_with(
                folded[-3:]
            )
            length = pl.col("folded").str.len_chars()
            likely = names.filter(alike & length.is_between(len(folded) - 2, len(folded) + 2))
        candidate = nearest(word, likely["id"].to_list())
        if candidate is not None:
            hints[word] = f'Did you mean "{candidate}"?'
    return hints


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
    misfits = {
        end: pl.col(f"_{end}_type").is_not_null() & pl.col(f"_{end}_fits").is_null()
        for end in ("source", "target")
    }
    rows = rows.with_columns(_source_misfit=misfits["source"], _target_misfit=misfits["target"])
    for row in rows.filter(pl.any_horizontal("^_.*_misfit$")).iter_rows(named=True):
        edge_type = draft.schema.edges[row["edge_type"]]
        wrong = [end for end in ("source", "target") if row[f"_{end}_misfit"]]
        swapped = _fits_swapped(edge_type, row)
        for end in wrong[:1] if swapped else wrong:
            message = _misfit(edge_type, row[end], row[f"_{end}_type"])
            hint = "Swapped source and target?" if swapped else ""
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


def _fits_swapped(edge_type: EdgeType, row: dict[str, object]) -> bool:
    return (
        row["_source_type"] in edge_type.target_types
        and row["_target_type"] in edge_type.source_types
    )


def unique_claims(draft: Draft) -> Iterator[Problem]:
    """GK405: no two rows say the same, and no id of a claim stands twice."""
    first = draft.claim_index.select("id", _first_table="_table", _first_row="_row")
    rows = draft.stated.drop_nulls("id").join(first, on="id", how="left", maintain_order="left")
    is_first = (pl.col("_table") == pl.col("_first_table")) & (
        pl.col("_row") == pl.col("_first_row")
    )
    for row in rows.filter(~is_first).iter_rows(named=True):
        where = draft.spoken_place(first_of(row), "id", draft.place(row, "id")[0])
        message = f"The claim id {shown(row['id'])} stands twice; first in {where}."
        yield draft.error(row, "id", "GK405", message)
    yield from _said_twice(draft)
    yield from _derived_ids_given(draft)


def _said_twice(draft: Draft) -> Iterator[Problem]:
    """Report rows without ids of their own that say what a row before them says."""
    unnamed = draft.claims.filter(pl.col("_given").is_null() & pl.col("_sound"))
    unnamed = unnamed.select(*CLAIM_IDENTITY, *ORIGIN, "_index")
    again = unnamed.filter(pl.struct(CLAIM_IDENTITY).is_duplicated())
    again = again.sort("_table", "_row").with_columns(
        _first_table=pl.col("_table").first().over(CLAIM_IDENTITY),
        _first_row=pl.col("_row").first().over(CLAIM_IDENTITY),
        _first_index=pl.col("_index").first().over(CLAIM_IDENTITY),
    )
    again = again.filter(~pl.struct(CLAIM_IDENTITY).is_first_distinct())
    differing = _differing(draft, again)
    for row in again.iter_rows(named=True):
        where = draft.spoken_place(first_of(row), "source", draft.place(row, "source")[0])
        names = differing.get(row["_index"], [])
        message = f"This {row['edge_type']} row says the same as {where}."
        hint = "Two rows may differ in who says it, when, or where it is written."
        if names:
            what = " and ".join(names)
            verb = "tells" if len(names) == 1 else "tell"
            message = f"{message[:-1]} but for {what}, which {verb} no claims apart."
            hint = f"Add {what} to the key, or give ids."
        yield draft.error(row, "source", "GK405", message, hint)


def _differing(draft: Draft, again: pl.DataFrame) -> dict[int, list[str]]:
    """Return the properties in which rows (`_index`) differ from the first that say the same."""
    found: dict[int, list[str]] = {}
    for owner, frame in with_index(draft.claims, draft.properties).items():
        rows = again.filter(pl.col("edge_type") == owner).select("_index", "_first_index")
        first = frame.select(pl.all().name.prefix("_first"))
        both = rows.join(frame, on="_index").join(first, on="_first_index")
        for name in draft.schema.edges[owner].properties:
            differs = pl.col(name).ne_missing(pl.col(f"_first{name}"))
            for index in both.filter(differs)["_index"].to_list():
                found.setdefault(index, []).append(name)
    return found


def _derived_ids_given(draft: Draft) -> Iterator[Problem]:
    """Report ids given that another row has, as what it says gives it that one."""
    given = draft.stated.filter(pl.col("id").str.contains(DERIVED))
    if given.is_empty():
        return
    unnamed = draft.claims.filter(pl.col("_given").is_null() & pl.col("_sound"))
    derived = unnamed.select(
        id=claim_ids(unnamed), _first_table="_table", _first_row="_row", _of="edge_type"
    ).unique("id", keep="first", maintain_order=True)
    for row in given.join(derived, on="id", maintain_order="left").iter_rows(named=True):
        where = draft.spoken_place(first_of(row), "source", draft.place(row, "id")[0])
        message = f"The claim id {shown(row['id'])} is that of {row['_of']} in {where}."
        hint = "That row has it by what it says: give one of the two another id."
        yield draft.error(row, "id", "GK405", message, hint)


def first_of(row: Mapping[str, object]) -> dict[str, object]:
    """Return the origin of the row that stands first, where a rule joined it to another."""
    return {"_table": row["_first_table"], "_row": row["_first_row"]}
