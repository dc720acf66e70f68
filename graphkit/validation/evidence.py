"""Rules on evidence: documents that exist, quotes that stand in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import polars as pl

from graphkit.errors import Problem, did_you_mean
from graphkit.graph.evidence import locate_quotes
from graphkit.schema.names import DOCUMENT
from graphkit.schema.values import shown
from graphkit.validation.draft import ORIGIN, Draft

# what word processors make of quotation marks, dashes and spaces
_PLAIN: Final = str.maketrans("\u201c\u201d\u2019\u2018\u2013\u2014\xa0", "\"\"''-- ")


def known_documents(draft: Draft) -> Iterator[Problem]:
    """GK508: the document of a claim is a Document of the dataset."""
    if not draft.is_whole("node"):
        return
    documents = draft.nodes.get(DOCUMENT)
    known = [] if documents is None else documents["id"].drop_nulls().to_list()
    unknown = draft.stated.drop_nulls("document").filter(~pl.col("document").is_in(known))
    for row in unknown.iter_rows(named=True):
        word = row["document"]
        message = f"The document {shown(word)} is no Document of the dataset."
        yield draft.error(row, "document", "GK508", message, did_you_mean(word, known))


def reported_documents(draft: Draft) -> Iterator[Problem]:
    """GK520: the Document that a digest reports exists, and is not the digest itself."""
    documents = draft.nodes.get(DOCUMENT)
    if documents is None or not draft.is_whole("node"):
        return
    known = documents["id"].drop_nulls().to_list()
    wrong = ~pl.col("reports").is_in(known) | (pl.col("reports") == pl.col("id"))
    for row in documents.filter(wrong).iter_rows(named=True):
        word = row["reports"]
        itself = word == row["id"]
        what = "the document itself" if itself else "no Document of the dataset"
        message = f"reports names {shown(word)}, {what}."
        hint = "" if itself else did_you_mean(word, [name for name in known if name != row["id"]])
        yield draft.error(row, "reports", "GK520", message, hint)


def quotes_in_documents(draft: Draft) -> Iterator[Problem]:
    """GK509, GK510, GK511, GK512: a quote stands in its document, at one place."""
    on = ["document", "quote", "occurrence"]
    known = draft.texts.select(document="id", _text=pl.lit(True))
    frame = draft.stated.filter("_sound")
    alone = frame.filter(pl.col("occurrence").is_not_null() & pl.col("quote").is_null())
    for row in alone.iter_rows(named=True):
        yield draft.error(row, "occurrence", "GK511", "occurrence is given without a quote.")
    quoted = frame.drop_nulls("quote")
    for row in quoted.filter(pl.col("document").is_null()).iter_rows(named=True):
        yield draft.error(row, "quote", "GK512", "A quote without the document it stands in.")
    found = locate_quotes(quoted, draft.texts)
    joined = (
        quoted.join(known, on="document", how="left", maintain_order="left")
        .join(found, on=on, how="left", nulls_equal=True, maintain_order="left")
        .filter(pl.col("_text") & pl.col("quote_start").is_null())
    )
    for row in joined.iter_rows(named=True):
        yield _lost_quote(draft, row)


def quotes_that_cannot_be_checked(draft: Draft) -> Iterator[Problem]:
    """GK521: a document that is quoted has a text here (a warning, once for each document)."""
    documents = draft.nodes.get(DOCUMENT)
    if documents is None or not draft.is_whole("node"):
        return
    textless = documents.join(draft.texts, on="id", how="anti").select("id").drop_nulls()
    quoted = draft.stated.filter("_sound").drop_nulls("quote")
    unchecked = quoted.join(textless, left_on="document", right_on="id", how="semi")
    firsts = (
        unchecked.sort("_table", "_row")
        .group_by("document", maintain_order=True)
        .agg(pl.len().alias("_count"), *(pl.col(name).first() for name in ORIGIN))
    )
    for row in firsts.iter_rows(named=True):
        count, document = row["_count"], shown(row["document"])
        what = "The quote" if count == 1 else f"{count} quotes, this one first,"
        message = f"{what} cannot be checked: {document} has no text here."
        hint = "Its text would be a file of documents/."
        yield draft.warning(row, "quote", "GK521", message, hint)


def _lost_quote(draft: Draft, row: dict[str, object]) -> Problem:
    quote, count, document = str(row["quote"]), row["count"], str(row["document"])
    if count == 0:
        text = draft.texts.filter(pl.col("id") == document)["text"].item()
        message = f"The quote {shown(quote)} does not stand in {shown(document)}."
        return draft.error(row, "quote", "GK509", message, _near_quote(quote, text))
    if row["occurrence"] is None:
        message = f"The quote {shown(quote)} stands {count} times in {shown(document)}."
        return draft.error(row, "quote", "GK510", message, "Say which with `occurrence`, from 1.")
    times = "once" if count == 1 else f"{count} times"
    message = f"occurrence is {row['occurrence']}, but the quote stands there {times}."
    return draft.error(row, "occurrence", "GK511", message)


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
