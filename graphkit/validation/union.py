"""What several datasets say of the same nodes and claims, put together.

Each dataset is checked by itself: within one, an id that stands twice is an error. Where two
datasets describe one node, what one leaves out is taken from the other; where two make one claim,
it is one claim. What they say otherwise stays apart, and the rules here report it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from graphkit.graph.assembly import with_index
from graphkit.graph.frames import stated_dtypes
from graphkit.graph.identity import DERIVED, claim_ids
from graphkit.schema.names import DOCUMENT
from graphkit.schema.values import shown
from graphkit.validation.draft import Draft
from graphkit.validation.finding import ORIGIN, Finding, Row
from graphkit.validation.suspicion import repeated


def united(draft: Draft) -> Draft:
    """Return a draft in which what several datasets say alike stands once.

    The draft is of whole datasets: what stands elsewhere is not seen.
    """
    if not draft.is_of_several:
        return draft
    nodes = {name: _united_nodes(draft, frame) for name, frame in draft.nodes.items()}
    return _without_repeated_claims(replace(draft, nodes=nodes))


def _united_nodes(draft: Draft, nodes: pl.DataFrame) -> pl.DataFrame:
    """Put the rows of each node together that come from different datasets and do not differ."""
    again = draft.with_dataset(nodes.filter(pl.col("id").is_not_null() & ~_is_alone("id")))
    if again.is_empty():
        return nodes
    names = [name for name in nodes.columns if name not in ("id", *ORIGIN)]
    differs = [pl.lit(False), *(_differs(name) for name in names)]
    kept_apart = pl.any_horizontal(*differs, pl.struct("id", "_dataset").is_duplicated())
    alike = again.filter(~kept_apart.any().over("id")).select("id").unique()
    one_each = (
        nodes.join(alike, on="id", how="semi", maintain_order="left")
        .group_by("id", maintain_order=True)
        .agg(
            *(pl.col(name).drop_nulls().first() for name in names),
            *(pl.col(name).first() for name in ORIGIN),
        )
    )
    rest = nodes.join(alike, on="id", how="anti", maintain_order="left")
    return pl.concat([rest, one_each.select(nodes.columns)]).sort("_table", "_row")


def _is_alone(name: str) -> pl.Expr:
    return pl.col(name).is_unique()


def _differs(name: str) -> pl.Expr:
    """Tell whether a row has another value than the first row of its node that has one."""
    value = pl.col(name)
    return value.is_not_null() & value.ne_missing(value.drop_nulls().first().over("id"))


def alike_nodes(draft: Draft) -> Iterator[Finding]:
    """GK306, GK307: datasets agree on the type and the properties of a node that both describe."""
    if not draft.is_of_several:
        return
    first = draft.node_index.select(
        "id", _first_type="type", _first_table="_table", _first_row="_row"
    )
    for name, nodes in draft.nodes.items():
        rows = nodes.join(draft.first_nodes, on=["id", "_table", "_row"], how="semi")
        joined = rows.join(first, on="id", how="inner", maintain_order="left")
        other = joined.filter(pl.col("_first_type") != name)

        def of_other_type(row: Row, name: str = name) -> tuple[str, str]:
            where = draft.spoken_place(_first(row), "id", draft.place(row, "id")[0])
            node = shown(draft.written(row, row["id"]))
            message = f"{node} is of the type {name} here and of {row['_first_type']} in {where}."
            return message, "The same id means the same node, in every dataset."

        yield from draft.errors(other, "id", "GK306", of_other_type)
        for column in nodes.columns:
            if column not in ("id", *ORIGIN):
                yield from _unlike_values(draft, rows, column, name)


def _unlike_values(draft: Draft, rows: pl.DataFrame, column: str, owner: str) -> Iterator[Finding]:
    having = rows.drop_nulls(["id", column]).with_columns(
        _first_table=pl.col("_table").first().over("id"),
        _first_row=pl.col("_row").first().over("id"),
    )
    unlike = having.filter(_differs(column))
    is_text = owner == DOCUMENT and column == "sha256"

    def describe(row: Row) -> tuple[str, str]:
        where = draft.spoken_place(_first(row), column, draft.place(row, column)[0])
        node = shown(draft.written(row, row["id"]))
        if is_text:
            message = f"The document {node} has another text than in {where}."
            return message, "Take the same text, or another id."
        message = f"{column} of {node} has another value in {where}."
        return message, "The same id means the same node: mend one, or leave it out in one."

    yield from draft.errors(unlike, column, "GK307", describe)


def _without_repeated_claims(draft: Draft) -> Draft:
    """Leave out the claims that another dataset makes just so."""
    again = _claims_again(draft)
    differing = pl.col("_differing").list.len() > 0
    same = again.filter(~differing & ~pl.col("_is_twice")).select("_table", "_row")
    if same.is_empty():
        return draft
    rows = draft.stated.select("_table", "_row").join(
        same.with_columns(_again=pl.lit(True)),
        on=["_table", "_row"],
        how="left",
        maintain_order="left",
    )
    return draft.keeping(rows["_again"].is_null())


def agreeing_claims(draft: Draft) -> Iterator[Finding]:
    """GK405: a claim that two datasets make is the same in both."""
    if not draft.is_of_several:
        return

    def describe(row: Row) -> tuple[str, str]:
        where = draft.spoken_place(_first(row), "source", draft.place(row, "source")[0])
        message = f"This {row['edge_type']} is the claim of {where}, but for {_listed(row)}."
        if row["_given"] is not None:
            claim = shown(draft.written(row, row["_given"]))
            message = f"The claim {claim} is told otherwise in {where}: in {_listed(row)}."
        return message, "Let both say the same, or give one an id of its own."

    again = _claims_again(draft).filter(pl.col("_differing").list.len() > 0)
    yield from draft.errors(again, "source", "GK405", describe)


def _listed(row: Row) -> str:
    names: list[str] = row["_differing"]
    return " and ".join(names)


def _claims_again(draft: Draft) -> pl.DataFrame:
    """Return the claims that another dataset made before.

    Returns:
        Rows of the draft's claims with `_first_table` and `_first_row`, with `_differing`, the
        columns in which they are not what that claim is, and with `_is_twice`, whether their own
        dataset has the claim twice.
    """
    some = draft.keeping(_may_stand_twice(draft))
    claims = some.with_dataset(some.claims)
    claims = claims.with_columns(id=pl.coalesce("_given", claim_ids(claims)))
    claims = claims.filter(pl.col("id").is_duplicated()).sort("_table", "_row")
    claims = claims.with_columns(_is_twice=pl.struct("id", "_dataset").is_duplicated())
    claims = claims.unique(["id", "_dataset"], keep="first", maintain_order=True)
    first = claims.unique("id", keep="first", maintain_order=True).select(
        pl.col("id"), pl.exclude("id").name.prefix("_first")
    )
    again = claims.join(first, on="id", how="left", maintain_order="left")
    again = again.filter(pl.col("_index") != pl.col("_first_index"))
    differing = [
        again.select("_index", name=pl.lit(name.lstrip("_"))).filter(
            again[name].ne_missing(again[f"_first{name}"])
        )
        for name in ("_source", "_target", *stated_dtypes())
        if name not in ("id", "source", "target")
    ]
    for owner, frame in with_index(some.claims, some.properties).items():
        pairs = again.filter(pl.col("edge_type") == owner).select("_index", "_first_index")
        both = pairs.join(frame, on="_index").join(
            frame.select(pl.all().name.prefix("_first")), on="_first_index"
        )
        differing += [
            both.filter(pl.col(name).ne_missing(pl.col(f"_first{name}"))).select(
                "_index", name=pl.lit(name)
            )
            for name in draft.schema.edges[owner].properties
        ]
    names = pl.concat(differing).group_by("_index", maintain_order=True).agg(_differing="name")
    return again.join(names, on="_index", how="left", maintain_order="left").with_columns(
        pl.col("_differing").fill_null([])
    )


def _may_stand_twice(draft: Draft) -> pl.Series:
    """Tell of each claim whether another one may be the same: of the others none is."""
    ids, sound = draft.stated["id"], draft.stated["_sound"]
    if ids.str.contains(DERIVED).any():
        return sound  # only the digest of each of the others tells
    marks = repeated(draft.claim_marks.filter(sound))
    may = draft.claim_marks.is_in(marks.implode()) | (ids.is_not_null() & ids.is_duplicated())
    return sound & may


def _first(row: Row) -> dict[str, object]:
    return {"_table": row["_first_table"], "_row": row["_first_row"]}
