"""Advice is only given where it is useful."""

from pathlib import Path

import pytest

from graphkit.schema.codes import Advice
from graphkit.schema.lint import RULES, lint, lint_file
from graphkit.schema.load import schema_of
from graphkit.schema.yamlfile import parse_yaml
from tests.schema.texts import HEAD

TWO = "nodes: {A: {properties: {name: {type: string}}}, B: {properties: {name: {type: string}}}}\n"


def advice(text: str, *codes: Advice) -> list[str]:
    source = parse_yaml(HEAD + text, "schema.yaml", code="GK201")
    schema, problems = schema_of(source)
    assert problems == []
    found = lint(schema, source)
    assert not any(problem.is_error for problem in found)
    return [f"{p.line}:{p.column} {p.code}" for p in found if p.code in codes]


def test_a_schema_that_does_not_load_has_its_errors_and_no_advice(tmp_path: Path) -> None:
    path = tmp_path / "schema.yaml"
    path.write_text(HEAD + "nodes: {bad_style: {extends: X}}")
    assert [problem.code for problem in lint_file(path, "schema.yaml")] == ["GK206"]
    assert [problem.code for problem in lint_file(tmp_path / "none", "none")] == ["GK201"]


def test_the_built_in_document_is_given_no_advice() -> None:
    assert advice("nodes: {}", *Advice) == []


@pytest.mark.parametrize("name", ["Person", "NATO", "P", "Größe", "人物"])
def test_names_of_node_types_in_good_style(name: str) -> None:
    found = advice(f"nodes: {{{name}: {{}}}}", Advice.NAME_STYLE)
    assert (found == []) == name[0].isupper()


def test_contradicting_types_may_meet_crosswise_where_one_is_symmetric() -> None:
    directed = "edges:\n  X: {source: [A], target: [B], contradicts: [Y]}\n"
    assert advice(TWO + directed + "  Y: {source: [B], target: [A]}", Advice.CANNOT_CONTRADICT) == [
        "5:47 GK253"
    ]
    assert (
        advice(
            TWO + directed + "  Y: {symmetric: true, between: [B, A]}", *[Advice.CANNOT_CONTRADICT]
        )
        == []
    )
    assert advice(
        TWO + directed + "  Y: {symmetric: true, between: [B]}", Advice.CANNOT_CONTRADICT
    ) == ["5:47 GK253"]


def test_balance_is_asked_for_only_where_some_type_has_one() -> None:
    edges = "edges:\n  X: {source: [A], target: [B]}\n  Y: {source: [B], target: [A]%s}\n"
    assert advice(TWO + edges % "", Advice.NO_BALANCE) == []
    assert advice(TWO + edges % ", balance: neutral", Advice.NO_BALANCE) == ["5:3 GK259"]


def test_an_enumeration_used_in_a_list_is_used() -> None:
    text = "enums: {Tone: [a]}\nnodes: {A: {properties: {tones: {type: list<Tone>}}}}"
    assert advice(text, Advice.UNUSED_ENUMERATION) == []


def test_the_style_of_an_inherited_property_is_said_once() -> None:
    text = "nodes:\n  A: {properties: {fullName: {type: string}}}\n  B: {extends: A}\n"
    assert advice(text, Advice.NAME_STYLE) == ["4:20 GK251"]


def test_every_rule_names_its_codes() -> None:
    named = " ".join(rule.__doc__ or "" for rule in RULES)
    assert all(code.value in named for code in Advice)
