import polars as pl
import pytest

from graphkit.errors import MOST
from graphkit.readers.findings import MOST_BYTES
from tests.readers.reading import places, read_table, rows, sound_rows


def test_every_cell_is_text_and_an_empty_one_is_absent() -> None:
    table, problems = read_table('id,name,n\na,,007\nb,"",1e3\n')
    assert problems == []
    assert table is not None
    assert table.frame.schema == dict.fromkeys(["id", "name", "n"], pl.String)
    assert table.frame.rows() == [("a", None, "007"), ("b", None, "1e3")]
    assert (table.kind, table.stem, table.file) == ("node", "t", "t.csv")


def test_spaces_in_cells_are_kept() -> None:
    assert rows("id,name\n a , \n") == [(" a ", " ")]


def test_a_header_alone_is_a_table_without_rows() -> None:
    for data in ("id,name", "id,name\n", "id,name\r\n"):
        table, problems = read_table(data)
        assert problems == []
        assert table is not None
        assert table.frame.columns == ["id", "name"]
        assert table.frame.height == 0


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_ends_a_row(end: str) -> None:
    data = end.join(["id,name", "a,1", 'b,"x\ny"', "c,", "d"])
    assert sound_rows(data) == [("a", "1"), ("b", "x\ny"), ("c", None)]
    assert places(data) == [(6, 1, "GK122")]


def test_line_ends_may_be_mixed() -> None:
    assert rows("id,n\ra,1\r\nb,2\nc,3\r\r\nd,4") == [
        ("a", "1"),
        ("b", "2"),
        ("c", "3"),
        ("d", "4"),
    ]


def test_line_ends_within_quotes_are_kept_as_they_are() -> None:
    assert rows('id,n\r\n"a\r\nb","c\rd"\r\n') == [("a\r\nb", "c\rd")]


def test_empty_lines_are_skipped_also_in_a_table_of_one_column() -> None:
    assert rows("\n\nid,n\n\na,1\n\r\n\nb,2\n\n") == [("a", "1"), ("b", "2")]
    assert rows('id\n\na\n""\n\n') == [("a",), (None,)]


def test_a_line_of_spaces_is_not_empty() -> None:
    assert places("id,n\n  \na,1\n") == [(2, 1, "GK122")]


def test_a_byte_order_mark_is_no_part_of_the_first_name() -> None:
    table, problems = read_table(b"\xef\xbb\xbfid,n\na,1\n")
    assert problems == []
    assert table is not None
    assert table.frame.columns == ["id", "n"]
    assert table.locate(-1, "n") == (1, 4)


def test_tabs_separate_the_cells_of_a_tsv_file() -> None:
    assert rows('id\tname\na\t"x\ty"\nb\tc,d\n', ".tsv") == [("a", "x\ty"), ("b", "c,d")]


def test_foreign_headers_get_our_names() -> None:
    table, _ = read_table(":ID,:LABEL\na,b\n", columns={":ID": "id", ":LABEL": "type"})
    assert table is not None
    assert table.frame.columns == ["id", "type"]
    assert table.locate(0, "type") == (2, 3)


# Places


def test_a_cell_is_found_in_the_files_own_lines_and_in_code_points() -> None:
    table, _ = read_table('id,name,n\n\n"é\n𝄞",ü,x\r\nb,"a,""c",y\n')
    assert table is not None
    assert [table.locate(-1, name) for name in ("id", "name", "n")] == [(1, 1), (1, 4), (1, 9)]
    assert [table.locate(0, name) for name in ("id", "name", "n")] == [(3, 1), (4, 4), (4, 6)]
    assert [table.locate(1, name) for name in ("id", "name", "n")] == [(5, 1), (5, 3), (5, 11)]


def test_what_is_no_column_is_found_at_the_row() -> None:
    table, _ = read_table("id,n\na,b\n")
    assert table is not None
    assert table.locate(0, "name") == (2, 1)
    assert table.locate(-1, "name") == (1, 1)


