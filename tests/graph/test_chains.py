"""Chains of speakers, as a column holds them."""

import polars as pl
import pytest

from graphkit.graph.claims import ChainType

CHAINS = {
    "a": ["a"],
    " a > b ": ["a", "b"],
    "a>b>c": ["a", "b", "c"],
    "a >": None,
    "> a": None,
    "a > > b": None,
    ">": None,
    " ": None,
    '["a", "b > c"]': ["a", "b > c"],
    "[]": None,
    '[""]': None,
    "[a": None,
}


def test_a_column_holds_chains_of_both_forms() -> None:
    cells = pl.Series("claimed_by", [*CHAINS, None], dtype=pl.String)
    read = ChainType().parse(cells)
    assert read.name == "claimed_by"
    assert read.dtype == ChainType.dtype
    assert read.to_list() == [*CHAINS.values(), None]


@pytest.mark.parametrize("cells", [[], [None], ["[1"], ["a"]])
def test_a_column_of_few_cells_has_its_type(cells: list[str | None]) -> None:
    assert ChainType().parse(pl.Series(cells, dtype=pl.String)).dtype == ChainType.dtype
