import io
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.errors import NamedColumn, Problem
from graphkit.graph.dataset import Table
from graphkit.readers import read
from graphkit.readers.parquet import read_parquet
from graphkit.readers.source import Source, TextFile
from graphkit.validation.check import check
from tests.readers.test_folder import SCHEMA, write

GOOD = pl.DataFrame({"id": ["ada", "bob"], "name": ["Ada", None], "born": [1815, None]})


def as_parquet(frame: pl.DataFrame, compression: str = "zstd") -> bytes:
    out = io.BytesIO()
    frame.write_parquet(out, compression=compression)  # type: ignore[arg-type]
    return out.getvalue()


def read_bytes(
    data: bytes, columns: Mapping[str, str] | None = None
) -> tuple[Table | None, list[Problem]]:
    return read_parquet(Source(TextFile("t.parquet", data), "node", "t", columns or {}))


def rows(values: Mapping[str, object]) -> list[tuple[str | None, ...]]:
    table, problems = read_bytes(as_parquet(pl.DataFrame(values)))
    assert problems == []
    assert table is not None
    return table.frame.rows()


def told(data: bytes, columns: Mapping[str, str] | None = None) -> list[str]:
    """Each Problem with its place and its message, without the hint."""
    _, problems = read_bytes(data, columns)
    return [f"{p.place} {p.code} {p.message}" for p in sorted(problems)]


def test_a_table_is_text_in_the_order_of_the_file() -> None:
    table, problems = read_bytes(as_parquet(GOOD))
    assert problems == []
    assert table is not None
    assert set(table.frame.dtypes) == {pl.String}
    assert table.frame.rows() == [("ada", "Ada", "1815"), ("bob", None, None)]


def test_empty_text_is_absent() -> None:
    assert rows({"id": ["a", ""]}) == [("a",), (None,)]


def test_a_table_without_rows_still_has_its_columns() -> None:
    table, problems = read_bytes(as_parquet(GOOD.clear()))
    assert problems == []
    assert table is not None
    assert table.frame.columns == ["id", "name", "born"]


@pytest.mark.parametrize("frame", [pl.DataFrame(), pl.DataFrame(height=3)])
def test_a_table_without_columns_is_empty(frame: pl.DataFrame) -> None:
    assert told(as_parquet(frame)) == ["t.parquet:1:1 GK113 The file has no columns."]


def test_places_are_the_row_and_the_columns_own_name() -> None:
    data = as_parquet(pl.DataFrame({":ID": ["a", "b"], "name": ["A", "B"]}))
    table, _ = read_bytes(data, {":ID": "id"})
    assert table is not None
    assert table.frame.columns == ["id", "name"]
    row, column = table.locate(1, "id")
    assert (row, column) == (2, 1)
    assert isinstance(column, NamedColumn)
    assert column.name == ":ID"
    assert table.locate(-1, "name") == (0, 2)


def test_a_name_that_acts_on_a_terminal_is_made_visible() -> None:
    data = as_parquet(pl.DataFrame({"id": ["a"], "\x1b[2J\n": [b"x"]}))
    assert told(data) == [r"t.parquet:\x1b[2J\n GK151 Bytes are no text."]


def test_a_column_without_a_name_and_a_second_one_of_a_name_are_left_out() -> None:
    data = as_parquet(pl.DataFrame({"id": ["a"], "": ["x"], "key": ["b"]}))
    assert told(data, {"key": "id"}) == [
        "t.parquet:column 2 GK121 Column 2 has no name.",
        't.parquet:key GK120 A second column "id"; the first is "id", column 1.',
    ]


def test_two_columns_of_one_name_in_the_file_itself_are_told() -> None:
    data = as_parquet(pl.DataFrame({"aa": ["x"], "ab": ["y"]}), "uncompressed")
    problems = told(data.replace(b"ab", b"aa"))
    assert len(problems) == 1
    assert problems[0].startswith("t.parquet:1:1 GK120 Two columns have one name: ")
    assert "aa" in problems[0]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([{"x": 1}], "Values within values cannot be cells."),
        ([[{"x": 1}]], "Values within values cannot be cells."),
        ([[[1]]], "Lists within lists cannot be cells."),
        ([b"x"], "Bytes are no text."),
        ([[b"x"]], "Bytes are no text."),
        ([timedelta(1)], "A span of time has no one form as text."),
    ],
)
def test_a_column_that_cells_cannot_hold_is_left_out(values: list[object], message: str) -> None:
    data = as_parquet(pl.DataFrame({"id": ["a"], "what": values}))
    table, problems = read_bytes(data)
    assert [(p.place, p.code, p.message) for p in problems] == [
        ("t.parquet:what", "GK151", message)
    ]
    assert problems[0].hint
    assert table is not None
    assert table.frame.columns == ["id"]