def test_rows_after_faulty_ones_keep_their_lines() -> None:
    table, problems = read_table('id,n\na,"1\n2"\nb\n\nc,3\nd,4,5\ne,6\n')
    assert table is not None
    assert [problem.line for problem in problems] == [4, 7]
    assert table.frame["id"].to_list() == ["a", "c", "e"]
    assert [table.locate(row, "n") for row in range(3)] == [(2, 3), (6, 3), (8, 3)]


# Faults


@pytest.mark.parametrize("data", [b"", b"\n", b"\r\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_has_no_header(data: bytes) -> None:
    assert places(data) == [(1, 1, "GK113")]


def test_a_row_with_too_few_or_too_many_cells_is_left_out_not_shifted() -> None:
    data = "id,n,m\na,1\nb,1,2\nc,1,2,3\n"
    assert places(data) == [(2, 1, "GK122"), (4, 1, "GK122")]
    assert sound_rows(data) == [("b", "1", "2")]
    _, problems = read_table(data)
    assert problems[0].message == "This row has 2 cells, but the header has 3 columns."
    assert problems[1].hint == "A cell that holds a comma is written between quotes."


def test_a_ragged_row_says_how_far_it_goes() -> None:
    _, problems = read_table('id\na,"b\nc"\n')
    assert problems[0].message == (
        "This row, down to line 3, has 2 cells, but the header has 1 column."
    )


def test_an_unclosed_quote_costs_its_line_and_is_reported_where_it_opens() -> None:
    data = 'id,n,m\na,"1,2\nb,3,4\nc,"5",6\nd,7,8\n'
    assert places(data) == [(2, 3, "GK123")]
    assert sound_rows(data) == [("b", "3", "4"), ("c", "5", "6"), ("d", "7", "8")]
    _, problems = read_table(data)
    assert "the next quote, in line 4, column 3, does not end a cell" in problems[0].message


def test_an_unclosed_quote_at_the_end_of_the_file() -> None:
    data = 'id,n\na,1\nb,"2'
    assert places(data) == [(3, 3, "GK123")]
    assert sound_rows(data) == [("a", "1")]
    _, problems = read_table(data)
    assert "the file ends before another quote closes it" in problems[0].message


def test_each_of_several_unclosed_quotes_is_reported() -> None:
    data = 'id,n\na,"1\nb,"2\nc,3\nd,"4\n'
    assert places(data) == [(2, 3, "GK123"), (3, 3, "GK123"), (5, 3, "GK123")]
    assert sound_rows(data) == [("c", "3")]


def test_an_unclosed_quote_after_doubled_ones_is_reported_at_its_own_cell() -> None:
    data = 'id,n\n"a","1 ""x"" 2\nb,2\n'
    assert places(data) == [(2, 5, "GK123")]
    assert sound_rows(data) == [("b", "2")]


def test_a_quote_inside_an_unquoted_cell() -> None:
    data = 'id,n\na,5" x\nb,"ok"\n'
    assert places(data) == [(2, 4, "GK124")]
    assert sound_rows(data) == [("b", "ok")]


def test_text_after_a_closing_quote() -> None:
    data = 'id,n,m\na,"x" y,"z"\nb,"ok",1\n'
    assert places(data) == [(2, 5, "GK124")]
    assert sound_rows(data) == [("b", "ok", "1")]


def test_a_quote_after_a_space_does_not_open_a_cell() -> None:
    data = 'id,n\na, "x"\nb,1\n'
    assert places(data) == [(2, 4, "GK124")]
    assert sound_rows(data) == [("b", "1")]


def test_two_broken_cells_of_a_row_are_both_reported() -> None:
    data = 'id,n\na"a,b"b\nc,"d"\n'
    assert places(data) == [(2, 2, "GK124"), (2, 6, "GK124")]
    assert sound_rows(data) == [("c", "d")]


def test_a_broken_quote_in_the_header_hides_the_table() -> None:
    table, problems = read_table('id,"n\na,1\n')
    assert table is None
    assert [str(problem.code) for problem in problems] == ["GK123"]


def test_a_second_column_of_one_name_is_left_out() -> None:
    data = "id,n,n\na,1,2\n"
    assert places(data) == [(1, 6, "GK120")]
    assert sound_rows(data) == [("a", "1")]


def test_two_headers_that_mean_one_column() -> None:
    _, problems = read_table("id,:ID\na,b\n", columns={":ID": "id"})
    assert (problems[0].code, problems[0].column) == ("GK120", 4)


@pytest.mark.parametrize("header", ["id,,n", 'id,"",n'])
def test_a_column_without_a_name_is_left_out(header: str) -> None:
    assert places(f"{header}\na,1,2\n") == [(1, 4, "GK121")]
    assert sound_rows(f"{header}\na,1,2\n") == [("a", "2")]


@pytest.mark.parametrize(
    ("data", "suffix", "hint"),
    [
        ("id;n\na;1\n", ".csv", "Save the table with commas."),
        ("id\tn\na\t1,2\n", ".csv", "Name the file .tsv."),
        ("id,n\na,1\n", ".tsv", "Name the file .csv."),
        ("id;n\na;1\n", ".tsv", "Save the table with tabs."),
    ],
)
def test_another_separator_is_recognized(data: str, suffix: str, hint: str) -> None:
    table, problems = read_table(data, suffix)
    assert table is None
    assert [(problem.code, problem.hint) for problem in problems] == [("GK125", hint)]


def test_bytes_that_are_not_utf8_are_reported_once_a_line() -> None:
    data = b"id,n\n\xc3\xa9a,\xe9\xe9\nb,1\nc,\xff\n"
    assert places(data) == [(2, 4, "GK110"), (4, 3, "GK110")]
    assert sound_rows(data) == [("b", "1")]
    _, problems = read_table(data)
    assert problems[0].message == "The byte 0xe9 is not UTF-8."
    assert "WINDOWS-1252" in problems[0].hint
    _, problems = read_table(data + b"d,\x81\n")
    assert problems[0].hint == "Save the file as UTF-8."


def test_a_character_cut_off_by_the_end_of_the_file_is_not_utf8() -> None:
    assert places(b"id,n\na,\xe2\x82") == [(2, 3, "GK110")]


def test_utf8_is_checked_across_the_blocks_it_is_read_in() -> None:
    name = "é" * 600_000
    assert rows(f"id,n\na,{name}\n") == [("a", name)]


def test_a_nul_is_reported_and_its_row_left_out() -> None:
    data = b"id,n\na,x\0y\nb,1\n" + b"c,some text\n" * 2
    assert places(data) == [(2, 4, "GK112")]
    assert sound_rows(data)[0] == ("b", "1")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le", "utf-32"])
def test_utf16_is_recognized(encoding: str) -> None:
    assert places("id,n\na,1\n".encode(encoding)) == [(1, 1, "GK111")]


def test_a_fault_within_a_quoted_cell_of_many_lines_has_its_own_line() -> None:
    data = b'id,n\na,"1\n2\xff\n3"\nb,1\n'
    assert places(data) == [(3, 2, "GK110")]
    assert sound_rows(data) == [("b", "1")]


def test_more_faults_than_anybody_reads_are_counted() -> None:
    _, problems = read_table("id,n\n" + "a\n" * (MOST + 5))
    assert len(problems) == MOST + 1
    assert (problems[-1].line, problems[-1].message) == (
        MOST + 2,
        f"The same is wrong in 5 more places of this file, the last in line {MOST + 6}.",
    )
    _, problems = read_table(b"id,n\n" + b"a,\xff\n" * (MOST_BYTES + 1))
    assert len(problems) == MOST_BYTES + 1


def test_a_table_of_which_no_row_is_sound_is_still_a_table() -> None:
    assert sound_rows("id,n\na\nb\n") == []
