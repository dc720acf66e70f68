"""Rules on values: each cell against its property. Nodes have codes GK31x, edges GK41x."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from graphkit.errors import Problem, Severity
from graphkit.graph.identity import EDGE_IDENTITY
from graphkit.schema.model import Property
from graphkit.schema.values import EdtfType, Enumeration, ListType, shown
from graphkit.validation.draft import DOCUMENTS, ORIGIN, Column, Draft


def _code(column: Column, last: int) -> str:
    return f"GK{'31' if column.kind == 'node' else '41'}{last}"


def readable_values(draft: Draft) -> Iterator[Problem]:
    """GK312, GK412, GK501, GK505: a cell is a value of its property's type."""
    for column in draft.columns:
        name, value_type = column.prop.name, column.prop.type
        for row in column.unreadable.iter_rows(named=True):
            text = str(row["text"])
            code = _code(column, 2)
            if column.is_claim_column:
                code = "GK505" if isinstance(value_type, EdtfType) else "GK501"
            is_word = isinstance(value_type, Enumeration) and column.is_claim_column
            said = name if is_word else f"{name} is {value_type.name}, but"
            message = f"{said} {value_type.explain(text)}"
            message += "" if message.endswith((".", "?", "…")) else "."
            yield draft.error(row, name, code, message)


def required_values(draft: Draft) -> Iterator[Problem]:
    """GK313, GK413: required properties, and those of the key, are there."""
    for part in draft.parts:
        if part.table == DOCUMENTS:
            continue  # what front matter needs is told where it is read
        is_node = part.kind == "node"
        code = "GK313" if is_node else "GK413"
        owner = draft.schema.nodes[part.owner] if is_node else draft.schema.edges[part.owner]
        key = () if is_node else draft.schema.edges[part.owner].key
        for prop in owner.properties.values():
            if not (prop.required or prop.name in key):
                continue
            name = prop.name
            why = f"belongs to the key of {part.owner}"
            if name not in key:
                why = f"is required of each {part.owner}"
            if name not in part.rows.columns:
                # one Problem, not one for each row
                table = draft.dataset.tables[part.table]
                message = f'The file has no column "{name}", which {why}.'
                yield Problem(table.file, 1, 1, code, Severity.ERROR, message)
                continue
            for row in part.rows.filter(pl.col(name).is_null()).iter_rows(named=True):
                yield draft.error(row, name, code, f"{name} {why} and is missing.")


def values_in_range(draft: Draft) -> Iterator[Problem]:
    """GK314, GK414: numbers and days lie between min and max."""
    for column in draft.columns:
        prop = column.prop
        for word, limit, is_min in (("min", prop.min, True), ("max", prop.max, False)):
            if limit is None:
                continue
            bound = _limit(prop, limit)
            value = pl.element() if isinstance(prop.type, ListType) else pl.col("value")
            wrong = value < bound if is_min else value > bound
            if isinstance(prop.type, ListType):
                wrong = pl.col("value").list.eval(wrong).list.any()
            side = "less" if is_min else "more"
            for row in column.cells.filter(wrong).iter_rows(named=True):
                message = (
                    f"{prop.name} is {shown(str(row['text']))}, {side} than the {word} {limit}."
                )
                yield draft.error(row, prop.name, _code(column, 4), message)


def _limit(prop: Property, limit: float | str) -> pl.Expr:
    scalar = prop.type.item if isinstance(prop.type, ListType) else prop.type
    if isinstance(limit, str):
        return pl.lit(scalar.parse(pl.Series([limit])).to_list()[0], scalar.dtype)
    return pl.lit(limit)


def values_of_pattern(draft: Draft) -> Iterator[Problem]:
    """GK315, GK415: a text, or each item of a list, matches the whole pattern."""
    for column in draft.columns:
        prop = column.prop
        if prop.pattern is None:
            continue
        whole = f"^(?:{prop.pattern})$"
        if isinstance(prop.type, ListType):
            wrong = ~pl.col("value").list.eval(pl.element().str.contains(whole)).list.all()
        else:
            wrong = ~pl.col("value").str.contains(whole)
        for row in column.cells.filter(wrong).iter_rows(named=True):
            message = f"{prop.name} is {shown(str(row['text']))}, not of the form `{prop.pattern}`."
            yield draft.error(row, prop.name, _code(column, 5), message)


def values_of_length(draft: Draft) -> Iterator[Problem]:
    """GK316, GK416: a text has no more code points, a list no more items, than length says."""
    for column in draft.columns:
        prop = column.prop
        if prop.length is None:
            continue
        is_list = isinstance(prop.type, ListType)
        size = pl.col("value").list.len() if is_list else pl.col("value").str.len_chars()
        unit = "items" if is_list else "characters"
        sized = column.cells.with_columns(_size=size)
        for row in sized.filter(pl.col("_size") > prop.length).iter_rows(named=True):
            message = f"{prop.name} has {row['_size']} {unit}, more than {prop.length}."
            yield draft.error(row, prop.name, _code(column, 6), message)


def unique_values(draft: Draft) -> Iterator[Problem]:
    """GK317, GK417: a unique property has no value twice, over the type and what is below it."""
    schema = draft.schema
    for node_type in schema.nodes.values():
        parent = schema.nodes[node_type.extends] if node_type.extends else None
        for prop in node_type.properties.values():
            inherited = parent is not None and prop.name in parent.properties
            if prop.unique and not inherited:
                below = schema.below([node_type.name])
                frames = [draft.nodes[name] for name in draft.nodes if name in below]
                yield from _twice(draft, frames, prop, "GK317", ["id"])
    for name, frame in draft.properties.items():
        for prop in schema.edges[name].properties.values():
            if prop.unique:
                claims = draft.claims.filter(pl.col("edge_type") == name)
                rows = claims.select(*EDGE_IDENTITY, *ORIGIN, "_sound", frame[prop.name])
                rows = rows.filter("_sound")
                yield from _twice(draft, [rows], prop, "GK417", list(EDGE_IDENTITY))


def _twice(
    draft: Draft, frames: list[pl.DataFrame], prop: Property, code: str, identity: list[str]
) -> Iterator[Problem]:
    """Report each value that another element has too; claims of one edge are one element."""
    if not frames:
        return
    names = [*identity, prop.name, *ORIGIN]
    rows = pl.concat([frame.select(names) for frame in frames]).drop_nulls([*identity, prop.name])
    pair = [*identity, prop.name]
    rows = rows.sort("_table", "_row").unique(pair, keep="first", maintain_order=True)
    first = rows.unique(prop.name, keep="first", maintain_order=True)
    again = rows.join(first.select(pair), on=pair, how="anti", maintain_order="left")
    firsts = first.select(prop.name, _first_table="_table", _first_row="_row")
    joined = again.join(firsts, on=prop.name, how="left", maintain_order="left")
    for row in joined.iter_rows(named=True):
        before = {"_table": row["_first_table"], "_row": row["_first_row"]}
        file = draft.place(row, prop.name)[0]
        where = draft.spoken_place(before, prop.name, file)
        message = f"{prop.name} is unique, but {shown(str(row[prop.name]))} stands in {where} too."
        yield draft.error(row, prop.name, code, message)
