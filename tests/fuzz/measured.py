"""Read one input, and print by how many bytes the process grew and how many seconds it took.

    python -m tests.fuzz.measured csv INPUT

A small input of the kind is read before, so that what Python and Polars weigh is not counted.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

import polars as pl

from graphkit.queries.header import parse_query
from graphkit.readers.documents import read_document
from graphkit.readers.folder import FORMATS, read
from graphkit.readers.settings import read_settings
from graphkit.readers.source import Source, TextFile, as_text
from graphkit.schema import edtf
from graphkit.schema.load import parse_schema
from graphkit.validation.check import check
from tests.fuzz.targets import files_of, parquet_of

Reader = Callable[[bytes], object]


def text_of(data: bytes) -> TextFile:
    """Return bytes as a text that is one."""
    text = as_text(data, "t")
    assert isinstance(text, TextFile)
    return text


def folder(data: bytes) -> object:
    """Write the files of a dataset, read them and check them."""
    with tempfile.TemporaryDirectory() as root:
        for name, content in files_of(data).items():
            path = Path(root) / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        return check(read(root))


def table(data: bytes, suffix: str) -> object:
    """Read a table."""
    text = TextFile("t", data) if suffix == ".parquet" else text_of(data)
    return FORMATS[suffix](Source(text, "edge", "t", {}))


READERS: Mapping[str, tuple[Reader, bytes]] = MappingProxyType(
    {
        "schema": (lambda data: parse_schema(data.decode()), b"schema: s\nnodes: {}\n"),
        "settings": (lambda data: read_settings(text_of(data)), b"name: a\n"),
        "document": (lambda data: read_document(text_of(data)), b"---\nid: a\ntitle: b\n---\n"),
        "query": (lambda data: parse_query(data, "q", "q"), b"// description: x\nRETURN 1\n"),
        "times": (lambda data: edtf.bounds(pl.Series(data.decode().split("\0"))), b"2014\x002015"),
        "csv": (partial(table, suffix=".csv"), b"id,n\na,b\n"),
        "tsv": (partial(table, suffix=".tsv"), b"id\tn\na\tb\n"),
        "jsonl": (partial(table, suffix=".jsonl"), b'{"id": "a", "n": [1]}\n'),
        "parquet": (partial(table, suffix=".parquet"), parquet_of(pl.DataFrame({"id": ["a"]}))),
        "dataset": (folder, b"=== nodes/One.csv\nid,kind\na,z\n"),
    }
)
"""What reads the inputs of a target, and a small input."""


def main(name: str, file: str, seconds: int) -> None:
    """Read an input; the process is ended after that many seconds of a processor."""
    reader, small = READERS[name]
    reader(small)
    data = Path(file).read_bytes()
    used = int(time.process_time())
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, used + seconds))
    before, start = peak(), time.process_time()
    reader(data)
    print(peak() - before, time.process_time() - start)


def peak() -> int:
    """Return the most bytes of memory that this process has held."""
    unit = 1 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
