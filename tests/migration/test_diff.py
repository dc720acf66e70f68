"""What a change of a schema means: whatever is called safe leaves sound data sound."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from graphkit.errors import UsageError
from graphkit.migration.diff import diff
from graphkit.pipeline import check, compare_schemas
from graphkit.schema.load import parse_schema
from graphkit.schema.model import Schema
from tests.migration.schemas import Declared, changed, declarations, schema_of, tables
from tests.validation.datasets import dataset

OLD = """
schema: firms
version: 1.2.0
enums:
  Sector: [media, arms]
nodes:
  Actor:
    abstract: true
    properties:
      name: {type: string, required: true}
  Firm:
    extends: Actor
    properties:
      sector: {type: Sector}
      staff: {type: integer, min: 0, max: 100}
  Person: {extends: Actor}
edges:
  OWNS:
    source: [Actor]
    target: [Firm]
    temporal: state
    properties:
      share: {type: float}
"""


def schema(text: str) -> Schema:
    found, problems = parse_schema(text)
    assert not problems, problems
    return found


def told(*pairs: tuple[str, str]) -> list[str]:
    """Return the changes after some words of the schema were replaced."""
    text = OLD
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return [f"{each.path} {each.meaning.value}" for each in diff(schema(OLD), schema(text))]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("[media, arms]", "[media, arms, oil]", ["enums.Sector safe"]),
        ("[media, arms]", "[media]", ["enums.Sector narrowing"]),
        ("[media, arms]", "[arms, media]", []),
        ("required: true", "required: false", ["nodes.Actor.properties.name.required safe"]),
        ("max: 100", "max: 200", ["nodes.Firm.properties.staff.max safe"]),
        ("max: 100", "max: 50", ["nodes.Firm.properties.staff.max narrowing"]),
        ("min: 0, ", "", ["nodes.Firm.properties.staff.min safe"]),
        ("{type: Sector}", "{type: string}", ["nodes.Firm.properties.sector.type safe"]),
        ("{type: float}", "{type: string}", ["edges.OWNS.properties.share.type narrowing"]),
        ("target: [Firm]", "target: [Actor]", ["edges.OWNS.target safe"]),
        ("source: [Actor]", "source: [Person]", ["edges.OWNS.source narrowing"]),
        ("temporal: state", "temporal: event", ["edges.OWNS.temporal narrowing"]),
        (
            "temporal: state",
            "temporal: state\n    balance: negative",
            ["edges.OWNS.balance cosmetic"],
        ),
        ("temporal: state", "temporal: state\n    inverse: OWNED_BY", ["edges.OWNS.inverse safe"]),
        (
            "temporal: state",
            "temporal: state\n    max_sources_per_target: 3",
            ["edges.OWNS.max_sources_per_target narrowing"],
        ),
        ("      share: {type: float}", "      {}", ["edges.OWNS.properties.share breaking"]),
        ("Person: {extends: Actor}", "Person: {}", ["nodes.Person.extends safe"]),
        ("share: {type: float}", "share: {type: float, description: Percent.}", None),
    ],
)
def test_each_change_is_told_with_what_it_means(
    old: str, new: str, expected: list[str] | None
) -> None:
    if old.startswith("Person"):
        found = told((old, new), ("source: [Actor]", "source: [Actor, Person]"))
        assert set(expected or ()) <= set(found)
        assert "nodes.Person.properties.name breaking" in found
        return
    assert told((old, new)) == (
        expected if expected is not None else ["edges.OWNS.properties.share.description cosmetic"]
    )


def test_a_new_name_is_never_guessed_but_it_is_suggested() -> None:
    new = OLD.replace("Firm", "Firms")
    changes = {each.path: each for each in diff(schema(OLD), schema(new))}
    assert changes["nodes.Firm"].hint == "Is it Firms now? Then say was: Firm at Firms."
    assert changes["nodes.Firms"].meaning == "safe"
    declared = new.replace("  Firms:\n", "  Firms:\n    was: Firm\n")
    assert [str(each) for each in diff(schema(OLD), schema(declared))] == [
        "nodes.Firms: breaking: Firm is called Firms now. Data and queries have to follow."
    ]


def test_a_property_may_have_had_another_name() -> None:
    assert told(("share: {type: float}", "part: {type: float, was: share}")) == [
        "edges.OWNS.properties.part breaking"
    ]


def test_words_of_an_enumeration_may_have_been_others() -> None:
    new = OLD.replace("[media, arms]", "[media, weapons]\nwas_words: {Sector: {arms: weapons}}")
    (change,) = diff(schema(OLD), schema(new))
    assert (change.path, change.meaning) == ("enums.Sector", "breaking")


def test_what_was_said_of_an_earlier_change_does_no_harm() -> None:
    later = OLD.replace("  Person: {extends: Actor}", "  Person: {extends: Actor, was: Human}")
    assert diff(schema(later), schema(later)) == []
    assert diff(schema(OLD), schema(later)) == []


def test_a_former_name_that_nothing_had_is_wrong() -> None:
    new = OLD.replace("  Person: {extends: Actor}", "  Human: {extends: Actor, was: Persn}")
    with pytest.raises(UsageError, match=r'does not have. Did you mean "Person"\?'):
        diff(schema(OLD), schema(new))


@pytest.mark.parametrize(
    ("old", "change", "least"),
    [
        ("1.2.0", ("max: 100", "max: 50"), "2.0.0"),
        ("1.2.0", ("max: 100", "max: 200"), "1.3.0"),
        ("1.2.0", ("Person: {", "Person: {description: A human., "), "1.2.1"),
        ("0.2.0", ("max: 100", "max: 50"), "0.3.0"),
        ("0.2.0", ("max: 100", "max: 200"), "0.2.1"),
    ],
)
def test_the_least_version_follows_from_the_changes(
    old: str, change: tuple[str, str], least: str
) -> None:
    before = OLD.replace("version: 1.2.0", f"version: {old}")
    found = compare_schemas(schema(before), schema(before.replace(*change)))
    assert (found.least, found.is_too_low) == (least, True)
    raised = before.replace(*change).replace(f"version: {old}", f"version: {least}")
    assert not compare_schemas(schema(before), schema(raised)).is_too_low


# What the diff does not call safe is no example: most changes are not, and that is its point.
@settings(max_examples=30, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.data())
def test_what_is_safe_never_makes_a_sound_dataset_unsound(data: st.DataObject) -> None:
    declared: Declared = data.draw(declarations())
    old = schema_of(declared)
    assume(old is not None)
    new = schema_of(data.draw(changed(declared)))
    assume(new is not None)
    assert old is not None and new is not None
    changes = diff(old, new)
    assume(changes and all(change.meaning.is_sound for change in changes))
    files = data.draw(tables(old))
    with tempfile.TemporaryDirectory() as folder:
        read = replace(dataset(Path(folder), "schema: none\nversion: 1.0.0\nnodes: {}", files))
        assume(not any(problem.is_error for problem in check(replace(read, schema=old))))
        found = [str(p) for p in check(replace(read, schema=new)) if p.is_error]
        assert found == [], [str(change) for change in changes]
