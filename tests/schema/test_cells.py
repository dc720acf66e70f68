"""Columns of many cells are read as few are."""

from __future__ import annotations

import re

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.schema import edtf
from graphkit.schema.cells import each_once, numbered
from graphkit.schema.values import DatetimeType, DateType, FloatType, IntegerType, ValueType

WORDS = [
    "2014-02-28",
    "2014-02-30",
    "2014-2-28",
    "2014-02-28T12:00Z",
    "2014/..",
    "x",
    "",
    "é",
    None,
]
MANY = 20_000

INTEGER = re.compile(r"[+-]?[0-9]+")
FLOAT = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
NUMBERS = st.text(st.sampled_from("0123456789+-.eE_ ,infatyNx٣\t"), max_size=8) | st.text(
    st.sampled_from("01+-.e"), max_size=8
)


@pytest.mark.parametrize("height", [0, 1, MANY])
def test_each_cell_has_the_number_of_its_text(height: int) -> None:
    cells = pl.Series("cell", [WORDS[row % len(WORDS)] for row in range(height)], dtype=pl.String)
    texts, numbers = numbered(cells)
    assert texts.is_unique().all()
    assert texts.null_count() == 0
    assert texts.gather(numbers).to_list() == cells.to_list()


@pytest.mark.parametrize("distinct", [1, len(WORDS), MANY])
def test_many_cells_are_read_as_each_alone(distinct: int) -> None:
    cells = pl.Series("cell", [f"{row % distinct}" for row in range(MANY)])
    read = each_once(cells, lambda texts: texts.str.len_bytes())
    assert read.name == "cell"
    assert read.to_list() == cells.str.len_bytes().to_list()


@pytest.mark.parametrize("value_type", [DateType(), DatetimeType()])
def test_days_and_moments_of_many_cells_are_those_of_few(value_type: ValueType) -> None:
    few = pl.Series("cell", WORDS, dtype=pl.String)
    many = pl.concat([few] * (MANY // len(WORDS)))
    assert value_type.parse(many).to_list() == value_type.parse(few).to_list() * (
        MANY // len(WORDS)
    )


def test_times_of_many_cells_are_those_of_few() -> None:
    few = pl.Series("cell", WORDS, dtype=pl.String)
    many = pl.concat([few] * (MANY // len(WORDS)))
    assert edtf.bounds(many).rows() == edtf.bounds(few).rows() * (MANY // len(WORDS))


@given(st.lists(NUMBERS, max_size=20))
def test_numbers_are_what_is_written_as_one_and_nothing_else(texts: list[str]) -> None:
    cells = pl.Series(texts, dtype=pl.String)
    for text, number in zip(texts, IntegerType().parse(cells).to_list(), strict=True):
        fits = INTEGER.fullmatch(text) is not None and -(2**63) <= int(text) < 2**63
        assert number == (int(text) if fits else None)
    for text, number in zip(texts, FloatType().parse(cells).to_list(), strict=True):
        fits = FLOAT.fullmatch(text) is not None and abs(float(text)) < float("inf")
        assert number == (float(text) if fits else None)
