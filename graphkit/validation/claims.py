"""Rules on claims: who speaks, when, and what claims say of each other."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from graphkit.errors import Problem, did_you_mean
from graphkit.graph.assembly import narrators
from graphkit.graph.contradictions import find_contradictions
from graphkit.graph.phrases import resolve
from graphkit.schema.names import CLAIM_LINKS, DOCUMENT
from graphkit.schema.values import shown
from graphkit.validation.draft import ORIGIN, Draft


def inline_claims(draft: Draft) -> Iterator[Problem]:
    """GK502: an inline edge cannot deny, promise, be withdrawn, or speak of other claims."""
    for name, frame in draft.stated.items():
        if draft.schema.edges[name].claims != "inline":
            continue
        plain = {"polarity": "positive", "realization": "actual", "status": "normal"}
        hint = f"Give {name} `claims: reified` in the schema, so that its claims are nodes."
        for column, value in plain.items():
            for row in frame.filter(pl.col(column) != value).iter_rows(named=True):
                message = f"{name} is stored inline and cannot be {row[column]}."
                yield draft.error(row, column, "GK502", message, hint)
        for row in frame.drop_nulls("retracted_at").iter_rows(named=True):
            message = f"{name} is stored inline and cannot be retracted."
            yield draft.error(row, "retracted_at", "GK502", message, hint)
        for column in CLAIM_LINKS:
            linked = frame.filter(pl.col(column).list.len() > 0)
            for row in linked.iter_rows(named=True):
                message = f"{name} is stored inline and cannot have `{column}`."
                yield draft.error(row, column, "GK502", message, hint)


def known_speakers(draft: Draft) -> Iterator[Problem]:
    """GK503: each speaker of a chain is a node."""
    known = draft.node_index.select(claimed_by="id")
    for frame in draft.stated.values():
        speakers = frame.select("claimed_by", *ORIGIN).explode("claimed_by").drop_nulls()
        unknown = speakers.join(known, on="claimed_by", how="anti", maintain_order="left")
        for row in unknown.iter_rows(named=True):
            word = row["claimed_by"]
            hint = did_you_mean(word, known["claimed_by"].to_list())
            message = f"The speaker {shown(word)} is no node of the dataset."
            hint = hint if hint.startswith("Did") else ""
            yield draft.error(row, "claimed_by", "GK503", message, hint)


def cues_beside_speakers(draft: Draft) -> Iterator[Problem]:
    """GK504: the list of cues is as long as the chain of speakers."""
    for frame in draft.stated.values():
        sized = frame.with_columns(
            _cues=pl.col("cue").list.len(), _speakers=pl.col("claimed_by").list.len().fill_null(0)
        )
        wrong = (pl.col("_cues") > 0) & (pl.col("_cues") != pl.col("_speakers"))
        for row in sized.filter(wrong).iter_rows(named=True):
            cues, speakers = row["_cues"], row["_speakers"]
            message = f"{cues} cue(s) beside {speakers} speaker(s): give one for each."
            hint = (
                "Without claimed_by the document speaks, and needs no cue." if not speakers else ""
            )
            yield draft.error(row, "cue", "GK504", message, hint)


def resolved_phrases(draft: Draft) -> Iterator[Problem]:
    """GK506: words for a time can be told as a time, where no time is given (a warning)."""
    documents = narrators(draft.nodes.get(DOCUMENT)).unique("document", keep="first")
    for frame in draft.stated.values():
        rows = frame.filter(pl.col("time").is_null() & pl.col("time_text").is_not_null())
        # a time that cannot be read is reported as such
        rows = rows.join(documents, on="document", how="left", maintain_order="left")
        if rows.is_empty():
            continue
        faults = resolve(rows["time_text"], rows["narrator_published"])["fault"]
        for row in rows.with_columns(_fault=faults).drop_nulls("_fault").iter_rows(named=True):
            message = f"{shown(row['time_text'])} gives no time: {row['_fault']}."
            message = message if not message.endswith("..") else message[:-1]
            yield draft.warning(
                row, "time_text", "GK506", message, "Write the time as EDTF in `time`."
            )


def times_of_timeless_types(draft: Draft) -> Iterator[Problem]:
    """GK507: a type without `temporal` has no use for a time (a warning)."""
    for name, frame in draft.stated.items():
        if draft.schema.edges[name].temporal != "none":
            continue
        for row in frame.drop_nulls("time").iter_rows(named=True):
            message = f"{name} always holds (temporal: none), so its time is not used."
            hint = "Is it a state or an event?"
            yield draft.warning(row, "time", "GK507", message, hint)


def retracted_after_recorded(draft: Draft) -> Iterator[Problem]:
    """GK516: nothing is retracted before it was recorded."""
    for frame in draft.stated.values():
        wrong = frame.filter(pl.col("retracted_at") < pl.col("recorded_at"))
        for row in wrong.iter_rows(named=True):
            message = "The claim is retracted before it was recorded."
            yield draft.error(row, "retracted_at", "GK516", message)


def confidence_in_range(draft: Draft) -> Iterator[Problem]:
    """GK518: confidence lies between 0 and 1."""
    for frame in draft.stated.values():
        wrong = frame.filter(~pl.col("confidence").is_between(0, 1))
        for row in wrong.iter_rows(named=True):
            message = f"confidence is {row['confidence']:g}, not between 0 and 1."
            yield draft.error(row, "confidence", "GK518", message)


def reasons_beside_links(draft: Draft) -> Iterator[Problem]:
    """GK517: a reason for contesting, or for a status, stands beside what it is the reason for."""
    for frame in draft.stated.values():
        contests = pl.col("contests").list.len().fill_null(0)
        lonely = frame.filter(pl.col("contests_reason").is_not_null() & (contests == 0))
        for row in lonely.iter_rows(named=True):
            message = "contests_reason is given, but `contests` names no claim."
            yield draft.error(row, "contests_reason", "GK517", message)
        is_normal = pl.col("status").fill_null("normal") == "normal"
        lonely = frame.filter(pl.col("status_reason").is_not_null() & is_normal)
        for row in lonely.iter_rows(named=True):
            message = "status_reason is given, but the status is normal."
            yield draft.error(row, "status_reason", "GK517", message)


def known_claims(draft: Draft) -> Iterator[Problem]:
    """GK513, GK514, GK519: claims referred to exist, have ids of their own and are reified."""
    index = draft.claim_index.select("id", "_given", _of="type")
    for frame in draft.claims.values():
        for column in CLAIM_LINKS:
            linked = frame.select(column, *ORIGIN, _self="id")
            linked = linked.explode(column, empty_as_null=False, keep_nulls=False)
            joined = linked.join(
                index, left_on=column, right_on="id", how="left", maintain_order="left"
            )
            inline = [n for n, edge in draft.schema.edges.items() if edge.claims == "inline"]
            wrong = (
                pl.col("_given").is_null()
                | pl.col("_of").is_in(inline)
                | (pl.col(column) == pl.col("_self"))
            )
            for row in joined.filter(wrong).iter_rows(named=True):
                yield _bad_link(draft, row, column)


def _bad_link(draft: Draft, row: dict[str, object], column: str) -> Problem:
    word = str(row[column])
    if row["_of"] is None:
        given = draft.claim_index["_given"].drop_nulls().to_list()
        hint = did_you_mean(word, given)
        message = f"{column} names the claim {shown(word)}, which is not there."
        return draft.error(row, column, "GK513", message, hint if hint.startswith("Did") else "")
    if word == row["_self"]:
        return draft.error(row, column, "GK513", f"{column} names this very claim.")
    if row["_given"] is None:
        message = f"{column} names {shown(word)}, an id that is only derived."
        return draft.error(row, column, "GK514", message, "Give that row an id of its own.")
    message = f"{column} names {shown(word)}, but {row['_of']} is stored inline."
    hint = f"Give {row['_of']} `claims: reified` in the schema."
    return draft.error(row, column, "GK519", message, hint)


def contradictions(draft: Draft) -> Iterator[Problem]:
    """GK515: two claims cannot both be so, and neither says that it contests the other.

    Always a warning: a sound dataset about a disputed world has them.
    """
    claims = dict(draft.claims)
    found = find_contradictions(draft.schema, claims)
    if found.is_empty():
        return
    stated = [
        frame.select("contests", _by="id").explode("contests", empty_as_null=False)
        for frame in claims.values()
    ]
    by_hand = {frozenset(pair) for pair in pl.concat(stated).iter_rows()}
    index = draft.claim_index
    rows = {row["id"]: row for row in index.iter_rows(named=True)}
    for one, other, certainty in found.iter_rows():
        if frozenset((one, other)) in by_hand:
            continue
        first, second = sorted(
            (rows[one], rows[other]), key=lambda row: (row["_table"], row["_row"])
        )
        where = draft.spoken_place(first, "source", draft.place(second, "source")[0])
        word = "contradicts" if certainty == "sure" else "possibly contradicts"
        message = f"This {second['type']} {word} {first['type']} in {where}."
        hint = "If that is known, say so with `contests`."
        yield draft.warning(second, "source", "GK515", message, hint)
