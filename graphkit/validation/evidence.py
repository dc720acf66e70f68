"""Rules on evidence: documents that exist, quotes that stand in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import polars as pl

from graphkit.errors import did_you_mean
from graphkit.graph.evidence import locate_quotes
from graphkit.schema.names import DOCUMENT
from graphkit.schema.values import shown
from graphkit.validation.draft import Draft
from graphkit.validation.finding import ORIGIN, Finding, Row, always

# what word processors make of quotation marks, dashes and spaces
_PLAIN: Final = str.maketrans("\u201c\u201d\u2019\u2018\u2013\u2014\xa0", "\"\"''-- ")


def known_documents(draft: Draft) -> Iterator[Finding]:
    """GK508: the document of a claim is a Document of the dataset."""
    if not draft.is_whole("node"):
        return
    documents = draft.nodes.get(DOCUMENT)
    known = pl.Series("id", [], pl.String) if documents is None else documents["id"].drop_nulls()
    unknown = draft.stated.drop_nulls("document")
    unknown = unknown.filter(~pl.col("document").is_in(known.implode()))

    def describe(row: Row) -> tuple[str, str]:
        word = draft.written(row, row["document"])
        message = f"The document {shown(word)} is no Document of the dataset."
        nameable = draft.nameable(draft.namespace(row), known)
        return message, did_you_mean(word, nameable.to_list())

    yield from draft.errors(unknown, "document", "GK508", describe)


def reported_documents(draft: Draft) -> Iterator[Finding]:
    """GK520: the Document that a digest reports exists, and is not the digest itself."""
    documents = draft.nodes.get(DOCUMENT)
    if documents is None or not draft.is_whole("node"):
        return
    known = documents["id"].drop_nulls()
    wrong = ~pl.col("reports").is_in(known.implode()) | (pl.col("reports") == pl.col("id"))

    def describe(row: Row) -> tuple[str, str]:
        word = draft.written(row, row["reports"])
        itself = row["reports"] == row["id"]
        what = "the document itself" if itself else "no Document of the dataset"
        others = draft.nameable(draft.namespace(row), known.filter(known != row["id"]))
        hint = "" if itself else did_you_mean(word, others.to_list())
        return f"reports names {shown(word)}, {what}.", hint

    yield from draft.errors(documents.filter(wrong), "reports", "GK520", describe)


def quotes_in_documents(draft: Draft) -> Iterator[Finding]:
    """GK509, GK510, GK511, GK512: a quote stands in its document, at one place."""
    on = ["document", "quote", "occurrence"]
    frame = draft.stated.filter("_sound")
    alone = frame.filter(pl.col("occurrence").is_not_null() & pl.col("quote").is_null())
    said = always("occurrence is given without a quote.")
    yield from draft.errors(alone, "occurrence", "GK511", said)
    quoted = frame.drop_nulls("quote")
    said = always("A quote without the document it stands in.")
    yield from draft.errors(quoted.filter(pl.col("document").is_null()), "quote", "GK512", said)
    missing = locate_quotes(quoted, draft.texts).filter(pl.col("quote_start").is_null())
    joined = quoted.join(missing, on=on, nulls_equal=True, maintain_order="left")
    absent, unclear = pl.col("count") == 0, pl.col("occurrence").is_null()
    yield from _absent_quotes(draft, joined.filter(absent))

    def describe_unclear(row: Row) -> tuple[str, str]:
        quote, document = shown(row["quote"]), draft.spoken_id(row, row["document"])
        message = f"The quote {quote} stands {row['count']} times in {document}."
        return message, "Say which with `occurrence`, from 1."

    def describe_beyond(row: Row) -> str:
        times = "once" if row["count"] == 1 else f"{row['count']} times"
        return f"occurrence is {row['occurrence']}, but the quote stands there {times}."

    several = joined.filter(~absent & unclear)
    yield from draft.errors(several, "quote", "GK510", describe_unclear)
    beyond = joined.filter(~absent & ~unclear)
    yield from draft.errors(beyond, "occurrence", "GK511", describe_beyond)


def quotes_that_cannot_be_checked(draft: Draft) -> Iterator[Finding]:
    """GK521: a document that is quoted has a text here (a warning, once for each document)."""
    if draft.textless.is_empty() or not draft.is_whole("node"):
        return
    quoted = draft.stated.filter("_sound").drop_nulls("quote")
    unchecked = quoted.join(draft.textless, left_on="document", right_on="id", how="semi")
    firsts = (
        unchecked.sort("_table", "_row")
        .group_by("document", maintain_order=True)
        .agg(pl.len().alias("_count"), *(pl.col(name).first() for name in ORIGIN))
    )

    def describe(row: Row) -> tuple[str, str]:
        count, document = row["_count"], draft.spoken_id(row, row["document"])
        what = "The quote" if count == 1 else f"{count} quotes, this one first,"
        message = f"{what} cannot be checked: {document} has no text here."
        return message, "Its text would be a file of documents/."

    yield from draft.warnings(firsts, "quote", "GK521", describe, unchecked)


def _absent_quotes(draft: Draft, rows: pl.DataFrame) -> Iterator[Finding]:
    if rows.is_empty():
        return
    texts = dict(draft.texts.select("id", "text").iter_rows())

    def describe(row: Row) -> tuple[str, str]:
        quote, document = row["quote"], row["document"]
        where = draft.spoken_id(row, document)
        message = f"The quote {shown(quote)} does not stand in {where}."
        return message, _near_quote(quote, texts[document])

    yield from draft.errors(rows, "quote", "GK509", describe)


def _near_quote(quote: str, text: str) -> str:
    """Say what keeps a quote from being found, where that can be told."""
    folded = " ".join(text.split()).casefold()
    if " ".join(quote.split()) in " ".join(text.split()):
        return "It does with other white space or line ends: copy it as it stands."
    if " ".join(quote.split()).casefold() in folded:
        return "It does in other case: copy it as it stands."
    if quote.translate(_PLAIN) in text.translate(_PLAIN):
        return "It does with other quotation marks or dashes: copy it as it stands."
    words = quote.split()
    for count in range(len(words) - 1, 1, -1):
        start = " ".join(words[:count])
        if start in text:
            return f"It does as far as {shown(start)}."
    return ""
