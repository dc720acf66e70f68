"""Rules on claims: who speaks, when, and what claims say of each other."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from graphkit.graph.assembly import narrators, with_index
from graphkit.graph.contradictions import find_contradictions
from graphkit.graph.namespaces import SEPARATOR
from graphkit.graph.phrases import resolve
from graphkit.schema.names import CLAIM_LINKS, DOCUMENT
from graphkit.schema.values import shown
from graphkit.validation.draft import Draft
from graphkit.validation.edges import first_of, nearest_hints
from graphkit.validation.finding import ORIGIN, Finding, Row, always


def inline_claims(draft: Draft) -> Iterator[Finding]:
    """GK502: an inline edge cannot deny, promise, be withdrawn, or speak of other claims."""
    rows = draft.stated.filter(pl.col("edge_type").is_in(_inline_types(draft)))
    plain = {"polarity": "positive", "realization": "actual", "status": "normal"}
    wrong = [(column, pl.col(column) != value) for column, value in plain.items()]
    wrong.append(("retracted_at", pl.col("retracted_at").is_not_null()))
    wrong += [(column, pl.col(column).list.len() > 0) for column in CLAIM_LINKS]
    for column, is_wrong in wrong:

        def describe(row: Row, column: str = column) -> tuple[str, str]:
            name = row["edge_type"]
            what = f"be {row[column]}" if column in plain else f"have `{column}`"
            hint = f"Give {name} `claims: reified` in the schema, so that its claims are nodes."
            return f"{name} is stored inline and cannot {what}.", hint

        yield from draft.errors(rows.filter(is_wrong), column, "GK502", describe)


def _inline_types(draft: Draft) -> list[str]:
    return [name for name, edge in draft.schema.edges.items() if edge.claims == "inline"]


def known_speakers(draft: Draft) -> Iterator[Finding]:
    """GK503: each speaker of a chain is a node."""
    if not draft.is_whole("node"):
        return
    known = draft.node_index["id"]
    speakers = draft.stated.select("claimed_by", *ORIGIN).drop_nulls("claimed_by")
    if speakers.is_empty():
        return
    unknown = speakers.explode("claimed_by").filter(~pl.col("claimed_by").is_in(known.implode()))
    hint = nearest_hints(draft, unknown, "claimed_by", known)

    def describe(row: Row) -> tuple[str, str]:
        word = draft.spoken_id(row, row["claimed_by"])
        return f"The speaker {word} is no node of the dataset.", hint(row)

    yield from draft.errors(unknown, "claimed_by", "GK503", describe)


def cues_beside_speakers(draft: Draft) -> Iterator[Finding]:
    """GK504: the list of cues is as long as the chain of speakers."""
    cues = pl.col("cue").list.len()
    speakers = pl.col("claimed_by").list.len().fill_null(0)
    sized = draft.stated.filter("_sound").with_columns(_cues=cues, _speakers=speakers)
    wrong = (pl.col("_cues") > 0) & (pl.col("_cues") != pl.col("_speakers"))

    def describe(row: Row) -> tuple[str, str]:
        found, wanted = _counted(row["_cues"], "cue"), _counted(row["_speakers"], "speaker")
        hint = "" if row["_speakers"] else "Without claimed_by the document speaks, without a cue."
        return f"{found} beside {wanted}: give one for each speaker.", hint

    yield from draft.errors(sized.filter(wrong), "cue", "GK504", describe)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def resolved_phrases(draft: Draft) -> Iterator[Finding]:
    """GK506: words for a time can be told as a time, where no time is given (a warning)."""
    documents = narrators(draft.nodes.get(DOCUMENT)).unique("document", keep="first")
    untimed = pl.col("time").is_null() & pl.col("time_text").is_not_null()
    # where the document is not known, that is told, and not that it has no date
    told = pl.col("document").is_null() | pl.col("document").is_in(documents["document"].implode())
    rows = draft.stated.filter(untimed & told & pl.col("_sound"))
    rows = rows.join(documents, on="document", how="left", maintain_order="left")
    faults = resolve(rows["time_text"], rows["narrator_published"])["fault"]
    unresolved = rows.with_columns(_fault=faults).drop_nulls("_fault")

    def describe(row: Row) -> tuple[str, str]:
        message = f"{shown(row['time_text'])} gives no time: {row['_fault'].rstrip('.')}."
        return message, "Where the time is known, write it as EDTF in `time`."

    yield from draft.warnings(unresolved, "time_text", "GK506", describe)


def times_of_timeless_types(draft: Draft) -> Iterator[Finding]:
    """GK507: a type without `temporal` has no use for a time (a warning)."""
    timeless = [name for name, edge in draft.schema.edges.items() if edge.temporal == "none"]
    rows = draft.stated.filter(pl.col("edge_type").is_in(timeless)).drop_nulls("time")

    def describe(row: Row) -> tuple[str, str]:
        message = f"{row['edge_type']} always holds (temporal: none), so its time is not used."
        return message, "Is it a state or an event?"

    yield from draft.warnings(rows, "time", "GK507", describe)


def retracted_after_recorded(draft: Draft) -> Iterator[Finding]:
    """GK516: nothing is retracted before it was recorded."""
    wrong = draft.stated.filter(pl.col("retracted_at") < pl.col("recorded_at"))
    message = "The claim is retracted before it was recorded."
    yield from draft.errors(wrong, "retracted_at", "GK516", always(message))


def confidence_in_range(draft: Draft) -> Iterator[Finding]:
    """GK518: confidence lies between 0 and 1."""
    wrong = draft.stated.filter(~pl.col("confidence").is_between(0, 1))

    def describe(row: Row) -> str:
        return f"confidence is {row['confidence']:g}, not between 0 and 1."

    yield from draft.errors(wrong, "confidence", "GK518", describe)


def reasons_beside_links(draft: Draft) -> Iterator[Finding]:
    """GK517: a reason for contesting, or for a status, stands beside what it is the reason for."""
    contests = pl.col("contests").list.len().fill_null(0)
    sound = draft.stated.filter("_sound")
    lonely = sound.filter(pl.col("contests_reason").is_not_null() & (contests == 0))
    message = "contests_reason is given, but `contests` names no claim."
    yield from draft.errors(lonely, "contests_reason", "GK517", always(message))
    is_normal = pl.col("status").fill_null("normal") == "normal"
    lonely = sound.filter(pl.col("status_reason").is_not_null() & is_normal)
    message = "status_reason is given, but the status is normal."
    yield from draft.errors(lonely, "status_reason", "GK517", always(message))


def known_claims(draft: Draft) -> Iterator[Finding]:
    """GK513, GK514, GK519: claims referred to exist, have ids of their own and are reified."""
    for column in CLAIM_LINKS:
        linked = _links(draft, column)
        if linked.is_empty():
            continue
        index = draft.claim_index.select("id", _of="edge_type", _known=pl.lit(True))
        itself = linked.filter(pl.col("_named") == pl.col("id"))
        message = f"{column} names this very claim."
        yield from draft.errors(itself, column, "GK513", always(message))
        joined = linked.filter(pl.col("_named").ne_missing(pl.col("id"))).join(
            index, left_on="_named", right_on="id", how="left", maintain_order="left"
        )
        inline = joined.filter(pl.col("_of").is_in(_inline_types(draft)))

        def describe(row: Row, column: str = column) -> tuple[str, str]:
            word = draft.spoken_id(row, row["_named"])
            message = f"{column} names {word}, a claim that is stored inline."
            return message, f"Give {row['_of']} `claims: reified` in the schema."

        yield from draft.errors(inline, column, "GK519", describe)
        yield from _unknown_claims(draft, column, joined.filter(pl.col("_known").is_null()))


def _links(draft: Draft, column: str) -> pl.DataFrame:
    """Return one row for each claim that a claim names in a column: `_named`, its id, origin."""
    rows = draft.stated.filter(pl.col(column).list.len() > 0)
    return rows.select("id", *ORIGIN, _named=column).explode("_named")


def _unknown_claims(draft: Draft, column: str, unknown: pl.DataFrame) -> Iterator[Finding]:
    if unknown.is_empty() or not draft.is_whole("edge"):
        return
    # a derived id is of no namespace
    word = pl.col("_named").str.split(SEPARATOR).list.last()
    is_derived = word.is_in(draft.derived_ids.implode())
    hint = nearest_hints(draft, unknown, "_named", draft.claim_index["id"])

    def describe_derived(row: Row) -> tuple[str, str]:
        word = draft.spoken_id(row, row["_named"])
        message = f"{column} names {word}, an id that is only derived."
        return message, "Give that row an id of its own."

    def describe(row: Row) -> tuple[str, str]:
        word = draft.spoken_id(row, row["_named"])
        return f"{column} names the claim {word}, which is not there.", hint(row)

    yield from draft.errors(unknown.filter(is_derived), column, "GK514", describe_derived)
    yield from draft.errors(unknown.filter(~is_derived), column, "GK513", describe)


def contradictions(draft: Draft) -> Iterator[Finding]:
    """GK515: two claims cannot both be so, and neither says that it contests the other.

    Always a warning: a sound dataset about a disputed world has them.
    """
    some = draft.keeping(may_contradict(draft, draft.denied_marks))
    if some.stated.is_empty():
        return
    properties = with_index(some.claims, some.properties)
    found = find_contradictions(draft.schema, some.claims.filter("_sound"), properties)
    if found.is_empty():
        return
    stated = some.claims.select("id", "contests").explode("contests", empty_as_null=False)
    by_hand = stated.select(
        source=pl.min_horizontal("id", "contests"), target=pl.max_horizontal("id", "contests")
    )
    unsaid = found.join(by_hand, on=["source", "target"], how="anti", maintain_order="left")
    pairs = _in_file_order(some.claims, unsaid)

    def describe(row: Row) -> tuple[str, str]:
        where = draft.spoken_place(first_of(row), "source", draft.place(row, "source")[0])
        word = "contradicts" if row["certainty"] == "sure" else "possibly contradicts"
        message = f"This {row['edge_type']} {word} {row['_first_type']} in {where}."
        return message, "If that is known, say so with `contests`."

    yield from draft.warnings(pairs, "source", "GK515", describe)


def may_contradict(draft: Draft, denied: pl.Series) -> pl.Series:
    """Tell which claims may contradict another: by their types, or of an edge that is denied.

    Args:
        draft: The claims.
        denied: Marks of the edges that some claim denies.
    """
    types = [name for name, edge_type in draft.schema.edges.items() if edge_type.contradicts]
    may = draft.stated["edge_type"].is_in(types)
    return may if denied.is_empty() else may | draft.edge_marks.is_in(denied.implode())


def _in_file_order(claims: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return for pairs of ids the row that stands second, and the first as `_first…`."""
    ends = pl.concat([pairs["source"], pairs["target"]]).implode()
    named = claims.filter(pl.col("id").is_in(ends)).unique("id", keep="last", maintain_order=True)
    ordered = named.sort("_table", "_row").with_row_index("_at")
    at = ordered.select("id", "_at")
    both = pairs.join(at, left_on="source", right_on="id", maintain_order="left").join(
        at, left_on="target", right_on="id", maintain_order="left", suffix="_other"
    )
    places = both.select(
        "certainty",
        _at=pl.max_horizontal("_at", "_at_other"),
        _first_at=pl.min_horizontal("_at", "_at_other"),
    )
    first = ordered.select(
        _first_at="_at", _first_type="edge_type", _first_table="_table", _first_row="_row"
    )
    second = ordered.select("_at", "edge_type", *ORIGIN)
    return places.join(second, on="_at", maintain_order="left").join(first, on="_first_at")
