"""What the docs say of schemas is so: their examples load, or raise what they are said to raise."""

import re

import pytest

from graphkit.schema.codes import Advice, Code
from graphkit.schema.declaration import known_keys
from graphkit.schema.lint import lint
from graphkit.schema.load import schema_of
from graphkit.schema.names import BUILT_IN_EDGE_TYPES, STORED_BESIDE
from graphkit.schema.values import SCALARS
from graphkit.schema.yamlfile import parse_yaml
from tests.schema.texts import GOLDEN, ROOT

LANGUAGE = (ROOT / "docs" / "schema.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", LANGUAGE, re.MULTILINE | re.DOTALL)
PROBLEMS = (ROOT / "docs" / "problems" / "gk2.md").read_text(encoding="utf-8")
SECTION = re.compile(r"^## (GK\d+) [^\n]+\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
SECTIONS = dict(SECTION.findall(PROBLEMS))
BOUNDS_IN_WORDS = {"start_earliest", "start_latest", "end_earliest", "end_latest"}
SIDES_IN_WORDS = {"start_side", "end_side"}


def report(text: str) -> list[str]:
    source = parse_yaml(text, "schema.yaml", code="GK201")
    schema, problems = schema_of(source)
    return [str(problem) for problem in problems or lint(schema, source)]


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_an_example_of_the_language_loads_and_takes_every_advice_but_isolation(number: int) -> None:
    assert [
        line for line in report(EXAMPLES[number]) if Advice.ISOLATED_NODE_TYPE not in line
    ] == []


def test_the_language_is_documented_with_every_key_type_and_name() -> None:
    parts = [(), ("nodes", ""), ("edges", ""), ("", "", "display"), ("", "", "properties", "")]
    words = {key for part in parts for key in known_keys(part)} - {"type"}
    words |= {scalar.name for scalar in SCALARS} | set(BUILT_IN_EDGE_TYPES)
    words |= set(STORED_BESIDE) - BOUNDS_IN_WORDS - SIDES_IN_WORDS
    assert {word for word in words if f"`{word}`" not in LANGUAGE} == set()


def test_every_code_has_its_section_and_no_other_has() -> None:
    assert list(SECTIONS) == [code.value for code in (*Code, *Advice)]


@pytest.mark.parametrize("code", SECTIONS)
def test_its_example_raises_the_code_at_the_places_said(code: str) -> None:
    section = SECTIONS[code]
    (text,) = re.findall(r"^```yaml schema.yaml\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    raised = [re.sub(r": (GK\d+) .*", r" \1", line) for line in report(text)]
    assert raised == re.findall(r"^raises: (.+)$", section, re.MULTILINE)
    assert any(line.endswith(code) for line in raised)


def test_the_messages_of_the_examples_stay_as_they_are() -> None:
    blocks = re.findall(r"^```yaml schema.yaml\n(.*?)^```$", PROBLEMS, re.MULTILINE | re.DOTALL)
    lines = [line for text in blocks for line in report(text)]
    assert "\n".join(lines) + "\n" == (GOLDEN / "docs.txt").read_text()