def test_without_readable_ids_there_is_no_table_and_nothing_that_follows_from_it(
    tmp_path: Path,
) -> None:
    write(tmp_path, "dataset.yaml", "name: small\n")
    write(tmp_path, "schema.yaml", SCHEMA)
    write(tmp_path, "nodes/Person.parquet", as_parquet(pl.DataFrame({"id": [b"ada"]})))
    found = check(read(tmp_path))
    assert [problem.code for problem in found] == ["GK151"]


def test_edges_without_any_readable_column_are_told_once(tmp_path: Path) -> None:
    write(tmp_path, "dataset.yaml", "name: small\n")
    write(tmp_path, "schema.yaml", SCHEMA)
    write(tmp_path, "edges/KNOWS.parquet", as_parquet(pl.DataFrame({"what": [b"x"]})))
    assert [problem.code for problem in check(read(tmp_path))] == ["GK151"]


def test_rows_with_nul_or_beyond_the_calendar_are_left_out_and_the_others_keep_their_places() -> (
    None
):
    day = pl.Series([0, 2**31 - 1, 1, -(2**31)], dtype=pl.Int32).cast(pl.Date)
    data = as_parquet(pl.DataFrame({"id": ["a", "b", "c\0", "d"], "day": day}))
    table, problems = read_bytes(data)
    assert [(p.place, p.code) for p in sorted(problems)] == [
        ("t.parquet:row 2:day", "GK152"),
        ("t.parquet:row 3:id", "GK112"),
        ("t.parquet:row 4:day", "GK152"),
    ]
    assert table is not None
    assert table.frame.rows() == [("a", "1970-01-01")]


def test_beyond_a_thousand_faults_of_a_column_are_counted() -> None:
    _, problems = read_bytes(as_parquet(pl.DataFrame({"id": ["a\0"] * 1003})))
    assert len(problems) == 1001
    last = max(problems)
    assert (last.line, last.message) == (
        1001,
        "The same is wrong in 3 more places of this file, the last in row 1003.",
    )


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (b"", "GK113", "The file is empty."),
        (b"id,name\n", "GK150", "The file is no Parquet: it does not begin with PAR1."),
        (b"PAR1", "GK150", "The file is cut off: it does not end with PAR1."),
        (as_parquet(GOOD)[:-30], "GK150", "The file is cut off: it does not end with PAR1."),
        (b"PARE" + as_parquet(GOOD)[4:-4] + b"PARE", "GK150", "The file is encrypted."),
        (as_parquet(GOOD)[:-4] + b"PARE", "GK150", "The file is encrypted."),
    ],
)
def test_what_is_no_parquet_from_outside_is_told_apart(
    data: bytes, code: str, message: str
) -> None:
    assert told(data) == [f"t.parquet:1:1 {code} {message}"]


def test_a_file_with_a_hole_is_broken() -> None:
    data = as_parquet(GOOD)
    problems = told(data[:40] + data[-200:])
    assert len(problems) == 1
    assert problems[0].startswith("t.parquet:1:1 GK150 The file is broken, or no Parquet that")


def test_a_few_bytes_that_claim_millions_of_rows_are_not_unpacked() -> None:
    data = as_parquet(pl.DataFrame({"id": pl.repeat("a", 2_000_000, eager=True)}))
    assert len(data) < 10_000
    (problem,) = told(data)
    assert "says that it has 2,000,000 rows" in problem
    assert "GK150" in problem


