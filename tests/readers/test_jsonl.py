import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import MOST
from graphkit.readers.json_row import entries
from tests.readers.reading import places, read_table, rows, sound_rows


def message(data: str | bytes) -> str:
    _, problems = read_table(data, ".jsonl")
    return problems[0].message


def test_values_are_text_as_they_are_written() -> None:
    line = '{"id": "a", "n": 1.50, "m": 1e400, "k": 12345678901234567890, "t": true, "f": false}'
    assert rows(line, ".jsonl") == [("a", "1.50", "1e400", "12345678901234567890", "true", "false")]


def test_null_and_empty_text_are_absent() -> None:
    assert rows('{"id": "a", "n": null, "m": ""}', ".jsonl") == [("a", None, None)]


def test_columns_are_the_keys_in_the_order_they_come_first() -> None:
    data = '{"id": "a"}\n{"n": "1", "id": "b"}\n{"m": "2"}\n'
    table, problems = read_table(data, ".jsonl")
    assert problems == []
    assert table is not None
    assert table.frame.columns == ["id", "n", "m"]
    assert table.frame.rows() == [("a", None, None), ("b", "1", None), (None, None, "2")]


def test_a_list_stays_json() -> None:
    data = '{"id": "a", "names": ["x;y", "é\\n", 1.50, true, null]}\n{"names": []}'
    assert rows(data, ".jsonl") == [("a", '["x;y", "é\\n", 1.50, true, null]'), (None, "[]")]


def test_blank_lines_are_skipped_and_any_line_end_counts() -> None:
    data = '\n{"id": "a"}\r\n \t\r{"id": "b"}\r\r{"id": 1'
    assert sound_rows(data, ".jsonl") == [("a",), ("b",)]
    assert places(data, ".jsonl") == [(6, 9, "GK130")]


def test_an_object_without_keys_is_a_row_without_cells() -> None:
    table, problems = read_table("{}\n{ }\n", ".jsonl")
    assert problems == []
    assert table is not None
    assert table.frame.shape == (2, 0)
    assert table.locate(1, "id") == (2, 1)


def test_a_column_may_begin_after_many_rows() -> None:
    table, _ = read_table("{}\n" * 60_000 + '{"id": "a"}\n' * 60_000 + '{"n": "b"}\n', ".jsonl")
    assert table is not None
    assert table.frame.columns == ["id", "n"]
    assert table.frame.height == 120_001
    assert table.frame.row(59_999) == (None, None)
    assert table.frame.row(60_000) == ("a", None)
    assert table.frame.row(120_000) == (None, "b")
    assert table.locate(60_000, "id") == (60_001, 8)


def test_foreign_keys_get_our_names() -> None:
    table, _ = read_table('{":ID": "a"}\n{"id": "b"}\n', ".jsonl", {":ID": "id"})
    assert table is not None
    assert table.frame["id"].to_list() == ["a", "b"]
    assert table.locate(0, "id") == (1, 9)
    assert table.locate(1, "id") == (2, 8)


def test_values_and_first_keys_are_found_in_code_points() -> None:
    table, _ = read_table('\n{"id": "𝄞"}\n  { "id" : "é" , "n": [1, 2], "m": 3}', ".jsonl")
    assert table is not None
    assert table.locate(0, "id") == (2, 8)
    assert table.locate(0, "n") == (2, 1)
    assert [table.locate(1, name) for name in ("id", "n", "m")] == [(3, 12), (3, 23), (3, 36)]
    assert table.locate(1, "absent") == (3, 3)
    assert [table.locate(-1, name) for name in ("id", "m")] == [(2, 2), (3, 31)]
    assert table.locate(-1, "absent") == (1, 1)


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        ('{"id": "a"', 11, "GK130"),
        ('{"id": "a"} x', 13, "GK130"),
        ("{'id': 1}", 2, "GK130"),
        ('{"id": "a\tb"}', 10, "GK130"),
        ('{"id": "é", "n": NaN}', 18, "GK130"),
        ('{"id": 1, "n": [-Infinity]}', 16, "GK130"),
        ("[" * 100_000, 1, "GK130"),
        ('  ["a"]', 3, "GK131"),
        ('"a"', 1, "GK131"),
        ("NaN", 1, "GK131"),
        ('{"id": 1, "é": 2, "id": 3}', 19, "GK132"),
        ('{"id": {"a": 1}}', 8, "GK133"),
        ('{"id": 1, "n": [[1]]}', 16, "GK133"),
        ('{"id": 1, "n": ["a", {}]}', 16, "GK133"),
        ('{"id": 1, "n": "\\ud800"}', 16, "GK134"),
        ('{"id": 1, "n": ["\\u0000"]}', 16, "GK134"),
        ('{"id": 1, "\\udfff": 1}', 11, "GK134"),
        ('{"id": 1, "": 2}', 11, "GK121"),
        ('{"id": "\\u00e9", "id": 2}', 18, "GK132"),
    ],
)
def test_a_fault_is_found_in_its_line_and_only_that_line_is_left_out(
    line: str, column: int, code: str
) -> None:
    data = f'{{"id": "first"}}\n{line}\n{{"id": "last"}}\n'
    assert places(data, ".jsonl") == [(2, column, code)]
    assert sound_rows(data, ".jsonl") == [("first",), ("last",)]


