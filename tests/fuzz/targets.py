"""One oracle for each reader: whatever the bytes, the outcome is sound, or Problems at places.

A target takes bytes and returns nothing; what must not be is an AssertionError, and so is any other
exception that comes out of it. The same targets replay the corpus, and are fed by hypothesis and by
atheris.
"""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final, TypeVar

import polars as pl

from graphkit.errors import DataError, Problem, UsageError, printable
from graphkit.graph.dataset import Table
from graphkit.queries.header import parse_query
from graphkit.queries.saved import bind
from graphkit.readers.documents import read_document
from graphkit.readers.folder import FORMATS, read
from graphkit.readers.settings import read_settings
from graphkit.readers.source import Source, TextFile, as_text
from graphkit.schema import edtf
from graphkit.schema.lint import lint
from graphkit.schema.load import EMPTY, schema_of
from graphkit.schema.show import schema_dict, show
from graphkit.schema.yamlfile import parse_yaml
from graphkit.validation.check import build, check
from graphkit.views.places import FARTHEST, read_places
from graphkit.views.places import FILE as PLACES
from graphkit.views.tour import FILE as VIEWS
from graphkit.views.tour import read_tour

Target = Callable[[bytes], None]
T = TypeVar("T")

CORPUS: Final = Path(__file__).parents[1] / "corpus"
SCHEMA: Final = (Path(__file__).parent / "schema.yaml").read_text()
"""The schema of a fuzzed dataset that brings none of its own."""

_LINE_END: Final = re.compile(r"\r\n|\n|\r")
_MARK: Final = "\ufeff"
_ROWS: Final = 50
_FILE: Final = re.compile(rb"^=== ([\w.-]+(?:/[\w.-]+)*)\n", re.MULTILINE)


def lines_of(data: bytes) -> list[str]:
    """Return the lines of a file, bad bytes as one character each."""
    return _LINE_END.split(data.decode("utf-8", "replace").removeprefix(_MARK))


def is_inside(problem: Problem, lines: Sequence[str]) -> None:
    """Hold a Problem against the lines of its file."""
    assert 1 <= problem.line <= len(lines), problem
    assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, problem
    is_sayable(problem)


def is_sayable(problem: Problem) -> None:
    """Hold a Problem to be one line that a terminal can show, of a length that people read."""
    assert problem.message.endswith((".", "?", "…")), problem
    assert str(problem).isprintable(), problem
    assert len(problem.message) < 1_000, problem
    assert len(problem.hint) < 1_500, problem


def schema(data: bytes) -> None:
    """A schema file is a Schema that can be shown, or Problems."""
    try:
        decoded = data.decode().removeprefix(_MARK)
    except UnicodeDecodeError:
        assert _text(data, "schema.yaml") is None
        return
    source = parse_yaml(decoded, "schema.yaml", code="GK201")
    read_as, problems = schema_of(source)
    lines = lines_of(data)
    assert problems == sorted(problems)
    assert bool(problems) == (read_as is EMPTY)
    for problem in problems:
        is_inside(problem, lines)
    if not problems:
        assert show(read_as)
        assert schema_dict(read_as)
        for problem in lint(read_as, source):
            is_inside(problem, lines)


def settings(data: bytes) -> None:
    """`dataset.yaml` is Settings, or Problems."""
    text = _text(data, "dataset.yaml")
    if text is None:
        return
    found, problems = read_settings(text)
    assert found.name or problems
    lines = lines_of(data)
    for problem in problems:
        is_inside(problem, lines)


def document(data: bytes) -> None:
    """A document is a text with an id, or Problems."""
    text = _text(data, "d.md")
    if text is None:
        return
    found, problems = read_document(text)
    assert found is not None or problems
    lines = lines_of(data)
    for problem in problems:
        is_inside(problem, lines)
    if found is not None:
        assert found.fields["id"]
        for line, column in found.places.values():
            assert 1 <= line <= len(lines)
            assert 1 <= column <= len(lines[line - 1]) + 1
        assert found.text.split("\n") == (
            lines[found.first_line - 1 :] if found.first_line <= len(lines) else [""]
        )


def query(data: bytes) -> None:
    """A saved query has typed parameters with sound defaults, or Problems."""
    found, problems = parse_query(data, "q", "q.cypher")
    lines = lines_of(data)
    for problem in problems:
        is_inside(problem, lines)
    assert (found is None) == any(problem.is_error for problem in problems)
    if found is not None and not any(parameter.required for parameter in found.parameters):
        bind(found, {})


def times(data: bytes) -> None:
    """Texts, NUL between them, are times with bounds in order, or faults; alone and as a column."""
    texts = data.decode("utf-8", "replace").split("\0")
    frame = edtf.bounds(pl.Series("time", texts, dtype=pl.String))
    assert frame.height == len(texts)
    for row, text in zip(frame.iter_rows(named=True), texts, strict=True):
        try:
            alone = edtf.parse(text)
        except edtf.EdtfError as error:
            assert str(error).isprintable()
            assert row["fault"] == str(error)
            continue
        assert row["fault"] is None
        for name in ("start_earliest", "start_latest", "end_earliest", "end_latest"):
            assert row[name] == getattr(alone, name)
        for side in ("start", "end"):
            earliest, latest = row[f"{side}_earliest"], row[f"{side}_latest"]
            dated = row[f"{side}_side"] == "dated"
            assert (earliest is not None) == (latest is not None) == dated
            assert not dated or earliest <= latest
        for bound in ("earliest", "latest"):
            start, end = row[f"start_{bound}"], row[f"end_{bound}"]
            assert start is None or end is None or start <= end


