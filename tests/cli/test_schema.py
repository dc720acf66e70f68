"""`graphkit schema`."""

import json
import re
from pathlib import Path

from tests.cli.conftest import Run


def test_show_tells_types_ends_and_constraints(project: Path, run: Run) -> None:
    shown = run("schema", "show")
    assert shown.code == 0
    for words in ("town-politics 1.0.0", "SUPPORTS", "Actor", "at most 1 source per target"):
        assert words in shown.out


def test_show_takes_a_schema_file_too(project: Path, run: Run) -> None:
    assert run("schema", "show", "data/schema.yaml").out == run("schema", "show", "data").out


def test_show_gives_json_to_programs(project: Path, run: Run) -> None:
    schema = json.loads(run("schema", "show", "--format", "json").out)
    assert schema["edges"]["LEADS"]["max_sources_per_target"] == 1


def test_lint_has_nothing_against_a_new_project(project: Path, run: Run) -> None:
    outcome = run("schema", "lint", "--strict")
    assert (outcome.code, outcome.out) == (0, "")


def test_lint_says_what_could_be_better(project: Path, run: Run) -> None:
    schema = project / "data/schema.yaml"
    text = schema.read_text().replace("    description: Something to be built.\n", "")
    schema.write_text(text)
    plain, strict = run("schema", "lint"), run("schema", "lint", "--strict")
    assert (plain.code, strict.code) == (0, 1)
    assert plain.out.startswith("data/schema.yaml:")
    assert "Project" in plain.out


def test_every_fault_of_a_schema_is_shown_at_once(project: Path, run: Run) -> None:
    schema = project / "data/schema.yaml"
    text = schema.read_text().replace("temporal: event", "temporal: evnt")
    schema.write_text(text.replace("extends: Actor", "extends: Aktor"))
    outcome = run("schema", "lint")
    assert outcome.code == 1
    assert 'Did you mean "event"?' in outcome.out
    assert outcome.out.count('Did you mean "Actor"?') == 2


def test_a_schema_outside_the_dataset_is_not_read(project: Path, run: Run) -> None:
    (project / "outer.yaml").write_text((project / "data/schema.yaml").read_text())
    settings = project / "data/dataset.yaml"
    settings.write_text(settings.read_text() + "schema: ../outer.yaml\n")
    assert run("schema", "show").code == 1


def test_ddl_shows_what_each_kind_of_server_is_told(project: Path, run: Run) -> None:
    community = run("schema", "ddl")
    assert community.code == 0
    assert "CREATE CONSTRAINT graphkit_entity_id" in community.out
    assert "not enforced by Neo4j Community; checked by graphkit (GK313)." in community.out
    enterprise = run("schema", "ddl", "--target", "neo4j-enterprise").out
    assert "IS NOT NULL" in enterprise
    assert "IS RELATIONSHIP KEY" not in enterprise
    assert "CURRENT GRAPH TYPE SET {" in run("schema", "ddl", "--target", "cypher25").out


def test_ddl_speaks_other_languages_and_says_what_they_leave_out(project: Path, run: Run) -> None:
    told = run("schema", "ddl", "--target", "pg-schema")
    assert told.code == 0
    assert "CREATE GRAPH TYPE `town-politics` STRICT {" in told.out
    assert "Warning: not in pg-schema: A target of LEADS has at most 1 sources at once." in told.err
    told = run("schema", "ddl", "--target", "json-schema")
    assert json.loads(told.out)["title"] == "town-politics 1.0.0"
    assert "Warning: not in json-schema: " in told.err
    told = run("schema", "ddl", "--target", "pydantic")
    compile(told.out, "models.py", "exec")
    assert "class Person(Actor):" in told.out


def test_ddl_refuses_what_is_for_neo4j_only(project: Path, run: Run) -> None:
    told = run("schema", "ddl", "--target", "pydantic", "--edge-ids")
    assert (told.code, told.out) == (2, "")
    assert "--edge-ids is for a Neo4j, not for pydantic." in told.err


def test_ddl_keeps_ids_of_edges_unique_where_that_is_asked_for(project: Path, run: Run) -> None:
    for target, words in (
        ("neo4j-community", "IS UNIQUE"),
        ("neo4j-enterprise", "IS RELATIONSHIP KEY"),
    ):
        told = run("schema", "ddl", "--target", target, "--edge-ids").out
        assert f"FOR ()-[e:`SUPPORTS`]-() REQUIRE e.`id` {words};" in told


def test_style_has_a_rule_for_every_type(project: Path, run: Run) -> None:
    sheet = run("schema", "style")
    assert sheet.code == 0
    schema = json.loads(run("schema", "show", "--format", "json").out)
    selectors = [line.removesuffix(" {") for line in sheet.out.splitlines() if line.endswith(" {")]
    assert set(selectors) == {
        "node",
        "node.Claim",
        *(f"node.{name}" for name in schema["nodes"]),
        *(f"relationship.{name}" for name in schema["edges"]),
    }
    assert sheet.out.count("{") == sheet.out.count("}")


def test_a_schema_is_shown_as_a_page_with_numbers_where_there_is_data(
    project: Path, run: Run
) -> None:
    outcome = run("schema", "view")
    assert (outcome.code, outcome.out) == (0, "schema.html\n")
    page = (project / "schema.html").read_text("utf-8")
    assert "What may be said, and of what." in page
    people = re.search(r"Person \((\d+)\)", page)
    assert people is not None
    outcome = run("schema", "view", "data/schema.yaml", "-o", "alone.html")
    assert outcome.code == 0
    assert re.search(r"Person \(\d", (project / "alone.html").read_text("utf-8")) is None


def test_a_schema_is_shown_where_its_data_has_errors(project: Path, run: Run) -> None:
    table = project / "data" / "nodes" / "Person.csv"
    table.write_text(table.read_text("utf-8") + "no id at all,,,,,,,\n", "utf-8")
    outcome = run("schema", "view")
    assert outcome.code == 0
    assert "The schema is shown without numbers." in outcome.err


def test_a_schemas_page_replaces_no_file_of_somebody_else(project: Path, run: Run) -> None:
    (project / "schema.html").write_text("<p>mine")
    assert run("schema", "view").code == 4
    assert (project / "schema.html").read_text() == "<p>mine"
