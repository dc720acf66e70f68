"""Rules on edges: their ends, their identity, how many there may be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

import polars as pl

from graphkit.errors import meant, nearest
from graphkit.graph.assembly import with_index
from graphkit.graph.identity import CLAIM_IDENTITY, DERIVED, claim_ids
from graphkit.graph.namespaces import SEPARATOR, written_id
from graphkit.schema.model import EdgeType
from graphkit.schema.values import shown
from graphkit.validation.draft import Draft
from graphkit.validation.finding import ORIGIN, Finding, Row, first_of_each_table
from graphkit.validation.suspicion import repeated

Hint: TypeAlias = Callable[[Row], str]

_MOST_HINTS: Final = 100
_MANY: Final = 2_000


def known_ends(draft: Draft) -> Iterator[Finding]:
    """GK403: both ends of an edge are nodes of the dataset."""
    if not draft.is_whole("node"):
        return
    known = draft.node_index["id"]
    for end in ("source", "target"):
        unknown = draft.stated.filter(draft.ends[end] >= known.len())
        hint = nearest_hints(draft, unknown, end, known)

        def describe(row: Row, end: str = end, hint: Hint = hint) -> tuple[str, str]:
            word = draft.spoken_id(row, row[end])
            message = f"The {end} of {row['edge_type']}, {word}, is no node of the dataset."
            return message, hint(row)

        yield from draft.errors(unknown, end, "GK403", describe)


def nearest_hints(draft: Draft, rows: pl.DataFrame, column: str, ids: pl.Series) -> Hint:
    """Return what gives a hint with the id that a row may have meant, where one is near.

    Args:
        draft: Knows how each file writes ids.
        rows: Those with an unknown id.
        column: The column in which it stands.
        ids: The ids that are known. Only some are looked for: the first of each namespace.
    """
    hints = {}
    for namespace, own in draft.by_namespace(rows):
        known = draft.nameable(namespace, ids)
        names = pl.DataFrame({"id": known}).with_columns(
            folded=pl.col("id").str.to_lowercase().str.replace_all("[-_]", "")
        )
        for id in own[column].unique(maintain_order=True).head(_MOST_HINTS).to_list():
            word = written_id(namespace, id)
            hint = _nearest_hint(word, names)
            if not hint and namespace and ids.eq(word).any():
                hint = "Another dataset has it, but ids in this file are of the namespace "
                hint += f"{shown(namespace)}."
            hints[namespace, id] = hint
    return lambda row: hints.get((draft.namespace(row), row[column]), "")


def _nearest_hint(word: str, names: pl.DataFrame) -> str:
    likely = names
    if names.height > _MANY:
        # among very many only those that begin or end alike, so that it does not take minutes
        folded = word.lower().replace("-", "").replace("_", "")
        text, length = pl.col("folded"), pl.col("folded").str.len_chars()
        alike = text.str.starts_with(folded[:3]) | text.str.ends_with(folded[-3:])
        alike &= length.is_between(len(folded) - 2, len(folded) + 2)
        likely = names.filter(alike | text.str.ends_with(f"{SEPARATOR}{folded}"))
    candidate = nearest(word, likely["id"].to_list())
    return meant(candidate)


def fitting_ends(draft: Draft) -> Iterator[Finding]:
    """GK402: each end of an edge is of a type that the edge type allows there."""
    # as numbers, of which few are distinct; what is no node has no type
    names = pl.Enum(list(draft.schema.nodes))
    types = draft.node_index["type"].cast(names).extend_constant(None, 1)
    last = types.len() - 1
    triples = pl.DataFrame(
        {
            "edge_type": draft.stated["edge_type"].cast(pl.Enum(list(draft.schema.edges))),
            "_source_type": types.gather(draft.ends["source"].clip(upper_bound=last)),
            "_target_type": types.gather(draft.ends["target"].clip(upper_bound=last)),
        }
    )
    misfits = _misfits(draft, triples.unique())
    if misfits.is_empty():
        return
    of_ends = triples.select("_source_type", "_target_type")
    rows = draft.stated.hstack(of_ends).with_columns(edge_type=triples["edge_type"])
    rows = rows.join(misfits, on=triples.columns, nulls_equal=True, maintain_order="left")
    for end in ("source", "target"):

        def describe(row: Row, end: str = end) -> tuple[str, str]:
            edge_type = draft.schema.edges[row["edge_type"]]
            message = _misfit(edge_type, draft.spoken_id(row, row[end]), row[f"_{end}_type"])
            return message, "Swapped source and target?" if row["_seem_swapped"] else ""

        yield from draft.errors(rows.filter(f"_{end}_misfit"), end, "GK402", describe)


def _misfits(draft: Draft, triples: pl.DataFrame) -> pl.DataFrame:
    """Return the faulty ones of some triples of edge type, source's and target's type.

    Returns:
        The triples with `_source_misfit` and `_target_misfit`, whether there is a Problem at that
        end, and `_seem_swapped`: whether each end would fit in the other's place. Then one Problem
        says so, not two. An end whose type is not known fits.
    """
    misfits = []
    for name, source, target in triples.iter_rows():
        edge_type = draft.schema.edges[name]
        at_source = source is not None and source not in edge_type.source_types
        at_target = target is not None and target not in edge_type.target_types
        swapped = source in edge_type.target_types and target in edge_type.source_types
        if at_source or at_target:
            at_target = at_target and not (at_source and swapped)
            misfits.append((name, source, target, at_source, at_target, swapped))
    ends = dict.fromkeys(("_source_misfit", "_target_misfit", "_seem_swapped"), pl.Boolean)
    return pl.DataFrame(misfits, schema={**triples.schema, **ends}, orient="row")


def _misfit(edge_type: EdgeType, node: str, node_type: str) -> str:
    article = "an" if node_type[0] in "AEIOU" else "a"
    found = f"but {node} is {article} {node_type}."
    if edge_type.symmetric:
        return f"{edge_type.name} is between {_either(edge_type.sources)}, {found}"
    sources, targets = _either(edge_type.sources), _either(edge_type.targets)
    return f"{edge_type.name} goes from {sources} to {targets}, {found}"


def _either(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def unique_claims(draft: Draft) -> Iterator[Finding]:
    """GK405: no two rows say the same, and no id of a claim stands twice."""
    yield from _given_twice(draft)
    yield from _said_twice(draft)
    yield from _derived_ids_given(draft)


def _given_twice(draft: Draft) -> Iterator[Finding]:
    """Report ids that a row before gives, too."""
    ids = draft.stated["id"]
    given = pl.concat([ids, draft.untyped.filter(pl.col("kind") == "edge")["id"]]).drop_nulls()
    marks = repeated(given.hash(0))
    if marks.is_empty():
        return
    again = draft.stated.filter(ids.is_not_null() & ids.hash(0).is_in(marks.implode()))
    rows, first, by = again, draft.claim_index, ["id"]
    if draft.is_of_several:
        rows, first, by = draft.with_dataset(rows), draft.first_claims, ["id", "_dataset"]
    first = first.select(*by, _first_table="_table", _first_row="_row")
    rows = rows.join(first, on=by, how="left", maintain_order="left")
    is_first = (pl.col("_table") == pl.col("_first_table")) & (
        pl.col("_row") == pl.col("_first_row")
    )

    def describe(row: Row) -> str:
        where = draft.spoken_place(first_of(row), "id", draft.place(row, "id")[0])
        return f"The claim id {draft.spoken_id(row, row['id'])} stands twice; first in {where}."

    yield from draft.errors(rows.filter(~is_first), "id", "GK405", describe)


def _said_twice(draft: Draft) -> Iterator[Finding]:
    """Report rows without ids of their own that say what a row before them says."""
    asked = is_unnamed(draft)
    marks = repeated(draft.claim_marks.filter(asked))
    if marks.is_empty():
        return
    some = draft.keeping(asked & draft.claim_marks.is_in(marks.implode()))
    unnamed = some.claims.select(*CLAIM_IDENTITY, *ORIGIN, "_index")
    same = list(CLAIM_IDENTITY)
    if draft.is_of_several:
        unnamed, same = draft.with_dataset(unnamed), [*same, "_dataset"]
    again = unnamed.filter(pl.struct(same).is_duplicated())
    again = again.sort("_table", "_row").with_columns(
        _first_table=pl.col("_table").first().over(same),
        _first_row=pl.col("_row").first().over(same),
        _first_index=pl.col("_index").first().over(same),
    )
    again = again.filter(~pl.struct(same).is_first_distinct())
    differing = _differing(some, first_of_each_table(again))

    def describe(row: Row) -> tuple[str, str]:
        where = draft.spoken_place(first_of(row), "source", draft.place(row, "source")[0])
        names = differing.get(row["_index"], [])
        message = f"This {row['edge_type']} row says the same as {where}."
        hint = "Two rows may differ in who says it, when, or where it is written."
        if names:
            what = " and ".join(names)
            verb = "tells" if len(names) == 1 else "tell"
            message = f"{message[:-1]} but for {what}, which {verb} no claims apart."
            hint = f"Add {what} to the key, or give ids."
        return message, hint

    yield from draft.errors(again, "source", "GK405", describe)


def is_unnamed(draft: Draft) -> pl.Series:
    """Tell which claims have their id by what they say, and say all that is needed."""
    return draft.stated["id"].is_null() & draft.stated["_sound"]


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


def _derived_ids_given(draft: Draft) -> Iterator[Finding]:
    """Report ids given that another row has, as what it says gives it that one."""
    given = draft.stated.filter(pl.col("id").str.contains(DERIVED))
    if given.is_empty():
        return
    unnamed = draft.claims.filter(pl.col("_given").is_null() & pl.col("_sound"))
    by = ["id"]
    derived = unnamed.with_columns(id=claim_ids(unnamed))
    if draft.is_of_several:
        by, given, derived = ["id", "_dataset"], *map(draft.with_dataset, (given, derived))
    derived = derived.select(*by, _first_table="_table", _first_row="_row", _of="edge_type").unique(
        by, keep="first", maintain_order=True
    )

    def describe(row: Row) -> tuple[str, str]:
        where = draft.spoken_place(first_of(row), "source", draft.place(row, "id")[0])
        word = draft.spoken_id(row, row["id"])
        message = f"The claim id {word} is that of {row['_of']} in {where}."
        return message, "That row has it by what it says: give one of the two another id."

    yield from draft.errors(
        given.join(derived, on=by, maintain_order="left"), "id", "GK405", describe
    )


def first_of(row: Row) -> Row:
    """Return the origin of the row that stands first, where a rule joined it to another."""
    return {"_table": row["_first_table"], "_row": row["_first_row"]}
