"""What each drawing amounts to, word by word."""

import os

import pytest

from graphkit.schema.lint import lint
from graphkit.schema.load import schema_of
from graphkit.schema.yamlfile import parse_yaml
from tests.interchange.reading import ARROWS, HERE, MODELS, read


@pytest.mark.parametrize("name", [*ARROWS, *MODELS])
def test_a_drawing_makes_this_schema(name: str) -> None:
    imported = read(name)
    told = imported.text + "".join(f"# told: {line}\n" for line in imported.warnings)
    golden = HERE / f"golden/{name}.yaml"
    if os.environ.get("GOLDEN"):
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*ARROWS, *MODELS])
def test_the_schema_of_a_drawing_has_no_errors(name: str) -> None:
    source = parse_yaml(read(name).text, "schema.yaml", code="GK201")
    schema, problems = schema_of(source)
    assert problems == []
    assert not any(problem.is_error for problem in lint(schema, source))
