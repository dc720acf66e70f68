"""Every code is documented with files that raise it at the place that is named."""

import io
import re
from ast import literal_eval
from pathlib import Path

import polars as pl
import pytest

from graphkit.errors import DataError, Problem
from graphkit.readers import read
from graphkit.readers.codes import Code
from tests.readers.test_folder import SCHEMA, write

DOCUMENT = Path(__file__).parents[2] / "docs" / "problems" / "gk1.md"
SECTION = re.compile(r"^## (GK\d+) [^\n]+\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```(\w+) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECTIONS = dict(SECTION.findall(DOCUMENT.read_text()))


def test_every_code_has_its_section_and_no_other_has() -> None:
    assert list(SECTIONS) == [code.value for code in Code]


def problems_of(root: Path) -> tuple[Problem, ...]:
    beside = [root / "other"] if (root / "other").exists() else []
    try:
        return read(root, *beside).problems
    except DataError as error:
        return error.problems


def as_parquet(lines: str) -> bytes:
    """Rows as JSON lines; a key may say the column's type behind a colon, as in `born: Date`."""
    frame = pl.read_ndjson(lines.encode())
    typed = [key.partition(": ") for key in frame.columns]
    columns = [
        frame[name + colon + dtype].cast(getattr(pl, dtype) if dtype else frame[name].dtype)
        for name, colon, dtype in typed
    ]
    named = [column.alias(name) for column, (name, _, _) in zip(columns, typed, strict=True)]
    out = io.BytesIO()
    pl.DataFrame(named).write_parquet(out)
    return out.getvalue()


def written_out(lines: str) -> str:
    """The texts of lines one after another, each as often as a number behind it says."""
    parts = [line.partition(" ") for line in lines.splitlines()]
    return "".join(text * int(times or 1) for text, _, times in parts)


@pytest.mark.parametrize("code", SECTIONS)
def test_its_example_raises_the_code_at_its_place_and_nothing_else(
    code: str, tmp_path: Path
) -> None:
    write(tmp_path, "dataset.yaml", "name: small\n")
    write(tmp_path, "schema.yaml", SCHEMA)
    blocks = BLOCK.findall(SECTIONS[code])
    assert blocks
    for language, name, content in blocks:
        if language == "absent":
            (tmp_path / name).unlink()
        elif language == "bytes":
            write(tmp_path, name, literal_eval(f"b'''{content}'''"))
        elif language == "repeated":
            write(tmp_path, name, written_out(content))
        elif language == "parquet":
            write(tmp_path, name, as_parquet(content))
        else:
            write(tmp_path, name, content)
    raised = [
        f"{p.place.removeprefix(f'{tmp_path.as_posix()}/')} {p.code}" for p in problems_of(tmp_path)
    ]
    assert raised == re.findall(r"^raises: (.+)$", SECTIONS[code], re.MULTILINE)