def test_escapes_that_are_text_are_read() -> None:
    assert rows('{"id": "\\ud834\\udd1e\\u00e9"}', ".jsonl") == [("𝄞é",)]


def test_two_keys_that_mean_one_column() -> None:
    _, problems = read_table('{":ID": "a", "id": "b"}', ".jsonl", {":ID": "id"})
    assert [(problem.code, problem.column) for problem in problems] == [("GK132", 14)]


def test_messages_show_no_control_characters() -> None:
    assert message('{"\\u001b[2J": 1, "\\u001b[2J": 2}') == '"\\x1b[2J" stands twice in this line.'


def test_messages_end_where_their_sentence_does() -> None:
    assert message('{"id": "a') == "Not readable as JSON: unterminated string."
    assert message('{"id": "a\tb"}') == "Not readable as JSON: invalid control character."


def test_bytes_that_are_no_text_cost_their_line() -> None:
    data = b'{"id": "a"}\n{"id": "\xff"}\n{"id": "b\0"}\n{"id": "c"}\n'
    assert places(data, ".jsonl") == [(2, 9, "GK110"), (3, 10, "GK112")]
    assert sound_rows(data, ".jsonl") == [("a",), ("c",)]


@pytest.mark.parametrize("data", [b"", b" \n\r\n\t", b"\xef\xbb\xbf"])
def test_a_file_without_lines_is_empty(data: bytes) -> None:
    assert places(data, ".jsonl") == [(1, 1, "GK113")]


def test_more_faults_than_anybody_reads_are_counted() -> None:
    _, problems = read_table("[]\n" * (MOST + 2), ".jsonl")
    assert len(problems) == MOST + 1
    assert problems[-1].message == (
        f"2 more lines are faulty from here on, the last is line {MOST + 2}."
    )


VALUES = st.none() | st.booleans() | st.integers() | st.text()


@given(st.dictionaries(st.text(min_size=1), VALUES | st.lists(VALUES)), st.booleans())
def test_every_entry_is_found_where_it_stands(entry: dict[str, object], ascii_only: bool) -> None:
    line = json.dumps(entry, ensure_ascii=ascii_only)
    found = list(entries(line))
    assert [key for key, _, _ in found] == list(entry)
    for (_, key_at, value_at), (key, value) in zip(found, entry.items(), strict=True):
        assert line.startswith(json.dumps(key, ensure_ascii=ascii_only), key_at)
        assert line.startswith(json.dumps(value, ensure_ascii=ascii_only), value_at)


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["id", "é", "n"]),
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
        ),
        min_size=1,
    )
)
def test_what_json_writes_is_read_back(written: list[dict[str, str]]) -> None:
    data = "".join(json.dumps(row) + "\n" for row in written)
    table, problems = read_table(data, ".jsonl")
    assert problems == []
    assert table is not None
    expected = [{key: value for key, value in row.items() if value} for row in written]
    read = [
        {key: value for key, value in row.items() if value is not None}
        for row in table.frame.iter_rows(named=True)
    ]
    assert (read if table.frame.width else [{}] * table.frame.height) == expected


def test_keys_that_differ_in_every_line_are_no_table() -> None:
    lines = "".join(f'{{"k{index}": 1}}\n' for index in range(3_000))
    table, problems = read_table(lines, ".jsonl")
    assert table is None
    assert [str(problem) for problem in problems] == [
        "t.jsonl:1038:1: GK126 error: The lines down to here have 1,038 different keys, too many "
        "for one table. Give each type a file of its own, whose lines have its keys."
    ]


def test_a_line_of_too_many_keys_is_no_table() -> None:
    line = "{" + ", ".join(f'"k{index}": 1' for index in range(10_001)) + "}"
    assert [p.code for p in read_table(line, ".jsonl")[1]] == ["GK126"]


def test_faulty_lines_beyond_a_thousand_are_counted() -> None:
    table, problems = read_table('{"id": "a"}\n' + "{\n" * 1_002 + "[]\n", ".jsonl")
    assert table is not None
    assert table.frame.height == 1
    assert len(problems) == 1_001
    assert problems[-1].line == 1_002
    assert problems[-1].message == "3 more lines are faulty from here on, the last is line 1004."
