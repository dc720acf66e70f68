"""What holds for every table, with Python's csv module as the oracle."""

import csv
import io
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.readers.delimited import cell_starts
from graphkit.readers.records import find_records
from tests.fuzz.targets import TARGETS
from tests.readers.reading import read_table

# Few characters, and those that mean something, make collisions likely.
CELLS = st.text(st.sampled_from('ab ",;\t\n\ré𝄞\ufeff#'), max_size=6) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6
)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=8)
)
Quoting = Literal[0, 1, 2]  # csv's QUOTE_MINIMAL, QUOTE_ALL and QUOTE_NONNUMERIC
QUOTING: st.SearchStrategy[Quoting] = st.sampled_from((0, 1, 2))
LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])
SUFFIXES = st.sampled_from([".csv", ".tsv"])


def written(table: list[list[str]], suffix: str, quoting: Quoting, end: str) -> str:
    delimiter = "," if suffix == ".csv" else "\t"
    width = len(table[0]) if table else 1
    lines = []
    for row in ([f"c{index}" for index in range(width)], *table):
        out = io.StringIO()
        # With "\r\n" csv quotes cells that hold either of the two, with one alone it may not.
        csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator="\r\n").writerow(row)
        lines.append(out.getvalue().removesuffix("\r\n") + end)
    return "".join(lines)


@given(TABLES, SUFFIXES, QUOTING, LINE_ENDS, st.booleans())
def test_what_csv_writes_is_read_back_with_its_lines(
    table: list[list[str]], suffix: str, quoting: Quoting, end: str, mark: bool
) -> None:
    text = written(table, suffix, quoting, end)
    read, problems = read_table(("\ufeff" if mark else "") + text, suffix)
    assert problems == []
    assert read is not None
    assert read.frame.rows() == [tuple(cell or None for cell in row) for row in table]
    delimiter = "," if suffix == ".csv" else "\t"
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    ends = [(lines.line_num, row) for row in lines]
    for index, (line, _) in enumerate(ends[:-1]):
        assert read.locate(index, "c0") == (line + 1, 1)


@given(TABLES, QUOTING, LINE_ENDS)
def test_each_cell_stands_where_locate_says(
    table: list[list[str]], quoting: Quoting, end: str
) -> None:
    text = written(table, ".csv", quoting, end)
    read, _ = read_table(text)
    assert read is not None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for row, cells in enumerate(table):
        for column, cell in enumerate(cells):
            line, start = read.locate(row, f"c{column}")
            rest = "\n".join([lines[line - 1][start - 1 :], *lines[line:]])
            expected = cell.replace("\r\n", "\n").replace("\r", "\n")
            quoted = '"' + expected.replace('"', '""') + '"'
            assert rest.startswith(quoted if rest.startswith('"') else expected)


@given(
    st.lists(st.sampled_from(['"', ",", "\n", "\r", "a", '""', '",', ',"', "\0", "é"])).map(
        lambda parts: "id,n\n" + "x,y\n" * 50 + "".join(parts)
    )
)
def test_no_row_of_any_text_is_lost_or_changed_without_a_problem(text: str) -> None:
    table, problems = read_table(text)
    assert table is not None
    records = find_records(text.encode(), ord(","))
    assert table.frame.height <= len(records) - 1
    lost = len(records) - 1 - table.frame.height
    lines = {problem.line for problem in problems}
    assert (lost == 0) == (problems == [])
    assert len(lines) >= lost
    if not problems:
        oracle = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
        assert table.frame.rows() == [tuple(cell or None for cell in row) for row in oracle[1:]]


@given(st.lists(st.sampled_from([b'"', b",", b"\n", b"\r", b"a", b"\xff", b"\0", b"{", b"["])))
def test_bytes_that_mean_something_behind_sound_rows_never_raise(parts: list[bytes]) -> None:
    TARGETS["csv"](b"id,n\n" + b"a,b\n" * 50 + b"".join(parts))


@pytest.mark.parametrize("faulty", [False, True])
def test_a_table_larger_than_any_block_is_read_as_csv_reads_it(faulty: bool) -> None:
    table = [
        [str(index), 'x",\n"\r\n' * (index % 7), '"\n' * (index % 3), "é" * (index % 11)]
        for index in range(90_000)
    ]
    text = written(table, ".csv", 0, "\n")
    assert len(text) > 3 << 20
    if faulty:
        text = text.replace("\n30000,", '\n30000,x,"\n')
    read, problems = read_table(text)
    assert read is not None
    expected = [tuple(cell or None for cell in row) for row in table]
    if faulty:
        assert problems
        before = expected[:30000]
        assert read.frame.rows()[: len(before)] == before
        assert read.frame.rows()[-20_000:] == expected[-20_000:]
    else:
        assert problems == []
        assert read.frame.rows() == expected
    last = text.encode().rindex(b"\n89999,") + 1
    assert read.locate(read.frame.height - 1, "c0") == (text.encode()[:last].count(b"\n") + 1, 1)


def test_cells_of_a_record_are_split_where_they_stand() -> None:
    assert cell_starts(b'"a,""b""","",,c', 0, 3, ",") == [0, 10, 13, 14]
