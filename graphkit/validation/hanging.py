"""What hangs on rows that are held back: edges on their ends, claims on what they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from graphkit.graph.dataset import Numbers
from graphkit.schema.names import CLAIM_LINKS, DOCUMENT
from graphkit.validation.draft import Draft

_ROW = ["_table", "_row"]
_NEEDS = {"_on": pl.Int64, "_needed": pl.Int64, "kind": pl.String, "name": pl.String}


@dataclass(frozen=True)
class Numbering:
    """All rows of a draft in one count: table by table, then the documents.

    Attributes:
        first: The number of the first row of each table; the last entry is the documents'.
        size: How many rows there are.
    """

    first: Numbers
    size: int

    @classmethod
    def of(cls, draft: Draft) -> Numbering:
        """Return the numbering of a draft."""
        heights = [table.height for table in draft.dataset.tables]
        bounds = np.cumsum([0, *heights])
        return cls(bounds, int(bounds[-1]) + len(draft.dataset.documents))

    def of_rows(self, rows: pl.DataFrame) -> pl.Series:
        """Return the number of each row that knows its `_table` and `_row`."""
        # the documents' table is -1, which takes the last entry
        first = self.first[rows["_table"].to_numpy()]
        return pl.Series(first + rows["_row"].to_numpy(), dtype=pl.Int64)

    def rows(self, numbers: Numbers) -> pl.DataFrame:
        """Return `_table` and `_row` of each number."""
        tables = np.searchsorted(self.first[:-1], numbers, "right") - 1
        tables[numbers >= self.first[-1]] = -1
        columns = {"_table": tables, "_row": numbers - self.first[tables]}
        return pl.DataFrame(columns, schema={"_table": pl.Int32, "_row": pl.Int64})


def hanging(draft: Draft, held: pl.DataFrame) -> pl.DataFrame:
    """Return the rows that hang on rows held back, directly or through others.

    A row hangs on another where it names an id that no row offers which is not held back. All is
    found in one walk, however long a chain of claims that follow each other may be.

    Args:
        draft: The dataset.
        held: `_table` and `_row` of the rows held back.

    Returns:
        A row for each: its `_table` and `_row`, those of the row that it hangs on (`_on_table`,
        `_on_row`), and what it names: `kind` (node, document or claim) and `name`.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import breadth_first_order

    numbering = Numbering.of(draft)
    is_held = np.zeros(numbering.size, np.bool_)
    is_held[numbering.of_rows(held).to_numpy()] = True
    needs = pl.concat([pl.DataFrame(schema=_NEEDS), *_needs(draft, numbering, is_held)])
    needs = needs.unique(["_on", "_needed"], keep="first", maintain_order=True)
    # a walk begins at one place: a row of no table, on which all that is held back hangs
    root = numbering.size
    begins = np.flatnonzero(is_held)
    tails = np.concatenate([needs["_needed"].to_numpy(), np.full(len(begins), root)])
    heads = np.concatenate([needs["_on"].to_numpy(), begins])
    shape = (root + 1, root + 1)
    links = csr_array((np.ones(len(tails), np.int8), (tails, heads)), shape=shape)
    order, before = breadth_first_order(links, root, directed=True, return_predecessors=True)
    found = np.sort(order[order != root])
    found = found[~is_held[found]].astype(np.int64)
    pairs = pl.DataFrame({"_on": found, "_needed": before[found].astype(np.int64)})
    named = pairs.join(needs, on=["_on", "_needed"], how="left", maintain_order="left")
    on = numbering.rows(before[found].astype(np.int64))
    return pl.concat(
        [
            numbering.rows(found),
            on.rename({"_table": "_on_table", "_row": "_on_row"}),
            named.select("kind", "name"),
        ],
        how="horizontal",
    )


def _needs(
    draft: Draft, numbering: Numbering, is_held: npt.NDArray[np.bool_]
) -> Iterator[pl.DataFrame]:
    """Yield which row (`_on`) needs which (`_needed`), and by what `name` of what `kind`."""
    nodes = _offered(
        [
            *draft.nodes.values(),
            draft.untyped.filter(pl.col("kind") == "node"),
        ],
        numbering,
        is_held,
    )
    # of other nodes those that stay are of no interest: they hang on nothing
    documents = draft.nodes.get(DOCUMENT)
    of_documents = (
        pl.lit(False)
        if documents is None
        else pl.col("id").is_in(documents["id"].drop_nulls().implode())
    )
    nodes = nodes.filter(pl.col("_held") | of_documents)
    stated = draft.stated
    for column in ("source", "target", "document"):
        kind = "document" if column == "document" else "node"
        yield _needing(stated.select(*_ROW, name=column), nodes, numbering, kind)
    speakers = stated.select(*_ROW, name="claimed_by").drop_nulls("name").explode("name")
    yield _needing(speakers, nodes, numbering, "node")
    if documents is not None:
        yield _needing(documents.select(*_ROW, name="reports"), nodes, numbering, "document")
    linked = [
        stated.filter(pl.col(column).list.len() > 0).select(*_ROW, name=column).explode("name")
        for column in CLAIM_LINKS
    ]
    named = pl.concat(linked)
    if not named.is_empty():
        untyped = draft.untyped.filter(pl.col("kind") == "edge")
        claims = _offered([stated, untyped], numbering, is_held)
        yield _needing(named, claims, numbering, "claim")


def _offered(
    frames: list[pl.DataFrame], numbering: Numbering, is_held: npt.NDArray[np.bool_]
) -> pl.DataFrame:
    """Return for each id the row that offers it, one that is not held back where there is one."""
    every = pl.concat([frame.select("id", *_ROW) for frame in frames]).drop_nulls("id")
    numbers = numbering.of_rows(every)
    held = pl.Series(is_held[numbers.to_numpy()], dtype=pl.Boolean)
    offers = every.select("id", _needed=numbers, _held=held).sort("_held", "_needed")
    return offers.unique("id", keep="first", maintain_order=True)


def _needing(
    naming: pl.DataFrame, offers: pl.DataFrame, numbering: Numbering, kind: str
) -> pl.DataFrame:
    rows = naming.join(offers, left_on="name", right_on="id", how="inner", maintain_order="left")
    return rows.select(
        _on=numbering.of_rows(rows), _needed="_needed", kind=pl.lit(kind), name="name"
    )
