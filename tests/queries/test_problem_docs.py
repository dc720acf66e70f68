"""Every code is documented with files that raise it at the place that is named."""

import re
from ast import literal_eval
from pathlib import Path

import pytest

from graphkit.pipeline import query_problems
from graphkit.queries import Code

DOCUMENT = Path(__file__).parents[2] / "docs" / "problems" / "gk6.md"
SECTION = re.compile(r"^## (GK\d+) [^\n]+\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```(\w+) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SCHEMA = """
schema: guests
version: 1.0.0
enums:
  Sector: [media, arms]
nodes:
  Country: {properties: {name: {type: string}}}
  Organization:
    properties:
      name: {type: string}
      founded: {type: edtf}
      sector: {type: Sector}
      size: {type: integer}
edges:
  HOSTS:
    source: [Country]
    target: [Organization]
    inverse: HOSTED_BY
"""
SECTIONS = dict(SECTION.findall(DOCUMENT.read_text("utf-8")))


def test_every_code_has_its_section_and_no_other_has() -> None:
    assert list(SECTIONS) == [code.value for code in Code]


@pytest.mark.parametrize("code", SECTIONS)
def test_its_example_raises_the_code_at_its_place_and_nothing_else(
    code: str, tmp_path: Path
) -> None:
    (tmp_path / "cypher").mkdir()
    blocks = BLOCK.findall(SECTIONS[code])
    assert blocks
    for language, name, content in blocks:
        is_bytes = language == "bytes"
        data = literal_eval(f"b'''{content}'''") if is_bytes else content.encode()
        (tmp_path / name).write_bytes(data)
    (tmp_path / "dataset.yaml").write_text("name: guests\n")
    (tmp_path / "schema.yaml").write_text(SCHEMA)
    problems = query_problems(tmp_path)
    raised = [
        f"{Path(p.file).relative_to(tmp_path)}:{p.line}:{p.column} {p.code}" for p in problems
    ]
    assert raised == re.findall(r"^raises: (.+)$", SECTIONS[code], re.MULTILINE)
