"""Rows as JSON text say what maps in Python said."""

import json
import math
from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.propertygraph.rows import property_maps
from graphkit.stores.embedded.rowtext import json_objects, json_strings

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
FINITE = st.floats(allow_nan=False, allow_infinity=False)
MOMENT = st.datetimes(timezones=st.just(UTC))
KINDS: dict[str, tuple[st.SearchStrategy[Any], pl.DataType]] = {
    "text": (TEXT, pl.String()),
    "number": (st.integers(-(2**63), 2**63 - 1), pl.Int64()),
    "share": (FINITE, pl.Float64()),
    "yes": (st.booleans(), pl.Boolean()),
    "day": (st.dates(), pl.Date()),
    "moment": (MOMENT, pl.Datetime("us", "UTC")),
}
COLUMNS = {
    **KINDS,
    **{f"{name} list": (st.lists(kind), pl.List(dtype)) for name, (kind, dtype) in KINDS.items()},
}
ROW = st.fixed_dictionaries({name: st.none() | strategy for name, (strategy, _) in COLUMNS.items()})


def tagged(value: Any) -> Any:
    """A value as the engine's text tells it."""
    match value:
        case list():
            return [tagged(item) for item in value]
        case datetime():
            return {"\1": ["T", value.replace(tzinfo=None).isoformat(timespec="microseconds")]}
        case date():
            return {"\1": ["D", value.isoformat()]}
    return value


@given(st.lists(ROW, max_size=5))
def test_text_says_each_value_and_leaves_out_what_is_absent(rows: list[dict[str, Any]]) -> None:
    schema = {name: dtype for name, (_, dtype) in COLUMNS.items()}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    texts = json_objects(frame, frame.columns).to_list()
    assert [json.loads(text) for text in texts] == [
        {name: tagged(value) for name, value in row.items()}
        for row in property_maps(frame, frame.columns)
    ]
    for text, row in zip(texts, rows, strict=True):
        if (share := row["share"]) is not None:
            found = json.loads(text)["share"]
            assert isinstance(found, float)
            assert math.copysign(1, found) == math.copysign(1, share)


@given(st.lists(TEXT, min_size=1, max_size=3))
def test_text_of_texts_reads_back(texts: list[str]) -> None:
    assert json.loads(json_strings(pl.Series(texts))) == texts


@pytest.mark.parametrize("rows", [0, 2])
def test_rows_without_properties_are_empty_objects(rows: int) -> None:
    frame = pl.DataFrame({"a": [None] * rows}, schema={"a": pl.String})
    assert json_objects(frame, ["a"]).to_list() == ["{}"] * rows
    assert json_objects(frame, []).to_list() == ["{}"] * rows
