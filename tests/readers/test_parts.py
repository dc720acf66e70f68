"""Large tables are looked at block by block and read part by part, as if at once."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.readers.delimited import read_csv
from graphkit.readers.documents import read_document
from graphkit.readers.places import Lines
from graphkit.readers.records import find_records
from graphkit.readers.source import Source, TextFile
from tests.readers.reading import read_table

PIECES = st.sampled_from(
    ['"', '""', ",", "\n", "\r\n", "\r", "a", "é", 'a,"b\nc"\n', "x,y\n", '"a""b",c\n', '"\n']
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


@given(TEXTS, st.integers(1, 12))
def test_records_are_the_same_in_blocks_of_any_size(text: str, block: int) -> None:
    data = text.encode()
    whole, found = find_records(data, ord(",")), find_records(data, ord(","), block)
    assert found.starts.tolist() == whole.starts.tolist()
    assert found.ends.tolist() == whole.ends.tolist()
    assert found.cells.tolist() == whole.cells.tolist()
    assert found.faults == whole.faults
    assert found.plain == whole.plain


@given(TEXTS.map(lambda text: f"c0,c1\n{text}"), st.integers(1, 4))
def test_a_table_read_in_parts_has_the_same_rows(text: str, most: int) -> None:
    data = text.encode()
    whole, _ = read_table(data)
    table, _ = read_csv(Source(TextFile("t.csv", data), "node", "t", {}), most)
    if whole is None or table is None:
        assert table is whole
        return
    assert (table.height, table.columns) == (whole.height, whole.columns)
    assert isinstance(table.rows, pl.DataFrame) == (table.height <= most)
    parts = list(table.parts(most))
    assert all(part.height <= most for part in parts)
    assert pl.concat(parts).rows() == whole.frame.rows() == table.frame.rows()
    if "c1" in table.columns:
        some = [row for part in table.parts(most, ["c1"]) for row in part.rows()]
        assert some == whole.frame.select("c1").rows()
    for row in range(table.height):
        assert table.locate(row, "c0") == whole.locate(row, "c0")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_over_the_border_of_blocks(end: str) -> None:
    block = 1 << 20
    # the line end stands across the border, or at it
    for shift in (0, 1, 2):
        text = "a" * (block - shift) + end + "b" + end + "c"
        assert Lines(text.encode()).starts.tolist() == [
            0,
            block - shift + len(end),
            block - shift + 2 * len(end) + 1,
        ]


WORDS = st.text(st.sampled_from("ab1é:/ .,-_()'\"#~\t"), max_size=8)


@given(st.dictionaries(st.sampled_from(["id", "title", "published", "url"]), WORDS))
def test_plain_front_matter_is_read_without_a_parser_as_with_one(fields: dict[str, str]) -> None:
    plain = "".join(f"{key}: {value}\n" for key, value in fields.items())
    found, problems = read_document(TextFile("a.md", f"---\n{plain}---\nText\n".encode()))
    # a comment is as good as none, and keeps the words from being read without a parser
    again, others = read_document(TextFile("a.md", f"---\n{plain}# no\n---\nText\n".encode()))
    assert [problem.code for problem in problems] == [problem.code for problem in others]
    if found is None or again is None:
        assert found is again
        return
    assert found.fields == again.fields
    assert found.places == again.places
