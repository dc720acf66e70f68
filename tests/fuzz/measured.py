"""Read inputs, and print for each by how many bytes a process grew and how many seconds it took.

    python -m tests.fuzz.measured 60 csv INPUT jsonl INPUT

Each is read by a process of its own, which has read a small input of the kind before, so that what
Python and Polars weigh is not counted. It is ended after so many seconds of a processor. They are
forked from one that has imported everything and done nothing.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
import traceback
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
from tests.fuzz.targets import files_of

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
        "parquet": (partial(table, suffix=".parquet"), b"PAR1"),
        "dataset": (folder, b"=== nodes/One.csv\nid,kind\na,z\n"),
    }
)
"""What reads the inputs of a target, and a small input."""


def main(seconds: int, inputs: list[str]) -> None:
    """Read inputs, given as name and file in turn."""
    for name, file in zip(inputs[::2], inputs[1::2], strict=True):
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            status = 1
            try:
                print(name, file, *measured(name, file, seconds), flush=True)
                status = 0
            except BaseException:  # noqa: BLE001 - whatever it is, the process ends here
                traceback.print_exc()
            os._exit(status)
        _, state = os.waitpid(child, 0)
        if state != 0:
            print(name, file, "failed", state, flush=True)


def measured(name: str, file: str, seconds: int) -> tuple[int, float]:
    """Return growth in bytes, and seconds."""
    reader, small = READERS[name]
    reader(small)
    data = Path(file).read_bytes()
    used = int(time.process_time())
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, used + seconds))
    before, start = peak(), time.process_time()
    reader(data)
    return peak() - before, time.process_time() - start


def peak() -> int:
    """Return the most bytes of memory that this process has held."""
    unit = 1 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
