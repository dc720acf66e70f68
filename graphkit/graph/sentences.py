"""Claims as sentences: the one wording for tables, timelines and reports.

A sentence is the claim's content alone, marked where it is anything but a plain assertion that
something is so: "Albania hosts MEK", "Alleged: A funds B", "Promised, not so: A uses B". Who says
it stands beside it, outermost speaker first: "Police, quoting Ministry". The marks neither weigh
nor explain: they repeat the claim's own columns.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from graphkit.graph.graph import Graph

# In the order in which they stand in front of a sentence: how it is put, how real it is, whether
# it is denied. A column's other values have no mark.
MARKS: Final = (
    ("modality", {"alleged": "alleged", "reputed": "reputed", "presupposed": "presupposed"}),
    (
        "realization",
        {
            "attempted": "attempted",
            "planned": "planned",
            "promised": "promised",
            "hoped": "hoped for",
        },
    ),
    ("polarity", {"negative": "not so"}),
)


def with_sentences(graph: Graph, claims: pl.DataFrame) -> pl.DataFrame:
    """Add what each claim says, and who says it, as text.

    Args:
        graph: The graph that the claims belong to; it knows the labels of nodes and edge types.
        claims: Rows of `Graph.claim_table` or `Graph.edges`, in any order and number.

    Returns:
        The same rows with two more `String` columns: `sentence`, and `according_to`, the labels
        of the chain joined by ", quoting "; empty where nobody is known to say it.

    Example:
        >>> import graphkit as gk
        >>> graph = gk.build(gk.read("data"))
        >>> claims = with_sentences(graph, graph.edges())
        >>> claims.filter(edge_type="HOSTS", source="albania")["sentence"].item()
        'Albania hosts Mojahedin-e Khalq'
    """
    nodes = graph.node_table()
    ids, labels = nodes["id"], nodes["label"]
    words = {name: edge.phrase for name, edge in graph.schema.edges.items()}
    marks = pl.concat_str(
        [pl.col(name).replace_strict(texts, default=None) for name, texts in MARKS],
        separator=", ",
        ignore_nulls=True,
    )
    content = pl.concat_str(
        pl.col("source").replace(ids, labels),
        pl.col("edge_type").replace(words),
        pl.col("target").replace(ids, labels),
        separator=" ",
    )
    marked = pl.concat_str(
        marks.str.slice(0, 1).str.to_uppercase(), marks.str.slice(1), pl.lit(": "), content
    )
    return claims.with_columns(
        sentence=pl.when(marks == "").then(content).otherwise(marked),
        according_to=pl.col("claimed_by")
        .list.eval(pl.element().replace(ids, labels))
        .list.join(", quoting "),
    )
