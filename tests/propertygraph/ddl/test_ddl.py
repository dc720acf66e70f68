"""What each target is told of a schema: golden texts, and names that are safe for any schema."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.propertygraph.ddl.choice import (
    COMMUNITY5,
    CYPHER25,
    ENTERPRISE5,
    TARGETS,
    Target,
    script,
    statements_for,
    summary,
    target_for,
    unenforced,
)
from graphkit.propertygraph.ddl.constraint import LONGEST, constraint_name
from graphkit.propertygraph.ddl.rules import ALWAYS, About, Kind, Rule, agreed, rules_of
from graphkit.schema.declaration import NAME
from graphkit.schema.load import parse_schema
from graphkit.schema.model import Schema

GOLDEN = Path(__file__).parent / "golden"

TEXT = """
schema: firms
version: 1.0.0
enums:
  Sector: [trade, media]
nodes:
  Named:
    abstract: true
    properties:
      name: {type: string, required: true, length: 200}
  Company:
    extends: Named
    properties:
      register: {type: string, unique: true, pattern: "[A-Z]{2}[0-9]+"}
      founded: {type: edtf}
      sectors: {type: list<Sector>}
  Bank:
    extends: Company
    properties:
      branches: {type: integer, min: 0}
      audited: {type: list<date>}
  Person:
    extends: Named
    properties:
      born: {type: date}
      seen: {type: datetime, required: true}
  Place: {}
edges:
  OWNS:
    source: [Company, Person]
    target: [Company]
    properties:
      share: {type: float, min: 0, max: 100}
      deed: {type: string, unique: true}
    key: [deed]
  LIVES_IN:
    source: [Person]
    target: [Place]
    max_targets_per_source: 1
  NEAR: {symmetric: true, between: [Place, Person]}
"""


def schema(text: str = TEXT) -> Schema:
    parsed, problems = parse_schema(text)
    assert problems == []
    return parsed


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_each_target_is_told_what_its_golden_file_says(target: Target) -> None:
    said = script(target, schema())
    assert said == (GOLDEN / f"{target.name}.cypher").read_text()


def test_every_rule_is_enforced_or_told_of() -> None:
    rules = rules_of(schema())
    for target in TARGETS:
        enforced = {rule for made in target.constraints(rules) for rule in made.enforces}
        told = {each.rule for each in unenforced(target, rules)}
        # Labels are set by graphkit itself, and no row can have wrong ones.
        assert enforced | told >= {rule for rule in rules if rule.kind != "labels"}


def test_every_sentence_names_a_check_that_is_documented() -> None:
    documented = (Path(__file__).parents[3] / "docs/problems.md").read_text()
    for each in unenforced(COMMUNITY5, rules_of(schema())):
        assert each.rule.check in each.sentence
        assert f"[{each.rule.check}]" in documented


def test_what_is_not_enforced_can_be_told_in_few_lines() -> None:
    lines = summary(unenforced(COMMUNITY5, rules_of(schema())))
    assert (
        "Required properties (4): not enforced by Neo4j Community; "
        "checked by graphkit (GK313, GK413)."
    ) in lines
    assert len(lines) < 10


@pytest.mark.parametrize(
    ("version", "edition", "cyphers", "expected"),
    [
        ("5.26.30", "community", ("5",), "neo4j-community"),
        ("2026.09.0", "community", ("5", "25"), "neo4j-community"),
        ("5.26.30", "enterprise", ("5",), "neo4j-enterprise"),
        ("5.27-aura", "enterprise", ("5",), "neo4j-enterprise"),
        ("2025.11.2", "enterprise", ("5", "25"), "neo4j-enterprise"),
        (
            "2026.02.1",
            "enterprise",
            ("5", "25"),
            "neo4j-enterprise",
        ),  # graph types are a preview there
        ("2026.06.0", "enterprise", ("5", "25"), "cypher25"),
        ("2027.01.0", "Enterprise", ("25",), "cypher25"),
        ("something else", "enterprise", ("5", "25"), "neo4j-enterprise"),
    ],
)
def test_the_target_is_chosen_from_what_the_server_says_it_is(
    version: str, edition: str, cyphers: tuple[str, ...], expected: str
) -> None:
    server = SimpleNamespace(version=version, edition=edition, cyphers=cyphers)
    assert target_for(server).name == expected
    assert statements_for(server, schema()) == target_for(server).constraints(rules_of(schema()))


def test_every_target_makes_what_elements_are_found_by() -> None:
    for target in TARGETS:
        enforced = {rule for made in target.constraints(ALWAYS) for rule in made.enforces}
        assert enforced == set(ALWAYS)


# --- several datasets -----------------------------------------------------------------------------

OTHER = """
schema: others
version: 1.0.0
nodes:
  {nodes}