@settings(max_examples=80)
@given(
    st.sampled_from(["uncompressed", "snappy", "zstd"]),
    st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=4),
    st.booleans(),
)
def test_any_broken_bytes_give_a_table_or_problems(
    compression: str, changes: list[tuple[float, int]], cut: bool
) -> None:
    # in the footer alone: on a broken length of a run within a page Polars ends the process
    data = bytearray(as_parquet(pl.DataFrame({"id": ["a", "b"], "n": [1, 2]}), compression))
    footer = len(data) - int.from_bytes(data[-8:-4], "little") - 8
    for where, byte in changes:
        data[footer + int(where * (len(data) - footer))] = byte
    table, problems = read_bytes(bytes(data[: len(data) // 2]) if cut else bytes(data))
    assert table is not None or problems


PANICS = """
import sys
from graphkit.readers.parquet import _without_traces
import polars as pl, os
os.write(2, b"before|")
try:
    with _without_traces():
        os.write(2, b"lost|")
        pl.Series([2**62]).cast(pl.Datetime("ms")).cast(pl.String)
except pl.exceptions.PanicException:
    os.write(2, b"caught|")
with _without_traces():
    os.write(2, b"kept|")
os.write(2, b"after")
"""


def test_a_panic_writes_nothing_and_what_else_is_written_comes_after() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PANICS], capture_output=True, text=True, check=True
    )
    assert done.stderr == "before|caught|kept|after"


def test_files_are_read_from_several_threads_and_stderr_stays_what_it_was() -> None:
    data, found = as_parquet(GOOD), []
    before = os.fstat(2)

    def work() -> None:
        found.append(told(data))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[]] * 8
    after = os.fstat(2)
    assert (before.st_dev, before.st_ino) == (after.st_dev, after.st_ino)


def test_a_parquet_file_of_a_folder_is_read_and_checked_at_its_rows(tmp_path: Path) -> None:
    write(tmp_path, "dataset.yaml", 'name: small\ncolumns: {":ID": id}\n')
    write(tmp_path, "schema.yaml", SCHEMA)
    frame = pl.DataFrame({":ID": ["ada", "b b"], "nmae": ["Ada", "Bob"]})
    write(tmp_path, "nodes/Person.parquet", as_parquet(frame))
    places = [
        f"{p.place.removeprefix(f'{tmp_path.as_posix()}/')} {p.code}" for p in check(read(tmp_path))
    ]
    assert places == [
        "nodes/Person.parquet:nmae GK311",
        "nodes/Person.parquet:row 2::ID GK304",
    ]


def test_a_second_row_of_an_id_names_the_row_of_the_first(tmp_path: Path) -> None:
    write(tmp_path, "dataset.yaml", "name: small\n")
    write(tmp_path, "schema.yaml", SCHEMA)
    write(tmp_path, "nodes/Person.parquet", as_parquet(pl.DataFrame({"id": ["a", "b", "a"]})))
    write(tmp_path, "nodes/more.csv", "id,type\nb,Person\n")
    messages = [problem.message for problem in check(read(tmp_path))]
    assert 'The node id "a" stands twice; first in row 1.' in messages
    assert any(message.endswith("nodes/Person.parquet:row 2.") for message in messages)


def test_each_type_becomes_the_text_that_a_cell_would_hold() -> None:
    paris = timezone(timedelta(hours=1))
    assert rows(
        {
            "integer": [2**63 - 1],
            "float": [0.1],
            "whole": [3.0],
            "tiny": [5e-324],
            "nan": [float("nan")],
            "inf": [float("inf")],
            "yes": [True],
            "day": [date(2014, 2, 28)],
            "moment": [datetime(2014, 2, 28, 12, 0, 0, 5, tzinfo=UTC)],
            "abroad": pl.Series([datetime(2014, 2, 28, 12, tzinfo=paris)]).dt.convert_time_zone(
                "Europe/Paris"
            ),
            "local": [datetime(2014, 2, 28, 12)],
            "clock": [time(12, 0, 0, 5)],
            "price": [Decimal("1.50")],
            "word": pl.Series(["x"], dtype=pl.Enum(["x"])),
            "kind": pl.Series(["y"], dtype=pl.Categorical),
            "names": [["a;b", '[c"', ""]],
            "sizes": [[1, None]],
            "days": [[date(2014, 1, 1)]],
            "none": [[]],
        }
    ) == [
        (
            "9223372036854775807",
            "0.1",
            "3",
            "5e-324",
            "NaN",
            "inf",
            "true",
            "2014-02-28",
            "2014-02-28T12:00:00.000005+00:00",
            "2014-02-28T12:00:00+01:00",
            "2014-02-28T12:00:00",
            "12:00:00.000005",
            "1.50",
            "x",
            "y",
            '["a;b", "[c\\"", ""]',
            "[1, null]",
            '["2014-01-01"]',
            "[]",
        )
    ]


def test_moments_without_an_offset_are_days_where_each_is_a_midnight() -> None:
    midnights = [datetime(2014, 2, 28), None, datetime(2015, 1, 1)]
    assert rows({"day": midnights}) == [("2014-02-28",), (None,), ("2015-01-01",)]
    assert rows({"at": [*midnights, datetime(2015, 1, 1, 1)]})[0] == ("2014-02-28T00:00:00",)