def table(data: bytes, suffix: str) -> None:
    """A table has a cell at each place that it names, or Problems."""
    text = TextFile(f"t{suffix}", data) if suffix == ".parquet" else _text(data, f"t{suffix}")
    if text is None:
        return
    found, problems = FORMATS[suffix](Source(text, "edge", "t", {"old": "new"}))
    assert found is not None or problems
    typed = suffix == ".parquet"
    lines = [] if typed else lines_of(data)
    for problem in problems:
        if typed:
            is_cell(problem, found)
        else:
            is_inside(problem, lines)
    if found is None:
        return
    assert all(dtype == pl.String for dtype in found.frame.dtypes)
    assert "" not in found.frame.columns
    for row in range(-1, min(found.frame.height, _ROWS)):
        for column in found.frame.columns[:_ROWS]:
            line, place = found.locate(row, column)
            if not typed:
                assert 1 <= line <= len(lines)
                assert 1 <= place <= len(lines[line - 1]) + 1
    for name in islice(found.frame.columns, _ROWS):
        assert not found.frame.get_column(name).eq("").any()


def is_cell(problem: Problem, found: Table | None) -> None:
    """Hold a Problem of a typed table against its rows and columns."""
    is_sayable(problem)
    if problem.column_name and found is not None:
        assert problem.column >= 1
        assert problem.line >= 0
    elif not problem.column_name:
        assert (problem.line, problem.column) == (1, 1), problem


def dataset(data: bytes) -> None:
    """A folder, its files one after another behind lines `=== name`, is a Graph or Problems."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "data"
        root.mkdir()
        for name, content in files_of(data).items():
            path = root / name
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            except OSError:  # a file where a folder is, or the other way round
                continue
        is_sound(root)


def files_of(data: bytes) -> Mapping[str, bytes]:
    """Return the files that the bytes of a dataset stand for, by path."""
    files = {"dataset.yaml": b"name: any\n", "schema.yaml": SCHEMA.encode()}
    _, *parts = _FILE.split(data)
    for name, content in islice(zip(parts[::2], parts[1::2], strict=True), 12):
        path = PurePosixPath(name.decode("utf-8", "replace"))
        if ".." not in path.parts and len(name) < 100:
            files[path.as_posix()] = content
    return files


def is_sound(root: Path) -> None:
    """Hold what check and build say of a dataset folder against its files and each other."""
    try:
        found = read(root)
    except DataError as error:
        _are_placed(error.problems, root)
        return
    except UsageError:
        assert not root.is_dir()
        return
    problems = check(found)
    assert problems == sorted(set(problems))
    _are_placed(problems, root)
    if any(problem.is_error for problem in problems):
        try:
            build(found)
        except DataError as error:
            assert list(error.problems) == problems
        else:
            raise AssertionError("It was built, with errors.")
        return
    graph = build(found)
    claims = graph.claim_table()
    assert claims["id"].is_unique().all()
    assert claims.null_count().select("id", "edge_key", "source").row(0) == (0, 0, 0)
    assert graph.edges().height == claims["projected"].sum()
    nodes = set(graph.node_table()["id"])
    assert set(claims["source"]) | set(claims["target"]) <= nodes


def _are_placed(problems: Sequence[Problem], root: Path) -> None:
    lines: dict[str, list[str]] = {}
    for problem in problems:
        path = Path(problem.file)
        if problem.column_name or path.suffix.lower() == ".parquet":
            is_cell(problem, None)
        elif path.is_file():
            if problem.file not in lines:
                lines[problem.file] = lines_of(path.read_bytes())
            is_inside(problem, lines[problem.file])
        else:
            is_sayable(problem)
            assert path.is_relative_to(root)
            assert (problem.line, problem.column) == (1, 1), problem


def _text(data: bytes, file: str) -> TextFile | None:
    """Return bytes as a text to read; None where they are none, for Problems inside the file."""
    text = as_text(data, file)
    problems = [text] if isinstance(text, Problem) else text.byte_problems()
    lines = lines_of(data)
    for problem in problems:
        is_inside(problem, lines)
    if isinstance(text, Problem):
        return None
    is_table = file.startswith("t.")
    return None if problems and not is_table else text


def places(data: bytes) -> None:
    """`places.json` says where nodes lie, or is refused in a line."""
    found = _handmade(data, PLACES, read_places)
    for x, y in found.values() if found is not None else ():
        assert abs(x) <= FARTHEST
        assert abs(y) <= FARTHEST


def views(data: bytes) -> None:
    """`views.yaml` holds views with a title, or is refused in a line."""
    for step in _handmade(data, VIEWS, read_tour) or ():
        assert step.title
        assert step.view == "" or step.view.startswith("#")


def _handmade(data: bytes, name: str, read_file: Callable[[Path], T]) -> T | None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        try:
            return read_file(path)
        except UsageError as error:
            assert printable(error.message).isprintable()
            assert len(error.message) < 1_000, error
            return None


def parquet_of(frame: pl.DataFrame) -> bytes:
    """Return a frame as the bytes of a Parquet file."""
    out = io.BytesIO()
    frame.write_parquet(out)
    return out.getvalue()


TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        "schema": schema,
        "settings": settings,
        "csv": partial(table, suffix=".csv"),
        "tsv": partial(table, suffix=".tsv"),
        "jsonl": partial(table, suffix=".jsonl"),
        "parquet": partial(table, suffix=".parquet"),
        "document": document,
        "query": query,
        "times": times,
        "dataset": dataset,
        "places": places,
        "views": views,
    }
)
"""The targets by the name of their folder in the corpus."""
