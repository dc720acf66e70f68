"""GraphML, for Gephi, networkx, yEd and Cytoscape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from graphkit.errors import UsageError
from graphkit.exports.elements import (
    EDGE_ENDS,
    EDGE_TAKEN,
    NODE_ENDS,
    NODE_TAKEN,
    edge_frames,
    free_names,
    node_frames,
    parts,
    without_empty_lists,
)
from graphkit.exports.report import ExportReport
from graphkit.exports.texts import inner_type, text_of
from graphkit.exports.writing import GENERATOR, Progress, whole_file
from graphkit.graph.filters import NO_FILTER, Filter
from graphkit.graph.graph import Graph
from graphkit.schema.quoting import shown

_UNWRITABLE: Final = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{fffe}\x{ffff}]"
"""What XML 1.0 cannot hold, not even escaped."""

_ESCAPES: Final = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\r": "&#13;",  # a parser reads a bare one as LF
}

_HEAD: Final = (
    "<?xml version='1.0' encoding='utf-8'?>\n"
    f"<!-- {GENERATOR} -->\n"
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
    'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)


def write_graphml(
    graph: Graph, path: Path, filter: Filter = NO_FILTER, progress: Progress | None = None
) -> ExportReport:
    """Write a graph as one GraphML file.

    Nodes and edges have the attributes that `Graph.to_networkx` gives them, edges a `label` too.
    Lists are joined by `; `, days and moments are ISO text; what is absent has no attribute. A
    name that stands for values of several types is text.

    Args:
        graph: The graph.
        path: The file.
        filter: Which claims become edges; the projected ones without one.
        progress: Told how far it is.

    Raises:
        Refused: Where something else is there already.
        UsageError: Where two ids differ only in what XML cannot hold, or the file cannot be
            written.
    """
    nodes = [without_empty_lists(frame) for frame in node_frames(graph, filter)]
    edges = [_labelled(frame) for frame in edge_frames(graph, filter)]
    _check_ids(nodes)
    _check_ids(edges)
    node_count, edge_count = (sum(frame.height for frame in frames) for frames in (nodes, edges))
    kinds = (
        ("node", nodes, NODE_ENDS, _keys("n", nodes, NODE_ENDS, NODE_TAKEN)),
        ("edge", edges, EDGE_ENDS, _keys("e", edges, EDGE_ENDS, EDGE_TAKEN)),
    )
    replaced = done = 0
    with whole_file(path) as beside, beside.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_HEAD)
        for kind, _, _, keys in kinds:
            file.writelines(f"{key.declaration(kind)}\n" for key in keys.values())
        file.write('<graph edgedefault="directed">\n')
        for kind, frames, ends, keys in kinds:
            for rows in parts(frames):
                texts = rows.select(_text(name, dtype) for name, dtype in rows.schema.items())
                replaced += _unwritable(texts)
                file.writelines(f"{line}\n" for line in _elements(kind, texts, ends, keys))
                done += rows.height
                if progress is not None:
                    progress("elements", done, node_count + edge_count)
        file.write("</graph>\n</graphml>\n")
    return ExportReport(path, node_count, edge_count, replaced=replaced)


@dataclass(frozen=True)
class _Key:
    """An attribute as a file declares it."""

    id: str
    name: str
    type: str

    def declaration(self, kind: str) -> str:
        return f'<key id="{self.id}" for="{kind}" attr.name="{self.name}" attr.type="{self.type}"/>'


def _labelled(frame: pl.DataFrame) -> pl.DataFrame:
    """Return edges with the `label` that Gephi shows: their type, unless they declare another."""
    rows = without_empty_lists(frame)
    return rows if "label" in rows.columns else rows.with_columns(label="type")


def _keys(
    prefix: str, frames: Iterable[pl.DataFrame], ends: Sequence[str], taken: Sequence[str]
) -> dict[str, _Key]:
    """Return the key of each attribute; one name has one key, whatever types declare it."""
    types: dict[str, set[str]] = {}
    for frame in frames:
        for name, dtype in frame.schema.items():
            if name not in ends:
                types.setdefault(name, set()).add(_type(dtype))
    named = free_names(types, taken)
    return {
        name: _Key(f"{prefix}{number}", named[name], found.pop() if len(found) == 1 else "string")
        for number, (name, found) in enumerate(types.items())
    }


def _type(dtype: pl.DataType) -> str:
    if dtype == pl.Boolean:
        return "boolean"
    if dtype.is_integer():
        return "long"
    return "double" if dtype.is_float() else "string"


def _text(name: str, dtype: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if isinstance(dtype, pl.List):
        items = column.list.eval(text_of(pl.element(), inner_type(dtype)))
        return items.list.join("; ")
    return text_of(column, dtype).alias(name)


def _unwritable(texts: pl.DataFrame) -> int:
    """Count the values with a character that XML cannot hold."""
    counts = texts.select(pl.all().str.contains(_UNWRITABLE).sum())
    return int(counts.sum_horizontal().sum())


def _escaped(text: pl.Expr) -> pl.Expr:
    """Return text as XML holds it; what it cannot hold at all becomes U+FFFD."""
    held = text.str.replace_all(_UNWRITABLE, "\ufffd")
    return held.str.replace_many(list(_ESCAPES), list(_ESCAPES.values()))


def _elements(
    kind: str, texts: pl.DataFrame, ends: Sequence[str], keys: Mapping[str, _Key]
) -> list[str]:
    """Return each row as an element."""
    pieces: list[pl.Expr] = [pl.lit(f"<{kind}")]
    for name in ends:
        pieces += [pl.lit(f' {name}="'), _escaped(pl.col(name)), pl.lit('"')]
    pieces.append(pl.lit(">"))
    for name, key in keys.items():
        if name in texts.columns:
            lead = pl.lit(f'<data key="{key.id}">')
            held = pl.concat_str(lead, _escaped(pl.col(name)), pl.lit("</data>"))
            pieces.append(held.fill_null(""))
    pieces.append(pl.lit(f"</{kind}>"))
    return texts.select(pl.concat_str(pieces)).to_series().to_list()


def _check_ids(frames: Sequence[pl.DataFrame]) -> None:
    """Raise UsageError where two ids would be one in XML."""
    ids = pl.concat([pl.Series("id", [], pl.String), *(frame["id"] for frame in frames)])
    held = pl.DataFrame({"id": ids, "held": ids.str.replace_all(_UNWRITABLE, "\ufffd")})
    again = held.filter(pl.col("held").is_duplicated())
    if not again.is_empty():
        first, second = again["id"].head(2).to_list()
        message = f"The ids {shown(first)} and {shown(second)} would be the same in GraphML."
        raise UsageError(message, "XML has none of the control characters in them.")
