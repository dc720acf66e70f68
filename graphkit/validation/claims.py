"""Rules on claims: who speaks, when, and what claims say of each other."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from graphkit.errors import Problem
from graphkit.graph.assembly import narrators, with_index
from graphkit.graph.contradictions import find_contradictions
from graphkit.graph.identity import claim_ids
from graphkit.graph.phrases import resolve
from graphkit.schema.names import CLAIM_LINKS, DOCUMENT
from graphkit.schema.values import shown
from graphkit.validation.draft import ORIGIN, Draft
from graphkit.validation.edges import nearest_hints


def inline_claims(draft: Draft) -> Iterator[Problem]:
    """GK502: an inline edge cannot deny, promise, be withdrawn, or speak of other claims."""
    rows = draft.stated.filter(pl.col("edge_type").is_in(_inline_types(draft)))
    plain = {"polarity": "positive", "realization": "actual", "status": "normal"}
    wrong = [(column, pl.col(column) != value) for column, value in plain.items()]
    wrong.append(("retracted_at", pl.col("retracted_at").is_not_null()))
    wrong += [(column, pl.col(column).list.len() > 0) for column in CLAIM_LINKS]
    for column, is_wrong in wrong:
        for row in rows.filter(is_wrong).iter_rows(named=True):
            name = row["edge_type"]
            what = f"be {row[column]}" if column in plain else f"have `{column}`"
            message = f"{name} is stored inline and cannot {what}."
            hint = f"Give {name} `claims: reified` in the schema, so that its claims are nodes."
            yield draft.error(row, column, "GK502", message, hint)


def _inline_types(draft: Draft) -> list[str]:
    return [name for name, edge in draft.schema.edges.items() if edge.claims == "inline"]


def known_speakers(draft: Draft) -> Iterator[Problem]:
    """GK503: each speaker of a chain is a node."""
    if not draft.is_whole("node"):
        return
    known = draft.node_index["id"]
    speakers = draft.stated.select("claimed_by", *ORIGIN).drop_nulls("claimed_by")
    unknown = speakers.explode("claimed_by").filter(~pl.col("claimed_by").is_in(known.implode()))
    hints = nearest_hints(unknown["claimed_by"], known)
    for row in unknown.iter_rows(named=True):
        word = row["claimed_by"]
        message = f"The speaker {shown(word)} is no node of the dataset."
        yield draft.error(row, "claimed_by", "GK503", message, hints.get(word, ""))


def cues_beside_speakers(draft: Draft) -> Iterator[Problem]:
    """GK504: the list of cues is as long as the chain of speakers."""
    cues = pl.col("cue").list.len()
    speakers = pl.col("claimed_by").list.len().fill_null(0)
    sized = draft.stated.filter("_sound").with_columns(_cues=cues, _speakers=speakers)
    wrong = (pl.col("_cues") > 0) & (pl.col("_cues") != pl.col("_speakers"))
    for row in sized.filter(wrong).iter_rows(named=True):
        found, wanted = _counted(row["_cues"], "cue"), _counted(row["_speakers"], "speaker")
        message = f"{found} beside {wanted}: give one for each speaker."
        hint = "" if row["_speakers"] else "Without claimed_by the document speaks, without a cue."
        yield draft.error(row, "cue", "GK504", message, hint)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def resolved_phrases(draft: Draft) -> Iterator[Problem]:
    """GK506: words for a time can be told as a time, where no time is given (a warning)."""
    documents = narrators(draft.nodes.get(DOCUMENT)).unique("document", keep="first")
    untimed = pl.col("time").is_null() & pl.col("time_text").is_not_null()
    # where the document is not known, that is told, and not that it has no date
    told = pl.col("document").is_null() | pl.col("document").is_in(documents["document"].implode())
    rows = draft.stated.filter(untimed & told & pl.col("_sound"))
    rows = rows.join(documents, on="document", how="left", maintain_order="left")
    faults = resolve(rows["time_text"], rows["narrator_published"])["fault"]
    for row in rows.with_columns(_fault=faults).drop_nulls("_fault").iter_rows(named=True):
        message = f"{shown(row['time_text'])} gives no time: {row['_fault'].rstrip('.')}."
        hint = "Where the time is known, write it as EDTF in `time`."
        yield draft.warning(row, "time_text", "GK506", message, hint)


def times_of_timeless_types(draft: Draft) -> Iterator[Problem]:
    """GK507: a type without `temporal` has no use for a time (a warning)."""
    timeless = [name for name, edge in draft.schema.edges.items() if edge.temporal == "none"]
    rows = draft.stated.filter(pl.col("edge_type").is_in(timeless)).drop_nulls("time")
    for row in rows.iter_rows(named=True):
        message = f"{row['edge_type']} always holds (temporal: none), so its time is not used."
        yield draft.warning(row, "time", "GK507", message, "Is it a state or an event?")


def retracted_after_recorded(draft: Draft) -> Iterator[Problem]:
    """GK516: nothing is retracted before it was recorded."""
    wrong = draft.stated.filter(pl.col("retracted_at") < pl.col("recorded_at"))
    for row in wrong.iter_rows(named=True):
        message = "The claim is retracted before it was recorded."
        yield draft.error(row, "retracted_at", "GK516", message)


def confidence_in_range(draft: Draft) -> Iterator[Problem]:
    """GK518: confidence lies between 0 and 1."""
    wrong = draft.stated.filter(~pl.col("confidence").is_between(0, 1))
    for row in wrong.iter_rows(named=True):
        message = f"confidence is {row['confidence']:g}, not between 0 and 1."
        yield draft.error(row, "confidence", "GK518", message)


def reasons_beside_links(draft: Draft) -> Iterator[Problem]:
    """GK517: a reason for contesting, or for a status, stands beside what it is the reason for."""
    contests = pl.col("contests").list.len().fill_null(0)
    sound = draft.stated.filter("_sound")
    lonely = sound.filter(pl.col("contests_reason").is_not_null() & (contests == 0))
    for row in lonely.iter_rows(named=True):
        message = "contests_reason is given, but `contests` names no claim."
        yield draft.error(row, "contests_reason", "GK517", message)
    is_normal = pl.col("status").fill_null("normal") == "normal"
    lonely = sound.filter(pl.col("status_reason").is_not_null() & is_normal)
    for row in lonely.iter_rows(named=True):
        message = "status_reason is given, but the status is normal."
        yield draft.error(row, "status_reason", "GK517", message)


def known_claims(draft: Draft) -> Iterator[Problem]:
    """GK513, GK514, GK519: claims referred to exist, have ids of their own and are reified."""
    linked = _links(draft)
    if linked.is_empty():
        return
    itself = linked.filter(pl.col("_named") == pl.col("id"))
    for row in itself.iter_rows(named=True):
        yield draft.error(row, row["_column"], "GK513", f"{row['_column']} names this very claim.")
    index = draft.claim_index.select("id", _of="edge_type", _known=pl.lit(True))
    joined = linked.filter(pl.col("_named").ne_missing(pl.col("id"))).join(
        index, left_on="_named", right_on="id", how="left", maintain_order="left"
    )
    inline = joined.filter(pl.col("_of").is_in(_inline_types(draft)))
    for row in inline.iter_rows(named=True):
        message = f"{row['_column']} names {shown(row['_named'])}, a claim that is stored inline."
        hint = f"Give {row['_of']} `claims: reified` in the schema."
        yield draft.error(row, row["_column"], "GK519", message, hint)
    yield from _unknown_claims(draft, joined.filter(pl.col("_known").is_null()))


def _links(draft: Draft) -> pl.DataFrame:
    """Return one row for each claim that a claim names: `_column`, `_named`, its own id, origin."""
    rows = draft.stated
    return pl.concat(
        rows.filter(pl.col(column).list.len() > 0)
        .select("id", *ORIGIN, _column=pl.lit(column), _named=column)
        .explode("_named")
        for column in CLAIM_LINKS
    )


def _unknown_claims(draft: Draft, unknown: pl.DataFrame) -> Iterator[Problem]:
    if unknown.is_empty() or not draft.is_whole("edge"):
        return
    unnamed = draft.claims.filter(pl.col("_given").is_null())
    derived = set(claim_ids(unnamed))
    hints = nearest_hints(unknown["_named"], draft.claim_index["id"])
    for row in unknown.iter_rows(named=True):
        column, word = row["_column"], row["_named"]
        if word in derived:
            message = f"{column} names {shown(word)}, an id that is only derived."
            yield draft.error(row, column, "GK514", message, "Give that row an id of its own.")
            continue
        message = f"{column} names the claim {shown(word)}, which is not there."
        yield draft.error(row, column, "GK513", message, hints.get(word, ""))


def contradictions(draft: Draft) -> Iterator[Problem]:
    """GK515: two claims cannot both be so, and neither says that it contests the other.

    Always a warning: a sound dataset about a disputed world has them.
    """
    properties = with_index(draft.claims, draft.properties)
    found = find_contradictions(draft.schema, draft.claims.filter("_sound"), properties)
    if found.is_empty():
        return
    stated = draft.claims.select("id", "contests").explode("contests", empty_as_null=False)
    by_hand = {frozenset(pair) for pair in stated.iter_rows()}
    both = pl.concat([found["source"], found["target"]]).implode()
    claims = draft.claims.filter(pl.col("id").is_in(both)).select("id", "edge_type", *ORIGIN)
    rows = {row["id"]: row for row in claims.iter_rows(named=True)}
    for one, other, certainty in found.iter_rows():
        if frozenset((one, other)) in by_hand:
            continue
        first, second = sorted(
            (rows[one], rows[other]), key=lambda row: (row["_table"], row["_row"])
        )
        where = draft.spoken_place(first, "source", draft.place(second, "source")[0])
        word = "contradicts" if certainty == "sure" else "possibly contradicts"
        message = f"This {second['edge_type']} {word} {first['edge_type']} in {where}."
        hint = "If that is known, say so with `contests`."
        yield draft.warning(second, "source", "GK515", message, hint)
