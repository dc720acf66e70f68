"""The records of a file as they came in fit the rows that were made of it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graphkit.graph.dataset import Table
from graphkit.readers.delimited import read_csv, read_tsv
from graphkit.readers.held import HeldBack
from graphkit.readers.jsonl import read_jsonl
from graphkit.readers.source import Source, TextFile

READERS = {".csv": read_csv, ".tsv": read_tsv, ".jsonl": read_jsonl}
PIECES = st.lists(
    st.sampled_from(
        [b"a", b"b", b",", b"\t", b'"', b'""', b"\n", b"\r\n", b"\r", b"\xff", b"\0", b" ", b"\n\n"]
    ),
    max_size=30,
)
LINES = st.lists(
    st.sampled_from(
        [b'{"id": "a"}', b'{"x": 1}', b"{}", b"[1]", b"{", b" ", b"", b"\xff", b'{"id": {}}']
    ),
    max_size=8,
)
ENDS = st.sampled_from([b"\n", b"\r\n", b"\r"])
TEXTS = st.one_of(
    st.tuples(st.just(".csv"), st.builds(lambda body: b"id,x\n" + b"".join(body), PIECES)),
    st.tuples(st.just(".tsv"), st.builds(lambda body: b"id\tx\r\n" + b"".join(body), PIECES)),
    st.tuples(st.just(".jsonl"), st.builds(lambda end, lines: end.join(lines), ENDS, LINES)),
)


def table_of(suffix: str, data: bytes) -> Table | None:
    text = TextFile(f"nodes/Person{suffix}", data)
    return READERS[suffix](Source(text, "node", "Person", {}))[0]


@settings(max_examples=100)
@given(TEXTS)
@example((".csv", b'id,x\n"a,\n"b,\na",b\n'))
def test_each_row_has_a_record_at_its_line_and_what_was_left_out_has_a_code(
    drawn: tuple[str, bytes],
) -> None:
    table = table_of(*drawn)
    if table is None:
        return
    assert table.records is not None
    records = table.records()
    assert records.rows[records.rows >= 0].tolist() == list(range(table.height))
    assert np.flatnonzero(records.rows < 0).tolist() == sorted(records.faults)
    assert all(codes for codes in records.faults.values())
    for record, row in enumerate(records.rows.tolist()):
        if row >= 0:
            assert table.locate(row, "")[0] == records.lines[record]
    if not len(records.lines):
        return
    with TemporaryDirectory() as folder:
        path = Path(folder, f"Person{drawn[0]}")
        sound = np.flatnonzero(records.rows >= 0)
        lines = records.write(path, sound)
        again = table_of(drawn[0], path.read_bytes())
        # rows that are sound are read again from the bytes that were written, at the lines told
        if len(sound):
            assert again is not None
            assert again.records is not None
            written = again.records()
            assert written.faults == {}
            assert written.lines.tolist() == lines.tolist()
            assert again.frame.to_dicts() == [
                {name: row[name] for name in again.columns} for row in table.frame.to_dicts()
            ]
            assert written.digests(written.rows) == records.digests(sound)


@settings(max_examples=100)
@given(TEXTS)
@example((".csv", b'id,x\n"a,\n"b,\na",b\n'))
def test_without_what_was_left_out_the_rows_are_the_same_at_the_same_lines(
    drawn: tuple[str, bytes],
) -> None:
    suffix, data = drawn
    table = table_of(suffix, data)
    if table is None:
        return
    assert table.records is not None
    records = table.records()
    gone = np.array(sorted(records.faults), np.int64)
    held: dict[str, tuple[int, ...]] = {}
    for digest, line in zip(records.digests(gone), records.lines[gone].tolist(), strict=True):
        held[digest] = (*held.get(digest, ()), line)
    name = f"nodes/Person{suffix}"
    rest = HeldBack({name: held}, generation=1).without(name, TextFile(name, data))
    if rest is None:
        assert table.height == 0
        return
    again = table_of(suffix, rest.data)
    assert again is not None
    assert again.records is not None
    left = again.records()
    assert left.faults == {}
    assert again.frame.to_dicts() == [
        {name: row[name] for name in again.columns} for row in table.frame.to_dicts()
    ]
    assert left.lines.tolist() == records.lines[records.rows >= 0].tolist()


def test_a_file_of_another_header_is_not_written_on(tmp_path: Path) -> None:
    table, other = table_of(".csv", b"id,x\na,1\n"), table_of(".csv", b"x,id\n1,b\n")
    assert table is not None
    assert other is not None
    assert table.records is not None
    assert other.records is not None
    path = tmp_path / "Person.csv"
    first = table.records().write(path, np.array([0]))
    second = table.records().write(path, np.array([0]))
    assert (first.tolist(), second.tolist()) == ([2], [3])
    assert path.read_bytes() == b"id,x\na,1\na,1\n"
    with pytest.raises(ValueError, match="another header"):
        other.records().write(path, np.array([0]))
