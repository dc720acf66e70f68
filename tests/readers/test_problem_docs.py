"""Every code is documented with files that raise it at the place that is named."""

import re
from ast import literal_eval
from pathlib import Path

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
        else:
            write(tmp_path, name, content)
    raised = [
        f"{Path(p.file).relative_to(tmp_path)}:{p.line}:{p.column} {p.code}"
        for p in problems_of(tmp_path)
    ]
    assert raised == re.findall(r"^raises: (.+)$", SECTIONS[code], re.MULTILINE)
