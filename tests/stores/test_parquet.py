"""Answers as Parquet: types where values agree, text where they do not."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from graphkit.errors import QueryError
from graphkit.stores import EdgeValue, NodeValue, PathValue, json_value
from graphkit.stores.parquet import write_parquet

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2014, 5, 1, 12, 0)
ALBANIA = NodeValue("albania", ("Country", "Entity"), {"founded": date(1912, 11, 28)})
HOSTS = EdgeValue("c1", "HOSTS", "albania", "albania", {"share": 0.5})


def written(folder: Path, values: Sequence[Any], part: int = 20_000) -> pl.Series:
    """The column that values become, taken in some parts."""
    file = folder / f"{part}.parquet"
    count = write_parquet(file, ["v"], [[(value,)] for value in values], rows=part)
    assert count == len(values)
    assert [path.name for path in folder.iterdir() if path.name.endswith(".parts")] == []
    return pl.read_parquet(file)["v"]


@pytest.mark.parametrize(
    ("values", "dtype"),
    [
        ([True, None, False], pl.Boolean()),
        ([1, None, -(2**63)], pl.Int64()),
        ([1.5, float("inf")], pl.Float64()),
        (["a", None, "日本"], pl.String()),
        ([b"a", b""], pl.Binary()),
        ([date(2014, 5, 1), None], pl.Date()),
        ([time(12, 30, 0, 1)], pl.Time()),
        ([NOON], pl.Datetime("us")),
        ([NOON.replace(tzinfo=UTC)], pl.Datetime("us", "UTC")),
        ([NOON.replace(tzinfo=BERLIN)], pl.Datetime("us", "Europe/Berlin")),
        ([["a"], [], None], pl.List(pl.String())),
        ([[1], [None, 2]], pl.List(pl.Int64())),
        ([[date(2014, 5, 1)]], pl.List(pl.Date())),
        ([[[1]], [[], None]], pl.List(pl.List(pl.Int64()))),
    ],
)
@pytest.mark.parametrize("part", [1, 20_000])
def test_values_of_one_type_have_it(
    tmp_path: Path, values: list[Any], dtype: pl.DataType, part: int
) -> None:
    column = written(tmp_path, values, part)
    assert (column.dtype, column.to_list()) == (dtype, values)


@pytest.mark.parametrize("part", [1, 20_000])
def test_whole_numbers_beside_others_are_floats_where_that_changes_none(
    tmp_path: Path, part: int
) -> None:
    assert written(tmp_path, [1, 2.5], part).to_list() == [1.0, 2.5]
    large = written(tmp_path, [2**53 + 1, 2.5], part + 1)
    assert large.to_list() == ["9007199254740993", "2.5"]


@pytest.mark.parametrize("part", [1, 20_000])
@pytest.mark.parametrize(
    "values",
    [
        [1, "a", None, [2]],
        [True, 1],
        ["2014-05-01", date(2014, 5, 1)],
        [["a"], [1]],
        [ALBANIA, None],
        [HOSTS, {"a": [1, {"b": date(2014, 5, 1)}]}],
        [PathValue((ALBANIA, ALBANIA), (HOSTS,))],
        [[ALBANIA]],
        [b"a", "a"],
    ],
)
def test_what_has_no_type_in_common_is_json(tmp_path: Path, values: list[Any], part: int) -> None:
    column = written(tmp_path, values, part)
    assert column.dtype == pl.String()
    told = [None if text is None else json.loads(text) for text in column]
    assert told == [json_value(value) for value in values]


@pytest.mark.parametrize("part", [1, 20_000])
def test_moments_of_several_zones_are_text(tmp_path: Path, part: int) -> None:
    offset = NOON.replace(tzinfo=timezone(timedelta(hours=2)))
    values = [NOON.replace(tzinfo=BERLIN), NOON.replace(tzinfo=UTC), offset]
    assert written(tmp_path, values, part).to_list() == [
        "2014-05-01T12:00:00+02:00[Europe/Berlin]",
        "2014-05-01T12:00:00+00:00",
        "2014-05-01T12:00:00+02:00",
    ]


def test_the_hour_that_comes_twice_stays_what_it_was(tmp_path: Path) -> None:
    twice = [datetime(2014, 10, 26, 2, 30, tzinfo=BERLIN, fold=fold) for fold in (0, 1)]
    stored = written(tmp_path, twice)
    assert [moment.astimezone(UTC) for moment in stored] == [m.astimezone(UTC) for m in twice]


def test_nothing_at_all_is_a_file_with_its_columns(tmp_path: Path) -> None:
    assert write_parquet(tmp_path / "none.parquet", ["a", "b"], []) == 0
    assert pl.read_parquet(tmp_path / "none.parquet").columns == ["a", "b"]
    assert written(tmp_path, [None, None]).to_list() == [None, None]


def test_rows_keep_their_order_over_many_parts(tmp_path: Path) -> None:
    values = [n if n != 70 else "seventy" for n in range(100)]
    assert [json.loads(text) for text in written(tmp_path, values, 7)] == values


def test_rows_that_fail_midway_leave_nothing(tmp_path: Path) -> None:
    def failing() -> Any:
        yield [(1,)] * 10
        raise QueryError("/ by zero")

    with pytest.raises(QueryError):
        write_parquet(tmp_path / "rows.parquet", ["v"], failing(), rows=5)
    assert list(tmp_path.iterdir()) == []