"""


def kept(nodes: str) -> set[str]:
    """What is still enforced of the first schema beside another one."""
    other = schema(OTHER.format(nodes=nodes))
    return {rule.says for rule in agreed(rules_of(schema()), [other])}


def test_what_another_dataset_leaves_out_is_not_demanded() -> None:
    beside = kept("Person: {properties: {name: {type: string}}}")
    assert "Every Person has a seen" not in beside
    assert "Every Person is a Named and an Entity, too" not in beside
    assert "Every Named has a name" in beside  # no node of the other dataset is Named
    assert "born of Person is a date" in beside  # nothing else is said of it


def test_a_type_of_values_that_another_dataset_has_otherwise_is_not_demanded() -> None:
    assert "born of Person is a date" not in kept("Person: {properties: {born: {type: edtf}}}")


def test_what_another_dataset_says_twice_is_not_unique() -> None:
    assert "No two nodes of Company share a register" not in kept(
        "Company: {properties: {register: {type: string}}}"
    )
    assert "No two nodes of Company share a register" in kept("Company: {}")


def test_what_a_type_below_declares_counts_for_the_label_above() -> None:
    nodes = "Named: {abstract: true}\n  Ship: {extends: Named, properties: {name: {type: integer}}}"
    beside = kept(nodes)
    assert "name of Named is a string" not in beside
    assert "Every Named has a name" not in beside


def test_the_same_schema_keeps_every_rule() -> None:
    assert agreed(rules_of(schema()), [schema(), schema()]) == rules_of(schema())


# --- names ----------------------------------------------------------------------------------------

names = st.one_of(
    st.from_regex(NAME, fullmatch=True),
    st.text(alphabet="aB_é1", min_size=1, max_size=100),
)
kinds: st.SearchStrategy[Kind] = st.sampled_from(["unique", "required", "type"])
abouts: st.SearchStrategy[About] = st.sampled_from(["node", "edge"])
rules = st.builds(Rule, kinds, abouts, names, st.tuples(names))


@given(rules)
def test_a_name_is_plain_and_not_too_long(rule: Rule) -> None:
    assert re.fullmatch(r"graphkit_[0-9A-Za-z_]+", constraint_name(rule))
    assert len(constraint_name(rule)) <= LONGEST


@given(rules, rules)
def test_two_rules_have_two_names(one: Rule, other: Rule) -> None:
    same = (one.kind, one.about, one.type, one.properties) == (
        other.kind,
        other.about,
        other.type,
        other.properties,
    )
    assert (constraint_name(one) == constraint_name(other)) == same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("A_", "b"), ("A", "_b")),
        (("A__b", "c"), ("A", "b__c")),
        (("Å", "b"), ("Ä", "b")),
        (("A" * 100, "b" * 99 + "c"), ("A" * 100, "b" * 99 + "d")),
    ],
)
def test_names_that_would_run_together_are_told_apart(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    first, second = (Rule("unique", "node", label, (prop,)) for label, prop in (one, other))
    assert constraint_name(first) != constraint_name(second)


def test_a_node_type_and_an_edge_type_of_one_name_have_two_names() -> None:
    node, edge = (Rule("required", about, "BOUGHT", ("day",)) for about in ("node", "edge"))
    assert constraint_name(node) != constraint_name(edge)


@given(names, names)
def test_no_name_of_a_schema_leaves_its_quotes(label: str, prop: str) -> None:
    found = [Rule("type", "node", label, (prop,), ("STRING",))]
    for target in (ENTERPRISE5, CYPHER25):
        for made in target.constraints(found):
            assert f"`{label}`" in made.statement
            assert f"`{prop}`" in made.statement
            assert made.statement.count("`") % 2 == 0
