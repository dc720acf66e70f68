"""Large and twisted inputs: no traceback, no hang, and memory in proportion.

Each input is read in a process of its own, see `measured`. It may grow by ten times the input, and
by FLOOR however small that is: pages of allocators and stacks of threads. A processor's time of
SECONDS ends a process that hangs.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLOOR = 64 << 20
SECONDS = 60
TIMES = 10
# Where nearly every byte is a quote or a line end, the places of all of them are known for a while,
# and a fault of its own costs some dozen bytes: forty times a file that nobody means.
DENSE = 40
# A checked dataset is typed frames of all rows, whose cells weigh 16 bytes and more.
CHECKED = 96 << 20
KILO, MEGA = 1 << 10, 1 << 20
HEAD = b"schema: s\nversion: 1.0.0\nnodes:\n  A: {}\n"


def bomb() -> bytes:
    """Ten levels of ten aliases each: ten billion words, were they written out."""
    levels = [b"a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for level in range(1, 11):
        aliases = b", ".join([b"*a%d" % (level - 1)] * 10)
        levels.append(b"a%d: &a%d [%b]" % (level, level, aliases))
    return b"\n".join(levels)


INPUTS: Mapping[str, Callable[[], bytes]] = {
    "csv: one long cell": lambda: b"id,n\na," + b"x" * (10 * MEGA) + b"\n",
    "csv: one long quoted cell": lambda: b'id,n\na,"' + b'x""\n' * (2 * MEGA) + b'"\n',
    "csv: one quote that is never closed": lambda: b'id,n\na,"' + b"x,y\n" * (2 * MEGA),
    "csv: quotes and nothing else": lambda: b"id,n\n" + b'"' * (4 * MEGA),
    "csv: a quote in every row": lambda: b"id,n\n" + b'a,b"c\n' * (256 * KILO),
    "csv: 100,000 columns": lambda: (
        b",".join(b"c%d" % index for index in range(100_000)) + b"\n" + b"," * 99_999 + b"\n"
    ),
    "csv: 100,000 columns of one name": lambda: b",".join([b"c"] * 100_000) + b"\n",
    "csv: 100,000 columns without a name": lambda: b"," * 100_000 + b"\n",
    "csv: a million ragged rows": lambda: b"id,n\n" + b"a\n" * MEGA,
    "csv: bad bytes in every row": lambda: b"id,n\n" + b"\xff\n" * (512 * KILO),
    "csv: a million NUL": lambda: b"id,n\n" + b"abcdefgh\0,b\n" * MEGA,
    "csv: lines and nothing in them": lambda: b"id,n\n" + b"\r\n" * (4 * MEGA),
    "tsv: one long line": lambda: b"id\tn\n" + b"a\t" * (4 * MEGA),
    "jsonl: one long text": lambda: b'{"id": "' + b"x" * (10 * MEGA) + b'"}\n',
    "jsonl: nested without end": lambda: b'{"id": ' + b"[" * (4 * MEGA) + b"\n",
    "jsonl: nested objects": lambda: b'{"a":' * MEGA + b"\n",
    "jsonl: a number of many digits": lambda: b'{"id": "a", "n": ' + b"9" * MEGA + b"}\n",
    "jsonl: lines that are broken": lambda: b"{\n" * (256 * KILO),
    "jsonl: 100,000 keys": lambda: (
        b"{" + b", ".join(b'"k%d": 1' % index for index in range(100_000)) + b"}\n"
    ),
    "jsonl: a new key in every line": lambda: b"".join(
        b'{"k%d": 1}\n' % index for index in range(2_000)
    ),
    "schema: a bomb of aliases": bomb,
    "schema: nested lists": lambda: b"schema: " + b"[" * (200 * KILO),
    "schema: nested mappings": lambda: b"".join(b" " * depth + b"a:\n" for depth in range(1_000)),
    "schema: one long text": lambda: HEAD + b"title: " + b"x" * (4 * MEGA) + b"\n",
    "schema: a number of many digits": lambda: b"schema: " + b"9" * MEGA + b"\nversion: 1\n",
    "schema: a pattern that grows without end": lambda: HEAD.replace(
        b"{}", b"{properties: {p: {type: string, pattern: '(((a{100}){100}){100}){100}'}}}"
    ),
    "schema: a pattern in brackets without end": lambda: HEAD.replace(
        b"{}", b"{properties: {p: {type: string, pattern: '" + b"(" * (64 * KILO) + b"'}}}"
    ),
    "settings: a bomb of aliases": bomb,
    "settings: a key in brackets": lambda: b"? " + b"[" * (64 * KILO),
    "document: a bomb of aliases": lambda: b"---\n" + bomb() + b"\n---\n",
    "document: lines that could end the front matter": lambda: b"---\n" + b"--- \t" * MEGA,
    "document: a long text": lambda: b"---\nid: a\ntitle: b\n---\n" + b"word \n" * (2 * MEGA),
    "query: quotes and backslashes": lambda: b"'\\" * MEGA,
    "query: comments that are not closed": lambda: b"/*" * (2 * MEGA),
    "query: a header without end": lambda: b"// param a: string\n" * (20 * KILO),
    "query: parameters without end": lambda: b"".join(
        b"$p%d " % index for index in range(20 * KILO)
    ),
    "query: spaces": lambda: b"// param a" + b" " * (2 * MEGA) + b"x",
    "times: one long text": lambda: b"2014-06-05/" * (256 * KILO),
    "times: many texts": lambda: b"\0".join(b"%04d-01/.." % year for year in range(10_000)),
    "parquet: a length that is not there": lambda: b"PAR1" + b"\xff" * (4 * MEGA) + b"PAR1",
    "dataset: a pattern that goes back and forth": lambda: (
        b"=== schema.yaml\n"
        + HEAD.replace(b"{}", b"{properties: {p: {type: string, pattern: '(a+)+b'}}}")
        + b"=== nodes/A.csv\nid,p\na,"
        + b"a" * MEGA
        + b"\n"
    ),
    "dataset: a fault in every row": lambda: (
        b"=== nodes/One.csv\nid,kind,size\n"
        + b"".join(b"n%d,nope,-1\n" % index for index in range(100_000))
    ),
    "dataset: an edge to nowhere in every row": lambda: (
        b"=== nodes/One.csv\nid\na\n=== edges/PLAIN.csv\nsource,target\n"
        + b"".join(b"a,n%d\n" % index for index in range(100_000))
    ),
    "dataset: one id in every row": lambda: b"=== nodes/One.csv\nid\n" + b"same\n" * 100_000,
    "dataset: a chain of speakers without end": lambda: (
        b"=== nodes/One.csv\nid\na\n=== edges/PLAIN.csv\nsource,target,claimed_by\na,a,"
        + b" > ".join([b"a"] * (100 * KILO))
        + b"\n"
    ),
    "dataset: a quote that nearly stands in its document": lambda: (
        b"=== documents/doc.md\n---\nid: doc\ntitle: t\n---\n"
        + b"aaaa aaaa " * (100 * KILO)
        + b"\n=== nodes/One.csv\nid\na\n=== edges/PLAIN.csv\nsource,target,document,quote\na,a,doc,"
        + b"aaaa aaaa " * KILO
        + b"b\n"
    ),
}

NOTHING_BUT_STRUCTURE = {
    "csv: one long quoted cell",
    "csv: one quote that is never closed",
    "csv: quotes and nothing else",
    "csv: a quote in every row",
    "csv: lines and nothing in them",
    "csv: bad bytes in every row",
}


@pytest.fixture(scope="module")
def growth(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, int]]:
    """By how many bytes the process of each input grew, and of how many the input is."""
    folder = tmp_path_factory.mktemp("inputs")
    words, sizes = [], {}
    for index, (title, make) in enumerate(INPUTS.items()):
        file = folder / str(index)
        sizes[str(file)] = (title, file.write_bytes(make()))
        words += [title.partition(":")[0], str(file)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.measured", str(SECONDS), *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    failed = [sizes[file][0] for _, file, grown, _ in lines if grown == "failed"]
    assert failed == [], done.stderr[-4_000:]
    return {sizes[file][0]: (int(grown), sizes[file][1]) for _, file, grown, _ in lines}


@pytest.mark.parametrize("title", INPUTS)
def test_a_large_input_needs_memory_in_proportion(
    title: str, growth: dict[str, tuple[int, int]]
) -> None:
    grown, size = growth[title]
    times = DENSE if title in NOTHING_BUT_STRUCTURE else TIMES
    floor = CHECKED if title.startswith("dataset") else FLOOR
    assert grown <= max(times * size, floor), f"{grown / size:.1f} times the input"


def test_no_large_input_hangs_or_fails(growth: dict[str, tuple[int, int]]) -> None:
    assert set(growth) == set(INPUTS)
