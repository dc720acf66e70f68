"""Rules on values: each cell against its property. Nodes have codes GK31x, edges GK41x."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from graphkit.errors import Problem, Severity
from graphkit.graph.identity import EDGE_IDENTITY
from graphkit.schema.model import Property
from graphkit.schema.values import EdtfType, Enumeration, ListType, ValueType, shown
from graphkit.validation.draft import Column, Draft
from graphkit.validation.finding import DOCUMENTS, ORIGIN, Finding, Row, always
from graphkit.validation.suspicion import repeated


def _code(column: Column, last: int) -> str:
    return f"GK{'31' if column.kind == 'node' else '41'}{last}"


def readable_values(draft: Draft) -> Iterator[Finding]:
    """GK312, GK412, GK501, GK505: a cell is a value of its property's type."""
    for column in draft.columns:
        name, value_type = column.prop.name, column.prop.type
        code = _code(column, 2)
        if column.is_claim_column:
            code = "GK505" if isinstance(value_type, EdtfType) else "GK501"
        is_word = isinstance(value_type, Enumeration) and column.is_claim_column
        said = name if is_word else f"{name} is {value_type.name}, but"

        def describe(row: Row, said: str = said, value_type: ValueType = value_type) -> str:
            message = f"{said} {value_type.explain(row['text'])}"
            return message if message.endswith((".", "?", "…")) else f"{message}."

        yield from draft.errors(column.unreadable, name, code, describe)


def required_values(draft: Draft) -> Iterator[Finding]:
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
                place = table.file, *table.locate(-1, name)
                problem = Problem(*place, code, Severity.ERROR, message)
                yield Finding(Severity.ERROR, part.rows.select(list(ORIGIN)), (problem,))
                continue
            message = f"{name} {why} and is missing."
            missing = part.rows.filter(pl.col(name).is_null())
            yield from draft.errors(missing, name, code, always(message))


def values_in_range(draft: Draft) -> Iterator[Finding]:
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
            beyond = f"{side} than the {word} {limit}."

            def describe(row: Row, name: str = prop.name, beyond: str = beyond) -> str:
                return f"{name} is {shown(row['text'])}, {beyond}"

            yield from draft.errors(
                column.cells.filter(wrong), prop.name, _code(column, 4), describe
            )


def _limit(prop: Property, limit: float | str) -> pl.Expr:
    scalar = prop.type.item if isinstance(prop.type, ListType) else prop.type
    if isinstance(limit, str):
        return pl.lit(scalar.parse(pl.Series([limit])).to_list()[0], scalar.dtype)
    return pl.lit(limit)


def values_of_pattern(draft: Draft) -> Iterator[Finding]:
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

        def describe(row: Row, prop: Property = prop) -> str:
            return f"{prop.name} is {shown(row['text'])}, not of the form `{prop.pattern}`."

        yield from draft.errors(column.cells.filter(wrong), prop.name, _code(column, 5), describe)


def values_of_length(draft: Draft) -> Iterator[Finding]:
    """GK316, GK416: a text has no more code points, a list no more items, than length says."""
    for column in draft.columns:
        prop = column.prop
        if prop.length is None:
            continue
        is_list = isinstance(prop.type, ListType)
        size = pl.col("value").list.len() if is_list else pl.col("value").str.len_chars()
        unit = "items" if is_list else "characters"
        sized = column.cells.with_columns(_size=size)
        too_long = sized.filter(pl.col("_size") > prop.length)

        def describe(row: Row, prop: Property = prop, unit: str = unit) -> str:
            return f"{prop.name} has {row['_size']} {unit}, more than {prop.length}."

        yield from draft.errors(too_long, prop.name, _code(column, 6), describe)


def unique_node_values(draft: Draft) -> Iterator[Finding]:
    """GK317: a unique property has no value twice, over the type and what is below it."""
    schema = draft.schema
    for node_type in schema.nodes.values():
        parent = schema.nodes[node_type.extends] if node_type.extends else None
        for prop in node_type.properties.values():
            inherited = parent is not None and prop.name in parent.properties
            if prop.unique and not inherited:
                below = schema.below([node_type.name])
                frames = [draft.nodes[name] for name in draft.nodes if name in below]
                yield from _twice(draft, frames, prop, "GK317", ["id"])


def unique_claim_values(draft: Draft) -> Iterator[Finding]:
    """GK417: a unique property has no value twice in edges of its type."""
    for (name, column), marks in draft.value_marks.items():
        again = repeated(marks.drop_nulls())
        if again.is_empty():
            continue
        some = draft.keeping(draft.where(name, marks.is_in(again.implode())))
        prop = draft.schema.edges[name].properties[column]
        values = some.properties[name][column]
        claims = some.claims.select(*EDGE_IDENTITY, *ORIGIN, values)
        yield from _twice(draft, [claims], prop, "GK417", list(EDGE_IDENTITY))


def _twice(
    draft: Draft, frames: list[pl.DataFrame], prop: Property, code: str, identity: list[str]
) -> Iterator[Finding]:
    """Report each value that another element has too; claims of one edge are one element."""
    if not frames:
        return iter(())
    pair = [*identity, prop.name]
    every = pl.concat([frame.select(*pair, *ORIGIN) for frame in frames]).drop_nulls(pair)
    rows = every.sort("_table", "_row").unique(pair, keep="first", maintain_order=True)
    first = rows.unique(prop.name, keep="first", maintain_order=True)
    again = rows.join(first.select(pair), on=pair, how="anti", maintain_order="left")
    firsts = first.select(prop.name, _first_table="_table", _first_row="_row")
    joined = again.join(firsts, on=prop.name, how="left", maintain_order="left")
    # whoever holds back one of the claims of an edge holds back those that say the same
    held = every.join(again.select(pair), on=pair, how="semi")

    def describe(row: Row) -> str:
        before = {"_table": row["_first_table"], "_row": row["_first_row"]}
        where = draft.spoken_place(before, prop.name, draft.place(row, prop.name)[0])
        return f"{prop.name} is unique, but {shown(str(row[prop.name]))} stands in {where} too."

    return draft.errors(joined, prop.name, code, describe, held)
